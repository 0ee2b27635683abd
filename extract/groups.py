"""Groups that a noun phrase names ("CICA Member States", "citizens of Kazakhstan") and the names behind a noun."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diplograph.extract.clauses import conjuncts
from diplograph.extract.model import ActorRef
from diplograph.extract.parse import Parsed
from diplograph.extract.text import slug

if TYPE_CHECKING:
    from spacy.tokens import Token


def named_group(parsed: Parsed, token: Token) -> ActorRef | None:
    """Return a group named by a noun phrase ("CICA Member States", "citizens of Kazakhstan")."""
    left, right = token, token
    for child in token.children:
        if child.dep_ in ("compound", "amod", "poss", "nmod", "nummod") and child.i < left.i:
            left = min((child, *child.subtree), key=lambda t: t.i)
        if child.dep_ == "prep" and child.lower_ == "of" and child.i > token.i:
            inner = next((t for t in child.children if t.dep_ == "pobj"), None)
            if inner is not None:
                right = (
                    inner
                    if not any(t.dep_ == "prep" for t in inner.children)
                    else max((t for t in inner.subtree if t.i < inner.i + 6), key=lambda t: t.i)
                )
                if parsed.unit(inner) is not None:
                    right = inner
    name = re.sub(
        r"^(?:the|all|individual|other|our|its|their|both)\s+", "", parsed.text(left, right), flags=re.IGNORECASE
    )
    name = re.sub(r"'s$", "", name).strip(' ,"')
    return ActorRef(name, "group", f"group/{slug(name)}") if 2 < len(name) < 90 else None


def owners_behind(parsed: Parsed, token: Token) -> list[Token]:
    """Return the named objects of "of" behind a noun."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "from"):
            found.extend(c for t in child.children if t.dep_ == "pobj" for c in conjuncts(t))
    return [t for t in found if any(parsed.unit(x) is not None for x in (t, *t.children))]
