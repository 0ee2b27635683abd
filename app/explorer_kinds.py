"""The page of each kind of thing, as data: the lines about it, and the lists that it is the subject of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from diplograph.explorer_listings import KINDS, TYPES
from diplograph.explorer_model import Column, Page, Section

_SAME = Column("same", "The same elsewhere", "owl:sameAs", "web")
_ALSO = Column("aliases", "Also called", "skos:altLabel")
_MEMBER = Column("member", "Member of", "dg:memberOf", "thing")
_PART = Column("part", "Part of", "dg:partOf", "thing")
_RELEASE = Column("release", "Release", "dg:release", "thing")
_SAID_ON = Column("date", "Date of the release", "dg:release/dg:date")

_ACTS: Final = (
    Section("Events", "participations", "actor", without=("actor",)),
    Section("Commitments given", "commitments", "speaker"),
    Section("Commitments received", "commitments", "target"),
    Section("Statements made", "statements", "speaker", {"other": "left out"}),
    Section("Statements received", "statements", "target", {"other": "left out"}),
    Section("Areas of cooperation", "cooperation", "actor"),
)
_WITHIN: Final = (
    Section("Commitments within it", "commitments", "framework"),
    Section("Statements within it", "statements", "framework", {"other": "left out"}),
)
_NAMED: Final = Section("Sentences that name it", "sentences", "of")

PAGES: Final[Mapping[str, Page]] = {
    "person": Page(
        "person", "Person",
        (_ALSO, Column("posts", "Holds", "dg:holdsPost", "thing"),
         Column("represents", "Represents", "dg:represents", "thing"), _SAME),
        (*_ACTS, _NAMED), network=True,
    ),
    "state": Page(
        "state", "State", (_ALSO, Column("code", "ISO 3166", "dg:code"), _MEMBER, _SAME),
        (*_ACTS, *_WITHIN, _NAMED), network=True,
    ),
    "organization": Page(
        "organization", "Organization", (Column("acronym", "Acronym", "dg:acronym"), _ALSO, _PART, _MEMBER, _SAME),
        (*_ACTS, *_WITHIN, Section("Member states", "states", "member", order="name"),
         Section("Parts of it", "organizations", "part", order="name"),
         Section("Releases published", "releases", "publisher"), _NAMED), network=True,
    ),
    "group": Page("group", "Group", (_ALSO, _PART), (*_ACTS, _NAMED), network=True),
    "place": Page(
        "place", "Place", (_ALSO, Column("country", "Country", "dg:country", "thing"), _SAME),
        (Section("Events here", "events", "place"), _NAMED), network=True,
    ),
    "post": Page(
        "person", "Post", (Column("of", "Of", "dg:postOf", "thing"), Column("of_name", "Of (words)", "dg:postOfName")),
    ),
    "tenure": Page(
        "person", "Post held",
        (Column("holder", "Who", "dg:holder", "thing"), Column("post", "Post", "dg:post", "thing"),
         Column("status", "Status", "dg:tenureStatus"), Column("seen", "Seen on", "dg:seenOn"), _RELEASE),
    ),
    "event": Page(
        "event", "Event",
        (Column("type", "Type", "a", "kind", TYPES), Column("status", "Status", "dg:status"),
         Column("date", "Date", "dg:date"), Column("end", "Until", "dg:endDate"),
         Column("place", "Place", "dg:place", "thing"), Column("placed", "Place (words)", "dg:placeName"),
         Column("topics", "About", "dg:topic"), _RELEASE),
        (Section("Participants", "participations", "event",
            without=("event", "date", "type", "status", "place", "others", "release")),), network=True,
    ),
    "participation": Page(
        "event", "Participation",
        (Column("actor", "Who", "dg:actor", "thing"), Column("role", "Role", "dg:role"),
         Column("event", "Event", "dg:event", "thing"), _RELEASE),
    ),
    "statement": Page(
        "statement", "Statement",
        (Column("kind", "Kind", "a", "kind", KINDS), Column("speaker", "By", "dg:speaker", "thing"),
         Column("behalf", "For", "dg:onBehalfOf", "thing"), Column("target", "To or of", "dg:target", "thing"),
         Column("to", "To (words)", "dg:targetName"), Column("content", "Content", "dg:content"),
         Column("area", "Area", "dg:area", "thing"), Column("framework", "Within", "dg:framework", "thing"),
         Column("deadline", "Until", "dg:deadline"), Column("modality", "Said as", "dg:modality"), _SAID_ON, _RELEASE),
        network=True,
    ),
    "area-mention": Page(
        "area", "Proposed cooperation",
        (Column("area", "Area", "dg:area", "thing"), Column("phrase", "Words", "dg:phrase"),
         Column("proposer", "By", "dg:proposer", "thing"), Column("party", "Of", "dg:party", "thing"),
         Column("framework", "Within", "dg:framework", "thing"),
         Column("statement", "Said in", "dg:statement", "thing"),
         _SAID_ON, _RELEASE), network=True,
    ),
    "area": Page(
        "area", "Area of cooperation",
        (Column("dimension", "Dimension", "dg:dimension", "thing"),
         Column("broader", "Part of", "skos:broader", "thing"),
         Column("narrower", "Parts", "^skos:broader", "thing"), _ALSO,
         Column("note", "Scope", "skos:definition|skos:scopeNote"),
         Column("goal", "Sustainable Development Goals", "skos:relatedMatch", "web")),
        (Section("Who proposed it, in which framework", "cooperation", "area"),
         Section("Commitments", "commitments", "area"),
         Section("Other statements", "statements", "area", {"other": "left out"})), network=True,
    ),
    "release": Page(
        "release", "Release",
        (Column("date", "Date", "dg:date"), Column("dated", "Date taken from", "dg:dateFrom"),
         Column("publisher", "Publisher", "dg:publisher", "thing"),
         Column("published", "Publisher (words)", "dg:publisherName"), Column("language", "Language", "dg:language"),
         Column("url", "Address", "dg:url", "web"), Column("source", "File", "dg:source"),
         Column("sha256", "SHA-256", "dg:sha256"), Column("model", "Read with", "dg:model")),
    ),
    "evidence": Page(
        "release", "Sentence",
        (Column("quote", "Sentence", "dg:quote"), Column("rule", "Rule", "dg:rule"),
         Column("confidence", "Confidence", "dg:confidence"), Column("start", "From character", "dg:start"),
         Column("end", "To character", "dg:end"), Column("facts", "Says", "^dg:evidence", "thing"), _RELEASE),
    ),
}  # fmt: skip

COUNTED: Final = ("events", "statements", "commitments", "cooperation", "posts", "sentences")
"""The lists whose numbers the page of a release tells."""
