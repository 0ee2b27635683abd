"""The store: named graphs in a folder or in memory, written by one build at a time and read by many.

Each release's triples are a named graph, as are inferences, background and vocabulary. The default graph holds their
merge, each triple once: Oxigraph's own union repeats a triple for every graph that has it, and counts go wrong.
What a build must know besides (notes, names, people) lies in graphs of its own, which are not in the merge. A query
that asks for any graph (``GRAPH ?g``) meets them: to keep them out, the engine would look into each graph by its name.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from hashlib import blake2b
from math import inf
from pathlib import Path
from types import TracebackType
from typing import Self

from diplograph.extract.errors import StoreError
from diplograph.graph import settings as folder_settings
from diplograph.graph import snapshots
from diplograph.graph.engine import Engine, Statements
from diplograph.graph.iris import HOUSE, hidden, prefixes, release_iri
from diplograph.graph.lock import Lock
from diplograph.graph.rdf import IRI, Blank, Literal, Term, Triple, order
from diplograph.graph.settings import Settings
from diplograph.graph.syntax import one_line
from diplograph.graph.table import Table
from diplograph.ontology.terms import BASE

NOTES = IRI(f"{HOUSE}/notes")
_FULL = ("No space left", "File too large", "quota exceeded")  # what systems say of a full disk
_DATABASES = ("database", "database-2")
# When as many triples, and as large a part of all, were written since the files were put in order, it is done again:
# that takes some 3 ms a release and makes questions four times as fast; a smaller store is hardly faster for it.
_LOOSE, _LOOSE_PART = 1_000_000, 0.1
RELEASE, DIGEST = IRI(f"{HOUSE}#release"), IRI(f"{HOUSE}#digest")


@dataclass(frozen=True, slots=True)
class ReleaseInfo:
    """What tells whether a release is up to date: its file's hash, the extraction's version; and the file's path."""

    sha256: str
    version: str
    source: str
    path: str = ""

    def note(self, release_id: str, base: str) -> Triple:
        """Return what the store keeps of it."""
        told = json.dumps([release_id, *asdict(self).values()], ensure_ascii=True)
        return Triple(release_iri(release_id, base), RELEASE, Literal(told))


class Store:
    """A set of named graphs with their merge; use :meth:`open` or :meth:`memory`, and close it or use ``with``."""

    def __init__(
        self, engine: Engine, settings: Settings, path: Path | None, lock: Lock | None, snapshot: Path | None
    ) -> None:
        self._engine: Engine | None = engine
        self._lock = lock
        self._written = 0 if settings.clean else inf  # nobody knows what a build that was broken off wrote
        self.settings = settings
        self.path = path
        self.snapshot = snapshot

    @classmethod
    def memory(cls, base: str = BASE) -> Self:
        """Make an empty store that lives as long as the object."""
        return cls(Engine.memory(), Settings(base=base), None, None, None)

    @classmethod
    def open(cls, path: Path, *, create: bool = False, read_only: bool = False, base: str | None = None) -> Self:
        """Open the store in a folder; ``create`` makes one in a missing or empty folder.

        A reader sees what the last build published. StoreError if the folder is no store, has another schema or base,
        or, for a writer, is held by another one.
        """
        if read_only and not create:
            settings, snapshot, lock = snapshots.hold(path)
            return cls._opened(path, settings, lock, base, snapshot)
        fresh = create and folder_settings.is_empty(path)
        if fresh:
            _make(path)
        else:
            folder_settings.read(path)
        lock = Lock(path / folder_settings.LOCK, exclusive=True)
        try:
            if fresh and folder_settings.is_empty(path):  # another build may have been quicker
                folder_settings.write(path, Settings(base=base or BASE))
            settings = folder_settings.read(path)
            _sweep(path, settings)
        except (OSError, StoreError) as error:
            lock.release()
            raise error if isinstance(error, StoreError) else _unwritable(path, error) from error
        return cls._opened(path, settings, lock, base, None)

    @classmethod
    def _opened(cls, path: Path, settings: Settings, lock: Lock, base: str | None, snapshot: Path | None) -> Self:
        try:
            if base and base != settings.base:
                cure = "keep to it, or build into another folder"
                raise StoreError(f"{path} was built with base {settings.base}, not {base}: {cure}")
            engine = Engine.open(snapshot or path / settings.database, read_only=snapshot is not None)
        except (OSError, RuntimeError) as error:  # the engine tells of a damaged database by RuntimeError
            lock.release()
            if any(word in str(error) for word in _FULL):
                raise _unwritable(path, error) from error
            cure = "if no process uses it, remove it and build again"
            raise StoreError(f"{path} cannot be opened ({one_line(error)}): {cure}") from error
        except StoreError:
            lock.release()
            raise
        return cls(engine, settings, path, lock, snapshot)

    @property
    def base(self) -> str:
        """The base of the IRIs minted for this store."""
        return self.settings.base

    @property
    def read_only(self) -> bool:
        """Whether this is a snapshot, which nothing changes."""
        return self.snapshot is not None

    def close(self, *, publish: bool = True) -> None:
        """Publish what was written and let go of the database and its lock; twice does no harm."""
        try:
            if publish and self._engine and not self.read_only and not self.settings.clean:
                self.publish()
        finally:
            self._engine = None
            if self._lock:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # writing

    def write(self, gone: Statements, new: Statements, emptied: Iterable[IRI] = ()) -> None:
        """Take out and put in triples, hidden graphs and merge included, in one transaction; StoreError if it fails."""
        self._begin()
        try:
            self._open().write(gone, new, emptied)
        except (OSError, RuntimeError) as error:
            raise _unwritable(self.path, error) from error
        self._written += sum(map(len, gone.values())) + sum(map(len, new.values()))

    def begin_with(self, vocabulary: Iterable[tuple[IRI, Iterable[Triple]]]) -> None:
        """Put graphs that may have blank nodes into an empty store, and into its merge."""
        self._begin()
        try:
            for name, triples in vocabulary:
                self._open().extend(triples, (name, None))
        except (OSError, RuntimeError) as error:
            raise _unwritable(self.path, error) from error

    def stamp(self, **facts: object) -> None:
        """Record facts of :class:`Settings`, beside the database: no graph holds a time stamp."""
        settings = replace(self.settings, **facts)  # type: ignore[arg-type]
        if self.path:
            try:
                folder_settings.write(self.path, settings)
            except OSError as error:
                raise _unwritable(self.path, error) from error
        self.settings = settings

    def publish(self, counts: Mapping[str, int] | None = None) -> None:
        """Let readers see what was written, and how much of everything it is, where that is known."""
        number = self.settings.snapshot + 1
        built = datetime.now(UTC).isoformat(timespec="seconds")
        loose = self.settings.loose + self._written
        if self.path:
            try:
                if loose >= max(_LOOSE, _LOOSE_PART * (counts or {}).get("triples", 0)):
                    self._open().tidy()
                    loose = 0
                snapshots.publish(self.path, number, self._open().backup)
            except (OSError, RuntimeError) as error:
                raise _unwritable(self.path, error) from error
        self.stamp(snapshot=number, clean=True, built=built, counts=dict(counts or {}), loose=loose)
        self._written = 0
        if self.path:
            snapshots.clear(self.path, number)

    def renewed(self) -> Store:
        """Return an empty store to fill in place of this one; :meth:`replace_by` puts it there."""
        if self.path is None:
            return Store.memory(self.base)
        folder = next(self.path / name for name in _DATABASES if name != self.settings.database)
        settings = Settings(base=self.base, database=folder.name)
        try:
            return Store(Engine.open(folder), settings, None, None, None)
        except (OSError, RuntimeError) as error:
            raise _unwritable(self.path, error) from error

    def replace_by(self, other: Store) -> None:
        """Go on with what :meth:`renewed` gave, and remove what stood here before."""
        self._engine, other._engine, self._written = other._engine, None, other._written
        self.stamp(database=other.settings.database, state=other.settings.state, clean=False, loose=0)
        if self.path:
            _sweep(self.path, self.settings)

    def _begin(self) -> None:
        """Note, before a change, that snapshot and database differ, so that the next build goes on from there."""
        if self.read_only:
            raise StoreError(f"{self.path} was opened for reading only")
        if self.settings.clean:
            self.stamp(clean=False)

    # reading

    def releases(self) -> dict[str, ReleaseInfo]:
        """Return every release in the store by its id, sorted."""
        found = (json.loads(str(note.object)) for note in self.match(predicate=RELEASE, graph=NOTES))
        return {told[0]: ReleaseInfo(*told[1:]) for told in sorted(found)}

    def release(self, release_id: str) -> ReleaseInfo | None:
        """Return what is known of one release; None if it is not in the store."""
        note = next(self.match(release_iri(release_id, self.base), RELEASE, graph=NOTES), None)
        return ReleaseInfo(*json.loads(str(note.object))[1:]) if note else None

    def graphs(self) -> list[IRI]:
        """Return the names of the graphs, sorted."""
        return [IRI(name) for name in sorted(self._open().graphs()) if not hidden(name)]

    def digests(self) -> dict[IRI, str]:
        """Return for each graph a hash of its content; equal contents have equal hashes, in any store."""
        noted = {note.subject: str(note.object) for note in self.match(predicate=DIGEST, graph=NOTES)}
        return {name: noted.get(name) or digest(self.dump(name).decode().splitlines()) for name in self.graphs()}

    def dump(self, graph: IRI) -> bytes:
        """Return a graph as N-Triples, its lines sorted."""
        return self._open().dump(graph)

    def triples(self, graph: IRI | None = None) -> list[Triple]:
        """Return a graph's triples, or the merge of all graphs, in a fixed order."""
        return sorted(self.match(graph=graph), key=order)

    def match(
        self,
        subject: IRI | Blank | None = None,
        predicate: IRI | None = None,
        value: Term | None = None,
        graph: IRI | None = None,
    ) -> Iterator[Triple]:
        """Walk over the triples that match, of one graph or of the merge; to be drained in the calling thread."""
        return self._open().match(subject, predicate, value, graph)

    def contains(self, triple: Triple, graph: IRI | None = None) -> bool:
        """Tell whether a graph, or the merge, holds a triple."""
        return self._open().contains(triple, graph)

    def graphs_with(self, triple: Triple) -> Iterator[IRI]:
        """Walk over the graphs that hold a triple, hidden ones left out."""
        return (IRI(name) for name in self._open().graphs_with(triple) if not hidden(name))

    def __len__(self) -> int:
        """The number of triples in the merge of all graphs."""
        return int(str(self.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").rows[0][0]))

    def query(self, text: str) -> Table:
        """Answer a SPARQL query over the merge of all graphs (GRAPH reaches each); the usual prefixes are known.

        QueryError, with line and column, for a query that does not parse, and for one that cannot be answered.
        """
        return self._open().query(text, prefixes(self.base))

    def _open(self) -> Engine:
        if self._engine is None:
            raise StoreError(f"the store {self.path or 'in memory'} is closed: open it again")
        return self._engine


def digest(lines: Iterable[str]) -> str:
    """Hash triples as written by :func:`rdf.line` or N-Triples, in whatever order they come."""
    made = blake2b(digest_size=16)
    for line in sorted(line.removesuffix(" .") for line in lines):
        made.update(line.encode() + b"\n")
    return made.hexdigest()


def _sweep(path: Path, settings: Settings) -> None:
    """Remove what a build that was killed has left: a database that none writes to, snapshots that are not read."""
    for name in _DATABASES:
        if name != settings.database:
            shutil.rmtree(path / name, ignore_errors=True)
    snapshots.clear(path, settings.snapshot)


def _make(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{path} cannot be made: {error.strerror}") from error


def _unwritable(path: Path | None, error: Exception) -> StoreError:
    cure = "see that the disk has room and the folder may be written, then build again: what is stored stays"
    return StoreError(f"{path or 'the store'} cannot be written ({one_line(error)}): {cure}")
