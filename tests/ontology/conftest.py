"""The ontology's files, parsed once."""

from pathlib import Path

import pytest
from rdflib import Graph

from diplograph.ontology import terms


def parsed(iri: str) -> Graph:
    return Graph().parse(data=terms.turtle(iri), format="turtle")


@pytest.fixture(scope="session")
def ontology() -> Graph:
    return parsed(terms.ONTOLOGY)


@pytest.fixture(scope="session")
def areas() -> Graph:
    return parsed(terms.AREAS)


@pytest.fixture(scope="session")
def alignments() -> Graph:
    return parsed(terms.ALIGNMENTS)


@pytest.fixture(scope="session")
def shapes() -> Graph:
    return parsed(terms.SHAPES)


@pytest.fixture
def good() -> Graph:
    return Graph().parse(Path(__file__).with_name("good.ttl"))
