"""What holds for every command: help, usage errors, debug, quiet pipes, quick start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from diplograph import cli
from diplograph.extract.errors import GazetteerError, RuleError, StoreError

if TYPE_CHECKING:
    from tests.app.conftest import Run

COMMANDS = [command.__name__ for command in cli.COMMANDS]


def python(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True, cwd=cwd, timeout=120)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(run: Run, command: str) -> None:
    result = run(command, "--help")
    assert result.code == 0
    assert f"Usage: diplograph {command}" in result.out or f"{command} [OPTIONS]" in result.out
    assert f"Example: diplograph {command}" in result.out


def test_no_command_prints_the_help(run: Run) -> None:
    result = run()
    assert result.code == 2
    assert all(f"\n  {command} " in result.out + result.err for command in COMMANDS)


def test_version(run: Run) -> None:
    result = run("--version")
    assert result.code == 0
    assert result.out.startswith("diplograph 0.")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bild"], "No such command 'bild'"),
        (["build"], "Missing argument 'PATH"),
        (["read", "--format", "xml", "a.txt"], "Invalid value for '--format'"),
        (["query", "people", "-p", "CICA"], "'CICA' is no KEY=VALUE, for example -p actor=CICA"),
        (["view"], "Missing option '-o'"),
        (["view", "-o", "x.html", "--since", "May"], "a date is written 2020, 2020-10 or 2020-10-12"),
        (["view", "-o", "x.html", "--kind", "ship"], "Invalid value for '--kind'"),
    ],
)
def test_wrong_usage_ends_with_2(run: Run, arguments: list[str], words: str) -> None:
    result = run(*arguments)
    assert result.code == 2
    assert result.out == ""
    assert words in result.err


@pytest.mark.parametrize(
    ("error", "code", "line"),
    [
        (StoreError("x is no diplograph store: cure"), 2, "diplograph: x is no diplograph store: cure\n"),
        (
            RuleError("meet.yaml: meet.1: unknown key 'patern'"),
            1,
            "diplograph: meet.yaml: meet.1: unknown key 'patern'\n",
        ),
        (GazetteerError("states.csv:3: unknown column"), 1, "diplograph: states.csv:3: unknown column\n"),
        (StoreError("two\nlines \x1b[31m"), 2, "diplograph: two lines �[31m\n"),
        (
            ValueError("nobody thought of it"),
            1,
            "diplograph: unexpected ValueError: nobody thought of it (run again as diplograph --debug …"
            " to see where)\n",
        ),
    ],
)
def test_errors_are_one_line(run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int, line: str) -> None:
    def fail(*arguments: object) -> None:
        raise error

    monkeypatch.setattr("diplograph.graph.ask.load", fail)
    result = run("queries")
    assert (result.code, result.out, result.err) == (code, "", line)
    with pytest.raises(type(error)):
        run("--debug", "queries")


def test_a_closed_pipe_is_quiet() -> None:
    command = f"{sys.executable} -m diplograph queries --format json | head -c 10"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)
    assert len(done.stdout) == 10
    assert done.stderr == ""


def test_tables_follow_no_color() -> None:
    result = python("-c", "from diplograph.cli import main; main(['queries'])")
    assert result.returncode == 0
    assert "\x1b" not in result.stdout
    assert result.stdout.startswith("query ")
    assert not [line for line in result.stdout.splitlines() if line != line.rstrip()]


def test_what_only_looks_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom diplograph.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted({m.split('.')[0] for m in sys.modules} & "
        "{'spacy', 'rdflib', 'pyoxigraph', 'owlrl', 'pyshacl', 'pyvis', 'networkx', 'numpy', 'pycountry', 'rich'}))"
    )
    result = python("-c", code)
    assert result.stdout.splitlines()[-1] == "[]"
