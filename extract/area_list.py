"""Reads enumerations of areas, split into single ones: "A, B and C", "X and Y cooperation", "the A and other spheres".

Read by commas and words rather than by the parse: long enumerations are where parses break; commas do not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from diplograph.extract.area_link import linker
from diplograph.extract.area_words import Word
from diplograph.extract.rules import listed

_CLOSING = frozenset((".", ":", ";", "(", ")", "—", "–", "!", "?"))
_AND = frozenset(("and", "or", "&"))
# What goes on with a list by naming some of what was said or more of it.
_MORE = tuple(
    tuple(phrase.split())
    for phrase in (
        "as well as",
        "along with",
        "together with",
        "in particular",
        "in addition to",
        "such as",
        *["including", "especially", "notably", "particularly", "primarily", "namely", "like", "also"],
    )
)
_PRONOUNS = frozenset(("PRP", "WDT", "WP", "WRB", "EX"))


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of an enumeration: words[a:b], the words of another piece that it shares before and after it."""

    a: int
    b: int
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class _Part:
    a: int
    b: int
    joint: str  # what stands before it: "start", "comma", "and", "oxford", "more"


def read(words: Sequence[Word], start: int) -> list[Item]:
    """Return the single areas of the enumeration that starts at a word."""
    out: list[Item] = []
    run: list[_Part] = []
    for part in _parts(words, start):
        if part.joint == "more" and run:
            out += _run(words, run)
            run = []
        run.append(part)
    return out + (_run(words, run) if run else [])


def head_of(words: Sequence[Word], a: int, b: int) -> int | None:
    """Return the index of the head noun of words[a:b]: the last noun before its first preposition."""
    end = next((i for i in range(a + 1, b) if _is_preposition(words[i])), b)
    nouns = [i for i in range(a, end) if words[i].nominal or words[i].kind]
    plain = [i for i in nouns if not words[i].kind]
    return (plain or nouns)[-1] if nouns else None


def _is_preposition(word: Word) -> bool:
    return word.last.pos_ == "ADP" or word.tag in ("IN", "TO")


def separator(words: Sequence[Word], i: int) -> tuple[int, str]:
    """Return how many words part two pieces at an index, and what they are: comma, and, oxford, more; 0 for none."""
    n, kind = 0, ""
    while i + n < len(words):
        texts = tuple(w.text.lower() for w in words[i + n : i + n + 3])
        if texts[:1] == (",",):
            kind, n = kind or "comma", n + 1
        elif more := next((m for m in _MORE if texts[: len(m)] == m), None):
            kind, n = "more", n + len(more)
        elif texts and texts[0] in _AND:
            kind, n = {"": "and", "comma": "oxford"}.get(kind, kind), n + 1
        else:
            break
    if kind == "more":
        while i + n < len(words) and words[i + n].text.lower() in ("in", "on", "of", "the", "for"):
            n += 1
    return n, kind


def _parts(words: Sequence[Word], start: int) -> list[_Part]:
    """Cut what follows at commas and conjunctions, up to where the enumeration ends."""
    out: list[_Part] = []
    joint, a, i = "start", start, start
    while i < len(words):
        word = words[i]
        n, kind = separator(words, i)
        if n:
            if i > a:
                out.append(_Part(a, i, joint))
                joint = kind
            elif kind == "more" or joint == "start":
                joint = kind if joint != "start" else joint
            i = a = i + n
            continue
        if word.text == ":" and i > a and _is_preposition(words[i - 1]):
            return out  # "research on:": the list that follows is what it is on
        if word.text == ":" and words[i - 1].stem in listed("area_heads"):
            return out  # "in the following areas:"
        if word.text in _CLOSING or word.tag in _PRONOUNS:
            break
        if (word.finite and i > start) or word.text.lower() in ("be", "being"):
            if out and _subject(words, a, i):
                a = i  # the subject of a further clause, no piece of this list
            break
        if word.tag == "TO" and i + 1 < len(words) and words[i + 1].last.pos_ in ("VERB", "AUX"):
            break
        if i == a and word.tag == "VBG" and not _gerund(words, i):
            break
        if word.tag == "VBN" and not (
            i + 1 < len(words) and (words[i + 1].nominal or words[i + 1].tag.startswith("JJ"))
        ):
            break
        if _ends(words, a, i):
            if i > a:
                out.append(_Part(a, i, joint))
            past = _past(words, i)
            n, kind = separator(words, past)
            if not n or not out:
                return out
            joint, i = kind, past + n
            a = i
            continue
        i += 1
    if i > a:
        out.append(_Part(a, i, joint))
    return out


def _attribute(words: Sequence[Word], i: int) -> bool:
    """Tell whether a participle stands before a noun: "organized crime", not "organized by"."""
    return i + 1 < len(words) and (words[i + 1].nominal or words[i + 1].tag.startswith("JJ"))


def _subject(words: Sequence[Word], a: int, i: int) -> bool:
    """Tell whether words before a finite verb are its subject, with a clause of their own."""
    verb = words[i].last
    top = verb if verb.dep_ not in ("aux", "auxpass") else verb.head
    return any(
        t.dep_ in ("nsubj", "nsubjpass", "expl") and words[a].first.i <= t.i < words[i].first.i for t in top.children
    )


def _gerund(words: Sequence[Word], i: int) -> bool:
    """Tell whether an -ing form at the start of a piece is work on an area ("combating …") or a noun ("farming")."""
    word = words[i]
    if word.last.lemma_.lower() in listed("area_verbs") or word.last.dep_ in ("amod", "compound"):
        return True
    if not any(t.dep_ in ("dobj", "prep", "ccomp", "xcomp") for t in word.last.children):
        return True  # "beekeeping"
    rest = " ".join(w.text for w in words[i : i + 3])
    return any(linker().exact(" ".join(rest.split()[:n])) is not None for n in (1, 2, 3))


def _ends(words: Sequence[Word], a: int, i: int) -> bool:
    """Tell whether a preposition leaves the enumeration: with whom, when, where, under what."""
    word = words[i]
    low = word.text.lower()
    following = words[i + 1] if i + 1 < len(words) else None
    if low in listed("area_ends"):
        return not (
            low in ("between", "with", "within", "from") and i == a + 1 and words[a].stem in listed("cooperating")
        )
    if not _is_preposition(word) or low == "of" or following is None:
        return False
    skip = i + 1
    while skip < len(words) - 1 and words[skip].text.lower() in listed("area_leading"):
        skip += 1
    target = words[skip]
    if low == "in" and target.kind in ("state", "place", "region", "organization"):
        return True
    if target.tag == "CD" or target.text[:1].isdigit() or target.last.ent_type_ == "DATE":
        return True
    return low in ("in", "on", "for") and target.stem in listed("no_area_places")


def _past(words: Sequence[Word], i: int) -> int:
    """Return where a phrase that leaves the enumeration ends: at a comma or "and" that joins no two names."""
    at = i + 1
    while at < len(words):
        n, _ = separator(words, at)
        if n and not (at + n < len(words) and _names(words, at - 1, at + n)):
            return at
        if words[at].text in _CLOSING or words[at].finite or words[at].tag == "TO":
            return at
        at += max(n, 1)
    return at


def _names(words: Sequence[Word], before: int, after: int) -> bool:
    """Tell whether a conjunction joins two names: "between Kazakhstan and the OTS"."""
    while after < len(words) - 1 and words[after].text.lower() in listed("area_leading"):
        after += 1
    return (bool(words[before].kind) and bool(words[after].kind)) or (words[before].text.lower() == "both")


def _run(words: Sequence[Word], parts: list[_Part]) -> list[Item]:
    """Return the items of a plain list: pairs joined, shared heads and shared beginnings given to each."""
    chunks: list[list[_Part]] = []
    for part in parts:
        if part.joint == "and" and chunks:
            chunks[-1].append(part)
        else:
            chunks.append([part])
    oxford = any(chunk[0].joint == "oxford" for chunk in chunks)
    joined: list[_Part] = []
    for k, chunk in enumerate(chunks):
        last = k == len(chunks) - 1
        joined += _pairs(words, chunk, whole=len(chunks) > 1 and (oxford or not last) and len(chunk) == 2)
    return _beginnings(words, _heads(words, joined))


def _pairs(words: Sequence[Word], chunk: list[_Part], whole: bool) -> list[_Part]:
    """Join what "and" does not part: trade and economic, identification and protection of victims."""
    out = [replace(chunk[0])]
    for part in chunk[1:]:
        left = out[-1]
        inner = whole and part.b - left.a <= 8 and not _own(words, left, part)
        if inner or _pair(words, left, part, len(chunk) == 2):
            left.b = part.b
        else:
            out.append(replace(part))
    return out


def _own(words: Sequence[Word], left: _Part, right: _Part) -> bool:
    """Tell whether two pieces are areas of their own, each with a head that is no bare word."""
    return all(any(_is_preposition(w) for w in words[p.a : p.b]) or words[p.a].tag == "VBG" for p in (left, right))


def _pair(words: Sequence[Word], left: _Part, right: _Part, alone: bool) -> bool:
    """Tell whether "and" joins two pieces into one area."""
    a, b = words[left.b - 1].stem, words[right.a].stem
    short = left.b - left.a <= 2 or any(_is_preposition(w) for w in words[left.a : left.b])
    if short and (f"{a}+{b}" in listed("area_pairs") or f"{b}+{a}" in listed("area_pairs")):
        return True
    if not _simple(words, left) and words[left.b - 1].tag.startswith("JJ"):
        return not _split_tail(words, left, right)
    own = linker().exact(_text(words, left))
    if alone and left.b - left.a == 1:
        joint = f"{words[left.a].text} and "
        if linker().exact(joint + _text(words, right)):
            return True
    if alone and not _simple(words, left) and _simple(words, right):
        one = linker().link(_text(words, right))
        if one is not None and one is linker().link(_text(words, left)):
            return True
    if alone and linker().link(_text(words, right)) is None and _simple(words, right) and right.b - right.a < 3:
        return not _simple(words, left) and words[right.a].tag != "VBG"  # "management of pastures and rangelands"
    if left.b - left.a > 1 or own is not None or not _deed(words[left.a]):
        return False
    of = next((i for i in range(right.a, right.b) if words[i].text.lower() in ("of", "in", "against")), None)
    if of is not None and 0 < of - right.a <= 2:  # "identification and protection of victims"
        return _deed(words[of - 1])
    return words[left.a].tag == "VBG" and words[right.a].tag == "VBG" and right.b - right.a > 1


def _split_tail(words: Sequence[Word], left: _Part, right: _Part) -> bool:
    """Tell whether the adjective that a piece ends in and the next piece are kinds of their own of one head."""
    head = head_of(words, right.a, right.b)
    if head is None or words[head].stem not in (*listed("cooperating"), *listed("area_heads")):
        return False
    tail = _Part(left.b - 1, left.b, "")
    return not _one_concept(words, [tail], right, head)


def _deed(word: Word) -> bool:
    return word.stem in listed("area_actions") or word.tag == "VBG"


def _text(words: Sequence[Word], part: _Part) -> str:
    return " ".join(w.text for w in words[part.a : part.b])


def _modifier(words: Sequence[Word], part: _Part) -> bool:
    """Tell whether a piece only tells the kind of a head that comes later: adjectives, or nouns hung on it."""
    if any(_is_preposition(w) for w in words[part.a : part.b]) or part.b - part.a > 4:
        return False
    last = words[part.b - 1]
    if last.tag.startswith(("JJ", "VBN")) or last.text.lower() in listed("area_adjectives"):
        return True
    return last.last.dep_ in ("compound", "amod", "nmod") and last.last.head.i > last.last.i


def _simple(words: Sequence[Word], part: _Part) -> bool:
    return part.b - part.a <= 4 and not any(_is_preposition(w) for w in words[part.a : part.b])


def _heads(words: Sequence[Word], parts: list[_Part]) -> list[Item]:
    """Give pieces without a head the head that they share with a later one."""
    out: list[Item] = []
    waiting: list[_Part] = []
    at = 0
    while at < len(parts):
        part = parts[at]
        if (shared := _shared(words, parts, at)) is not None:
            out += _kinds(words, parts[at : shared + 1])
            waiting, at = [], shared + 1
            continue
        at += 1
        if _modifier(words, part):
            waiting.append(part)
            continue
        head = head_of(words, part.a, part.b)
        if head is not None:
            out += _waited(words, waiting, part, head) if waiting else [Item(part.a, part.b)]
        elif words[part.a].tag.startswith("VB"):
            out.append(Item(part.a, part.b))
        waiting = []
    # no head came: what is an area by itself stays one
    return out + [Item(w.a, w.b) for w in waiting if linker().exact(_text(words, w)) is not None]


def _shared(words: Sequence[Word], parts: list[_Part], at: int) -> int | None:
    """Return the piece whose head is that of all from ``at`` on: "A, B and other areas", "A, B and C cooperation"."""
    adjective = False
    for k in range(at, len(parts)):
        part = parts[k]
        head = head_of(words, part.a, part.b)
        stem = words[head].stem if head is not None else ""
        if stem in listed("area_heads"):
            return k
        own = head is not None and part.a < head
        if stem in listed("cooperating"):
            return k if adjective and own and not _one_concept(words, parts[at:k], part, head or 0) else None
        if not _simple(words, part) and k > at:
            return None
        adjective = adjective or words[part.b - 1].tag.startswith("JJ") or _modifier(words, part)
    return None


def _kinds(words: Sequence[Word], parts: list[_Part]) -> list[Item]:
    """Return the items of pieces that share the head of the last one."""
    last = parts[-1]
    head = head_of(words, last.a, last.b) or last.a
    out = [Item(p.a, p.b, "", words[head].text) for p in parts[:-1]]
    before = [w for w in words[last.a : head] if w.text.lower() not in listed("area_leading")]
    if any(w.stem not in listed("vague_kinds") for w in before):
        out.append(Item(last.a, head + 1 if words[head].stem in listed("area_heads") else last.b))
    return out


def _waited(words: Sequence[Word], waiting: list[_Part], part: _Part, head: int) -> list[Item]:
    """Return the items of kinds that waited for a head: one each, or one that holds them all."""
    parts = [*waiting, _Part(part.a, head, "")]
    found = [linker().exact(f"{_text(words, p)} {words[head].text}") for p in parts]
    if all(found) and len({f.id for f in found if f}) == len(found):
        return [*(Item(w.a, w.b, "", words[head].text) for w in waiting), Item(part.a, part.b)]
    alone = [linker().exact(_text(words, w)) for w in waiting]
    if all(alone) and linker().link(_text(words, part)) is not None:  # "agriculture and water management"
        return [Item(p.a, p.b) for p in (*waiting, part)]
    return [Item(waiting[-1].a if part.joint == "and" or len(waiting) == 1 else part.a, part.b)]


def _one_concept(words: Sequence[Word], waiting: list[_Part], part: _Part, head: int) -> bool:
    """Tell whether all the kinds of a head word one concept: "interethnic and interreligious relations"."""
    kinds = [_text(words, p) for p in (*waiting, _Part(part.a, head, ""))]
    found = [linker().exact(f"{kind} {words[head].text}") for kind in kinds]
    return all(found) and len({f.id for f in found if f}) == 1


def _beginnings(words: Sequence[Word], items: list[Item]) -> list[Item]:
    """Give "fight against A, B and C" to each of its objects where these are threats."""
    out: list[Item] = []
    shared = ""
    for item in items:
        first = words[item.a]
        begins = first.stem in listed("shared_heads") or first.last.lemma_.lower() in listed("shared_heads")
        adjective = item.b - item.a > 1 and words[item.a + 1].stem in listed("shared_heads")
        if begins or adjective:
            at = item.a + (0 if begins else 1)
            end = at + 1 if words[at].tag == "VBG" else at + 2
            shared = " ".join(w.text for w in words[at:end]) if end < item.b else ""
        elif shared:
            entry = linker().link(" ".join(w.text for w in words[item.a : item.b]))
            threat = entry is not None and entry.dimension == "new-challenges-and-threats"
            if threat and first.tag != "VBG" and first.stem not in listed("area_actions"):
                item = replace(item, before=shared)
            else:
                shared = ""
        out.append(item)
    return out
