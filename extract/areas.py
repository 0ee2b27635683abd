"""Areas of cooperation: what the rules' words introduce, split into single areas and linked to the scheme."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from diplograph.extract import area_places, paths
from diplograph.extract.area_file import AreaEntry
from diplograph.extract.area_link import form, linker
from diplograph.extract.area_list import read
from diplograph.extract.area_words import AND, Item, Word, head_of, is_preposition, stem, words
from diplograph.extract.contents import framework
from diplograph.extract.model import ActorRef, Area, Evidence
from diplograph.extract.parse import Parsed
from diplograph.extract.rules import AreaRule, Rules, confidence, listed
from diplograph.extract.scene import Scene
from diplograph.extract.statements import Found

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_ANNOUNCED = re.compile(r"([\w-]+)\W*:\s*$")  # "the following speakers:"
# Kinds of statements that say what is to be worked on.
_WANTED = frozenset(("Proposal", "Call", "Agreement", "Pledge", "Readiness"))
_WITH = frozenset(("with", "between", "within"))  # "cooperation with the private sector"
_LONGEST = 14  # words of a phrase; what is longer is a sentence
_ARTICLES = re.compile(
    r"^(?:(?:the|a|an|their|its|our|his|her|and|of|other|both|further|various|several|such|also|active|more|greater|bilateral|mutual"
    r"|close|closer|deeper|stronger|broad|broader|new|existing)\s+)+",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:areas?|fields?|spheres?|co-?operat\w+|priorit\w+|directions?|joint research|interaction|measures)\b",
    re.IGNORECASE,
)


class Finder:
    """Collects the areas of one release; the same area counts once."""

    def __init__(self, rules: Rules, scene: Scene) -> None:
        self.scene = scene
        self.areas: list[Area] = []
        self.of_statement: dict[str, list[str]] = {}
        self._seen: list[tuple[frozenset[str], str | None]] = []
        self._rules = rules.areas
        self._by_word: dict[str, list[tuple[int, AreaRule]]] = defaultdict(list)
        for order, rule in enumerate(rules.areas):
            for word in (*rule.nouns, *rule.verbs):
                self._by_word[word].append((order, rule))

    def read(self, parsed: Parsed, sentence: Span, found: list[Found], evidence: Evidence) -> None:
        """Find the areas that a sentence names as areas of cooperation."""
        if not any(t.lemma_.lower() in self._by_word or stem(t.text) in self._by_word for t in sentence):
            return
        line = words(parsed, sentence)
        triggers = [
            (order, i, rule)
            for i, word in enumerate(line)
            if not word.kind or word.kind in ("demonym", "region")
            for order, rule in self._rules_at(word)
        ]
        taken: set[int] = set()
        for _, i, rule in sorted(triggers, key=lambda t: t[:2]):
            for start in area_places.starts(rule, line, i):
                pieces = read(line, start)
                if rule.reads == "kind":
                    pieces = [item for item in pieces if item.a <= i]
                self._keep_all(rule, parsed, line, pieces, i, sentence, found, evidence, taken)

    def _rules_at(self, word: Word) -> list[tuple[int, AreaRule]]:
        verbal = word.last.pos_ in ("VERB", "AUX") or word.tag.startswith("VB")
        hits = self._by_word.get(word.last.lemma_.lower() if verbal else word.stem, [])
        name = word.last.lemma_.lower()
        return [
            (order, rule)
            for order, rule in hits
            if (verbal and name in rule.verbs) or (word.stem in rule.nouns and (not verbal or word.nominal))
        ]

    def read_item(self, parsed: Parsed, intro: Parsed, statements: list[Found], evidence: Evidence) -> None:
        """Take a list item as areas where its introduction speaks of areas, proposals or commitments."""
        if not self._read_listed(parsed, intro, statements, evidence):
            self.read(parsed, parsed.doc[:], statements[-1:], evidence)

    def _read_listed(self, parsed: Parsed, intro: Parsed, statements: list[Found], evidence: Evidence) -> bool:
        nearest = statements[-1] if statements and statements[-1].sentence.end == len(intro.doc) else None
        if nearest is not None and nearest.statement.evidence.rule == "agreement.sign":
            return False  # a list of the documents that were signed
        if _announced(intro) in listed("attendants"):
            return False
        if not statements and not _ABOUT.search(intro.block.text):
            return False
        roots = [t for t in parsed.doc if t.dep_ == "ROOT"]
        if not roots or len(parsed.doc) > 40:
            return False
        if any(t.dep_ == "aux" and t.lower_ in ("to", "will") for t in roots[0].children):
            return False  # "- to hold the next meeting in Tokyo" is an action, no area
        rule = next(r for r in self._rules if r.reads == "item")
        line = words(parsed, parsed.doc[:])
        start = next((i for i, w in enumerate(line) if w.text[:1].isalpha()), len(line))
        pieces = read(line, start)
        if len(pieces) == 1 and line[start].stem in listed("cooperating"):
            pieces = [Item(start, pieces[0].b)]
        taken: set[int] = set()
        self._keep_all(rule, parsed, line, pieces, start, parsed.doc[:], statements[-1:], evidence, taken)
        return bool(taken)

    # -- keeping ----------------------------------------------------------------------------------------------

    def _keep_all(
        self,
        rule: AreaRule,
        parsed: Parsed,
        line: Sequence[Word],
        pieces: list[Item],
        at: int,
        sentence: Span,
        found: list[Found],
        evidence: Evidence,
        taken: set[int],
    ) -> None:
        """Keep the pieces of one enumeration that are areas."""
        pieces = [replace(item, a=item.a + 1) if _goes_on(line, item) else item for item in pieces]
        pieces = [inner for item in pieces if (inner := _held(line, item)) is not None]
        worded = [
            (item, phrase, _entry(phrase, line, item)) for item in pieces if (phrase := _phrase(parsed, line, item))
        ]
        some = any(entry is not None for _, _, entry in worded)
        heads = [head_of(line, item.a, item.b) for item in pieces]
        if rule.reads != "kind" and any(at is not None and line[at].stem in listed("harms") for at in heads):
            return  # "human casualties, displaced persons and houses": what happened to people
        for item, phrase, entry in worded:
            own = set(range(item.a, item.b))
            if own & taken or _is_portfolio(line, item):
                continue
            if entry is not None and entry.id in rule.except_concepts:
                continue
            said = _said_by(found, line[item.a])
            wanted = said is not None and said.statement.kind in _WANTED
            if _is_area(rule, line, item, phrase, entry, some, wanted):
                taken |= own
                self._add(rule, parsed, phrase, entry, line[at], sentence, found, evidence)

    def _add(
        self,
        rule: AreaRule,
        parsed: Parsed,
        phrase: str,
        entry: AreaEntry | None,
        at: Word,
        sentence: Span,
        found: list[Found],
        evidence: Evidence,
    ) -> None:
        core = frozenset(w for w in form(phrase) if w not in listed("area_shells")) or frozenset(form(phrase))
        concept = entry.id if entry else None
        if any(core == other or (concept == known and (core < other or other < core)) for other, known in self._seen):
            return
        self._seen.append((core, concept))
        statement = _said_by(found, at)
        by: tuple[ActorRef, ...] = statement.statement.speakers if statement else ()
        mark = hashlib.sha256(f"{phrase}|{evidence.start}".encode()).hexdigest()[:8]
        area = Area(
            id=f"area-mention/{self.scene.release.id}/{mark}",
            phrase=phrase,
            concept=entry.id if entry else None,
            label=entry.label if entry else None,
            dimension=entry.dimension if entry else None,
            by=by,
            framework=(statement.statement.framework if statement else None)
            or framework(sentence.root, parsed, self.scene),
            parties=tuple(t for t in statement.statement.targets if t.kind in ("group", "state", "organization"))
            if statement and statement.statement.kind in ("Proposal", "Agreement", "Call")
            else (),
            evidence=evidence.by(rule.id, confidence(rule.id)),
        )
        self.areas.append(area)
        if statement:
            self.of_statement.setdefault(statement.statement.id, []).append(area.id)


def _announced(intro: Parsed) -> str:
    """Return the stem of the word with which the introduction of a list ends: "the following speakers:"."""
    found = _ANNOUNCED.search(intro.block.text)
    return stem(found[1]) if found else ""


def _goes_on(line: Sequence[Word], item: Item) -> bool:
    """Tell whether a piece begins with the preposition of the first one: "cooperation in trade and in tourism"."""
    return item.b - item.a > 1 and line[item.a].text.lower() in ("in", "on", "of", "for")


def _is_portfolio(line: Sequence[Word], item: Item) -> bool:
    """Tell whether an item is what officials or councils are of: "the ministers of defence and culture"."""
    at = item.a - 1
    while at > 0 and (line[at].text in (",", "and") or line[at].nominal or line[at].tag.startswith("JJ")):
        at -= 1
    return at > 0 and line[at].text == "of" and line[at - 1].stem in _OFFICES


def _held(line: Sequence[Word], item: Item) -> Item | None:
    """Return a piece without a head that only holds an area: "energy goals", "the need for better roads".

    None where nothing that the scheme knows is inside.
    """
    start = item.a + _led(line, item)
    at = head_of(line, start, item.b)
    if item.after in listed("area_holders"):
        told = next((i for i in range(start, item.b) if stem(line[i].text) not in listed("vague_kinds")), start)
        return Item(told, item.b) if linker().link(_text(line, told, item.b)) is not None else None
    if item.after or at is None or line[at].text.lower() not in listed("area_holders"):
        return item
    if any(linker().exact(_text(line, i, at + 1)) for i in range(start, at)):
        return item  # "the Sustainable Development Goals"
    if at + 1 == item.b:  # but not "the global security threat from ransomware"
        return None if [w.text for w in line[item.b : item.b + 1]] == ["from"] else _known(line, start, at)
    of = line[at + 1].text in ("of", "for") and linker().link(_text(line, at + 2, item.b)) is not None
    return Item(at + 2, item.b) if of else None


def _led(line: Sequence[Word], item: Item) -> int:
    """Return how many words a piece begins with that say what is done: "strengthen", "prepare for"."""
    own = line[item.a : item.b]
    if own[0].tag != "VB" or own[0].stem in listed("shared_heads"):
        return 0
    return min(2 if any(is_preposition(w) for w in own[1:2]) else 1, len(own) - 1)


def _known(line: Sequence[Word], a: int, b: int) -> Item | None:
    """Return the longest end of a run of words that is worded so in the scheme."""
    return next((Item(i, b) for i in range(a, b) if linker().exact(_text(line, i, b)) is not None), None)


def _text(line: Sequence[Word], a: int, b: int) -> str:
    return " ".join(w.text for w in line[a:b])


_OWNERS = ("organization", "posts", "post", "person")  # of whom nothing is an area: "the Secretariat's budget"
_OFFICES = ("minister", "ministry", "secretary", "council")


def _phrase(parsed: Parsed, line: Sequence[Word], item: Item) -> str:
    first = item.a + _led(line, item)
    phrase = paths.wording(parsed, line[first].first, line[item.b - 1].last)
    phrase = _plain(phrase)
    if item.before:
        phrase = f"{item.before} {phrase}"
    return f"{phrase} {item.after}" if item.after else phrase


def _plain(phrase: str) -> str:
    """Return a phrase without the words before it that tell nothing, but "new challenges and threats" whole."""
    plain = _ARTICLES.sub("", phrase)
    lead = phrase[: len(phrase) - len(plain)].split()[-1:]
    return f"{lead[0]} {plain}" if lead and lead[0].lower() == "new" and linker().exact(f"new {plain}") else plain


def _entry(phrase: str, line: Sequence[Word], item: Item) -> AreaEntry | None:
    found = linker().link(phrase)
    if found is None and item.after:  # "political … spheres", "in the nuclear sector"
        kind = phrase.removesuffix(item.after).strip()
        found = linker().exact(kind) or linker().exact(f"{kind} cooperation") or linker().exact(f"{kind} sphere")
    rest, _, last = phrase.rpartition(" ")
    if found is None and rest and stem(last) in listed("area_heads"):
        found = linker().exact(rest) or linker().exact(f"{rest} cooperation")
    if found is None and any(w.kind for w in line[item.a : item.b]):  # "the direct flight Tokyo – Ulaanbaatar"
        found = linker().link(" ".join(w.text for w in line[item.a : item.b] if not w.kind and w.text[:1].isalpha()))
    return found


def _is_area(
    rule: AreaRule,
    line: Sequence[Word],
    item: Item,
    phrase: str,
    entry: AreaEntry | None,
    beside: bool,
    wanted: bool,
) -> bool:
    """Tell whether a piece is an area: in the scheme, or worded as one where the rule's words say that areas follow.

    ``beside``: others of the enumeration are in the scheme; ``wanted``: a statement says what is to be done.
    """
    own = line[item.a : item.b]
    if (not 3 < len(phrase) < 140 and phrase not in ("AI", "ICT", "IT")) or len(own) > _LONGEST:
        return False
    if any(w.finite or (w.tag == "VB" and own[i].text.lower() not in (*AND, "to")) for i, w in enumerate(own[1:])):
        return False  # a clause: "Ukraine defend its democracy"
    at = head_of(line, item.a, item.b)
    head = line[at] if at is not None else own[-1]
    if (told := _telling(own)) and all(w.stem in listed("area_people") for w in told):
        return False  # "women" out of "the rights of women, girls and minorities"
    if head.kind in ("person", "state", "place", "organization", "post", "posts", "region") and entry is None:
        return False
    if head.stem in listed("never_areas") or (
        own[-1].text.split()[-1] in listed("instruments") and not own[0].text[:1].islower()
    ):
        return False  # the latter has a name of its own: "the Refugee Admissions Program"
    named = own[-1].text.split()[-1].removesuffix("s") in listed("organization_heads")
    if (named and own[0].text[:1].isupper() and (len(own) > 1 or head.kind)) or (
        len(own) == 1 and head.kind == "organization"
    ):
        return False  # a body that no gazetteer knows: "the Culture and Heritage Foundation"
    if entry is not None:
        named = rule.reads == "kind" and len(own) > 2 and all(w.text[:1].isupper() for w in own)
        measures = entry.id == "confidence-building" and head.stem == "measure"  # the measures, no area
        bare = not item.after and [w.stem in listed("no_areas") and w.tag != "NNS" for w in _telling(own)] == [True]
        return not named and not measures and not bare and head.kind not in ("person", "post", "posts")
    if len(own) == 1 and head.tag.startswith("NNP") and line[item.a - 1].text.lower() == "the":
        return False  # what has a name of its own: "the Quad"
    owner = next((own[i - 1] for i, w in enumerate(own) if i and w.text == "'s"), None)
    if owner is not None and (owner.kind in _OWNERS or owner.text in listed("organization_heads")):
        return False
    if beside and len(own) == 1 and head.stem in listed("area_beside"):
        return True
    if rule.takes == "linked" or head.stem in listed("no_areas"):
        return False
    if at is None and not item.after and own[0].tag != "VBG" and own[0].stem not in listed("shared_heads"):
        return False
    deed = head.stem in listed("area_actions") or own[0].last.lemma_.lower() in listed("area_verbs")
    deed = deed or (head.stem in listed("cooperating") and at == item.a and own[1:2] != [] and own[1].text in _WITH)
    if deed and not _has_object(line, item, at):
        return False
    if not deed and head.stem in (*listed("area_heads"), *listed("cooperating")):
        kind = [w for w in told if w is not head and w.tag != "VBG"]
        return bool(item.after) or (rule.takes == "any" and bool(kind) and all(not w.kind for w in own))
    if item.instance:
        return beside and bool(told)
    sort = deed or (len(told) > 1 and head.stem in listed("area_things"))
    if rule.takes == "work":
        return deed
    if rule.takes == "wanted":
        return wanted and sort
    if rule.takes == "deeds":
        return (beside or wanted) and sort
    return bool(told)


def _telling(own: Sequence[Word]) -> list[Word]:
    """Return the words of a piece that tell what it is: neither articles nor "various", nor an infinitive's verb."""
    rest = own[1:] if own[0].tag in ("VB", "VBP") else own
    rest = rest[1:] if len(rest) < len(own) and rest and is_preposition(rest[0]) else rest  # "respond to"
    return [w for w in rest if w.stem not in listed("vague_kinds") and w.text.lower() not in listed("area_leading")]


def _has_object(line: Sequence[Word], item: Item, at: int | None) -> bool:
    """Tell whether work is on something that can be an area: not on relations, visits, documents."""
    verbal = line[item.a].tag in ("VBG", "VB")
    start = item.a + 1 if verbal or at is None else at + 1
    if any(line[i].kind == "place" for i in range(start, item.b)):
        return True  # "conservation of Lake Baikal"
    objects = [i for i in range(start, item.b) if line[i].nominal and not line[i].kind]
    if not objects:
        return not verbal and at is not None and at > item.a
    head = head_of(line, objects[0], item.b)
    stem = line[head if head is not None else objects[0]].stem
    return stem not in listed("no_areas") and stem not in listed("cooperating")


def _said_by(found: list[Found], at: Word) -> Found | None:
    """Return the statement that an area stands in: the one whose predicate governs it, else the only one.

    Who tells what others discussed has said nothing about it himself.
    """
    for ancestor in (at.first, *at.first.ancestors):
        for one in found:
            if one.verb.doc is at.first.doc and one.verb.i == ancestor.i:
                return one
        if _others(ancestor) and all(one.statement.kind == "Assertion" for one in found):
            return None
    return found[-1] if found and (len(found) == 1 or found[-1].verb.doc is not at.first.doc) else None


def _others(token: Token) -> bool:
    """Tell whether a verb says what others than the speaker discussed."""
    subject = next((t for t in token.children if t.dep_ in ("nsubj", "nsubjpass")), None)
    return (
        subject is not None
        and token.dep_ in ("ccomp", "conj")
        and token.lemma_.lower() in listed("area_telling")
        and subject.pos_ != "PRON"
    )
