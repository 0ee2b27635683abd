"""From what a user types to what the graph knows by it: IRIs, ids, labels, codes, acronyms, aliases."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from diplograph.extract.errors import QueryError
from diplograph.graph.rdf import IRI
from diplograph.graph.store import Store
from diplograph.ontology.terms import AREA

ACTORS = frozenset({"person", "state", "organization", "group"})
_NEAR = 70.0  # of 100; below it a suggestion would look random

_QUERY = """
SELECT DISTINCT ?thing ?kind ?name ?how WHERE {
  VALUES (?class ?kind) {
    (dg:Person "person") (dg:State "state") (dg:Organization "organization") (dg:Group "group") (dg:Place "place")
    (dg:Event "event") (dg:Statement "statement") (dg:CooperationArea "area") (dg:Post "post") (dg:Release "release")
  }
  VALUES (?property ?how) {
    (rdfs:label "label") (dg:code "code") (dg:acronym "acronym") (skos:altLabel "alias") (dg:source "source")
  }
  ?thing a ?class ; ?property ?name .
}"""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that goes by a name: its IRI, id (the IRI's tail, or "area:…"), kind and label."""

    iri: IRI
    id: str
    kind: str
    label: str


def fold(text: str) -> str:
    """Bring a name to the form in which names are compared: no case, no accents, single spaces."""
    bare = (char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join("".join(bare).casefold().split())


class Names:
    """All names in a store at one moment; make a new one after a change."""

    def __init__(self, store: Store) -> None:
        self._things: dict[IRI, Named] = {}
        self._exact: dict[str, set[IRI]] = {}
        self._aliases: dict[str, set[IRI]] = {}
        rows = [(IRI(str(row[0])), str(row[1]), str(row[2]), str(row[3])) for row in store.query(_QUERY).rows]
        for thing, kind, name, how in sorted(rows, key=lambda row: (row[0].value, row[3] != "label", row[2])):
            if thing not in self._things:
                tail = (
                    f"area:{thing.value.removeprefix(AREA)}" if kind == "area" else thing.value.removeprefix(store.base)
                )
                self._things[thing] = Named(thing, tail, kind, name)
                for key in (thing.value, tail, tail.rpartition("/")[2], tail.removeprefix("area:")):
                    self._exact.setdefault(fold(key), set()).add(thing)
            table = self._aliases if how == "alias" else self._exact
            table.setdefault(fold(name), set()).add(thing)

    def find(self, text: str, kinds: Collection[str] = ()) -> list[Named]:
        """Return what goes by a text, of these kinds (none: any), sorted by id; aliases count where no name fits."""
        for table in (self._exact, self._aliases):
            found = [self._things[iri] for iri in table.get(fold(text), ())]
            if fitting := [thing for thing in found if not kinds or thing.kind in kinds]:
                return sorted(fitting, key=lambda thing: thing.id)
        return []

    def near(self, text: str, kinds: Collection[str] = ()) -> list[str]:
        """Return up to three labels or ids whose names come nearest to a text, best first."""
        choices: dict[str, str] = {}
        for table in (self._exact, self._aliases):
            for key, things in table.items():
                for thing in sorted(
                    self._things[iri].id for iri in things if not kinds or self._things[iri].kind in kinds
                ):
                    choices.setdefault(key, thing)
        hits = process.extract(fold(text), sorted(choices), scorer=fuzz.WRatio, limit=20, score_cutoff=_NEAR)
        labels = {thing.id: thing.label for thing in self._things.values()}
        return list(dict.fromkeys(labels[choices[key]] for key, _, _ in hits))[:3]

    def unknown(self, text: str, kinds: Collection[str], what: str) -> QueryError:
        """Make the error for a text that names nothing of the kinds asked for."""
        near = self.near(text, kinds)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        return QueryError(f"the graph knows no {what} {text!r}{hint or ': see what it holds with the named queries'}")
