"""Makes variants of the seed releases, text and gold alike: what a rule that knew the seeds would stumble over.

In a variant other persons, posts, states, organizations, cities and dates stand where the seeds' own stood, in every
form that occurs (initials, short and official names, acronyms, codes); paragraphs and bullets come in another order;
some are spelled "organisation" and "co-operation". One pass of substitutions is applied to the text and to the strings
of the gold record, so that both stay true to each other. Run as a program, it prints the scores by field.
"""

from __future__ import annotations

import calendar
import datetime
import json
import random
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diplograph.extract import gazetteer

ROOT = Path(__file__).parents[2]
SEEDS = ("000_8005e53dff70a974", "001_8bd224ccad504dd3")
COUNT = 24

# Given names and surnames by culture, put together at random: nobody is meant. The men's names are for the speaker,
# to whom one release refers as "he".
NAMES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "kazakh": (("Askar", "Daniyar", "Yerlan", "Nurbek"), ("Bektasov", "Zhunisbay", "Ospanov", "Kaldybek")),
    "uzbek": (("Sherzod", "Rustam", "Bakhtiyor"), ("Yuldoshev", "Tursunov", "Qodirov")),
    "russian": (("Pavel", "Grigory", "Leonid"), ("Vetrov", "Malyshev", "Kornilov")),
    "turkish": (("Kemal", "Serkan", "Orhan"), ("Yalçın", "Demirtas", "Korkmaz")),
    "persian": (("Farhad", "Behrouz", "Dariush"), ("Moradi", "Karimzadeh", "Sohrabi")),
    "arabic": (("Khalid", "Youssef", "Tariq"), ("Al-Mansouri", "Haddad", "Al-Rashidi")),
    "indian": (("Vikram", "Sanjay", "Anil"), ("Deshpande", "Mehrotra", "Chaturvedi")),
    "korean": (("Jae-hyun", "Sung-min", "Dong-wook"), ("Paik", "Hwang", "Noh")),
    "mongolian": (("Ganbold", "Batbayar", "Munkhbat"), ("Dorjsuren", "Tserendash", "Enkhtuya")),
    "slavic": (("Zoran", "Tomasz", "Ondrej"), ("Petrovic", "Kowalczyk", "Hruska")),
    "western": (("Henrik", "Matteo", "Gerard"), ("Lindqvist", "Bellandi", "Fontanel")),
    "african": (("Kwabena", "Tendai", "Olumide"), ("Asamoah", "Chikwanda", "Adeyinka")),
}
HEADS = ("Secretary General", "Secretary-General", "Director General", "Director-General", "Executive Secretary")
MINISTERS = (
    ("Minister of Defence", "Defence Minister"),
    ("Minister of Energy", "Energy Minister"),
    ("Minister of Justice", "Justice Minister"),
    ("Minister of Finance", "Finance Minister"),
    ("Minister of Internal Affairs", "Interior Minister"),
    ("Minister of Foreign Affairs", "Foreign Minister"),
)
DEPUTIES = ("Deputy Prime Minister", "First Deputy Prime Minister", "Vice Prime Minister")
PRESIDENTS = ("President", "Prime Minister", "Chancellor")
STYLES = ("Ambassador", "Ambassador", "Mr.", "Dr.", "H.E. Mr.")
CHAMBERS = ("Majilis", "Senate", "National Assembly", "House of Representatives", "Legislative Chamber")
# The state at the centre, with a city of its own that is not the capital.
CENTRES = {
    "KGZ": "Osh", "UZB": "Samarkand", "TJK": "Khujand", "AZE": "Ganja", "ARM": "Gyumri", "PAK": "Lahore",
    "EGY": "Alexandria", "IDN": "Surabaya", "THA": "Chiang Mai", "VNM": "Da Nang", "TUR": "Izmir", "KHM": "Siem Reap",
    "POL": "Gdansk", "KEN": "Mombasa", "GHA": "Kumasi", "COL": "Medellin", "SRB": "Novi Sad", "IND": "Mumbai",
    "JOR": "Irbid", "BGD": "Chittagong", "FIN": "Tampere", "KAZ": "Karaganda",
}  # fmt: skip
HOSTS = ("SGP", "BGR", "PRT", "AUT", "KWT", "QAT", "MAR", "TUN", "PER", "CHL", "ITA", "HRV", "ALB", "CZE", "KOR", "SVK")
CENTRAL = (
    "sco",
    "asean",
    "ots",
    "saarc",
    "bimstec",
    "oic",
    "gcc",
    "eaeu",
    "bsec",
    "ecowas",
    "turksoy",
    "carec",
    "apec",
)
FORUMS = ("nato", "eu", "cis", "oecd", "las", "caricom", "igad", "sadc", "opec", "iaea", "un", "osce", "csto")
ORDINALS = ("Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh")
SPELLINGS = ((r"\b([Cc])o-?operation\b", r"\1o-operation"), (r"([Oo]rgan)iz", r"\1is"), (r"normaliz", "normalis"))


@dataclass(frozen=True, slots=True)
class Variant:
    """A variant of one seed release: file name without suffix, text, and gold record."""

    name: str
    text: str
    gold: dict[str, Any]


def make(number: int) -> tuple[Variant, ...]:
    """Return the variants of all seed releases with this number; the same number gives the same variants."""
    draw = random.Random(number)
    table = substitutions(draw)
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(old)}(?!\w)" for old in sorted(table, key=len, reverse=True)))
    british = number % 3 == 0

    def swap(text: str) -> str:
        text = pattern.sub(lambda match: table[match[0]], text)
        for old, new in SPELLINGS if british else ():
            text = re.sub(old, new, text)
        return text

    found = []
    for seed in SEEDS:
        text = (ROOT / f"seeds/releases/{seed}.txt").read_text(encoding="utf-8")
        gold = json.loads((ROOT / f"tests/gold/seeds/{seed}.json").read_text(encoding="utf-8"))
        name = f"variant-{number:02d}-{seed[:3]}"
        found.append(Variant(name, swap(shuffled(text, draw)), {**rewritten(gold, swap), "id": name}))
    return tuple(found)


def substitutions(draw: random.Random) -> dict[str, str]:
    """Return what stands for what: every form of the seeds' names, posts and dates, as their text or gold has it."""
    table: dict[str, str] = {}
    for (given, family), (new_given, new_family) in zip(
        (("Kairat", "Sarybay"), ("Mukhtar", "Tileuberdi"), ("Kassym-Jomart", "Tokayev")), _people(draw), strict=True
    ):
        table[f"{given} {family}"] = f"{new_given} {new_family}"
        table[f"{given[0]}.{family}"] = f"{new_given[0]}.{new_family}"
        table[family] = new_family
    table["Executive Director"] = draw.choice(HEADS)
    table["Minister of Foreign Affairs"], table["Foreign Minister"] = draw.choice(MINISTERS)
    table["Deputy Prime Minister"] = draw.choice(DEPUTIES)
    table["President"] = draw.choice(PRESIDENTS)
    table["Ambassador"] = draw.choice(STYLES)
    table["Majilis"] = draw.choice(CHAMBERS)
    table["Fifth Summit"] = draw.choice(ORDINALS) + " Summit"
    centre = draw.choice(tuple(CENTRES))
    host, partner = draw.sample([code for code in HOSTS if code != centre], 2)
    for old, new in (("KAZ", centre), ("KOR", host), ("SVK", partner)):
        table.update(_state(old, new))
    table["Almaty"] = CENTRES[centre]
    forums = draw.sample(FORUMS, 2)
    for old, new in zip(("cica", "osce", "csto"), (draw.choice(CENTRAL), *forums), strict=True):
        table.update(_organization(old, new))
    table.update(_dates(draw))
    return table


def _people(draw: random.Random) -> list[tuple[str, str]]:
    cultures = draw.sample(sorted(NAMES), 3)
    return [(draw.choice(NAMES[culture][0]), draw.choice(NAMES[culture][1])) for culture in cultures]


def _state(old: str, new: str) -> dict[str, str]:
    states = gazetteer.load().state_by_code
    a, b = states[old], states[new]
    return {a.code: b.code, a.name: b.name, a.official: b.official}


def _organization(old: str, new: str) -> dict[str, str]:
    organizations = gazetteer.load().organization_by_id
    a, b = organizations[old], organizations[new]
    return {str(a.acronym): str(b.acronym), a.name: b.name}


def _dates(draw: random.Random) -> dict[str, str]:
    day = datetime.date(2014, 1, 1) + datetime.timedelta(days=draw.randrange(3650))
    month = calendar.month_name[day.month]
    written = draw.choice((f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}"))
    early = f"{draw.choice(('early', 'late'))} {draw.choice(calendar.month_name[1:])}"
    return {"October 12, 2020": written, "2020-10-12": day.isoformat(), "2020": str(day.year), "early January": early}


def shuffled(text: str, draw: random.Random) -> str:
    """Return the text with its paragraphs in another order.

    The head (site rubric, title, first paragraph) and a closing note in brackets stay; a list keeps its introduction
    and the paragraph that comments on it, its bullets change places and punctuation stays with the place.
    """
    blocks = re.split(r"\n\s*\n", text.strip())
    head = 3 if blocks[0] == "Press Releases" else 2
    tail = [block for block in blocks[-1:] if block.startswith("(")]
    groups: list[list[str]] = []
    for block in blocks[head : len(blocks) - len(tail)]:
        if groups and (block.startswith("-") or block.startswith("These ")):
            groups[-1].append(block)
        else:
            groups.append([block])
    draw.shuffle(groups)
    ordered = [block for group in groups for block in _bullets(group, draw)]
    return "\n\n".join([*blocks[:head], *ordered, *tail])


def _bullets(group: list[str], draw: random.Random) -> list[str]:
    places = [i for i, block in enumerate(group) if block.startswith("-")]
    bullets = [group[i].rstrip(";.") for i in places]
    ends = [group[i][len(group[i].rstrip(";.")) :] for i in places]
    draw.shuffle(bullets)
    for i, bullet, end in zip(places, bullets, ends, strict=True):
        group[i] = bullet + end
    return group


def rewritten(value: Any, swap: Callable[[str], str], key: str = "") -> Any:
    """Return a gold record with ``swap`` applied to every string but the names of types and kinds."""
    if isinstance(value, dict):
        return {name: rewritten(part, swap, name) for name, part in value.items()}
    if isinstance(value, list):
        return [rewritten(part, swap, key) for part in value]
    return swap(value) if isinstance(value, str) and key not in ("type", "kind") else value


def cues(gold: Mapping[str, Any]) -> Iterable[str]:
    """Yield every string of a gold record that is to be found in the text by its words."""
    yield from (event["cue"] for event in gold["events"])
    yield from (statement["content"] for statement in gold["statements"])
    yield from (area["phrase"] for area in gold["areas"])
    yield from (person["name"] for person in gold["people"])
    yield from (post["title"] for person in gold["people"] for post in person["posts"])


def main() -> None:
    """Print the scores of each variant and their means by field."""
    from diplograph.extract import read, record
    from diplograph.extract.pipeline import Extractor
    from diplograph.score import score

    extractor = Extractor()
    sums: dict[str, float] = {}
    for number in range(COUNT):
        variants = make(number)
        texts = {v.name: v.text for v in variants}
        found = {v.name: record.record(extractor.extract(read.from_text(v.text, f"{v.name}.txt"))) for v in variants}
        scores = score({v.name: v.gold for v in variants}, found, texts)
        fields = {name: field.f1 for name, field in scores.fields.items()} | {"mean": scores.mean_f1}
        sums = {name: sums.get(name, 0.0) + value for name, value in fields.items()}
        print(f"{number:3d}", " ".join(f"{name} {value:.2f}" for name, value in fields.items()))
        for difference in scores.differences:
            print(f"      {difference.field} {difference.kind} {difference.text}")
    print("all", " ".join(f"{name} {value / COUNT:.3f}" for name, value in sums.items()))


if __name__ == "__main__":
    main()
