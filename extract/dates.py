"""Find dates in a text and normalize them, no more precisely than the text says."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from diplograph.extract.model import PartialDate

MONTHS = {name.lower(): i for i, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): i for i, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_WEEKDAYS = {name.lower(): i for i, name in enumerate(calendar.day_name)}
_M = r"(?P<{0}>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_D = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_Y = r"(?P<year>(?:19|20)\d\d)"
_TO = r"\s*(?P<to>-|–|—|to|and|until)\s*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_SINCE = r"\s*(?:-|–|—|to|until)\s*"

# Each form with the groups that it fills; tried in this order, the longest reading first.
_FORMS = [
    rf"\b\d\d?\s+[A-Z][^,.;()]{{3,30}}\s1[34]\d\d\s?(?:AH|A\.H\.|H)?,?\s*\(?corresponding to "
    rf"{_D.format('d1')}\s+{_M.format('m1')},?\s+{_Y}",
    rf"\b{_D.format('d1')}\s+{_M.format('m1')},?\s+(?P<year1>(?:19|20)\d\d){_SINCE}{_D.format('d2')}\s+{_M.format('m2')},?\s+{_Y}",
    rf"\b{_M.format('m1')}\s+{_D.format('d1')},?\s+(?P<year1>(?:19|20)\d\d){_SINCE}{_M.format('m2')}\s+{_D.format('d2')},?\s+{_Y}",
    rf"\b{_D.format('d1')}\s+{_M.format('m1')}{_TO}{_D.format('d2')}\s+{_M.format('m2')}(?:,?\s+{_Y})?",
    rf"\b{_M.format('m1')}\s+{_D.format('d1')}{_TO}{_M.format('m2')}\s+{_D.format('d2')}(?:,?\s+{_Y})?",
    rf"\b(?:from\s+)?{_D.format('d1')}{_TO}{_D.format('d2')}\s+(?:of\s+)?{_M.format('m1')}(?:,?\s+(?:of\s+)?{_Y})?",
    rf"\b{_M.format('m1')}\s+{_D.format('d1')}{_TO}{_D.format('d2')}(?:,?\s+{_Y})?\b(?!\d)",
    rf"\b{_D.format('d1')}\s+(?:of\s+)?{_M.format('m1')},?\s+(?:of\s+)?{_Y}",
    rf"\b{_M.format('m1')}\s+{_D.format('d1')},?\s+{_Y}",
    rf"\b{_D.format('d1')}\s+(?:of\s+)?{_M.format('m1')},?\s+(?:of\s+)?(?P<rel>this|last|next)\s+year",
    rf"\b{_M.format('m1')}\s+{_D.format('d1')},?\s+(?:of\s+)?(?P<rel>this|last|next)\s+year",
    rf"\b{_Y}[-/](?P<n1>\d\d)[-/](?P<d1>\d\d)\b",
    rf"\b(?P<d1>\d\d?)\.(?P<n1>\d\d?)\.{_Y}\b",
    # With slashes, day and month can be told apart where one of them is greater than twelve only.
    rf"\b(?P<d1>1[3-9]|2\d|3[01])/(?P<n1>0?[1-9]|1[0-2])/{_Y}\b",
    rf"\b(?P<n1>0?[1-9]|1[0-2])/(?P<d1>1[3-9]|2\d|3[01])/{_Y}\b",
    rf"\b(?:(?P<part>early|mid|late|beginning of|end of)[- ])?{_M.format('m1')}"
    rf",?\s+(?:of\s+)?(?:{_Y}|(?P<rel>this|last|next)\s+year)",
    rf"\b(?:the\s+)?(?P<half>first|second)\s+half\s+of\s+{_Y}",
    rf"\b(?:the\s+)?(?P<quarter>first|second|third|fourth)\s+quarter\s+of\s+{_Y}",
    rf"\b{_D.format('d1')}\s+(?:of\s+)?{_M.format('m1')}(?!\s*\d)",
    rf"\b{_M.format('m1')}\s+{_D.format('d1')}\b(?!\d)",
    rf"\b(?:in|since|until|by|of|during|for|year|from|before|after|to)\s+(?:the\s+year\s+|early\s+|late\s+|mid-)?{_Y}(?:{_SINCE}(?P<year2>(?:19|20)\d\d))?\b(?![-/]\d)",
    rf"\b(?P<part>early|mid|late)[- ]{_M.format('m1')}",
    rf"\b(?P<rel>this|last|next|coming)\s+{_M.format('m1')}(?!\s*\d)",
    rf"\b(?:in|until|by|since|during|of|for)\s+{_M.format('m1')}(?!\s*\d)",
    rf"(?<=[,(;] ){_M.format('m1')}(?=\s*[),;])",
    rf"\b{_M.format('m1')}(?=\s+(?:[a-z]+\s+)?(?:meeting|visit|summit|conference|session|talks|call|forum|trip)\b)",
    r"\b(?P<rel>this|last|next)\s+(?:spring|summer|autumn|fall)\b",
    r"\b(?P<rel>this|last|next)\s+(?:calendar\s+)?year\b",
    r"\b(?P<day>today|yesterday|tomorrow|tonight|this (?:morning|afternoon|evening))\b",
    r"(?<!\bnext )(?<!\bcoming )(?<!\bevery )(?<!\beach )\b(?:on\s+)?(?P<weekday>" + "|".join(_WEEKDAYS) + r")\b",
]
_PATTERNS = [re.compile(form, re.IGNORECASE) for form in _FORMS]


# "Ottawa, Ontario – Global Affairs Canada" beside a date
_PLACE = r"[^\W\d_a-z][\w'’.-]*(?: (?:of |the |and )?[^\W\d_a-z][\w'’.-]*){0,2}"
_PLACES = re.compile(rf"{_PLACE}(?:\s*[,/|–—-]\s*{_PLACE}){{0,3}}")
_LABEL = re.compile(
    r"(?:(?:date|published|posted|issued|released|dated|created|added|updated|on|at|news|press release|statement)\b"
    r"[\s:,]*)*"
    r"(?:no\.?:? ?[\d/-]+)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b\d\d?[:.]\d\d(?: ?(?:[ap]\.?m\.?|hrs?|hours|UTC|GMT|CET))?\b", re.IGNORECASE)
_TODAY = re.compile(
    r"\btoday,? \(?(?:on )?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(?:the )?(?=\d|[A-Z])", re.IGNORECASE
)
_UPDATED = re.compile(r"\W+(?:last )?(?:updated|modified|changed)\b.*$", re.IGNORECASE)
_DATELINE = re.compile(
    r"(?P<first>(?:[A-Z][a-z]+ \d\d?|\d\d? [A-Z][a-z]+),? \d{4})\s*\([^()]{3,40}\)\s*[:–—-]\s*"
    r"|[A-ZÀ-Þ][\w'’. -]{1,40}(?:,\s+[A-Z][\w'’. -]{1,30})?,\s+"
    r"(?P<date>[^–—:/]{6,24}?)\s*(?:[–—:.]|\s--?\s|/[^/]{3,60}/)"
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression at ``start:end`` of a text; ``date`` is None where the text leaves it open."""

    start: int
    end: int
    date: PartialDate | None


def find(text: str, reference: PartialDate | None = None, context_year: int | None = None) -> list[DateMention]:
    """Return the dates in a text in order, each read at its longest; relative ones need ``reference``."""
    taken: list[DateMention] = []
    for pattern in _PATTERNS:
        near = 3 if "weekday" in pattern.groupindex else 0  # "Monday, 12 October" is one date
        for match in pattern.finditer(text):
            if not any(match.start() < m.end + near and m.start < match.end() + near for m in taken):
                if _is_modal_may(match):
                    continue
                taken.append(DateMention(match.start(), match.end(), _read(match, reference, context_year)))
    return sorted(taken, key=lambda m: m.start)


def _is_modal_may(match: re.Match[str]) -> bool:
    return bool(re.search(r"\b(?:may|march|mar|sun|dec)\b", match[0])) and not re.search(r"\d{4}", match[0])


def parse(text: str) -> PartialDate | None:
    """Return the date that a whole string is, or None."""
    text = text.strip()
    if re.fullmatch(r"(?:19|20)\d\d(-(0[1-9]|1[0-2]))?", text):
        return PartialDate(text)
    iso = re.match(r"(\d{4}-\d\d-\d\d)(?=$|[T ])", text)
    mentions = find(iso[1] if iso else text)
    return mentions[0].date if len(mentions) == 1 and mentions[0].date else None


def printed(text: str, start: int = 0) -> PartialDate | None:
    """Return the date that a release prints for itself: on a line of its own at top or end, or in its dateline."""
    lines = [line.strip() for line in text[start:].split("\n") if line.strip()]
    for line in [*lines[:6], *lines[-2:]]:
        line = _UPDATED.sub("", line)
        whole = find(line) if len(line) < 120 else []
        if len(whole) == 1 and whole[0].date and _full(whole[0].date) and _alone(line, whole[0]):
            return whole[0].date
    for line in lines[:4]:
        match = _DATELINE.match(line)
        if match and (made := _day_of(match)) and _full(made):
            return made
    for line in lines[:6]:
        for match in _TODAY.finditer(line):  # "held today, Sunday, 4 August 2024"
            said = [m for m in find(line[match.end() :]) if m.start == 0]
            if said and said[0].date and _full(said[0].date):
                return said[0].date
    return None


def dateline(text: str) -> int:
    """Return where the dateline ends with which a text begins ("ASTANA, 5 May 2021 – "), 0 where it has none."""
    match = _DATELINE.match(text)
    return match.end() if match and _day_of(match) else 0


def _day_of(dateline: re.Match[str]) -> PartialDate | None:
    return parse((dateline["date"] or dateline["first"]).rstrip(". "))


def _alone(line: str, mention: DateMention) -> bool:
    rest = _CLOCK.sub("", line[: mention.start] + line[mention.end :]).strip(" \t.,;:|–—-/()")
    return _LABEL.fullmatch(rest) is not None or _PLACES.fullmatch(rest) is not None


def _full(made: PartialDate) -> bool:
    return len(made.start) == 10


def _read(match: re.Match[str], reference: PartialDate | None, context_year: int | None) -> PartialDate | None:
    got = {k: v.lower() for k, v in match.groupdict().items() if v is not None}
    if "day" in got or "weekday" in got:
        return _relative(got, reference)
    year = int(got["year"]) if "year" in got else None
    if "rel" in got:
        base = int(reference.start[:4]) if reference is not None else context_year
        if base is None:
            return None
        if "m1" in got and "year" not in match[0].lower():
            return _turn(got["rel"], MONTHS[got["m1"]], reference, base)
        year = base + {"this": 0, "last": -1, "next": 1}[got["rel"]]
    if "half" in got:
        return (
            PartialDate(f"{year}-01", f"{year}-06")
            if got["half"] == "first"
            else PartialDate(f"{year}-07", f"{year}-12")
        )
    if "quarter" in got:
        q = ("first", "second", "third", "fourth").index(got["quarter"])
        return PartialDate(f"{year}-{3 * q + 1:02d}", f"{year}-{3 * q + 3:02d}")
    month = MONTHS[got["m1"]] if "m1" in got else int(got["n1"]) if "n1" in got else None
    if month is None:
        if year is None:
            return None
        until = got.get("year2")
        return PartialDate(str(year), until if until and until > str(year) else None)
    if not 1 <= month <= 12:
        return None
    year = year or _year(month, int(got.get("d1", 15)), reference, context_year)
    if year is None:
        return None
    if "d1" not in got:
        return PartialDate(f"{year}-{month:02d}")
    start = _day(int(got.get("year1", year)), month, int(got["d1"]))
    if start is None:
        return None
    if "d2" not in got:
        return PartialDate(start)
    end = _day(year, MONTHS[got.get("m2", "")] if "m2" in got else month, int(got["d2"]))
    if end is None or end <= start or (got.get("to") == "and" and not _spans(match, start, end)):
        return PartialDate(start)
    return PartialDate(start, end)


def _turn(rel: str, month: int, reference: PartialDate | None, base: int) -> PartialDate | None:
    """Return the month that "last October", "this May" or "next March" means, seen from the release's date."""
    if reference is None or len(reference.start) < 7:
        return PartialDate(f"{base}-{month:02d}") if rel == "this" else None
    now = int(reference.start[5:7])
    shift = {"last": -1 if month >= now else 0, "this": 0}.get(rel, 1 if month <= now else 0)
    return PartialDate(f"{base + shift}-{month:02d}")


def _spans(match: re.Match[str], start: str, end: str) -> bool:
    """Tell whether two days with "and" between them are one stretch: the next day, or "between" the two."""
    before = match.string[: match.start()].lower().rstrip()
    return before.endswith("between") or date.fromisoformat(end) - date.fromisoformat(start) == timedelta(days=1)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _year(month: int, day: int, reference: PartialDate | None, context_year: int | None) -> int | None:
    """Return the year that brings a yearless date nearest to the release's own date."""
    if reference is None or len(reference.start) < 7:
        return context_year or (int(reference.start) if reference else None)
    base = date(int(reference.start[:4]), int(reference.start[5:7]), int(reference.start[8:10] or 15))
    day = min(day, 28)
    return min((base.year - 1, base.year, base.year + 1), key=lambda y: abs((date(y, month, day) - base).days))


def coming(value: PartialDate) -> PartialDate:
    """Return the day a week later: a weekday that is still to come was read as the last one."""
    return PartialDate((date.fromisoformat(value.start) + timedelta(days=7)).isoformat())


def is_weekday(words: str) -> bool:
    """Tell whether words name nothing but a day of the week."""
    return words.lower().removeprefix("on ") in _WEEKDAYS


def _relative(got: dict[str, str], reference: PartialDate | None) -> PartialDate | None:
    if reference is None or not _full(reference):
        return None
    base = date.fromisoformat(reference.start)
    if "day" in got:
        shift = {"yesterday": -1, "tomorrow": 1}.get(got["day"], 0)
    else:
        shift = -((base.weekday() - _WEEKDAYS[got["weekday"]]) % 7)
    return PartialDate((base + timedelta(days=shift)).isoformat())
