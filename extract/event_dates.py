"""The dates of a release, each with the year and the day that the text has told before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

from diplograph.extract import dates
from diplograph.extract.dates import DateMention
from diplograph.extract.model import PartialDate, Release
from diplograph.extract.parse import Parsed

# Days that are told from the one named last, with the distance to it.
_FROM_LAST = (
    (
        r"\b(?:(?:the|that) same (?:day|morning|afternoon|evening)|later (?:that|the same|in the) day"
        r"|(?:that|in the) (?:morning|afternoon|evening)(?= of the same day|,)"
        r"|in the (?:first|second) half of the day)\b",
        0,
    ),
    (
        r"(?:^|(?<=[.!?] ))(?:(?:he|she|they) then|finally|afterwards|subsequently|then),? "
        r"(?=(?:(?!that\b)[\w.’'-]+ ){0,6}?(?:met|received|visited|held|travell?ed)\b)",
        0,
    ),
    (r"\b(?:the day before|(?:the|on the) (?:previous|preceding) day|a day earlier)(?=,| at| in\b)", -1),
    (r"\b(?:the (?:next|following) day|a day later)(?=,| at| in\b|\.| he| she| the\b)", 1),
)
_OF_STAY = re.compile(
    r"\bon the (?P<which>first|second|third|fourth|last|final|closing) day of (?:the|his|her|their|its|this) "
    r"(?:[a-z-]+ ){0,2}(?:visit|trip|tour|stay|meeting|conference|forum|summit|session|seminar|workshop|training)\b",
    re.IGNORECASE,
)
_WHICH = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1, "final": -1, "closing": -1}


class Dates:
    """Reads the dates of the blocks of one release, in their order.

    Where the release has no date of its own, a date without a year gets the only year that the release names in a date,
    else that of the first full date before it.
    """

    def __init__(self, release: Release) -> None:
        self._release = release
        self._year: int | None = None
        self._day: PartialDate | None = None  # the day, and the days, that were named last
        self._stay: PartialDate | None = None
        self._found: dict[int, list[DateMention]] = {}

    def of(self, parsed: Parsed) -> list[DateMention]:
        """Return the dates of a block in their order."""
        if parsed.number not in self._found:
            text = parsed.block.text
            found = dates.find(text, self._release.date, self._only_year or self._year)
            if self._year is None:
                self._year = next((int(m.date.start[:4]) for m in found if m.date and _is_day(m.date)), None)
                if self._year is not None and any(m.date is None for m in found):
                    found = dates.find(text, self._release.date, self._only_year or self._year)
            told = sorted([*found, *self._told(text, found)], key=lambda m: m.start)
            self._found[parsed.number] = told
            self._day = next((m.date for m in reversed(told) if _is_single(m.date)), self._day)
            self._stay = next((m.date for m in reversed(told) if m.date and m.date.end), self._stay)
        return self._found[parsed.number]

    @cached_property
    def _only_year(self) -> int | None:
        if self._release.date is not None:
            return None
        found = dates.find(self._release.text[self._release.body_start :])
        named = [value for m in found if m.date for value in (m.date.start, m.date.end) if value]
        years = {value[:4] for value in named}
        told = any(len(value) > 4 for value in named)  # "the 2008 Summit" tells the year of another event
        return int(years.pop()) if len(years) == 1 and told else None

    def _told(self, text: str, found: Sequence[DateMention]) -> Iterator[DateMention]:
        """Yield the days that are told from others: "the same day", "the day before", "the first day of the visit"."""
        for pattern, distance in _FROM_LAST:
            for match in re.finditer(pattern, text, re.IGNORECASE):
                day = _last(match.start(), [m for m in found if _is_single(m.date)], self._day)
                if day is not None:
                    yield DateMention(match.start(), match.end(), _shift(day, distance))
        for match in _OF_STAY.finditer(text):
            stay = _last(match.start(), [m for m in found if m.date and m.date.end], self._stay)
            if stay is not None and stay.end is not None and len(stay.start) == len(stay.end) == 10:
                which = _WHICH[match["which"].lower()]
                day = replace(stay, end=None) if which >= 0 else PartialDate(stay.end)
                told = _shift(day, max(which, 0))
                if told.start <= stay.end:
                    yield DateMention(match.start(), match.end(), told)


def _last(at: int, found: Sequence[DateMention], before: PartialDate | None) -> PartialDate | None:
    return next((m.date for m in reversed(found) if m.start < at), before)


def _is_day(value: PartialDate) -> bool:
    return len(value.start) == 10


def _is_single(value: PartialDate | None) -> bool:
    return value is not None and _is_day(value) and value.end is None


def _shift(day: PartialDate, distance: int) -> PartialDate:
    return PartialDate((date.fromisoformat(day.start) + timedelta(days=distance)).isoformat())
