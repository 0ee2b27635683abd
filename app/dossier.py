"""Prints what is known about one thing: facts in groups, each with its sentence, release, rule and confidence."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Literal

from diplograph.output import console, heading, markdown, plain, print_json

if TYPE_CHECKING:
    from diplograph.graph.explain import Explanation
    from diplograph.graph.facts import Fact

DossierFormat = Literal["text", "json", "md"]


def print_explanation(found: Explanation, form: DossierFormat) -> None:
    """Print an explanation; a fact that several sentences say stands once, with each of them below it."""
    if form == "json":
        print_json(asdict(found))
    elif form == "md":
        _print_markdown(found)
    else:
        _print_text(found)


def _print_text(found: Explanation) -> None:
    heading(f"{found.label} ({found.kind})")
    print(found.iri)
    if found.names:
        _fill(f"Also: {', '.join(found.names)}", "")
    for group in found.groups:
        print()
        heading(group.title)
        for text, facts in _by_text(group.facts).items():
            _fill(f"- {text}", "  ")
            for fact in facts:
                _fill(f"“{fact.quote}”" if fact.quote else "", "      ")
                _fill(_origin(fact), "      ")
    titles = _titles(found)
    if titles:
        print()
        heading("Releases")
    for release, title in titles.items():
        _fill(f"- {release}: {title}", "  ")


def _print_markdown(found: Explanation) -> None:
    print(f"# {markdown(found.label)} ({found.kind})\n\n<{found.iri}>")
    if found.names:
        print(f"\nAlso: {markdown(', '.join(found.names))}")
    for group in found.groups:
        print(f"\n## {group.title}\n")
        for text, facts in _by_text(group.facts).items():
            print(f"- **{markdown(text)}**")
            for fact in facts:
                quote = f"“{markdown(fact.quote)}” " if fact.quote else ""
                print(f"  - {quote}({markdown(_origin(fact))})")
    titles = _titles(found)
    if titles:
        print("\n## Releases\n")
    for release, title in titles.items():
        print(f"- {release}: {markdown(title)}")


def _by_text(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    grouped: dict[str, list[Fact]] = {}
    for fact in facts:
        dated = fact.text if not fact.date or fact.date in fact.text else f"{fact.text} ({fact.date})"
        grouped.setdefault(dated, []).append(fact)
    return grouped


def _origin(fact: Fact) -> str:
    return f"{_release(fact)}, {fact.rule}, confidence {fact.confidence:.2f}"


def _release(fact: Fact) -> str:
    """Return the id of a fact's release, or what the gazetteers name as its source."""
    return fact.release_iri.rpartition("/")[2] if fact.quote else fact.release


def _titles(found: Explanation) -> dict[str, str]:
    """Return the title of each release that says some fact, by id."""
    return dict(sorted((_release(fact), fact.release) for fact in found.facts if fact.quote))


def _fill(text: str, indent: str) -> None:
    if text:
        further = indent + ("  " if text.startswith("- ") else "")
        print(textwrap.fill(plain(text), console().width, initial_indent=indent, subsequent_indent=further))
