"""A change of a store: what is to come in and go out, seen beforehand as if it were done, and then done at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from diplograph.graph.iris import hidden, kind_of
from diplograph.graph.rdf import IRI, Blank, Term, Triple, sparql
from diplograph.graph.store import Store

# What is minted within a release: no other release says anything of it, so nobody needs to be asked.
_OWN = frozenset({"release", "evidence", "event", "statement", "participation", "tenure", "area-mention"})


class Change:
    """Triples to add and to take away, by named graph; the merge of all graphs follows.

    :meth:`match` and :meth:`holds` tell what will be when :meth:`commit` has been called, which does all or nothing.
    ``new`` and ``lost`` are what comes into and goes out of the merge, ``again`` what comes that it held before.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.new: dict[Triple, None] = {}
        self.lost: dict[Triple, None] = {}
        self.added: defaultdict[IRI, dict[Triple, None]] = defaultdict(dict)
        self.gone: defaultdict[IRI, dict[Triple, None]] = defaultdict(dict)
        self.again: dict[Triple, None] = {}
        self._own: set[IRI | Blank] = set()
        self._texts: dict[Term, str] = {}
        self._by_subject: defaultdict[IRI | Blank, list[Triple]] = defaultdict(list)
        self._by_value: defaultdict[tuple[IRI, Term], list[Triple]] = defaultdict(list)

    def put(self, graph: IRI, triples: Iterable[Triple]) -> None:
        """Make these all that a graph holds; none: the graph ends."""
        wanted = dict.fromkeys(triples)
        old = {*self.match(graph=graph)}
        self.drop(graph, old - wanted.keys())
        self.add(graph, (triple for triple in wanted if triple not in old), fresh=not (old or self.gone[graph]))

    def add(self, graph: IRI, triples: Iterable[Triple], *, fresh: bool = False) -> None:
        """Add triples that a graph does not hold; ``fresh``: the graph is new, and so is what is minted in it."""
        merged = not hidden(graph.value)
        subject: object = None
        for triple in triples:
            _move(triple, self.gone[graph], self.added[graph])
            if not merged:
                continue
            if triple.subject is not subject:  # triples come subject by subject
                subject = triple.subject
                if fresh and kind_of(subject, self.store.base) in _OWN:
                    self._own.add(subject)
            if self.has(triple):
                self.again[triple] = None
            else:
                self._bring(triple)

    def add_missing(self, graph: IRI, triples: Iterable[Triple]) -> None:
        """Add triples that no graph will hold."""
        for triple in triples:
            if not self.has(triple):
                _move(triple, self.gone[graph], self.added[graph])
                self._bring(triple)

    def _bring(self, triple: Triple) -> None:
        """Let a triple come into the merge."""
        if triple in self.lost:
            del self.lost[triple]
            return
        self.new[triple] = None
        self._by_subject[triple.subject].append(triple)
        self._by_value[triple.predicate, triple.object].append(triple)

    def drop(self, graph: IRI, triples: Iterable[Triple]) -> None:
        """Take away triples that a graph holds; what no other graph says is lost to the merge."""
        merged = not hidden(graph.value)
        for triple in triples:
            _move(triple, self.added[graph], self.gone[graph])
            if not merged or self._said(triple):
                continue
            if triple in self.new:
                del self.new[triple]
                self._by_subject[triple.subject].remove(triple)
                self._by_value[triple.predicate, triple.object].remove(triple)
            else:
                self.lost[triple] = None

    def _said(self, triple: Triple) -> bool:
        """Tell whether some graph will hold a triple."""
        if any(triple in found for name, found in self.added.items() if not hidden(name.value)):
            return True
        return any(triple not in self.gone.get(name, ()) for name in self.store.graphs_with(triple))

    # what will be

    def match(
        self,
        subject: IRI | Blank | None = None,
        predicate: IRI | None = None,
        value: Term | None = None,
        graph: IRI | None = None,
    ) -> Iterator[Triple]:
        """Walk over the triples that will match, of one graph or of the merge."""
        lost = self.lost if graph is None else self.gone.get(graph, {})
        for triple in self.store.match(subject, predicate, value, graph):
            if triple not in lost:
                yield triple
        if graph is not None:
            among: Iterable[Triple] = self.added.get(graph, ())
        elif subject is not None:
            among = self._by_subject.get(subject, ())
        elif predicate is not None and value is not None:
            among = self._by_value.get((predicate, value), ())
        else:
            among = self.new
        for triple in tuple(among):
            fits = subject is None or triple.subject == subject
            fits = fits and (predicate is None or triple.predicate == predicate)
            if fits and (value is None or triple.object == value):
                yield triple

    def has(self, triple: Triple) -> bool:
        """Tell whether the merge will hold a triple."""
        if triple in self.new:
            return True
        return triple.subject not in self._own and triple not in self.lost and self.store.contains(triple)

    def holds(self, triple: Triple, graph: IRI) -> bool:
        """Tell whether a graph will hold a triple."""
        if triple in self.added.get(graph, ()):
            return True
        return triple not in self.gone.get(graph, ()) and self.store.contains(triple, graph)

    def graphs(self) -> list[IRI]:
        """Return the graphs that change, hidden ones left out."""
        touched = {graph for found in (self.added, self.gone) for graph, triples in found.items() if triples}
        return sorted(graph for graph in touched if not hidden(graph.value))

    def lines(self, triples: Iterable[Triple]) -> list[str]:
        """Return triples as they will be written."""
        known = self._texts
        made = []
        for triple in triples:
            for term in triple:
                if term not in known:
                    known[term] = sparql(term)
            subject, predicate, value = triple
            made.append(f"{known[subject]} {known[predicate]} {known[value]}")
        return made

    def __len__(self) -> int:
        """How many triples will be written."""
        return sum(map(len, self.added.values())) + sum(map(len, self.gone.values()))

    def commit(self) -> None:
        """Write it in one transaction; StoreError if that fails, and then nothing has changed."""
        emptied = [graph for graph in self.gone if self._ends(graph)]
        gone: dict[IRI | None, list[str]] = {None: self.lines(self.lost)}
        gone |= {graph: self.lines(found) for graph, found in self.gone.items() if graph not in emptied}
        new: dict[IRI | None, list[str]] = {None: self.lines(self.new)}
        new |= {graph: self.lines(found) for graph, found in self.added.items()}
        self.store.write(gone, new, emptied)

    def _ends(self, graph: IRI) -> bool:
        return bool(self.gone[graph]) and next(self.match(graph=graph), None) is None


def _move(triple: Triple, back: dict[Triple, None], forth: dict[Triple, None]) -> None:
    """Take back that a triple was to move the other way, or let it move this way."""
    if triple in back:
        del back[triple]
    else:
        forth[triple] = None
