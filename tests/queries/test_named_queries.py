"""Each named query: its name and columns as promised, its whole table on the samples, its parameters."""

from __future__ import annotations

from importlib import resources

import pytest

from diplograph.extract.errors import QueryError
from diplograph.graph.graph import Graph
from diplograph.ontology.terms import AREA, BASE

COLUMNS = {
    "people": "person name post of release",
    "organizations": "organization name acronym releases",
    "states": "state code name releases",
    "events": "event type label date place participants release",
    "who-met-whom": "a b date type place event",
    "statements": "statement kind speaker target content date release",
    "commitments": "commitment kind committer counterpart area content deadline date release",
    "cooperation-areas": "area dimension proposer framework phrase release",
    "timeline": "date what label actors release",
    "network": "source relation target weight",
    "evidence": "fact quote start end rule confidence release",
}
OSCE = "Organization for Security and Co-operation in Europe"
CICA = "Conference on Interaction and Confidence Building Measures in Asia"
FIRST, SECOND = "release/first", "release/second"
VILLAGES = 'expand cooperation in tourism and "smart <villages>"'

TABLES: dict[str, list[tuple[object, ...]]] = {
    "people": [
        ("person/aida-nurlan", "Aida Nurlan", "Secretary General", "CICA Secretariat", FIRST),
        ("person/aida-nurlan", "Aida Nurlan", None, None, SECOND),
        ("person/jan-novak", "Ján Novák", "President (former)", None, FIRST),
        ("person/pavol-kovac", "Pavol Kováč", "Deputy Prime Minister", "Slovakia", FIRST),
        ("person/pavol-kovac", "Pavol Kováč", "Foreign Minister", "Slovakia", FIRST),
        ("person/pavol-kovac", "Pavol Kováč", "Foreign Minister (acting)", "Slovakia", SECOND),
    ],
    "organizations": [
        ("organization/cica-secretariat", "CICA Secretariat", None, 1),
        ("organization/cica", CICA, "CICA", 1),
        ("organization/osce", OSCE, "OSCE", 1),
    ],
    "states": [
        ("state/KAZ", "KAZ", "Kazakhstan", 1),
        ("state/SVK", "SVK", "Slovakia", 1),
        ("state/KOR", "KOR", "South Korea", 1),
    ],
    "events": [
        ("event/first/meeting-1", "Meeting", "Meeting of Aida Nurlan and Pavol Kováč", "2020-10-12", "Bratislava",
         "Aida Nurlan; Pavol Kováč", FIRST),
        ("event/first/conference-1", "Conference", "Asian Conference", "2020-10-12/2020-10-13", "South Korea",
         "Aida Nurlan; Slovakia; South Korea", FIRST),
        ("event/first/summit-1", "Summit", "next summit", "2021", "Almaty", "CICA Member States", FIRST),
        ("event/second/phone-call-1", "PhoneCall", "call of Aida Nurlan to Pavol Kováč", "2021-03", None,
         "Aida Nurlan; Pavol Kováč", SECOND),
    ],
    "who-met-whom": [
        ("person/aida-nurlan", "person/pavol-kovac", "2020-10-12", "Meeting", "Bratislava", "event/first/meeting-1"),
        ("person/aida-nurlan", "person/pavol-kovac", "2021-03", "PhoneCall", None, "event/second/phone-call-1"),
    ],
    "statements": [
        ("statement/first/s1", "Appreciation", "Aida Nurlan", "Pavol Kováč", "the invitation", "2020-10-14", FIRST),
        ("statement/first/s2", "Condolence", "Aida Nurlan", "the families of the victims", "the victims", "2020-10-14",
         FIRST),
        ("statement/first/s3", "Pledge", "Slovakia", "CICA Secretariat", "help in countering terrorism", "2020-10-14",
         FIRST),
        ("statement/first/s4", "Proposal", "Aida Nurlan", "CICA Member States", VILLAGES, "2020-10-14", FIRST),
        ("statement/second/s1", "Call", OSCE, "Kazakhstan", "protect human rights", None, SECOND),
        ("statement/second/s2", "Readiness", "Kazakhstan", OSCE, "cooperation with the OSCE", None, SECOND),
    ],
    "commitments": [
        ("statement/first/s3", "Pledge", "Slovakia", "CICA Secretariat", "Combating terrorism",
         "help in countering terrorism", "2025", "2020-10-14", FIRST),
        ("statement/second/s2", "Readiness", "Kazakhstan", OSCE, None, "cooperation with the OSCE", None, None, SECOND),
    ],
    "cooperation-areas": [
        ("area:tourism", "Economic dimension", "Aida Nurlan", CICA, "tourism", FIRST),
        ("area:terrorism", "New challenges and threats", "Slovakia", CICA, "countering terrorism", FIRST),
        (None, None, "Aida Nurlan", CICA, "smart <villages>", FIRST),
    ],
    "timeline": [
        ("2020-10-12", "Meeting", "Meeting of Aida Nurlan and Pavol Kováč", "Aida Nurlan; Pavol Kováč", FIRST),
        ("2020-10-12/2020-10-13", "Conference", "Asian Conference", "Aida Nurlan; Slovakia; South Korea", FIRST),
        ("2020-10-14", "Appreciation", "the invitation", "Aida Nurlan; Pavol Kováč", FIRST),
        ("2020-10-14", "Condolence", "the victims", "Aida Nurlan", FIRST),
        ("2020-10-14", "Pledge", "help in countering terrorism", "CICA Secretariat; Slovakia", FIRST),
        ("2020-10-14", "Proposal", VILLAGES, "Aida Nurlan; CICA Member States", FIRST),
        ("2021", "Summit (planned)", "next summit", "CICA Member States", FIRST),
        ("2021-03", "PhoneCall", "call of Aida Nurlan to Pavol Kováč", "Aida Nurlan; Pavol Kováč", SECOND),
        ("2025", "Deadline: Pledge", "help in countering terrorism", "CICA Secretariat; Slovakia", FIRST),
    ],
    "network": [
        ("person/pavol-kovac", "post", "state/SVK", 2),
        ("group/cica-member-states", "participant", "event/first/summit-1", 1),
        ("organization/osce", "Call", "state/KAZ", 1),
        ("person/aida-nurlan", "Appreciation", "person/pavol-kovac", 1),
        ("person/aida-nurlan", "Proposal", "group/cica-member-states", 1),
        ("person/aida-nurlan", "participant", "event/first/meeting-1", 1),
        ("person/aida-nurlan", "participant", "event/second/phone-call-1", 1),
        ("person/aida-nurlan", "post", "organization/cica-secretariat", 1),
        ("person/aida-nurlan", "proposes", "area:tourism", 1),
        ("person/aida-nurlan", "speaker", "event/first/conference-1", 1),
        ("person/pavol-kovac", "participant", "event/first/meeting-1", 1),
        ("person/pavol-kovac", "participant", "event/second/phone-call-1", 1),
        ("person/pavol-kovac", "post (acting)", "state/SVK", 1),
        ("state/KAZ", "Readiness", "organization/osce", 1),
        ("state/KOR", "co-chair", "event/first/conference-1", 1),
        ("state/KOR", "host", "event/first/conference-1", 1),
        ("state/SVK", "Pledge", "organization/cica-secretariat", 1),
        ("state/SVK", "co-chair", "event/first/conference-1", 1),
        ("state/SVK", "proposes", "area:terrorism", 1),
    ],
}  # fmt: skip
MET = (
    "CICA Secretary General Aida Nurlan met Foreign Minister of Slovakia Pavol Kováč in Bratislava on 12 October 2020."
)
EVIDENCE_OF_AIDA = [
    ("person/aida-nurlan", MET, 0, 113, "person.name", 1.0, FIRST),
    ("person/aida-nurlan", "Aida Nurlan thanked Pavol Kováč for the invitation.", 249, 300, "person.name", 1.0, FIRST),
    ("person/aida-nurlan", "Aida Nurlan called Pavol Kováč in March 2021.", 0, 45, "person.name", 1.0, SECOND),
]


def rows(graph: Graph, name: str, **given: object) -> list[tuple[object, ...]]:
    """The answer with IRIs cut to ids."""

    def short(cell: object) -> object:
        return cell.replace(BASE, "").replace(AREA, "area:") if isinstance(cell, str) else cell

    return [tuple(short(cell) for cell in row) for row in graph.query(name, **given).values()]


def test_names_and_columns_are_those_promised(graph: Graph) -> None:
    assert {name: " ".join(query.columns) for name, query in graph.queries().items()} == COLUMNS


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_and_examples(graph: Graph, name: str) -> None:
    query = graph.queries()[name]
    assert graph.query(name).columns == query.columns
    assert query.example.startswith(f"diplograph query {name}")
    assert query.title and query.description.endswith(".")


@pytest.mark.parametrize("name", TABLES)
def test_whole_tables(graph: Graph, name: str) -> None:
    assert rows(graph, name) == TABLES[name]


def test_evidence(graph: Graph) -> None:
    assert rows(graph, "evidence", fact="aida nurlan") == EVIDENCE_OF_AIDA
    assert len(rows(graph, "evidence")) == 48
    assert {row[0] for row in rows(graph, "evidence", rule="pledge.pledged")} == {"statement/first/s3"}


@pytest.mark.parametrize("name", COLUMNS)
def test_a_file_alone_asks_what_the_query_asks_without_parameters(graph: Graph, name: str) -> None:
    text = resources.files("diplograph.queries").joinpath(f"{name}.rq").read_text(encoding="utf-8")
    alone = graph.store.query(text)
    assert alone.columns == COLUMNS[name].split() or alone.columns == tuple(COLUMNS[name].split())
    assert len(alone) == len(graph.query(name))


@pytest.mark.parametrize("name", COLUMNS)
def test_defaults_said_aloud_change_nothing(graph: Graph, name: str) -> None:
    said = {item.name: item.default for item in graph.queries()[name].parameters if item.default}
    assert graph.query(name, **said) == graph.query(name)


SOME = {
    "actor": "Aida Nurlan", "with": "Pavol Kováč", "person": "Aida Nurlan", "state": "SVK", "organization": "CICA",
    "speaker": "Aida Nurlan", "target": "Kazakhstan", "committer": "Slovakia", "counterpart": "OSCE",
    "proposer": "Aida Nurlan", "framework": "OSCE", "party": "CICA Member States", "of": "Slovakia", "area": "tourism",
    "dimension": "economic", "release": "second", "fact": "statement/first/s3", "kind": "Expressive", "type": "Meeting",
    "status": "planned", "modality": "negated", "role": "host", "tenure": "former", "since": "2021", "until": "2020",
    "due": "2030", "text": "terrorism", "post": "minister", "place": "almaty", "rule": "post.of", "relation": "host",
}  # fmt: skip


def every_parameter() -> list[tuple[str, str]]:
    from diplograph.graph import ask

    return [(query.name, item.name) for query in ask.load().values() for item in query.parameters]


@pytest.mark.parametrize(("name", "parameter"), every_parameter())
def test_every_parameter_narrows_or_changes_the_answer(graph: Graph, name: str, parameter: str) -> None:
    given: dict[str, object] = {parameter: SOME[parameter]}
    without = rows(graph, name)
    answer = rows(graph, name, **given)
    if (name, parameter) == ("statements", "modality"):
        assert [row[1] for row in answer] == ["Statement"]
    elif (name, parameter) in {("who-met-whom", "actor"), ("who-met-whom", "with")}:
        assert answer == without  # everybody who met anybody met her
    else:
        assert set(answer) < set(without)


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("commitments", {"actor": "cica"}, ["statement/first/s3"]),
        ("commitments", {"committer": "slovak republic"}, ["statement/first/s3"]),
        ("commitments", {"counterpart": "OSCE"}, ["statement/second/s2"]),
        ("commitments", {"area": "new challenges and threats"}, ["statement/first/s3"]),
        ("commitments", {"dimension": "new-challenges-and-threats"}, ["statement/first/s3"]),
        ("commitments", {"due": "2024"}, []),
        ("commitments", {"due": "2025-06"}, []),
        ("commitments", {"due": "2025"}, ["statement/first/s3"]),
        ("commitments", {"framework": "CICA"}, ["statement/first/s3"]),
        ("cooperation-areas", {"framework": "CICA"}, ["area:tourism", "area:terrorism", None]),
        ("cooperation-areas", {"release": "first", "proposer": "Slovakia"}, ["area:terrorism"]),
        ("commitments", {"kind": "pledge, readiness"}, ["statement/first/s3", "statement/second/s2"]),
        ("commitments", {"since": "2020-10-14", "until": "2020"}, ["statement/first/s3"]),
        ("commitments", {"since": "2020-10-15"}, []),
        ("statements", {"actor": "KAZ"}, ["statement/second/s1", "statement/second/s2"]),
        ("statements", {"speaker": "CICA Secretariat"}, ["statement/first/s4"]),
        ("statements", {"kind": "Expressive"}, ["statement/first/s1", "statement/first/s2"]),
        ("statements", {"text": "SMART <"}, ["statement/first/s4"]),
        ("events", {"actor": "republic of korea", "role": "co-chair"}, ["event/first/conference-1"]),
        ("events", {"role": "host, chair"}, ["event/first/conference-1"]),
        ("events", {"actor": "Slovakia", "role": "host"}, []),
        ("events", {"type": "phone call,Summit"}, ["event/first/summit-1", "event/second/phone-call-1"]),
        ("events", {"status": "negated"}, ["event/first/meeting-2"]),
        ("events", {"since": "2020-10-13", "until": "2020-10-13"}, ["event/first/conference-1"]),
        ("events", {"since": "2021-02", "until": "2021-03-31"}, ["event/first/summit-1", "event/second/phone-call-1"]),
        ("events", {"text": "global SEC"}, ["event/first/conference-1"]),
        ("people", {"of": "SVK", "tenure": "acting"}, ["person/pavol-kovac"]),
        ("people", {"post": "president"}, ["person/jan-novak"]),
        ("people", {"person": ["aida nurlan", "Jan Novak"], "release": "first"},
         ["person/aida-nurlan", "person/jan-novak"]),
        ("cooperation-areas", {"dimension": "economic"}, ["area:tourism"]),
        ("cooperation-areas", {"area": "economic"}, ["area:tourism"]),
        ("cooperation-areas", {"party": "CICA member states", "text": "villages"}, [None]),
        ("who-met-whom", {"actor": "pavol kovac"}, ["person/pavol-kovac", "person/pavol-kovac"]),
        ("who-met-whom", {"type": "Conference", "actor": "KOR"}, ["state/KOR", "state/KOR"]),
        ("states", {"release": "second.txt"}, ["state/KAZ"]),
        ("organizations", {"text": "security"}, ["organization/osce"]),
        ("timeline", {"actor": "OSCE"}, []),
        ("network", {"actor": "OSCE"}, ["organization/osce", "state/KAZ"]),
    ],
)  # fmt: skip
def test_what_users_ask(graph: Graph, name: str, given: dict[str, object], expected: list[str]) -> None:
    assert [row[0] for row in rows(graph, name, **given)] == expected


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("comitments", {}, "there is no query 'comitments'; did you mean commitments?"),
        ("xyzzy", {}, "there is no query 'xyzzy'; there are commitments, cooperation-areas, events"),
        ("states", {"actor": "x"}, "query states has no parameter 'actor': it has state, release"),
        ("commitments", {"actor": "Slovenkia"}, "the graph knows no actor 'Slovenkia'; did you mean Slovakia"),
        ("commitments", {"area": "turism"}, "the graph knows no area 'turism'; did you mean Tourism"),
        ("commitments", {"kind": "pledg"}, "'pledg' is no kind; did you mean Pledge?"),
        ("events", {"type": "xx"}, "'xx' is no type; use Meeting, PhoneCall"),
        ("events", {"since": "last year"}, "'last year' is no date for since: write 2020-10-12, 2020-10 or 2020"),
        ("events", {"until": "2020-02-30"}, "'2020-02-30' is no date for until"),
        ("events", {"status": "done"}, "'done' is no status"),
        ("events", {"text": ["a", "b"]}, "text takes one value, not 2"),
        ("commitments", {"due": "soon"}, "'soon' is no date for due"),
    ],
)
def test_errors_say_what_would_do(graph: Graph, name: str, given: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError) as caught:
        graph.query(name, **given)
    assert str(caught.value).startswith(message) and "\n" not in str(caught.value)


HOSTILE = [
    '"',
    "'",
    '") } #',
    '"}} DROP ALL',
    "\\",
    '\\"',
    "a\nb",
    "{text}",
    "?x",
    "<x>",
    "$x",
    "\u2028",
    "#",
    "%s",
    "\x00",
]


@pytest.mark.parametrize("value", HOSTILE)
def test_no_value_leaves_its_place(graph: Graph, value: str) -> None:
    before = len(graph.store)
    for name, parameter in (("statements", "text"), ("people", "post"), ("evidence", "rule"), ("network", "relation")):
        found = rows(graph, name, **{parameter: value})
        if value == '"' and parameter == "text":
            assert [row[0] for row in found] == ["statement/first/s4"]
        elif not (value == "<x>" or parameter == "text"):
            assert found == []
    for name, parameter in (("commitments", "actor"), ("events", "since"), ("evidence", "fact"), ("people", "release")):
        with pytest.raises(QueryError):
            graph.query(name, **{parameter: f"x{value}"})
    with pytest.raises(QueryError):
        graph.query("evidence", fact=f"http://example.org/{value} }}")
    assert len(graph.store) == before


def test_sparql_is_told_from_names(graph: Graph) -> None:
    assert graph.query("ASK{?s a dg:Pledge}").values() == [(True,)]
    assert len(graph.query("DESCRIBE person:aida-nurlan").rows) > 5
    with pytest.raises(QueryError, match="there is no query 'who met whom'; did you mean who-met-whom"):
        graph.query("who met whom")
    with pytest.raises(QueryError, match="only named queries take parameters"):
        graph.query("ASK {}", actor="CICA")
