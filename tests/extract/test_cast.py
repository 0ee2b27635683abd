"""Names that mean the same actor become one entity; where two could be meant, none is taken and the gap is recorded."""

from __future__ import annotations

import pytest

from diplograph.extract import gazetteer
from diplograph.extract.cast import Cast, Mention
from diplograph.extract.identity import name_parts, same_person
from diplograph.extract.line import OrganizationName, PersonName, Title
from diplograph.extract.model import Evidence
from diplograph.extract.symbols import Unit

GAZETTEER = gazetteer.load()
POSTS = {post.title: post for post in GAZETTEER.posts}
PLACES = {place.id: place for place in GAZETTEER.places}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kairat Sarybay", "Kairat Sarybay"),
        ("Kairat Sarybay", "K. Sarybay"),
        ("Kairat Sarybay", "Sarybay"),
        ("Kassym-Jomart Tokayev", "K. Tokayev"),
        ("Kassym-Jomart Tokayev", "Tokayev"),
        ("Shavkat Mirziyoyev", "Sh. Mirziyoyev"),
        ("Sergey Viktorovich Lavrov", "Sergey Lavrov"),
        ("Sergey Viktorovich Lavrov", "S.V. Lavrov"),
        ("Xi Jinping", "Xi"),
        ("Xi Jinping", "Jinping Xi"),
        ("Recep Tayyip Erdoğan", "Erdogan"),
        ("John F. Smith, Jr.", "John Smith"),
        ("Haidar al-Abadi", "Haidar Al-Abadi"),
        ("Haidar al-Abadi", "al-Abadi"),
        ("AIDAR OMAROV", "Aidar Omarov"),
    ],
)
def test_names_that_mean_one_person(one: str, other: str) -> None:
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kairat Sarybay", "Aidar Sarybay"),
        ("Kairat Sarybay", "A. Sarybay"),
        ("Kassym-Jomart Tokayev", "Kanat Tokayev"),
        ("Wang Yi", "Wang Wenbin"),
        ("Kim Jong Un", "Kim Yo Jong"),
        ("Kairat Sarybay", "Kairat Umarov"),
        ("Bat Dorj", "Kenji Sato"),
        ("Bat Dorj", "B"),
        ("", "Bat Dorj"),
        ("", ""),
    ],
)
def test_names_that_do_not(one: str, other: str) -> None:
    assert not same_person(one, other)
    assert not same_person(other, one)


def test_parts_of_a_name() -> None:
    assert name_parts("Kassym-Jomart K. Tokayev") == ("kassymjomart", "k", "tokayev")
    assert name_parts("Haidar al-Abadi") == ("haidar", "alabadi")
    assert name_parts("John Smith, Jr.") == ("john", "smith")
    assert name_parts(" ") == ()


class Text:
    """Collects mentions as a text would: one sentence each, in order."""

    def __init__(self) -> None:
        self.mentions: list[Mention] = []

    def add(self, kind: str, value: object, text: str, rule: str = "holder.before-name") -> Unit:
        number = len(self.mentions)
        unit = Unit(kind, 0, 1, value, rule)
        self.mentions.append(
            Mention(unit, number, text, Evidence(text, 10 * number, 10 * number + 5, rule, 0.9), number)
        )
        return unit

    def person(
        self, name: str, *titles: Title, honorific: str | None = "Mr.", rule: str = "holder.before-name"
    ) -> Unit:
        return self.add("person", PersonName(name, titles, honorific), name, rule)

    def state(self, code: str, text: str | None = None, kind: str = "state") -> Unit:
        entry = GAZETTEER.state_by_code[code]
        return self.add(kind, entry, text or entry.name, "gazetteer.state")

    def organization(self, name: str, id: str | None = None, short: str | None = None) -> Unit:
        entry = GAZETTEER.organization_by_id[id] if id else None
        return self.add("organization", OrganizationName(name, entry, short), name, "gazetteer.organization")

    def cast(self) -> Cast:
        return Cast(self.mentions, GAZETTEER)


@pytest.fixture
def text() -> Text:
    return Text()


def title(name: str, body: Unit | None = None, wording: str | None = None, status: str = "current") -> Title:
    return Title(wording or name, POSTS[name], body, status, "post.of-body")


def of_state(code: str) -> Unit:
    return Unit("state", 0, 1, GAZETTEER.state_by_code[code])


def of_organization(id: str) -> Unit:
    entry = GAZETTEER.organization_by_id[id]
    return Unit("organization", 0, 1, OrganizationName(entry.name, entry))


def test_a_person_by_several_names_is_one(text: Text) -> None:
    full, initial, surname = (text.person(name) for name in ("Kairat Sarybay", "K. Sarybay", "Sarybay"))
    cast = text.cast()
    (person,) = cast.found_people()
    assert (person.id, person.name, person.aliases) == (
        "person/kairat-sarybay",
        "Kairat Sarybay",
        ("K. Sarybay", "Sarybay"),
    )
    assert [cast.ref(i, unit) for i, unit in enumerate((full, initial, surname))] == [cast.ref(0, full)] * 3
    assert (person.evidence.start, [e.start for e in person.mentions]) == (0, [10, 20])
    assert cast.unresolved == []


def test_the_full_name_may_come_last(text: Text) -> None:
    text.person("Sarybay")
    text.person("K. Sarybay")
    text.person("Kairat Sarybay")
    (person,) = text.cast().found_people()
    assert (person.id, person.name) == ("person/kairat-sarybay", "Kairat Sarybay")
    assert person.evidence.start == 0


def test_two_candidates_are_left_open_and_recorded(text: Text) -> None:
    text.person("Kassym-Jomart Tokayev")
    text.person("Kanat Tokayev")
    open_ones = [text.person("K. Tokayev"), text.person("Tokayev")]
    cast = text.cast()
    assert [person.name for person in cast.found_people()] == ["Kassym-Jomart Tokayev", "Kanat Tokayev"]
    assert [cast.ref(2 + i, unit) for i, unit in enumerate(open_ones)] == [None, None]
    assert [(u.words, u.candidates, u.evidence.start) for u in cast.unresolved] == [
        ("K. Tokayev", ("Kassym-Jomart Tokayev", "Kanat Tokayev"), 20),
        ("Tokayev", ("Kassym-Jomart Tokayev", "Kanat Tokayev"), 30),
    ]


def test_initials_tell_namesakes_apart(text: Text) -> None:
    text.person("Kassym-Jomart Tokayev")
    text.person("Bolat Tokayev")
    initial = text.person("B. Tokayev")
    cast = text.cast()
    found = cast.ref(2, initial)
    assert found is not None
    assert found.name == "Bolat Tokayev"
    assert cast.unresolved == []


def test_a_lone_name_that_only_the_model_calls_a_person_is_nobody(text: Text) -> None:
    lone = text.person("Sarybay", honorific=None, rule="person.recognized")
    cast = text.cast()
    assert cast.found_people() == ()
    assert cast.ref(0, lone) is None


def test_a_lone_name_with_a_title_is_somebody(text: Text) -> None:
    text.person("Xi", title("President"), honorific=None)
    (person,) = text.cast().found_people()
    assert (person.id, person.name) == ("person/xi", "Xi")


def test_posts_are_gathered_each_once_with_their_sentence(text: Text) -> None:
    text.person(
        "Bat Dorj",
        title("Deputy Prime Minister", of_state("MNG")),
        title("Minister of Foreign Affairs", of_state("MNG")),
    )
    text.person("Dorj", title("Minister of Foreign Affairs"))
    text.person("B. Dorj", title("Minister of Foreign Affairs", of_state("MNG"), "Foreign Minister"))
    (person,) = text.cast().found_people()
    assert [(post.title, post.of, post.body and post.body.id, post.evidence.start) for post in person.posts][:2] == [
        ("Deputy Prime Minister", "Mongolia", "state/MNG", 0),
        ("Minister of Foreign Affairs", "Mongolia", "state/MNG", 0),
    ]
    assert {post.evidence.rule for post in person.posts} == {"post.of-body"}


def test_status_and_bodies_of_posts(text: Text) -> None:
    text.person("Bat Dorj", title("President", of_state("MNG"), status="former"))
    text.person("Kenji Sato", title("Executive Director", of_organization("cica-secretariat")))
    former, head = text.cast().found_people()
    assert [(post.status, post.of) for post in former.posts] == [("former", "Mongolia")]
    assert [(post.status, post.of, post.body and post.body.id) for post in head.posts] == [
        ("current", "CICA Secretariat", "organization/cica-secretariat")
    ]


def test_holders_of_a_post_by_title_and_body(text: Text) -> None:
    foreign = POSTS["Minister of Foreign Affairs"]
    text.person("Bat Dorj", Title("Minister of Foreign Affairs", foreign, of_state("MNG"), "current", ""))
    text.person("Kenji Sato", Title("Foreign Minister", foreign, of_state("JPN"), "current", ""))
    cast = text.cast()
    assert [ref.name for ref in cast.holders(title("Minister of Foreign Affairs", of_state("JPN")))] == ["Kenji Sato"]
    assert [ref.name for ref in cast.holders(title("Minister of Foreign Affairs"))] == ["Bat Dorj", "Kenji Sato"]
    assert cast.holders(title("Minister of Foreign Affairs", of_state("KAZ"))) == []
    assert cast.holders(title("President")) == []
    assert [ref.name for ref in cast.titled("Minister")] == ["Bat Dorj", "Kenji Sato"]
    assert cast.titled("Ambassador") == []


def test_a_state_by_all_its_names_is_one(text: Text) -> None:
    names = [
        text.state("KOR", "Republic of Korea"),
        text.state("KOR", "Korean", "demonym"),
        text.state("KOR", "South Korea"),
    ]
    cast = text.cast()
    (state,) = cast.found_states()
    assert (state.id, state.code, state.name, state.aliases) == (
        "state/KOR",
        "KOR",
        "South Korea",
        ("Republic of Korea",),
    )
    assert {cast.ref(i, unit) for i, unit in enumerate(names)} == {cast.ref(0, names[0])}
    assert [e.start for e in state.mentions] == [10, 20]


def test_an_organization_by_acronym_and_name_is_one(text: Text) -> None:
    text.organization("CSTO", "csto")
    text.organization("Collective Security Treaty Organization", "csto")
    text.organization("Tajik National University", short="TNU")
    text.organization("TNU")
    known, other = text.cast().found_organizations()
    assert (known.id, known.name, known.acronym, known.known) == (
        "organization/csto", "Collective Security Treaty Organization", "CSTO", True,
    )  # fmt: skip
    assert (other.id, other.name, other.acronym, other.known) == (
        "organization/tajik-national-university", "Tajik National University", "TNU", False,
    )  # fmt: skip
    assert len(other.mentions) == 1


def test_places_are_no_actors(text: Text) -> None:
    unit = text.add("place", PLACES["almaty"], "Almaty", "gazetteer.place")
    cast = text.cast()
    (place,) = cast.found_places()
    assert (place.id, place.name, place.country) == ("place/almaty", "Almaty", "KAZ")
    assert cast.ref(0, unit) is None


def test_the_body_of_a_post_is_in_the_cast_too(text: Text) -> None:
    text.add("post", (title("President", of_state("MNG")),), "President of Mongolia", "post.of-body")
    cast = text.cast()
    assert [state.code for state in cast.found_states()] == ["MNG"]
    assert cast.found_people() == ()


def test_ids_are_unique(text: Text) -> None:
    for name in ("Bat Dorj", "Dorj Bat", "B. Dorj", "Bat-Erdene Dorj", "Bat Dorjsuren"):
        text.person(name)
    for name in ("Bank of Asia", "BANK OF ASIA", "Bank of Asia and Europe"):
        text.organization(name)
    cast = text.cast()
    ids = [actor.id for actor in (*cast.found_people(), *cast.found_organizations())]
    assert len(ids) == len(set(ids)) == 5
