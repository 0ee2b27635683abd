"""Files become releases, and what is no release is refused in one line that says which file, why, and what to do."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from diplograph.extract import read
from diplograph.extract.errors import ReadError

GOOD = "The Minister met Jürgen Müller in Köln.\n"


def refused(path: Path, data: bytes) -> str:
    path.write_bytes(data)
    with pytest.raises(ReadError) as error:
        read.load(path)
    return str(error.value)


BAD = {
    "empty": (b"", "the file is empty; give it the text of a release or leave it out"),
    "blank": (b" \n\t\r\n", "the file is empty; give it the text of a release or leave it out"),
    "no-break spaces": ("\u00a0\n".encode(), "the file is empty; give it the text of a release or leave it out"),
    "only a mark": (b"\xef\xbb\xbf", "the file is empty; give it the text of a release or leave it out"),
    "only a UTF-16 mark": (b"\xff\xfe", "the file is empty; give it the text of a release or leave it out"),
    "binary": (b"MZ\x90\0\x03\0\0", "byte 3 is NUL: a binary file, no text; convert it to .txt first"),
    "NUL far down": (b"a" * 9000 + b"\0", "byte 9000 is NUL: a binary file, no text; convert it to .txt first"),
    "UTF-16 without mark": (
        GOOD.encode("utf-16-le"),
        "byte 1 is NUL: a binary file, no text; convert it to .txt first",
    ),
    "UTF-32": (GOOD.encode("utf-32"), "byte 2 is NUL: a binary file, no text; convert it to .txt first"),
    "Latin-1": (
        ("One line.\n" + GOOD).encode("latin-1"),
        "line 2, byte 28 is not UTF-8; convert the file first, for example: iconv -f WINDOWS-1252 -t UTF-8",
    ),
    "broken UTF-16": (
        b"\xff\xfea",
        "byte 2 is not UTF-16: the file is damaged; get it again or save it as UTF-8",
    ),
    "too large": (
        b"word " * 4_000_000,
        "20 MB is too large for a release (limit 4 MB); split it into its releases",
    ),
    "unclosed YAML": (
        b"---\ntitle: [a\nurl: b\n---\nText.",
        "line 3: the front matter is not YAML; mend it or remove the lines between ---",
    ),
    "two colons": (
        b"---\ntitle: Meeting: in Paris\n---\nText.",
        "line 2: the front matter is not YAML; mend it or remove the lines between ---",
    ),
    "objects": (
        b"---\ntitle: !!python/object/apply:os.system [ls]\n---\nText.",
        "line 2: the front matter is not YAML; mend it or remove the lines between ---",
    ),
    "only front matter": (
        b"---\ntitle: Meeting\n---\n \n",
        "there is no text below the front matter; give it the text of a release or leave it out",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_release(tmp_path: Path, case: str) -> None:
    data, words = BAD[case]
    file = tmp_path / "bad.md"
    assert refused(file, data) == f"{file}: {words}"


def test_deep_nesting_is_refused_like_other_broken_front_matter(tmp_path: Path) -> None:
    file = tmp_path / "bad.md"
    line = refused(file, b"---\ntitle: " + b"[" * 5000 + b"\n---\nText.")
    assert line == f"{file}: line 1: the front matter is not YAML; mend it or remove the lines between ---"


@pytest.mark.parametrize("text", ["", " \n"])
def test_a_text_without_words(text: str) -> None:
    with pytest.raises(ReadError) as error:
        read.from_text(text)
    assert str(error.value) == "-: the file is empty; give it the text of a release or leave it out"


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "no.txt", "No such file or directory"), (tmp_path, "Is a directory")):
        with pytest.raises(ReadError) as error:
            read.load(path)
        assert str(error.value) == f"{path}: {words}; check the path and its permissions"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(GOOD)
    file.chmod(0)
    with pytest.raises(ReadError) as error:
        read.load(file)
    assert str(error.value) == f"{file}: Permission denied; check the path and its permissions"


def test_the_largest_file_that_is_read(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"a " * (read.MAX_BYTES // 2))
    assert len(read.load(file).text) == read.MAX_BYTES
    assert refused(file, b"a " * (read.MAX_BYTES // 2) + b"a").startswith(f"{file}: 4 MB is too large")


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8-sig", b""), ("utf-16", b""), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")],
)
def test_encodings_that_are_read(tmp_path: Path, encoding: str, mark: bytes) -> None:
    file = tmp_path / "good.txt"
    data = mark + GOOD.encode(encoding)
    file.write_bytes(data)
    release = read.load(file)
    assert release.text == GOOD
    assert release.sha256 == hashlib.sha256(data).hexdigest(), "the file's bytes are hashed, not its text"


def test_a_plain_release(tmp_path: Path) -> None:
    file = tmp_path / "meeting.txt"
    file.write_bytes(b"Press Releases\r\n\r\nA Meeting in Bonn\r\n\r\nBONN, 5 May 2021 - They met.\r\n")
    release = read.load(file)
    assert release.text == "Press Releases\n\nA Meeting in Bonn\n\nBONN, 5 May 2021 - They met.\n"
    assert (release.id, release.source, release.language) == ("meeting", "meeting.txt", "en")
    assert (release.title, release.publisher, release.url) == ("A Meeting in Bonn", None, None)
    assert (str(release.date), release.date_from, release.body_start) == ("2021-05-05", "text", 0)


def test_front_matter_speaks_for_the_release() -> None:
    text = (
        "---\ntitle:  A  Meeting\ndate: 2021-05-03T10:00:00+06:00\norganization: OSCE\nlink: https://example.org/a\n---\n"
        "4 June 2022\n\nAnother Headline\n\nThey met.\n"
    )
    release = read.from_text(text, "2020-01-01-a.md")
    assert (release.title, release.publisher, release.url) == ("A Meeting", "OSCE", "https://example.org/a")
    assert (str(release.date), release.date_from) == ("2021-05-03", "metadata")
    assert text[release.body_start :].startswith("4 June 2022")


@pytest.mark.parametrize(
    ("lines", "date", "origin"),
    [
        ("date: 2021-05-03", "2021-05-03", "metadata"),
        ("date: 2021-05", "2021-05", "metadata"),
        ("date: 2021", "2021", "metadata"),
        ("date: '12.10.2020'", "2020-10-12", "metadata"),
        ("date: May 3, 2021", "2021-05-03", "metadata"),
        ("date: 2021-02-31", "2022-06-04", "text"),
        ("date: soon", "2022-06-04", "text"),
        ("date:", "2022-06-04", "text"),
        ("date: [1, 2]", "2022-06-04", "text"),
        ("other: 1", "2022-06-04", "text"),
    ],
)
def test_dates_in_front_matter(lines: str, date: str, origin: str) -> None:
    release = read.from_text(f"---\n{lines}\n---\n4 June 2022\n\nThey met.\n", "2020-01-01.md")
    assert (str(release.date), release.date_from) == (date, origin)


@pytest.mark.parametrize(
    ("lines", "title", "publisher", "url"),
    [
        ("headline: A\nauthor: B\nsource_url: http://c.org/d", "A", "B", "http://c.org/d"),
        ("title: null\npublisher: ~\nurl:", None, None, None),
        ("title: 2021-05-03\npublisher: 5\nurl: javascript:alert(1)", "2021-05-03", "5", None),
        ('title: "<b>A</b>"\npublisher: [x]\nurl: https://a.b/"x', "<b>A</b>", None, None),
        ("1: 2", None, None, None),
    ],
)
def test_other_keys_of_front_matter(lines: str, title: str | None, publisher: str | None, url: str | None) -> None:
    release = read.from_text(f"---\n{lines}\n---\nThey met.\n", "a.md")
    assert (release.title, release.publisher, release.url) == (title, publisher, url)


@pytest.mark.parametrize(
    "text",
    [
        "---\njust a line\n---\nThey met.",
        "---\n---\nThey met.",
        "---\ntitle: A\nThey met.",
        "They met.\n---\na: b\n---\n",
    ],
)
def test_what_is_no_front_matter_is_text(text: str) -> None:
    release = read.from_text(text, "a.md")
    assert (release.body_start, release.publisher) == (0, None)
    assert release.text == text


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2021-03-04-visit.txt", "2021-03-04"),
        ("2021-03-04.md", "2021-03-04"),
        ("2021-13-04.txt", None),
        ("2021-02-30-visit.txt", None),
        ("2021-03-041.txt", None),
        ("visit-2021-03-04.txt", None),
    ],
)
def test_the_date_in_a_file_name_is_the_last_resort(name: str, expected: str | None) -> None:
    release = read.from_text("They met on 5 May 2019 in Paris.", name)
    assert (None if release.date is None else str(release.date)) == expected
    assert release.date_from == (None if expected is None else "filename")
    assert read.from_text("5 May 2019\n\nThey met.", name).date_from == "text"


def test_ids_fit_into_iris_and_differ_where_names_do() -> None:
    ids = {
        name: read.from_text(GOOD, name).id for name in ("a-b.txt", "a b.txt", "a+b.txt", "Ж.txt", "x" * 200 + ".txt")
    }
    assert ids["a-b.txt"] == "a-b"
    assert ids["a b.txt"].startswith("a-b-")
    assert len(set(ids.values())) == len(ids)
    assert all(len(made) < 130 and set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for made in ids.values())
    assert read.from_text(GOOD, "000_8005e53dff70a974.txt").id == "000_8005e53dff70a974"
    assert read.from_text(GOOD).id == "stdin"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    names = (
        "b.txt",
        "a.md",
        "C.TXT",
        "sub/d.markdown",
        "sub/README.md",
        "photo.jpg",
        "LICENSE.txt",
        ".git/e.txt",
        "._b.txt",
    )
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(GOOD)
    (tmp_path / "none").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_find_in_a_folder(folder: Path) -> None:
    assert [path.name for path in read.find([str(folder)])] == ["C.TXT", "a.md", "b.txt", "d.markdown"]


def test_find_files_and_globs_each_once(folder: Path) -> None:
    found = read.find(["photo.jpg", "./b.txt", "*.txt", "**/*.markdown", "sub/d.markdown"])
    assert [str(path) for path in found] == ["photo.jpg", "b.txt", "LICENSE.txt", "sub/d.markdown"]
    assert read.find([]) == []


@pytest.mark.parametrize("path", ["nowhere.txt", "nowhere/*.txt", "su*"])
def test_find_nothing(folder: Path, path: str) -> None:
    with pytest.raises(ReadError) as error:
        read.find(["b.txt", path])
    assert str(error.value) == f"{path}: no such file or folder; check the path"


def test_find_a_folder_without_releases(folder: Path) -> None:
    with pytest.raises(ReadError) as error:
        read.find(["none"])
    assert str(error.value).startswith(
        "none: no release in this folder; it needs files that end in .txt, .md, .markdown,"
    )


def test_an_existing_path_is_no_pattern(folder: Path) -> None:
    (folder / "[1] a.txt").write_text(GOOD)
    assert [path.name for path in read.find(["[1] a.txt"])] == ["[1] a.txt"]
