"""From releases to extractions: the stages in their order, over batches that keep memory flat."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from diplograph.extract import (
    areas,
    events,
    gazetteer,
    home,
    match,
    nlp,
    parse,
    publisher,
    rules,
    secretariat,
    segment,
    short_names,
    statements,
    trust,
)
from diplograph.extract.cast import Cast, Mention
from diplograph.extract.clauses import Clause, clauses, lemma, preps
from diplograph.extract.line import Line
from diplograph.extract.listing import Lists
from diplograph.extract.model import ActorRef, Area, Evidence, Extraction, Release, Statement
from diplograph.extract.parse import Parsed
from diplograph.extract.scene import Scene
from diplograph.extract.symbols import Unit

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_BATCH = 16


def version(model: str | None = None, min_confidence: float = 0.0) -> str:
    """Return a hash of model, rules, gazetteers, code and settings: what was extracted under another is out of date."""
    settings = f"{nlp.installed(nlp.model_name(model))} {min_confidence} {rules.digest()} {gazetteer.digest()}"
    made = hashlib.sha256(settings.encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        made.update(path.read_bytes())
    return made.hexdigest()[:16]


class Extractor:
    """Reads releases with one model and one set of rules, and leaves out what is less sure than ``min_confidence``."""

    def __init__(self, model: str | None = None, min_confidence: float = 0.0) -> None:
        self._nlp = nlp.load(nlp.model_name(model))
        self.model = nlp.label(nlp.model_name(model))
        self.version = version(model, min_confidence)
        self._least = min_confidence
        self._rules = rules.load()
        self._index = statements.Index(self._rules)
        self._gazetteer = gazetteer.load()

    def extract(self, release: Release) -> Extraction:
        """Return everything found in one release."""
        return next(self.pipe([release]))

    def pipe(self, releases: Iterable[Release], failed: list[str] | None = None) -> Iterator[Extraction]:
        """Yield the extraction of each release, in order; a few releases are in memory at a time.

        With ``failed``, a defect that one release brings to light adds a line there and the others go on.
        """
        source = iter(releases)
        while batch := list(islice(source, _BATCH)):
            cut = [segment.blocks(release) for release in batch]
            texts = [block.text for blocks in cut for block in blocks]
            entities = iter(parse.recognize(self._nlp, texts))
            pairs: list[tuple[segment.Block, Line]] = []
            for release, blocks in zip(batch, cut, strict=True):
                own_entities = list(islice(entities, len(blocks)))
                pairs.extend(
                    zip(blocks, match.release_units(blocks, own_entities, release.text, self._rules), strict=True)
                )
            parsed = iter(parse.parse(self._nlp, pairs))
            for release, blocks in zip(batch, cut, strict=True):
                own = [replace(next(parsed), number=i) for i in range(len(blocks))]
                try:
                    yield trust.at_least(self._read(release, own), self._least)
                except Exception as error:
                    if failed is None:
                        raise
                    failed.append(
                        f"{release.source}: a defect of diplograph stopped its reading "
                        f"({type(error).__name__}: {error}); please report it with the release"
                    )

    def _read(self, release: Release, blocks: list[Parsed]) -> Extraction:
        sentences = [(b, s, _evidence(release, b, s)) for b in blocks for s in parse.sentences(b)]
        mentions = _mentions(sentences)
        cast = Cast(mentions, self._gazetteer)
        united = secretariat.settle(cast, mentions, blocks)
        told = secretariat.NAME if united is not None else publisher.printed(release, cast, blocks)
        release = replace(release, publisher=release.publisher or told)
        home.settle(cast, release.publisher)
        scene = Scene(release, cast, blocks, united)
        event_finder = events.Finder(self._rules, scene)
        area_finder = areas.Finder(self._rules, scene)
        found: list[statements.Found] = []
        of_block: dict[int, list[statements.Found]] = {}
        lists = Lists(scene, set())
        for parsed, sentence, evidence in sentences:
            whole = _clauses(parsed, self._index.verbs)
            own = [c for c in whole if sentence.start <= c.verb.i < sentence.end]
            event_finder.read(parsed, own, sentence, evidence)
            _see_parties(scene, event_finder, parsed, sentence)
            scene.quotations.read(parsed, whole, sentence, scene)
            lists.end(parsed)
            heads = parsed.block.kind == "title" or _is_headline(parsed)
            listed = [] if heads else lists.read(parsed, sentence, evidence)
            said = [statements.Found(one, sentence.root, sentence) for one in listed]
            if not heads and not listed:
                said = statements.find(parsed, own, sentence, scene, self._index, evidence)
                lists.begin(parsed, sentence, [f.statement for f in said])
            if parsed.block.kind == "item" and parsed.block.intro is not None:
                area_finder.read_item(
                    parsed, blocks[parsed.block.intro], of_block.get(parsed.block.intro, []), evidence
                )
            elif parsed.block.kind != "title":
                area_finder.read(parsed, sentence, said, evidence)
            found.extend(said)
            of_block.setdefault(parsed.number, []).extend(said)
            scene.saw(parsed, list(sentence))
        made = tuple(
            replace(f.statement, areas=tuple(area_finder.of_statement.get(f.statement.id, ())))
            for f in found
            if f.statement.id not in lists.replaced
        )
        extraction = Extraction(
            release=replace(release, publisher=release.publisher or publisher.spoken(cast, scene.speaker, blocks)),
            people=cast.found_people(),
            states=cast.found_states(),
            organizations=cast.found_organizations(),
            places=cast.found_places(),
            events=event_finder.events(),
            statements=made,
            areas=tuple(area_finder.areas),
            unresolved=(*cast.unresolved, *scene.unresolved),
            groups=_groups(made, area_finder.areas),
            model=self.model,
            version=self.version,
        )
        return short_names.apart(extraction)


def _clauses(parsed: Parsed, verbs: frozenset[str]) -> list[Clause]:
    cached = parsed.doc.user_data.get("clauses")
    if cached is None:
        cached = parsed.doc.user_data["clauses"] = list(clauses(parsed.doc, verbs))
    return cached


def _evidence(release: Release, parsed: Parsed, sentence: Span) -> Evidence:
    start, end = parsed.block.span(parsed.starts[sentence.start], parsed.ends[sentence.end - 1])
    return Evidence(release.text[start:end], start, end, "", 0.0)  # the rule and its confidence come with the fact


def _mentions(sentences: list[tuple[Parsed, Span, Evidence]]) -> list[Mention]:
    out: list[Mention] = []
    done: set[tuple[int, int]] = set()
    for parsed, sentence, evidence in sentences:
        start, end = parsed.starts[sentence.start], parsed.ends[sentence.end - 1]
        start = start if sentence.start else 0  # the dateline, which the parse does without, is of the first sentence
        for unit in parsed.line.units:
            if (
                unit.kind not in ("person", "state", "demonym", "organization", "place", "region", "post")
                or (parsed.number, unit.first) in done
            ):
                continue
            at = parsed.line.span(unit)[0]
            if start <= at < end or (at < end and sentence.end == len(parsed.doc)):
                done.add((parsed.number, unit.first))
                out.append(Mention(unit, parsed.number, parsed.line.wording(unit), _by(evidence, unit), len(out)))
    return out


def _is_headline(parsed: Parsed) -> bool:
    """Tell whether one of the first blocks is a headline said again: one short sentence without its end."""
    text = parsed.block.text
    return (
        parsed.number < 4
        and len(text) < 250
        and parsed.block.kind == "paragraph"
        and text.rstrip('"')[-1:].isalnum()
        and next(islice(parse.sentences(parsed), 1, None), None) is None
    )


def _by(evidence: Evidence, unit: Unit) -> Evidence:
    return evidence.by(unit.rule, rules.confidence(unit.rule))


_OF_HEADS = re.compile(r"\b(?:Ministers|Heads|Leaders|Presidents|Secretaries)\b", re.IGNORECASE)


def _see_parties(scene: Scene, finder: events.Finder, parsed: Parsed, sentence: Span) -> None:
    """Keep in view who "the sides" are: the participants of the latest event with two or more."""
    latest = next((d for d in reversed(finder.drafts) if not _is_beside(d.token)), None)
    if latest is None or _is_of_parties(parsed, sentence):
        return
    actors = tuple(dict.fromkeys(p.actor for p in latest.participants.values()))
    if latest.type == "Signing" and _is_of_others(scene, actors):
        return
    visitors = tuple(a for a in actors if a.kind == "person") if latest.type == "Visit" else ()
    if len(visitors) == 1 and (hosts := _inviters(scene, parsed, sentence)):
        scene.met((*visitors, *hosts))  # "the two leaders" of the next sentence
    elif len(actors) > 1 and latest.type not in ("Crisis", "Appointment", "Assistance", "Mission"):
        scene.met(actors)
    elif [actor.kind for actor in actors] == ["organization"] and latest.type in ("Meeting", "Conference", "Summit"):
        scene.gathered = actors  # "the Meeting" of the next sentence
        if _OF_HEADS.search(latest.evidence.quote):
            scene.council = actors  # "the Ministers" of the next sentence speak for it


def _is_of_others(scene: Scene, signatories: tuple[ActorRef, ...]) -> bool:
    """Tell whether bodies sign something beside what two states or those in view do: two academies."""
    bodies = [actor for actor in signatories if actor.kind != "person"]
    sides = {actor.kind for actor in bodies} == {"organization"} and scene.house not in bodies
    return len(bodies) > 1 and sides and bool(scene.parties or scene.cast.two_states())


def _is_beside(event: Token) -> bool:
    """Tell whether an event is only where another took place, or a participle tells of it: "the treaty signed by X"."""
    if event.dep_ == "acl":
        return True
    return any(t.lemma_.lower() in ("sideline", "margin") for t in event.ancestors)


def _is_of_parties(parsed: Parsed, sentence: Span) -> bool:
    """Tell whether a sentence is about what the parties say: the events in it are not theirs."""
    subjects = (t for t in sentence.root.children if t.dep_ == "nsubj" and parsed.unit(t) is None)
    return any(lemma(t) == "party" for t in subjects) and sentence.root.lemma_ != "hold"


def _inviters(scene: Scene, parsed: Parsed, sentence: Span) -> tuple[ActorRef, ...]:
    """Return the person at whose invitation somebody comes."""
    of = (t for noun in sentence if noun.lower_ == "invitation" for t in preps(noun).get("of", ())[:1])
    return tuple(a for t in of for a in scene.actors(parsed, t) if a.kind == "person")


def _groups(made: Sequence[Statement], found: Sequence[Area]) -> tuple[ActorRef, ...]:
    refs: dict[str, ActorRef] = {}
    for item in (*made, *found):
        for name in ("speakers", "targets", "by", "parties"):
            for ref in getattr(item, name, ()):
                if ref.kind == "group":
                    refs.setdefault(ref.id, ref)
    return tuple(refs.values())
