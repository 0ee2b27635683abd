"""Parameters of named queries: what users type → the terms that go into the query."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Callable, Iterable

from rapidfuzz import process

from diplograph.extract.errors import QueryError
from diplograph.graph.names import ACTORS, Names
from diplograph.graph.rdf import IRI, Literal, Term
from diplograph.graph.store import Store
from diplograph.ontology.terms import (
    EVENT_TYPES,
    MODALITIES,
    ROLES,
    STATEMENT_GROUPS,
    STATEMENT_KINDS,
    STATUSES,
    TENURE_STATUSES,
    Class,
    local,
)

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

_KINDS = {
    **dict.fromkeys(("actor", "with", "speaker", "target", "committer", "counterpart", "proposer", "of"), ACTORS),
    **dict.fromkeys(("framework", "party"), ACTORS),
    "person": frozenset({"person"}),
    "state": frozenset({"state"}),
    "organization": frozenset({"organization"}),
    "area": frozenset({"area"}),
    "dimension": frozenset({"area"}),
    "release": frozenset({"release"}),
    "fact": frozenset[str](),
}
_STATEMENTS = {**STATEMENT_KINDS, **{local(group): group for group in STATEMENT_GROUPS}}
_CLASSES: dict[str, dict[str, Class]] = {"kind": _STATEMENTS, "type": EVENT_TYPES}
_WORDS: dict[str, Iterable[str]] = {
    "status": STATUSES,
    "modality": MODALITIES,
    "role": ROLES,
    "tenure": TENURE_STATUSES,
}
_SEVERAL = _KINDS.keys() | _CLASSES.keys() | _WORDS.keys()


def terms(name: str, value: object, names: Names, store: Store) -> tuple[Term, ...]:
    """Return the terms for one parameter's value (a text, or several in a list or tuple).

    Actors, areas, releases are found by IRI, id, name, code, acronym or alias; kinds, types and statuses by words,
    several with commas between; dates are checked; everything else is a plain text. QueryError says what would do.
    """
    texts = [str(item) for item in value] if isinstance(value, list | tuple | set | frozenset) else [str(value)]
    if len(texts) != 1 and name not in _SEVERAL:
        raise QueryError(f"{name} takes one value, not {len(texts)}")
    resolve = _resolver(name, names, store)
    return tuple(dict.fromkeys(term for item in texts for term in resolve(item)))


def words(name: str) -> tuple[str, ...]:
    """Return the words that a parameter takes; none if it takes names, dates or texts."""
    return tuple(_CLASSES.get(name, _WORDS.get(name, ())))


def kinds(name: str) -> frozenset[str]:
    """Return the kinds of things that a parameter names; none if it names nothing, or anything."""
    return _KINDS.get(name, frozenset())


def _resolver(name: str, names: Names, store: Store) -> Callable[[str], list[Term]]:
    if name in _KINDS:
        return lambda text: _named(name, text.strip(), names, store)
    if name in _CLASSES:
        return lambda text: [IRI(_CLASSES[name][word]) for word in _words(name, text, _CLASSES[name])]
    if name in _WORDS:
        return lambda text: [Literal(word) for word in _words(name, text, _WORDS[name])]
    if name in {"since", "until", "due"}:
        return lambda text: [Literal(_date(name, text.strip()))]
    return lambda text: [Literal(text)]


def _named(name: str, text: str, names: Names, store: Store) -> list[Term]:
    kinds = _KINDS[name]
    found = names.find(text, kinds)
    if found:
        return [thing.iri for thing in found]
    if name == "fact":  # tenures and participations have no name to be found by
        for node in (IRI(text), IRI(store.base + text)):
            with contextlib.suppress(ValueError):  # no IRI at all
                if next(store.match(node), None):
                    return [node]
    what = "actor" if kinds == ACTORS else name
    raise names.unknown(text, kinds, what)


def _words(name: str, text: str, valid: Iterable[str]) -> list[str]:
    by_form = {_form(word): word for word in valid}
    found = []
    for part in text.split(","):
        if _form(part) not in by_form:
            near = process.extractOne(_form(part), list(by_form))
            hint = (
                f"did you mean {by_form[near[0]]}?" if near and near[1] >= 60 else f"use {', '.join(by_form.values())}"
            )
            raise QueryError(f"{part.strip()!r} is no {name}; {hint}")
        found.append(by_form[_form(part)])
    return found


def _form(word: str) -> str:
    return re.sub(r"[\s_-]", "", word).casefold()


def _date(name: str, text: str) -> str:
    found = _DATE.fullmatch(text)
    try:
        if not found:
            raise ValueError
        datetime.date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError as error:
        raise QueryError(f"{text!r} is no date for {name}: write 2020-10-12, 2020-10 or 2020") from error
    return text
