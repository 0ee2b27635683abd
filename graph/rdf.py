"""RDF terms as plain Python, so that only the store knows the engine and only the edge knows rdflib."""

from __future__ import annotations

import re
from typing import NamedTuple, TypeAlias

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
STRING = XSD + "string"

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_NEEDS_ESCAPE = re.compile(r"[\\\"\x00-\x1f\x7f]")
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


class IRI(NamedTuple):
    """An absolute IRI; ``str()`` gives its text."""

    value: str

    def __str__(self) -> str:
        return self.value


class Blank(NamedTuple):
    """A blank node; only the vocabulary files and users' own queries make any."""

    label: str

    def __str__(self) -> str:
        return f"_:{self.label}"


class Literal(NamedTuple):
    """A literal: text, datatype IRI (``xsd:string`` unless told) and, for language strings, the tag."""

    value: str
    datatype: str = STRING
    language: str | None = None

    def __str__(self) -> str:
        return self.value


Term: TypeAlias = IRI | Blank | Literal


class Triple(NamedTuple):
    """Subject, predicate, object."""

    subject: IRI | Blank
    predicate: IRI
    object: Term


TYPE = IRI(RDF + "type")
LABEL = IRI(RDFS + "label")
SAME_AS = IRI(OWL + "sameAs")


def sparql(term: Term) -> str:
    """Write a term as SPARQL and N-Triples do, so that no text can leave its quotes; ValueError for a bad IRI."""
    if isinstance(term, IRI):
        if _NOT_IN_IRI.search(term.value):
            raise ValueError(f"{term.value!r} is no IRI: it holds a character that must be percent-encoded")
        return f"<{term.value}>"
    if isinstance(term, Blank):
        return str(term)
    quoted = _NEEDS_ESCAPE.sub(lambda found: _ESCAPES.get(found[0], f"\\u{ord(found[0]):04X}"), term.value)
    if term.language:
        return f'"{quoted}"@{term.language}'
    return f'"{quoted}"' if term.datatype == STRING else f'"{quoted}"^^{sparql(IRI(term.datatype))}'


def line(triple: Triple) -> str:
    """Write a triple as SPARQL and N-Triples do, without the full stop."""
    return f"{sparql(triple.subject)} {sparql(triple.predicate)} {sparql(triple.object)}"


def order(triple: Triple) -> tuple[str, bool, str, str]:
    """Sort key of a triple: by subject, its type first, then predicate and object."""
    return sparql(triple.subject), triple.predicate != TYPE, triple.predicate.value, sparql(triple.object)
