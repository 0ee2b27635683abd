"""Whether two names mean the same person, and two titles the same post."""

from __future__ import annotations

import re

from diplograph.extract.line import Title
from diplograph.extract.text import key


def name_parts(name: str) -> tuple[str, ...]:
    """Return the parts of a person's name in normal form; al- and the like stay with what follows."""
    parts = tuple(
        "".join(p for p in key(part) if p.isalnum())
        for part in name.replace("al-", "al").replace("Al-", "al").split()
        if any(c.isalnum() for c in part)
    )
    return tuple(p for p in parts if p not in ("jr", "sr", "ii", "iii", "iv")) or parts


def is_full(name: str) -> bool:
    """Tell whether a name has two parts or more, none of them an initial."""
    parts = name_parts(name)
    return len(parts) > 1 and not has_initials(name)


def has_initials(name: str) -> bool:
    """Tell whether a name of two parts or more has initials."""
    return "." in name and len(name_parts(name)) > 1


def is_single(name: str) -> bool:
    """Tell whether a name has a single part."""
    return len(name_parts(name)) == 1


def in_full(names: list[str]) -> str:
    """Return the fullest of a person's names, in small letters where one of them is, with its numeral (Boris II)."""
    ranked = {name: (sum(len(p) > 2 for p in name_parts(name)), not re.search("[A-Z]{2}", name)) for name in names}
    fullest = max(names, key=lambda name: ranked[name])
    return next((name for name in names if re.fullmatch(rf"{re.escape(fullest)} [IVX]+", name)), fullest)


def same_person(a: str, b: str) -> bool:
    """Tell whether two names in a release mean one person: equal parts, initial and surname, or a lone surname."""
    p, q = name_parts(a), name_parts(b)
    if not p or not q:
        return False
    if set(p) == set(q):
        return True
    if len(p) == 1 or len(q) == 1:
        lone, other, whole = (p[0], q, b) if len(p) == 1 else (q[0], p, a)
        if name_parts(whole.rpartition("-")[2]) == (lone,):
            return True  # Abdollahian of Amir-Abdollahian
        return len(lone) > 1 and (lone == other[0] or (lone == other[-1] and other[-2:-1] not in (("bin",), ("ibn",))))
    if _initialled(p, q) or _initialled(q, p):
        return True
    if p[-1] == q[-1]:
        short, long = sorted((p, q), key=len)
        ends = len(short) < len(long) and long[-len(short) :] == short  # Ahmed Aboul Gheit, Aboul Gheit
        return p[0] == q[0] or ends or _sound_alike(p, q) or (min(len(p[0]), len(q[0])) <= 2 and p[0][0] == q[0][0])
    return set(p) <= set(q) or set(q) <= set(p) or _sound_alike(p, q)


# Letters of one sound in the usual transliterations: Mukhriddin and Muhriddin, Jeyhun and Ceyhun, Sergey and Sergei.
_SOUNDS = (
    ("kh", "h"),
    ("zh", "j"),
    ("dj", "j"),
    ("ch", "c"),
    ("sh", "s"),
    ("th", "t"),
    ("j", "c"),
    ("y", "i"),
    ("w", "v"),
    ("x", "ks"),
)


def _sounds(part: str) -> str:
    for written, sound in _SOUNDS:
        part = part.replace(written, sound)
    return re.sub(r"(.)\1+", r"\1", part)


def _sound_alike(p: tuple[str, ...], q: tuple[str, ...]) -> bool:
    """Tell whether two names of as many parts are one in two transliterations; one of them may have an initial."""
    if len(p) != len(q) or len(p) < 2:
        return False
    pairs = [(_sounds(a), _sounds(b)) for a, b in zip(p, q, strict=True)]
    whole = all(a == b for a, b in pairs[1:]) and len(pairs[-1][0]) > 3
    first, other = pairs[0]
    return whole and (first == other or (min(len(p[0]), len(q[0])) <= 2 and first[0] == other[0]))


def _initialled(short: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Tell whether a name with initials is short for another, in whichever order its parts stand: B. Dorj, Dorj Bat."""
    initials = [part for part in short if len(part) <= 2]
    written = [part for part in short if len(part) > 2]
    if not initials or len(written) != 1 or len(whole) < 2 or written[0] not in (whole[0], whole[-1]):
        return False
    others = [part for part in whole if part != written[0]]
    return len(initials) <= len(others) and all(
        other.startswith(one) for one, other in zip(initials, others, strict=False)
    )


_SAME = {
    "foreignminister": "ministerofforeignaffairs",
    "ministerforforeignaffairs": "ministerofforeignaffairs",
    "chairman": "chair",
    "chairperson": "chair",
    "chairwoman": "chair",
    "externalaffairsminister": "ministerofforeignaffairs",
}


def title_key(title: str) -> str:
    """Return a title in normal form, the same for its usual wordings: Foreign Minister, Minister of Foreign Affairs."""
    plain = "".join(key(title))
    return _SAME.get(plain, plain)


def same_title(a: Title, b: Title) -> bool:
    """Tell whether two titles name the same kind of post."""
    return title_key(a.title) == title_key(b.title) or plain_key(a) == plain_key(b)


def plain_key(title: Title) -> str:
    """Return a title in normal form, the same for all forms of a post that nothing is added to: Premier, PM."""
    plain = title.title in (title.entry.title, *title.entry.forms)
    return title_key(title.entry.title if plain else title.title)
