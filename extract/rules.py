"""Rules are data: load the YAML files beside this module and refuse what could never match."""

from __future__ import annotations

import csv
import functools
import hashlib
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from diplograph.extract import symbols
from diplograph.extract.errors import RuleError
from diplograph.extract.model import Role

EVENT_TYPES = (
    "Meeting", "PhoneCall", "Conference", "Summit", "Briefing", "Visit", "Speech", "Signing", "Ceremony", "Training",
    "Exercise", "Mission", "Appointment", "Assistance", "Crisis", "Launch",
)  # fmt: skip
STATEMENT_KINDS = (
    "Pledge", "Readiness", "Agreement", "Proposal", "Call", "Invitation", "Support", "Appreciation", "Condolence",
    "Congratulation", "Condemnation", "Concern", "Welcome", "Hope", "Assertion",
)  # fmt: skip


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Example(_Strict):
    """A short text and what the rule must find in it (field → value; content and labels may be parts)."""

    text: str
    finds: dict[str, Any]


class Rule(_Strict):
    """What every rule has: id, gloss, its own examples and rejects; its confidence is measured (:func:`confidence`)."""

    id: str = Field(pattern=r"^[a-z]+(\.[a-z0-9-]+)+$")
    gloss: str = Field(min_length=8)
    examples: tuple[Example, ...] = Field(min_length=1)
    rejects: tuple[str, ...] = Field(min_length=1)


class NameRule(Rule):
    """A pattern over the units of a line (see :mod:`symbols`) that makes one unit of what it matches."""

    makes: Literal["organization", "body", "post", "person", "holder", "place"]
    pattern: str

    @field_validator("pattern")
    @classmethod
    def _readable(cls, pattern: str) -> str:
        symbols.compiled(pattern)
        return pattern


class StatementRule(Rule):
    """A speech act by its predicate; ``target`` and ``content`` are paths tried in turn ("object.for", "clause" …)."""

    kind: Literal[STATEMENT_KINDS]  # type: ignore[valid-type]
    verbs: tuple[str, ...]
    except_verbs: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    prep: tuple[str, ...] = ()
    modals: tuple[str, ...] = ()
    active: bool = False
    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    subject: Literal["actor", "any", "none"] = "actor"
    speaker: Literal["subject", "object", "release", "owner", "patient"] = "subject"
    person: Literal["any", "first"] = "any"
    target: tuple[str, ...] = ()
    content: tuple[str, ...] = ()
    nested: bool = True
    quoted: bool = False
    attributed: bool = False  # needs "according to X" or "in the opinion of X", who is the speaker
    guests: bool = False  # in the third person, a person as object is a guest who is received
    spoken: bool = False  # needs words that are said: a clause behind the verb, or words or quotation before it


class EventRule(Rule):
    """An event by a noun or a predicate; ``roles`` map roles to the paths of their actors."""

    type: Literal[EVENT_TYPES]  # type: ignore[valid-type]
    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    prep: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    anchored: bool = False
    proper: bool = False
    passive: bool = False
    roles: dict[Role, tuple[str, ...]] = {}
    topic: tuple[str, ...] = ()


class LinkRule(Rule):
    """A predicate that puts actors into the event its argument names ("X hosted the meeting")."""

    verbs: tuple[str, ...]
    objects: tuple[str, ...] = ()
    event: tuple[str, ...]
    roles: dict[Role, tuple[str, ...]]


class AreaRule(Rule):
    """Words that areas of cooperation stand beside: where they begin (``reads``) and which of them count (``takes``).

    They begin behind the word's preposition (``complement``) or its object's (``helped``), behind "in the field of" or
    "areas such as" (``fields``), before the noun (``kind``), with the word for what is done to them (``deed``), as the
    verb's ``object``, as the ``subject`` of which the noun is told, or as an ``item`` of a list. ``linked`` takes what
    is in the scheme, ``work`` also work on something, ``deeds`` also what stands beside it or in a proposal, ``wanted``
    what a proposal or agreement is on, ``any`` whatever is not known to be something else.
    """

    reads: Literal["complement", "helped", "fields", "kind", "deed", "object", "subject", "item"]
    takes: Literal["linked", "work", "deeds", "wanted", "any"] = "linked"
    nouns: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    prep: tuple[str, ...] = ()
    whole: bool = False
    except_concepts: tuple[str, ...] = ()


_KINDS: dict[str, type[Rule]] = {
    "places": NameRule, "names": NameRule, "statements": StatementRule, "events": EventRule, "links": LinkRule,
    "areas": AreaRule,
}  # fmt: skip


class Rules:
    """All rules of a folder, by file stem, and the word lists that they share."""

    def __init__(self, folder: Path) -> None:
        self.by_id: dict[str, Rule] = {}
        lists = (_words(folder / f"{name}.yaml") for name in ("words", "area_words", "place_words"))
        self.words: dict[str, frozenset[str]] = {key: value for found in lists for key, value in found.items()}
        self.places: tuple[NameRule, ...] = self._load(folder / "places.yaml", NameRule)
        self.names: tuple[NameRule, ...] = self._load(folder / "names.yaml", NameRule)
        self.statements: tuple[StatementRule, ...] = self._load(folder / "statements.yaml", StatementRule)
        self.events: tuple[EventRule, ...] = self._load(folder / "events.yaml", EventRule)
        self.links: tuple[LinkRule, ...] = self._load(folder / "links.yaml", LinkRule)
        self.areas: tuple[AreaRule, ...] = self._load(folder / "areas.yaml", AreaRule)

    def _load(self, path: Path, kind: type[Any]) -> tuple[Any, ...]:
        found = []
        for entry in _entries(path):
            name = entry.get("id", "?") if isinstance(entry, dict) else "?"
            try:
                rule = kind.model_validate(entry)
            except ValidationError as error:
                first = error.errors()[0]
                where = ".".join(str(part) for part in first["loc"])
                raise RuleError(
                    f"{path.name}: rule {name}: {where}: {first['msg']}; "
                    f"mend the entry (keys: {', '.join(kind.model_fields)})"
                ) from error
            if rule.id in self.by_id:
                raise RuleError(f"{path.name}: rule {rule.id} stands twice; give each rule an id of its own")
            self.by_id[rule.id] = rule
            found.append(rule)
        return tuple(found)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.by_id.values())


class _Loader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """YAML without its old booleans: "on" is a preposition here, "no" a word."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:bool"]
    for letter, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _yaml(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except OSError as error:
        raise RuleError(f"{path}: {error.strerror}; the rules folder must hold this file") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise RuleError(
            f"{path.name}: line {mark.line + 1 if mark else 1}: not YAML: "
            f"{getattr(error, 'problem', error)}; mend the line"
        ) from error


def _entries(path: Path) -> list[Any]:
    loaded = _yaml(path)
    if not isinstance(loaded, list):
        raise RuleError(f"{path.name}: line 1: expected a list of rules, each starting with '- id:'")
    return loaded


def _words(path: Path) -> dict[str, frozenset[str]]:
    loaded = _yaml(path)
    if not isinstance(loaded, dict) or not all(isinstance(v, str) for v in loaded.values()):
        raise RuleError(f"{path.name}: line 1: expected word lists, each 'name: >-' and its words")
    written = re.findall(r"^(\w+):", path.read_text(encoding="utf-8"), re.MULTILINE)
    if len(written) > len(loaded):
        twice = next(name for name in written if written.count(name) > 1)
        raise RuleError(f"{path.name}: list {twice} stands twice; give each list a name of its own")
    return {name: frozenset(listed.split()) for name, listed in loaded.items()}


def folder() -> Path:
    """Return the folder of the packaged rules."""
    return Path(str(resources.files("diplograph.extract") / "rules"))


@functools.cache
def load() -> Rules:
    """Return the packaged rules; raises RuleError naming file and rule where one is malformed."""
    return Rules(folder())


@functools.cache
def _measured() -> dict[str, float]:
    """Return the confidence of each measured rule, and of each family under its name."""
    families = {family: (int(right) + 1) / (int(seen) + 2) for family, right, seen in _rows("first_contact.csv")}
    rules = {
        rule: (int(right) + _WEIGHT * families[family]) / (int(seen) + _WEIGHT)
        for family, rule, right, seen in _rows("confidence.csv")
    }
    return families | rules


def _rows(name: str) -> list[list[str]]:
    with (folder() / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


_SUREST = 0.99  # nothing that is read is certain
# How many sightings first contact counts for: many, as rules were written after the gold that they are counted on.
_WEIGHT = 50


def confidence(rule: str) -> float:
    """Return the share of a rule's findings that were right on gold, smoothed with that of its family, two decimals.

    The rule's is counted by bench/measure_confidence.py on the half of the gold that rules may be written after, the
    family's was counted once on twenty releases of that half before any rule had been written after them.
    """
    known = _measured()
    return min(round(known.get(rule, known[family(rule)]), 2), _SUREST)


@functools.cache
def _families() -> dict[str, frozenset[str]]:
    found = load()
    return {
        "statements": frozenset(r.id for r in found.statements),
        "events": frozenset(r.id for r in (*found.events, *found.links)),
        "areas": frozenset(r.id for r in found.areas),
    }


def family(rule: str) -> str:
    """Return the family of a rule: statements, events, areas, or names (gazetteer look-ups included)."""
    return next((f for f, ids in _families().items() if rule in ids), "names")


def listed(name: str) -> frozenset[str]:
    """Return a word list of the packaged rules by its name in words.yaml, area_words.yaml or place_words.yaml."""
    return load().words[name]


def digest() -> str:
    """Return a hash of all rule files, which changes when any of them does."""
    made = hashlib.sha256()
    for path in sorted(p for p in folder().iterdir() if p.suffix in (".yaml", ".csv")):
        made.update(path.name.encode() + b"\0" + path.read_bytes())
    return made.hexdigest()
