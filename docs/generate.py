"""Writes what the documents repeat: docs/cli.md from the commands' help, docs/queries.md from the queries' headers, and
below each ``$`` command in README.md what it prints.

``python docs/generate.py`` writes them, ``--check`` tells whether they are stale (exit code 1).
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from diplograph.cli import COMMANDS, app
from diplograph.graph import ask

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent
_MADE = "<!-- Made by `make docs`; do not edit by hand. -->\n"


def pages() -> dict[Path, str]:
    """Return file → text of every generated page."""
    return {FOLDER / "cli.md": cli(), FOLDER / "queries.md": queries(), ROOT / "README.md": readme()}


def cli() -> str:
    """Return the reference of the command line: the help of the program and of every command."""
    parts = [
        "# Command line\n",
        _MADE,
        "Results go to stdout, everything else to stderr. Exit code 0: fine; 1: something is wrong in the data "
        "(a release that could not be read, a graph that does not conform); 2: wrong usage.\n",
        _block(_help([])),
    ]
    for command in COMMANDS:
        name = command.__name__
        parts += [f"## diplograph {name}\n", _block(_help([name]))]
    return "\n".join(parts)


def queries() -> str:
    """Return the reference of the named queries: what each asks, its parameters and columns."""
    parts = ["# Named queries\n", _MADE, "`diplograph query NAME -p PARAMETER=VALUE` answers them.\n"]
    for query in ask.load().values():
        parts += [f"## {query.name}\n", f"{query.title}. {query.description}\n"]
        parts.append(f"Columns: {', '.join(f'`{column}`' for column in query.columns)}\n")
        if query.parameters:
            rows = [("parameter", "default", "meaning"), ("---", "---", "---")]
            rows += [(f"`{p.name}`", f"`{p.default}`" if p.default else "", _cell(p.meaning)) for p in query.parameters]
            parts += [*(f"| {' | '.join(row)} |" for row in rows), ""]
        parts.append(_block(query.example))
    return "\n".join(parts)


def readme() -> str:
    """Return the README with the output of its console blocks; they run in turn, in a folder that has the releases."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for name in ("seeds", "tests"):
            (Path(folder) / name).symlink_to(ROOT / name)
        return re.sub(r"```console\n(.*?)```", lambda block: _session(block[1], folder), text, flags=re.DOTALL)


def _session(block: str, folder: str) -> str:
    """Run the commands of a block and return it anew."""
    places = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    parts = []
    for command in re.findall(r"^\$ (.*)$", block, re.MULTILINE):
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env={**os.environ, "PATH": places, "COLUMNS": "132"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"README.md: {command} ends with {done.returncode}: {done.stdout}")
        parts.append(f"$ {command}\n{done.stdout}")
    return f"```console\n{''.join(parts)}```"


def _help(arguments: Sequence[str]) -> str:
    os.environ["COLUMNS"] = "100"
    with contextlib.redirect_stdout(io.StringIO()) as written, contextlib.suppress(SystemExit):
        app([*arguments, "--help"], prog_name="diplograph")
    return "\n".join(line.rstrip() for line in written.getvalue().strip().splitlines())


def _block(text: str) -> str:
    return f"```text\n{text}\n```\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with ``--check`` name the stale ones; return the exit code."""
    made = pages()
    stale = [path for path, text in made.items() if not path.exists() or path.read_text("utf-8") != text]
    if "--check" in arguments:
        for path in stale:
            print(f"{path.name} is stale: run make docs", file=sys.stderr)
        return int(bool(stale))
    for path in stale:
        path.write_text(made[path], encoding="utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
