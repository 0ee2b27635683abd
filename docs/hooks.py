"""Adds the reference to the site while it is built: it is made from the code each time, so it cannot go stale."""

from __future__ import annotations

from making.reference import PAGES
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

_SEARCH = 'data-md-component="search" role="dialog"'


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages to those that lie in docs/."""
    for address, write in PAGES.items():
        files.append(File.generated(config, address, content=write()))
    return files


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Give the theme's search dialog a name for screen readers."""
    return output.replace(_SEARCH, f'{_SEARCH} aria-label="Search"')
