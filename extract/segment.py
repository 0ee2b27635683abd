"""Cut a release into blocks (title, paragraphs, list items) of cleaned text whose offsets lead back to the release."""

from __future__ import annotations

import re
import unicodedata
from array import array
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from diplograph.extract import dates
from diplograph.extract.model import Release
from diplograph.extract.text import key, words

BlockKind = Literal["title", "paragraph", "item"]

# Site furniture that stands alone on a line above or below a release.
_RUBRIC = re.compile(
    r"(?:(?:press|news|releases?|statements?|speeches|speech|remarks|events?|media|announcements?|latest|and|&"
    r"|communiqu[eé]s?|articles?|office|service|cent(?:re|er)|room|briefing|main|home|print|share|back(?: to)?|top"
    r"|for immediate release|the white house)[\s/|>›»:.-]*){1,5}",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:[\\#*_=~\-–—\s.•]+|https?://\S+|\(?full (?:text|version).{0,120}|read more.{0,80}"
    r"|(?:source|photo):.{0,200})",
    re.IGNORECASE | re.DOTALL,
)
_SPACE = r"[^\S\n]"
_MARK = r"[-–—•‣⁃*∙▪●◦·■►▶▸➢➤→✓✔\uf0a7\uf0b7\uf0d8o]"  # \uf0…: bullets of word processors
_BULLET = re.compile(rf"{_SPACE}*(?:{_MARK}|\(?(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)]){_SPACE}+")
_NUMBERED = re.compile(rf"{_SPACE}*\d{{1,3}}\.{_SPACE}+(?=[A-Z])")
_DATED = re.compile(
    r"(?:date|published|posted|issued|on|at|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d\d?:\d\d|[\s.,;:|()–—-])*",
    re.IGNORECASE,
)
# What Markdown wraps around words: images, link targets, quotation marks of the margin, emphasis, escapes.
_MARKUP = re.compile(
    r"!\[[^\]\n]*\]\([^()\s]*\)|\[(?=[^\[\]\n]+\]\([^()\s]+\))|(?<=[^\s\[])\]\([^()\s]+\)|^[ \t]*>[ \t>]*|[*\\]",
    re.MULTILINE,
)
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
_RUN = re.compile(r"[A-Za-z0-9.,;:()-]+")  # stays as it is
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
    markup = {i for m in _MARKUP.finditer(text, start, end) for i in range(*m.span())} if markdown else frozenset()
    i = start - 1
    while (i := i + 1) < end:
        if not markup and (run := _RUN.match(text, i, end)):
            out += run[0]
            offsets.extend(range(i, run.end()))
            i = run.end() - 1
            continue
        c = text[i]
        if c in _DROPPED or i in markup:
            continue
        if unicodedata.combining(c) and out and len(whole := unicodedata.normalize("NFC", out[-1] + c)) == 1:
            out[-1] = whole
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
    wrapped = bool(lines) and lengths[int(0.8 * len(lengths))] <= 120 and _breaks_sentences(text, lines)
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


def _breaks_sentences(text: str, lines: list[tuple[int, int]]) -> bool:
    """Tell whether some long line ends in the middle of a sentence that the next line goes on with."""
    return any(
        b - a >= 50 and text[b:c].count("\n") == 1 and not re.search(r"[.!?:;][\"”»)]*\s*$", text[a:b])
        for (a, b), (c, _) in pairwise(lines)
    )


def _headline(first: str, second: str | None, only: bool) -> bool:
    """Tell whether the first block is a headline: no sentence end, or said again at the start of the body."""
    if second is not None and _repeats(first, second):
        return True
    if second is not None and _retold(first, second):
        return True
    return not only and len(first) < 400 and not re.search(r"[.!?;:]\"?$", first)


def _repeats(title: str, body: str) -> bool:
    a, b = key(title.rstrip(' ."')), key(body)
    return len(a) > 3 and b[: len(a)] == a


def _retold(first: str, second: str) -> bool:
    """Tell whether one sentence without a date is told again by the next paragraph: nearly all its names are there."""
    names = {word.norm for word in words(first) if word.capital and len(word.text) > 2}
    again = {word.norm for word in words(second)}
    single = len(first) < 300 and first.endswith(".") and not re.search(r"\d|[a-z]{2}[.!?] ", first)
    return single and len(names) > 2 and 5 * len(names & again) >= 4 * len(names)


def _spans(release: Release) -> list[tuple[int, int]]:
    """Return the spans that are read: no rubric, no furniture, no date that stands above all else."""
    text = release.text
    spans = [
        (a, b)
        for a, b in _chunks(text, release.body_start)
        if not _FURNITURE.fullmatch(text[a:b].strip()) and not _RUBRIC.fullmatch(text[a:b].strip())
    ]
    while spans and _only_dated(text[slice(*spans[0])]):
        del spans[0]
    return spans


def _only_dated(line: str) -> bool:
    mentions = dates.find(line) if len(line) < 120 else []
    return len(mentions) == 1 and _DATED.fullmatch(line[: mentions[0].start] + line[mentions[0].end :]) is not None


def _cleaned(release: Release, span: tuple[int, int]) -> tuple[str, array[int], bool]:
    """Return the text of a span without heading mark and bullet, its offsets, and whether there was a bullet."""
    a, b = span
    markdown = release.source.endswith((".md", ".markdown"))
    head = re.compile(r"[ \t]*#{1,6}[ \t]+").match(release.text, a, b) if markdown else None
    bullet = None if head else _BULLET.match(release.text, a, b)
    start = next((m.end() for m in (head, bullet) if m), a)
    return *clean(release.text, start, b, markdown), bullet is not None


def blocks(release: Release) -> tuple[Block, ...]:
    """Return the blocks that are to be read: rubric, furniture and a headline that the body repeats are left out."""
    text, spans = release.text, _spans(release)
    found: list[Block] = []
    intro: int | None = None
    if release.body_start and release.title and (at := text.find(release.title, 0, release.body_start)) >= 0:
        found.append(Block("title", *clean(text, at, at + len(release.title))))
    headline = found[0].text if found else None
    for i, span in enumerate(spans):
        cleaned, offsets, bullet = _cleaned(release, span)
        if not cleaned:
            continue
        kind: BlockKind = "paragraph"
        if i == 0 and headline is not None and key(cleaned) == key(headline):
            continue
        if i == 0 and headline is None and not bullet:
            following = _cleaned(release, spans[1])[0] if len(spans) > 1 else None
            if key(cleaned) == key(release.title or "") or _headline(cleaned, following, len(spans) == 1):
                headline = cleaned
                if following is not None and _repeats(cleaned, following):
                    continue
                kind = "title"
        elif i == 1 and not found and headline is not None and key(cleaned) == key(headline):
            kind = "title"
        elif bullet and not _NUMBERED.match(text, *span) and (intro is not None or found):
            kind = "item"
        if kind == "paragraph":
            intro = len(found) if cleaned.endswith(":") else None
        found.append(Block(kind, cleaned, offsets, intro if kind == "item" else None))
    return tuple(found)


def title(release: Release) -> str | None:
    """Return the headline: from the metadata, or the first block where it reads as one."""
    if release.title:
        return release.title
    spans = _spans(release)
    if not spans:
        return None
    first, offsets, bullet = _cleaned(release, spans[0])
    second = _cleaned(release, spans[1])[0] if len(spans) > 1 else None
    if bullet or not _headline(first, second, len(spans) == 1):
        return None
    return " ".join("".join(release.text[i] for i in offsets).split())
