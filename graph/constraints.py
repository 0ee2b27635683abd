"""The parts of SHACL Core that shapes.ttl uses, each as a function that makes a check out of its parameter.

A check says what pySHACL says, or raises Unsure where that would take more than a look: what a literal of an unusual
form is worth, or how two different kinds of value compare.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeAlias

from diplograph.graph.index import NO_CLASS, Index, key
from diplograph.graph.rdf import IRI, STRING, XSD, Literal, Term

Check: TypeAlias = Callable[[Index, Term], bool]
"""Whether a node conforms."""
SetCheck: TypeAlias = Callable[[Index, Term, Collection[Term]], bool]
"""Whether the values that a node has at the end of a path are right, taken together."""

SH = "http://www.w3.org/ns/shacl#"


class Unsure(Exception):
    """Whether a value conforms is for pySHACL to say."""


class Source(Protocol):
    """What a constraint asks of the file of shapes that it stands in."""

    def shape(self, node: Term) -> Check:
        """Return the check of a shape."""

    def items(self, node: Term) -> Sequence[Term]:
        """Return the members of an RDF list."""


def _is_date(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}", text) and date.fromisoformat(text))
    except ValueError:
        return False


_INTEGER, _DECIMAL, _DATE = XSD + "integer", XSD + "decimal", XSD + "date"
# How values of a datatype are usually written. Whoever writes them otherwise may still be right.
_USUAL: dict[str, Callable[[str], object]] = {
    STRING: lambda text: True,
    _INTEGER: re.compile(r"[0-9]{1,18}").fullmatch,
    _DECIMAL: re.compile(r"[0-9]{1,18}(\.[0-9]{1,18})?").fullmatch,
    _DATE: _is_date,
    XSD + "gYearMonth": re.compile(r"[1-9][0-9]{3}-(0[1-9]|1[0-2])").fullmatch,
    XSD + "gYear": re.compile(r"[1-9][0-9]{3}").fullmatch,
    XSD + "anyURI": re.compile(r"\S+").fullmatch,
}


def _usual(value: Term) -> Literal:
    if isinstance(value, Literal):
        written = _USUAL.get(value.datatype)
        if written and written(value.value):
            return value
    raise Unsure


def _number(value: Term) -> Decimal:
    literal = _usual(value)
    if literal.datatype not in (_INTEGER, _DECIMAL):
        raise Unsure
    return Decimal(literal.value)


def _compared(one: Term, other: Term) -> int:
    """Return a number below, at or above 0 as one value is below, like or above the other; only numbers and days."""
    first, second = _usual(one), _usual(other)
    if first.datatype == second.datatype == _DATE:
        return (first.value > second.value) - (first.value < second.value)
    return int(_number(first).compare(_number(second)))


# of one value


def _class(source: Source, given: Term) -> Check:
    name = str(given)
    return lambda index, value: type(value) is IRI and name in index.classes.get(value.value, NO_CLASS)


def _datatype(source: Source, given: Term) -> Check:
    name = str(given)
    usual = _USUAL[name]

    def check(index: Index, value: Term) -> bool:
        if type(value) is not Literal or value.datatype != name or value.language is not None:
            return False
        if not usual(value.value):
            raise Unsure
        return True

    return check


def _node_kind(source: Source, given: Term) -> Check:
    kind = {SH + "IRI": IRI, SH + "Literal": Literal}[str(given)]
    return lambda index, value: type(value) is kind


def _min_length(source: Source, given: Term) -> Check:
    least = int(given.value) if isinstance(given, Literal) else 0
    return lambda index, value: len(str(value)) >= least


def _pattern(source: Source, given: Term) -> Check:
    search = re.compile(str(given)).search
    return lambda index, value: search(str(value)) is not None


def _in(source: Source, given: Term) -> Check:
    members = frozenset(source.items(given))
    return lambda index, value: value in members


def _language_in(source: Source, given: Term) -> Check:
    tags = {str(tag).lower() for tag in source.items(given)}

    def check(index: Index, value: Term) -> bool:
        tag = (value.language or "").lower() if isinstance(value, Literal) else ""
        return tag in tags or tag.split("-")[0] in tags

    return check


def _min_inclusive(source: Source, given: Term) -> Check:
    least = _number(given)
    return lambda index, value: _number(value) >= least


def _max_inclusive(source: Source, given: Term) -> Check:
    most = _number(given)
    return lambda index, value: _number(value) <= most


def _or(source: Source, given: Term) -> Check:
    checks = [source.shape(node) for node in source.items(given)]
    return lambda index, value: any(check(index, value) for check in checks)


def _xone(source: Source, given: Term) -> Check:
    checks = [source.shape(node) for node in source.items(given)]
    return lambda index, value: sum(check(index, value) for check in checks) == 1


def _not(source: Source, given: Term) -> Check:
    inner = source.shape(given)
    return lambda index, value: not inner(index, value)


def _property(source: Source, given: Term) -> Check:
    return source.shape(given)


def closed(allowed: Iterable[str]) -> Check:
    """Make the check that a node has no other properties than those allowed."""
    names = frozenset(allowed)
    return lambda index, value: type(value) is Literal or index.nodes.get(key(value), {}).keys() <= names


OF_VALUE: dict[str, Callable[[Source, Term], Check]] = {
    SH + "class": _class,
    SH + "datatype": _datatype,
    SH + "nodeKind": _node_kind,
    SH + "minLength": _min_length,
    SH + "pattern": _pattern,
    SH + "in": _in,
    SH + "languageIn": _language_in,
    SH + "minInclusive": _min_inclusive,
    SH + "maxInclusive": _max_inclusive,
    SH + "or": _or,
    SH + "xone": _xone,
    SH + "not": _not,
    SH + "property": _property,
}


# of all values together


def _min_count(given: Term) -> SetCheck:
    least = int(str(given))
    return lambda index, focus, values: len(values) >= least


def _max_count(given: Term) -> SetCheck:
    most = int(str(given))
    return lambda index, focus, values: len(values) <= most


def _has_value(given: Term) -> SetCheck:
    return lambda index, focus, values: given in values


def _disjoint(given: Term) -> SetCheck:
    other = str(given)
    return lambda index, focus, values: set(values).isdisjoint(index.values(focus, other))


def _below(given: Term) -> SetCheck:
    other = str(given)
    return lambda index, focus, values: all(
        _compared(one, two) < 0 for one in values for two in index.values(focus, other)
    )


def _not_above(given: Term) -> SetCheck:
    other = str(given)
    return lambda index, focus, values: all(
        _compared(one, two) <= 0 for one in values for two in index.values(focus, other)
    )


OF_VALUES: dict[str, Callable[[Term], SetCheck]] = {
    SH + "minCount": _min_count,
    SH + "maxCount": _max_count,
    SH + "hasValue": _has_value,
    SH + "disjoint": _disjoint,
    SH + "lessThan": _below,
    SH + "lessThanOrEquals": _not_above,
}
