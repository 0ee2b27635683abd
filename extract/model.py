"""The types between stages: immutable records of a release and of what is found in it.

Offsets are character offsets into ``Release.text``; for every :class:`Evidence`, ``text[start:end] == quote`` holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

ActorKind = Literal["person", "state", "organization", "group"]
Role = Literal["host", "organizer", "chair", "co-chair", "speaker", "signatory", "sender", "recipient", "participant"]
Status = Literal["occurred", "planned", "hypothetical", "negated"]
PostStatus = Literal["current", "former", "acting", "designate"]
Modality = Literal["asserted", "negated", "conditional", "reported"]


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as precise as the text: ``start`` is an ISO prefix (2020, 2020-10, 2020-10-12), ``end`` closes a range."""

    start: str
    end: str | None = None

    def __str__(self) -> str:
        return self.start if self.end is None else f"{self.start}/{self.end}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence or list item that says a fact, the rule that found it, and its confidence in 0-1."""

    quote: str
    start: int
    end: int
    rule: str
    confidence: float

    def by(self, rule: str, confidence: float) -> Evidence:
        """Return the same sentence as evidence found by a rule."""
        return Evidence(self.quote, self.start, self.end, rule, confidence)

    def record(self) -> dict[str, Any]:
        """Return the evidence as a JSON object."""
        return {
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "rule": self.rule,
            "confidence": self.confidence,
        }


@dataclass(frozen=True, slots=True)
class Release:
    """A release as read: decoded text with ``\\n`` line ends, its own metadata, and the SHA-256 of the file's bytes."""

    id: str
    source: str
    text: str
    sha256: str
    title: str | None = None
    publisher: str | None = None
    date: PartialDate | None = None
    date_from: Literal["text", "metadata", "filename"] | None = None
    language: str = "en"
    url: str | None = None
    body_start: int = 0  # front matter ends here; nothing before it is analysed


@dataclass(frozen=True, slots=True)
class ActorRef:
    """An actor named in a fact: canonical name, kind, and the id that it has as an entity ("person/kairat-sarybay").

    Ids are the tail of the IRI: ``person/<slug>``, ``state/<alpha-3>``, ``organization/<slug>``, ``group/<slug>``.
    """

    name: str
    kind: ActorKind
    id: str


@dataclass(frozen=True, slots=True)
class Post:
    """A post that a person holds or held; ``of`` is the body as named, ``body`` the actor it was resolved to."""

    title: str
    of: str | None
    body: ActorRef | None
    evidence: Evidence
    status: PostStatus = "current"


@dataclass(frozen=True, slots=True)
class Person:
    """A named person; ``name`` is the fullest name without titles."""

    id: str
    name: str
    aliases: tuple[str, ...]
    posts: tuple[Post, ...]
    evidence: Evidence
    mentions: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """A state by ISO 3166 alpha-3 code."""

    id: str
    code: str
    name: str
    aliases: tuple[str, ...]
    evidence: Evidence
    mentions: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Organization:
    """An organization or organ; ``known`` tells whether the gazetteer has it under this id."""

    id: str
    name: str
    acronym: str | None
    aliases: tuple[str, ...]
    evidence: Evidence
    mentions: tuple[Evidence, ...] = ()
    known: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A city, province, building or region that is no state; ``country`` is an ISO 3166 alpha-3 code."""

    id: str
    name: str
    country: str | None
    evidence: Evidence
    mentions: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor in an event, in a role."""

    actor: ActorRef
    role: Role
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Event:
    """What happened or is planned; ``id`` is unique within the release and stable from run to run."""

    id: str
    type: str
    label: str
    date: PartialDate | None
    place: str | None
    participants: tuple[Participant, ...]
    topics: tuple[str, ...]
    status: Status
    evidence: Evidence
    mentions: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A speech act: who expressed what, of or to whom.

    ``speakers`` and ``targets`` are resolved actors; ``target`` keeps the words where the target is no known actor.
    """

    id: str
    kind: str
    speakers: tuple[ActorRef, ...]
    on_behalf_of: ActorRef | None
    targets: tuple[ActorRef, ...]
    target: str | None
    content: str
    areas: tuple[str, ...]  # ids of Area of the same extraction
    deadline: PartialDate | None
    framework: ActorRef | None
    modality: Modality
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Area:
    """An area of cooperation as worded; ``concept`` is the local name in the areas scheme (``area:<concept>``)."""

    id: str
    phrase: str
    concept: str | None
    label: str | None
    dimension: str | None
    by: tuple[ActorRef, ...]
    framework: ActorRef | None
    parties: tuple[ActorRef, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A reference that was left open because no candidate, or more than one, remained."""

    words: str
    candidates: tuple[str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one release, and which model and rules found it."""

    release: Release
    people: tuple[Person, ...] = ()
    states: tuple[State, ...] = ()
    organizations: tuple[Organization, ...] = ()
    places: tuple[Place, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    areas: tuple[Area, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    groups: tuple[ActorRef, ...] = ()  # groups that some fact names ("CICA Member States")
    model: str = ""
    version: str = field(default="")
