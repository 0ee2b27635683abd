"""The score holds on variants of the seeds: no rule knows their persons, posts, states, organizations or order."""

from __future__ import annotations

import importlib.util
import re
import statistics
import sys
import unicodedata
from pathlib import Path
from types import ModuleType

import pytest

from diplograph.extract import read
from diplograph.extract.pipeline import Extractor
from diplograph.extract.record import record
from diplograph.score import score


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("seed_variants", Path(__file__).with_name("variants.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


variants = _load()
PAIRS = [variants.make(number) for number in range(variants.COUNT)]


def words(text: str) -> set[str]:
    flat = unicodedata.normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode().lower()
    return set(re.findall(r"[a-z0-9]+", flat))


@pytest.mark.parametrize("variant", [v for pair in PAIRS for v in pair], ids=lambda v: v.name)
def test_text_and_gold_of_a_variant_agree(variant: object) -> None:
    text, gold = variant.text, variant.gold  # type: ignore[attr-defined]
    # The gold may shorten a word ("counter" for "countering").
    there = words(text)
    missing = [word for cue in variants.cues(gold) for word in words(cue) if not any(w.startswith(word) for w in there)]
    assert missing == []
    seeds_own = ("Sarybay", "Tileuberdi", "Tokayev", "CICA", "Executive Director", "Almaty")
    assert [old for old in seeds_own if old in text] == []


def test_variants_differ_and_are_repeatable() -> None:
    texts = [variant.text for pair in PAIRS for variant in pair]
    assert len(set(texts)) == len(texts) == 2 * variants.COUNT >= 40
    assert [variant.text for variant in variants.make(7)] == [variant.text for variant in PAIRS[7]]
    paragraphs = [len(text.split("\n\n")) for text in texts]
    assert paragraphs == [20, 8] * variants.COUNT  # none is lost


def test_the_score_holds_on_the_variants() -> None:
    extractor = Extractor()
    means = []
    for pair in PAIRS:
        releases = [read.from_text(variant.text, f"{variant.name}.txt") for variant in pair]
        found = {release.id: record(extractor.extract(release)) for release in releases}
        texts = {release.id: release.text for release in releases}
        means.append(score({variant.name: variant.gold for variant in pair}, found, texts).mean_f1)
    assert statistics.mean(means) >= 0.90, " ".join(f"{mean:.2f}" for mean in means)
