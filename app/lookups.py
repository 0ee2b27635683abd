"""What the pages ask the graph: texts of SPARQL. They look at few triples, however large the graph."""

from __future__ import annotations

from collections.abc import Iterable

from diplograph.graph.iris import HOUSE
from diplograph.graph.rdf import IRI, OWL, RDFS, SKOS, Literal, sparql
from diplograph.ontology.terms import DG

_LABEL = f"<{RDFS}label>|<{SKOS}prefLabel>"
_SHOWN = f"{_LABEL}|<{DG}quote>"
SHOWN = f'FILTER(!STRSTARTS(STR(?graph), "{HOUSE}/"))'  # the store's own graphs are in no list
_PARENTS = ("subClassOf", "subPropertyOf", "domain", "range")


def about(name: IRI) -> str:
    """Ask for the labels and classes of something."""
    it = sparql(name)
    return f"SELECT ?label ?type WHERE {{ {{ {it} {_LABEL} ?label }} UNION {{ {it} a ?type }} }}"


def labels(nodes: Iterable[str]) -> str:
    """Ask for a label of each of some things."""
    values = " ".join(sparql(IRI(node)) for node in nodes)
    return f"""
SELECT ?thing (MIN(STR(?title)) AS ?label) WHERE {{
  VALUES ?thing {{ {values} }}
  ?thing {_LABEL} ?title
}} GROUP BY ?thing"""


def outgoing(name: IRI, offset: int, limit: int) -> str:
    """Ask for a part of the triples that say something of it, with the labels of what they point at."""
    return _part(f"{sparql(name)} ?predicate ?value", offset, limit)


def incoming(name: IRI, offset: int, limit: int) -> str:
    """Ask for a part of the triples that point at it, with the labels of what they are of."""
    return _part(f"?value ?predicate {sparql(name)}", offset, limit)


def terms(graph: str) -> str:
    """Ask for the terms of a vocabulary, each with its label, comment, classes and what is above it."""
    parents = "|".join([*(f"<{RDFS}{name}>" for name in _PARENTS), f"<{SKOS}broader>", f"<{OWL}inverseOf>"])
    comments = f"<{RDFS}comment>|<{SKOS}definition>|<{SKOS}scopeNote>"
    return f"""
SELECT ?term (MIN(?title) AS ?label) (MIN(?text) AS ?comment)
  (GROUP_CONCAT(DISTINCT STR(?class); separator=" ") AS ?classes)
  (GROUP_CONCAT(DISTINCT STR(?above); separator=" ") AS ?parents) WHERE {{
  GRAPH {sparql(IRI(graph))} {{
    ?term {_LABEL} ?title .
    FILTER(STRSTARTS(STR(?term), {sparql(Literal(f"{graph}#"))}))
    OPTIONAL {{ ?term {comments} ?text }}
    OPTIONAL {{ ?term a ?class }}
    OPTIONAL {{ ?term {parents} ?above FILTER(ISIRI(?above)) }}
  }}
}} GROUP BY ?term ORDER BY ?label ?term"""


def _part(pattern: str, offset: int, limit: int) -> str:
    return f"""
SELECT ?predicate ?value (MIN(?title) AS ?label) WHERE {{
  {{ SELECT ?predicate ?value WHERE {{ {pattern} }} LIMIT {limit} OFFSET {offset} }}
  OPTIONAL {{ ?value {_SHOWN} ?title }}
}} GROUP BY ?predicate ?value"""
