"""Releases that nobody wrote: extractions with the shares of real ones, as many as a measurement needs.

Usage: python bench/synthetic.py [--count 1000] [--seed 0]

Prints how much of everything a release has on average, and the milliseconds of processor time that it takes. No text is
read and no model is loaded: sentences are put together from names and phrases, and what they say is written down as if
it had been found in them. The shares are those of synthetic.yaml. A release depends on the seed and its own number
alone, so that the first hundred of a thousand are the hundred.
"""

from __future__ import annotations

import argparse
import datetime
import functools
import hashlib
import statistics
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, Generic, NamedTuple, TypeVar

import yaml

from diplograph.extract import gazetteer
from diplograph.extract.model import (
    ActorRef,
    Area,
    Event,
    Evidence,
    Extraction,
    Organization,
    PartialDate,
    Participant,
    Person,
    Place,
    Post,
    Release,
    State,
    Statement,
)
from diplograph.graph.iris import slug
from diplograph.graph.triples import triples

T = TypeVar("T")


class Shares(Generic[T]):
    """Things and how often each occurs; weights need not add up to one."""

    def __init__(self, weights: Mapping[T, float]) -> None:
        self.things = list(weights)
        self._sums = list(accumulate(weights.values()))

    def draw(self, rng: Random) -> T:
        return rng.choices(self.things, cum_weights=self._sums)[0]

    @classmethod
    def ranked(cls, things: Iterable[T], exponent: float) -> Shares[T]:
        """Return things that are the less known the later they come, as Zipf has it."""
        return cls({thing: rank**-exponent for rank, thing in enumerate(dict.fromkeys(things), 1)})


DATA: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
CHANCES: dict[str, float] = DATA["chances"]
SIZES = Shares({tuple(size.values())[1:]: size["share"] for size in DATA["sizes"]})
PARTICIPANTS = {type: Shares[int](counts) for type, counts in DATA["participants"].items()}
DRAWN = {
    name: Shares[Any](DATA[name])
    for name in (
        "events", "roles", "statuses", "dates", "kinds", "modalities", "speakers", "speaker_kinds", "targets",
        "target_kinds", "areas", "titles", "tenures", "post_of",
    )
}  # fmt: skip
# What releases of two years cannot tell: how long a post is held, and over how many years such releases spread.
FIRST_DAY, DAYS, TERM = datetime.date(2004, 1, 1), 7305, 1826
OFFICES, NEW_BODIES = 5.0, 12.0  # the higher, the more offices and unknown bodies are named only once
CONFIDENCE = 0.95


class Spot(NamedTuple):
    """A place: id, name, code of its state."""

    id: str
    name: str
    country: str | None


class World:
    """Who there is: states and bodies of the gazetteers, and people and lesser bodies made up by their number."""

    def __init__(self, seed: int) -> None:
        self.seed, self.known = seed, gazetteer.load()
        self._states = Shares.ranked((*DATA["states"], *self.known.state_by_code), 1.15)
        self._bodies = Shares.ranked((*DATA["organizations"], *self.known.organization_by_id), 1.05)
        self.areas = Shares.ranked((area for area in self.known.areas if area.id != area.dimension), 0.8)
        cities = [Spot(f"place/{place.id}", place.name, place.country) for place in self.known.places]
        regions = [Spot(f"place/{slug(region.name)}", region.name, None) for region in self.known.regions]
        mixed = [spot for pair in zip(regions, cities, strict=False) for spot in pair]
        self.places = Shares.ranked([*mixed, *cities], 1.15)
        self._given = sorted(name for name in self.known.given_names if name.isalpha() and 3 < len(name) < 9)
        self._office = functools.cache(self.office)
        self._holder = functools.cache(self.holder)
        self._new_body = functools.cache(self.new_body)

    def state(self, rng: Random) -> ActorRef:
        code = self._states.draw(rng)
        return ActorRef(self.known.state_by_code[code].name, "state", f"state/{code}")

    def body(self, rng: Random) -> ActorRef:
        if rng.random() >= CHANCES["known"]:
            ref: ActorRef = self._new_body(_rank(rng, NEW_BODIES))
            return ref
        id = self._bodies.draw(rng)
        return ActorRef(self.known.organization_by_id[id].name, "organization", f"organization/{id}")

    def new_body(self, rank: int) -> ActorRef:
        rng = Random(f"body {self.seed} {rank}")
        name = f"{_surname(rng)} {rng.choice(DATA['bodies'])} for {self.areas.draw(rng).label}"
        return ActorRef(name, "organization", f"organization/{slug(name)}")

    def person(self, rng: Random, day: datetime.date) -> tuple[str, str, ActorRef | None]:
        """Draw an office by how well it is known; return who holds it that day, its title and its body."""
        rank = _rank(rng, OFFICES)
        return (self._holder(rank, (day.toordinal() + rank * 271) // TERM), *self._office(rank))

    def office(self, rank: int) -> tuple[str, ActorRef | None]:
        rng = Random(f"office {self.seed} {rank}")
        of = {"state": self.state, "organization": self.body, "none": None}[DRAWN["post_of"].draw(rng)]
        return DRAWN["titles"].draw(rng), of(rng) if of else None

    def holder(self, rank: int, term: int) -> str:
        rng = Random(f"holder {self.seed} {rank} {term}")
        return f"{rng.choice(self._given)} {_surname(rng)}"


def _rank(rng: Random, weight: float) -> int:
    """Draw a rank from an endless list in which each is less known than the one before."""
    return int((1 - rng.random()) ** -weight)


def _surname(rng: Random) -> str:
    parts = rng.choices(DATA["syllables"], k=rng.choice((1, 2, 2)))
    return f"{''.join(parts)}{rng.choice(DATA['endings'])}".capitalize()


class Text:
    """The sentences of a release as they come, and who is named in which."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self.sentences: list[str] = []
        self.named: dict[str, list[Evidence]] = {}
        self._length = 0

    def say(self, words: str, rule: str, named: Iterable[str] = ()) -> Evidence:
        """Add a sentence about as long as real ones, and return it as the evidence of what a rule found in it."""
        wanted, clauses, size = self._rng.triangular(60, 330, 140), [words], len(words)
        while size < wanted:
            clauses.append(self._rng.choice(DATA["clauses"]))
            size += len(clauses[-1]) + 2
        quote = ", ".join(clauses) + "."
        evidence = Evidence(quote, self._length, self._length + len(quote), rule, CONFIDENCE)
        self.sentences.append(quote)
        self._length += len(quote) + 1
        for id in named:
            self.named.setdefault(id, []).append(evidence)
        return evidence

    def found(self, id: str, rule: str) -> tuple[Evidence, tuple[Evidence, ...]]:
        """Return the first sentence that names something, and the others."""
        first, *others = {evidence.start: evidence.by(rule, CONFIDENCE) for evidence in self.named[id]}.values()
        return first, tuple(others)


class Cast:
    """The actors and places of one release, and the words by which it names them."""

    def __init__(self, world: World, rng: Random, day: datetime.date, sizes: Sequence[int]) -> None:
        self._rng = rng
        self.refs: dict[str, list[ActorRef]] = {"person": [], "state": [], "organization": [], "group": []}
        self.posts: dict[str, tuple[str, ActorRef | None]] = {}
        self.words: dict[str, str] = {}
        people, states, bodies, places = sizes
        for _ in range(people):
            self._person(*world.person(rng, day))
        while len(self.refs["state"]) < max(states, 1):
            self._add(world.state(rng))
        for _ in range(bodies):
            self._add(world.body(rng))
        self.places = {place.id: place for place in (world.places.draw(rng) for _ in range(places))}
        self.words |= {place.id: place.name for place in self.places.values()}

    def _add(self, ref: ActorRef, words: str = "") -> None:
        if ref.id not in self.words:
            self.words[ref.id] = words or ref.name
            self.refs[ref.kind].append(ref)

    def _person(self, name: str, title: str, body: ActorRef | None) -> None:
        if self._rng.random() < CHANCES["short"]:
            first, last = name.split()
            name = f"{first[0]}. {last}"
        ref = ActorRef(name, "person", f"person/{slug(name)}")
        if self._rng.random() < CHANCES["untitled"]:
            self._add(ref)
            return
        if body:
            self._add(body)
        self.posts.setdefault(ref.id, (title, body))
        self._add(ref, f"{title} {name} of {body.name}" if body else f"{title} {name}")

    def some(self, kind: str, count: int) -> tuple[ActorRef, ...]:
        """Draw actors of a kind, each once, as far as the release has them; a group is the people of a state."""
        if kind == "group":
            name = f"people of {self._rng.choice(self.refs['state']).name}"
            ref = ActorRef(name, "group", f"group/{slug(name)}")
            self._add(ref, f"the {name}")
            return (ref,)
        known = self.refs[kind] or self.refs["state"]
        if kind == "state" and count > len(known):
            known = [*known, *self.refs["organization"]]
        return tuple(self._rng.sample(known, min(count, len(known))))

    def list(self, ids: Iterable[str]) -> str:
        return ", ".join(self.words[id] for id in ids)


class Writer:
    """Writes one release, and what is found in it."""

    def __init__(self, world: World, number: int) -> None:
        self._rng = rng = Random(f"release {world.seed} {number}")
        self._id, self._world = f"synthetic-{number:06d}", world
        self._day = FIRST_DAY + datetime.timedelta(rng.randrange(DAYS))
        *cast, events, statements, areas = (int(n * rng.uniform(0.5, 1.6) + rng.random()) for n in SIZES.draw(rng))
        self._cast, self._text = Cast(world, rng, self._day, cast), Text(rng)
        self._found: list[Area] = []
        self._events = tuple(self._event(number) for number in range(1, events + 1))
        self._statements = tuple(self._statement(number) for number in range(1, statements + 1))
        if loose := round(areas * CHANCES["loose"]):
            self._areas(loose, (), "The sides discussed how to", "area.discussed")
        left = [id for id in self._cast.words if id not in self._text.named]
        for at in range(0, len(left), 5):
            self._text.say(f"Also mentioned were {self._cast.list(left[at : at + 5])}", "", left[at : at + 5])

    def extraction(self) -> Extraction:
        text, refs = "\n".join(self._text.sentences), self._cast.refs
        title = self._events[0].label if self._events else f"Statement of {self._day}"
        hashed, date = hashlib.sha256(text.encode()).hexdigest(), PartialDate(str(self._day))
        return Extraction(
            Release(self._id, f"{self._id}.txt", text, hashed, title, None, date, "metadata"),
            tuple(map(self._person, refs["person"])),
            tuple(map(self._state, refs["state"])),
            tuple(map(self._organization, refs["organization"])),
            tuple(Place(*spot, *self._text.found(spot.id, "gazetteer.place")) for spot in self._cast.places.values()),
            self._events,
            self._statements,
            tuple(self._found),
            (),
            tuple(refs["group"]),
            "synthetic",
            "1",
        )

    def _happens(self, chance: str) -> bool:
        return self._rng.random() < CHANCES[chance]

    def _draw(self, name: str) -> Any:
        return DRAWN[name].draw(self._rng)

    def _person(self, ref: ActorRef) -> Person:
        evidence, mentions = self._text.found(ref.id, "holder.before-name")
        posts: tuple[Post, ...] = ()
        if ref.id in self._cast.posts:
            title, body = self._cast.posts[ref.id]
            posts = (Post(title, body.name if body else None, body, evidence, self._draw("tenures")),)
        return Person(
            ref.id, ref.name, (ref.name.split()[-1],) if self._happens("alias") else (), posts, evidence, mentions
        )

    def _state(self, ref: ActorRef) -> State:
        code = ref.id.removeprefix("state/")
        official = self._world.known.state_by_code[code].official
        aliases = (official,) if official and self._happens("alias") else ()
        return State(ref.id, code, ref.name, aliases, *self._text.found(ref.id, "gazetteer.state"))

    def _organization(self, ref: ActorRef) -> Organization:
        entry = self._world.known.organization_by_id.get(ref.id.removeprefix("organization/"))
        acronym, found = entry.acronym if entry else None, self._text.found(ref.id, "gazetteer.organization")
        return Organization(ref.id, ref.name, acronym, (), *found, known=entry is not None)

    def _event(self, number: int) -> Event:
        rng, type = self._rng, self._draw("events")
        people = rng.random() < DATA["people_take_part"].get(type, DATA["people_take_part"]["other"])
        kind = "person" if people else rng.choice(("state", "state", "state", "organization"))
        actors = self._cast.some(kind, PARTICIPANTS.get(type, PARTICIPANTS["other"]).draw(rng))
        status, rule = self._draw("statuses"), f"{type.lower()}.verb"
        where = [rng.choice([*self._cast.places, self._cast.refs["state"][0].id])] if self._happens("placed") else []
        date = self._date(self._draw("dates"), 120 if status == "planned" else -60)
        words = f"{self._cast.list(ref.id for ref in actors) or 'Officials'} took part in the {type.lower()}"
        words += (f" in {self._cast.list(where)}" if where else "") + (f" on {date}" if date else "")
        evidence = self._text.say(words, rule, [*(ref.id for ref in actors), *where])
        return Event(
            f"event/{self._id}/{type.lower()}-{number}", type,
            f"{type}: {', '.join(ref.name for ref in actors[:4])}" if actors else type,
            date, self._cast.list(where) or None,
            tuple(Participant(ref, self._draw("roles"), evidence) for ref in actors),
            (self._world.areas.draw(rng).label.lower(),) if self._happens("topic") else (), status, evidence,
        )  # fmt: skip

    def _date(self, precision: str, days: int) -> PartialDate | None:
        """Return the release's day or one up to so many days after or before it, as precisely as asked for."""
        if precision == "none":
            return None
        length, further = {"day": (10, 3), "month": (7, 70), "year": (4, 800)}[precision.removesuffix("s")]
        first = self._day + datetime.timedelta(int(days * max(0.0, self._rng.random() - 0.7)))
        last = first + datetime.timedelta(further)
        return PartialDate(str(first)[:length], str(last)[:length] if precision.endswith("s") else None)

    def _statement(self, number: int) -> Statement:
        rng, kind, cast = self._rng, self._draw("kinds"), self._cast
        speakers = cast.some(self._draw("speaker_kinds"), count) if (count := self._draw("speakers")) else ()
        targets = cast.some(self._draw("target_kinds"), count) if (count := self._draw("targets")) else ()
        framework = rng.choice(cast.refs["organization"] or [None]) if self._happens("framed") else None
        behalf = rng.choice(cast.refs["state"]) if self._happens("on behalf") else None
        deadline = PartialDate(str(self._day.year + rng.randrange(1, 12))) if self._happens("due") else None
        by, to = [ref.id for ref in speakers], [ref.id for ref in (*targets, framework, behalf) if ref]
        said = f"{cast.list(by) or 'The sides'} {DATA['verbs'].get(kind, f'voiced {kind.lower()} of efforts to')}"
        said += f", with regard to {cast.list(to)}," if to else ""
        content, areas, evidence = self._areas(
            self._draw("areas"), speakers, said, f"{kind.lower()}.verb", (*by, *to), framework
        )
        words = cast.list(ref.id for ref in targets) or ("all sides" if self._happens("target in words") else None)
        return Statement(
            f"statement/{self._id}/{kind.lower()}-{number}", kind, speakers, behalf, targets, words, content, areas,
            deadline, framework, self._draw("modalities"), evidence,
        )  # fmt: skip

    def _areas(
        self, count: int, by: tuple[ActorRef, ...], said: str, rule: str, named: Sequence[str] = (),
        framework: ActorRef | None = None,
    ) -> tuple[str, tuple[str, ...], Evidence]:  # fmt: skip
        """Add a sentence with so many areas; return what it says without its speaker, their ids, and itself."""
        rng = self._rng
        entries = [self._world.areas.draw(rng) for _ in range(count)]
        worded = [(entry, rng.choice((entry.label, *entry.wordings))) for entry in entries]
        phrases = ", ".join(phrase for _, phrase in worded)
        matter = f"cooperation in {phrases}" if worded else rng.choice(DATA["matters"])
        clauses = rng.sample(DATA["clauses"], rng.choice((0, 1, 2, 2)))
        content = ", ".join((f"{rng.choice(DATA['acts'])} {matter}", *clauses))
        evidence = self._text.say(f"{said} {content}", rule, named)
        found, first = evidence.by("area.cooperation-in", CONFIDENCE), len(self._found) + 1
        for number, (entry, phrase) in enumerate(worded, first):
            known = entry if self._happens("concept") else None
            self._found.append(
                Area(
                    f"area-mention/{self._id}/a{number}",
                    phrase,
                    known.id if known else None,
                    known.label if known else None,
                    known.dimension if known else None,
                    by,
                    framework,
                    self._cast.some("state", 1) if self._happens("party") else (),
                    found,
                )
            )
        return content, tuple(area.id for area in self._found[first - 1 :]), evidence


def extractions(count: int, seed: int = 0, start: int = 0) -> Iterator[Extraction]:
    """Yield the releases of a seed from number ``start`` to below ``count``; the same in every run."""
    world = World(seed)
    return (Writer(world, number).extraction() for number in range(start, count))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    drawn = extractions(options.count, options.seed)
    begun = time.process_time()
    made = list(drawn)
    print(f"{(time.process_time() - begun) / options.count * 1000:.2f} ms a release")
    for part in ("people", "states", "organizations", "places", "events", "statements", "areas", "groups"):
        found = [thing for extraction in made for thing in getattr(extraction, part)]
        print(f"{part:14s} {len(found) / len(made):7.2f}, {len({thing.id for thing in found})} different")
    sizes = sorted(len(triples(extraction)) for extraction in made)
    print(f"{'triples':14s} {statistics.mean(sizes):7.1f}, median {statistics.median(sizes):.0f}, at most {sizes[-1]}")
    print(f"{'characters':14s} {statistics.mean(len(extraction.release.text) for extraction in made):7.1f}")


if __name__ == "__main__":
    main()
