"""When two records name the same thing: normalised words, names of states and organizations, sentences."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import pycountry

_STOP = frozenset(
    re.findall(r"\w+", "the a an of and for to in on at by with its his her their as from this that is are was were be")
)
_SYNONYMS = (
    ("minister for foreign affairs", "foreign minister"),
    ("minister of foreign affairs", "foreign minister"),
    ("minister of external affairs", "foreign minister"),
    ("secretary general", "secretarygeneral"),
    ("chairman", "chair"),
    ("chairperson", "chair"),
    ("chairwoman", "chair"),
    ("defence", "defense"),
    ("organisation", "organization"),
    ("co operation", "cooperation"),
)
_COMMON_STATE_NAMES = {
    "BLR": "belarus",
    "BOL": "bolivia",
    "BRN": "brunei",
    "CHN": "people s republic of china|prc",
    "COD": "democratic republic of the congo|congo kinshasa",
    "COG": "congo",
    "CZE": "czech republic",
    "EU": "eu",
    "GBR": "uk|united kingdom|britain",
    "ARE": "uae",
    "IRN": "iran",
    "KAZ": "kazakh",
    "KGZ": "kyrgyz republic",
    "KOR": "korea|republic of korea|south korea",
    "LAO": "laos",
    "MDA": "moldova",
    "MKD": "macedonia",
    "PRK": "north korea|dprk",
    "PSE": "palestine",
    "RUS": "russia|russian|russian federation",
    "SVK": "slovak republic",
    "SYR": "syria",
    "TUR": "turkey|turkiye",
    "TZA": "tanzania",
    "USA": "us|usa|united states|united states of america",
    "VEN": "venezuela",
    "VNM": "vietnam|viet nam",
}
_WELL_KNOWN = (("un", "united nations"), ("eu", "european union"), ("nato", "north atlantic treaty organization"))
_BOUNDARY = re.compile(r"(?<=[.!?…;])[\"”»)]*\s+(?=[\"“«(]?[A-Z0-9«“-])|\n\s*\n|\n\s*[-•–]")
_ABBREVIATION = re.compile(r"\b(Mr|Mrs|Ms|Dr|H\.E|St|No|[A-Z])\.$")
_STATE_PREFIX = re.compile(r"^(the )?(government|republic|state) of (the )?")


def norm(value: object) -> str:
    """Return ``value`` in lower-case ASCII words with spelling and title variants made one."""
    text = unicodedata.normalize("NFKD", str(value or "")).encode("ascii", "ignore").decode().lower()
    text = re.sub(r"[^a-z0-9]+", " ", text).strip()
    for variant, form in _SYNONYMS:
        text = text.replace(variant, form)
    return text


def words(value: object) -> frozenset[str]:
    """Return the content words of ``value``, normalised."""
    return frozenset(word for word in norm(value).split() if word not in _STOP)


def jaccard(a: object, b: object) -> float:
    """Return the share of common content words among all of both, 0-1."""
    left, right = words(a), words(b)
    return len(left & right) / len(left | right) if left and right else 0.0


def cover(whole: object, part: object) -> float:
    """Return the share of the content words of ``whole`` that ``part`` has, 0-1."""
    left, right = words(whole), words(part)
    return len(left & right) / len(left) if left else 0.0


def same_person(a: str, b: str) -> bool:
    """Tell whether two names are of one person: the same words, or last name and first initial."""
    left, right = norm(a).split(), norm(b).split()
    if not left or not right:
        return False
    return set(left) == set(right) or (left[-1] == right[-1] and left[0][0] == right[0][0])


@cache
def state_codes() -> Mapping[str, str]:
    """Return ISO 3166 alpha-3 codes by normalised name (pycountry's names, and common ones that it lacks)."""
    table: dict[str, str] = {}
    for country in pycountry.countries:
        for attribute in ("name", "common_name", "official_name", "alpha_3"):
            if name := getattr(country, attribute, None):
                table[norm(name)] = country.alpha_3
    for code, names in _COMMON_STATE_NAMES.items():
        table.update(dict.fromkeys(names.split("|"), code))
    return table


def organization_forms(entry: Any) -> list[str]:
    """Return the names by which an organization of a record (object) or of gold (list of forms) may be called."""
    if isinstance(entry, dict):
        return [form for form in (entry.get("name"), entry.get("acronym"), *(entry.get("aliases") or [])) if form]
    return [form for form in entry if form != "?"] if isinstance(entry, list) else [entry]


class Names:
    """The names of one release: two names are compared by state code or by the organization they are forms of."""

    def __init__(self, gold: Iterable[Any], predicted: Iterable[Any]) -> None:
        self._alias: dict[str, str] = {}
        for entry in gold:
            forms = [norm(form) for form in organization_forms(entry)]
            self._alias.update(dict.fromkeys(forms, forms[0] if forms else ""))
        for entry in predicted:
            forms = [norm(form) for form in organization_forms(entry)]
            known = next((self._alias[form] for form in forms if form in self._alias), None)
            for form in forms:
                self._alias.setdefault(form, known or forms[0])
        for short, long in _WELL_KNOWN:
            form = self._alias.get(short) or self._alias.get(long) or long
            self._alias.setdefault(short, form)
            self._alias.setdefault(long, form)

    def key(self, name: object) -> str:
        """Return the form of ``name`` that is compared: an ISO code where it is a state."""
        text = norm(name)
        text = self._alias.get(text, text)
        codes = state_codes()
        return codes.get(text) or codes.get(_STATE_PREFIX.sub("", text)) or text

    def same(self, a: object, b: object) -> bool:
        """Tell whether two names are of one actor."""
        left, right = self.key(a), self.key(b)
        if not left or not right:
            return False
        if left == right:
            return True
        first, second = left.split(), right.split()
        initials_fit = first[0][0] == second[0][0] or len(first) == 1 or len(second) == 1
        if first[-1] == second[-1] and len(first[-1]) > 3 and initials_fit:
            return True
        return (
            jaccard(left, right) >= 0.6
            or (len(first) == 1 and left in second and len(left) > 2)
            or (len(second) == 1 and right in first and len(right) > 2)
        )

    def any_same(self, a: object, b: object) -> bool:
        """Tell whether two lists of names, each joined by ``; ``, share an actor."""
        return any(self.same(x, y) for x in str(a or "").split("; ") for y in str(b or "").split("; "))


class Sentences:
    """The sentences and list items of a text, numbered from 0."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._bounds: list[tuple[int, int]] = []
        start = 0
        for boundary in _BOUNDARY.finditer(text):
            if _ABBREVIATION.search(text[: boundary.start()].strip()[-5:]):
                continue
            self._bounds.append((start, boundary.start()))
            start = boundary.end()
        self._bounds.append((start, len(text)))

    def at(self, offset: int) -> int:
        """Return the number of the sentence at a character offset."""
        return next((n for n, (_, end) in enumerate(self._bounds) if offset <= end), len(self._bounds) - 1)

    def show(self, number: int) -> str:
        """Return a sentence on one line."""
        start, end = self._bounds[number]
        return " ".join(self.text[start:end].split())

    def within(self, start: int, end: int | None) -> frozenset[int]:
        """Return the sentences that the characters from ``start`` to ``end`` touch."""
        return frozenset(range(self.at(start), self.at(max(start, (end or start) - 1)) + 1))

    def saying(self, phrase: object) -> frozenset[int]:
        """Return the sentences that hold ``phrase``, or else those that hold most of its words, at least half."""
        if not phrase:
            return frozenset()
        if found := [match.start() for match in re.finditer(re.escape(str(phrase)), self.text)]:
            return frozenset(self.at(offset) for offset in found)
        shares = [cover(phrase, self.text[start:end]) for start, end in self._bounds]
        best = max(shares)
        return frozenset(n for n, share in enumerate(shares) if share >= 0.5 and share >= best - 1e-9)


def pair(
    gold: Sequence[Any], predicted: Sequence[Any], similarity: Callable[[Any, Any], float]
) -> list[tuple[int, int]]:
    """Pair items one to one, the most similar first; a firm gold item goes before a doubtful one."""
    candidates = sorted(
        (
            (score + (0 if isinstance(g, dict) and g.get("optional") else 0.05), i, j)
            for i, g in enumerate(gold)
            for j, p in enumerate(predicted)
            if (score := similarity(g, p)) > 0
        ),
        reverse=True,
    )
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    pairs = []
    for _, i, j in candidates:
        if i not in taken_gold and j not in taken_predicted:
            taken_gold.add(i)
            taken_predicted.add(j)
            pairs.append((i, j))
    return pairs
