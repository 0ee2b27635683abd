"""The folders and directions of the project hold: who imports whom, and one home per foreign library."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("app", "extract", "graph", "ontology", "queries", "seeds")
MAX_LINES = 400

# What a folder may import of the others; itself it always may.
MAY_IMPORT = {
    "app": {"graph", "extract", "ontology", "queries", "seeds"},
    "graph": {
        "extract.model",
        "extract.errors",
        "extract.gazetteer",
        "extract.short_names",
        "ontology",
        "queries",
        "seeds",
    },
    "extract": {"seeds"},
    "ontology": {"seeds"},
    "queries": set(),
    "seeds": set(),
}
HOME = {
    "spacy": {"extract"},
    "pyoxigraph": {"graph/engine.py", "graph/answer.py"},
    "owlrl": {"graph/infer.py"},
    "pyshacl": {"graph/shacl.py"},
    "pyvis": {"graph/network.py"},
    "networkx": {"graph/network.py", "graph/measures.py", "graph/export.py"},
    "rustworkx": {"graph/layout.py", "graph/measures.py"},
    "pandas": {"graph/table.py"},
    "starlette": {"app"},
    "uvicorn": {"app"},
    "h11": {"app/patience.py"},
    "typer": {"app"},
    "rich": {"app"},
    "httpx": {"graph/transfer_http.py"},
    "distributed": {"app/cluster.py"},
    "trafilatura": {"extract/webpage.py"},
    "pypdf": {"extract/pdf.py"},
    "docx": {"extract/word.py"},
    "feedparser": {"extract/feed.py"},
    "py3langid": {"extract/language.py"},
}


def modules() -> list[Path]:
    return sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))


@cache
def imports(path: Path) -> tuple[tuple[str, int], ...]:
    """Return every name that a file imports, with the level of a relative import."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, 0) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module or ''}.{alias.name}", node.level) for alias in node.names)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def own(imported: str) -> str | None:
    """Return what an import of the project names, as in "graph.store.Store"; None for a foreign one."""
    head, _, rest = imported.partition(".")
    if head != "diplograph":
        return None
    return rest if rest.split(".")[0] in FOLDERS else f"app.{rest}"


def within(target: str, allowed: set[str]) -> bool:
    return any(target == prefix or target.startswith(f"{prefix}.") for prefix in allowed)


def test_the_check_sees_the_project() -> None:
    assert len(modules()) > 30
    assert {path.parts[-2] for path in modules()} >= {"app", "extract", "graph", "ontology"}


@pytest.mark.parametrize("path", modules(), ids=name)
def test_imports_go_down(path: Path) -> None:
    folder = path.relative_to(ROOT).parts[0]
    for imported, level in imports(path):
        assert level == 0, f"{name(path)} imports relatively: {imported}"
        assert imported.split(".")[0] not in FOLDERS, f"{name(path)} imports {imported}: say diplograph.{imported}"
        target = own(imported)
        if target:
            assert within(target, MAY_IMPORT[folder] | {folder}), f"{name(path)} imports {imported}: {folder} must not"


def homes(library: str) -> set[str]:
    return {name(path) for path in modules() if any(i.split(".")[0] == library for i, _ in imports(path))}


@pytest.mark.parametrize("library", sorted(HOME))
def test_a_foreign_library_has_one_home(library: str) -> None:
    users = homes(library)
    assert users, f"nothing imports {library}"
    strangers = {user for user in users if user not in HOME[library] and user.split("/")[0] not in HOME[library]}
    assert not strangers, f"{library} is imported in {sorted(strangers)}; its home is {sorted(HOME[library])}"


def test_spacy_models_are_loaded_in_one_place() -> None:
    loads = re.compile(r"\bspacy\.(load|blank)\(|\ben_core_web_\w+\.load\(")
    assert {name(path) for path in modules() if loads.search(path.read_text("utf-8"))} == {"extract/nlp.py"}


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def dependencies() -> dict[str, set[str]]:
    """Return module → modules of the project that it imports, those inside functions too."""
    known = {module_of(path): path for path in modules()}
    found: dict[str, set[str]] = {}
    for module, path in known.items():
        targets = (own(imported) for imported, _ in imports(path))
        named = {t if t in known else t.rpartition(".")[0] for t in targets if t}
        found[module] = {t for t in named if t in known and t != module}
    return found


def test_there_are_no_circles() -> None:
    graph = dependencies()
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, f"circle: {' → '.join((*trail[trail.index(module) :], module))}"
        if module not in done:
            for target in sorted(graph[module]):
                visit(target, (*trail, module))
            done.add(module)

    for module in graph:
        visit(module, ())
    assert done == set(graph)


@pytest.mark.parametrize("path", modules(), ids=name)
def test_files_are_small(path: Path) -> None:
    lines = path.read_text("utf-8").count("\n")
    assert lines <= MAX_LINES, f"{name(path)} has {lines} lines: split it"


def texts() -> list[Path]:
    """Return every file of the project that people write."""
    folders = (*FOLDERS, "tests", "bench", "docs", ".ci")
    files = [*ROOT.glob("*"), *(path for folder in folders for path in (ROOT / folder).rglob("*"))]
    made = {".png", ".pyc"}
    # ".git" is a file where the folder is one of several checkouts.
    return sorted(path for path in files if path.is_file() and path.suffix not in made and path.name != ".git")


def test_no_path_of_one_machine_is_written_down() -> None:
    machine = re.compile(r"(?<![\w.])/(?:work|home|root|Users)/\w|(?<![\w.])/tmp/\w|(?<!\w)[A-Z]:\\\\Users")  # noqa: RUF100
    found = [
        f"{name(path)}:{number}: {line.strip()[:80]}"
        for path in texts()
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if machine.search(line) and path != Path(__file__)
    ]
    assert not found, "\n".join(found)
