"""What a user asks to see becomes a page: a preset or the whole network, what a query names, what is near a focus."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from diplograph.extract.errors import QueryError
from diplograph.graph import network
from diplograph.graph.links import aliases, dimensions, network_data
from diplograph.graph.names import Names
from diplograph.graph.presets import PRESETS
from diplograph.graph.rdf import IRI
from diplograph.graph.refusals import refuse
from diplograph.graph.store import Store


def view(
    store: Store,
    *,
    focus: str | None = None,
    hops: int = 1,
    kinds: Collection[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    preset: str | None = None,
    query: str | Path | None = None,
    limit: int | None = None,
) -> str:
    """Return the page; QueryError for a name, a preset or a query that leads to nothing."""
    if preset is not None and preset not in PRESETS:
        raise QueryError(f"there is no preset {preset!r}: choose one of {', '.join(PRESETS)}")
    only = None if query is None else named_by(store, query)
    nodes, edges = network_data(store)
    chosen = PRESETS[preset] if preset else None
    if chosen:
        nodes, edges = chosen.make(nodes, edges, dimensions(store))
    if only is not None and only.isdisjoint(node.iri for node in nodes):
        raise QueryError(
            f"{_name(query)} names nothing that this view shows: let it give IRIs of actors, events or areas"
        )
    centre = None if focus is None else _centre(Names(store), focus)
    if centre is not None and centre not in {node.id for node in nodes}:
        where = f"the view {preset}" if preset else "the network"
        raise QueryError(f"{focus!r} is in the graph, but {where} holds nothing about it: try another focus or preset")
    shown = network.select(
        nodes, edges, focus=centre, hops=hops, kinds=kinds, since=since, until=until, only=only, limit=limit
    )
    notes = [f"Around {focus}, up to {hops} {'step' if hops == 1 else 'steps'} away." if focus else None]
    notes = [chosen.note if chosen else None, *notes, f"What {_name(query)} names." if query is not None else None]
    title = chosen.title if chosen else "diplograph"
    return network.render_selection(
        shown, title, note=" ".join(note for note in notes if note) or None, aliases=aliases(store)
    )


def named_by(store: Store, query: str | Path) -> set[str]:
    """Return the IRIs in the answer to a SPARQL query, in any column; QueryError if it holds none or is no query.

    A Path is a file; a text is the query itself. CONSTRUCT gives its subjects and objects.
    """
    text = _read(query) if isinstance(query, Path) else query
    try:
        refuse(text)
        found = store.query(text)
    except QueryError as error:
        raise QueryError(f"{_name(query)}: {error}") from error
    columns = [index for index, name in enumerate(found.columns) if found.form != "construct" or name != "predicate"]
    named = {cell.value for row in found for index in columns if isinstance(cell := row[index], IRI)}
    if not named:
        raise QueryError(
            f"{_name(query)} gives no IRI of what to show: select one in any column, as SELECT ?event does"
        )
    return named


def _name(query: str | Path | None) -> str:
    return query.name if isinstance(query, Path) else "the query"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise QueryError(f"{path} cannot be read: {reason}") from error


def _centre(names: Names, focus: str) -> str:
    found = names.find(focus)
    if not found:
        raise names.unknown(focus, (), "name")
    if len(found) > 1:
        raise QueryError(f"{focus!r} may be {', '.join(thing.id for thing in found[:10])}: name one by its id")
    return found[0].id
