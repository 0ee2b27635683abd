"""Two small releases with what is found in them, made by hand: every class of the vocabulary, no extraction needed."""

from __future__ import annotations

from diplograph.extract.gazetteer import Gazetteer, OrganizationEntry, StateEntry
from diplograph.extract.model import (
    ActorRef,
    Area,
    Event,
    Evidence,
    Extraction,
    Organization,
    PartialDate,
    Participant,
    Person,
    Place,
    Post,
    Release,
    State,
    Statement,
)

MET = (
    "CICA Secretary General Aida Nurlan met Foreign Minister of Slovakia Pavol Kováč in Bratislava on 12 October 2020."
)
HOSTED = "The Republic of Korea hosted the Asian Conference, co-chaired by Slovakia, on 12-13 October 2020."
SPOKE = "Aida Nurlan spoke at the conference."
THANKED = "Aida Nurlan thanked Pavol Kováč for the invitation."
CONDOLED = "She expressed deep condolences to the families of the victims."
PLEDGED = (
    "Slovakia pledged to help the CICA Secretariat in countering terrorism within the framework of CICA until 2025."
)
PROPOSED = 'She proposed that the CICA Member States expand cooperation in tourism and "smart <villages>".'
ABSENT = "Former President Ján Novák did not attend the reception."
DENIED = "Slovakia did not commit to any payment."
PLANNED = "The next summit is planned for 2021 in Almaty."

AIDA = ActorRef("Aida Nurlan", "person", "person/aida-nurlan")
PAVOL = ActorRef("Pavol Kováč", "person", "person/pavol-kovac")
JAN = ActorRef("Ján Novák", "person", "person/jan-novak")
KOREA = ActorRef("South Korea", "state", "state/KOR")
SLOVAKIA = ActorRef("Slovakia", "state", "state/SVK")
KAZAKHSTAN = ActorRef("Kazakhstan", "state", "state/KAZ")
CICA_NAME = "Conference on Interaction and Confidence Building Measures in Asia"
CICA = ActorRef(CICA_NAME, "organization", "organization/cica")
SECRETARIAT = ActorRef("CICA Secretariat", "organization", "organization/cica-secretariat")
OSCE = ActorRef("Organization for Security and Co-operation in Europe", "organization", "organization/osce")
MEMBERS = ActorRef("CICA Member States", "group", "group/cica-member-states")


def _release(name: str, sentences: tuple[str, ...], **metadata: object) -> Release:
    text = "\n".join(sentences)
    return Release(name, f"{name}.txt", text, f"{len(text):064x}", **metadata)  # type: ignore[arg-type]


def _evidence(release: Release, quote: str, rule: str, confidence: float = 0.9) -> Evidence:
    start = release.text.index(quote)
    return Evidence(quote, start, start + len(quote), rule, confidence)


def first() -> Extraction:
    """A dated release with a publisher that is no known actor."""
    sentences = (MET, HOSTED, SPOKE, THANKED, CONDOLED, PLEDGED, PROPOSED, ABSENT, DENIED, PLANNED)
    release = _release(
        "first",
        sentences,
        title="Aida Nurlan meets Pavol Kováč",
        publisher="Press Service",
        date=PartialDate("2020-10-14"),
        date_from="text",
        url="https://example.org/news/1?a=b&c=d",
    )

    def said(quote: str, rule: str = "sample.rule", confidence: float = 0.9) -> Evidence:
        return _evidence(release, quote, rule, confidence)

    people = (
        Person(
            AIDA.id,
            AIDA.name,
            ("A.Nurlan", "Nurlan"),
            (Post("Secretary General", "CICA Secretariat", SECRETARIAT, said(MET, "post.of")),),
            said(MET, "person.name", 1.0),
            (said(THANKED, "person.name", 1.0),),
        ),
        Person(
            PAVOL.id,
            PAVOL.name,
            (),
            (
                Post("Deputy Prime Minister", "Slovakia", SLOVAKIA, said(MET, "post.double")),
                Post("Foreign Minister", "Slovakia", SLOVAKIA, said(MET, "post.double")),
            ),
            said(MET, "person.name", 1.0),
        ),
        Person(
            JAN.id,
            JAN.name,
            (),
            (Post("President", None, None, said(ABSENT, "post.former"), "former"),),
            said(ABSENT, "person.name", 1.0),
        ),
    )
    events = (
        Event(
            "event/first/meeting-1",
            "Meeting",
            "Meeting of Aida Nurlan and Pavol Kováč",
            PartialDate("2020-10-12"),
            "Bratislava",
            (Participant(AIDA, "participant", said(MET)), Participant(PAVOL, "participant", said(MET))),
            ("the invitation",),
            "occurred",
            said(MET, "event.met", 0.95),
            (said(THANKED, "event.mention", 0.5),),
        ),
        Event(
            "event/first/conference-1",
            "Conference",
            "Asian Conference",
            PartialDate("2020-10-12", "2020-10-13"),
            "South Korea",
            (
                Participant(KOREA, "host", said(HOSTED)),
                Participant(KOREA, "co-chair", said(HOSTED)),
                Participant(SLOVAKIA, "co-chair", said(HOSTED)),
                Participant(AIDA, "speaker", said(SPOKE)),
            ),
            ("global security",),
            "occurred",
            said(HOSTED, "event.conference", 0.95),
        ),
        Event(
            "event/first/meeting-2",
            "Meeting",
            "reception",
            None,
            None,
            (Participant(JAN, "participant", said(ABSENT)),),
            (),
            "negated",
            said(ABSENT, "event.attend", 0.8),
        ),
        Event(
            "event/first/summit-1",
            "Summit",
            "next summit",
            PartialDate("2021"),
            "Almaty",
            (Participant(MEMBERS, "participant", said(PLANNED)),),
            (),
            "planned",
            said(PLANNED, "event.planned", 0.8),
        ),
    )
    areas = (
        Area(
            "area-mention/first/a1",
            "tourism",
            "tourism",
            "Tourism",
            "economic",
            (AIDA,),
            CICA,
            (MEMBERS,),
            said(PROPOSED),
        ),
        Area("area-mention/first/a2", "smart <villages>", None, None, None, (AIDA,), CICA, (MEMBERS,), said(PROPOSED)),
        Area(
            "area-mention/first/a3",
            "countering terrorism",
            "terrorism",
            "Terrorism",
            "new-challenges-and-threats",
            (SLOVAKIA,),
            CICA,
            (),
            said(PLEDGED),
        ),
    )
    statements = (
        _statement(1, "Appreciation", (AIDA,), (PAVOL,), None, "the invitation", said(THANKED)),
        _statement(2, "Condolence", (AIDA,), (), "the families of the victims", "the victims", said(CONDOLED)),
        Statement(
            "statement/first/s3",
            "Pledge",
            (SLOVAKIA,),
            None,
            (SECRETARIAT,),
            "the CICA Secretariat",
            "help in countering terrorism",
            ("area-mention/first/a3",),
            PartialDate("2025"),
            CICA,
            "asserted",
            said(PLEDGED, "pledge.pledged", 0.92),
        ),
        Statement(
            "statement/first/s4",
            "Proposal",
            (AIDA,),
            SECRETARIAT,
            (MEMBERS,),
            None,
            'expand cooperation in tourism and "smart <villages>"',
            ("area-mention/first/a1", "area-mention/first/a2"),
            None,
            CICA,
            "asserted",
            said(PROPOSED),
        ),
        Statement(
            "statement/first/s5",
            "Pledge",
            (SLOVAKIA,),
            None,
            (),
            None,
            "any payment",
            (),
            None,
            None,
            "negated",
            said(DENIED),
        ),
    )
    return Extraction(
        release,
        people,
        (
            State(KOREA.id, "KOR", "South Korea", ("Republic of Korea",), said(HOSTED, "state.name", 1.0)),
            State(
                SLOVAKIA.id, "SVK", "Slovakia", (), said(MET, "state.name", 1.0), (said(PLEDGED, "state.name", 1.0),)
            ),
        ),
        (
            Organization(CICA.id, CICA.name, "CICA", ("CICA",), said(PLEDGED, "org.acronym", 1.0), known=True),
            Organization(SECRETARIAT.id, SECRETARIAT.name, None, (), said(PLEDGED, "org.name", 1.0), known=True),
        ),
        (
            Place("place/bratislava", "Bratislava", "SVK", said(MET, "place.city", 1.0)),
            Place("place/almaty", "Almaty", "KAZ", said(PLANNED, "place.city", 1.0)),
        ),
        events,
        statements,
        areas,
        (),
        (MEMBERS,),
        "sample-model",
        "v1",
    )


def _statement(
    number: int,
    kind: str,
    speakers: tuple[ActorRef, ...],
    targets: tuple[ActorRef, ...],
    target: str | None,
    content: str,
    evidence: Evidence,
) -> Statement:
    name = f"statement/first/s{number}"
    return Statement(name, kind, speakers, None, targets, target, content, (), None, None, "asserted", evidence)


CALLED = "Aida Nurlan called Pavol Kováč in March 2021."
URGED = "The OSCE called on Kazakhstan to protect human rights."
READY = "Kazakhstan is ready for cooperation with the OSCE."


def second() -> Extraction:
    """An undated release of a known publisher, that names two actors of the first again."""
    release = _release("second", (CALLED, URGED, READY), publisher="OSCE")

    def said(quote: str, rule: str = "sample.rule", confidence: float = 0.9) -> Evidence:
        return _evidence(release, quote, rule, confidence)

    return Extraction(
        release,
        (
            Person(AIDA.id, AIDA.name, ("Nurlan",), (), said(CALLED, "person.name", 1.0)),
            Person(
                PAVOL.id,
                PAVOL.name,
                (),
                (Post("Foreign Minister", "Slovakia", SLOVAKIA, said(CALLED, "post.known"), "acting"),),
                said(CALLED, "person.name", 1.0),
            ),
        ),
        (State(KAZAKHSTAN.id, "KAZ", "Kazakhstan", (), said(URGED, "state.name", 1.0)),),
        (Organization(OSCE.id, OSCE.name, "OSCE", (), said(URGED, "org.acronym", 1.0), known=True),),
        (),
        (
            Event(
                "event/second/phone-call-1",
                "PhoneCall",
                "call of Aida Nurlan to Pavol Kováč",
                PartialDate("2021-03"),
                None,
                (Participant(AIDA, "participant", said(CALLED)), Participant(PAVOL, "participant", said(CALLED))),
                (),
                "occurred",
                said(CALLED, "event.called"),
            ),
        ),
        (
            Statement(
                "statement/second/s1",
                "Call",
                (OSCE,),
                None,
                (KAZAKHSTAN,),
                None,
                "protect human rights",
                (),
                None,
                None,
                "asserted",
                said(URGED),
            ),
            Statement(
                "statement/second/s2",
                "Readiness",
                (KAZAKHSTAN,),
                None,
                (OSCE,),
                None,
                "cooperation with the OSCE",
                (),
                None,
                None,
                "conditional",
                said(READY),
            ),
        ),
        model="sample-model",
        version="v1",
    )


def gazetteer() -> Gazetteer:
    """A gazetteer of a few states and organizations, so that the tests do not move with the real one."""
    nobody: frozenset[str] = frozenset()
    states = (
        StateEntry("KAZ", "KZ", "Kazakhstan", "Republic of Kazakhstan", (), (), "Astana", nobody, "ISO 3166-1"),
        StateEntry("KOR", "KR", "South Korea", "Republic of Korea", (), (), "Seoul", nobody, "ISO 3166-1"),
        StateEntry("SVK", "SK", "Slovakia", "Slovak Republic", (), (), "Bratislava", nobody, "ISO 3166-1"),
        StateEntry("TWN", "TW", "Taiwan", "Taiwan", (), (), "Taipei", nobody, "ISO 3166-1", "other"),
    )
    organizations = (
        OrganizationEntry("cica", "CICA", CICA_NAME, (), None, ("KAZ", "KOR"), "igo", nobody, "cica.org"),
        OrganizationEntry("cica-secretariat", None, "CICA Secretariat", (), "cica", (), "organ", nobody, "cica.org"),
        OrganizationEntry("osce", "OSCE", OSCE.name, (), None, ("KAZ", "SVK"), "igo", nobody, "osce.org"),
    )
    return Gazetteer(
        states, organizations, (), (), (), (), (), (),
        state_by_code={state.code: state for state in states},
        organization_by_id={body.id: body for body in organizations},
    )  # fmt: skip
