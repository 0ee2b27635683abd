"""How results are printed: the formats, and what a release's text may not do to a terminal or a page."""

from __future__ import annotations

import csv
import io
import json

import pytest
from rich.cells import cell_len

from diplograph.output import TableFormat, print_table

ROWS = [("Kairat | Sarybay", 2, 0.5, None), ('<b>\x1b[31m\nx\t"y"', 10, 1.0, ("a", "b"))]
COLUMNS = ("name", "count", "share", "more")


def printed(form: TableFormat, capsys: pytest.CaptureFixture[str]) -> str:
    print_table(COLUMNS, ROWS, form)
    return capsys.readouterr().out


def test_csv(capsys: pytest.CaptureFixture[str]) -> None:
    found = list(csv.reader(io.StringIO(printed("csv", capsys))))
    assert found == [
        ["name", "count", "share", "more"],
        ["Kairat | Sarybay", "2", "0.500", ""],
        ['<b>\x1b[31m\nx\t"y"', "10", "1.000", "a; b"],
    ]


def test_tsv_keeps_a_row_on_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed("tsv", capsys).splitlines()
    assert len(lines) == 3
    assert lines[1] == "Kairat | Sarybay\t2\t0.500\t"
    assert lines[2].split("\t")[0] == '<b>\x1b[31m x "y"'


def test_json_keeps_types(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(printed("json", capsys))
    assert found[0] == {"name": "Kairat | Sarybay", "count": 2, "share": 0.5, "more": None}
    assert found[1]["more"] == ["a", "b"]


def test_markdown_escapes_bars_and_tags(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed("md", capsys).splitlines()
    assert lines[0] == "| name | count | share | more |"
    assert lines[2] == "| Kairat \\| Sarybay | 2 | 0.500 |  |"
    assert lines[3].startswith('| &lt;b&gt;�\\[31m x "y" |')


def test_a_table_is_aligned_and_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed("table", capsys).splitlines()
    assert lines[0].split() == ["name", "count", "share", "more"]
    assert "\x1b" not in "".join(lines)
    assert lines[1].index("2") == lines[2].index("10") + 1


def test_a_table_keeps_to_its_width_and_words_whole(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    print_table(("id", "text"), [("event/000_8005e53dff70a974", "a long text about confidence building " * 3)])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + 4
    assert max(map(len, lines)) <= 60
    assert lines[1].startswith("event/000_8005e53dff70a974  a long text")
    monkeypatch.setenv("COLUMNS", "20")
    print_table(("id", "text"), [("event/000_8005e53dff70a974", "a long text about confidence building")])
    narrow = capsys.readouterr().out.splitlines()
    assert max(map(len, narrow)) <= 20
    assert "".join(line[:9].strip() for line in narrow[1:]).startswith("event/000")


WIDE = ("各国政府代表", "e\u0301" * 12, "x" * 90, "Kairat Sarybay met Mukhtar Tileuberdi", "👍🏽 ok", "ไทย" * 9)


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal_whatever_the_script(
    width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for size in range(1, 10):
        print_table(
            [f"column {n}" for n in range(size)], [[WIDE[(n + row) % 6] for n in range(size)] for row in range(6)]
        )
        lines = capsys.readouterr().out.splitlines()
        assert max(map(cell_len, lines)) <= width
        assert sum(line.count("e\u0301") for line in lines) == 12 * sum(
            (n + row) % 6 == 1 for n in range(size) for row in range(6)
        )


def test_many_columns_in_little_room_become_blocks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    columns = ("commitment", "committer", "content", "deadline", "date")
    print_table(
        columns, [("pledge-1", "Canada; Japan", "hold a summit by the end of the year", None, "2021"), ("p2",) * 5]
    )
    assert capsys.readouterr().out == (
        "commitment  pledge-1\n"
        "committer   Canada; Japan\n"
        "content     hold a summit by the end of\n"
        "            the year\n"
        "date        2021\n"
        "\n"
        "commitment  p2\ncommitter   p2\ncontent     p2\ndeadline    p2\ndate        p2\n"
        "\n"
    )
