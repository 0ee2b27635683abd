"""Cut a release into blocks (title, paragraphs, list items) of cleaned text whose offsets lead back to the release."""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass
from typing import Literal

from diplograph.extract.model import Release
from diplograph.extract.text import key

BlockKind = Literal["title", "paragraph", "item"]

# Site furniture that stands alone on a line above or below a release.
_RUBRIC = re.compile(
    r"(?:(?:press|news|releases?|statements?|speeches|speech|remarks|events?|media|announcements?|latest|and|&"
    r"|communiqu[eé]s?|articles?|office|service|cent(?:re|er)|room|briefing|main|home|print|share|back|top"
    r"|for immediate release|the white house)[\s/|>›»:.-]*){1,5}",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:[\\#*_=~\-–—\s.•]+|https?://\S+|\(?full (?:text|version).{0,120}|read more.{0,80}"
    r"|(?:source|photo):.{0,200})",
    re.IGNORECASE | re.DOTALL,
)
_SPACE = r"[^\S\n]"
_BULLET = re.compile(rf"{_SPACE}*(?:[-–—•*▪●◦·o]|\(?(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)]){_SPACE}+")
_NUMBERED = re.compile(rf"{_SPACE}*\d{{1,3}}\.{_SPACE}+(?=[A-Z])")
_PLAIN = {
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "„": '"',
    "‟": '"',
    "’": "'",
    "‘": "'",
    "‚": "'",
    "`": "'",
    "´": "'",
    "ʼ": "'",
    "‑": "-",
    "‐": "-",
    "−": "-",
    "…": ".",
}
_DROPPED = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a release: ``text`` is cleaned; character i of it stands at ``offsets[i]`` of the release's text."""

    kind: BlockKind
    text: str
    offsets: array[int]
    intro: int | None = None  # index of the block that introduces the list that this item is in

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the release's offsets of ``text[start:end]``; an empty span gives the place before it."""
        if end <= start:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end - 1] + 1


def clean(text: str, start: int, end: int, markdown: bool = False) -> tuple[str, array[int]]:
    """Return ``text[start:end]`` with plain quotes, single spaces and no invisible characters, and its offsets."""
    out: list[str] = []
    offsets = array("l")
    for i in range(start, end):
        c = text[i]
        if c in _DROPPED or (markdown and c in "*\\"):
            continue
        c = _PLAIN.get(c, c)
        if c.isspace() or not c.isprintable():
            if not out or out[-1] == " ":
                continue
            c = " "
        elif c in "\"'" and out and out[-1] in "\"'" and c != out[-1]:
            # Doubled quotes of mixed kinds (‘”…) are one quotation mark.
            out[-1] = '"'
            continue
        out.append(c)
        offsets.append(i)
    while out and out[-1] == " ":
        out.pop()
        offsets.pop()
    return "".join(out), offsets


def _chunks(text: str, start: int) -> list[tuple[int, int]]:
    """Return the spans of paragraphs and list items; hard-wrapped lines are joined."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text[start:])]
    lines = [(a + start, b + start) for a, b in lines if text[a + start : b + start].strip()]
    lengths = sorted(b - a for a, b in lines)
    blank = "\n\n" in text[start:] or re.search(r"\n[ \t]+\n", text[start:]) is not None
    wrapped = bool(lengths) and blank and lengths[-1] <= 120 and len(lengths) > 3
    spans: list[tuple[int, int]] = []
    for a, b in lines:
        before = text[spans[-1][1] : a] if spans else ""
        fresh = (
            not spans
            or before.count("\n") > 1
            or not wrapped
            or _BULLET.match(text, a, b) is not None
            or _NUMBERED.match(text, a, b) is not None
        )
        if fresh:
            spans.append((a, b))
        else:
            spans[-1] = (spans[-1][0], b)
    return spans


def _headline(first: str, second: str | None, only: bool) -> bool:
    """Tell whether the first block is a headline: no sentence end, or said again at the start of the body."""
    if second is not None and _repeats(first, second):
        return True
    return not only and len(first) < 400 and not re.search(r"[.!?;:]\"?$", first)


def _repeats(title: str, body: str) -> bool:
    a, b = key(title.rstrip(' ."')), key(body)
    return len(a) > 3 and b[: len(a)] == a


def blocks(release: Release) -> tuple[Block, ...]:
    """Return the blocks that are to be read: rubric, furniture and a headline that the body repeats are left out."""
    text, markdown = release.text, release.source.endswith((".md", ".markdown"))
    found: list[Block] = []
    intro: int | None = None
    spans = [
        (a, b)
        for a, b in _chunks(text, release.body_start)
        if not _FURNITURE.fullmatch(text[a:b].strip()) and not _RUBRIC.fullmatch(text[a:b].strip())
    ]
    if release.body_start and release.title and (at := text.find(release.title, 0, release.body_start)) >= 0:
        found.append(Block("title", *clean(text, at, at + len(release.title))))
    for i, (a, b) in enumerate(spans):
        head = re.match(r"[ \t]*#{1,6}[ \t]+", text[a:b]) if markdown else None
        bullet = None if head else _BULLET.match(text, a, b)
        numbered = _NUMBERED.match(text, a, b)
        start = a + head.end() if head else (bullet.end() if bullet else a)
        cleaned, offsets = clean(text, start, b, markdown)
        if not cleaned:
            continue
        kind: BlockKind = "paragraph"
        if i == 0 and not bullet and release.body_start == 0:
            following = clean(text, *spans[1], markdown)[0] if len(spans) > 1 else None
            if _headline(cleaned, following, len(spans) == 1):
                if following is not None and _repeats(cleaned, following):
                    continue
                kind = "title"
        elif bullet and not numbered and (intro is not None or found):
            kind = "item"
        if kind == "paragraph":
            intro = len(found) if cleaned.endswith(":") else None
        found.append(Block(kind, cleaned, offsets, intro if kind == "item" else None))
    return tuple(found)


def title(release: Release) -> str | None:
    """Return the headline: from the metadata, or the first block where it reads as one."""
    if release.title:
        return release.title
    spans = [
        (a, b) for a, b in _chunks(release.text, release.body_start) if not _RUBRIC.fullmatch(release.text[a:b].strip())
    ]
    if not spans:
        return None
    first = clean(release.text, *spans[0])[0]
    second = clean(release.text, *spans[1])[0] if len(spans) > 1 else None
    if _headline(first, second, len(spans) == 1):
        a, b = spans[0]
        return " ".join(release.text[a:b].split())
    return None
