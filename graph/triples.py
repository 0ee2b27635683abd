"""From claims to triples: nothing is decided here but how a value is written in RDF."""

from __future__ import annotations

import functools
import hashlib
import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from diplograph.extract.model import Evidence, Extraction, PartialDate
from diplograph.graph import claims as claims_module
from diplograph.graph import iris
from diplograph.graph.claims import Claim, Concept, Ref, Value, claims
from diplograph.graph.iris import digest, iri, release_iri
from diplograph.graph.rdf import IRI, LABEL, SKOS, STRING, TYPE, XSD, Literal, Triple
from diplograph.ontology.terms import AREA, BASE, DG

_PROPERTIES = {"label": LABEL, "altLabel": IRI(SKOS + "altLabel")}
_DATATYPES = {"url": XSD + "anyURI"}
_PRECISIONS = (
    (re.compile(r"\d{4}-\d{2}-\d{2}"), XSD + "date"),
    (re.compile(r"\d{4}-\d{2}"), XSD + "gYearMonth"),
    (re.compile(r"\d{4}"), XSD + "gYear"),
)


def triples(extraction: Extraction, base: str = BASE) -> list[Triple]:
    """Return the triples of one release, each once and in a fixed order, with its evidence."""
    told = claims(extraction)
    found = dict.fromkeys(triple for claim in told for triple in _claim(claim, base))
    said = dict.fromkeys((evidence, claim.release) for claim in told for evidence in claim.evidence)
    return [*found, *(triple for evidence, release in said for triple in _evidence(evidence, release, base))]


@functools.cache
def version() -> str:
    """Return a hash of the code that decides how an extraction is written in RDF."""
    made = hashlib.sha256()
    for module in (claims_module, iris, sys.modules[__name__]):
        made.update(Path(str(module.__file__)).read_bytes())
    return made.hexdigest()[:8]


@functools.cache
def prop(name: str) -> IRI:
    """Return the property for a name of the vocabulary."""
    return _PROPERTIES.get(name) or IRI(DG + name)


def date(value: str) -> Literal:
    """Type an ISO prefix by its precision: xsd:date, xsd:gYearMonth or xsd:gYear; ValueError for anything else."""
    for pattern, datatype in _PRECISIONS:
        if pattern.fullmatch(value):
            return Literal(value, datatype)
    raise ValueError(f"{value!r} is no ISO date, month or year")


def text(value: str, datatype: str = STRING) -> Literal:
    """Make a literal of any text; a lone surrogate, which no serialization can hold, becomes "?"."""
    return Literal(value.encode("utf-8", "replace").decode("utf-8"), datatype)


def decimal(value: float) -> Literal:
    """Write a number as an xsd:decimal in canonical form: no exponent, no trailing zeros ("0.9", "1")."""
    written = format(Decimal(str(value)).normalize(), "f")
    return Literal(written, XSD + "decimal")


def _claim(claim: Claim, base: str) -> Iterator[Triple]:
    subject = iri(claim.subject, base)
    yield Triple(subject, TYPE, IRI(DG + claim.kind))
    for name, value in claim.values:
        yield from _value(subject, name, value, base)
        if name == "month":
            yield from _value(IRI(DG + "calendar"), name, value, base)  # where questions on a time begin
    for evidence in claim.evidence:
        yield Triple(subject, prop("evidence"), _evidence_iri(evidence, claim.release, base))


def _value(subject: IRI, name: str, value: Value, base: str) -> Iterator[Triple]:
    if isinstance(value, PartialDate):
        yield Triple(subject, prop(name), date(value.start))
        if value.end:
            yield Triple(subject, prop("endDate"), date(value.end))
    elif isinstance(value, Ref):
        yield Triple(subject, prop(name), iri(value.id, base))
    elif isinstance(value, Concept):
        yield Triple(subject, prop(name), iri(value.name, AREA))
    else:
        yield Triple(subject, prop(name), text(value, _DATATYPES.get(name, STRING)))


@functools.lru_cache(maxsize=1024)  # a sentence stands behind several facts of a release
def _evidence_iri(evidence: Evidence, release: str, base: str) -> IRI:
    content = [release, evidence.start, evidence.end, evidence.quote, evidence.rule, str(evidence.confidence)]
    return iri(f"evidence/{digest(content, 12)}", base)


def _evidence(evidence: Evidence, release: str, base: str) -> Iterator[Triple]:
    node = _evidence_iri(evidence, release, base)
    yield Triple(node, TYPE, IRI(DG + "Evidence"))
    yield Triple(node, prop("release"), release_iri(release, base))
    yield Triple(node, prop("quote"), text(evidence.quote))
    yield Triple(node, prop("start"), Literal(str(evidence.start), XSD + "integer"))
    yield Triple(node, prop("end"), Literal(str(evidence.end), XSD + "integer"))
    yield Triple(node, prop("rule"), text(evidence.rule))
    yield Triple(node, prop("confidence"), decimal(evidence.confidence))
