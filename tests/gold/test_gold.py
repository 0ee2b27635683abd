"""The gold records are well formed, and everything they name can be found in their texts."""

import datetime
import json
import os
import re
import unicodedata
from pathlib import Path
from typing import Any

import pycountry
import pytest

from diplograph.ontology.terms import EVENT_TYPES, STATEMENT_KINDS

HERE = Path(__file__).parent
SEED_TEXTS = HERE.parents[1] / "seeds" / "releases"
# The folder that holds whitehouse/ and re3d/. Without it only the form of the corpus records is checked.
CORPORA = os.environ.get("DIPLOGRAPH_CORPORA")
FOLDERS = {"seeds": HERE / "seeds", "look": HERE / "look" / "records", "held": HERE / "held" / "records"}
COUNTS = {"seeds": 2, "look": 31, "held": 31}
RECORDS = [
    pytest.param(path, id=f"{half}/{path.stem}")
    for half, folder in FOLDERS.items()
    for path in sorted(folder.glob("*.json"))
]

KEYS = frozenset(
    {"id", "title", "publisher", "date", "people", "states", "organizations", "places"}
    | {"events", "statements", "areas"}
)
STOP = frozenset(
    {"the", "a", "an", "of", "and", "for", "to", "in", "on", "at", "by", "with", "its"}
    | {"his", "her", "their", "as", "from", "this", "that", "is", "are", "was", "were", "be"}
)
ABBREVIATION = re.compile(r"\b(Mr|Mrs|Ms|Dr|H\.E|St|No|[A-Z])\.$")
BOUNDARY = re.compile(r"(?<=[.!?…;])[\"”»)]*\s+(?=[\"“«(]?[A-Z0-9«“-])|\n\s*\n|\n\s*[-•–]")


def read(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf8"))
    return record


def corpus_stem(name: str) -> str:
    """`whitehouse/<file>.md` → the file's stem, `re3d/<folder>#<_id>` → the document's id."""
    return name.partition("#")[2] or Path(name).stem


def corpus_text(root: Path, name: str) -> str:
    file, _, document = name.partition("#")
    if not document:
        return (root / file).read_text(encoding="utf8").split("\n---\n", 1)[1].strip()
    for line in (root / file / "documents.json").read_text(encoding="utf8").splitlines():
        entry = json.loads(line) if line.strip() else {}
        if entry.get("_id") == document:
            return str(entry["text"]).strip()
    raise LookupError(f"{name}: no such document")


def text_of(path: Path, record: dict[str, Any]) -> str:
    if "corpus" in record:
        if CORPORA is None:
            pytest.skip("set DIPLOGRAPH_CORPORA to the folder of whitehouse/ and re3d/ to compare with the text")
        return corpus_text(Path(CORPORA), str(record["corpus"]))
    folder = SEED_TEXTS if path.parent == FOLDERS["seeds"] else path.parent.parent / "texts"
    return (folder / f"{path.stem}.txt").read_text(encoding="utf8")


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).casefold()


def words(text: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode().lower()
    return {word for word in re.split(r"[^a-z0-9]+", plain) if word and word not in STOP}


def sentences(text: str) -> list[str]:
    """Cut as the scorer cuts, so that what is found here is found there."""
    out, start = [], 0
    for match in BOUNDARY.finditer(text):
        if ABBREVIATION.search(text[: match.start()].strip()[-5:]):
            continue
        out.append(text[start : match.start()])
        start = match.end()
    return [*out, text[start:]]


def forms(item: str | list[str]) -> list[str]:
    return [item] if isinstance(item, str) else [form for form in item if form != "?"]


def is_date(value: str) -> bool:
    """YYYY, YYYY-MM or YYYY-MM-DD that exists in the calendar."""
    parts = [int(part) for part in value.split("-")] if re.fullmatch(r"\d{4}(-\d{2}){0,2}", value) else []
    try:
        return bool(parts) and bool(datetime.date(*[*parts, 1, 1][:3]))
    except ValueError:
        return False


@pytest.mark.parametrize("half", FOLDERS)
def test_all_records_are_collected(half: str) -> None:
    assert len(list(FOLDERS[half].glob("*.json"))) == COUNTS[half]


@pytest.mark.parametrize("half", ["look", "held"])
def test_texts_and_records_pair_up(half: str) -> None:
    texts = {path.stem for path in (HERE / half / "texts").glob("*.txt")}
    records = {path.stem for path in FOLDERS[half].glob("*.json") if "corpus" not in read(path)}
    assert texts == records
    assert len(texts) == 21


def test_no_release_is_on_both_sides() -> None:
    look, held = ({path.stem for path in FOLDERS[half].glob("*.json")} for half in ("look", "held"))
    assert not look & held


@pytest.mark.parametrize("path", RECORDS)
def test_record_is_well_formed(path: Path) -> None:
    record = read(path)
    assert set(record) - {"corpus"} == KEYS
    assert record["id"] == path.stem
    assert "corpus" not in record or corpus_stem(record["corpus"]) == path.stem
    assert "corpus" not in record or record["corpus"].startswith(("whitehouse/", "re3d/"))
    assert record["date"] is None or re.fullmatch(r"\d{4}-\d{2}-\d{2}", record["date"])
    assert record["date"] is None or is_date(record["date"])
    for person in record["people"]:
        assert set(person) == {"name", "posts"}
        assert all(set(post) == {"title", "of"} and post["title"] for post in person["posts"])
    for code in record["states"]:
        assert pycountry.countries.get(alpha_3=code), code
    for key in ("people", "states", "organizations", "places"):
        names = [item["name"] if isinstance(item, dict) else forms(item)[0] for item in record[key]]
        assert len(names) == len(set(names)), f"{key} named twice"


@pytest.mark.parametrize("path", RECORDS)
def test_events_and_statements_are_of_known_kinds(path: Path) -> None:
    record = read(path)
    for event in record["events"]:
        assert set(event) - {"optional"} == {"type", "date", "place", "participants", "cue"}
        assert set(forms(event["type"])) <= set(EVENT_TYPES)
        assert event["date"] is None or all(is_date(part) for part in event["date"].split("/")), event["date"]
        assert 2 <= len(event["cue"].split()) <= 8, event["cue"]
    for statement in record["statements"]:
        assert set(statement) - {"optional"} == {"kind", "speaker", "target", "content"}
        assert set(forms(statement["kind"])) <= set(STATEMENT_KINDS)
        assert statement["speaker"], statement["content"]
    for area in record["areas"]:
        assert set(area) - {"optional"} == {"phrase", "by"}
    for item in (*record["events"], *record["statements"], *record["areas"]):
        assert item.get("optional", True) is True, "optional is true or absent"


@pytest.mark.parametrize("path", RECORDS)
def test_names_occur_in_the_text(path: Path) -> None:
    record = read(path)
    text = flat(text_of(path, record))
    for person in record["people"]:
        assert flat(person["name"]) in text, person["name"]
    for organization in record["organizations"]:
        assert "?" in organization or any(flat(form) in text for form in forms(organization)), organization
    for place in record["places"]:
        assert flat(forms(place)[0]) in text, place


@pytest.mark.parametrize("path", RECORDS)
def test_cues_stand_in_one_sentence(path: Path) -> None:
    record = read(path)
    cut = [flat(sentence) for sentence in sentences(text_of(path, record))]
    for event in record["events"]:
        assert any(flat(event["cue"]) in sentence for sentence in cut), event["cue"]


@pytest.mark.parametrize("path", RECORDS)
def test_contents_and_phrases_take_their_words_from_the_text(path: Path) -> None:
    record = read(path)
    cut = [words(sentence) for sentence in sentences(text_of(path, record))]
    for statement in record["statements"]:
        assert any(words(statement["content"]) <= sentence for sentence in cut), statement["content"]
    for area in record["areas"]:
        phrase = words(area["phrase"])  # a long phrase may bend one word ("countering" → "counter")
        assert len(phrase & set().union(*cut)) >= 0.75 * len(phrase) > 0, area["phrase"]
