"""The page of the Python library: the public verbs and classes, their signatures and what they say of themselves."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

import diplograph
from diplograph.extract import errors
from diplograph.extract.errors import DiplographError
from diplograph.graph.explain import Explanation
from diplograph.graph.table import Table
from making.markdown import code, fence, heading, page, table, text

_INTRO = (
    "`import diplograph` gives the two verbs `build` and `read`; what `build` returns, a `Graph`, has the others. An "
    'existing store is opened with `diplograph.Graph.open("store")`. All of it is typed (`py.typed`). Guides: '
    "[pandas](../howto/pandas.md), [notebooks](../howto/notebooks.md).\n"
)
_CLASSES: tuple[type, ...] = (diplograph.Graph, Table, Explanation)
_LITERAL = re.compile(r"``(.+?)``|:\w+:`(.+?)`")


def write() -> str:
    """Return the page."""
    parts = ["# Python\n", _INTRO]
    for verb in (diplograph.build, diplograph.read):
        parts += _function(f"diplograph.{verb.__name__}", verb, 2)
    for kind in _CLASSES:
        parts += [heading(2, kind.__name__, kind.__name__), *_said(kind)]
        for name, member in _members(kind):
            parts += _function(f"{kind.__name__}.{name}", member, 3)
    return page(*parts, *_errors())


def _members(kind: type) -> Iterator[tuple[str, Callable[..., Any] | property]]:
    """Yield the public methods and properties of a class that say what they do, in the order of its file."""
    for name, found in vars(kind).items():
        member = found.__func__ if isinstance(found, classmethod | staticmethod) else found
        member = getattr(member, "func", member)  # a cached property
        if not name.startswith("_") and inspect.getdoc(member) and (callable(member) or isinstance(member, property)):
            yield name, member


def _function(name: str, member: Callable[..., Any] | property, level: int) -> list[str]:
    found = member.fget if isinstance(member, property) else member
    assert found is not None
    title = heading(level, code(name), name)
    if isinstance(member, property) or name == "Table.rows":
        return [title, *_said(found)]
    return [title, fence("python", _signature(name, found)), *_said(found)]


def _signature(name: str, found: Callable[..., Any]) -> str:
    """Return a signature as one writes it, a line for each parameter where it is long."""
    signature = inspect.signature(found)
    parts: list[str] = []
    for parameter in signature.parameters.values():
        if parameter.name in ("self", "cls"):
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and not any(part.startswith("*") for part in parts):
            parts.append("*")
        stars = "**" if parameter.kind is parameter.VAR_KEYWORD else ""
        default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
        parts.append(f"{stars}{parameter.name}: {parameter.annotation}{default}")
    line = f"{name}({', '.join(parts)}) -> {signature.return_annotation}"
    if len(line) <= 88:
        return line
    return f"{name}(\n" + "".join(f"    {part},\n" for part in parts) + f") -> {signature.return_annotation}"


def _said(of: object) -> list[str]:
    paragraphs = (inspect.getdoc(of) or "").split("\n\n")
    return [f"{_prose(' '.join(paragraph.split()))}\n" for paragraph in paragraphs if paragraph]


def _prose(said: str) -> str:
    """Return a docstring's text, its double backquotes as code."""
    parts = _LITERAL.split(said)
    return "".join(
        text(part or "") if at % 3 == 0 else code(part) if part else "" for at, part in enumerate(parts)
    )  # fmt: skip


def _errors() -> list[str]:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, DiplographError)]
    rows = [(code(kind.__name__), _prose(" ".join((inspect.getdoc(kind) or "").split()))) for kind in kinds]
    said = (
        "Each is one line that names what is wrong, where, and the next step. All are in `diplograph.extract.errors`.\n"
    )
    return [heading(2, "Errors", "errors"), said, table(("Error", "When"), rows)]
