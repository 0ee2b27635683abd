"""Writes into README.md and the pages of docs/ what their commands and queries answer.

``python docs/generate.py [PAGE.md…]`` writes all of them or these, ``--check`` tells whether they are stale (exit
code 1). The reference is written nowhere: it is made while the site is built (hooks.py).
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from making import sessions

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent


def pages() -> list[Path]:
    """Return the pages that somebody wrote: the README and those of the site."""
    return [ROOT / "README.md", *sorted(FOLDER.rglob("*.md"))]


def renewed(found: Sequence[Path]) -> dict[Path, str]:
    """Return file → text of pages, with each answer made anew."""
    with tempfile.TemporaryDirectory() as name:
        store = Path(name) / sessions.STORE
        sessions.build(store)
        return {page: sessions.renew(page, store) for page in found}


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with ``--check`` name the stale ones; return the exit code."""
    check = "--check" in arguments
    wanted = [Path(name).resolve() for name in arguments if name != "--check"] or pages()
    stale = {path: text for path, text in renewed(wanted).items() if path.read_text(encoding="utf-8") != text}
    for path, text in stale.items():
        if check:
            print(f"{path.relative_to(ROOT)} is stale: run make docs", file=sys.stderr)
        else:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
