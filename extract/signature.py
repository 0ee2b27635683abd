"""Signatures: a name on a line of its own, and on the next line or the one before the post of who signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from diplograph.extract.line import Line
from diplograph.extract.symbols import Unit


def sign(lines: Sequence[Line]) -> None:
    """Give each name that stands alone in a line, without a post, the post that stands alone in a line beside it."""
    for pair in pairwise(lines):
        alone: dict[str, tuple[Line, Unit]] = {}
        for line in pair:
            units = [unit for unit in line.units if unit.kind != "comma"]
            if len(units) == 1:
                alone[units[0].kind] = line, units[0]
        if set(alone) == {"person", "post"} and not alone["person"][1].value.titles:
            (line, who), (_, post) = alone["person"], alone["post"]
            line.units[line.units.index(who)] = replace(who, value=replace(who.value, titles=post.value))
