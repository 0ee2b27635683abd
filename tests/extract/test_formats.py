"""The same release in every format reads the same, and a broken file of each format is told in one line."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from diplograph.extract import pdf, read, webpage
from diplograph.extract.errors import ReadError
from diplograph.extract.model import Release
from diplograph.extract.pipeline import Extractor
from diplograph.extract.record import record

FOLDER = Path(__file__).parent / "formats"
TITLE = "Secretary General of ECO met with Foreign Minister of Uzbekistan"
ADDRESS = "https://news.example.org/eco/2021/05/15/tashkent"
FORMATS = ("page.html", "mail.eml", "feed.rss", "feed.atom", "rows.jsonl", "rows.csv", "letter.pdf", "letter.docx")
# What the file itself tells of the release beside its text: publisher, date, address.
TOLD = {
    "page.html": ("Economic Cooperation Organization", "2021-05-15", ADDRESS),
    "mail.eml": ("Economic Cooperation Organization", "2021-05-15", None),
    "feed.rss": ("Economic Cooperation Organization", "2021-05-15", ADDRESS),
    "feed.atom": ("Economic Cooperation Organization", "2021-05-15", ADDRESS),
    "rows.jsonl": ("Economic Cooperation Organization", "2021-05-15", ADDRESS),
    "rows.csv": ("Economic Cooperation Organization", "2021-05-15", ADDRESS),
    "letter.pdf": (None, None, None),
    "letter.docx": (None, None, None),
}


def first(path: Path) -> Release:
    found = next(read.each(path))
    assert isinstance(found, Release)
    return found


def said(found: dict[str, Any]) -> dict[str, Any]:
    """Return what a record says, without where it says it."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: bare(v) for k, v in value.items() if k != "evidence"}
        return [bare(v) for v in value] if isinstance(value, list) else value

    kept = ("people", "states", "organizations", "places", "events", "statements", "areas")
    return {name: bare(found[name]) for name in kept}


@pytest.mark.parametrize("name", FORMATS)
def test_same_release_in_every_format(name: str, extractor: Extractor) -> None:
    plain = record(extractor.extract(read.load(FOLDER / "release.txt")))
    release = first(FOLDER / name)
    assert release.title == TITLE
    assert (release.publisher, str(release.date) if release.date else None, release.url) == TOLD[name]
    found = record(extractor.extract(release))
    assert said(found) == {**said(plain), "organizations": said(found)["organizations"]}
    assert {o["acronym"] for o in said(found)["organizations"]} == {o["acronym"] for o in said(plain)["organizations"]}
    assert {"railway transport", "tourism"} < {area["phrase"] for area in plain["areas"]}


def test_page_keeps_its_furniture_out() -> None:
    text = first(FOLDER / "page.html").text
    for furniture in ("Home", "Member States", "Share", "Print", "rights reserved", "Tender", "tracker", "changed"):
        assert furniture not in text


def test_entries_of_a_file_are_releases_of_their_own() -> None:
    good, bad = read.each(FOLDER / "feed.rss")
    assert isinstance(good, Release)
    assert good.id.startswith("feed-")
    assert "entry 2: no text" in str(bad)
    first_row, second_row = read.each(FOLDER / "rows.jsonl")
    assert isinstance(first_row, Release)
    assert isinstance(second_row, Release)
    assert (first_row.id, second_row.id) == ("eco-2021-05-15", "rows-3")
    assert (second_row.title, str(second_row.date)) == ("Working meeting", "2021-06-03")
    assert "<p>" not in second_row.text
    assert [r.id for r in read.each(FOLDER / "rows.csv") if isinstance(r, Release)] == ["eco-2021-05-15", "rows-2"]
    with pytest.raises(ReadError, match="more than one release"):
        read.load(FOLDER / "rows.jsonl")


def cut(share: float) -> Callable[[bytes], bytes]:
    return lambda data: data[: int(len(data) * share)]


def bomb(_: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"word/media/{number}", b"\0" * 80_000_000)
    return made.getvalue()


BROKEN: dict[str, tuple[str, Callable[[bytes], bytes], str]] = {
    "page without text": (
        "page.html",
        lambda _: b"<html><body><nav><a href='/'>Home</a></nav></body></html>",
        "no main",
    ),
    "page of scripts": ("page.html", lambda _: b"<html><script>" + b"x" * 9000 + b"</script>", "no main text"),
    "empty page": ("page.html", lambda _: b"", "page.html"),
    "half a PDF": ("letter.pdf", cut(0.5), "PDF"),
    "no PDF": ("letter.pdf", lambda _: b"\x00\x01not a pdf", "PDF"),
    "half a Word document": ("letter.docx", cut(0.5), "Word"),
    "some other archive": ("letter.docx", lambda _: b"PK\x05\x06" + b"\0" * 18, "Word"),
    "an archive that explodes": ("letter.docx", bomb, "unpacks to more"),
    "no message": ("mail.eml", lambda _: b"\xff\xfe\x00\x00", "no message"),
    "message without body": ("mail.eml", lambda d: d.split(b"\n\n")[0] + b"\n\n", "no message text"),
    "no feed": ("feed.rss", lambda _: b"<?xml version='1.0'?><note>hello</note>", "no RSS or Atom feed"),
    "table without text": ("rows.csv", lambda _: b"a;b\n1;2\n", "name the column"),
    "table in another encoding": ("rows.csv", lambda d: d + "ü".encode("latin-1"), "not UTF-8"),
    "table with an open quote": ("rows.csv", lambda d: d + b'3;"open', "mend the row"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_file_is_one_clear_line(case: str, tmp_path: Path) -> None:
    name, damage, told = BROKEN[case]
    file = tmp_path / name
    file.write_bytes(damage((FOLDER / name).read_bytes()))
    with pytest.raises(ReadError, match=told) as raised:
        for found in read.each(file):
            if isinstance(found, ReadError):
                raise found
    assert str(raised.value).startswith(str(file))
    assert "\n" not in str(raised.value)


def test_bad_rows_leave_the_good_ones(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    good = json.dumps({"text": "The sides met in Baku."})
    file.write_text(f'{good}\n{{"text": \n[1]\n{{"title": "none"}}\n{good}\n', "utf-8")
    found = list(read.each(file))
    assert [one.id if isinstance(one, Release) else "error" for one in found] == [
        "a-1",
        "error",
        "error",
        "error",
        "a-5",
    ]
    assert [str(one).split(": ")[1] for one in found if isinstance(one, ReadError)] == ["line 2", "line 3", "line 4"]


def test_line_without_end_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'{"text": "' + b"a" * 9_000_000)
    with pytest.raises(ReadError, match="line 1: longer than"):
        list(read.each(file))


def test_feed_with_an_entity_bomb_reads_nothing_of_it(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    file = tmp_path / "a.rss"
    file.write_text(f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "lol">{levels}]><rss><channel><item><title>t'
                    "</title><description>&e9;</description></item></channel></rss>", "utf-8")  # fmt: skip
    assert sum(len(one.text) for one in _quiet(file) if isinstance(one, Release)) < 10_000


def _quiet(file: Path) -> list[Release | ReadError]:
    try:
        return list(read.each(file))
    except ReadError as error:
        return [error]


def test_deep_markup_is_read_without_recursion() -> None:
    assert webpage.fragment("<div>" * 5000 + "They met." + "</div>" * 5000) in {"They met.", ""}
    assert webpage.fragment(
        "<p>One<script>alert(1)</script> two</p><style>p {}</style><!-- no --><ul><li>a<li>b</ul>"
    ) == ("One two\n\n- a\n\n- b")


def test_sidecar_knows_better_than_the_file(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "page.html", tmp_path / "page.html")
    before = first(tmp_path / "page.html")
    side = tmp_path / "page.meta.yaml"
    side.write_text(
        "title: Meeting in Tashkent\ndate: 2021-05-16\npublisher: ECO\nurl: https://eco.example.org/1\n", "utf-8"
    )
    after = first(tmp_path / "page.html")
    assert (after.title, str(after.date), after.publisher) == ("Meeting in Tashkent", "2021-05-16", "ECO")
    assert (after.url, after.date_from, after.text) == ("https://eco.example.org/1", "metadata", before.text)
    assert after.sha256 != before.sha256
    side.rename(tmp_path / "page.html.meta.json").write_text('{"date": "2021-05-17"}', "utf-8")
    assert (str(first(tmp_path / "page.html").date), first(tmp_path / "page.html").title) == ("2021-05-17", TITLE)


@pytest.mark.parametrize("content", ["datum: 2021", "- a", "a: [", "\xff"])
def test_sidecar_that_says_nothing_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("They met.", "utf-8")
    (tmp_path / "a.meta.yaml").write_bytes(content.encode("latin-1"))
    with pytest.raises(ReadError, match=r"a\.meta\.yaml: "):
        list(read.each(tmp_path / "a.txt"))


def test_first_bytes_tell_the_format_of_standard_input() -> None:
    for name in ("page.html", "letter.pdf", "letter.docx", "feed.rss"):
        found = next(read.each_of(io.BytesIO((FOLDER / name).read_bytes())))
        assert isinstance(found, Release)
        assert "The Minister thanked the Secretary General" in " ".join(found.text.split())


def test_pages_of_a_pdf_are_joined() -> None:
    pages = [
        f"Joint Statement\n\n{text}\n\n{n}"
        for n, text in enumerate(("The Ministers agreed to co-", "operate in\ntrade.", "They met."), 1)
    ]
    assert pdf.join(pages) == "The Ministers agreed to cooperate in\ntrade.\n\nThey met."
    assert (
        pdf.join(["The areas are:\n    transit\n    energy\nThey met."])
        == "The areas are:\n- transit\n- energy\nThey met."
    )
    double = "\n\n".join(
        ["They met in the", "capital and then", "left for the airport", "in the evening", "by car", "and van."]
    )
    assert "\n\n" not in pdf.join([double])
