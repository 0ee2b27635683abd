"""The page of the commands: what ``--help`` says of each, as tables."""

from __future__ import annotations

import re
from typing import Any

import typer

from diplograph.cli import app
from making.markdown import code, fence, heading, page, table, text

_NOTE = re.compile(r"^(?P<help>.*?)(?:\s*\[(?P<note>[^][]+)\])?$", re.DOTALL)
_INTRO = (
    "Results go to stdout, everything else (progress, counts, warnings) to stderr, so that commands pipe. Exit code 0: "
    "fine; 1: something is wrong in the data (a release that could not be read, a graph that does not conform); "
    "2: wrong usage. `diplograph COMMAND --help` prints what stands here.\n"
)


def write() -> str:
    """Return the page: a table of all commands, then each with its arguments, options and example."""
    group: Any = typer.main.get_command(app)  # a class of Click's, whose types are no public part of Typer
    commands: dict[str, Any] = group.commands
    rows = [(f"[{name}](#{name})", text(_summary(command.help))) for name, command in commands.items()]
    parts = ["# Commands\n", _INTRO, table(("Command", "Does"), rows)]
    general = _parameters(group, _context(group, "diplograph"))
    parts += [heading(2, "Options of the program itself", "program"), *general]
    for name, command in commands.items():
        parts += _command(name, command)
    return page(*parts)


def _command(name: str, command: Any) -> list[str]:
    context = _context(command, f"diplograph {name}")
    usage = command.get_usage(context).removeprefix("Usage: ")
    paragraphs = [f"{text(' '.join(part.split()))}\n" for part in command.help.split("\n\n")]
    example = str(command.epilog).removeprefix("Example: ")
    return [
        heading(2, f"diplograph {name}", name), *paragraphs, fence("text", usage), *_parameters(command, context),
        "Example:\n", fence("text", example),
    ]  # fmt: skip


def _parameters(command: Any, context: typer.Context) -> list[str]:
    """Return a table of the arguments and one of the options, as far as there are any."""
    parts = []
    for kind, title in (("argument", "Argument"), ("option", "Option")):
        records = [p.get_help_record(context) for p in command.get_params(context) if p.param_type_name == kind]
        if rows := [_row(kind, *record) for record in records if record]:
            parts.append(table((title, "Meaning", "Default and limits"), rows))
    return parts


def _context(command: Any, name: str) -> typer.Context:
    return typer.Context(command, info_name=name, help_option_names=["-h", "--help"])


def _row(kind: str, declared: str, said: str) -> tuple[str, str, str]:
    found = _NOTE.match(said)
    assert found  # the pattern fits any text
    name = declared.split(" <")[0] if kind == "argument" else declared  # a path is a text: nothing to tell
    return code(name), text(found["help"]), text((found["note"] or "").removeprefix("default: ").strip("()"))


def _summary(description: str) -> str:
    return " ".join(description.split("\n\n")[0].split())
