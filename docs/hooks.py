"""Adds the reference to the site while it is built: it is made from the code each time, so it cannot go stale."""

from __future__ import annotations

from making.reference import PAGES
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages to those that lie in docs/."""
    for address, write in PAGES.items():
        files.append(File.generated(config, address, content=write()))
    return files
