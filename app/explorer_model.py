"""What the explorer's pages are made of: columns, filters, lists, and the page of each kind of thing. No logic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Form = Literal["text", "thing", "kind", "count", "web"]
Ask = Literal["thing", "text", "words", "since", "until"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list, or a line about a thing: ``path`` is a SPARQL property path from the thing to its values.

    ``form`` tells what the values are: texts, things with pages of their own, classes of which only ``among`` count,
    how many values there are, or addresses elsewhere.
    """

    name: str
    title: str
    path: str
    form: Form = "text"
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """What narrows a list: a pattern that binds or tests ``?thing`` and holds ``{value}``.

    ``ask`` is what the value must be: a thing, a text as it is, the folded words of a name, or the ends of a time.
    ``choices`` are the values that a form offers; a filter by a thing comes by a link and not by a form. ``enough``
    tells that whatever fits belongs to the list.
    """

    title: str
    pattern: str
    ask: Ask = "thing"
    choices: tuple[str, ...] = ()
    enough: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """A way to sort a list: ``pattern`` binds at most one ``?key`` for each thing; things without one come last."""

    title: str
    pattern: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: what belongs to it, what is shown of each, how it may be narrowed and sorted (the first is the default).

    ``kind`` is the mark of its things; ``facts`` tells that sentences stand behind them.
    """

    name: str
    title: str
    one: str
    about: str
    kind: str
    members: str
    columns: tuple[Column, ...]
    filters: Mapping[str, Filter]
    orders: Mapping[str, Order]
    facts: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: the first of a list that is narrowed by the page's thing; ``more`` narrows it further.

    ``without`` are columns that the page itself tells, ``order`` is one of the list's, its first if none is told.
    """

    title: str
    listing: str
    by: str
    more: Mapping[str, str] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    order: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a kind of thing: its mark, what it is called, the lines about it, its sections."""

    kind: str
    one: str
    lines: tuple[Column, ...]
    sections: tuple[Section, ...] = ()
    network: bool = False
