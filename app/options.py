"""Arguments and options that several commands share."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from diplograph import completion
from diplograph.completion import DEFAULT_GRAPH

__all__ = ["DEFAULT_GRAPH", "Base", "Entity", "GraphDir", "MinConfidence", "Model", "Paths", "date_prefix"]

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Releases: files, folders, globs, or - for stdin (text, HTML, PDF, Word, e-mail, feeds, JSON Lines, CSV).",
        show_default=False,
    ),
]
Entity = Annotated[
    str,
    typer.Argument(
        metavar="ENTITY",
        help="A name, code, acronym, id or IRI.",
        show_default=False,
        autocompletion=completion.entities,
    ),
]
GraphDir = Annotated[Path, typer.Option("--graph", metavar="DIR", help="Folder of the store.")]
Model = Annotated[
    str | None, typer.Option("--model", metavar="NAME", help="spaCy model to read with, if not the default one.")
]
MinConfidence = Annotated[
    float,
    typer.Option("--min-confidence", metavar="0-1", min=0, max=1, help="Leave out what is less sure than this."),
]
Base = Annotated[
    str | None,
    typer.Option(
        "--base", metavar="IRI", help="Mint IRIs under this one.", show_default="https://w3id.org/diplograph/id/"
    ),
]


def date_prefix(value: str | None) -> str | None:
    """Return an ISO date, month or year unchanged; a usage error for anything else."""
    if value is not None and not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", value):
        raise typer.BadParameter("a date is written 2020, 2020-10 or 2020-10-12")
    return value
