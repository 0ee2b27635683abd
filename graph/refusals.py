"""What is never asked, found in a query's text before the engine sees it.

The engine follows SERVICE over HTTP and cannot be told not to, and its parser, which calls itself for every bracket,
ends the process when they go too deep. Both are looked for outside strings, IRIs and comments only.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from diplograph.extract.errors import QueryError

DEEPEST = 100  # brackets open at once; the engine overflows its stack from a few hundred

_GAP = r"(?:[ \t\r\n]|\#[^\r\n]*+)*+"
_NAME = r"(?:<[^<>]*+>|[?$][^\s{}\#]++|[\w.\-]*+:(?:\\.|[^\s{}\#<>\"\\])*+)"
# The engine wants no space between keywords, nor between a number or truth value and the next: "1SERVICESILENT<…>{".
_SERVICE = rf"(?:(?<![\w:?$@\-])|(?<=\d)|(?<=true)|(?<=false))SERVICE{_GAP}(?:SILENT{_GAP}{_NAME}|{_NAME}){_GAP}\{{"
_TOKEN = re.compile(
    rf"""
      (?P<service>{_SERVICE})
    | (?P<comment>\#)
    | (?P<string>\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*+\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*+'''
        | \"(?:[^\"\\\r\n]|\\.)*+\" | '(?:[^'\\\r\n]|\\.)*+')
    | (?P<iri><(?:[^<>\"{{}}|^`\\\x00-\x20]|\\[uU])*+>)
    | (?P<open>[(\[{{])
    | (?P<close>[)\]}}])
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_LINE_END = re.compile(r"[\r\n]|\Z")
_HIDES = re.compile(r"['#()]|SERVICE", re.IGNORECASE)
_UPDATE = re.compile(
    rf"{_GAP}(?:(?:BASE|PREFIX{_GAP}[^\s:<]*:){_GAP}<[^>]*>{_GAP})*"
    r"(?:INSERT|DELETE|LOAD|CLEAR|DROP|ADD|MOVE|COPY|CREATE|WITH)\b",
    re.IGNORECASE,
)


class RefusedError(QueryError):
    """A query may well be right, and is not asked all the same."""


def refuse(text: str) -> None:
    """Raise RefusedError for a query that asks another server, QueryError for one that is nested too deeply.

    What looks like an IRI may be a comparison (``?a <'b'``), where the engine reads on inside. So a text is read from
    inside every ``<…>`` that holds something which could hide the word, too; from each place once.
    """
    line_ends = [found.start() for found in _LINE_END.finditer(text)]
    seen: set[int] = set()
    doubtful = [0]
    while doubtful:
        at = doubtful.pop()
        depth = 0
        while (found := _TOKEN.search(text, at)) and found.start() not in seen:
            seen.add(found.start())
            at = found.end()
            match found.lastgroup:
                case "service":
                    raise _refused(text, found.start())
                case "comment":
                    at = line_ends[bisect_left(line_ends, at)]
                case "open":
                    depth += 1
                case "close":
                    depth -= 1
                case "iri" if _HIDES.search(found[0]):
                    doubtful.append(found.start() + 1)
            if depth > DEEPEST:
                raise QueryError(f"the query nests its brackets more than {DEEPEST} deep: simplify it")


def _refused(text: str, at: int) -> RefusedError:
    line = text.count("\n", 0, at) + 1
    return RefusedError(
        f"line {line}: SERVICE is refused: queries are answered from this graph, and ask no other server"
    )


def is_update(text: str) -> bool:
    """Tell whether a text that is no query begins as an update does."""
    return bool(_UPDATE.match(text))
