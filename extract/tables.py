"""Reads the gazetteers' tables: CSV with a header line, lists in a cell separated by ``|``, a source in every row."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from diplograph.extract.errors import GazetteerError

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NON_WORD = re.compile(r"[^\w]+")
_LIGATURES = str.maketrans(
    {"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ə": "a", "ß": "ss", "’": "'"}
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its cells by column name, and where it stands (1-based line)."""

    path: Path
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        """Return the cell's list, without its empty parts."""
        return tuple(part for raw in self.cells[column].split("|") if (part := raw.strip()))

    def one_of(self, column: str, allowed: Iterable[str]) -> str:
        """Return the cell if it is one of ``allowed``, else raise GazetteerError."""
        value = self.cells[column]
        if value not in allowed:
            raise self.error(f"{column} '{value}' is not one of {', '.join(sorted(allowed))}", "correct it")
        return value

    def weak(self, forms: Iterable[str]) -> frozenset[str]:
        """Return the weak forms; GazetteerError if one of them is none of the entry's ``forms``."""
        weak = frozenset(self.many("weak"))
        if stray := sorted(weak - set(forms)):
            raise self.error(f"weak form '{stray[0]}' is not a form of its entry", "add it as an alias or remove it")
        return weak

    def error(self, what: str, step: str) -> GazetteerError:
        """Return the error that names this row."""
        return problem(self.path, self.line, what, step)


def problem(path: Path, line: int, what: str, step: str) -> GazetteerError:
    """Return ``file:line: what; next step`` as the named error."""
    return GazetteerError(f"{path.name}:{line}: {what}; {step}")


def slug(name: str) -> str:
    """Return ``name`` as an id: ASCII, lower case, words joined by hyphens."""
    return _NON_WORD.sub("-", plain(name).replace("'", "").lower()).strip("-")


def plain(form: str) -> str:
    """Return ``form`` without diacritics and with straight apostrophes; case is kept."""
    if form.isascii():
        return form
    decomposed = unicodedata.normalize("NFKD", form.translate(_LIGATURES))
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def read_table(path: Path, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of the CSV file at ``path``; raises what :func:`read_cells` raises."""
    for line, cells in read_cells(path, columns):
        yield Row(path, line, dict(zip(columns, cells, strict=True)))


def read_cells(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and cells, in the order of ``columns``, of each row of the CSV file at ``path``.

    Raises GazetteerError if the file is missing, its header is not ``columns``, a row has too few or too many cells, or
    its last cell, the source, is empty.
    """
    if not path.is_file():
        raise problem(path, 0, f"no such gazetteer in {path.parent}", "restore the file")
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        _check_header(path, next(reader, []), columns)
        width = len(columns)
        for cells in reader:
            if len(cells) != width:
                what = f"{len(cells)} cells under {width} columns"
                raise problem(path, reader.line_num, what, "quote cells that contain commas")
            if not cells[-1].strip():
                raise problem(path, reader.line_num, "no source", "say where the entry can be looked up")
            yield reader.line_num, cells


def _check_header(path: Path, header: Sequence[str], columns: Sequence[str]) -> None:
    if unknown := [name for name in header if name not in columns]:
        raise problem(path, 1, f"unknown column '{unknown[0]}'", f"the columns are {', '.join(columns)}")
    if missing := [name for name in columns if name not in header]:
        raise problem(path, 1, f"column '{missing[0]}' is missing", f"the columns are {', '.join(columns)}")
    if list(header) != list(columns):
        raise problem(path, 1, "columns in another order or twice", f"the columns are {', '.join(columns)}")
