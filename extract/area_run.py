"""Turns the pieces of an enumeration into single areas: pairs joined, shared heads beginnings given to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diplograph.extract.area_link import linker
from diplograph.extract.area_words import AND, Item, Part, Word, head_of, is_preposition
from diplograph.extract.rules import listed


def items_of(words: Sequence[Word], parts: list[Part]) -> list[Item]:
    """Return the items of a plain list: pairs joined, shared heads and shared beginnings given to each."""
    chunks: list[list[Part]] = []
    for part in parts:
        if part.joint == "and" and chunks:
            chunks[-1].append(part)
        else:
            chunks.append([part])
    oxford = any(chunk[0].joint == "oxford" for chunk in chunks)
    joined: list[Part] = []
    for k, chunk in enumerate(chunks):
        last = k == len(chunks) - 1
        whole = len(chunks) > 1 and (oxford or not last) and len(chunk) == 2
        joined += _pairs(words, chunk, whole, len(chunks) == 1)
    items = _beginnings(words, _heads(words, joined))
    return [replace(item, instance=True) for item in items] if parts[0].joint == "such" else items


def _pairs(words: Sequence[Word], chunk: list[Part], whole: bool, alone: bool) -> list[Part]:
    """Join what "and" does not part: trade and economic, identification and protection of victims."""
    out = [replace(chunk[0])]
    for part in chunk[1:]:
        left = out[-1]
        complete = words[left.b - 1].stem in listed("cooperating")
        lone = left.b - left.a == 1 and words[left.a].tag.startswith("VB")  # "develop and expand trade"
        if words[part.a].tag == "VB" and not lone:  # "fight crime and strengthen democracy"
            out.append(replace(part))
            continue
        inner = whole and not complete and part.b - left.a <= 8 and not _own(words, left, part)
        if inner or _pair(words, left, part, alone):
            left.b = part.b
        else:
            out.append(replace(part))
    return out


def _own(words: Sequence[Word], left: Part, right: Part) -> bool:
    """Tell whether two pieces are areas of their own: each with a head that is no bare word, or worded so apart."""
    apart = [linker().exact(_text(words, p)) for p in (left, right)]
    if all(apart) and apart[0] is not apart[1] and linker().exact(_text(words, Part(left.a, right.b, ""))) is None:
        return f"{words[left.b - 1].stem}+{words[right.a].stem}" not in listed("area_pairs")
    return all(any(is_preposition(w) for w in words[p.a : p.b]) or words[p.a].tag == "VBG" for p in (left, right))


def _pair(words: Sequence[Word], left: Part, right: Part, alone: bool) -> bool:
    """Tell whether "and" joins two pieces into one area."""
    a, b = words[left.b - 1].stem, words[right.a].stem
    begin = left.a + (
        words[left.a].text.endswith("ing") and left.b - left.a > 1
    )  # "countering new challenges and threats"
    short = left.b - begin <= 2 or any(is_preposition(w) for w in words[left.a : left.b])
    if short and (f"{a}+{b}" in listed("area_pairs") or f"{b}+{a}" in listed("area_pairs")):
        return True
    if not _simple(words, left) and words[left.b - 1].tag.startswith("JJ"):
        return not _split_tail(words, left, right)
    own = linker().exact(_text(words, left))
    both = f"{_text(words, Part(begin, left.b, ''))} and {_text(words, right)}"
    if (alone or left.b - left.a > 1) and linker().exact(both):
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
    if of is not None and 0 < of - right.a <= 2 and _deed(words[of - 1]):
        return True  # "identification and protection of victims"
    return words[left.a].tag == "VBG" and words[right.a].tag == "VBG" and right.b - right.a > 1


def _split_tail(words: Sequence[Word], left: Part, right: Part) -> bool:
    """Tell whether the adjective that a piece ends in and the next piece are kinds of their own of one head."""
    head = head_of(words, right.a, right.b)
    if head is None or words[head].stem not in (*listed("cooperating"), *listed("area_heads")):
        return False
    tail = Part(left.b - 1, left.b, "")
    return not _one_concept(words, [tail], right, head)


def _deed(word: Word) -> bool:
    return word.stem in listed("area_actions") or word.tag == "VBG"


def _text(words: Sequence[Word], part: Part) -> str:
    return " ".join(w.text for w in words[part.a : part.b])


def _modifier(words: Sequence[Word], part: Part) -> bool:
    """Tell whether a piece only tells the kind of a head that comes later: adjectives, or nouns hung on it."""
    if any(is_preposition(w) for w in words[part.a : part.b]) or part.b - part.a > 4:
        return False
    last = words[part.b - 1]
    if (
        words[part.a].tag in ("VB", "VBG")
        and part.b - part.a > 2
        and (last.stem in listed("no_areas") or words[part.b - 2].nominal)
    ):
        return False  # "combating the pandemic", "pursue the persons responsible"
    if last.tag.startswith(("JJ", "VBN")) or last.text.lower() in listed("area_adjectives"):
        return True
    return last.last.dep_ in ("compound", "amod", "nmod") and last.last.head.i > last.last.i


def _simple(words: Sequence[Word], part: Part) -> bool:
    return part.b - part.a <= 4 and not any(is_preposition(w) for w in words[part.a : part.b])


def _heads(words: Sequence[Word], parts: list[Part]) -> list[Item]:
    """Give pieces without a head the head that they share with a later one."""
    out: list[Item] = []
    waiting: list[Part] = []
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


def _shared(words: Sequence[Word], parts: list[Part], at: int) -> int | None:
    """Return the piece whose head is that of all from ``at`` on: "A, B and other areas", "A, B and C cooperation"."""
    adjective = False
    for k in range(at, len(parts)):
        part = parts[k]
        head = head_of(words, part.a, part.b)
        stem = words[head].stem if head is not None else ""
        if stem in listed("area_heads"):
            return k
        own = head is not None and part.a < head
        if k == at + 1 and head == part.b - 1 and _holds_both(words, parts[at], part):
            return k
        adjective = adjective or (own and words[(head or 1) - 1].tag.startswith("JJ"))
        if stem in listed("cooperating"):
            doing = k > at and words[part.a].tag in ("VB", "VBG")  # "… and strengthening economic ties"
            plural = any(words[p.b - 1].tag == "NNS" for p in parts[at:k])  # "human rights, marine cooperation"
            kinds = k > at and not doing and not plural and adjective and own and _takes(words, parts[k - 1], part)
            return k if kinds and not _one_concept(words, parts[at:k], part, head or 0) else None
        if not _simple(words, part) and k > at:
            return None
        adjective = adjective or words[part.b - 1].tag.startswith("JJ") or _modifier(words, part)
    return None


def _takes(words: Sequence[Word], left: Part, right: Part) -> bool:
    """Tell whether a piece takes the head of the next one: not "youth empowerment and civic engagement"."""
    own, next_one = _text(words, left), _text(words, right)
    areas = linker().exact(own) is not None and linker().exact(next_one) is not None
    return not areas or linker().exact(f"{own} {words[right.b - 1].text}") is not None


def _holds_both(words: Sequence[Word], left: Part, right: Part) -> bool:
    """Tell whether two areas have one head that only holds them: "energy and climate goals"."""
    told = [w for w in words[right.a : right.b - 1] if w.stem not in listed("vague_kinds")]
    held = right.joint == "and" and words[right.b - 1].text.lower() in listed("area_holders") and told != []
    return held and _simple(words, left) and words[left.b - 1].tag != "NNS" and told[0].tag != "VBG"


def _kinds(words: Sequence[Word], parts: list[Part]) -> list[Item]:
    """Return the items of pieces that share the head of the last one."""
    last = parts[-1]
    head = head_of(words, last.a, last.b) or last.a
    out = [Item(p.a, p.b, "", words[head].text) for p in parts[:-1]]
    before = [w for w in words[last.a : head] if w.text.lower() not in listed("area_leading")]
    if any(w.stem not in listed("vague_kinds") for w in before):
        out.append(Item(last.a, head + 1 if words[head].stem in listed("area_heads") else last.b))
    return out


def _waited(words: Sequence[Word], waiting: list[Part], part: Part, head: int) -> list[Item]:
    """Return the items of kinds that waited for a head: one each, or one that holds them all."""
    parts = [*waiting, Part(part.a, head, "")]
    found = [linker().exact(f"{_text(words, p)} {words[head].text}") for p in parts]
    if all(found) and len({f.id for f in found if f}) == len(found):
        return [*(Item(w.a, w.b, "", words[head].text) for w in waiting), Item(part.a, part.b)]
    alone = [linker().exact(_text(words, w)) for w in waiting]
    if all(alone) and linker().link(_text(words, part)) is not None:  # "agriculture and water management"
        return [Item(p.a, p.b) for p in (*waiting, part)]
    return [Item(waiting[-1].a if part.joint == "and" or len(waiting) == 1 else part.a, part.b)]


def _one_concept(words: Sequence[Word], waiting: list[Part], part: Part, head: int) -> bool:
    """Tell whether all the kinds of a head word one concept: "interethnic and interreligious relations"."""
    kinds = [_text(words, p) for p in (*waiting, Part(part.a, head, ""))]
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
        elif shared and words[item.a - 1].text.lower() in AND and not first.stem.startswith("anti"):
            entry = linker().link(" ".join(w.text for w in words[item.a : item.b]))
            threat = entry is not None and entry.dimension == "new-challenges-and-threats"
            if threat and first.tag != "VBG" and first.stem not in listed("area_actions"):
                item = replace(item, before=shared)
            else:
                shared = ""
        out.append(item)
    return out
