"""Building: releases come and go, and with each of them all that follows, in one transaction.

What a store holds besides the releases' own triples (who is one person, background, inferences, names) depends on the
set of releases alone, and each step below looks only at what comes and goes.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeAlias

from diplograph.extract import gazetteer
from diplograph.extract.errors import StoreError
from diplograph.graph import axioms, background, derive, identity, names
from diplograph.graph.change import Change
from diplograph.graph.iris import graph_iri, release_iri
from diplograph.graph.rdf import IRI, TYPE, Literal, Term, Triple
from diplograph.graph.store import DIGEST, NOTES, RELEASE, ReleaseInfo, Store, digest
from diplograph.graph.vocabulary import vocabulary
from diplograph.ontology.terms import ALIGNMENTS, AREAS, ONTOLOGY, Class, turtle

# Triples; what comes is written when as many wait, or when the build ends: nothing hides the last batch.
_BATCH = 10_000
_Waiting: TypeAlias = dict[str, tuple[list[Triple], ReleaseInfo] | None]
_COUNTED: dict[Term, str] = {
    IRI(Class.PERSON): "people",
    IRI(Class.STATE): "states",
    IRI(Class.ORGANIZATION): "organizations",
    IRI(Class.GROUP): "groups",
    IRI(Class.PLACE): "places",
    IRI(Class.EVENT): "events",
    IRI(Class.STATEMENT): "statements",
    IRI(Class.COMMITMENT): "commitments",
    IRI(Class.PROPOSED_COOPERATION): "cooperation areas",
    IRI(Class.EVIDENCE): "evidence",
}


class Builder:
    """Puts releases into a store and takes them out; readers see it after :meth:`finish`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: _Waiting = {}
        self._size = 0
        self._sent: _Waiting = {}
        self._writing: Future[None] | None = None
        self._thread = ThreadPoolExecutor(1, "store")  # the engine writes without the interpreter's lock
        if store.settings.state is None:
            _begin(store)
        elif store.settings.state != state():
            self._renew()
        known = store.settings.counts if store.settings.clean else {}
        self.counts: Counter[str] = Counter(known or count(store))
        self._counted = True

    def put(self, release_id: str, triples: Iterable[Triple], info: ReleaseInfo) -> None:
        """Put a release in place of what the store has of it."""
        given = list(triples)
        self._waiting[release_id] = (given, info)
        self._size += len(given)
        if self._size >= _BATCH:
            self._send()

    def remove(self, release_id: str) -> None:
        """Take a release and all that only it said out; StoreError if it is not in the store."""
        if self.release(release_id) is None:
            raise StoreError(f"release {release_id} is not in the store")
        self._waiting[release_id] = None

    def release(self, release_id: str) -> ReleaseInfo | None:
        """Return what is known of a release, also of one that waits; None if it is not there or about to go."""
        for known in (self._waiting, self._sent):
            if release_id in known:
                item = known[release_id]
                return item[1] if item else None
        return self._store.release(release_id)

    def write(self) -> None:
        """Write what waits; what cannot be written waits on."""
        self._send()
        self._arrive()

    def _send(self) -> None:
        """Let what waits be written, in one transaction, while others are read; one at a time."""
        self._arrive()
        if self._waiting:
            counted, self._counted = self._counted, False  # who is interrupted cannot know whether it is written
            change, grown = _change(self._store, self._waiting)
            self._writing = self._thread.submit(change.commit)
            self._sent, self._waiting, self._size = self._waiting, {}, 0
            self.counts.update(grown)
            self._counted = counted

    def _arrive(self) -> None:
        """See what was sent written."""
        if self._writing:
            try:
                self._writing.result()
            except StoreError:
                self._waiting, self._counted = self._sent | self._waiting, False
                self._writing = None
                raise
            self._sent, self._writing = {}, None

    def finish(self) -> None:
        """Write what waits and let readers see it."""
        self.write()
        if not self._store.settings.clean:
            if not self._counted:
                self.counts, self._counted = Counter(count(self._store)), True
            self._store.publish(self.counts)

    def _renew(self) -> None:
        """Make all but the releases' own triples anew, where vocabulary, gazetteers or rules are others than before."""
        new = self._store.renewed()
        builder = Builder(new)
        for release_id, info in self._store.releases().items():
            builder.put(release_id, identity.as_read(self._store, release_iri(release_id, self._store.base)), info)
        builder.write()
        self._store.replace_by(new)


@functools.cache
def state() -> str:
    """Return a hash of what background, inferences and names depend on besides the releases."""
    made = hashlib.sha256(gazetteer.digest().encode())
    for name in (ONTOLOGY, AREAS, ALIGNMENTS):
        made.update(turtle(name).encode())
    for module in (axioms, background, derive, identity, names):
        made.update(Path(str(module.__file__)).read_bytes())
    return made.hexdigest()[:16]


def count(store: Store) -> dict[str, int]:
    """Count what a store holds by looking at all of it: releases, people, states, …, inferred triples, triples."""
    counted = {"releases": len(store.releases()), **dict.fromkeys(_COUNTED.values(), 0)}
    kinds = " ".join(f"(<{kind}> {json.dumps(name)})" for kind, name in _COUNTED.items())
    text = (
        f"SELECT ?name (COUNT(*) AS ?n) WHERE {{ VALUES (?class ?name) {{ {kinds} }} ?thing a ?class }} GROUP BY ?name"
    )
    counted |= {str(name): int(str(number)) for name, number in store.query(text).rows}
    counted["inferred triples"] = sum(1 for _ in store.match(graph=graph_iri("inferred", store.base)))
    return counted | {"triples": len(store)}


def _begin(store: Store) -> None:
    """Fill an empty store with what every store holds."""
    store.begin_with(vocabulary().items())
    change = Change(store)
    change.add(names.NAMES, names.of_areas(vocabulary()[IRI(AREAS)]))
    change.commit()
    store.stamp(state=state())


def _change(store: Store, waiting: _Waiting) -> tuple[Change, Counter[str]]:
    """Return releases that come (None: that go) with all that follows, and by how much each count grows."""
    graphs = {release_iri(name, store.base): item for name, item in waiting.items()}
    change = Change(store)
    identity.settle(change, {graph: item[0] if item else () for graph, item in graphs.items()})
    releases = change.graphs()
    background.follow(change, gazetteer.load())
    derive.follow(change, _rules())
    names.follow(change)
    grown = _growth(change)
    for name, item in waiting.items():
        known = store.release(name) is not None
        grown["releases"] += (item is not None) - known
        notes = [item[1].note(name, store.base)] if item else []
        _note(change, release_iri(name, store.base), RELEASE, notes)
    for graph in releases:
        lines = change.lines(change.match(graph=graph))
        _note(change, graph, DIGEST, [Triple(graph, DIGEST, Literal(digest(lines)))] if lines else [])
    return change, grown


@functools.cache
def _rules() -> axioms.Rules:
    return axioms.compile_rules(triple for graph in vocabulary().values() for triple in graph)


def _growth(change: Change) -> Counter[str]:
    inferred = graph_iri("inferred", change.store.base)
    grown = Counter({"triples": len(change.new) - len(change.lost)})
    grown["inferred triples"] = len(change.added[inferred]) - len(change.gone[inferred])
    for triples, sign in ((change.new, 1), (change.lost, -1)):
        for triple in triples:
            if triple.predicate == TYPE and (name := _COUNTED.get(triple.object)):
                grown[name] += sign
    return grown


def _note(change: Change, graph: IRI, predicate: IRI, wanted: list[Triple]) -> None:
    old = [note for note in change.match(graph, predicate, graph=NOTES) if note not in wanted]
    change.drop(NOTES, old)
    change.add(NOTES, [note for note in wanted if not change.holds(note, NOTES)])
