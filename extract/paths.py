"""Follow the paths that rules name ("object", "to", "object.for", "clause") to the tokens they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from diplograph.extract.clauses import Clause, conjuncts, preps
from diplograph.extract.parse import Parsed
from diplograph.extract.verbs import goes_on_with, is_infinitive

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_TRIM = ' ,;:.-–—"'


def tokens(clause: Clause, path: str) -> tuple[Token, ...]:
    """Return the tokens at the end of a path from a clause; "+" parts paths that all count."""
    found: tuple[Token, ...] = ()
    for single in path.split("+"):
        head, _, rest = single.partition(".")
        start = _start(clause, head)
        for step in filter(None, rest.split(".")):
            start = tuple(t for token in start for t in _step(token, step))
        found += start
    return found


def _start(clause: Clause, name: str) -> tuple[Token, ...]:
    if name == "subject":
        return clause.subjects if not clause.passive else clause.prep("by")
    if name == "object":
        return clause.objects if not clause.passive else clause.subjects
    if name == "patient":
        return clause.subjects if clause.passive else ()
    if name == "clause":
        return (clause.complement,) if clause.complement is not None else ()
    if name == "adjective":
        return (clause.adjective,) if clause.adjective is not None else ()
    if name == "verb":
        return (clause.verb,)
    if name == "purpose":
        return tuple(t for t in clause.verb.children if t.dep_ == "advcl" and is_infinitive(t) and t.i > clause.verb.i)
    if name == "receiver":
        return tuple(t for t in clause.verb.children if t.dep_ == "dative" and t.pos_ != "ADP")
    if name == "adverb":
        return tuple(t for t in clause.verb.children if t.dep_ in ("advmod", "prt"))
    return clause.prep(name)


def _step(token: Token, step: str) -> tuple[Token, ...]:
    if step == "owner":
        return tuple(c for t in token.children if t.dep_ in ("poss", "nmod", "compound", "amod") for c in conjuncts(t))
    if step == "possessor":
        return tuple(c for t in token.children if t.dep_ == "poss" and t.tag_ != "PRP$" for c in conjuncts(t))
    if step == "name":
        return (token,) if token.pos_ == "PROPN" else ()
    if step == "participle":
        return tuple(t for t in token.children if t.dep_ == "acl" and t.tag_ == "VBN")
    if step == "that":  # what somebody is told: "assured X that Y", hung on X by the parser
        return tuple(t for t in token.children if any(c.dep_ == "mark" and c.lower_ == "that" for c in t.children))
    if step == "will":
        return tuple(t for t in token.children if t.dep_ == "aux" and t.lower_ in ("will", "would"))
    if step == "adjective":
        return tuple(t for t in token.children if t.dep_ == "acomp")
    if step == "subject":
        return tuple(c for t in token.children if t.dep_ in ("nsubj", "nsubjpass") for c in conjuncts(t))
    if step == "object":
        return tuple(t for t in token.children if t.dep_ in ("dobj", "ccomp"))
    if step == "clause":
        return tuple(t for t in token.children if t.dep_ in ("ccomp", "xcomp", "acl", "advcl"))
    return preps(token).get(step, ())


def extent(
    parsed: Parsed, found: Iterable[Token], sentence: Span, verb: Token | None = None
) -> tuple[Token, Token] | None:
    """Return first and last token of the subtrees of tokens, within their sentence.

    Without the further finite verbs beside ``verb``, the predicate that the phrases belong to.
    """
    inside = [
        t
        for token in found
        for t in token.subtree
        if sentence.start <= t.i < sentence.end and not _goes_on(t, token, verb)
    ]
    if not inside:
        return None
    return min(inside, key=lambda t: t.i), max(inside, key=lambda t: t.i)


def _goes_on(token: Token, top: Token, verb: Token | None) -> bool:
    """Tell whether a token belongs to a further finite verb, hung too low by the parser ("to do A and thanked")."""
    while token.i != top.i and token.head.i != token.i:
        if token.dep_ == "conj" and token.tag_ in ("VBD", "VBZ", "VBP"):
            upper = goes_on_with(token)
            if upper is None:
                if verb is not None and token.head.i == verb.i:
                    return True  # a verb beside the predicate with a subject of its own
            elif upper.i == top.i:
                return verb is not None and top.i == verb.i
            elif upper.is_ancestor(top) or token.head.tag_ in ("VB", "VBG", "NN", "NNS"):
                return True
        token = token.head
    return False


def wording(parsed: Parsed, first: Token, last: Token) -> str:
    """Return the text between two tokens without what is no part of a phrase: that, commas, quotes at its ends."""
    text = parsed.text(first, last).strip(_TRIM)
    for opener in ("that ", "the fact that ", "to "):
        if text.lower().startswith(opener):
            text = text[len(opener) :]
    return re.sub(r",?\s+(?:and|or|but)$", "", text.strip(_TRIM))
