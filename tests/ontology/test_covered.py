"""Builds draw what follows by rules made of the ontology; an axiom that the rules do not cover must not slip in."""

import pytest

from diplograph.extract.errors import InferenceError
from diplograph.graph.axioms import compile_rules
from diplograph.graph.engine import parse
from diplograph.ontology import terms

FILES = (terms.ONTOLOGY, terms.AREAS, terms.ALIGNMENTS)


@pytest.mark.parametrize("iri", FILES)
def test_the_rules_cover_every_axiom(iri: str) -> None:
    compile_rules(parse(terms.turtle(iri).encode(), "file"))


def test_the_rules_cover_them_together() -> None:
    rules = compile_rules(triple for iri in FILES for triple in parse(terms.turtle(iri).encode(), terms.local(iri)))
    assert len(rules.effects) > 50 and len(rules.paths) == 2


@pytest.mark.parametrize(
    "axiom",
    [
        "dg:State owl:hasKey ( dg:code ) .",
        "dg:host a owl:FunctionalProperty .",
        "dg:Actor owl:equivalentClass foaf:Agent .",
        "dg:Actor owl:unionOf ( dg:Person dg:State ) .",
        "dg:Tenure rdfs:subClassOf [ a owl:Restriction ; owl:onProperty dg:holder ; owl:someValuesFrom dg:Person ] .",
        "dg:hosts owl:propertyChainAxiom ( dg:represents dg:partOf ) .",
    ],
)
def test_one_that_they_do_not_cover_would_be_told(axiom: str) -> None:
    text = f"{terms.turtle(terms.ONTOLOGY)}\n@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n{axiom}\n"
    with pytest.raises(InferenceError, match=r"graph/axioms\.py"):
        compile_rules(parse(text.encode(), "file"))
