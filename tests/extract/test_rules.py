"""Every rule against its own examples and rejects, through the whole pipeline."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from diplograph.extract import read, record, rules
from diplograph.extract.errors import RuleError
from diplograph.extract.model import Extraction
from diplograph.extract.pipeline import Extractor

RULES = {rule.id: rule for rule in rules.load()}


@pytest.fixture(scope="module")
def found() -> dict[str, Extraction]:
    texts = sorted({t for rule in RULES.values() for t in (*(e.text for e in rule.examples), *rule.rejects)})
    releases = [read.from_text(text, f"{i}.txt") for i, text in enumerate(texts)]
    return dict(zip(texts, Extractor().pipe(releases), strict=True))


def findings(extraction: Extraction, rule: str) -> list[dict[str, Any]]:
    """Return what a rule found, as flat dicts; a person's posts carry the person's name, an event its actors' names."""
    made = record.record(extraction)
    out: list[dict[str, Any]] = []
    for person in made["people"]:
        out.append(person)
        out.extend({"name": person["name"], **post} for post in person["posts"])
    for event in made["events"]:
        names = [p["name"] for p in event["participants"]]
        out.append({**event, "participants": names})
    for draft in extraction.events:
        names = [p.actor.name for p in draft.participants if p.evidence.rule == rule]
        if names:
            out.append({"participants": sorted(names), "evidence": {"rule": rule}})
    out += [*made["organizations"], *made["statements"], *made["areas"], *made["states"], *made["places"]]
    return [item for item in out if item["evidence"]["rule"] == rule]


def agrees(item: dict[str, Any], wanted: dict[str, Any]) -> bool:
    for field, value in wanted.items():
        got = item.get(field)
        if field in ("content", "phrase", "label"):
            if value not in str(got):
                return False
        elif got != value:
            return False
    return True


@pytest.mark.parametrize("rule", sorted(RULES))
def test_examples_are_found_and_rejects_are_not(rule: str, found: dict[str, Extraction]) -> None:
    own = RULES[rule]
    for example in own.examples:
        items = (
            everything(found[example.text])
            if rule.startswith(("post.", "person.", "organization.", "holder.", "place."))
            else findings(found[example.text], rule)
        )
        assert any(agrees(item, example.finds) for item in items), f"{rule}: not found in {example.text!r}: {items}"
    for text in own.rejects:
        assert not findings(found[text], rule), f"{rule}: must find nothing in {text!r}"


def everything(extraction: Extraction) -> list[dict[str, Any]]:
    """Return people, posts, organizations and places whichever rule came last: name rules build on one another."""
    made = record.record(extraction)
    posts = [{"name": p["name"], **post} for p in made["people"] for post in p["posts"]]
    return [*made["people"], *posts, *made["organizations"], *made["places"]]


def test_all_fifteen_kinds_and_sixteen_types_have_rules() -> None:
    assert {r.kind for r in rules.load().statements} == set(rules.STATEMENT_KINDS)
    assert {r.type for r in rules.load().events} == set(rules.EVENT_TYPES)


def copy_of_rules(tmp_path: Path) -> Path:
    for path in rules.folder().glob("*.yaml"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (
            "statements.yaml",
            "  kind: Appreciation",
            "  knid: Appreciation",
            "statements.yaml: rule appreciation.thank: ",
        ),
        (
            "statements.yaml",
            "  kind: Appreciation",
            "  kind: Gratitude",
            "statements.yaml: rule appreciation.thank: kind",
        ),
        ("names.yaml", 'pattern: "the? honorific+', 'pattern: "the? honorofic+', "unknown class 'honorofic'"),
        ("events.yaml", "- id: meeting.noun", "- id: meeting.verb", "events.yaml: rule meeting.verb stands twice"),
        ("areas.yaml", "- id: area.cooperation-in", "- id: [", "areas.yaml: line"),
        ("words.yaml", "particles: >-", "particles: [", "words.yaml: line"),
    ],
)
def test_a_typo_in_a_rule_file_is_refused_by_name(tmp_path: Path, file: str, old: str, new: str, message: str) -> None:
    path = copy_of_rules(tmp_path) / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleError) as error:
        rules.Rules(tmp_path)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("missing", ["examples", "rejects"])
def test_a_rule_without_examples_or_rejects_is_refused(tmp_path: Path, missing: str) -> None:
    path = copy_of_rules(tmp_path) / "links.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith(f"  {missing}:"))
    end = next(i for i in range(at + 1, len(lines)) if not lines[i].startswith("    "))
    path.write_text("\n".join([*lines[:at], f"  {missing}: []", *lines[end:]]), encoding="utf-8")
    with pytest.raises(RuleError, match=missing):
        rules.Rules(tmp_path)
