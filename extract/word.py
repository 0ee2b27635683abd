"""Word documents (.docx) to text, by python-docx."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from lxml.etree import LxmlError

from diplograph.extract.documents import Document
from diplograph.extract.errors import ReadError

MAX_UNPACKED = 200_000_000  # bytes; a small archive may unpack to what no memory holds


def read(stream: BinaryIO, source: str) -> Iterator[Document]:
    """Yield the paragraphs and tables of a document in order; its dates of making and saving are not the release's."""
    try:
        with zipfile.ZipFile(stream) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
                raise ReadError(f"{source}: unpacks to more than {MAX_UNPACKED // 1_000_000} MB; save its text as .txt")
        document = docx.Document(stream)
        text = "\n\n".join(line for part in document.iter_inner_content() for line in _lines(part) if line)
    except (zipfile.BadZipFile, PackageNotFoundError, LxmlError, KeyError, ValueError, AttributeError) as error:
        raise ReadError(f"{source}: no Word document (.docx) or a damaged one; save it again, or as .txt") from error
    if not text.strip():
        raise ReadError(f"{source}: the document holds no text; give it the text of a release or leave it out")
    yield Document(text)


def _lines(part: object) -> Iterator[str]:
    if isinstance(part, Table):
        for row in part.rows:
            yield " ".join(dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells))
        return
    text = " ".join(part.text.split())  # type: ignore[attr-defined]
    style = getattr(getattr(part, "style", None), "name", "") or ""
    yield f"- {text}" if text and style.startswith("List") else text
