"""A page that a notebook shows and a file keeps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from diplograph.graph import export
from diplograph.graph.notebook import frame


@dataclass(frozen=True, slots=True)
class Page:
    """A page that a notebook shows in a frame; ``write(path)`` keeps it as a file."""

    html: str
    title: str
    height: int = 640  # pixels

    def write(self, path: str | Path) -> Path:
        """Write the page to a file and return its path; ExportError if it cannot be written."""
        return export.write(Path(path), self.html.encode("utf-8", "replace"))

    def __repr__(self) -> str:
        return f"<Page: {self.title}>"

    def _repr_html_(self) -> str:
        return frame(self.html, self.title, self.height, scripts=True)
