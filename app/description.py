"""What the endpoint says of itself: the service description."""

from __future__ import annotations

from typing import Final

from diplograph.graph.rdf import IRI, Literal, sparql
from diplograph.lookups import SHOWN
from diplograph.negotiation import GRAPHS, RESULTS

_FORMATS: Final = "http://www.w3.org/ns/formats/"
_NAMES: Final = {
    "json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV", "turtle": "Turtle", "ntriples": "N-Triples", "jsonld": "JSON-LD",
    "rdfxml": "RDF_XML", "trig": "TriG", "nquads": "N-Quads",
}  # fmt: skip
_LISTED = 1000  # named graphs


def query(endpoint: str) -> str:
    """Return a query whose answer is the service description of the endpoint at an address."""
    syntaxes = dict.fromkeys(offer.syntax for offer in (*RESULTS, *GRAPHS))
    formats = ", ".join(sparql(IRI(_FORMATS + _NAMES[syntax])) for syntax in syntaxes)
    here, dataset, default = (sparql(IRI(endpoint + part)) for part in ("", "#dataset", "#default"))
    return f"""
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
CONSTRUCT {{
  {here} a sd:Service ; sd:endpoint {here} ; sd:supportedLanguage sd:SPARQL11Query ; sd:resultFormat {formats} ;
    sd:defaultDataset {dataset} .
  {dataset} a sd:Dataset ; sd:defaultGraph {default} ; sd:namedGraph ?node .
  {default} a sd:Graph .
  ?node a sd:NamedGraph ; sd:name ?graph .
}} WHERE {{
  OPTIONAL {{
    {{ SELECT ?graph WHERE {{ GRAPH ?graph {{}} {SHOWN} }} ORDER BY ?graph LIMIT {_LISTED} }}
    BIND(IRI(CONCAT({sparql(Literal(endpoint + "#graph="))}, ENCODE_FOR_URI(STR(?graph)))) AS ?node)
  }}
}}"""
