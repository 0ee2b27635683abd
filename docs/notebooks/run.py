"""Runs the example notebook and keeps what it prints, but for the network's page, which is half a megabyte.

``python docs/notebooks/run.py`` writes docs/notebooks/seeds.ipynb anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).with_name("seeds.ipynb")
_LONGEST = 20_000  # characters of one output that is kept


def run(path: Path = NOTEBOOK) -> Any:
    """Return the notebook with the outputs of this run; nbclient's error if a cell raises."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=600, kernel_name="python3").execute()
    notebook.metadata = {"kernelspec": notebook.metadata["kernelspec"], "language_info": {"name": "python"}}
    for cell in notebook.cells:
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.outputs = [_short(output) for output in cell.outputs]
    return notebook


def _short(output: Any) -> Any:
    if "data" in output:
        output.data = {kind: text for kind, text in output.data.items() if len(text) <= _LONGEST}
    return output


def main() -> None:
    """Write the notebook with its outputs."""
    import nbformat

    NOTEBOOK.write_text(nbformat.writes(run()) + "\n", encoding="utf-8")
    print(f"wrote {NOTEBOOK.name}")


if __name__ == "__main__":
    main()
