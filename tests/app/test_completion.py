"""What shells offer on Tab: asked as bash, zsh and fish ask, of the installed command."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("diplograph")

pytestmark = pytest.mark.skipif(not COMMAND.exists(), reason="diplograph is not installed as a command here")


def asked(folder: Path, **variables: str) -> list[str]:
    env = {**os.environ, "HOME": str(folder), **variables}
    done = subprocess.run([COMMAND], env=env, cwd=folder, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout.split("\n")[:-1]


def in_bash(graph: Path, *words: str) -> list[str]:
    """Return what is offered for the last word, the words parted as bash parts them."""
    typed = ["diplograph", *(str(graph) if word == "STORE" else word for word in words)]
    found = asked(
        graph.parent, _DIPLOGRAPH_COMPLETE="complete_bash", COMP_WORDS="\n".join(typed), COMP_CWORD=f"{len(typed) - 1}"
    )
    return [offer for offer in found if offer]


ASK = ("query", "commitments", "--graph", "STORE", "-p")


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("ex",), ["export", "explain"]),
        (("query", "who"), ["who-met-whom"]),
        (("queries", "co"), ["commitments", "cooperation-areas"]),
        (("query", "commitments", "-p", "c"), ["committer=", "counterpart="]),
        (("query", "nothing", "-p", "c"), []),
        ((*ASK, "kind", "=", "Pl"), ["Pledge"]),
        ((*ASK, "kind", "=", "Pledge,Ag"), ["Pledge,Agreement"]),
        ((*ASK, "actor", "=", "CICA"), ["CICA", "CICA\\ Member\\ States", "CICA\\ Secretariat"]),
        ((*ASK, "actor", "=", "Kazakhstan\\'"), ["Kazakhstan\\'s\\ partners"]),
        ((*ASK, "actor", "=", '"Kai'), ["Kairat Sarybay"]),
        ((*ASK, "framework", "=", "CST"), ["CSTO"]),
        ((*ASK, "since", "=", "20"), []),
        (("query", "commitments", "--graph", "nowhere", "-p", "actor", "=", "C"), []),
        (("explain", "--graph", "STORE", "Kairat\\ Sa"), ["Kairat\\ Sarybay"]),
        (("report", "--graph", "STORE", "Mukh"), ["Mukhtar\\ Tileuberdi"]),
        (("report", "--graph", "nowhere", "Mukh"), []),
    ],
)
def test_bash(graph: Path, words: tuple[str, ...], offered: list[str]) -> None:
    assert in_bash(graph, *words) == offered


def test_a_damaged_store_offers_nothing_and_says_nothing(graph: Path, tmp_path: Path) -> None:
    shutil.copytree(graph, tmp_path / "store")
    for file in (tmp_path / "store").rglob("*"):
        if file.is_file():
            file.write_bytes(b"damaged")
    assert in_bash(tmp_path / "store", "explain", "--graph", "STORE", "K") == []


def test_zsh_and_fish_take_names_whole_and_say_what_they_are(graph: Path) -> None:
    line = f"diplograph query commitments --graph {graph} -p actor=Kai"
    zsh = asked(graph.parent, _DIPLOGRAPH_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=line)
    assert '"actor=Kairat Sarybay":"person"' in "".join(zsh)
    fish = asked(
        graph.parent,
        _DIPLOGRAPH_COMPLETE="complete_fish",
        _TYPER_COMPLETE_ARGS=line,
        _TYPER_COMPLETE_FISH_ACTION="get-args",
    )
    assert fish == ["actor=Kairat Sarybay\tperson"]


def test_the_script_works_in_bash(graph: Path, tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    script = """
        eval "$(_DIPLOGRAPH_COMPLETE=source_bash diplograph)"
        COMP_WORDS=(diplograph explain --graph "$STORE" Kai); COMP_CWORD=4
        _diplograph_completion diplograph
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    env = {**os.environ, "PATH": f"{COMMAND.parent}{os.pathsep}{os.environ['PATH']}", "STORE": str(graph)}
    done = subprocess.run([bash, "-c", script], env=env, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("Kairat\\ Sarybay\n", "")


def test_it_can_be_installed(tmp_path: Path) -> None:
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed")
    env = {**os.environ, "HOME": str(tmp_path)}
    command = f"{COMMAND} --install-completion; exit $?"  # with more to do, bash stays there as the parent
    done = subprocess.run(["bash", "-c", command], env=env, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "_diplograph_completion" in (tmp_path / ".bash_completions" / "diplograph.sh").read_text()
    assert "diplograph.sh" in (tmp_path / ".bashrc").read_text()
