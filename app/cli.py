"""The command line: registers the commands, and turns errors into one line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer

from diplograph import asking, completion, loading, reading, reporting, serving
from diplograph.extract.errors import DiplographError, GazetteerError, RuleError
from diplograph.output import note

# command → its example in the help
COMMANDS: dict[Callable[..., Any], str] = {
    reading.build: "diplograph build releases/ --graph store",
    reading.read: "diplograph read releases/2020-10-12.txt --format table",
    asking.query: "diplograph query commitments -p actor=CICA --format csv > commitments.csv",
    asking.queries: "diplograph queries --format md",
    asking.export: "diplograph export graph.ttl --graph store",
    asking.view: "diplograph view --focus CICA --hops 2 -o cica.html",
    asking.explain: "diplograph explain Kazakhstan",
    reporting.report: "diplograph report CICA -o cica.html",
    asking.check: "diplograph check --graph store",
    loading.load: "diplograph load http://localhost:3030/releases/data --graph store",
    serving.serve: "diplograph serve --graph store --port 8080",
    reading.score: "diplograph score gold/ releases/ --detail",
}

app = typer.Typer(
    help="Reads diplomatic press releases into a knowledge graph, with the sentence behind every fact.",
    epilog="Example: diplograph build releases/ && diplograph query who-met-whom",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _command, _example in COMMANDS.items():
    app.command(epilog=f"Example: {_example}")(_command)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib import metadata

        print(f"diplograph {metadata.version('diplograph')}")
        raise typer.Exit


@app.callback()
def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Reads diplomatic press releases into a knowledge graph, with the sentence behind every fact."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command line (default: the process's own) and end the process with its exit code.

    0 is fine, 1 means that something is wrong in the data, 2 that the command was used wrongly.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    code: int | str | None = 0
    try:
        with completion.in_bash():
            app(given)
    except SystemExit as end:
        code = end.code
    except BrokenPipeError:
        code = 0
    except Exception as error:
        if "--debug" in given:
            raise
        note(_line(error))
        code = _code(error)
    _flush()
    sys.exit(code)


def _line(error: Exception) -> str:
    if isinstance(error, DiplographError | OSError):
        return str(error)
    return f"unexpected {type(error).__name__}: {error} (run again as diplograph --debug … to see where)"


def _code(error: Exception) -> int:
    in_data = isinstance(error, RuleError | GazetteerError) or not isinstance(error, DiplographError)
    return 1 if in_data else 2


def _flush() -> None:
    """Write out what is left, quietly where the reader of the pipe has gone."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
