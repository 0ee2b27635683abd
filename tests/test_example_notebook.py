"""The example notebook runs, says what is stored in it, and tells the story of the seeds in ten cells."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[1] / "docs" / "notebooks"


def stored() -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads((FOLDER / "seeds.ipynb").read_text("utf-8"))
    return notebook


def test_the_notebook_is_ten_cells_without_bulk() -> None:
    code = [cell for cell in stored()["cells"] if cell["cell_type"] == "code"]
    assert len(code) == 10
    assert [cell["execution_count"] for cell in code] == list(range(1, 11))
    assert (FOLDER / "seeds.ipynb").stat().st_size < 60_000
    shown = [output for cell in code for output in cell["outputs"]]
    assert not [output for output in shown if output["output_type"] == "error"]
    assert "<script" not in json.dumps(shown)
    titles = ["".join(cell["source"]) for cell in stored()["cells"] if cell["cell_type"] == "markdown"]
    assert [found[1] for text in titles if (found := re.match(r"## (\d+)\. ", text))] == [str(n) for n in range(1, 11)]


def test_the_notebook_runs_and_says_what_is_stored() -> None:
    pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    pytest.importorskip("pandas")
    spec = importlib.util.spec_from_file_location("run", FOLDER / "run.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def outputs(notebook: Any) -> list[Any]:
        return [json.loads(json.dumps(cell["outputs"])) for cell in notebook["cells"] if cell["cell_type"] == "code"]

    def texts(found: list[Any]) -> list[str]:
        parts = [(output.get("data") or {"text": output["text"]}) for cell in found for output in cell]
        return [f"{kind}: {''.join(part[kind])}" for part in parts for kind in sorted(part) if part[kind]]

    assert texts(outputs(module.run())) == texts(outputs(stored())), "run docs/notebooks/run.py and read what differs"
