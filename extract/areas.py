"""Areas of cooperation: from lists and prose, split into single areas and linked to the concepts of the scheme."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from diplograph.extract import gazetteer, paths
from diplograph.extract.area_file import AreaEntry
from diplograph.extract.clauses import conjuncts, preps
from diplograph.extract.model import ActorRef, Area, Evidence
from diplograph.extract.parse import Parsed
from diplograph.extract.rules import AreaRule, Rules, confidence, listed
from diplograph.extract.scene import Scene
from diplograph.extract.statements import Found, framework
from diplograph.extract.text import key

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


class Linker:
    """Finds the concept of the scheme that a phrase words: the longest wording in it, an exact one first."""

    def __init__(self, entries: Sequence[AreaEntry]) -> None:
        self.wordings: dict[tuple[str, ...], AreaEntry] = {}
        self.longest = 0
        for entry in entries:
            for wording in (entry.label, *entry.wordings):
                form = tuple(_stem(w) for w in key(wording))
                self.wordings.setdefault(form, entry)
                self.longest = max(self.longest, len(form))

    def link(self, phrase: str) -> AreaEntry | None:
        """Return the concept of a phrase, or None."""
        form = tuple(_stem(w) for w in key(phrase))
        for length in range(min(self.longest, len(form)), 0, -1):
            for start in range(len(form) - length, -1, -1):
                entry = self.wordings.get(form[start : start + length])
                if entry is not None:
                    return entry
        return None


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@functools.cache
def linker() -> Linker:
    """Return the linker of the packaged scheme."""
    return Linker(gazetteer.load().areas)


def split(token: Token) -> list[tuple[Token, Token, str]]:
    """Return the single areas in a coordinated phrase: (first, last, shared words: "fight against", "… security")."""
    out: list[tuple[Token, Token, str]] = []
    for head in conjuncts(token):
        kinds = _kinds(head)
        if len(kinds) > 1:
            out.extend((kind, kind, f"… {head.text}") for kind in kinds)
            continue
        inner = _shared_objects(head)
        if len(inner) > 1 and head.lemma_.lower() in listed("shared_heads"):
            first = _left(head)
            for i, part in enumerate(inner):
                left, right = _edges(part)
                out.append(
                    (first if i == 0 else left, right, "" if i == 0 else head.doc[first.i : _left(inner[0]).i].text)
                )
        elif len(inner) > 1 and head.pos_ in ("NOUN", "PROPN"):
            whole = _edges(head)
            parts = [_edges(part) for part in inner]
            concepts = [linker().link(head.doc[a.i : b.i + 1].text) for a, b in parts]
            if any(c is not None and c is not concepts[0] for c in concepts[1:]):
                out.append((whole[0], parts[0][1], ""))
                out.extend((a, b, "") for a, b in parts[1:])
            else:
                out.append((whole[0], max((b for _, b in parts), key=lambda t: t.i), ""))
        else:
            out.append((*_edges(head), ""))
    return out


def listing(head: Token) -> list[tuple[Token, Token, str]]:
    """Return the parts of a plain enumeration that starts with a phrase, where nearly all are areas of the scheme.

    Long enumerations are where parses break; commas do not.
    """
    start = _left(head).i
    parts: list[list[Token]] = [[]]
    for token in head.doc[start : head.sent.end]:
        if (
            token.text in (";", ":", ".", "(", '"')
            or token.tag_ in ("VBD", "VBZ", "VBP", "MD", "WDT")
            or token.lower_ in _ENDS
        ):
            break
        if token.text == "," or token.lower_ in ("and", "or"):
            parts.append([])
        elif not (token.lower_ in ("as", "well", "the") and not parts[-1]):
            parts[-1].append(token)
    kept = [part for part in parts if part]
    linked = [linker().link(head.doc[p[0].i : p[-1].i + 1].text) for p in kept]
    if (
        len(kept) < 2
        or any(len(p) > 7 for p in kept)
        or sum(c is not None for c in linked) < len(kept) - (len(kept) > 3)
    ):
        return []
    return [(p[0], p[-1], "") for p, concept in zip(kept, linked, strict=True) if concept is not None]


_ENDS = frozenset(("between", "with", "within", "under", "through", "during", "by", "including", "which", "that", "as"))


def _kinds(head: Token) -> tuple[Token, ...]:
    """Return coordinated kinds of one head that are areas of their own: water and energy security."""
    kinds = next(
        (conjuncts(t) for t in head.children if t.dep_ in ("compound", "amod", "nmod") and len(conjuncts(t)) > 1), ()
    )
    concepts = [linker().wordings.get(tuple(_stem(w) for w in key(f"{k.text} {head.text}"))) for k in kinds]
    return kinds if all(concepts) and len({c.id for c in concepts if c}) == len(kinds) else ()


def _first_kind(head: Token) -> Token | None:
    """Return the first word of what tells the kind of a head: "trade and economic" cooperation."""
    kinds = (t for t in head.children if t.dep_ in ("amod", "compound", "nmod") and t.i < head.i)
    return min((x for kind in kinds for x in kind.subtree), key=lambda t: t.i, default=None)


def _shared_objects(head: Token) -> tuple[Token, ...]:
    if objects := tuple(c for t in head.children if t.dep_ == "dobj" for c in conjuncts(t)):
        return objects
    for name in ("against", "of", "in", "on"):
        if found := preps(head).get(name):
            return found
    return ()


def _after(target: Token) -> tuple[Token, ...]:
    """Return what "of" right behind a noun introduces, wherever the parser has hung it."""
    following = target.nbor(1) if target.i + 1 < len(target.doc) else None
    if following is None or following.lower_ not in ("of", "as"):
        return ()
    return tuple(t for t in following.children if t.dep_ in ("pobj", "pcomp"))[:1]


def _left(token: Token) -> Token:
    return min((t for t in token.subtree if t.i <= token.i and not _beside(t, token)), key=lambda t: t.i)


def _beside(t: Token, token: Token) -> bool:
    """Tell whether a token of a subtree belongs to a coordinated neighbour or is what joins them."""
    while t.i != token.i:
        if t.dep_ == "relcl" or (t.head.i == token.i and t.dep_ in ("conj", "cc", "punct", "det", "preconj", "appos")):
            return True
        if t.head.i == t.i:
            return True
        t = t.head
    return False


def _edges(token: Token) -> tuple[Token, Token]:
    own = [t for t in token.subtree if not _beside(t, token)]
    return min(own, key=lambda t: t.i), max(own, key=lambda t: t.i)


class Finder:
    """Collects the areas of one release; the same area by the same proposer counts once."""

    def __init__(self, rules: Rules, scene: Scene) -> None:
        self.rules = {rule.id: rule for rule in rules.areas}
        # Nouns that rules of their own read, with what their prepositions introduce or as a whole.
        self._introducing = {noun for rule in rules.areas if not rule.whole for noun in rule.nouns}
        self._nouns = {noun for rule in rules.areas for noun in rule.nouns}
        self.scene = scene
        self.areas: list[Area] = []
        self._seen: set[tuple[str, ...]] = set()
        self.of_statement: dict[str, list[str]] = {}

    def read(self, parsed: Parsed, sentence: Span, found: list[Found], evidence: Evidence) -> None:
        """Find the areas that a sentence names as areas of cooperation."""
        for token in sentence:
            lemma = token.lemma_.lower()
            for rule in self.rules.values():
                if rule.whole:
                    self._whole(rule, parsed, token, sentence, found, evidence)
                elif lemma in rule.nouns and token.pos_ in ("NOUN", "PROPN"):
                    self._noun(rule, parsed, token, sentence, found, evidence)
            raised = lemma in listed("raising") and any(
                t.dep_ == "dobj" and t.lemma_.lower() in listed("matters") for t in token.children
            )
            if token.pos_ == "VERB" and (lemma in listed("discussing") or raised):
                self._discussed(parsed, token, sentence, found, evidence)

    def _whole(
        self, rule: AreaRule, parsed: Parsed, token: Token, sentence: Span, found: list[Found], evidence: Evidence
    ) -> None:
        """Take a phrase as a whole, head included, where what it is about is in the scheme."""
        lemma = token.lemma_.lower()
        verbal = lemma in rule.verbs and token.tag_ in ("VBG", "VB") and token.dep_ in ("pcomp", "conj", "acl", "xcomp")
        nominal = lemma in rule.nouns and token.pos_ in ("NOUN", "PROPN")
        if not verbal and not nominal:
            return
        objects = [t for t in token.children if t.dep_ == "dobj"] if verbal else []
        objects += [t for name in rule.prep for t in preps(token).get(name, ())[:1]] if nominal else []
        if not objects:
            return
        if rule.several and objects[0].lemma_.lower() in self._introducing:
            return  # "develop cooperation in …": the noun's own rule reads it
        pieces = listing(objects[0]) or ([] if rule.several else split(objects[0]))
        for i, (first, last, shared) in enumerate(pieces):
            self._keep(
                rule, parsed, token if i == 0 and not shared else first, last, shared, token, sentence, found, evidence
            )

    def _noun(
        self, rule: AreaRule, parsed: Parsed, token: Token, sentence: Span, found: list[Found], evidence: Evidence
    ) -> None:
        attached = preps(token)
        if not rule.prep:
            first = _first_kind(token)
            if first is not None and not any(t.lower_ in ("in", "on") for t in token.children):
                self._keep(rule, parsed, first, token, "", token, sentence, found, evidence)
            return
        for name in rule.prep:
            for target in attached.get(name, ()):
                heads: tuple[Token, ...] = (target,)
                if target.lemma_.lower() in (*rule.through, "field", "area", "sphere"):
                    deeper = preps(target)
                    heads = tuple(t for n in ("of", "as", "on") for t in deeper.get(n, ())[:1]) or _after(target)
                    if not heads:
                        if (first := _first_kind(target)) is not None:
                            self._keep(
                                self.rules["area.fields"], parsed, first, target, "", token, sentence, found, evidence
                            )
                        continue
                elif target.dep_ == "conj" and attached[name][0].lemma_.lower() in rule.through:
                    pass
                elif target.dep_ == "conj" or (target.head.dep_ == "conj" and target.i != attached[name][0].i):
                    continue
                for head in heads:
                    for first, last, shared in listing(head) or split(head):
                        self._keep(rule, parsed, first, last, shared, token, sentence, found, evidence)

    def _discussed(self, parsed: Parsed, verb: Token, sentence: Span, found: list[Found], evidence: Evidence) -> None:
        rule = self.rules["area.discussed"]
        objects = [t for t in verb.children if t.dep_ in ("dobj", "nsubjpass")]
        heads = [t for t in objects if t.lemma_.lower() not in listed("vague_objects")]
        heads += [
            t for name in ("on", "of", "about", "for") for h in (verb, *objects) for t in preps(h).get(name, ())[:1]
        ]
        for head in heads:
            if head.lemma_.lower() in self._nouns:
                continue  # "discussed cooperation in …": the noun's own rule reads it
            for first, last, shared in listing(head) or split(head):
                self._keep(rule, parsed, first, last, shared, verb, sentence, found, evidence)

    def read_item(self, parsed: Parsed, intro: Parsed, statements: list[Found], evidence: Evidence) -> None:
        """Take a list item as areas where its introduction speaks of areas, proposals or commitments."""
        nearest = statements[-1] if statements and statements[-1].sentence.end == len(intro.doc) else None
        if nearest is not None and nearest.statement.evidence.rule == "agreement.sign":
            return  # a list of the documents that were signed
        if not statements and not re.search(
            r"\b(?:areas?|fields?|spheres?|co-?operat\w+|priorit\w+|directions?|joint research|interaction)\b",
            intro.block.text,
            re.IGNORECASE,
        ):
            return
        roots = [t for t in parsed.doc if t.dep_ == "ROOT"]
        if not roots or len(parsed.doc) > 40:
            return
        rule = self.rules["area.list-item"]
        root = roots[0]
        if any(t.dep_ == "aux" and t.lower_ in ("to", "will") for t in root.children):
            return  # "- to hold the next meeting in Tokyo" is an action, no area
        if root.lemma_.lower() in ("cooperation", "co-operation", "interaction", "collaboration") and (
            inner := preps(root).get("in", ())
        ):
            root_heads = [d for t in inner[:1] for d in (preps(t).get("of", ())[:1] or (t,))]
            pieces = [p for t in root_heads for p in split(t)]
            if len(pieces) == 1:
                pieces = [(*_edges(root), "")]
        else:
            pieces = split(root)
        for first, last, shared in pieces:
            self._keep(rule, parsed, first, last, shared, root, parsed.doc[:], statements[-1:], evidence)

    def _keep(
        self,
        rule: AreaRule,
        parsed: Parsed,
        first: Token,
        last: Token,
        shared: str,
        at: Token,
        sentence: Span,
        found: list[Found],
        evidence: Evidence,
    ) -> None:
        phrase = paths.wording(parsed, first, last)
        if shared.startswith("…"):
            phrase = f"{phrase} {shared.removeprefix('…').strip()}"
        elif shared:
            phrase = f"{shared.strip()} {phrase}"
        phrase = re.sub(r"^(?:the|a|an|their|its|our|and|of|other)\s+", "", phrase, flags=re.IGNORECASE)
        if not 3 < len(phrase) < 140 or len(phrase.split()) > 16:
            return
        head = last if first.i != last.i else first
        if parsed.unit(first) is not None and first.i == last.i:
            return
        if (head.lemma_.lower() in listed("no_areas") and len(phrase.split()) < 3) or (
            first.pos_ in ("PRON", "DET") and first.i == last.i
        ):
            return
        entry = linker().link(phrase)
        if entry is not None and entry.id in rule.except_concepts:
            return
        if entry is None and (rule.linked or (first.i == last.i and first.lemma_.lower() in listed("no_areas"))):
            return
        statement = _said_by(found, at)
        by: tuple[ActorRef, ...] = statement.statement.speakers if statement else ()
        form = (*key(phrase),)
        if any(set(form) <= set(seen) or set(seen) <= set(form) for seen in self._seen):
            return
        self._seen.add(form)
        mark = hashlib.sha256(f"{phrase}|{evidence.start}".encode()).hexdigest()[:8]
        area = Area(
            id=f"area-mention/{self.scene.release.id}/{mark}",
            phrase=phrase,
            concept=entry.id if entry else None,
            label=entry.label if entry else None,
            dimension=entry.dimension if entry else None,
            by=by,
            framework=(statement.statement.framework if statement else None)
            or framework(sentence.root, parsed, self.scene),
            parties=tuple(t for t in statement.statement.targets if t.kind in ("group", "state", "organization"))
            if statement and statement.statement.kind in ("Proposal", "Agreement", "Call")
            else (),
            evidence=evidence.by(rule.id, confidence(rule.id)),
        )
        self.areas.append(area)
        if statement:
            self.of_statement.setdefault(statement.statement.id, []).append(area.id)


def _said_by(found: list[Found], at: Token) -> Found | None:
    """Return the statement that an area stands in: the one whose predicate governs it, else the only one."""
    for ancestor in (at, *at.ancestors):
        for one in found:
            if one.verb.doc is at.doc and one.verb.i == ancestor.i:
                return one
    return found[-1] if found and (len(found) == 1 or found[-1].verb.doc is not at.doc) else None
