"""Sets the two records of one release side by side, field by field: gold, and what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from diplograph.matching import Names, Sentences, cover, jaccard, norm, organization_forms, pair, same_person


@dataclass(frozen=True, slots=True)
class Item:
    """What is compared, its words in the text, how it is shown, and whether it counts neither way when missed."""

    value: Any
    words: str
    shown: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field of one release: the items of both sides, and the pairs of indices that belong together."""

    gold: Sequence[Item]
    found: Sequence[Item]
    pairs: Sequence[tuple[int, int]]

    def hits(self) -> Iterator[Item]:
        """Yield the gold items that were found."""
        return (self.gold[i] for i, _ in self.pairs)

    def missed(self) -> Iterator[Item]:
        """Yield the gold items that were not found, doubtful ones left out."""
        hit = {i for i, _ in self.pairs}
        return (item for i, item in enumerate(self.gold) if i not in hit and not item.doubtful)

    def extra(self) -> Iterator[Item]:
        """Yield the items that were found and are not in the gold."""
        used = {j for _, j in self.pairs}
        return (item for j, item in enumerate(self.found) if j not in used)

    def matched(self) -> Iterator[tuple[Any, Any]]:
        """Yield gold and found values that belong together."""
        return ((self.gold[i].value, self.found[j].value) for i, j in self.pairs)


def name_of(entry: Any) -> str:
    """Return the name of an entry that is an object, a list of forms or a plain name; "" for none."""
    if isinstance(entry, dict):
        entry = entry.get("name")
    elif isinstance(entry, list):
        entry = entry[0]
    return str(entry or "")


def evidence_of(entry: Any) -> Mapping[str, Any]:
    """Return the (first) evidence of an entry of a record; empty where it has none."""
    evidence = entry.get("evidence") if isinstance(entry, dict) else None
    if isinstance(evidence, list):
        evidence = evidence[0] if evidence else None
    return evidence if isinstance(evidence, dict) else {}


class Comparer:
    """Compares the records of one release; offsets of evidence are character offsets into ``text``."""

    def __init__(self, gold: Mapping[str, Any], found: Mapping[str, Any], text: str) -> None:
        self.sentences = Sentences(text)
        self.names = Names(gold.get("organizations", []), found.get("organizations", []))
        self._sides = (gold, found)

    def compare(self) -> dict[str, Comparison]:
        """Return the comparison of every field, in the order in which they are reported."""
        return {
            "people": self._compare("people", _person, lambda a, b: float(same_person(a["name"], b["name"]))),
            "posts": self._posts(),
            "states": self._states(),
            "organizations": self._compare("organizations", _organization, _organization_likeness),
            "places": self._compare("places", _place, lambda a, b: _place_likeness(name_of(a), name_of(b))),
            "events": self._facts("events", "type", "cue", _event_likeness),
            "statements": self._facts("statements", "kind", "content", self._statement_likeness),
            "areas": self._compare("areas", _area, lambda a, b: _phrase_likeness(a["phrase"], b["phrase"])),
        }

    def sentence(self, item: Item) -> str:
        """Return the sentence that an item is evidenced by, or that holds its words; "" if none does."""
        if quote := evidence_of(item.value).get("quote"):
            return " ".join(quote.split())
        return next((self.sentences.show(n) for n in sorted(self.sentences.saying(item.words))), "")

    def _compare(self, field: str, item: Callable[[Any], Item], likeness: Callable[[Any, Any], float]) -> Comparison:
        gold, found = ([item(entry) for entry in side.get(field, [])] for side in self._sides)
        return _paired(gold, found, likeness)

    def _posts(self) -> Comparison:
        gold, found = (
            [_post(person, post) for person in side.get("people", []) for post in person.get("posts", [])]
            for side in self._sides
        )
        return _paired(gold, found, self._post_likeness)

    def _post_likeness(self, a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
        if not same_person(a["person"], b["person"]):
            return 0.0
        if a.get("of") and not (b.get("of") and self.names.same(a["of"], b["of"])):
            return 0.0
        likeness = jaccard(a["title"], b["title"])
        return likeness if likeness >= 0.5 else 0.0

    def _states(self) -> Comparison:
        by_code = ({_code(entry): entry for entry in side.get("states", [])} for side in self._sides)
        gold, found = ([Item(side[code], code, code) for code in sorted(side)] for side in by_code)
        return _paired(gold, found, lambda a, b: float(_code(a) == _code(b)))

    def _facts(
        self, field: str, kind: str, cue: str, likeness: Callable[[Mapping[str, Any], Mapping[str, Any]], float]
    ) -> Comparison:
        """Pair facts of a common kind that stand in a common sentence."""
        gold, found = ([_fact(entry, kind, cue) for entry in side.get(field, [])] for side in self._sides)
        places = {id(item.value): self._where(item) for item in (*gold, *found)}

        def in_sentence(a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
            common = _kinds(a[kind]) & _kinds(b[kind]) and places[id(a)] & places[id(b)]
            return likeness(a, b) if common else 0.0

        return _paired(gold, found, in_sentence)

    def _where(self, item: Item) -> frozenset[int]:
        evidence = evidence_of(item.value)
        if evidence.get("start") is not None:
            return self.sentences.within(evidence["start"], evidence.get("end"))
        return self.sentences.saying(item.words)

    def _statement_likeness(self, a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
        content = b.get("content") or evidence_of(b).get("quote")
        return 0.2 + cover(a.get("content"), content) + 0.5 * self.names.any_same(a.get("speaker"), b.get("speaker"))


def _paired(gold: Sequence[Item], found: Sequence[Item], likeness: Callable[[Any, Any], float]) -> Comparison:
    return Comparison(gold, found, pair([g.value for g in gold], [f.value for f in found], likeness))


def _person(entry: Mapping[str, Any]) -> Item:
    return Item(entry, entry["name"], entry["name"])


def _post(person: Mapping[str, Any], post: Mapping[str, Any]) -> Item:
    shown = f"{person['name']}: {post['title']} / {post.get('of')}"
    return Item({**post, "person": person["name"]}, post["title"], shown)


def _organization(entry: Any) -> Item:
    name = next(iter(organization_forms(entry)), "")
    return Item(entry, name, name, isinstance(entry, list) and "?" in entry)


def _place(entry: Any) -> Item:
    return Item(entry, name_of(entry), name_of(entry), isinstance(entry, list) and "?" in entry)


def _area(entry: Mapping[str, Any]) -> Item:
    return Item(entry, entry["phrase"], entry["phrase"], bool(entry.get("optional")))


def _fact(entry: Mapping[str, Any], kind: str, cue: str) -> Item:
    words = entry.get(cue) or evidence_of(entry).get("quote", "")
    head = f"{'|'.join(sorted(_kinds(entry[kind])))} {entry.get('speaker') or ''}".strip()
    return Item(
        entry, words, f"{head}: {entry.get(cue) or entry.get('label') or words[:60]}", bool(entry.get("optional"))
    )


def _code(entry: Any) -> str:
    return str(entry.get("code") or entry.get("name")) if isinstance(entry, dict) else str(entry)


def _kinds(value: str | list[str]) -> set[str]:
    return set(value) if isinstance(value, list) else {value}


def _organization_likeness(a: Any, b: Any) -> float:
    likenesses = (
        1.0 if norm(x) == norm(y) else jaccard(x, y) * 0.9 for x in organization_forms(a) for y in organization_forms(b)
    )
    best = max(likenesses, default=0.0)
    return best if best >= 0.6 else 0.0


def _place_likeness(a: str, b: str) -> float:
    if norm(a) == norm(b):
        return 1.0
    return 0.8 if jaccard(a, b) >= 0.5 else 0.0


def _event_likeness(a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
    same_month = str(a.get("date") or "")[:7] == str(b.get("date") or "")[:7]
    return 1.0 + 0.5 * jaccard(a.get("cue"), b.get("cue") or b.get("label") or "") + 0.3 * same_month


def _phrase_likeness(a: str, b: str) -> float:
    there, back = cover(a, b), cover(b, a)
    likeness = 2 * there * back / ((there + back) or 1)
    return likeness if likeness >= 0.5 else 0.0
