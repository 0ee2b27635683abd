"""Runs the blocks of a page in their order, and writes below commands and queries what they answer.

``console`` blocks hold commands, ``python`` blocks code that must not fail; below a ``sparql`` block may be its answer.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import diplograph
from diplograph import cli
from diplograph.answers import print_answer

ROOT = Path(__file__).parents[2]
STORE = "diplograph-store"
_BLOCK = re.compile(
    r"^```console\n(?P<console>.*?)^```|^```python\n(?P<python>.*?)^```"
    r'|(?P<asked>^```sparql\n(?P<sparql>.*?)^```\n\n```text title="Answer"\n).*?^```',
    re.DOTALL | re.MULTILINE,
)
# A command is a line that begins with "$ ", with the lines that END closes, or those that follow a backslash.
_COMMAND = re.compile(r"^\$ (.*<<'END'\n(?:.*\n)*?END|.*(?:(?<=\\)\n.*)*)$", re.MULTILINE)
# One of ours, and what its output goes to. Anything that only a shell understands does not fit.
_OURS = re.compile(r"diplograph (?P<arguments>[^|<>&;$*`\\\n]*)(?:\| (?P<pipe>[^|].*)|(?P<file>> .*))?")
# Pages that begin with nothing but releases; the others begin with the graph of them.
_FROM_NOTHING = ("README.md", "tutorial.md")
_WIDTHS = {"README.md": "132"}
_WIDTH = "96"  # characters that fit beside navigation and contents


def build(store: Path) -> None:
    """Build the graph of the seed releases in a folder."""
    diplograph.build(ROOT / "seeds" / "releases", graph=store).close()


def renew(page: Path, store: Path) -> str:
    """Return a page's text with every answer made anew; RuntimeError naming page and block where one fails."""
    text = page.read_text(encoding="utf-8")
    names: dict[str, object] = {"__name__": "page"}  # what the Python of the page has defined so far

    def run(block: re.Match[str]) -> str:
        if block["console"] is not None:
            return f"```console\n{''.join(map(_command, _COMMAND.findall(block['console'])))}```"
        if block["python"] is not None:
            exec(compile(block["python"], page.name, "exec"), names)
            return block[0]
        return f"{block['asked']}{_answer(block['sparql'])}```"

    if not _BLOCK.search(text):
        return text
    try:
        with _place(page, store):
            return _BLOCK.sub(run, text)
    except Exception as error:
        raise RuntimeError(f"{page.name}: {str(error) or type(error).__name__}") from error


@contextmanager
def _place(page: Path, store: Path) -> Iterator[None]:
    """Go to a folder with the seeds and the gold, and with a copy of the store unless the page makes one."""
    width = mock.patch.dict(os.environ, COLUMNS=_WIDTHS.get(page.name, _WIDTH), PATH=_path())
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), width:
        for linked in ("seeds", "tests", "queries"):
            Path(linked).symlink_to(ROOT / linked)
        if page.name not in _FROM_NOTHING:
            shutil.copytree(store, STORE)
        yield


def _path() -> str:
    return os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))


def _command(command: str) -> str:
    """Return a command and what it prints; RuntimeError where it fails."""
    ours = _OURS.fullmatch(command)
    code, printed = _own(ours["arguments"]) if ours else _shell(command)
    if ours and not code and (rest := ours["pipe"] or (ours["file"] and f"cat {ours['file']}")):
        code, printed = _shell(rest, printed)
    if code:
        raise RuntimeError(f"{command} ends with {code}: {printed}")
    return f"$ {command}\n{printed}"


def _own(arguments: str) -> tuple[int, str]:
    """Run one of our commands in this process, which has read the model once: exit code, and what it printed."""
    with io.StringIO() as printed, contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            cli.main(shlex.split(arguments))
        except SystemExit as end:
            return int(end.code or 0), printed.getvalue()
        return 0, printed.getvalue()


def _shell(command: str, given: str = "") -> tuple[int, str]:
    done = subprocess.run(
        ["bash", "-c", command],
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def _answer(query: str) -> str:
    """Return an answer as ``diplograph query`` prints it."""
    with diplograph.Graph.open(STORE) as graph, contextlib.redirect_stdout(io.StringIO()) as written:
        print_answer(graph.query(query), "table", graph.base)
    return "".join(f"{line.rstrip()}\n" for line in written.getvalue().splitlines())
