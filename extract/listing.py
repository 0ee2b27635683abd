"""Lists of what is decided, promised or asked for: "took the following decisions:" and its items."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diplograph.extract import contents
from diplograph.extract.model import Evidence, Statement
from diplograph.extract.parse import Parsed
from diplograph.extract.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Span

_LISTED = ("Agreement", "Pledge", "Readiness", "Proposal", "Call", "Assertion")
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s")
_NUMBER_BEFORE = re.compile(r"\d[.)]\s*$")
_TO_DO = re.compile(r"to (?=[a-z])", re.IGNORECASE)
# What the items stand for: nothing but "the following", or what such a list is called.
_FOLLOWING = re.compile(
    r"\bfollowing(?:\W*$|\s+(?:decisions?|measures?|steps?|actions?|agreements?|proposals?|recommendations?|initiatives?"
    r"|points?|conclusions?)\b)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Lists:
    """Follows a release block by block; ``replaced`` are statements whose items say what they only announce."""

    scene: Scene
    replaced: set[str]
    _intro: Statement | None = None

    def end(self, parsed: Parsed) -> None:
        """Forget the list that a block is no longer part of."""
        start = parsed.block.offsets[0] if parsed.block.offsets else 0
        numbered = _NUMBER_BEFORE.search(self.scene.release.text[max(0, start - 8) : start])
        first = parsed.doc[0]
        goes_on = first.dep_ == "ROOT" and first.tag_ in ("VBD", "VBZ", "VBG", "VBN")  # "Welcomed the …"
        if parsed.block.kind != "item" and not numbered and not goes_on and not _NUMBERED.match(parsed.block.text):
            self._intro = None
            self.scene.listing = ()

    def begin(self, parsed: Parsed, sentence: Span, said: list[Statement]) -> None:
        """Remember who and what introduces the list that begins behind a block."""
        if sentence.end != len(parsed.doc) or not parsed.block.text.endswith(":"):
            return
        self._intro = said[-1] if said else None
        if said:
            self.scene.listing = said[-1].speakers
        else:
            root = sentence.root
            subjects = [t for t in root.children if t.dep_ in ("nsubj", "nsubjpass")] or [root]
            last = next((t for t in reversed(sentence) if not t.is_punct), root)  # "Acting under its Protocol, X:"
            self.scene.listing = self.scene.actors(parsed, subjects[-1]) or self.scene.actors(parsed, last)

    def read(self, parsed: Parsed, sentence: Span, evidence: Evidence) -> list[Statement]:
        """Return what an item says in the words of its introduction: "to hold …" is agreed, promised or called for."""
        intro = self._intro
        if intro is None or intro.kind not in _LISTED or not any(t.is_alpha for t in sentence):
            return []
        words = _NUMBERED.sub("", parsed.text(sentence[0], sentence[-1]), count=1).strip()
        todo = _TO_DO.match(words)
        bare = sentence.root.tag_ == "VB" and not any(t.dep_ == "nsubj" for t in sentence.root.children)
        announced = _FOLLOWING.search(intro.content) is not None
        named = announced and intro.kind in ("Pledge", "Assertion")  # "announced the following: start of …"
        if not (todo or (bare and announced) or (named and parsed.block.kind == "item")):
            return []
        if announced:
            self.replaced.add(intro.id)
        content = words[todo.end() :] if todo else words
        content = re.sub(r"[\s;.,]+(?:and)?$", "", content)
        if contents.is_lost(content):
            return []
        mark = hashlib.sha256(f"{intro.kind}|{evidence.start}|{content}".encode()).hexdigest()[:8]
        return [
            Statement(
                id=f"statement/{self.scene.release.id}/{intro.kind.lower()}-{mark}",
                kind=intro.kind,
                speakers=intro.speakers,
                on_behalf_of=intro.on_behalf_of,
                targets=intro.targets,
                target=intro.target,
                content=content,
                areas=(),
                deadline=contents.deadline(content, intro.kind, self.scene),
                framework=contents.framework(sentence.root, parsed, self.scene) or intro.framework,
                modality=intro.modality,
                evidence=evidence.by(intro.evidence.rule, intro.evidence.confidence),
            )
        ]
