"""seeds/areas.yaml is sound, areas.ttl is made of it, and faults in it are named."""

from importlib.resources import as_file, files
from pathlib import Path

import pytest
import yaml
from rdflib import RDF, SKOS, Graph, URIRef
from rdflib.namespace import RDFS

from diplograph.ontology import areas as module
from diplograph.ontology import terms
from diplograph.ontology.areas import Area, AreasError, key, load, turtle
from diplograph.ontology.terms import Class, Prop

WANTED = {
    "terrorism",
    "terrorism-financing",
    "foreign-fighters",
    "organized-crime",
    "corruption",
    "drugs",
    "human-trafficking",
    "border-management",
    "illegal-migration",
    "ict-security",
    "public-health",
    "small-and-medium-enterprises",
    "trade-and-investment",
    "finance",
    "energy-security",
    "transport-corridors",
    "agriculture",
    "information-technology",
    "tourism",
    "poverty",
    "sustainable-inclusive-growth",
    "environmental-protection",
    "disaster-management",
    "interethnic-interreligious-relations",
    "dialogue-of-civilizations",
    "civil-society",
    "human-rights",
    "human-rights-education",
    "youth",
    "women",
    "science",
    "education",
    "culture",
    "media",
    "sport",
    "military-transparency",
    "arms-control",
    "military-exchanges",
}


@pytest.fixture(scope="module")
def entries() -> tuple[Area, ...]:
    with as_file(files("diplograph.seeds").joinpath("areas.yaml")) as path:
        return load(path)


def test_areas_ttl_is_what_areas_yaml_makes(entries: tuple[Area, ...]) -> None:
    assert turtle(entries) == terms.turtle(terms.AREAS), "run python -m diplograph.ontology.areas"


def test_the_order_of_the_file_does_not_matter(entries: tuple[Area, ...]) -> None:
    assert turtle(tuple(reversed(entries))) == turtle(entries)


def test_there_are_five_dimensions_and_about_eighty_areas_or_more(entries: tuple[Area, ...]) -> None:
    assert [area.id for area in entries if area.id == area.dimension] == list(terms.DIMENSIONS)
    assert len(entries) - 5 >= 80
    for dimension in terms.DIMENSIONS:
        assert sum(area.dimension == dimension for area in entries) >= 7, dimension


def test_the_areas_that_everybody_asks_for_are_there(entries: tuple[Area, ...]) -> None:
    assert {area.id for area in entries} >= WANTED


def test_every_area_is_defined_in_a_sentence_and_worded_in_several_ways(entries: tuple[Area, ...]) -> None:
    for area in entries:
        assert area.definition[0].isupper() and area.definition.endswith("."), area.id
        assert len(area.wordings) >= 3, area.id
        assert area.source in {"CICA Catalogue of CBMs 2021", "genre usage"}, area.id


def test_no_wording_belongs_to_two_areas(entries: tuple[Area, ...]) -> None:
    owners: dict[str, set[str]] = {}
    for area in entries:
        for wording in (area.label, *area.wordings):
            owners.setdefault(key(wording), set()).add(area.id)
    assert len(owners) > 1500
    assert {wording: ids for wording, ids in owners.items() if len(ids) > 1} == {}


def test_no_wording_is_a_common_word_when_written_small(entries: tuple[Area, ...]) -> None:
    common = {
        "it",
        "us",
        "who",
        "space",
        "water",
        "security",
        "environment",
        "cooperation",
        "development",
        "people",
        "family",
    }
    assert not common & {
        key(wording) for area in entries for wording in (area.label, *area.wordings) if area.id != "space"
    }


@pytest.mark.parametrize(
    ("wording", "id"),
    [
        ("fight against organised crime", "organized-crime"),
        ("trans-national crimes", "organized-crime"),
        ("countering terrorism", "terrorism"),
        ("Combating the financing of terrorism", "terrorism-financing"),
        ("foreign fighters", "foreign-fighters"),
        ("eradication of poverty", "poverty"),
        ("human rights education", "human-rights-education"),
        ("defense cooperation", "defence-cooperation"),
        ("SMEs", "small-and-medium-enterprises"),
        ("women, peace and security", "women"),
        ("labor migration", "migration"),
    ],
)
def test_wordings_find_their_area(entries: tuple[Area, ...], wording: str, id: str) -> None:
    assert [area.id for area in entries if key(wording) in map(key, (area.label, *area.wordings))] == [id]


def test_the_scheme_hangs_together(areas: Graph) -> None:
    concepts = set(areas.subjects(RDF.type, URIRef(Class.COOPERATION_AREA)))
    assert concepts == set(areas.subjects(RDF.type, SKOS.Concept))
    scheme = URIRef(terms.AREAS)
    tops = set(areas.objects(scheme, SKOS.hasTopConcept))
    for concept in concepts:
        dimension = areas.value(concept, URIRef(Prop.DIMENSION))
        assert dimension in tops
        assert (concept, SKOS.inScheme, scheme) in areas
        assert areas.value(concept, SKOS.prefLabel) == areas.value(concept, RDFS.label)
        assert dimension in set(areas.transitive_objects(concept, SKOS.broader)), "broader leads up to the dimension"


def test_goals_are_linked_by_number(areas: Graph) -> None:
    links = {(terms.local(str(s)), str(o)) for s, o in areas.subject_objects(SKOS.relatedMatch)}
    assert ("poverty", "http://metadata.un.org/sdg/1") in links
    assert ("women", "http://metadata.un.org/sdg/5") in links
    assert {goal for _, goal in links} <= {f"http://metadata.un.org/sdg/{n}" for n in range(1, 18)}


GOOD = {
    "dimensions": [
        {"id": "human", "label": "Human", "definition": "People.", "wordings": ["human area"], "source": "test"},
        {"id": "economic", "label": "Economic", "definition": "Money.", "wordings": ["economy"], "source": "test"},
    ],
    "concepts": [
        {
            "id": "sport",
            "label": "Sport",
            "dimension": "human",
            "definition": "Games.",
            "wordings": ["sports"],
            "source": "test",
        },
        {
            "id": "trade",
            "label": "Trade",
            "dimension": "economic",
            "definition": "Shops.",
            "wordings": ["commerce"],
            "source": "test",
        },
    ],
}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"wording": ["x"]}, "entry 'sport': unknown key 'wording'; use one of"),
        ({"definition": ""}, "entry 'sport': no 'definition'; add it"),
        ({"source": None}, "entry 'sport': no 'source'; add it"),
        ({"id": "Sport!"}, "the id is no slug"),
        ({"id": "trade"}, "entry 'trade': the id stands twice"),
        ({"dimension": "humane"}, "entry 'sport': no dimension 'humane'"),
        ({"broader": "games"}, "entry 'sport': no area 'games' in its dimension"),
        ({"broader": "trade"}, "entry 'sport': no area 'trade' in its dimension"),
        ({"broader": "sport"}, "'broader' leads in a circle"),
        ({"wordings": ["games", "Games"]}, "wording 'games' stands twice"),
        ({"wordings": ["sport"]}, "wording 'sport' stands twice"),
        ({"wordings": ["Human-Area"]}, "wording 'human-area' is also one of 'human'"),
        ({"wordings": "sports"}, "'wordings' is no list of texts"),
        ({"wordings": [True]}, "'wordings' is no list of texts"),
        ({"sdg": 18}, "'sdg' is 18"),
        ({"sdg": "four"}, "'sdg' is 'four'"),
    ],
)
def test_a_fault_is_named_with_file_and_entry(tmp_path: Path, change: dict[str, object], says: str) -> None:
    data = {**GOOD, "concepts": [{**GOOD["concepts"][0], **change}, GOOD["concepts"][1]]}
    path = tmp_path / "areas.yaml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    with pytest.raises(AreasError) as caught:
        load(path)
    assert str(caught.value).startswith("areas.yaml, entry '")
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "concepts: []", "dimensions: [", "dimensions: []\nconcepts: []\nnotes: []"])
def test_a_file_of_another_form_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "areas.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AreasError, match=r"^areas\.yaml: [^\n]+$"):
        load(path)


def test_wordings_that_differ_in_hyphens_case_and_apostrophes_are_one() -> None:
    assert key("Women’s  Counter-Terrorism") == key("women's counter terrorism")


def test_texts_with_quotes_and_backslashes_come_through() -> None:
    area = Area("human", 'So-called "human" \\ dimension', "human", "A\tb.", ("a\nb",), "x")
    graph = Graph().parse(data=turtle([area]), format="turtle")
    assert str(graph.value(URIRef(terms.AREA + "human"), SKOS.prefLabel)) == area.label
    assert str(graph.value(URIRef(terms.AREA + "human"), SKOS.altLabel)) == "a\nb"


def test_the_command_writes_the_file_and_reports_faults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "__file__", str(tmp_path / "areas.py"))
    assert module.main() == 0
    assert (tmp_path / "areas.ttl").read_text(encoding="utf-8") == terms.turtle(terms.AREAS)
    (tmp_path / "areas.yaml").write_text("concepts: []", encoding="utf-8")
    monkeypatch.setattr(module, "files", lambda package: tmp_path)
    assert module.main() == 1
    assert capsys.readouterr().err.splitlines()[-1].startswith("areas.yaml: must hold 'dimensions'")
