"""Reads enumerations of areas, split into single ones: "A, B and C", "X and Y cooperation", "the A and other spheres".

Read by commas and words rather than by the parse: long enumerations are where parses break; commas do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from diplograph.extract.area_link import linker
from diplograph.extract.area_run import items_of
from diplograph.extract.area_words import AND, Item, Part, Word, is_preposition
from diplograph.extract.rules import listed

_CLOSING = frozenset((".", ":", ";", "(", ")", "—", "–", "!", "?"))
_ARTICLES = frozenset(["the", "a", "an", "its", "their", "our", "his", "her"])
_ORDINALS = frozenset(["first", "second", "third", "finally"])
# What goes on with a list: by more of it, or by naming some of what was said.
_MORE = {
    tuple(phrase.split()): kind
    for kind, phrases in (
        ("more", "as well as|along with|together with|in addition to|also"),
        ("such", "such as|in particular|including|especially|notably|particularly|primarily|namely|like"),
    )
    for phrase in phrases.split("|")
}
_PARTING = frozenset([",", ";", *AND, *(phrase[0] for phrase in _MORE)])
LISTING = frozenset(("more", "such"))
_PRONOUNS = frozenset(("PRP", "WDT", "WP", "WRB", "EX"))


def read(words: Sequence[Word], start: int) -> list[Item]:
    """Return the single areas of the enumeration that starts at a word."""
    out: list[Item] = []
    run: list[Part] = []
    for part in _parts(words, start):
        if part.joint in LISTING and run:
            out += items_of(words, run)
            run = []
        run.append(part)
    return out + (items_of(words, run) if run else [])


def _trimmed(words: Sequence[Word], a: int, b: int) -> int:
    """Return the end of a piece without prepositions, adverbs and participles that lead on from it."""
    while b > a + 1 and (
        is_preposition(words[b - 1])
        or words[b - 1].tag.startswith("RB")
        or (words[b - 1].tag == "VBG" and b < len(words) and is_preposition(words[b]))  # "attacks emanating from"
    ):
        b -= 1
    return b


def separator(words: Sequence[Word], i: int) -> tuple[int, str]:
    """Return how many words part two pieces at an index, and what they are: comma, and, oxford, more; 0 for none."""
    n, kind = 0, ""
    if _within(words, i):
        return n, kind
    while i + n < len(words) and words[i + n].text.lower() in _PARTING:
        texts = tuple(w.text.lower() for w in words[i + n : i + n + 3])
        if texts[:1] == (",",) or _parts_items(words, i + n):
            kind, n = kind or "comma", n + 1
        elif more := next((m for m in _MORE if texts[: len(m)] == m), None):
            kind, n = _MORE[more], n + len(more)
        elif texts and texts[0] in AND:
            kind, n = {"": "and", "comma": "oxford"}.get(kind, kind), n + 1
        else:
            break
    if kind in LISTING:
        while i + n < len(words) and words[i + n].text.lower() in ("in", "on", "of", "the", "for"):
            n += 1
    return n, kind


def _within(words: Sequence[Word], i: int) -> bool:
    """Tell whether a comma or "and" stands inside one area of the scheme: "women, peace and security"."""
    back = {",": 1, "and": 3}.get(words[i].text if i < len(words) else "", i + 1)
    series = words[i - back : i - back + 5] if back <= i else ()
    if len(series) < 5 or series[1].text != "," or series[3].text != "and":
        return False
    return linker().exact(" ".join(w.text for w in series)) is not None


def _parts_items(words: Sequence[Word], i: int) -> bool:
    """Tell whether a semicolon parts two items: "trade; energy; and water", "areas: Trade; The use of water"."""
    after = [w for w in words[i + 1 : i + 3] if w.text.lower() not in AND][:1]
    if words[i].text != ";" or not after or after[0].text.lower() in _ORDINALS:
        return False
    opened = next((k for k in range(i, -1, -1) if words[k].text == ":"), None)
    if opened is not None and not any(w.finite for w in (*words[opened:i], *_up_to(words, i + 1, ";"))):
        return True
    return after[0].text.islower() and after[0].tag in ("NN", "NNS", "JJ")


def _up_to(words: Sequence[Word], i: int, mark: str) -> Iterator[Word]:
    return takewhile(lambda w: w.text != mark, words[i:])


def _parts(words: Sequence[Word], start: int) -> list[Part]:
    """Cut what follows at commas and conjunctions, up to where the enumeration ends."""
    out: list[Part] = []
    joint, a, i = "start", start, start
    while i < len(words):
        word = words[i]
        n, kind = separator(words, i)
        if n:
            if i > a:
                out.append(Part(a, _trimmed(words, a, i), joint))
                joint = kind
            elif kind in LISTING or joint == "start":
                joint = kind if joint != "start" else joint
            i = a = i + n
            continue
        if word.text == ":" and i > a and is_preposition(words[i - 1]):
            return out  # "research on:": the list that follows is what it is on
        if word.text == ":" and words[i - 1].stem in listed("area_heads"):
            return out  # "in the following areas:"
        if word.text in _CLOSING or word.tag in _PRONOUNS:
            break
        if (word.finite and i > start) or word.text.lower() in ("be", "being"):
            if out and _subject(words, a, i):
                a = i  # the subject of a further clause, no piece of this list
            break
        if word.tag == "TO" and any(w.last.pos_ in ("VERB", "AUX") for w in words[i + 1 : i + 2 + (i > a)]):
            if i > a or not any(w.tag == "TO" for w in words[max(0, start - 5) : start]):
                break
            i = a = i + 1  # "ways to enrich trade, to open routes"
            continue
        if i == a and word.tag == "VBG" and not _gerund(words, i):
            break
        if i > a and word.text.split()[0] == "the" and words[i - 1].tag in ("NN", "NNS", "NNP", "NNPS"):
            break  # "in the sphere of trade the speakers gave examples": a clause begins
        if word.tag == "VBN" and not (
            i + 1 < len(words) and (words[i + 1].nominal or words[i + 1].tag.startswith("JJ"))
        ):
            break
        counts = word.text.lower() in _ORDINALS and i + 1 < len(words) and words[i + 1].text == ","  # "first, energy"
        if i == a and (counts or word.text.lower() in _ARTICLES):
            i = a = i + 1
            continue
        if _ends(words, a, i):
            if i > a:
                out.append(Part(a, _trimmed(words, a, i), joint))
            past = _past(words, i)
            n, kind = separator(words, past)
            if not n or not out:
                return out
            joint, i = kind, past + n
            a = i
            continue
        i += 1
    if i > a:
        out.append(Part(a, _trimmed(words, a, i), joint))
    return out


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
    if i > 1 and is_preposition(words[i - 1]) and words[i - 2].stem in listed("cooperating"):
        return True  # "cooperation in making use of …"
    rest = " ".join(w.text for w in words[i : i + 3])
    return any(linker().exact(" ".join(rest.split()[:n])) is not None for n in (1, 2, 3))


def _ends(words: Sequence[Word], a: int, i: int) -> bool:
    """Tell whether a preposition leaves the enumeration: with whom, when, where, under what."""
    word = words[i]
    low = word.text.lower()
    following = words[i + 1] if i + 1 < len(words) else None
    if low in listed("area_ends"):
        return not (
            low in ("between", "with", "within", "from")
            and words[i - 1].stem in listed("cooperating")
            and all(w.stem in listed("vague_kinds") for w in words[a : i - 1])
        )
    if not is_preposition(word) or low == "of" or following is None:
        return False
    skip = i + 1
    while skip < len(words) - 1 and words[skip].text.lower() in listed("area_leading"):
        skip += 1
    target = words[skip]
    if low == "to" and words[i - 1].stem in ("aid", "assistance", "support") and target.tag != "VB":
        return True  # to whom it goes
    if low == "in" and target.text.lower() in ("a", "an"):  # "in a principled manner"
        last = next((w for w in words[skip + 1 :] if w.nominal), target)
        return last.stem in listed("no_area_places")
    if (low == "in" and target.kind in ("state", "place", "region")) or (
        low in ("in", "to") and target.kind == "organization"
    ):
        return True
    if target.tag in ("CD", "$") or target.text[:1].isdigit() or target.last.ent_type_ == "DATE":
        return True
    return low in ("in", "on", "for", "over", "across", "around") and target.stem in listed("no_area_places")


def _past(words: Sequence[Word], i: int) -> int:
    """Return where a phrase that leaves the enumeration ends: at a comma or "and" that joins no two names."""
    at = i + 1
    while at < len(words):
        n, _ = separator(words, at)
        if n and not (at + n < len(words) and (_names(words, at - 1, at + n) or _paired(words, at - 1, at + n))):
            return at
        if words[at].text in _CLOSING or words[at].finite or words[at].tag == "TO":
            return at
        at += max(n, 1)
    return at


def _paired(words: Sequence[Word], before: int, after: int) -> bool:
    return f"{words[before].stem}+{words[after].stem}" in listed("area_pairs")


def _names(words: Sequence[Word], before: int, after: int) -> bool:
    """Tell whether a conjunction joins two names: "between Kazakhstan and the OTS"."""
    while after < len(words) - 1 and words[after].text.lower() in listed("area_leading"):
        after += 1
    return (bool(words[before].kind) and bool(words[after].kind)) or (words[before].text.lower() == "both")
