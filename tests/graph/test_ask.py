from __future__ import annotations

import pytest

from diplograph.extract.errors import QueryError
from diplograph.graph.ask import fill, load, parse
from diplograph.graph.rdf import IRI, Literal

HEADER = """# title: Things
# description: All things.
# parameter: kind = a, b — of this kind
# columns: thing, names
# lists: names
# example: diplograph query things
"""
BODY = """SELECT ?thing ?names {
  VALUES ?kind { "a" "b" } #unless kind
  #if kind VALUES ?kind { {kind} } FILTER(?x IN ({kind}))
}
"""


def test_a_header_is_read() -> None:
    query = parse("things.rq", HEADER + BODY)
    assert (query.name, query.title, query.description) == ("things", "Things", "All things.")
    assert query.columns == ("thing", "names") and query.lists == ("names",)
    (parameter,) = query.parameters
    assert (parameter.name, parameter.default, parameter.meaning) == ("kind", "a, b", "of this kind")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("# title: Things\n", "", "things.rq:1: the header has no title"),
        ("# title", "# titel", "things.rq:1: '# titel: Things' is no header"),
        ("# lists: names\n", "# lists: nams\n", "things.rq:1: lists names nams, which is no column"),
        ("# columns: thing, names", "# columns thing", "things.rq:4: '# columns thing' is no header"),
        (" — of", " - of", "things.rq:3: write a parameter as '# parameter: name = default — meaning'"),
        ("# lists: names\n", "# title: Again\n", "things.rq:5: title is there twice"),
        ("#if kind", "#if knd", "things.rq:9: knd is no parameter"),
        ("{kind}", "{knid}", "things.rq:9: knid is no parameter"),
        ("#unless kind", "#unless other", "things.rq:8: other is no parameter"),
        ("# lists: names\n", "# parameter: idle = — does nothing\n", "things.rq:1: parameter idle is declared but not"),
    ],
)
def test_a_malformed_file_is_refused_with_file_and_line(old: str, new: str, message: str) -> None:
    text = HEADER + BODY
    assert old in text
    with pytest.raises(QueryError) as caught:
        parse("things.rq", text.replace(old, new))
    assert str(caught.value).startswith(message)


def test_lines_come_and_go_with_their_parameter() -> None:
    without = fill(BODY, {})
    assert 'VALUES ?kind { "a" "b" }' in without and "\n  #if kind" in without
    given = fill(BODY, {"kind": (Literal('"}'), IRI("http://example.org/x"))})
    assert '"a" "b"' not in given
    assert r'VALUES ?kind { "\"}" <http://example.org/x> } FILTER(?x IN ("\"}", <http://example.org/x>))' in given
    assert given.count("\n") == without.count("\n")  # an error's line is the file's line


def test_the_project_s_own_files_are_read() -> None:
    assert len(load()) == 11
