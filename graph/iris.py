"""IRIs: readable, stable from run to run, and safe whatever text a name holds."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Sequence

from diplograph.graph.rdf import IRI, OWL, RDF, RDFS, SKOS, XSD
from diplograph.ontology.terms import AREA, BASE, DG

# prefixes of the exports and of queries that declare none; ids that hold a slash stay whole IRIs there
PREFIXES = {"dg": DG, "area": AREA, "rdf": RDF, "rdfs": RDFS, "owl": OWL, "skos": SKOS, "xsd": XSD}
# vocabularies that ours is aligned with
OTHERS = (
    ("dcterms", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("org", "http://www.w3.org/ns/org#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("schema", "https://schema.org/"),
    ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
)
HOUSE = "https://w3id.org/diplograph/store"  # names of the store's own graphs, and of what stands in them, begin so
ID_PREFIXES = ("person", "state", "organization", "group", "place", "post", "release", "evidence", "graph")

_ENCODER = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), default=str)
_LONGEST_SLUG = 80
_NO_IRI = range(0xE0000, 0xE1000)  # tags and selectors, which RFC 3987 leaves out
_PLAIN = re.compile(r"[A-Za-z0-9\-._~/]*")


def digest(content: object, length: int) -> str:
    """Hash JSON-like content to ``length`` hexadecimal digits, the same in every run."""
    text = _ENCODER.encode(content)
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:length]


def slug(text: str) -> str:
    """Make a readable IRI part of a name: lower case, Latin letters without accents, hyphens between words.

    Letters of other scripts stay. A name without letters or digits becomes "x-" with its hash; a long one is cut
    and ends in its hash.
    """
    folded = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(char for char in folded if not unicodedata.combining(char))
    made = "-".join("".join(char if char.isalnum() else " " for char in bare).split())
    made = unicodedata.normalize("NFC", made)
    if not made:
        return f"x-{digest(text, 8)}"
    return made if len(made) <= _LONGEST_SLUG else f"{made[:_LONGEST_SLUG].rstrip('-')}-{digest(text, 8)}"


def _safe(char: str) -> str:
    mark = ord(char) > 127 and unicodedata.category(char)[0] == "M" and ord(char) not in _NO_IRI
    if char.isalnum() or char in "-._~/" or mark:
        return char
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))


def iri(tail: str, base: str = BASE) -> IRI:
    """Mint the IRI of an id: letters and digits of any script and ``-._~/`` stay, all else is percent-encoded.

    Different ids give different IRIs, because "%" is encoded too.
    """
    return IRI(base + (tail if _PLAIN.fullmatch(tail) else "".join(map(_safe, tail))))


def release_iri(release_id: str, base: str = BASE) -> IRI:
    """Mint the IRI of a release, which is also the name of its graph."""
    return iri(f"release/{release_id}", base)


def graph_iri(name: str, base: str = BASE) -> IRI:
    """Mint the name of one of the graphs beside the releases' ("inferred", "background")."""
    return iri(f"graph/{name}", base)


def hidden(graph: str) -> bool:
    """Tell whether a graph, by its name, is the store's own: it is not in the merge, nor in any list of graphs."""
    return graph.startswith(HOUSE)


def prefixes(base: str = BASE, extra: Sequence[tuple[str, str]] = ()) -> dict[str, str]:
    """Return prefix → namespace for serializations: the vocabulary's, others', and one for each kind of plain id."""
    return {**PREFIXES, **dict(extra), **{kind: f"{base}{kind}/" for kind in ID_PREFIXES}}


def kind_of(node: object, base: str = BASE) -> str:
    """Return what a minted IRI is of, the first part of its id ("person", "event", "evidence"); "" for others."""
    name = str(node)
    return name[len(base) :].partition("/")[0] if name.startswith(base) else ""
