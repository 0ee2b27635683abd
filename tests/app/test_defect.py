"""A defect of the program's own costs one release, never the batch."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from diplograph.cli import app
from diplograph.extract.model import Release
from diplograph.extract.pipeline import Extractor


def test_the_rest_of_the_batch_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text("President Bat Dorj thanked Japan for its help.", encoding="utf-8")
    reading = Extractor._read

    def break_on_b(self: Extractor, release: Release, blocks: object) -> object:
        if release.id == "b":
            raise IndexError("list index out of range")
        return reading(self, release, blocks)  # type: ignore[arg-type]

    monkeypatch.setattr(Extractor, "_read", break_on_b)
    result = CliRunner().invoke(app, ["read", str(tmp_path), "--format", "jsonl"])
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a", "c"]
    assert "b.txt: a defect of diplograph stopped its reading (IndexError: list index out of range)" in result.stderr
