"""The page of the areas of cooperation, from the SKOS scheme."""

from __future__ import annotations

from rdflib import RDF, SKOS, Graph, Namespace, URIRef

from diplograph.ontology import terms
from making.markdown import code, heading, page, text

_AREA = Namespace(terms.AREA)
_SDG = "http://metadata.un.org/sdg/"
_INTRO = (
    "The areas are a SKOS scheme (`https://w3id.org/diplograph/areas#`, prefix `area:`) under the five dimensions of "
    "CICA's Catalogue of Confidence Building Measures. A release's words are matched with labels and wordings below, "
    "without regard to case. What matches none keeps its words (`dg:phrase`) and has no area.\n"
)


def write() -> str:
    """Return the page: each dimension with its areas, wider ones first."""
    scheme = Graph().parse(data=terms.turtle(terms.AREAS), format="turtle")
    parts = ["# Areas of cooperation\n", _INTRO]
    for dimension in _sorted(scheme, set(scheme.objects(URIRef(terms.AREAS), SKOS.hasTopConcept))):
        parts += _entry(scheme, dimension, 2)
        for area in _below(scheme, dimension):
            parts += _entry(scheme, area, 3)
    return page(*parts)


def count() -> int:
    """Return how many areas there are, without the dimensions."""
    scheme = Graph().parse(data=terms.turtle(terms.AREAS), format="turtle")
    tops = set(scheme.objects(URIRef(terms.AREAS), SKOS.hasTopConcept))
    return len(set(scheme.subjects(RDF.type, SKOS.Concept)) - tops)


def _entry(scheme: Graph, area: URIRef, level: int) -> list[str]:
    name = area.removeprefix(_AREA)
    definition = scheme.value(area, SKOS.definition)
    facts = [code(f"area:{name}")]
    if level > 2:
        facts += [
            f"below [{text(_label(scheme, b))}](#{b.removeprefix(_AREA)})" for b in _links(scheme, area, SKOS.broader)
        ]
    goals = {str(link).removeprefix(_SDG) for link in scheme.objects(area) if str(link).startswith(_SDG)}
    facts += [f"Sustainable Development Goal {goal}" for goal in sorted(goals)]
    wordings = sorted(str(word) for word in scheme.objects(area, SKOS.altLabel))
    return [
        heading(level, text(_label(scheme, area)), name), f"{text(str(definition))}\n" if definition else "",
        f"{' · '.join(facts)}\n", f"Wordings: {text(', '.join(wordings))}\n" if wordings else "",
    ]  # fmt: skip


def _below(scheme: Graph, area: URIRef) -> list[URIRef]:
    """Return what lies below an area, each followed by what lies below it."""
    found = []
    for child in _sorted(scheme, set(scheme.subjects(SKOS.broader, area))):
        found += [child, *_below(scheme, child)]
    return found


def _sorted(scheme: Graph, areas: set[object]) -> list[URIRef]:
    return sorted((a for a in areas if isinstance(a, URIRef)), key=lambda a: _label(scheme, a))


def _links(scheme: Graph, area: URIRef, by: URIRef) -> list[URIRef]:
    return _sorted(scheme, set(scheme.objects(area, by)))


def _label(scheme: Graph, area: URIRef) -> str:
    return str(scheme.value(area, SKOS.prefLabel) or area.removeprefix(_AREA))
