"""Prints what is known about one thing: lines in sections, then the sentences behind them as numbered notes."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Literal

from diplograph.output import fill, heading, print_json

if TYPE_CHECKING:
    from diplograph.graph.dossier import Dossier
    from diplograph.graph.graph import Graph

DossierFormat = Literal["text", "json", "md"]


def print_explanation(graph: Graph, entity: str, form: DossierFormat) -> None:
    """Print what a graph knows about something; JSON has every fact with its sentence, one by one."""
    if form == "json":
        print_json(asdict(graph.explain(entity)))
        return
    report = graph.report(entity, timeline=False)
    if form == "md":
        print(report.markdown, end="")
    else:
        _print_text(report.dossier)


def _print_text(found: Dossier) -> None:
    from diplograph.graph.report import origin, release_id, when

    heading(f"{found.label} ({found.kind})")
    print(found.iri)
    if found.names:
        fill(f"Also: {', '.join(found.names)}")
    fill(" · ".join(f"{title} {count:,}" for title, count in found.summary))
    for section in found.sections:
        print()
        heading(section.title)
        for line in section.lines:
            date = f"{when(line.date)}: " if line.date else ""
            fill(f"{date}{line.text} {''.join(f'[{number}]' for number in line.notes)}", "  - ")
    if found.notes:
        print()
        heading("Sentences")
    for note in found.notes:
        start = f"{f'[{note.number}]':>6} "
        if note.quote:
            fill(f"“{note.quote}”", start)
            fill(f"{release_id(note)}, {when(note.date)}, {origin(note)}", " " * len(start))
        else:
            fill(f"no sentence: known from {note.release}", start)
    titles = {release_id(note): (note.release, note.release_url) for note in found.notes if note.quote}
    if titles:
        print()
        heading("Releases")
    for release, (title, url) in sorted(titles.items()):
        fill(f"{release}: {title}" + (f" {url}" if url else ""), "  - ")
