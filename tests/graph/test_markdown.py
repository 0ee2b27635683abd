"""Text in Markdown stays text: rendered by a CommonMark reader with tables and links, it holds no element."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from diplograph.graph.markdown import code, link, text

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "# heading",
    "- item",
    "1. item",
    "2) item",
    "+ item",
    "> quote",
    "---",
    "===",
    "```\ncode\n```",
    "`code`",
    "**bold** and __bold__ and *it* and _it_",
    "~~gone~~",
    "a | b",
    "https://evil.example/ and www.evil.example",
    "<https://evil.example>",
    "[^1]",
    "[^1]: a note",
    "[a]: https://evil.example",
    "$x$ and $$y$$",
    "{: .class } {{ jinja }}",
    "\\[x](y)",
    "&lt;b&gt; &amp; &#60;",
    ":smile:",
    "a\n\n<b>b</b>\n\nc",
    "tab\tand\x00nul\x1b[31m",
    "ends with a backslash \\",
]


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("frame", ["{}", "- {}", "- **2020-10-12** {} [1]", "# {}", "| a |\n| --- |\n| {} |", "“{}”"])
def test_no_text_becomes_markup(frame: str, hostile: str) -> None:
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

    def tags(value: str) -> list[str]:
        return re.findall(r"<[^>]*>", reader.render(frame.format(value)))

    assert tags(text(hostile)) == tags("word"), reader.render(frame.format(text(hostile)))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_is_read_is_the_text(hostile: str) -> None:
    inline = MarkdownIt("commonmark").parse(f"word {text(hostile)}")[1]
    read = "".join(child.content for child in inline.children or ())
    plain = " ".join("".join(" " if ord(char) < 32 else char for char in hostile).split())
    assert read == f"word {plain}"


def test_a_link_keeps_to_its_address() -> None:
    assert link("https://a.example/x>(y) z", "a [b]") == "[a \\[b\\]](<https://a.example/x%3E(y)%20z>)"


def test_code_is_closed_by_nothing_in_it() -> None:
    assert code("a`b <c>") == "`a’b <c>`"
