"""Prints results to stdout as table, CSV, TSV, JSON or Markdown; everything else goes to stderr."""

from __future__ import annotations

import csv
import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from rich.console import Console

TableFormat = Literal["table", "csv", "tsv", "json", "md"]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_WORD = 44  # characters; a longer word is torn apart all the same
_TORN = 10  # characters; a column narrower than that, and than its words, cannot be read
_FEW = 3  # columns, which are a table however narrow it is
_GAP = 2  # spaces between columns
_WIDTH = 120  # of a table that goes to a file or a pipe, where no terminal says how wide it is


def console(*, stderr: bool = False) -> Console:
    """Return a console for stdout, or stderr; without a terminal it is as wide as COLUMNS says, or 120 characters."""
    from rich.console import Console

    made = Console(stderr=stderr, highlight=False, soft_wrap=False)
    if not made.is_terminal:
        made.width = int(os.environ.get("COLUMNS") or _WIDTH)
    return made


def note(message: str) -> None:
    """Print one line about the run to stderr."""
    print(f"diplograph: {plain(message)}", file=sys.stderr, flush=True)


def plain(text: str) -> str:
    """Return ``text`` on one line and without characters that steer a terminal."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split()))


def heading(text: str) -> None:
    """Print a heading to stdout."""
    from rich.text import Text

    console().print(Text(plain(text), style="bold"))


def fill(text: str, start: str = "") -> None:
    """Print a text in lines that fit, after ``start``; further lines stand below the text's own beginning."""
    from rich.cells import cell_len
    from rich.text import Text

    screen = console()
    indent = " " * cell_len(start)
    for line in Text(plain(text)).wrap(screen, max(screen.width - len(indent), 20), overflow="fold"):
        print(start + line.plain.rstrip())
        start = indent


def print_table(columns: Sequence[str], rows: Iterable[Sequence[Any]], form: TableFormat = "table") -> None:
    """Print rows, each as long as ``columns``; None is an empty cell (null in JSON)."""
    if form == "json":
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_cell(value) for value in row] for row in rows)
    elif form == "tsv":
        for row in (columns, *rows):
            print("\t".join(" ".join(_cell(value).split()) for value in row))
    elif form == "md":
        print("|", " | ".join(markdown(column) for column in columns), "|")
        print("|", " | ".join("---" for _ in columns), "|")
        for row in rows:
            print("|", " | ".join(markdown(value) for value in row), "|")
    else:
        _print_rich(columns, rows)


def print_json(value: Any, *, indent: int | None = 2) -> None:
    """Print a value as JSON; without ``indent`` on one line."""
    print(json.dumps(value, ensure_ascii=False, indent=indent))


def _print_rich(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    from rich.table import Table
    from rich.text import Text

    lines = list(rows)
    screen = console()
    cells = [[plain(_cell(value)) for value in row] for row in lines]
    texts = [[plain(column), *(row[i] for row in cells)] for i, column in enumerate(columns)]
    if _too_narrow(texts, screen.width):
        _print_blocks([column[0] for column in texts], cells)
        return
    widths = _widths(texts, screen.width)
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, _GAP, 0, 0))
    for position, (column, width) in enumerate(zip(columns, widths, strict=True)):
        values = [row[position] for row in lines]
        number = bool(values) and all(isinstance(value, int | float) for value in values)
        table.add_column(Text(plain(column)), justify="right" if number else "left", overflow="fold", width=width)
    for row in cells:
        table.add_row(*map(Text, row))
    if screen.is_terminal:
        screen.print(table)
        return
    with screen.capture() as written:
        screen.print(table)
    for line in written.get().splitlines():
        print(line.rstrip())  # no padding in files and pipes


def _print_blocks(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a block for each row, in which each line is one cell; empty ones are left out."""
    from rich.cells import cell_len

    room = max(map(cell_len, columns)) + _GAP
    for row in rows:
        for column, text in zip(columns, row, strict=True):
            if text:
                fill(text, column + " " * (room - cell_len(column)))
        print()


def _too_narrow(columns: Sequence[Sequence[str]], room: int) -> bool:
    """Tell whether columns would tear most words, so that rows read better one below the other."""
    from rich.cells import cell_len

    words = [max((cell_len(word) for text in texts for word in text.split()), default=1) for texts in columns]
    return len(words) > _FEW and sum(min(word, _TORN) + _GAP for word in words) > room


def _widths(columns: Sequence[Sequence[str]], room: int) -> list[int]:
    """Share the width of a table out: no column wider than its text, words whole if there is room, few lines a row."""
    from rich.cells import cell_len

    whole = [max((cell_len(text) for text in texts), default=1) or 1 for texts in columns]
    words = [max((cell_len(word) for text in texts for word in text.split()), default=1) for texts in columns]
    widths = [min(word, _WORD) for word in words]
    room -= _GAP * len(columns)
    while sum(widths) > room and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    for _ in range(room - sum(widths)):
        lines, tallest = max((whole[i] / width, -i) for i, width in enumerate(widths))
        if lines <= 1:
            break
        widths[-tallest] += 1
    return widths


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, list | tuple):
        return "; ".join(_cell(part) for part in value)
    return str(value)


def markdown(value: Any) -> str:
    """Return a value as Markdown on one line, in which it is text and nothing else."""
    from diplograph.graph.markdown import text

    return text(plain(_cell(value)))
