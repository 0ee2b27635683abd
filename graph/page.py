"""The page around a network: one HTML file with its scripts, styles and data inside and a content security policy.

Texts of releases reach the page in two ways only: through Jinja's autoescape, and as JSON that the script writes with
``textContent``. Scripts and styles are allowed by their SHA-256, so that nothing else can run.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

# In the order in which they run; what shows the state adds itself to onChange, and "start" tells them all.
SCRIPTS = (
    *("base", "theme", "filters", "legend", "time", "tools", "view", "looks"),
    *("timeline", "labels", "lines", "drawing", "panel", "search", "route", "picture", "table", "address", "start"),
)
SHEETS = ("network.css", "network-views.css")

# Shape and colour by kind; the colours are Okabe and Ito's, which people with colour blindness can tell apart.
STYLES: dict[str, dict[str, str | bool]] = {
    "person": {"one": "Person", "many": "People", "shape": "dot", "colour": "#0072B2"},
    "state": {"one": "State", "many": "States", "shape": "square", "colour": "#D55E00"},
    "organization": {"one": "Organization", "many": "Organizations", "shape": "hexagon", "colour": "#009E73"},
    "group": {"one": "Group", "many": "Groups", "shape": "dot", "colour": "#56B4E9", "hollow": True},
    "event": {"one": "Event", "many": "Events", "shape": "diamond", "colour": "#E69F00"},
    "commitment": {"one": "Commitment", "many": "Commitments", "shape": "star", "colour": "#CC79A7"},
    "area": {"one": "Area of cooperation", "many": "Areas", "shape": "triangle", "colour": "#F0E442"},
    "place": {"one": "Place", "many": "Places", "shape": "triangleDown", "colour": "#8C8C8C"},
}


@dataclass(frozen=True, slots=True)
class Lines:
    """The texts above the drawing; None leaves a line away."""

    title: str
    counts: str
    left_out: str | None = None
    note: str | None = None


def page(data: dict[str, Any], lines: Lines, library: str, language: str = "en") -> str:
    """Return the HTML page that draws ``data`` (nodes, edges, facts) with ``library`` (vis-network's script)."""
    vendor, program, style = _script(library), _program(), "".join(map(read, SHEETS))
    policy = (
        f"default-src 'none'; script-src {source_hash(vendor)} {source_hash(program)}; style-src {source_hash(style)}; "
        "img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'"
    )
    return _template().render(
        language=language,
        title=plain(lines.title),
        counts=plain(lines.counts),
        left_out=plain(lines.left_out) if lines.left_out else None,
        note=plain(lines.note) if lines.note else None,
        policy=policy,
        style=Markup(style),
        vendor=Markup(vendor),
        program=Markup(program),
        data=data | {"styles": STYLES, "kinds": list(STYLES)},  # tojson sorts keys; the list keeps the legend's order
    )


def plain(text: str) -> str:
    """Return a text in one line without control characters and lone surrogates, which HTML cannot hold."""
    return " ".join("".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in text).split())


def safe_url(url: str | None) -> str | None:
    """Return the URL if it is an absolute http or https one, else None."""
    if url is None or any(unicodedata.category(letter) == "Cc" for letter in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def environment() -> Environment:
    """Return what fills the templates of pages: every text is escaped, and a name that is not given is an error."""
    loader = PackageLoader("diplograph.graph", "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def _template() -> Template:
    return environment().get_template("network.html")


@cache
def _program() -> str:
    pieces = [read(f"network-{name}.js") for name in SCRIPTS]
    return _script("(() => {\n'use strict';\n" + "\n".join(pieces) + "\n})();")


def read(name: str) -> str:
    """Return the text of a template, style sheet or script by its file name."""
    return (resources.files("diplograph.graph") / "templates" / name).read_text(encoding="utf-8")


def _script(text: str) -> str:
    """Return a script that cannot close its element, with the line ends that a browser hashes."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return re.sub(r"<(?=/script|!--)", r"\\x3c", text, flags=re.IGNORECASE)


def source_hash(text: str) -> str:
    """Return what a content security policy calls a script or style by its text."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
