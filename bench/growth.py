"""How the time of reading one release grows with its length: linear growth keeps the seconds per word the same.

Usage: python bench/growth.py PATH... [--words 500 1000 2000 4000 8000 16000]

Releases of that many words are made of those in PATH, one after the other. Prints the median of three readings, per
thousand words, and its ratio to that of the shortest.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterator
from itertools import cycle

from diplograph import building
from diplograph.extract import read
from diplograph.extract.pipeline import Extractor


def _some(paragraphs: list[str], words: int) -> Iterator[str]:
    """Yield paragraphs, over again if need be, until they have that many words."""
    for paragraph in cycle(paragraphs):
        yield paragraph
        words -= len(paragraph.split())
        if words <= 0:
            return


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("path", nargs="+")
    parser.add_argument("--words", nargs="+", type=int, default=[500, 1000, 2000, 4000, 8000, 16000])
    options = parser.parse_args()
    found = list(building.releases(building.sources(options.path), []))
    paragraphs = [p for r in found for p in r.text[r.body_start :].split("\n\n") if p.strip()]
    extractor = Extractor()
    extractor.extract(read.from_text(paragraphs[0], "warm.txt"))
    first = 0.0
    for count in options.words:
        text = "\n\n".join(_some(paragraphs, count))
        seconds = []
        for _ in range(3):
            begun = time.perf_counter()
            extractor.extract(read.from_text(text, "a.txt"))
            seconds.append(time.perf_counter() - begun)
        words = len(text.split())
        per = statistics.median(seconds) / words * 1000
        first = first or per
        print(f"{words:>7} words: {per:.3f} s per thousand, ratio {per / first:.2f}")


if __name__ == "__main__":
    main()
