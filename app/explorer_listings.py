"""The lists of the explorer, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from diplograph.explorer_model import Column, Filter, Listing, Order
from diplograph.graph.names import NAMES
from diplograph.graph.rdf import sparql
from diplograph.ontology.terms import EVENT_TYPES, STATEMENT_GROUPS, STATEMENT_KINDS, local

TYPES: Final = tuple(EVENT_TYPES)
KINDS: Final = tuple(STATEMENT_KINDS)
FAMILIES: Final = tuple(local(group) for group in STATEMENT_GROUPS)
COMMITMENTS: Final = tuple(kind for kind in KINDS if STATEMENT_KINDS[kind] in next(iter(STATEMENT_GROUPS.values())))
STATUSES: Final = ("occurred", "planned", "hypothetical", "negated")
ROLES: Final = (
    "host", "organizer", "chair", "co-chair", "speaker", "signatory", "sender", "recipient", "participant",
)  # fmt: skip

_NAME = Filter(
    "Name holds", f"GRAPH {sparql(NAMES)} {{ ?thing ?how ?form FILTER(CONTAINS(?form, {{value}})) }}", "words"
)
_BELOW = "?within skos:broader* {value} ."  # an area and those below it
_OF_RELEASE = Filter("In the release", "?thing dg:release {value} .")
_TITLE = Order(
    "Name",
    "OPTIONAL { ?thing rdfs:label ?key FILTER NOT EXISTS { ?thing rdfs:label ?less FILTER(STR(?less) < STR(?key)) } }",
)


def _text(title: str, path: str) -> Filter:
    return Filter(title, f"?thing {path} ?words . FILTER(CONTAINS(LCASE(STR(?words)), LCASE(STR({{value}}))))", "text")


def _dated(day: str, last: str = "") -> dict[str, Filter]:
    """Return the ends of a time for things that are dated at a path; a second path may lead to their last day."""
    until = f"OPTIONAL {{ ?thing {last} ?last }}" if last else ""
    end = "COALESCE(STR(?last), STR(?day))" if last else "STR(?day)"
    return {
        "since": Filter("From", f'?thing {day} ?day . {until} FILTER(CONCAT({end}, "~") >= STR({{value}}))', "since"),
        "until": Filter("To", f'?thing {day} ?first . FILTER(STR(?first) <= CONCAT(STR({{value}}), "~"))', "until"),
    }


def _days(path: str) -> dict[str, Order]:
    pattern = f"OPTIONAL {{ ?thing {path} ?when BIND(STR(?when) AS ?key) }}"
    return {"newest": Order("Newest first", pattern, descending=True), "oldest": Order("Oldest first", pattern)}


_MENTIONS = Column("sentences", "Sentences", "dg:evidence", "count")
_MOST = Order(
    "Most named",
    "{ SELECT ?thing (COUNT(*) AS ?key) WHERE { {members} ?thing dg:evidence ?said } GROUP BY ?thing }",
    descending=True,
)
_RELEASE = Column("release", "Release", "dg:release", "thing")
_SAID_ON = Column("date", "Date", "dg:release/dg:date")


def _actors(name: str, title: str, one: str, kind: str, about: str, *columns: Column, **filters: Filter) -> Listing:
    members = f"?thing a dg:{one.capitalize()} ."
    most = Order(_MOST.title, _MOST.pattern.replace("{members}", members), _MOST.descending)
    name_column = Column("name", "Name", "rdfs:label")
    return Listing(
        name, title, one, about, kind, members, (name_column, *columns, _MENTIONS),
        {"q": _NAME, **filters}, {"named": most, "name": _TITLE}, facts=False,
    )  # fmt: skip


_SPOKEN: Final = {
    "q": _text("Words hold", "dg:content"),
    "actor": Filter("By, for or to", "VALUES ?as { dg:speaker dg:onBehalfOf dg:target } ?thing ?as {value} ."),
    "speaker": Filter("By", "VALUES ?as { dg:speaker dg:onBehalfOf } ?thing ?as {value} ."),
    "target": Filter("To or of", "?thing dg:target {value} ."),
    "area": Filter("In the area", f"{_BELOW} ?thing dg:area ?within ."),
    "framework": Filter("Within", "?thing dg:framework {value} ."),
    "release": _OF_RELEASE,
}

UNSORTED: Final = "any"
_ANY: Final = Order("As they come")

LISTINGS: Final[Mapping[str, Listing]] = {
    listing.name: replace(listing, orders={**listing.orders, UNSORTED: _ANY})
    for listing in (
        _actors(
            "people", "People", "person", "person", "Everybody whom a release names.",
            Column("posts", "Holds", "dg:holdsPost", "thing"),
            post=Filter("Holds", "?thing dg:holdsPost {value} .", enough=True),
        ),
        _actors("states", "States", "state", "state", "States that releases name.", Column("code", "Code", "dg:code"),
            member=Filter("Member of", "?thing dg:memberOf {value} .")),
        _actors(
            "organizations", "Organizations", "organization", "organization", "Organizations that releases name.",
            Column("acronym", "Acronym", "dg:acronym"),
            part=Filter("Part of", "?thing dg:partOf {value} ."),
        ),
        _actors("groups", "Groups", "group", "group", "Groups that act together, such as the member states of a body."),
        _actors("places", "Places", "place", "place", "Places that releases name.",
            Column("country", "Country", "dg:country", "thing"),
            country=Filter("In", "?thing dg:country {value} .")),
        Listing(
            "events", "Events", "event", "What happened, is planned, or is said not to have happened.", "event",
            "?thing a dg:Event .",
            (
                Column("date", "Date", "dg:date"), Column("end", "Until", "dg:endDate"),
                Column("type", "Type", "a", "kind", TYPES), Column("label", "Event", "rdfs:label"),
                Column("status", "Status", "dg:status"), Column("place", "Place", "dg:placeName"),
                Column("participants", "Participants", "dg:participation/dg:actor", "thing"), _RELEASE,
            ),
            {
                "q": _text("Words hold", "rdfs:label|dg:topic"),
                "type": Filter("Type", "?thing a {value} .", "thing", TYPES),
                "status": Filter("Status", "?thing dg:status {value} .", "text", STATUSES),
                **_dated("dg:date", "dg:endDate"),
                "actor": Filter("With", "?one dg:actor {value} ; dg:event ?thing ."),
                "with": Filter("And with", "?other dg:actor {value} ; dg:event ?thing ."),
                "place": Filter("At", "?thing dg:place {value} ."),
                "release": _OF_RELEASE,
            },
            _days("dg:date"),
        ),
        Listing(
            "participations", "Participations", "participation", "Who took part in what, and in which role.", "event",
            "?thing a dg:Participation .",
            (
                Column("date", "Date", "dg:event/dg:date"), Column("actor", "Who", "dg:actor", "thing"),
                Column("role", "Role", "dg:role"), Column("type", "Type", "dg:event/a", "kind", TYPES),
                Column("event", "Event", "dg:event", "thing"), Column("status", "Status", "dg:event/dg:status"),
                Column("place", "Place", "dg:event/dg:placeName"),
                Column("others", "With", "dg:event/dg:participation/dg:actor", "thing"), _RELEASE,
            ),
            {
                "q": _text("Words hold", "rdfs:label"),
                "role": Filter("Role", "?thing dg:role {value} .", "text", ROLES),
                "type": Filter("Type", "?thing dg:event ?happened . ?happened a {value} .", "thing", TYPES),
                **_dated("dg:event/dg:date", "dg:event/dg:endDate"),
                "actor": Filter("Of", "?thing dg:actor {value} .", enough=True),
                "event": Filter("In", "?thing dg:event {value} .", enough=True),
                "release": _OF_RELEASE,
            },
            _days("dg:event/dg:date"),
        ),
        Listing(
            "commitments", "Commitments", "commitment", "What was promised, offered or agreed.", "commitment",
            "?thing a dg:Commitment .",
            (
                _SAID_ON, Column("kind", "Kind", "a", "kind", COMMITMENTS),
                Column("committer", "By", "dg:speaker", "thing"), Column("counterpart", "To", "dg:target", "thing"),
                Column("to", "To (words)", "dg:targetName"),
                Column("content", "Content", "dg:content"), Column("area", "Area", "dg:area", "thing"),
                Column("framework", "Within", "dg:framework", "thing"), Column("deadline", "Until", "dg:deadline"),
                _RELEASE,
            ),
            {
                **_SPOKEN,
                "kind": Filter("Kind", "?thing a {value} .", "thing", COMMITMENTS),
                **_dated("dg:release/dg:date"),
            },
            {**_days("dg:release/dg:date"),
             "deadline": Order("Deadline", "OPTIONAL { ?thing dg:deadline ?end BIND(STR(?end) AS ?key) }")},
        ),
        Listing(
            "statements", "Statements", "statement", "Who said what of whom, commitments among it.", "statement",
            "?thing a dg:Statement .",
            (
                _SAID_ON, Column("kind", "Kind", "a", "kind", KINDS),
                Column("speaker", "By", "dg:speaker", "thing"), Column("target", "To or of", "dg:target", "thing"),
                Column("to", "To (words)", "dg:targetName"),
                Column("content", "Content", "dg:content"), Column("area", "Area", "dg:area", "thing"),
                Column("modality", "Said as", "dg:modality"), _RELEASE,
            ),
            {
                **_SPOKEN,
                "kind": Filter("Kind", "?thing a {value} .", "thing", (*FAMILIES, *KINDS)),
                "other": Filter(
                    "Commitments", 'FILTER({value} != "left out" || NOT EXISTS { ?thing a dg:Commitment })', "text",
                    ("left out",),
                ),
                **_dated("dg:release/dg:date"),
            },
            _days("dg:release/dg:date"),
        ),
        Listing(
            "areas", "Areas of cooperation", "area",
            "The scheme of areas, and how often somebody speaks of cooperation in each.", "area",
            "?thing a dg:CooperationArea .",
            (
                Column("name", "Area", "skos:prefLabel"), Column("dimension", "Dimension", "dg:dimension", "thing"),
                Column("broader", "Part of", "skos:broader", "thing"),
                Column("mentions", "Mentions", "^dg:area/dg:phrase", "count"),
            ),
            {
                "q": _NAME,
                "dimension": Filter("Dimension", "?thing dg:dimension {value} ."),
                "broader": Filter("Part of", "?thing skos:broader {value} ."),
            },
            {
                "name": Order("Name", "?thing skos:prefLabel ?label . BIND(STR(?label) AS ?key)"),
                "mentions": Order(
                    "Most mentioned",
                    "OPTIONAL { SELECT ?thing (COUNT(*) AS ?key) WHERE { ?said dg:area ?thing ; dg:phrase ?words }"
                    " GROUP BY ?thing }",
                    descending=True,
                ),
            },
            facts=False,
        ),
        Listing(
            "cooperation", "Proposed cooperation", "mention of an area",
            "In what somebody proposes, offers, agrees on or reports cooperation.", "area",
            "?thing a dg:ProposedCooperation .",
            (
                _SAID_ON, Column("area", "Area", "dg:area", "thing"), Column("phrase", "Words", "dg:phrase"),
                Column("proposer", "By", "dg:proposer", "thing"), Column("party", "Of", "dg:party", "thing"),
                Column("framework", "Within", "dg:framework", "thing"), _RELEASE,
            ),
            {
                "q": _text("Words hold", "dg:phrase"),
                "actor": Filter(
                    "By, of or within", "VALUES ?as { dg:proposer dg:party dg:framework } ?thing ?as {value} ."
                ),
                "proposer": Filter("By", "?thing dg:proposer {value} ."),
                "framework": Filter("Within", "?thing dg:framework {value} ."),
                "area": Filter("In the area", f"{_BELOW} ?thing dg:area ?within ."),
                "release": _OF_RELEASE,
                **_dated("dg:release/dg:date"),
            },
            _days("dg:release/dg:date"),
        ),
        Listing(
            "posts", "Posts held", "tenure", "Who was seen in which post, once for each release that says so.",
            "person", "?thing a dg:Tenure .",
            (
                Column("seen", "Seen", "dg:seenOn"), Column("holder", "Who", "dg:holder", "thing"),
                Column("post", "Post", "dg:post", "thing"), Column("status", "Status", "dg:tenureStatus"), _RELEASE,
            ),
            {
                "q": _text("Words hold", "rdfs:label"),
                "status": Filter("Status", "?thing dg:tenureStatus {value} .", "text",
                    ("current", "former", "acting", "designate")),
                **_dated("dg:seenOn"),
                "holder": Filter("Of", "?thing dg:holder {value} .", enough=True),
                "post": Filter("In the post", "?thing dg:post {value} .", enough=True),
                "body": Filter("In", "?office dg:postOf {value} . ?thing dg:post ?office .", enough=True),
                "release": _OF_RELEASE,
            },
            _days("dg:seenOn"),
        ),
        Listing(
            "releases", "Releases", "release", "What all of this was read from.", "release", "?thing a dg:Release .",
            (
                Column("date", "Date", "dg:date"), Column("title", "Title", "rdfs:label"),
                Column("publisher", "Publisher", "dg:publisher", "thing"),
                Column("language", "Language", "dg:language"),
            ),
            {
                "q": _text("Title holds", "rdfs:label"),
                **_dated("dg:date"),
                "publisher": Filter("Published by", "?thing dg:publisher {value} ."),
            },
            {**_days("dg:date"), "title": Order("Title", _TITLE.pattern)},
            facts=False,
        ),
        Listing(
            "sentences", "Sentences", "sentence", "The sentences that stand behind facts and mentions.", "release",
            "?thing a dg:Evidence .",
            (
                Column("date", "Date", "dg:release/dg:date"), Column("quote", "Sentence", "dg:quote"),
                Column("rule", "Rule", "dg:rule"), Column("confidence", "Confidence", "dg:confidence"),
                Column("start", "From", "dg:start"), Column("end", "To", "dg:end"), _RELEASE,
            ),
            {
                "q": _text("Words hold", "dg:quote"),
                "of": Filter("That name", "{value} dg:evidence ?thing .", enough=True),
                "release": _OF_RELEASE,
                **_dated("dg:release/dg:date"),
            },
            {UNSORTED: _ANY, **_days("dg:release/dg:date")},
            facts=False,
        ),
    )
}  # fmt: skip
