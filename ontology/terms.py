"""The vocabulary's names for Python: plain strings, no RDF library needed.

Every member of :class:`Class` and :class:`Prop` is the IRI itself (a ``str``); a test compares them with
``diplograph.ttl``, both ways.
"""

from __future__ import annotations

from enum import StrEnum
from importlib.resources import files
from typing import Final

BASE: Final = "https://w3id.org/diplograph/id/"
DG: Final = "https://w3id.org/diplograph/ontology#"
AREA: Final = "https://w3id.org/diplograph/areas#"
PLOVER: Final = "https://w3id.org/diplograph/plover#"

# Ontology IRIs, which are also the names of the graphs that hold them.
ONTOLOGY: Final = "https://w3id.org/diplograph/ontology"
AREAS: Final = "https://w3id.org/diplograph/areas"
ALIGNMENTS: Final = "https://w3id.org/diplograph/alignments"
SHAPES: Final = "https://w3id.org/diplograph/shapes"

FILES: Final[dict[str, str]] = {
    ONTOLOGY: "diplograph.ttl",
    AREAS: "areas.ttl",
    ALIGNMENTS: "alignments.ttl",
    SHAPES: "shapes.ttl",
}


def turtle(iri: str) -> str:
    """Return the Turtle text of ONTOLOGY, AREAS, ALIGNMENTS or SHAPES; KeyError for any other IRI."""
    return files("diplograph.ontology").joinpath(FILES[iri]).read_text(encoding="utf-8")


class Class(StrEnum):
    """The classes, as IRIs."""

    RELEASE = DG + "Release"
    EVIDENCE = DG + "Evidence"
    ACTOR = DG + "Actor"
    PERSON = DG + "Person"
    STATE = DG + "State"
    ORGANIZATION = DG + "Organization"
    GROUP = DG + "Group"
    POST = DG + "Post"
    TENURE = DG + "Tenure"
    PLACE = DG + "Place"
    EVENT = DG + "Event"
    MEETING = DG + "Meeting"
    PHONE_CALL = DG + "PhoneCall"
    CONFERENCE = DG + "Conference"
    SUMMIT = DG + "Summit"
    BRIEFING = DG + "Briefing"
    VISIT = DG + "Visit"
    SPEECH = DG + "Speech"
    SIGNING = DG + "Signing"
    CEREMONY = DG + "Ceremony"
    TRAINING = DG + "Training"
    EXERCISE = DG + "Exercise"
    MISSION = DG + "Mission"
    APPOINTMENT = DG + "Appointment"
    ASSISTANCE = DG + "Assistance"
    CRISIS = DG + "Crisis"
    LAUNCH = DG + "Launch"
    PARTICIPATION = DG + "Participation"
    STATEMENT = DG + "Statement"
    COMMITMENT = DG + "Commitment"
    PLEDGE = DG + "Pledge"
    READINESS = DG + "Readiness"
    AGREEMENT = DG + "Agreement"
    DIRECTIVE = DG + "Directive"
    PROPOSAL = DG + "Proposal"
    CALL = DG + "Call"
    INVITATION = DG + "Invitation"
    EXPRESSIVE = DG + "Expressive"
    SUPPORT = DG + "Support"
    APPRECIATION = DG + "Appreciation"
    CONDOLENCE = DG + "Condolence"
    CONGRATULATION = DG + "Congratulation"
    CONDEMNATION = DG + "Condemnation"
    CONCERN = DG + "Concern"
    WELCOME = DG + "Welcome"
    HOPE = DG + "Hope"
    ASSERTIVE = DG + "Assertive"
    ASSERTION = DG + "Assertion"
    COOPERATION_AREA = DG + "CooperationArea"
    PROPOSED_COOPERATION = DG + "ProposedCooperation"


class Prop(StrEnum):
    """The properties, as IRIs."""

    EVIDENCE = DG + "evidence"
    RELEASE = DG + "release"
    QUOTE = DG + "quote"
    START = DG + "start"
    END = DG + "end"
    RULE = DG + "rule"
    CONFIDENCE = DG + "confidence"
    TITLE = DG + "title"
    SOURCE = DG + "source"
    PUBLISHER = DG + "publisher"
    PUBLISHER_NAME = DG + "publisherName"
    DATE_FROM = DG + "dateFrom"
    LANGUAGE = DG + "language"
    URL = DG + "url"
    SHA256 = DG + "sha256"
    MODEL = DG + "model"
    DATE = DG + "date"
    END_DATE = DG + "endDate"
    DEADLINE = DG + "deadline"
    MONTH = DG + "month"
    SEEN_ON = DG + "seenOn"
    ACRONYM = DG + "acronym"
    CODE = DG + "code"
    MEMBER_OF = DG + "memberOf"
    PART_OF = DG + "partOf"
    POST_TITLE = DG + "postTitle"
    POST_OF = DG + "postOf"
    POST_OF_NAME = DG + "postOfName"
    HOLDER = DG + "holder"
    POST = DG + "post"
    TENURE_STATUS = DG + "tenureStatus"
    HOLDS_POST = DG + "holdsPost"
    REPRESENTS = DG + "represents"
    COUNTRY = DG + "country"
    PLACE = DG + "place"
    PLACE_NAME = DG + "placeName"
    TOPIC = DG + "topic"
    STATUS = DG + "status"
    PARTICIPATION = DG + "participation"
    EVENT = DG + "event"
    ACTOR = DG + "actor"
    ROLE = DG + "role"
    PARTICIPANT = DG + "participant"
    HOST = DG + "host"
    ORGANIZER = DG + "organizer"
    CHAIR = DG + "chair"
    CO_CHAIR = DG + "coChair"
    SPEAKER = DG + "speaker"
    SIGNATORY = DG + "signatory"
    SENDER = DG + "sender"
    RECIPIENT = DG + "recipient"
    ON_BEHALF_OF = DG + "onBehalfOf"
    TARGET = DG + "target"
    TARGET_NAME = DG + "targetName"
    CONTENT = DG + "content"
    MODALITY = DG + "modality"
    FRAMEWORK = DG + "framework"
    AREA = DG + "area"
    DIMENSION = DG + "dimension"
    PHRASE = DG + "phrase"
    PROPOSER = DG + "proposer"
    PARTY = DG + "party"
    STATEMENT = DG + "statement"


def local(iri: str) -> str:
    """Return what follows the last ``#`` or ``/`` of an IRI, such as ``Meeting``."""
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def _named(*classes: Class) -> dict[str, Class]:
    return {local(one): one for one in classes}


ACTOR_KINDS: Final[dict[str, Class]] = {
    "person": Class.PERSON,
    "state": Class.STATE,
    "organization": Class.ORGANIZATION,
    "group": Class.GROUP,
}
"""The kind of an actor as records write it → its class."""

EVENT_TYPES: Final[dict[str, Class]] = _named(
    Class.MEETING, Class.PHONE_CALL, Class.CONFERENCE, Class.SUMMIT, Class.BRIEFING, Class.VISIT, Class.SPEECH,
    Class.SIGNING, Class.CEREMONY, Class.TRAINING, Class.EXERCISE, Class.MISSION, Class.APPOINTMENT, Class.ASSISTANCE,
    Class.CRISIS, Class.LAUNCH,
)  # fmt: skip
"""The type of an event as records write it ("PhoneCall") → its class."""

MEETINGS: Final = ("Meeting", "PhoneCall", "Summit", "Visit")
"""The types of events at which those who take part meet, as in queries/who-met-whom.rq."""

STATEMENT_GROUPS: Final[dict[Class, tuple[Class, ...]]] = {
    Class.COMMITMENT: (Class.PLEDGE, Class.READINESS, Class.AGREEMENT),
    Class.DIRECTIVE: (Class.PROPOSAL, Class.CALL, Class.INVITATION),
    Class.EXPRESSIVE: (
        Class.SUPPORT, Class.APPRECIATION, Class.CONDOLENCE, Class.CONGRATULATION, Class.CONDEMNATION, Class.CONCERN,
        Class.WELCOME, Class.HOPE,
    ),
    Class.ASSERTIVE: (Class.ASSERTION,),
}  # fmt: skip
"""The four families of speech acts → the kinds in each."""

STATEMENT_KINDS: Final[dict[str, Class]] = _named(*(kind for kinds in STATEMENT_GROUPS.values() for kind in kinds))
"""The kind of a statement as records write it ("Pledge") → its class."""

ROLES: Final[dict[str, Prop]] = {
    "host": Prop.HOST,
    "organizer": Prop.ORGANIZER,
    "chair": Prop.CHAIR,
    "co-chair": Prop.CO_CHAIR,
    "speaker": Prop.SPEAKER,
    "signatory": Prop.SIGNATORY,
    "sender": Prop.SENDER,
    "recipient": Prop.RECIPIENT,
    "participant": Prop.PARTICIPANT,
}
"""The role in an event as records write it → the direct property from event to actor."""

STATUSES: Final = ("occurred", "planned", "hypothetical", "negated")
MODALITIES: Final = ("asserted", "negated", "conditional", "reported")
TENURE_STATUSES: Final = ("current", "former", "acting", "designate")
DATE_SOURCES: Final = ("text", "metadata", "filename")
DIMENSIONS: Final = ("military-political", "new-challenges-and-threats", "economic", "environmental", "human")
