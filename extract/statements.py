"""Statements: who expressed what, by the predicates and light-verb constructions that the statement rules name."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diplograph.extract import addressing, contents, paths
from diplograph.extract.clauses import Clause, is_open, lemma
from diplograph.extract.model import Evidence, Statement
from diplograph.extract.parse import Parsed
from diplograph.extract.rules import Rules, StatementRule, confidence, listed
from diplograph.extract.scene import Scene
from diplograph.extract.verbs import SUBJECT, is_aside, is_infinitive

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_WHOLE = ("assertion.quoted", "assertion.according")  # give way to whatever else a sentence says
_UNREAL = ("can", "could", "may", "might")


@dataclass(frozen=True, slots=True)
class Found:
    """A statement with the token that it hangs on, so that lists and areas find the one beside them."""

    statement: Statement
    verb: Token
    sentence: Span


class Index:
    """Statement rules by the lemma of their predicate."""

    def __init__(self, rules: Rules) -> None:
        self.by_verb: dict[str, list[StatementRule]] = defaultdict(list)
        for rule in rules.statements:
            for verb in rule.verbs:
                self.by_verb[verb].append(rule)
        self.verbs = frozenset(self.by_verb) - {"be", "have", "will"}


def find(
    parsed: Parsed, clauses: list[Clause], sentence: Span, scene: Scene, index: Index, evidence: Evidence
) -> list[Found]:
    """Return the statements that the clauses of a sentence make: one per predicate, agreements in a row parted."""
    if parsed.text(sentence[0], sentence[-1]).rstrip('")] ').endswith("?"):
        return []  # who asks whether somebody will do something has not said that he will
    found: list[Found] = []
    by_modal: set[tuple[int, str]] = set()  # predicates that a rule of a modal has taken
    kinds: dict[int, set[str]] = defaultdict(set)
    tags = {c.verb.i for c in clauses if contents.is_mere_tag(c, parsed, sentence)}
    for clause in (variant for whole in clauses for variant in _by_object(whole, index)):
        for rule in (*index.by_verb.get(clause.lemma, ()), *index.by_verb.get("*", ())):
            if rule.modals and (clause.verb.head.i, rule.id) in by_modal and clause.verb.dep_ == "conj":
                # "will do X and Y" is one commitment with two verbs
                by_modal.add((clause.verb.i, rule.id))
                break
            if clause.verb.dep_ == "xcomp" and kinds[clause.verb.head.i]:
                break  # "will continue to support": what the upper verb says
            if clause.verb.dep_ == "ccomp" and any(
                kinds[t.i] - {"Assertion"} for t in (clause.verb.ancestors if rule.modals else (clause.verb.head,))
            ):
                break  # "agreed (to see) that experts will go": what the upper verb says
            made = _apply(rule, clause, parsed, sentence, scene, evidence, index.verbs)
            if made is not None:
                if rule.id not in _WHOLE:
                    kinds[clause.verb.i].add(made.kind)
                if rule.modals:
                    by_modal.add((clause.verb.i, rule.id))
                found.extend(Found(one, clause.verb, sentence) for one in _single(made, clause, parsed, sentence))
                break
    said = [one for one in found if not _only_reports(one, found) and not _is_told(one, found)]
    said = [one for one in said if one.verb.i not in tags or not any(o.verb.i < one.verb.i for o in said)]
    return [one for one in said if one.statement.evidence.rule not in _WHOLE or len(said) == 1]


def _by_object(clause: Clause, index: Index) -> list[Clause]:
    """Part a clause whose objects are different speech acts: "expressed gratitude for A and readiness for B"."""
    rules = [r for r in index.by_verb.get(clause.lemma, ()) if r.objects]
    if clause.passive or not rules or not clause.objects:
        return [clause]
    tokens = dict.fromkeys((*clause.objects, *_joined(clause.verb)))
    kinds = {t: r.kind for t in tokens for r in reversed(rules) if t.lemma_.lower() in r.objects}
    if len(set(kinds.values())) < 2:
        return [clause]
    ordered = sorted(kinds, key=lambda t: t.i)
    ends = [*(min(x.i for x in (t, *t.children)) for t in ordered[1:]), 0]
    return [replace(clause, objects=(token,), end=end) for token, end in zip(ordered, ends, strict=True)]


def _joined(verb: Token) -> list[Token]:
    """Return the nouns that are joined to something in the phrases of a verb, not inside another verb's."""
    found = []
    for token in verb.subtree:
        if token.dep_ == "conj" and token.pos_ == "NOUN" and not _thanked_for(token):
            upper = token.head
            while upper.i != verb.i and not upper.tag_.startswith("VB"):
                upper = upper.head
            if upper.i == verb.i:
                found.append(token)
    return found


def _thanked_for(noun: Token) -> bool:
    """Tell whether a joined noun is what another is thanked for: "A and the support of B", "his work and support"."""
    if any(t.lower_ == "the" for t in noun.children):
        return True
    shared = any(t.tag_ == "PRP$" for t in noun.head.children)
    return shared and not any(t.dep_ == "acl" and is_infinitive(t) for t in noun.children)  # "… and readiness to do B"


def _only_reports(one: Found, found: list[Found]) -> bool:
    """Tell whether an assertion only reports another speech act ("informed that X is ready")."""
    if one.statement.kind != "Assertion":
        return False
    told = [other.verb for other in found if other.statement.kind != "Assertion"]
    told = [verb.head if verb.dep_ == "xcomp" else verb for verb in told]  # "said that he would like to thank X"
    return any(verb.dep_ == "ccomp" and verb.head.i == one.verb.i for verb in told)


def _is_told(one: Found, found: list[Found]) -> bool:
    """Tell whether an assertion is what another one says ("noted that X attaches importance to Y")."""
    first = one.verb
    while first.dep_ == "conj" and first.head.tag_ == first.tag_:
        first = first.head  # "said that he hopes and believes that"
    return one.statement.kind == "Assertion" and any(
        other.statement.kind == "Assertion" and first.dep_ == "ccomp" and first.head.i == other.verb.i
        for other in found
    )


_PARTED = ("Agreement", "Readiness", "Pledge", "Proposal", "Call")


def _single(made: Statement, clause: Clause, parsed: Parsed, sentence: Span) -> list[Statement]:
    """Part "to do X and to do Y" into what is agreed, promised or called for one by one."""
    complement = clause.complement
    if complement is None:
        # "their desire to do X and to do Y"
        inner = (t for o in clause.objects for t in o.children if t.dep_ == "acl" and is_infinitive(t))
        complement = next(inner, None)
    if made.kind not in _PARTED or complement is None:
        return [made]
    # "agreed that A will do B and do C" is one agreement
    free = made.kind in ("Agreement", "Proposal") and not any(t.dep_ in SUBJECT for t in complement.children)
    verbs = [complement]
    verbs += [
        t
        for t in complement.conjuncts
        if t.i > complement.i and t.pos_ in ("VERB", "AUX") and (is_infinitive(t) or (free and _alike(t, complement)))
    ]
    if made.kind == "Agreement":
        # "agreed to do A, do B and do C": bare verbs beside "agreed" are further things agreed
        verbs += [t for t in clause.verb.conjuncts if t.i > complement.i and t.tag_ == "VB" and t not in verbs]
    if len(verbs) < 2:
        return [made]
    out = []
    for verb in verbs:
        own = [
            t
            for t in verb.subtree
            if sentence.start <= t.i < sentence.end
            and not any(v.i != verb.i and v in (t, *t.ancestors) and verb in v.ancestors for v in verbs)
        ]
        content = paths.wording(parsed, min(own, key=lambda t: t.i), max(own, key=lambda t: t.i))
        content = re.sub(r"(?:,? (?:and|as well as)|,)(?: to)?$", "", content)
        if len(content.split()) < 2:
            return [made]  # "agreed to broaden and deepen trade"
        out.append(replace(made, id=f"{made.id}-{verb.i}", content=content))
    return out


def _alike(verb: Token, complement: Token) -> bool:
    """Tell whether a coordinated verb is in the form of the first one, not a finite verb hung too low."""
    bare = ("VB", "VBP")
    return verb.tag_ == complement.tag_ or (verb.tag_ in bare and complement.tag_ in bare)


def _apply(
    rule: StatementRule,
    clause: Clause,
    parsed: Parsed,
    sentence: Span,
    scene: Scene,
    evidence: Evidence,
    verbs: frozenset[str],
) -> Statement | None:
    if not _fits(rule, clause, parsed, sentence, scene):
        return None
    if clause.negated and rule.kind != "Assertion":
        return None  # who did not thank, promise or call has made no such statement
    said_by = addressing.speakers(rule, clause, parsed, sentence, scene, evidence)
    if said_by is None:
        return None
    content = contents.content(rule, clause, parsed, sentence, verbs)
    if contents.is_lost(content):
        return None
    targets, target = addressing.target(rule, clause, parsed, sentence, scene, evidence, said_by)
    mark = hashlib.sha256(
        f"{rule.kind}|{evidence.start}|{parsed.chars(clause.verb, clause.verb)}|{content}".encode()
    ).hexdigest()[:8]
    return Statement(
        id=f"statement/{scene.release.id}/{rule.kind.lower()}-{mark}",
        kind=rule.kind,
        speakers=said_by,
        on_behalf_of=contents.behalf(clause, parsed, scene, said_by),
        targets=targets,
        target=target,
        content=content,
        areas=(),
        deadline=contents.deadline(content, rule.kind, scene),
        framework=contents.framework(clause.verb, parsed, scene),
        modality=contents.modality(clause),
        evidence=evidence.by(rule.id, confidence(rule.id)),
    )


def _fits(rule: StatementRule, clause: Clause, parsed: Parsed, sentence: Span, scene: Scene) -> bool:
    if not clause.finite or _is_gerund(clause.verb):
        return False
    if rule.kind in ("Pledge", "Readiness") and is_aside(clause.verb):
        return False  # whose it is, the reported clause tells
    if rule.subject == "none" and clause.passive and clause.embedded:
        return False  # decisions that are only spoken of
    if clause.conditional or is_open(clause) or (clause.embedded and not rule.nested):
        return False
    if rule.quoted and not (clause.verb.dep_ == "ROOT" and scene.quotations.speaker(parsed, clause.verb)):
        return False
    if rule.attributed and not (clause.verb.dep_ == "ROOT" and addressing.source(clause)):
        return False
    if rule.modals:
        if clause.modal not in rule.modals or clause.lemma in listed("uttering"):
            return False
        if any(lemma(t) in listed("gatherings") for t in clause.subjects):
            return False  # "the meeting will focus on trade"
        if clause.verb.dep_ == "relcl" and any(t.tag_ == "WDT" for t in clause.verb.children if t.dep_ == "nsubj"):
            return False  # "a visit, which will provide an opportunity": what it does, not what is promised
        if clause.verb.dep_ == "ccomp" and clause.verb.head.lemma_.lower() in listed("hoping"):
            return False  # what is hoped or asked for is not promised
        if clause.modal == "should" and clause.verb.dep_ == "ccomp" and clause.verb.head.lemma_ == "be":
            return False  # "it is important that X should"
        first = clause.verb
        while first.dep_ == "conj" and first.head.tag_ == "VB":
            first = first.head
        if first.dep_ == "advcl" and any(t.dep_ == "mark" and t.lower_ in _CLAUSES for t in first.children):
            return False  # "agreed on reforms so that X will work"
        if _is_run_on(first):
            return False
        if clause.modal == "would" and not (clause.embedded and clause.verb.head.tag_ == "VBD"):
            return False
    elif not rule.quoted and (
        clause.modal in _UNREAL
        or (
            clause.modal in ("will", "shall", "should", "must")
            and not any(t.lower_ in ("i", "we") for t in clause.subjects)
            and not (clause.modal == "will" and clause.lemma in listed("uttering"))
        )
        or (clause.modal == "would" and rule.kind == "Agreement")
    ):
        return False
    if rule.kind == "Support" and clause.verb.dep_ == "relcl" and clause.verb.tag_ in ("VBZ", "VBP"):
        return False  # "the mission, which supports the police": its task
    if clause.passive and clause.verb.dep_ == "advcl" and clause.verb.tag_ == "VBN" and not clause.subjects:
        return False  # "Mandated by X, Y went to Osh"
    if clause.passive and (
        clause.verb.dep_ == "acl" or (clause.verb.dep_ == "relcl" and not (clause.prep("by") and clause.finite))
    ):
        return False
    known = scene.first_person or scene.quotations.speaker(parsed, clause.verb) is not None
    if rule.spoken and clause.complement is None and not contents.words_before(clause, parsed, sentence):
        return False
    if rule.person == "first" and not known:
        return False
    if clause.lemma == "plan" and clause.complement is not None and _is_passive(clause.complement):
        return False  # "the Days of Culture planned to be held": an event
    if rule.objects and not any(_is_object(rule, clause, t) for t in paths.tokens(clause, "object")):
        return False
    aside = clause.verb.tag_ == "VBG" and clause.verb.dep_ == "advcl" and clause.verb.i < clause.verb.head.i
    if clause.lemma == "speak" and rule.kind == "Assertion" and (aside or _are_several(clause)):
        return False  # "they spoke about trade", "speaking about trade, X noted": a topic
    if clause.lemma == "cite" and aside:
        return False  # "X, citing the meeting, thanked Y": a ground
    if rule.kind not in ("Assertion", "Hope") and _is_hoped(clause.verb):
        return False  # "hopes that X will go on and support Y"
    if rule.adjectives and (clause.adjective is None or clause.adjective.lower_ not in rule.adjectives):
        return False
    if clause.lemma in rule.except_verbs or (rule.active and clause.passive):
        return False
    for path in rule.prep:
        names, _, lemmas = path.partition(":")
        found = [t for name in names.split("|") for t in paths.tokens(clause, name)]
        if not any(not lemmas or t.lemma_.lower() in lemmas.split("|") for t in found):
            return False
    ourselves = any(t.lower_ in ("we", "i") for t in clause.subjects)
    guests = (a for t in clause.objects for a in scene.actors(parsed, t)) if rule.guests and not ourselves else ()
    if any(a.kind == "person" for a in guests):
        return False  # "welcomed the Minister to the Headquarters"
    if any(not paths.tokens(clause, path) for path in rule.needs):
        return False
    return not any(paths.tokens(clause, path) for path in rule.lacks)


def _is_object(rule: StatementRule, clause: Clause, token: Token) -> bool:
    """Tell whether a noun is the object that a rule asks for; not one inside what is said: "noted that trust …"."""
    after = clause.verb.nbor() if clause.verb.i + 1 < len(clause.verb.doc) else token
    return token.lemma_.lower() in rule.objects and not (after.lower_ == "that" and token.i > after.i)


def _is_passive(verb: Token) -> bool:
    return any(t.dep_ == "auxpass" for t in verb.children)


def _are_several(clause: Clause) -> bool:
    return len(clause.subjects) > 1 or any(
        t.lower_ in ("they", "both", "we") or t.tag_ == "NNS" for t in clause.subjects
    )


def _is_hoped(verb: Token) -> bool:
    """Tell whether a verb says what is hoped, believed or asked for, be it the second of two."""
    if verb.dep_ not in ("conj", "xcomp"):
        return False
    while verb.dep_ in ("conj", "xcomp") and verb.head.i != verb.i and verb.tag_ == "VB":
        verb = verb.head
    return verb.tag_ == "VB" and verb.dep_ == "ccomp" and verb.head.lemma_.lower() in listed("hoping")


def _is_run_on(verb: Token) -> bool:
    """Tell whether a future is what was reported, run on behind a comma: "said that X helps, will raise Y"."""
    first = next((t for t in verb.children if t.dep_ == "aux"), verb)
    own = any(t.dep_ in SUBJECT for t in verb.children)
    return verb.dep_ == "conj" and verb.head.tag_ == "VBD" and not own and first.i > 0 and first.nbor(-1).text == ","


def _is_gerund(verb: Token) -> bool:
    """Tell whether a verb names what is thanked for or done: "for supporting X", "the role of welcoming guests"."""
    if verb.tag_ == "VBG" and (verb.dep_ == "csubj" or (verb.dep_ == "conj" and verb.head.pos_ in ("NOUN", "PROPN"))):
        return True
    if verb.tag_ == "VBG" and verb.dep_ == "conj" and verb.head.pos_ == "NOUN" and verb.head.dep_ in ("dobj", "pobj"):
        return True  # "discussed recovery and supporting the region"
    if verb.tag_ == "VBG" and verb.dep_ == "acl" and verb.head.dep_ == "pobj" and verb.head.head.lower_ == "of":
        return verb.head.head.head.lemma_.lower() in listed("weights")  # "the importance of states supporting X"
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.dep_ == "pcomp" and verb.tag_ == "VBG" and verb.head.lower_ in _NAMING


_CLAUSES = ("so", "that", "until", "when", "once", "before", "after", "because", "whether")
_NAMING = ("as", "for", "of", "to", "on", "about", "from", "without", "against", "at", "towards", "toward", "into")
