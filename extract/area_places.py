"""Where enumerations of areas begin: the word of a rule leads to the first word of what it introduces."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from diplograph.extract.area_list import LISTING, separator
from diplograph.extract.area_words import Word
from diplograph.extract.rules import AreaRule, listed

_REACH = 14  # words between a noun and its preposition: "cooperation between the two countries in"
_BETWEEN = frozenset(["between", "with", "among", "within", "of", "under"])
_CLAUSES = frozenset(["that", "how", "whether", "what", "why"])
_DETERMINERS = frozenset(["the", "a", "an", "its", "their", "our", "his", "her", "this", "these", "such", "such"])


def starts(rule: AreaRule, line: Sequence[Word], i: int) -> list[int]:
    """Return the indexes of the words with which enumerations begin that a rule's word at ``i`` introduces."""
    return [s for s in _READERS[rule.reads](rule, line, i) if s < len(line)]


def _low(line: Sequence[Word], i: int) -> str:
    return line[i].text.lower() if 0 <= i < len(line) else ""


def _is_name(line: Sequence[Word], i: int) -> bool:
    """Tell whether a noun is part of a body's or document's name: "Commission on trade and economic cooperation"."""
    back = line[max(0, i - 8) : i]
    return any(w.stem in listed("area_bodies") for w in back) and any(
        _low(line, k) in ("on", "for", "of") and line[k - 1].stem in listed("area_bodies")
        for k in range(max(1, i - 7), i)
    )


def _complement(rule: AreaRule, line: Sequence[Word], i: int) -> list[int]:
    """Cooperation (between A and B) in …; interaction with C, especially in …."""
    at = _preposition(rule, line, i + 1)
    return [_inside(line, at)] if at else []


def _helped(rule: AreaRule, line: Sequence[Word], i: int) -> list[int]:
    """Support the people of A in …: in what somebody is helped."""
    helped = next((t for t in line[i].last.children if t.dep_ == "dobj" and t.pos_ in ("NOUN", "PROPN")), None)
    if helped is None:
        return []
    behind = next((k for k, w in enumerate(line) if w.last.i >= helped.i), i) + 1
    at = _preposition(rule, line, behind)
    return [_inside(line, at)] if at else []


def _preposition(rule: AreaRule, line: Sequence[Word], i: int) -> int:
    """Return the index behind the first preposition of a rule that a word at ``i - 1`` can have; 0 for none."""
    end = min(len(line), i + _REACH)
    passing = False
    while i < end and line[i - 1].nominal and line[i].nominal and not line[i].kind:
        i += 1  # "training course on"
    while i < end:
        low = _low(line, i)
        n, kind = separator(line, i)
        if low in rule.prep and not passing_time(line, i):
            return i + 1
        if kind in LISTING and (passing or "including" in rule.prep):
            return i + n
        if low in _BETWEEN or (low == "to" and i + 1 < end and line[i + 1].tag != "VB"):
            passing = True  # "advice to the authorities on"
        elif (
            line[i].finite
            or line[i].text in (".", ";", ":")
            or line[i].tag in ("TO", "WDT", "PRP")
            or (
                not passing
                and line[i].tag not in ("RB", "RP", "RBR")
                and low not in ("together", "closely", "both", ",")
            )
        ):
            return 0
        i += 1
    return 0


def passing_time(line: Sequence[Word], i: int) -> bool:
    """Tell whether a preposition leads to a time, a place or a set phrase: in 2024, in the region, in this regard."""
    k = i + 1
    while k < len(line) and _low(line, k) in (*_DETERMINERS, "all", "that", "both", "many", "other"):
        k += 1
    if k >= len(line):
        return True
    word = line[k]
    if word.kind in ("state", "place", "person", "organization", "post", "region") or word.tag == "CD":
        return True
    if word.last.ent_type_ == "DATE" or word.text[:1].isdigit():
        return True
    while k + 1 < len(line) and line[k + 1].nominal and not line[k + 1].kind:
        k += 1
    return line[k].stem in listed("no_area_places")


def _inside(line: Sequence[Word], i: int) -> int:
    """Step over what only says that areas follow: (in) the following key areas (such as, of, including) …."""
    k = i
    while k < len(line) and k < i + 8:
        n, _ = separator(line, k)
        if n or line[k].finite:
            break
        if line[k].stem in (*listed("area_heads"), *listed("vague_objects")):
            own = [w for w in line[i:k] if w.text.lower() not in _DETERMINERS and w.stem not in listed("vague_kinds")]
            after = _after(line, k + 1)
            if after and not own:
                return _inside(line, after)
            return after if after and line[k].stem in listed("area_heads") else i
        k += 1
    return i


def _after(line: Sequence[Word], i: int) -> int:
    """Return the index behind "of", "such as", "including", "as", a colon; 0 where none stands there."""
    low = _low(line, i)
    n, kind = separator(line, i)
    if kind in LISTING:
        return i + n
    if low in ("of", "on", "for", ":", "as", "like", "concerning", "regarding"):
        return i + 1
    if low in ("related", "relating") and _low(line, i + 1) == "to":
        return i + 2
    if low == "to" and i + 1 < len(line) and line[i + 1].tag == "VB":
        return i + (1 if line[i + 1].stem in listed("shared_heads") else 2)  # "ways to strengthen trade": trade
    return 0


def _fields(rule: AreaRule, line: Sequence[Word], i: int) -> list[int]:
    """In the field of …; areas such as …; three priorities: …."""
    low = _low(line, i + 1)
    n, kind = separator(line, i + 1)
    if (at := _covering(line, i + 1)) is not None:
        return [_inside(line, at)]
    if kind in LISTING or low == ":":
        return [_inside(line, i + 1 + max(n, 1))]
    for k in range(i + 1, min(i + _REACH, len(line) - 2)):
        if _low(line, k) == "namely" and line[i].stem in listed("area_heads"):
            return [_inside(line, k + 1 + (_low(line, k + 1) in ("in", "on")))]  # "fields have been identified, namely"
        if line[k].text in (".", ";", ":"):
            break
    such = low == "as" and any(_low(line, k) == "such" for k in range(max(0, i - 3), i))
    within = any(_low(line, k) in ("in", "across", "within", "on", "for", "into") for k in range(max(0, i - 4), i))
    return [_inside(line, i + 2)] if such or (low == "of" and within) else []


def _covering(line: Sequence[Word], i: int) -> int | None:
    """Return the index behind ", which includes (among others,)", where that stands at an index."""
    while _low(line, i) in (",", "that", "which"):
        i += 1
    if i >= len(line) or line[i].last.lemma_.lower() not in ("include", "cover", "encompass", "comprise"):
        return None
    i += 1
    while _low(line, i) in (",", "among", "amongst", "others", "inter", "alia"):
        i += 1
    return i


def _kinds(rule: AreaRule, line: Sequence[Word], i: int) -> list[int]:
    """Trade, energy and cultural cooperation; in the political, trade and other spheres."""
    if _is_name(line, i):
        return []
    k = i
    while k > 0 and i - k < _REACH:
        word = line[k - 1]
        n, _ = separator(line, k - 1)
        top = word.last
        while top.dep_ == "conj":
            top = top.head
        modifier = top.dep_ in ("amod", "compound", "nmod", "poss") or word.tag.startswith("JJ")
        if not n and (not modifier or word.tag in ("VBG", "VBD", "DT", "PRP$") or word.kind or word.finite):
            break
        if not n and not (word.tag.startswith(("JJ", "NN", "VBN", "VBG"))):
            break
        k -= 1
    while k < i and separator(line, k)[0]:
        k += separator(line, k)[0]
    if rule.prep and _low(line, k - 1) not in rule.prep and _low(line, k - 2) not in rule.prep:
        return []
    return [k] if k < i else []


def _deed(rule: AreaRule, line: Sequence[Word], i: int) -> list[int]:
    """Development of …, fight against …, combating …, to strengthen …."""
    word = line[i]
    if _low(line, i + 1) in _CLAUSES:
        return []
    if word.stem in rule.nouns and word.tag != "VBG":
        if _low(line, i + 1) in rule.prep and not passing_time(line, i + 1):
            return [i]
        return []
    if word.tag == "VBG":
        return [i]
    if word.tag in ("VB", "VBP") and _is_shared(word):
        return [i if rule.whole else i + 1]
    return []


def _is_shared(word: Word) -> bool:
    """Tell whether an infinitive says what is wanted or agreed, not what somebody does alone: "agreed to combat …"."""
    verb = word.last
    root = verb.sent.root
    if root.pos_ in ("NOUN", "PROPN") and root.lemma_.lower() in listed("area_wishes"):
        return True  # "Memorandum between A and B to protect …"
    for _ in range(4):
        if any(t.dep_ == "aux" and t.tag_ == "MD" for t in verb.children):
            return True
        if verb.head.i == verb.i or verb.head.lemma_.lower() in listed("area_wishes"):
            return verb.head.i != verb.i
        if verb.dep_ not in ("conj", "xcomp"):
            return False
        verb = verb.head
    return False


def _object(rule: AreaRule, line: Sequence[Word], i: int) -> list[int]:
    """Discussed …; exchanged views on …; … were considered."""
    verb = line[i].last
    if verb.dep_ in ("amod", "compound"):
        return []
    if verb.lower_ == "including" and any(w.stem in listed("harms") for w in line[:i]):
        return []  # "informed about casualties, including civilians, …"
    if (subject := next((t for t in verb.children if t.dep_ == "nsubjpass"), None)) is not None:
        left = min(t.i for t in subject.subtree)
        found = next((k for k, w in enumerate(line) if w.first.i <= left <= w.last.i), None)
        return [] if found is None else [_inside(line, found)]
    k = i + 1
    while k < len(line) and (
        line[k].tag in ("RB", "RP", "RBR") or _low(line, k) in ("on", "upon", "about", "in", "detail")
    ):
        k += 1
    return [] if _low(line, k) in _CLAUSES else [_inside(line, k)]


def _subject(rule: AreaRule, line: Sequence[Word], i: int) -> list[int]:
    """A, B and C are priorities; … should become topics of common interest."""
    noun = line[i].last
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    if noun.dep_ not in ("attr", "pobj", "oprd") or verb.pos_ not in ("VERB", "AUX"):
        return []
    subject = next((t for t in verb.children if t.dep_ in ("nsubj", "nsubjpass") and t.i < noun.i), None)
    if subject is None or verb.lemma_.lower() not in rule.verbs:
        return []
    left = min(t.i for t in subject.subtree)
    return [k for k, w in enumerate(line) if w.first.i <= left <= w.last.i]


_READERS: dict[str, Callable[[AreaRule, Sequence[Word], int], list[int]]] = {
    "complement": _complement,
    "helped": _helped,
    "fields": _fields,
    "kind": _kinds,
    "deed": _deed,
    "object": _object,
    "subject": _subject,
    "item": lambda rule, line, i: [],
}
