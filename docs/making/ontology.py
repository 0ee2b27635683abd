"""The page of the ontology: classes and properties with what they mean, how they hang together, what they align with.

pyLODE makes such a page too, but as one of its own: without the site's search, navigation and dark mode.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rdflib import OWL, RDF, RDFS, SDO, SH, SKOS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from diplograph.ontology import terms
from making.markdown import code, heading, page, table, text

_INTRO = (
    "The vocabulary of the graph, `https://w3id.org/diplograph/ontology#`, prefix `dg:`. It is OWL 2 RL. A property "
    "that stands on several classes has no domain in OWL, for that would make an event of every statement; “used on” "
    "says where it stands, and the shapes check it. “Aligned with” is what the graph says in other vocabularies: "
    "subclasses and subproperties are inferred, matches are only near. The files are `ontology/diplograph.ttl`, "
    "`ontology/alignments.ttl` and `ontology/shapes.ttl`; `diplograph export graph.ttl` holds the first two.\n"
)
_MATCHES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)


def write() -> str:
    """Return the page: a tree of the classes, then every class and every property in the order of the file."""
    source = terms.turtle(terms.ONTOLOGY)
    onto = Graph().parse(data=source, format="turtle")
    aligned = Graph().parse(data=terms.turtle(terms.ALIGNMENTS), format="turtle")
    shapes = Graph().parse(data=terms.turtle(terms.SHAPES), format="turtle")
    ordered = [URIRef(terms.DG + name) for name in re.findall(r"^dg:(\w+) a ", source, re.MULTILINE)]
    classes = [term for term in ordered if (term, RDF.type, OWL.Class) in onto]
    properties = [term for term in ordered if term not in classes]
    parts = ["# Ontology\n", _INTRO, heading(2, "Classes", "classes"), _tree(onto, classes)]
    for term in classes:
        parts += [heading(3, text(_name(term)), _name(term)), *_class(onto, aligned, shapes, term, properties)]
    parts.append(heading(2, "Properties", "properties"))
    for term in properties:
        parts += [heading(3, text(_name(term)), _name(term)), *_property(onto, aligned, term)]
    return page(*parts)


def _class(onto: Graph, aligned: Graph, shapes: Graph, term: URIRef, properties: list[URIRef]) -> list[str]:
    below = sorted(onto.subjects(RDFS.subClassOf, term), key=str)
    used = [p for p in properties if (p, RDFS.domain, term) in onto or (p, SDO.domainIncludes, term) in onto]
    rows = [
        ("Above", _terms(_own(onto.objects(term, RDFS.subClassOf)))), ("Below", _terms(below)),
        ("Properties", _terms(used)), ("Aligned with", _aligned(aligned, term, RDFS.subClassOf)),
        ("Validation", _checked(shapes, term)),
    ]  # fmt: skip
    return _described(onto, term, rows)


def _property(onto: Graph, aligned: Graph, term: URIRef) -> list[str]:
    uses = [*onto.objects(term, RDFS.domain), *onto.objects(term, SDO.domainIncludes)]
    values = [*onto.objects(term, RDFS.range), *onto.objects(term, SDO.rangeIncludes)]
    chain = onto.value(term, OWL.propertyChainAxiom)
    steps = Collection(onto, chain) if chain else ()
    inverse = [*onto.objects(term, OWL.inverseOf), *onto.subjects(OWL.inverseOf, term)]
    rows = [
        ("Used on", _terms(uses)), ("Value", _terms(values)),
        ("Above", _terms(_own(onto.objects(term, RDFS.subPropertyOf)))),
        ("Below", _terms(sorted(onto.subjects(RDFS.subPropertyOf, term), key=str))),
        ("Inverse", _terms(inverse)), ("Follows from", " then ".join(map(_term, steps))),
        ("Also", "transitive" if (term, RDF.type, OWL.TransitiveProperty) in onto else ""),
        ("Aligned with", _aligned(aligned, term, RDFS.subPropertyOf)),
    ]  # fmt: skip
    return _described(onto, term, rows)


def _described(onto: Graph, term: URIRef, rows: Iterable[tuple[str, str]]) -> list[str]:
    said = text(str(onto.value(term, RDFS.comment) or ""))
    filled = [(name, value) for name, value in [("IRI", code(str(term))), *rows] if value]
    return [f"{said}\n", table(("Term", f"`dg:{_name(term)}`"), filled)]


def _tree(onto: Graph, classes: list[URIRef]) -> str:
    """Return a nested list: the classes that are below no other, and below each those that are."""

    def below(term: URIRef, depth: int) -> list[str]:
        own = [c for c in classes if (c, RDFS.subClassOf, term) in onto]
        return [f"{'    ' * depth}- {_term(term)}", *(line for child in own for line in below(child, depth + 1))]

    tops = [c for c in classes if not _own(onto.objects(c, RDFS.subClassOf))]
    return "\n".join(line for top in tops for line in below(top, 0)) + "\n"


def _checked(shapes: Graph, term: URIRef) -> str:
    """Return what validation says of things of a class that are not as they should be, folded."""
    properties = {p for shape in shapes.subjects(SH.targetClass, term) for p in shapes.objects(shape, SH.property)}
    said = {str(message) for p in properties for message in shapes.objects(p, SH.message)}
    if not said:
        return ""
    lines = "<br>".join(text(message) for message in sorted(said))
    return f"<details><summary>{len(said)} checks, and what they say</summary>{lines}</details>"


def _aligned(aligned: Graph, term: URIRef, above: URIRef) -> str:
    subs = [_term(other) for other in sorted(aligned.objects(term, above), key=str)]
    near = [
        f"{_term(other)} ({_words(by)})" for by in _MATCHES for other in sorted(aligned.objects(term, by), key=str)
    ]  # fmt: skip
    return ", ".join([*subs, *near])


def _words(match: URIRef) -> str:
    return match.removeprefix(str(SKOS)).replace("Match", " match")


def _own(found: Iterable[Node]) -> list[Node]:
    return [term for term in found if str(term).startswith(terms.DG)]


def _terms(found: Iterable[Node]) -> str:
    return ", ".join(_term(term) for term in found)


def _term(term: Node) -> str:
    if str(term).startswith(terms.DG):
        return f"[{_name(term)}](#{_name(term)})"
    return code(_PREFIXED.normalizeUri(str(term)))


def _name(term: Node) -> str:
    return str(term).removeprefix(terms.DG)


_PREFIXED = Graph().parse(data=terms.turtle(terms.ALIGNMENTS), format="turtle").namespace_manager
