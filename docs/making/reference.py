"""Which pages of the site are made from the code: address → who writes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from making import areas, commands, library, ontology, queries, record, rules

PAGES: dict[str, Callable[[], str]] = {
    "reference/commands.md": commands.write,
    "reference/queries.md": queries.write,
    "reference/ontology.md": ontology.write,
    "reference/areas.md": areas.write,
    "reference/python.md": library.write,
    "reference/record.md": record.write,
    "reference/rules/index.md": rules.write_index,
    **{f"reference/rules/{file}.md": partial(rules.write, file) for file in rules.FILES},
}
