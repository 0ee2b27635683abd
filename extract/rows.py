"""Tables to text: JSON Lines and CSV, a release a row; read row by row, so that a long file needs no more memory."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from diplograph.extract import documents, webpage
from diplograph.extract.documents import Document
from diplograph.extract.errors import ReadError

MAX_ROW = 8_000_000  # bytes of one row, which may hold the text twice and escaped
_MARKUP = re.compile(r"<(?:p|br|div|li|span|strong|h\d)\b[^>]*>", re.I)


def json_lines(stream: BinaryIO, source: str) -> Iterator[Document | ReadError]:
    """Yield a document per line; a line that holds none is an error of that line alone."""
    for number, line in enumerate(iter(lambda: stream.readline(MAX_ROW + 1), b""), 1):
        where = f"{source}: line {number}"
        if len(line) > MAX_ROW:
            raise ReadError(
                f"{where}: longer than {MAX_ROW // 1_000_000} MB: no release; split the file into its releases"
            )
        if not line.strip():
            continue
        try:
            found = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            yield ReadError(f"{where}: no JSON ({' '.join(str(error).split())[:80]}); mend the line or remove it")
            continue
        if isinstance(found, dict):
            yield _document(found, where, f"{Path(source).stem}-{number}")
        else:
            yield ReadError(
                f"{where}: no JSON object; each line is an object with a key {' or '.join(documents.TEXT[:3])}"
            )


def table(stream: BinaryIO, source: str) -> Iterator[Document | ReadError]:
    """Yield a document per row of a CSV or TSV table, whose first row names its columns."""
    csv.field_size_limit(MAX_ROW)
    lines = io.TextIOWrapper(stream, "utf-8-sig", newline="")
    number = 0
    try:
        head = lines.readline(MAX_ROW)
        rows = csv.DictReader(chain([head], lines), delimiter=max(",;\t|", key=head.count), strict=True)
        if not {name.strip().casefold() for name in rows.fieldnames or ()} & {*documents.TEXT}:
            raise ReadError(f"{source}: no column {', '.join(documents.TEXT)}; name the column of the text so")
        for number, row in enumerate(rows, 1):
            yield _document(row, f"{source}: row {number}", f"{Path(source).stem}-{number}")
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{source}: after row {number}: not UTF-8; convert the file, for example: iconv -f WINDOWS-1252 -t UTF-8"
        ) from error
    except csv.Error as error:
        raise ReadError(f"{source}: after row {number}: {error}; mend the row or remove it") from error


def _document(row: Mapping[str, Any], where: str, name: str) -> Document | ReadError:
    known = {str(name).strip().casefold(): value for name, value in row.items() if name is not None}
    text = next((known[n] for n in documents.TEXT if isinstance(known.get(n), str) and known[n].strip()), None)
    if text is None:
        return ReadError(f"{where}: no text under {', '.join(documents.TEXT)}; fill it or remove the row")
    made = documents.of_mapping(known, webpage.fragment(text) if _MARKUP.search(text) else text)
    return replace(made, name=made.name or name, text=documents.titled(made.title, made.text))
