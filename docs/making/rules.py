"""The pages of the rules: what each finds, its own examples and near-misses, and how often it was right."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from typing import Any

import yaml

from diplograph.extract import rules
from diplograph.extract.rules import Rule
from making.markdown import code, fence, folded, heading, page, table, text

# file → title, and what its rules are for
FILES = {
    "events": ("Events", "An event by its noun or by its verb."),
    "links": ("Participants", "Predicates that put actors into an event which another word names."),
    "statements": ("Statements", "A speech act by its predicate: who says what to whom."),
    "areas": ("Areas", "The words beside which areas of cooperation are listed."),
    "names": ("Names", "How names of persons, posts and bodies are put together. Tried in this order."),
    "places": ("Places", "How places are named where no gazetteer knows them."),
}
_INTRO = (
    "Everything that diplograph finds, it finds by a rule, and every fact in the graph names its rule (`dg:rule`). A "
    "rule is an entry of a YAML file in `extract/rules/`. It carries its own examples and its own near-misses, and the "
    "tests run them. What stands on these pages is read from those files.\n"
)


def write_index() -> str:
    """Return the overview: one line for each file of rules."""
    loaded = rules.load()
    rows = []
    for file, (title, gloss) in FILES.items():
        own: tuple[Rule, ...] = getattr(loaded, file)
        rows.append((f"[{title}]({file}.md)", text(gloss), str(len(own))))
    return page(
        "# Rules\n",
        _INTRO,
        table(("Pages", "What they hold", "Rules"), rows),
        "How a rule is written: [Write a rule](../../howto/rules.md). What confidence means: "
        "[Confidence](../../explanation/confidence.md).\n",
    )


def write(file: str) -> str:
    """Return the page of one file of rules."""
    title, gloss = FILES[file]
    counted = _counted()
    parts = [f"# Rules: {title.lower()}\n", f"{gloss} From `extract/rules/{file}.yaml`.\n"]
    own: tuple[Rule, ...] = getattr(rules.load(), file)
    for rule in own:
        parts += _rule(rule, counted)
    return page(*parts)


def _rule(rule: Rule, counted: Mapping[str, tuple[int, int]]) -> list[str]:
    finds = getattr(rule, "kind", None) or getattr(rule, "type", None) or getattr(rule, "makes", None)
    right, seen = counted.get(rule.id, (0, 0))
    on_gold = f"{right} of {seen} right on gold" if seen else "not seen on gold; its family's"
    sure = f"onfidence {rules.confidence(rule.id):.2f} ({on_gold})."
    fact = f"Makes {code(finds)}, with c{sure}" if finds else f"C{sure}"
    examples = [f"- Finds: {text(e.text)} → {_found(e.finds)}" for e in rule.examples]
    examples += [f"- Leaves alone: {text(reject)}" for reject in rule.rejects]
    return [
        heading(2, rule.id, rule.id), f"{text(rule.gloss)}\n", f"{fact}\n",
        "\n".join(examples) + "\n", folded("As it is written", fence("yaml", _definition(rule))),
    ]  # fmt: skip


def _found(finds: Mapping[str, Any]) -> str:
    return ", ".join(f"{key.replace('_', ' ')} {code(_value(value))}" for key, value in finds.items())


def _value(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _definition(rule: Rule) -> str:
    said = rule.model_dump(mode="json", exclude_defaults=True, exclude={"gloss", "examples", "rejects"})
    written: str = yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=100, default_flow_style=None)
    return written


def _counted() -> dict[str, tuple[int, int]]:
    """Return how many findings of each rule were right, and how many there were, as measured on gold."""
    with (rules.folder() / "confidence.csv").open(encoding="utf-8", newline="") as file:
        return {row["rule"]: (int(row["right"]), int(row["seen"])) for row in csv.DictReader(file)}
