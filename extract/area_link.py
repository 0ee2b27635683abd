"""Links phrases to the concepts of the areas scheme, by wording and head noun."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from diplograph.extract import gazetteer
from diplograph.extract.area_file import AreaEntry
from diplograph.extract.area_words import stem
from diplograph.extract.rules import listed
from diplograph.extract.text import key

_PREPOSITIONS = frozenset(("of", "in", "on", "against", "for", "to", "from", "into", "within", "with"))
# Heads that leave it to their complement what the area is: "development of X", "issues of X", "cooperation in X".
_TRANSPARENT = ("area_actions", "matters", "cooperating", "area_heads")


@functools.lru_cache(maxsize=65536)
def form(phrase: str) -> tuple[str, ...]:
    """Return the stems of a phrase's words, articles left out."""
    return tuple(stem(w) for w in key(phrase) if w not in ("the", "a", "an", "their", "its", "our"))


class Linker:
    """Finds the concept of the scheme that a phrase words: the longest wording that holds its head."""

    def __init__(self, entries: Sequence[AreaEntry]) -> None:
        self.wordings: dict[tuple[str, ...], AreaEntry] = {}
        self.longest = 0
        for entry in entries:
            for wording in (entry.label, *entry.wordings):
                if wording.startswith("the "):
                    continue  # "environment" without its article means many things
                for words in (form(wording), form(wording.replace("-", " "))):
                    self.wordings.setdefault(words, entry)
                    self.longest = max(self.longest, len(words))

    def exact(self, phrase: str) -> AreaEntry | None:
        """Return the concept that is worded exactly so."""
        return self.wordings.get(form(phrase))

    def link(self, phrase: str) -> AreaEntry | None:
        """Return the concept of a phrase by its head, what its head carries or is done to: "X sector", "use of X"."""
        return self._link(form(phrase))

    def _link(self, words: tuple[str, ...]) -> AreaEntry | None:
        if not words:
            return None
        end = next((i for i, w in enumerate(words) if i and w in _PREPOSITIONS), len(words))
        head = end - 1
        for length in range(min(self.longest, len(words)), 0, -1):
            for start in range(min(head, len(words) - length), max(head - length, -1), -1):
                if (found := self.wordings.get(words[start : start + length])) is not None:
                    return found
        if words[head] in listed("area_carriers") and head and (found := self._inside(words[:head])) is not None:
            return found
        if end < len(words) and any(words[head] in listed(name) for name in _TRANSPARENT):
            return self._link(words[end + 1 :])
        if "and" in words[1:-1]:  # the first of two that no comma parts
            return self._link(words[: words.index("and", 1)])
        first = words[0]
        if first.endswith("ing") and len(words) > 1:  # "addressing climate change": what is done to it counts
            return self._link(words[1:])
        return None

    def _inside(self, words: tuple[str, ...]) -> AreaEntry | None:
        """Return the concept of the longest wording in a run of modifiers, the last one first."""
        for length in range(min(self.longest, len(words)), 0, -1):
            for start in range(len(words) - length, -1, -1):
                if (found := self.wordings.get(words[start : start + length])) is not None:
                    return found
        return None


@functools.cache
def linker() -> Linker:
    """Return the linker of the packaged scheme."""
    return Linker(gazetteer.load().areas)
