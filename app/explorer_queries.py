"""The explorer's questions as texts of SPARQL: which things, how many, what of each, with which sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from diplograph.explorer_model import Column, Listing
from diplograph.graph.rdf import IRI, SKOS, sparql
from diplograph.ontology.terms import DG

Given = Mapping[str, str]
"""Filter → its value, written as SPARQL."""

_LABEL = f"<{SKOS}prefLabel>|rdfs:label"
_EARLY = ("thing", "words")  # filters that name what to begin with, before all that only tests


def things(listing: Listing, given: Given, order: str, limit: int | None, offset: int = 0) -> str:
    """Ask for a part of a list, in order; None for all of it."""
    sort = listing.orders[order]
    sorted_by = "DESC(?key)" if sort.descending else "(!BOUND(?key)) ?key"
    return (
        f"""SELECT DISTINCT ?thing ?key WHERE {{
{where(listing, given)}
{sort.pattern}
}}"""
        + (f" ORDER BY {sorted_by}" if sort.pattern else "")
        + (f" LIMIT {limit} OFFSET {offset}" if limit else "")
    )


def total(listing: Listing, given: Given) -> str:
    """Ask how many things a list has."""
    return f"SELECT (COUNT(DISTINCT ?thing) AS ?total) WHERE {{\n{where(listing, given)}\n}}"


def totals(asked: Iterable[tuple[str, Listing, Given]]) -> str:
    """Ask how many things each of several lists has, by a name for each."""
    parts = (f'{{ {total(listing, given)} }} BIND("{name}" AS ?name)' for name, listing, given in asked)
    return "SELECT ?name ?total WHERE { " + " UNION ".join(f"{{ {part} }}" for part in parts) + " }"


def where(listing: Listing, given: Given) -> str:
    """Return the pattern of a list.

    What it is narrowed by comes first and what belongs to it is a test then, so that the engine begins with the few.
    """
    filters = {name: listing.filters[name] for name in given}
    early = [name for name, one in filters.items() if one.ask in _EARLY and not one.choices]
    late = [name for name in filters if name not in early]
    patterns = [filters[name].pattern.replace("{value}", given[name]) for name in (*early, *late)]
    members = listing.members
    if early:
        members = "" if any(filters[name].enough for name in early) else f"FILTER EXISTS {{ {listing.members} }}"
    return "\n".join([*patterns[: len(early)], members, *patterns[len(early) :]])


def cells(columns: Sequence[Column], nodes: Sequence[str]) -> str:
    """Ask for the values of columns of some things; things among the values come with their labels."""
    values = f"VALUES ?thing {{ {' '.join(sparql(IRI(node)) for node in nodes)} }}"
    parts = (f'{{ {_cell(column, values)} BIND("{column.name}" AS ?column) }}' for column in columns)
    return "SELECT ?thing ?column ?value ?label WHERE { " + " UNION ".join(parts) + " }"


def _cell(column: Column, values: str) -> str:
    if column.form == "count":
        inner = f"SELECT ?thing (COUNT(*) AS ?value) WHERE {{ {values} ?thing {column.path} ?one }} GROUP BY ?thing"
        return f"{{ {inner} }}"
    found = f"{values} ?thing {column.path} ?value ."
    if column.form == "kind":
        return f"{found} FILTER(?value IN ({', '.join(f'<{DG}{name}>' for name in column.among)}))"
    return f"{found} OPTIONAL {{ ?value {_LABEL} ?label }}" if column.form == "thing" else found


def sentences(nodes: Sequence[str]) -> str:
    """Ask for every sentence behind some facts."""
    return f"""SELECT ?thing ?evidence ?quote ?start ?end ?rule ?confidence ?release ?title ?date WHERE {{
VALUES ?thing {{ {" ".join(sparql(IRI(node)) for node in nodes)} }}
?thing dg:evidence ?evidence .
?evidence dg:quote ?quote ; dg:start ?start ; dg:end ?end ; dg:rule ?rule ; dg:confidence ?confidence ;
  dg:release ?release .
OPTIONAL {{ ?release rdfs:label ?title }}
OPTIONAL {{ ?release dg:date ?date }}
}}"""


def with_others(actor: str, limit: int) -> str:
    """Ask with whom an actor took part in events that occurred, and in how many."""
    return f"""SELECT ?thing (SAMPLE(?name) AS ?label) (COUNT(DISTINCT ?event) AS ?total) WHERE {{
?one dg:actor {actor} ; dg:event ?event .
?event dg:status "occurred" .
?other dg:event ?event ; dg:actor ?thing .
FILTER(?thing != {actor})
OPTIONAL {{ ?thing rdfs:label ?name }}
}} GROUP BY ?thing ORDER BY DESC(?total) ?label ?thing LIMIT {limit}"""


def tenures(pattern: str, limit: int) -> str:
    """Ask who held which post: from when to when it was seen, in how many releases, and the last of these."""
    return f"""SELECT ?holder ?post ?status (MIN(?day) AS ?first) (MAX(?day) AS ?last)
  (COUNT(DISTINCT ?thing) AS ?total) (MAX(CONCAT(?day, " ", STR(?thing))) AS ?shown) WHERE {{
{pattern}
?thing dg:holder ?holder ; dg:post ?post ; dg:tenureStatus ?status .
OPTIONAL {{ ?thing dg:seenOn ?seen }}
BIND(COALESCE(STR(?seen), "") AS ?day)
}} GROUP BY ?holder ?post ?status ORDER BY DESC(?last) DESC(?total) ?post ?holder LIMIT {limit}"""
