"""How far single news sentences of the PLOVER gold standard are read as their coders read them.

Usage: python bench/plover.py PLOVER_GSR_CAMEO.txt [--detail]

For every category: sentences, those with an event or statement at all, those with one whose category is right, and
those with one whose category and both actors are right. A class stands for the categories that it, or a class above
it, is matched to in ontology/alignments.ttl. An actor is right if its state is, or a name of it. Then what the
vocabulary has no class for, and what takes the place of the right category where there is one.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rdflib import RDFS, SKOS, Graph, URIRef

from diplograph.extract import read
from diplograph.extract.model import ActorRef, Extraction, Person
from diplograph.extract.pipeline import Extractor

ONTOLOGY = Path(__file__).parent.parent / "ontology"
TERMS = "https://w3id.org/diplograph/ontology#"
PLOVER = "https://w3id.org/diplograph/plover#"
# Names of the coded sentences that later editions of PLOVER gave up.
RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
# Codes of the sentences that are no ISO 3166 codes.
CODES = {"JAP": "JPN", "ROM": "ROU", "GER": "DEU", "PAL": "PSE", "WSB": "PSE", "KOS": "XKX"}
CATEGORIES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip


def categories() -> dict[str, set[str]]:
    """Return the PLOVER categories of each class, its own and those of the classes above it."""
    graph = Graph().parse(ONTOLOGY / "alignments.ttl").parse(ONTOLOGY / "diplograph.ttl")
    out: dict[str, set[str]] = {}
    for cls in {*graph.subjects(SKOS.closeMatch), *graph.subjects(SKOS.broadMatch), *graph.subjects(RDFS.subClassOf)}:
        found = set()
        for upper in graph.transitive_objects(cls, RDFS.subClassOf):
            for match in (SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch):
                found |= {str(o).removeprefix(PLOVER) for o in graph.objects(upper, match) if str(o).startswith(PLOVER)}
        if found and isinstance(cls, URIRef):
            out[str(cls).removeprefix(TERMS)] = found
    return out


def sentences(path: Path) -> list[dict[str, Any]]:
    """Return the coded sentences of the file; the records that only document it are left out."""
    return [record for record in json.loads(path.read_text(encoding="utf-8")) if record["event"] != "DOCUMENT"]


def facts(found: Extraction) -> Iterator[tuple[str, set[str]]]:
    """Yield class and names of the actors of every event and statement; a person goes by the state of a post too."""
    people = {person.id: person for person in found.people}
    codes = {state.id: state.code for state in found.states}
    for event in found.events:
        yield event.type, names([p.actor for p in event.participants], people, codes)
    for said in found.statements:
        yield said.kind, names([*said.speakers, *said.targets], people, codes) | words(said.target or "")


def names(actors: list[ActorRef], people: dict[str, Person], codes: dict[str, str]) -> set[str]:
    """Return the codes of states and the words of names by which actors can be recognized."""
    out: set[str] = set()
    for actor in actors:
        out |= words(actor.name)
        bodies = [post.body for post in people[actor.id].posts] if actor.id in people else [actor]
        out |= {codes.get(body.id, body.id.rpartition("/")[2]) for body in bodies if body is not None}
    return out


def words(name: str) -> set[str]:
    """Return the words of a name that tell it from others, in lower case."""
    return {w for w in re.findall(r"[a-z]{3,}", name.lower()) if w not in ("the", "and", "president", "minister")}


def met(actors: object, known: set[str]) -> bool:
    """Tell whether each of some coded actors is among those that were recognized."""
    listed = [actor for actor in (actors if isinstance(actors, list) else []) if actor.get("code")]
    return all(
        {CODES.get(code, code) for code in re.split(r"[/;,]", actor["code"])} & known
        or bool(words(actor.get("actorText") or "") & known)
        for actor in listed
    )


def main(arguments: list[str]) -> None:
    detail = "--detail" in arguments
    path = next(Path(a) for a in arguments if not a.startswith("--"))
    stands_for = categories()
    covered = set().union(*stands_for.values())
    rows: dict[str, Counter[str]] = defaultdict(Counter)
    instead: dict[str, Counter[str]] = defaultdict(Counter)
    records = sentences(path)
    releases = [read.from_text(record["text"], f"{i}.txt") for i, record in enumerate(records)]
    for record, found in zip(records, Extractor().pipe(releases), strict=True):
        wanted = RENAMED.get(record["event"], record["event"])
        read_as = list(facts(found))
        same = [known for cls, known in read_as if wanted in stands_for.get(cls, ())]
        right = any(met(record.get("source"), known) and met(record.get("target"), known) for known in same)
        row = rows[wanted]
        row.update(sentences=1, anything=bool(read_as), category=bool(same), actors=right)
        if not same:
            instead[wanted].update({cls for cls, _ in read_as} or {"nothing"})
        if detail and not right:
            print(f"{wanted}: {sorted({c for c, _ in read_as})}: {record['text']}")
    total: Counter[str] = Counter()
    print(f"{'category':10s} {'sentences':>9s} {'anything':>9s} {'category':>9s} {'+ actors':>9s}   else read as")
    for category in CATEGORIES:
        row = rows[category]
        total.update(row)
        others = ", ".join(f"{cls} {n}" for cls, n in instead[category].most_common(4))
        mark = "" if category in covered else "no class; "
        print(f"{category:10s} {_cells(row)}   {mark}{others}")
    print(f"{'all':10s} {_cells(total)}")
    within: Counter[str] = Counter()
    for category in covered:
        within.update(rows[category])
    print(f"{'covered':10s} {_cells(within)}   without {', '.join(c for c in CATEGORIES if c not in covered)}")


def _cells(row: Counter[str]) -> str:
    count = row["sentences"] or 1
    shares = " ".join(f"{row[key] / count:9.2f}" for key in ("anything", "category", "actors"))
    return f"{row['sentences']:9d} {shares}"


if __name__ == "__main__":
    main(sys.argv[1:])
