"""Shows how far a run is, on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from diplograph.output import console, plain

Advance = Callable[[str], None]  # called once per release that is done, with its name


@contextmanager
def bar(task: str, total: int, *, results_meanwhile: bool = False) -> Iterator[Advance]:
    """Yield a function that moves a progress bar on stderr by one step; without a terminal it does nothing.

    It does nothing either where results are printed to the same terminal meanwhile: they would run into the bar.
    """
    screen = console(stderr=True)
    if not screen.is_terminal or total < 2 or (results_meanwhile and sys.stdout.isatty()):
        yield lambda name: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.table import Column

    name_column = TextColumn("{task.fields[name]}", markup=False, table_column=Column(no_wrap=True))
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), name_column)
    # A redirected stdout would send results to stderr.
    with Progress(*columns, console=screen, transient=True, redirect_stdout=False) as progress:
        running = progress.add_task(task, total=total, name="")

        def advance(name: str) -> None:
            done = progress.tasks[0].completed + 1  # a file may hold more releases than one
            progress.update(running, completed=done, total=max(total, done), name=plain(name))

        yield advance


@contextmanager
def status(task: str) -> Iterator[None]:
    """Show on a terminal that something of unknown length goes on."""
    screen = console(stderr=True)
    if not screen.is_terminal:
        yield
        return
    with screen.status(task):
        yield
