"""Blocks are what is to be read, cleaned, and every character of them leads back to the release."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.extract import read, segment

BULLETS = (
    "-", "–", "—", "•", "‣", "*", "▪", "●", "◦", "·", "■", "►", "➢", "→", "✓", "\uf0b7", "\uf0a7", "o",
    "1.", "12.", "1)", "(1)", "a)", "a.", "(a)", "i.", "(iv)",
)  # fmt: skip
LEAD = "The sides will cooperate in these areas of common interest:"


def blocks(text: str, source: str = "a.txt") -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in segment.blocks(read.from_text(text, source))]


def check_offsets(text: str, source: str = "a.txt") -> None:
    """Each character of a block stands where it says, up to quotes, space and accents; spans give whole words."""
    release = read.from_text(text, source)
    end = -1
    for block in segment.blocks(release):
        assert len(block.text) == len(block.offsets)
        assert list(block.offsets) == sorted(set(block.offsets)), "offsets grow"
        assert end < block.offsets[0], "blocks follow one another"
        end = block.offsets[-1]
        for char, at in zip(block.text, block.offsets, strict=True):
            own = release.text[at]
            plain = unicodedata.normalize("NFD", char)[0]
            assert own in (char, plain) or (char == " " and (own.isspace() or not own.isprintable())) or char in "\"'-."
        start, stop = block.span(0, len(block.text))
        if source == "a.txt":  # in Markdown a span may cut a link's brackets in two
            again = segment.clean(release.text, start, stop)[0]  # a last accent of its own stays outside
            assert again[:-1] == block.text[:-1]
            assert unicodedata.normalize("NFD", again[-1])[0] == unicodedata.normalize("NFD", block.text[-1])[0]


def test_a_release_of_headline_paragraphs_and_items() -> None:
    text = f"Press Releases\n\nThe Ministers Meet\n\nThey met.\n\n{LEAD}\n\n- energy;\n\n- trade.\n\nThe end is near.\n"
    release = read.from_text(text, "a.txt")
    assert release.title == "The Ministers Meet"
    found = segment.blocks(release)
    assert [(b.kind, b.text, b.intro) for b in found] == [
        ("title", "The Ministers Meet", None),
        ("paragraph", "They met.", None),
        ("paragraph", LEAD, None),
        ("item", "energy;", 2),
        ("item", "trade.", 2),
        ("paragraph", "The end is near.", None),
    ]
    check_offsets(text)


@pytest.mark.parametrize("space", [" ", "    ", "\t", "\u00a0", "\u00a0 \u2009"])
@pytest.mark.parametrize("bullet", BULLETS)
def test_bullets_of_many_kinds(bullet: str, space: str) -> None:
    text = f"{LEAD}\n{bullet}{space}fight against terrorism;\n  {bullet}{space}energy security.\n\nThe end is near."
    assert blocks(text) == [
        ("paragraph", LEAD),
        ("item", "fight against terrorism;"),
        ("item", "energy security."),
        ("paragraph", "The end is near."),
    ]
    check_offsets(text)


def test_hyphens_inside_and_at_line_starts_are_no_bullets() -> None:
    assert blocks("They met.\n\n-5 degrees were measured.\n\nOn one hand - on the other.") == [
        ("paragraph", "They met."),
        ("paragraph", "-5 degrees were measured."),
        ("paragraph", "On one hand - on the other."),
    ]


def test_numbered_paragraphs_of_a_communique_are_paragraphs() -> None:
    text = "Joint Communiqué\n\n1. The sides met in Paris.\n\n2. The sides agreed on trade.\n\n10. They parted."
    assert blocks(text) == [
        ("title", "Joint Communiqué"),
        ("paragraph", "The sides met in Paris."),
        ("paragraph", "The sides agreed on trade."),
        ("paragraph", "They parted."),
    ]


@pytest.mark.parametrize(
    "rubric",
    [
        "Press Releases",
        "PRESS RELEASE",
        "News",
        "News > Press Releases",
        "Statements and Speeches",
        "Home / Media Center",
        "For Immediate Release",
        "*****",
        "---",
        "https://example.org/a?b=c",
        "12 October 2020",
        "Date: 12.10.2020",
        "Monday, 12 October 2020",
    ],
)
def test_what_stands_above_the_headline_is_left_out(rubric: str) -> None:
    text = f"{rubric}\n\nThe Ministers Meet in Paris\n\nThey met."
    assert read.from_text(text, "a.txt").title == "The Ministers Meet in Paris"
    assert blocks(text) == [("title", "The Ministers Meet in Paris"), ("paragraph", "They met.")]


@pytest.mark.parametrize(
    "furniture",
    [
        "* * *",
        "___",
        "Source: MFA of Kazakhstan",
        "Photo: A. B.",
        "https://example.org/x",
        "Read more in the archive",
        "(Full text of the remarks of Ambassador K.Sarybay).",
        "Share",
        "Back to top",
    ],
)
def test_furniture_below_is_left_out(furniture: str) -> None:
    assert blocks(f"The Ministers Meet\n\nThey met.\n\n{furniture}\n") == [
        ("title", "The Ministers Meet"),
        ("paragraph", "They met."),
    ]


def test_a_headline_that_stands_twice_is_read_once_as_headline() -> None:
    text = "News\n\nVisit of the Minister to Asia\n\nVisit of the Minister to Asia\n\nHe came."
    assert blocks(text) == [("title", "Visit of the Minister to Asia"), ("paragraph", "He came.")]
    assert read.from_text(text, "a.txt").title == "Visit of the Minister to Asia"
    check_offsets(text)


def test_a_headline_that_the_body_says_in_full_is_left_to_the_body() -> None:
    lead = "The Minister came to Asia “for peace”, co-chaired by the host."
    text = f'The Minister came to Asia “for peace".\n\n{lead}\n\nHe left.'
    assert blocks(text) == [("paragraph", lead.replace("“", '"').replace("”", '"')), ("paragraph", "He left.")]
    assert read.from_text(text, "a.txt").title == 'The Minister came to Asia “for peace".'


@pytest.mark.parametrize(
    "text",
    [
        "They met in Paris.\n\nThey left.",
        "Only words without an end",
        "- one item\n- another item",
        "They asked:\n\n- why",
    ],
)
def test_texts_without_a_headline(text: str) -> None:
    assert read.from_text(text, "a.txt").title is None
    assert "title" not in {kind for kind, _ in blocks(text)}


def test_wrapped_lines_are_joined_and_unwrapped_ones_are_not() -> None:
    wrapped = (
        "A paragraph that a mail program has wrapped after some seventy\ncharacters runs on, and on,\nto its end.\n\n"
        "The sides will cooperate in these areas of\ncommon interest:\n"
        "- a list item that is so long that the program wrapped it, too,\n  as it wraps all;\n- the last one.\n"
    )
    assert blocks(wrapped) == [
        (
            "paragraph",
            "A paragraph that a mail program has wrapped after some seventy characters runs on, and on, to its end.",
        ),
        ("paragraph", LEAD),
        ("item", "a list item that is so long that the program wrapped it, too, as it wraps all;"),
        ("item", "the last one."),
    ]
    check_offsets(wrapped)
    assert blocks("One line is a paragraph.\nSo is the next.\nAnd one more.") == [
        ("paragraph", "One line is a paragraph."),
        ("paragraph", "So is the next."),
        ("paragraph", "And one more."),
    ]


def test_markdown_with_front_matter() -> None:
    text = (
        "---\ntitle: Visit of the Minister to Asia\ndate: 2021-05-03\n---\n"
        "# Visit of the *Minister* to Asia\n\n"
        "The **Minister** met [the President](https://example.org/p_1) in\n"
        "Tokyo on a day that was long\nand hot.\n\n"
        "![a photo](photo.jpg)\n\n"
        "## Areas\n\n"
        "> They will work on\n> these things:\n\n"
        "* energy and\n  water;\n* trade\\*.\n"
    )
    assert blocks(text, "a.md") == [
        ("title", "Visit of the Minister to Asia"),
        ("paragraph", "The Minister met the President in Tokyo on a day that was long and hot."),
        ("paragraph", "Areas"),
        ("paragraph", "They will work on these things:"),
        ("item", "energy and water;"),
        ("item", "trade."),
    ]
    release = read.from_text(text, "a.md")
    assert all(block.offsets[0] >= release.body_start for block in segment.blocks(release) if block.kind != "title"), (
        "front matter is not read as text"
    )
    check_offsets(text, "a.md")


def test_the_title_of_markdown_is_its_heading_without_marks() -> None:
    text = "# The **Ministers** Meet “in [Paris](https://example.org)”\n\nThey met.\n"
    assert read.from_text(text, "a.md").title == "The Ministers Meet “in Paris”"
    assert blocks(text, "a.md") == [("title", 'The Ministers Meet "in Paris"'), ("paragraph", "They met.")]


def test_in_plain_text_markup_is_text() -> None:
    assert blocks("See [1](x) and 2*3 > 5.") == [("paragraph", "See [1](x) and 2*3 > 5.")]


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        ("  two   spaces\t and\ttabs ", "two spaces and tabs"),
        ("no\u00a0break\u202fspaces\u2009thin\u3000wide", "no break spaces thin wide"),
        ("“curly” «angle» „low‟ ‘single’ it’s", '"curly" "angle" "low" \'single\' it\'s'),
        ("the ‘”doubled”’ ones", 'the "doubled" ones'),
        ("soft\u00adhyphen zero\u200bwidth \ufeffmark", "softhyphen zerowidth mark"),
        ("non‑breaking ‐ hyphens −5", "non-breaking - hyphens -5"),
        ("bell\x07 and\x0bvertical\x0cfeed", "bell and vertical feed"),
        ("line\u2028and paragraph\u2029separators", "line and paragraph separators"),
        ("Zoe\u0308 and Erdog\u0306an e\u0323\u0302", "Zoë and Erdoğan ệ"),
        ("x\u0336 crossed", "x\u0336 crossed"),
        ("wait…", "wait."),
        ("", ""),
        (" \n\t", ""),
    ],
)
def test_clean(raw: str, cleaned: str) -> None:
    text, offsets = segment.clean(raw, 0, len(raw))
    assert text == cleaned
    assert len(offsets) == len(text)


def test_line_ends_of_all_systems_are_one() -> None:
    unix = f"The Ministers Meet\n\nThey met.\n\n{LEAD}\n- one;\n- two.\n"
    expected = blocks(unix)
    for end in ("\r\n", "\r"):
        release = read.from_text(unix.replace("\n", end), "a.txt")
        assert release.text == unix, "offsets count single line ends"
        assert [(b.kind, b.text) for b in segment.blocks(release)] == expected


PIECES = (
    "The Minister met them.", "- an item;", "•\u00a0another", "“quoted”", "Zoe\u0308\u0301", "\u00a0", "\t", "\n",
    "\n\n", "\r\n", "\x00", "\u200b", "Press Releases", "1. Numbered", "areas:", "‘”odd”’", "---", "**bold**",
    "[a](b)", "> ", "# Head", "\u0301", "12 October 2020", " ", "\U0001f469\u200d\U0001f680", "\u202eright to left",
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["a.txt", "a.md"]))
def test_offsets_hold_whatever_the_text(pieces: list[str], source: str) -> None:
    check_offsets("".join(pieces) + "Words.", source)


def test_a_headline_may_end_in_a_full_stop_where_the_next_paragraph_tells_it_again() -> None:
    head = "Ms. Ann Dorj, Director of Trade meets with Mr. Jan Sato in Osh."
    body = "On 3 May 2021 in Osh, Ms. Ann Dorj, Director of Trade met with Mr. Jan Sato."
    assert read.from_text(f"{head}\n\n{body}", "a.txt").title == head
    assert read.from_text(f"{head}\n\nThe guests left for Malta.", "a.txt").title is None
    assert read.from_text(f"{body}\n\n{head}", "a.txt").title is None
