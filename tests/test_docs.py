"""The documents say what the code says: the generated ones are fresh, and what the others name is there."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from diplograph.cli import COMMANDS
from diplograph.graph import ask

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_generated_pages_are_fresh() -> None:
    made = generator().pages()
    assert {path.name for path in made} == {"cli.md", "queries.md", "README.md"}
    for path, text in made.items():
        assert path.read_text("utf-8") == text, f"{path.name} is stale: run make docs"


def test_every_command_and_query_is_in_its_page() -> None:
    cli, queries = ((ROOT / "docs" / name).read_text("utf-8") for name in ("cli.md", "queries.md"))
    assert len(COMMANDS) == 11
    assert all(f"## diplograph {command.__name__}\n" in cli for command in COMMANDS)
    assert len(ask.load()) >= 11
    assert all(f"## {name}\n" in queries for name in ask.load())


def test_every_command_has_an_example_in_its_help() -> None:
    for command, example in COMMANDS.items():
        assert example.startswith(f"diplograph {command.__name__}")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_commands_in_the_documents_exist(page: Path) -> None:
    known = {command.__name__ for command in COMMANDS}
    found = re.findall(r"```\w*\n(.*?)```|`([^`\n]+)`", page.read_text("utf-8"), re.DOTALL)
    code = "\n".join(block or inline for block, inline in found)
    for command in re.findall(r"(?:^|\$ |&& |`)diplograph ([a-z]+)", code, re.M):
        assert command in known, f"{page.name} names diplograph {command}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"
