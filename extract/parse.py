"""Parse a block with its names masked: each becomes one plain word, so that the parse hangs on grammar alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from diplograph.extract import dates
from diplograph.extract.line import Entities, Line
from diplograph.extract.rules import listed
from diplograph.extract.segment import Block
from diplograph.extract.symbols import Unit
from diplograph.extract.verbs import SUBJECT

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

# The word that stands for a name while the parser looks: common, of one token, and of the right kind.
_MASKS = {"person": "Smith", "state": "France", "place": "Paris", "post": "Minister", "posts": "Ministers"}
_TITLE_NOUNS = (
    r"conference|forum|seminar|summit|meeting|session|round ?table|workshop|exhibition|symposium|congress|training"
    r"|exercises?|project|program|programme|topic|theme|title|entitled|titled|called|named|motto|slogan|agenda|resolution"
    r"|document|report|initiative|plan|concept|strategy|declaration|webinar|event|lecture|dialogue|panel|festival|concert"
    r"|book|film"
)
_TITLE = re.compile(rf"(?:\b(?:{_TITLE_NOUNS})|,)\s*,?\s*(?:on\s+)?:?\s*(\"[^\"]{{3,240}}\")(?=\W|$)", re.IGNORECASE)
# An opening quotation mark that is never closed runs to the next clause of the sentence.
_OPEN_TITLE = re.compile(
    rf"\b(?:{_TITLE_NOUNS})\s*:?\s*(\"[A-Z][^\"]{{3,160}}?)(?=,\s+(?:co|held|organi[sz]ed|hosted|which|chaired|initiated|taking|dedicated)\b)",
    re.IGNORECASE,
)
# What the model knows only in one word: co-operate, re-affirm.
_HYPHENED = re.compile(r"(?<=\b[CcRr][oe])(-)(?=operat|ordinat|affirm|confirm|iterat)")
_VERBAL = ("VERB", "AUX")
_BRACKETS = re.compile(r"\s*\([^()]{1,80}\)")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A block, its line of units and its parse; tokens lead back to characters of the block."""

    block: Block
    line: Line
    doc: Doc
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    unit_of: dict[int, Unit]
    titles: tuple[tuple[int, int], ...] = ()  # spans of quoted titles that the parse left out
    number: int = 0

    def chars(self, first: Token, last: Token) -> tuple[int, int]:
        """Return the block's offsets from one token to another, inclusive."""
        return self.starts[first.i], self.ends[last.i]

    def text(self, first: Token, last: Token) -> str:
        """Return the block's text from one token to another, inclusive."""
        start, end = self.chars(first, last)
        return self.block.text[start:end]

    def unit(self, token: Token) -> Unit | None:
        """Return the name that a token stands for or is a part of."""
        return self.unit_of.get(token.i)

    def in_quotes(self, token: Token) -> bool:
        """Tell whether a token stands inside quotation marks."""
        return self.block.text.count('"', 0, self.starts[token.i]) % 2 == 1


@dataclass(slots=True)
class _Masked:
    text: str = ""
    starts: list[int] = field(default_factory=list)  # for each masked character, where it stands in the block
    ends: list[int] = field(default_factory=list)
    units: list[tuple[int, int, Unit]] = field(default_factory=list)
    titles: list[tuple[int, int]] = field(default_factory=list)

    def copy(self, source: str, start: int, end: int) -> None:
        self.text += source[start:end]
        self.starts.extend(range(start, end))
        self.ends.extend(range(start + 1, end + 1))

    def put(self, word: str, start: int, end: int) -> None:
        self.text += word
        self.starts.extend([start] * len(word))
        self.ends.extend([end] * len(word))


def _mask(block: Block, line: Line) -> _Masked:
    made = _Masked()
    source = _uncapitalized(block, line)
    cuts = _cuts(block.text)
    made.titles = [(a, b) for a, b in cuts if '"' in block.text[a:b]]
    position = 0

    def copy_to(end: int) -> None:
        nonlocal position
        for a, b in cuts:
            if position < b and a < end:
                made.copy(source, position, max(position, a))
                position = max(position, min(b, end))
        if position < end:
            made.copy(source, position, end)
            position = end

    for unit in line.units:
        word = _word(unit, line)
        if word is None and unit.kind not in ("demonym", "region"):
            continue
        start, end = line.span(unit)
        if any(a <= start and end <= b for a, b in cuts):
            continue
        if unit.kind in ("person", "state") and (before := re.search(r"\b(the|The) $", block.text[:start])):
            start = before.start()
        copy_to(start)
        if position > start:
            continue
        at = len(made.text)
        if word is None:
            made.copy(block.text, start, end)
        else:
            made.put(word, start, end)
        position = end
        made.units.append((at, len(made.text), unit))
    copy_to(len(block.text))
    return made


def _uncapitalized(block: Block, line: Line) -> str:
    """Return the text of a block; that of a capitalized headline in small letters, in which the model knows verbs."""
    plain = block.text.lower()
    shouted = block.kind == "title" and line.is_capitalized() and len(plain) == len(block.text)
    return plain if shouted else block.text


def _word(unit: Unit, line: Line) -> str | None:
    if unit.kind == "organization":
        before = line.words[unit.first - 1].norm if unit.first else ""
        return "Council" if before in ("the", "this", "our", "its", "their") else "NATO"
    if unit.kind in ("post", "posts"):
        return _MASKS[unit.kind] if unit.last - unit.first > 1 or line.wording(unit)[0].isupper() else None
    return _MASKS.get(unit.kind)


def _cuts(text: str) -> list[tuple[int, int]]:
    """Return the spans that the parse does without: quoted titles and short brackets."""
    spans = [m.span(1) for pattern in (_TITLE, _OPEN_TITLE) for m in pattern.finditer(text) if not _is_speech(text, m)]
    if (opening := dates.dateline(text)) and text[opening:].strip():
        spans.append((0, opening))
    spans += [m.span() for m in _BRACKETS.finditer(text) if m.start() > 0]
    spans += [m.span(1) for m in _HYPHENED.finditer(text)]
    spans.sort()
    kept: list[tuple[int, int]] = []
    for a, b in spans:
        a = a - 1 if text[a - 1 : a] == " " else a
        if not kept or a >= kept[-1][1]:
            kept.append((a, b))
    return kept


def _is_speech(text: str, match: re.Match[str]) -> bool:
    """Tell whether the quoted words are a sentence that somebody says rather than a title."""
    quoted = match[1].strip('"')
    return match[0].startswith(",") and (
        quoted[:1].islower()
        or quoted.endswith((",", "."))
        or re.search(r"\b(?:is|are|will|have|has|we|I)\b", quoted) is not None
    )


def recognize(nlp: Language, texts: Iterable[str]) -> list[Entities]:
    """Return the named entities of each text."""
    docs = nlp.get_pipe("ner").pipe([nlp.make_doc(text) for text in texts])  # type: ignore[attr-defined]
    return [Entities(tuple((e.label_, e.start_char, e.end_char) for e in doc.ents)) for doc in docs]


def parse(nlp: Language, pairs: Sequence[tuple[Block, Line]]) -> list[Parsed]:
    """Parse blocks with their names masked."""
    masked = [_mask(block, line) for block, line in pairs]
    docs = components(nlp, [m.text for m in masked])
    return [
        _parsed(i, block, line, m, doc)
        for i, ((block, line), m, doc) in enumerate(zip(pairs, masked, docs, strict=True))
    ]


def components(nlp: Language, texts: Iterable[str]) -> list[Doc]:
    """Run every component but the entity recognizer, which has looked at the unmasked text."""
    docs: Iterable[Doc] = [nlp.make_doc(text) for text in texts]
    for name, component in nlp.pipeline:
        if name != "ner":
            docs = component.pipe(docs)  # type: ignore[attr-defined]
    return [_mended(doc) for doc in docs]


def _mended(doc: Doc) -> Doc:
    """Hang words where they belong that the parser hangs elsewhere in sentences of this genre."""
    for mend in (_mend_prepositions, _mend_subjects, _mend_speakers, _mend_lists):
        mend(doc)
    return doc


def _mend_prepositions(doc: Doc) -> None:
    for token in [t for t in doc if t.dep_ == "dep" and t.tag_ == "IN" and t.head.dep_ == "prep"]:
        token.head, token.dep_ = token.head.head, "prep"  # "On 5 May, under X": both tell of the verb
    for told in [t for t in doc if t.dep_ == "dobj" and t.head.lemma_ in ("assure", "inform", "notify", "remind")]:
        of_what = [t for t in told.children if t.dep_ == "prep" and t.lower_ == "of"]
        if len(of_what) > (told.pos_ != "PROPN") and not any(t.lower_ == "of" for t in told.head.children):
            of_what[-1].head = told.head  # "assured the people of X of its support"


def _mend_subjects(doc: Doc) -> None:
    for opening in [t for t in doc if t.dep_ == "nsubj" and t.tag_ == "VBN" and t.i < t.head.i]:
        opening.dep_ = "advcl"  # "Presided over by X, a meeting took place"
    for verb in [t for t in doc if t.dep_ == "ROOT" and t.tag_ in ("VBD", "VBN") and t.i > 1 and not _has_subject(t)]:
        before = doc[verb.sent.start : verb.i]
        lost = [t for t in before if t.dep_ == "appos" and t.left_edge.i and t.left_edge.nbor(-1).text == ","]
        name = verb.nbor(-1).text == "," and verb.nbor(-2) in lost and verb.nbor(-2).pos_ == "PROPN"
        if lost and (name or lost[-1].pos_ == "NOUN"):
            # "under the chairmanship of X, a meeting was held", "At the invitation of X, Y, paid a visit"
            passive = any(t.dep_ == "auxpass" for t in verb.children)
            lost[-1].head, lost[-1].dep_ = verb, "nsubjpass" if passive else "nsubj"


def _mend_speakers(doc: Doc) -> None:
    for verb in [t for t in doc if t.tag_ in ("VBD", "VBZ") and t.i > 1 and t.lemma_ in listed("speaking")]:
        after = doc[verb.i + 1 : verb.sent.end]
        who = next((t for t in after[:2] if t.lower_ != "the"), verb)
        closing = verb.nbor(-1).text == "," and who.pos_ == "PROPN" and not any(t.pos_ in _VERBAL for t in after)
        if closing and not _has_subject(verb):  # "Trade must grow, underlined Minister X."
            root = verb.sent.root
            if root.i != verb.i:
                verb.head, verb.dep_, root.head, root.dep_ = verb, "ROOT", verb, "ccomp"
                for mark in [t for t in root.children if t.is_punct and t.i > verb.i]:
                    mark.head = verb
            who.head, who.dep_ = verb, "nsubj"


def _mend_lists(doc: Doc) -> None:
    for first in [t for t in doc if t.dep_ == "nsubj" and t.pos_ == "PROPN" and t.i < t.head.i]:
        names = list(takewhile(_lists, doc[first.i : first.head.i]))
        named = [t for t in names if t.pos_ == "PROPN"]
        apart = all(b.i - a.i > 1 for a, b in pairwise(named))
        if len(named) > 2 and apart and any(t.text == "and" for t in names):
            for token in named[1:]:
                token.head, token.dep_ = first, "conj"  # "A, B, and C held talks"

    for second in [t for t in doc if t.dep_ == "nsubj" and t.i > 3 and t.nbor(-1).dep_ == "cc"]:
        first = second.nbor(-1).head
        if doc[second.i - 3 : second.i].text.lower() == "as well as" and first.head == second.head and first != second:
            second.head, second.dep_ = first, "conj"  # "X as well as Y addressed the forum"


def _has_subject(verb: Token) -> bool:
    return any(t.dep_ in SUBJECT for t in verb.children)


def _lists(token: Token) -> bool:
    return token.pos_ == "PROPN" or token.text in (",", "and", "the")


def _parsed(number: int, block: Block, line: Line, masked: _Masked, doc: Doc) -> Parsed:
    spans = [(t.idx, t.idx + len(t)) for t in doc]
    unit_of: dict[int, Unit] = {}
    at = 0
    for start, end, unit in masked.units:  # in order, and none overlaps another
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        for i in range(at, len(spans)):
            if spans[i][0] >= end:
                break
            unit_of[i] = unit
    starts = tuple(masked.starts[first] for first, _ in spans)
    ends = tuple(masked.ends[last - 1] for _, last in spans)
    return Parsed(block, line, doc, starts, ends, unit_of, tuple(masked.titles), number)


def sentences(parsed: Parsed) -> list[Span]:
    """Return the sentences of a block; pieces without a letter are joined to their neighbour."""
    if parsed.block.kind == "title" or parsed.block.kind == "item":
        return [parsed.doc[:]]
    joined: list[tuple[int, int]] = []
    for sentence in parsed.doc.sents:
        text = sentence.text.strip()
        begins = text[:1].isupper() or text[:1] in "\"'([" or text[:1].isdigit()
        part = not re.search(r"\w", text) or not begins
        if joined and (part or not _ended(parsed.doc, joined[-1][1]) or _listed_on(parsed.doc, joined[-1], sentence)):
            joined[-1] = (joined[-1][0], sentence.end)
        else:
            joined.append((sentence.start, sentence.end))
    return [parsed.doc[a:b] for a, b in joined]


def _listed_on(doc: Doc, before: tuple[int, int], sentence: Span) -> bool:
    """Tell whether a piece without a verb goes on with a list of the sentence before it: "…: Trade; Tourism; Law"."""
    verbless = not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD", "VB") for t in sentence)
    ended = doc[before[0] : before[1]].text.rstrip()
    return verbless and ended.endswith(";") and ":" in ended


def _ended(doc: Doc, at: int) -> bool:
    before = doc[:at].text.rstrip(" \"')")
    return before.endswith((".", "!", "?", ";", ":"))
