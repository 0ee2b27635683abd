"""Who speaks inside quotation marks: of whom "said" is told beside them, or who stands before the colon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from diplograph.extract import parse
from diplograph.extract.clauses import Clause
from diplograph.extract.model import ActorRef
from diplograph.extract.parse import Parsed
from diplograph.extract.rules import listed

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_COLON = re.compile(r'\s*[^".!?]*:\s*"')  # what introduces a quotation


class Actors(Protocol):
    """What tells the actors that a noun or pronoun stands for."""

    def actors(self, parsed: Parsed, token: Token, evidence: None = None) -> tuple[ActorRef, ...]:
        """Return the actors of a token."""


class Quotations:
    """Follows who is quoted, sentence by sentence."""

    def __init__(self) -> None:
        self._block = -1
        self._speaker: ActorRef | None = None

    def read(self, parsed: Parsed, clauses: Sequence[Clause], sentence: Span, scene: Actors) -> None:
        """Remember who is quoted in a sentence, or is told to be where the quotation that begins in it ends.

        A block that is nothing but quotation goes on with the speaker of the one before it; ``clauses`` are its own.
        """
        text = parsed.block.text
        if '"' not in text:
            return
        for told in (sentence, *_closing(parsed, sentence)):
            for clause in clauses:
                if not told.start <= clause.verb.i < told.end or parsed.in_quotes(clause.verb):
                    continue
                if clause.lemma in listed("speaking") or _COLON.match(text, parsed.ends[clause.verb.i]):
                    found = [a for t in clause.subjects for a in scene.actors(parsed, t)]
                    if found:
                        self._block, self._speaker = parsed.number, found[0]
        if parsed.number == self._block + 1 and text[0] == '"' and text.count('"') <= 2:
            self._block = parsed.number

    def speaker(self, parsed: Parsed, token: Token) -> ActorRef | None:
        """Return who says a word, where it stands inside quotation marks whose speaker is known."""
        return self._speaker if self._block == parsed.number and parsed.in_quotes(token) else None


def _closing(parsed: Parsed, sentence: Span) -> list[Span]:
    """Return the sentence in which the quotation ends that a sentence leaves open."""
    if not parsed.in_quotes(sentence[-1]):
        return []
    end = parsed.block.text.find('"', parsed.ends[sentence.end - 1])
    return [s for s in parse.sentences(parsed) if parsed.starts[s.start] <= end < parsed.ends[s.end - 1]]
