"""Persons, organizations and locations of the re3d corpus: diplograph beside the named entities of plain spaCy.

Usage: python bench/re3d.py FOLDER [--skip ID...] [--detail]

FOLDER is the re3d corpus: folders with documents.json and entities.json, one JSON object a line; documents whose id is
given to ``--skip`` are left out. A span counts as right if a gold entity of the same type overlaps it, a gold entity as
found if a span of its type overlaps it; F1 is of these two shares. Two tables: over the entities that are named (a
capital letter in them, no pronoun), and over all of them, where re3d has "we", "civilians" and "the camp" as well.

| re3d         | diplograph                                           | spaCy               |
|--------------|------------------------------------------------------|---------------------|
| Person       | person; post without a name ("the Deputy Secretary") | PERSON              |
| Organisation | organization; group ("the Iraqi people"); state that | ORG                 |
|              | is the subject of a clause, since it acts there      |                     |
| Location     | state, place, region named by a noun                 | GPE, LOC, FAC       |

What re3d calls Nationality (adjectives), Temporal, Money and the like is not measured; adjectives of states (spaCy:
NORP, here also "U.S." before a noun) count neither way. A group is what diplograph makes one: a noun of the list
"groups" in words.yaml with a state's name or adjective. A state that acts is a Location too: re3d often has it twice.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from diplograph.extract import match, nlp, parse, read, rules, segment
from diplograph.extract.line import Line

TYPES = ("Person", "Organisation", "Location")
OURS = {
    "person": "Person",
    "post": "Person",
    "organization": "Organisation",
    "state": "Location",
    "place": "Location",
    "region": "Location",
}
SPACY = {"PERSON": "Person", "ORG": "Organisation", "GPE": "Location", "LOC": "Location", "FAC": "Location"}
PRONOUNS = frozenset("i we you he she it they us them him her his its our their my your me".split())  # noqa: SIM905

Span = tuple[str, int, int]


def objects(folder: Path, name: str) -> Iterator[dict[str, object]]:
    """Yield the objects of all files of a name, one a line."""
    for file in sorted(folder.glob(f"*/{name}")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def ours(text: str) -> list[Span]:
    """Return the spans that diplograph's name rules find."""
    release = read.from_text(text, "re3d.txt")
    blocks = segment.blocks(release)
    entities = parse.recognize(nlp.load(nlp.model_name()), [b.text for b in blocks])
    lines = match.release_units(blocks, list(entities), release.text, rules.load())
    parsed = parse.parse(nlp.load(nlp.model_name()), list(zip(blocks, lines, strict=True)))
    out: list[Span] = []
    for block, line, tree in zip(blocks, lines, parsed, strict=True):
        subjects = {
            unit.first
            for token in tree.doc
            if token.dep_ in ("nsubj", "agent") and (unit := tree.unit(token)) is not None
        }
        for at, unit in enumerate(line.units):
            span = block.span(*line.span(unit))
            if unit.kind in ("state", "demonym") and is_group(line, at):
                out.append(("Organisation", *span))
            if unit.kind not in OURS or (unit.kind == "state" and is_adjective(line, at)):
                continue
            out.append((OURS[unit.kind], *span))
            if unit.kind == "state" and unit.first in subjects:
                out.append(("Organisation", *span))
            # What a person's or post's unit takes in is an entity of its own, unless it stands there as an adjective.
            for title in unit.value if unit.kind == "post" else getattr(unit.value, "titles", ()):
                for inner in (title.body, title.where):
                    if inner is not None and inner.kind in OURS and inner.first > unit.first:
                        out.append((OURS[inner.kind], *block.span(*line.span(inner))))
    return list(dict.fromkeys(out))


def is_adjective(line: Line, at: int) -> bool:
    """Tell whether an abbreviated state stands before a noun: "U.S. officials"."""
    after = line.units[at + 1].kind if at + 1 < len(line.units) else ""
    return line.wording(line.units[at]).replace(".", "").isupper() and after in (
        "low",
        "cap",
        "orghead",
        "post",
        "organization",
    )


def is_group(line: Line, at: int) -> bool:
    """Tell whether a state's name belongs to a group: the X people, the Government of X."""
    around = [line.wording(u).lower() for u in line.units[max(0, at - 3) : at]]
    while around and around[-1] == "the":
        around.pop()
    before = around[-2] if around[-1:] == ["of"] and len(around) > 1 else ""
    after = [line.wording(u).lower() for u in line.units[at + 1 : at + 3]]
    heads = rules.listed("groups")
    return any(word in heads or word.removesuffix("s") in heads for word in (before, *after[:1]))


def plain(text: str) -> list[Span]:
    """Return the spans that the model's own recognizer finds."""
    doc = nlp.load(nlp.model_name())(text)
    return [(SPACY[e.label_], e.start_char, e.end_char) for e in doc.ents if e.label_ in SPACY]


def named(value: str) -> bool:
    """Tell whether an entity's words name it: a capital beyond a pronoun or article."""
    words = [w for w in value.split() if w.lower() not in PRONOUNS | {"the", "a", "an"}]
    return any(w[:1].isupper() for w in words)


def shares(found: list[Span], gold: list[Span]) -> tuple[int, int]:
    """Return how many found spans are right and how many gold ones are found."""

    def meets(one: Span, others: list[Span]) -> bool:
        return any(one[0] == kind and one[1] < end and start < one[2] for kind, start, end in others)

    return sum(meets(s, gold) for s in found), sum(meets(s, found) for s in gold)


def main() -> None:
    """Print the two tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--skip", nargs="*", default=[])
    parser.add_argument("--detail", action="store_true")
    options = parser.parse_args()
    gold: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for entity in objects(options.folder, "entities.json"):
        span = (str(entity["type"]), int(str(entity["begin"])), int(str(entity["end"])))
        gold[str(entity["documentId"])].append((span, str(entity["value"])))
    texts = {str(d["_id"]): str(d["text"]) for d in objects(options.folder, "documents.json")}
    found = {
        id: {"diplograph": ours(text), "spaCy": plain(text)} for id, text in texts.items() if id not in options.skip
    }
    for only_named in (True, False):
        print(f"{'named entities' if only_named else 'all entities'}: {len(found)} documents, {nlp.model_name()}")
        print(f"{'':14}{'diplograph':>24}{'spaCy':>24}{'':>10}")
        print(f"{'type':14}" + 2 * f"{'P':>8}{'R':>8}{'F1':>8}" + f"{'more F1':>10}")
        for type in TYPES:
            scores = []
            for system in ("diplograph", "spaCy"):
                right = total = hit = wanted = 0
                for id, spans in found.items():
                    all_gold = [s for s, _ in gold[id] if s[0] == type]
                    own_gold = [s for s, v in gold[id] if s[0] == type and (named(v) or not only_named)]
                    own = [s for s in spans[system] if s[0] == type]
                    one, _ = shares(own, all_gold)
                    _, two = shares(own, own_gold)
                    right, total, hit, wanted = right + one, total + len(own), hit + two, wanted + len(own_gold)
                    if options.detail and only_named and system == "diplograph":
                        for s in own:
                            if not shares([s], all_gold)[0]:
                                print("  extra", type, repr(texts[id][s[1] : s[2]]))
                        for s in own_gold:
                            if not shares([s], own)[0]:
                                print("  miss ", type, repr(texts[id][s[1] : s[2]]))
                p, r = right / max(total, 1), hit / max(wanted, 1)
                scores.append((p, r, 2 * p * r / max(p + r, 1e-9)))
            cells = "".join(f"{value:8.3f}" for score in scores for value in score)
            print(f"{type:14}{cells}{scores[0][2] - scores[1][2]:+10.3f}")
        print()


if __name__ == "__main__":
    main()
