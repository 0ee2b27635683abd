"""Write seeds/given_names.csv anew from the sources that it names: words that begin names of people.

Usage: python tests/extract/make_given_names.py UN_SPEAKERS.csv PHOENIX_COUNTRIES.txt CENSUS_FIRST_NAMES...

The sources are the UNGDC list of speakers in the UN General Debate, petrarch2's dictionary of countries with their
leaders and ministers, and the US Census 1990 lists of first names. Words that are names of states, places or bodies
as well are left out: they would make people of "Georgia Visits" or "Paris Forum".
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

from diplograph.extract import gazetteer, lexicon
from diplograph.extract.make_common import topic_words
from diplograph.extract.text import key

UN, PHOENIX, CENSUS = "UN General Debate list of speakers", "petrarch2 (MIT) country dictionary", "US Census 1990 names"
_WORDS = {"Art", "Crystal", "Faith", "Hope", "Long", "Love", "Major", "Maker", "Many", "Mission", "Pearl", "Prince"}
_WORDS |= {"Star", "Summer", "Sunny", "Unity", "Will"}
_WORD = re.compile(r"[^\W\d_]{3,}")


def _un(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row["name"].split() for row in csv.DictReader(file)]
    return [part for row in rows for part in row[:-1]]


def _phoenix(path: Path) -> list[str]:
    people = re.findall(r"^([A-Z]{3,})(?:_[A-Z]+){1,3}_\s+#\s*CountryInfo", path.read_text(encoding="utf-8"), re.M)
    return [name.capitalize() for name in people]


def _census(path: Path) -> list[str]:
    return [line.split()[0].capitalize() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main(arguments: list[str]) -> None:
    """Write the table; names that several sources have are given to the first."""
    found: dict[str, str] = {}
    honorifics = {word.rstrip(".") for entry in gazetteer.load().honorifics for word in entry.form.split()}
    forms = lexicon.load().forms
    for source, words in (
        (UN, _un(Path(arguments[0]))),
        (PHOENIX, _phoenix(Path(arguments[1]))),
        (CENSUS, [name for path in arguments[2:] for name in _census(Path(path))]),
    ):
        for word in words:
            known = forms.get(key(word))
            if not _WORD.fullmatch(word) or not word[0].isupper() or word.isupper():
                continue
            if word in honorifics | _WORDS or word in topic_words() or (known is not None and known.kind != "place"):
                continue
            if known is not None and known.strong:
                continue
            found.setdefault(word, source)
    target = Path(__file__).parents[2] / "seeds" / "given_names.csv"
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("form", "source"))
        writer.writerows(sorted(found.items()))


if __name__ == "__main__":
    main(sys.argv[1:])
