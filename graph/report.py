"""A dossier as a document: Markdown with footnotes, or an HTML page that runs nothing and opens offline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from jinja2 import Template
from markupsafe import Markup

from diplograph.extract.errors import ExportError
from diplograph.graph import export
from diplograph.graph.dossier import Dossier, Line, Note, Section
from diplograph.graph.markdown import code, link, text
from diplograph.graph.notebook import frame
from diplograph.graph.page import environment, plain, read, safe_url, source_hash

SUFFIXES = (".md", ".html")


@dataclass(frozen=True, slots=True)
class EntityReport:
    """The dossier of one thing, as Markdown text and as an HTML page."""

    dossier: Dossier

    @property
    def markdown(self) -> str:
        """The report in Markdown, each line with footnotes as GitHub, pandoc and others read them."""
        return "\n".join(_markdown(self.dossier)) + "\n"

    @property
    def html(self) -> str:
        """The report as one HTML page: no script, no request, nothing of a release but its text."""
        return _page(self.dossier)

    def write(self, path: str | Path) -> Path:
        """Write the report to a .md or .html file, in place of what is there; ExportError if it cannot be written."""
        path, suffix = Path(path), Path(path).suffix.lower()
        if suffix not in SUFFIXES:
            raise ExportError(f"{path} has no suffix of a report: use one of {' '.join(SUFFIXES)}")
        return export.write(path, (self.html if suffix == ".html" else self.markdown).encode("utf-8", "replace"))

    def __str__(self) -> str:
        return self.markdown

    def _repr_html_(self) -> str:
        return frame(_page(self.dossier, framed=True), f"Report on {self.dossier.label}", 480, scripts=False)

    def __repr__(self) -> str:
        return f"<Report on {self.dossier.label}: {len(self.dossier.notes)} notes>"


def _page(found: Dossier, *, framed: bool = False) -> str:
    """Return the page; in a frame, without links inside it, which would lead to the notebook around it."""
    style = read("report.css")
    policy = f"default-src 'none'; style-src {source_hash(style)}; base-uri 'none'; form-action 'none'"
    return _template().render(
        found=found, style=Markup(style), policy=policy, references=references(found), framed=framed
    )


def when(date: str | None) -> str:
    """Return a date or a range of dates for the eye."""
    return date.replace("/", " to ") if date else "undated"


def origin(note: Note) -> str:
    """Return the rules of a note, each with its confidence."""
    return "; ".join(f"{rule}, confidence {confidence:.2f}" for rule, confidence in note.rules)


def release_id(note: Note) -> str:
    """Return the id of a note's release, as files and queries name it."""
    return unquote(note.release_iri.rpartition("/")[2])


def references(found: Dossier) -> dict[int, list[str]]:
    """Return for each note the ids that the page gives to the places which refer to it."""
    places: dict[int, list[str]] = {note.number: [] for note in found.notes}
    for at, section in enumerate(found.sections, 1):
        for row, line in enumerate(section.lines, 1):
            for number in line.notes:
                places[number].append(f"ref-{at}-{row}-{number}")
    return places


def _markdown(found: Dossier) -> Iterator[str]:
    yield f"# {text(found.label)}\n"
    also = f" · also {text(', '.join(found.names))}" if found.names else ""
    yield f"{found.kind.capitalize()}{also} · {code(found.iri)}\n"
    yield from ("## Summary\n", "| | |", "| --- | ---: |")
    yield from (f"| {title} | {count:,} |" for title, count in found.summary)
    for section in found.sections:
        yield from _markdown_section(section)
    yield "\n## Sentences\n"
    yield from map(_footnote, found.notes)


def _markdown_section(section: Section) -> Iterator[str]:
    yield f"\n## {section.title}\n"
    if section.command:
        yield f"{code(section.command)}\n"
    yield from map(_markdown_line, section.lines)


def _markdown_line(line: Line) -> str:
    date = f"**{text(when(line.date))}** " if line.date else ""
    return f"- {date}{text(line.text)} {''.join(f'[^{number}]' for number in line.notes)}"


def _footnote(note: Note) -> str:
    if not note.quote:
        return f"[^{note.number}]: No sentence: known from {text(note.release)}; {text(origin(note))}."
    url = safe_url(note.release_url)
    title = link(url, note.release) if url else text(note.release)
    release = f"{title} ({text(release_id(note))}, {text(when(note.date))})"
    return f"[^{note.number}]: “{text(note.quote)}” — {release}; {text(origin(note))}."


@cache
def _template() -> Template:
    made = environment()
    made.filters |= {"when": when, "plain": plain, "safe_url": safe_url, "origin": origin, "release_id": release_id}
    return made.get_template("report.html")
