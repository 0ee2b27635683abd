"""What a shell offers when Tab is pressed: queries, their parameters and values, and names from the store.

A completion never fails aloud: where there is no store, there is nothing to offer.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import typer

DEFAULT_GRAPH = Path("diplograph-store")
Offer = tuple[str, str]  # what is put in, and what some shells show beside it

_MOST = 40  # names offered at once
_SHELL = "_DIPLOGRAPH_COMPLETE"
_PARTED = re.compile(r"\n([=:]+)(?:\n|$)")  # bash parts words here
_SPECIAL = re.compile(r"([^\w@%+=:,./~-])", re.ASCII)


@contextlib.contextmanager
def in_bash() -> Iterator[None]:
    """Speak with bash in its own way while it completes: it takes "actor=CICA" for three words, and quotes nothing."""
    if os.environ.get(_SHELL) != "complete_bash":
        yield
        return
    words = os.environ.get("COMP_WORDS", "").split("\n")[: int(os.environ.get("COMP_CWORD", "0")) + 1]
    whole = _PARTED.sub(r"\1", "\n".join(words))
    os.environ |= {"COMP_WORDS": whole, "COMP_CWORD": str(whole.count("\n"))}
    offered = io.StringIO()
    try:
        with contextlib.redirect_stdout(offered):
            yield
    finally:
        typed = whole.rpartition("\n")[2]
        print("\n".join(_as_bash_takes_it(offer, typed) for offer in offered.getvalue().splitlines()))


def _as_bash_takes_it(offer: str, typed: str) -> str:
    """Return what stands behind the last "=" or ":" of what is typed, with spaces and the like escaped."""
    kept = max(typed.rfind("="), typed.rfind(":")) + 1
    inside_quotes = typed[kept : kept + 1] in ("'", '"')
    return offer[kept:] if inside_quotes else _SPECIAL.sub(r"\\\1", offer[kept:])


def queries(incomplete: str) -> list[Offer]:
    """Offer the named queries with their titles."""
    from diplograph.graph import ask

    return _fitting(((query.name, query.title) for query in ask.load().values()), incomplete)


def parameters(context: typer.Context, incomplete: str) -> list[Offer]:
    """Offer a query's parameters with their meaning, and the values of one that is chosen."""
    from diplograph.graph import ask

    before = context.params.get("name") or next(iter(context.args), "")  # an option without value stops the parser
    query = ask.load().get(before)
    if query is None:
        return []
    name, chosen, value = incomplete.partition("=")
    known = [parameter for parameter in query.parameters if parameter.name.startswith(name)]
    if chosen or len(known) == 1:
        name = name if chosen else known[0].name
        if values := _values(name, value, _store(context)):
            return _fitting(((f"{name}={text}", meaning) for text, meaning in values), incomplete)
    return [] if chosen else [(f"{one.name}=", one.meaning) for one in known]


def entities(context: typer.Context, incomplete: str) -> list[Offer]:
    """Offer the names of persons, states, bodies, places and areas."""
    from diplograph.graph.names import ACTORS

    return _fitting(_names(_store(context), incomplete, (*sorted(ACTORS), "place", "area")), incomplete)


def _store(context: typer.Context) -> Path:
    return Path(context.params.get("graph") or DEFAULT_GRAPH)


def _values(name: str, value: str, store: Path) -> list[Offer]:
    """Return what a parameter may be: words of a list, several with commas between, or names."""
    from diplograph.graph import parameters

    if words := parameters.words(name):
        before, comma, _ = value.rpartition(",")
        return [(f"{before}{comma}{word}", "") for word in words]
    kinds = parameters.kinds(name)
    return _names(store, value, sorted(kinds)) if kinds else []


def _names(store: Path, text: str, kinds: Iterable[str]) -> list[Offer]:
    """Return the names that begin with a text, with what they are names of."""
    with contextlib.suppress(Exception):  # no store, or one that cannot be read: a shell is no place to say so
        from diplograph.graph.graph import Graph
        from diplograph.graph.names import Names

        with Graph.open(store) as graph:
            return Names(graph.store).beginning(text, kinds, _MOST)
    return []


def _fitting(offers: Iterable[Offer], incomplete: str) -> list[Offer]:
    return [offer for offer in offers if offer[0].startswith(incomplete)]
