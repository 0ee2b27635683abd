"""Memory while releases stream: peak at few releases against peak at many, each in a process of its own.

Usage: python bench/memory.py PATH... [--counts 1000 10000] [--words 120]

The releases of PATH, cut to the first words, are written into a JSON Lines file again and again under other ids, and
read from it by `diplograph read`, whose output is thrown away. Prints peak resident memory and the ratio to the first.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from itertools import cycle
from pathlib import Path

from diplograph import building


def peak(count: int, texts: list[str], folder: Path) -> float:
    """Return the peak resident memory in MB of reading ``count`` releases."""
    file = folder / f"{count}.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for number, text in zip(range(count), cycle(texts)):
            out.write(json.dumps({"id": f"r{number}", "text": text}) + "\n")
    code = "import sys; from diplograph.cli import main; main()"
    command = [sys.executable, "-c", code, "read", str(file)]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"reading {count} releases failed")
    return usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("path", nargs="+")
    parser.add_argument("--counts", nargs="+", type=int, default=[1000, 10000])
    parser.add_argument("--words", type=int, default=120)
    options = parser.parse_args()
    found = building.releases(building.sources(options.path), [])
    texts = [" ".join(r.text[r.body_start :].split()[: options.words]) for r in found]
    with tempfile.TemporaryDirectory() as folder:
        peaks = [peak(count, texts, Path(folder)) for count in options.counts]
    for count, megabytes in zip(options.counts, peaks, strict=True):
        print(f"{count:>7} releases: peak {megabytes:.0f} MB, ratio {megabytes / peaks[0]:.2f}")


if __name__ == "__main__":
    main()
