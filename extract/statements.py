"""Statements: who expressed what, by the predicates and light-verb constructions that the statement rules name."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diplograph.extract import dates, paths
from diplograph.extract.clauses import Clause, lemma, preps
from diplograph.extract.model import ActorRef, Evidence, Modality, PartialDate, Statement
from diplograph.extract.parse import Parsed
from diplograph.extract.rules import Rules, StatementRule, confidence, listed
from diplograph.extract.scene import Scene

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_ADDRESSED = (
    "Appreciation",
    "Condolence",
    "Congratulation",
    "Invitation",
    "Call",
)  # kinds whose target may be mere words
_QUOTED = "assertion.quoted"  # gives way to whatever else a quoted sentence says
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
    found: list[Found] = []
    by_modal: set[tuple[int, str]] = set()  # predicates that a rule of a modal has taken
    kinds: dict[int, set[str]] = defaultdict(set)
    for clause in clauses:
        for rule in (*index.by_verb.get(clause.lemma, ()), *index.by_verb.get("*", ())):
            if rule.modals and (clause.verb.head.i, rule.id) in by_modal and clause.verb.dep_ == "conj":
                # "will do X and Y" is one commitment with two verbs
                by_modal.add((clause.verb.i, rule.id))
                break
            if rule.modals and clause.verb.dep_ in ("ccomp", "xcomp") and rule.kind in kinds[clause.verb.head.i]:
                continue
            made = _apply(rule, clause, parsed, sentence, scene, evidence)
            if made is not None:
                kinds[clause.verb.i].add(made.kind)
                if rule.modals:
                    by_modal.add((clause.verb.i, rule.id))
                found.extend(Found(one, clause.verb, sentence) for one in _single(made, clause, parsed, sentence))
                break
    said = [one for one in found if not _only_reports(one, found)]
    return [one for one in said if one.statement.evidence.rule != _QUOTED or len(said) == 1]


def _only_reports(one: Found, found: list[Found]) -> bool:
    """Tell whether an assertion only reports another speech act ("informed that X is ready")."""
    if one.statement.kind != "Assertion":
        return False
    return any(
        other.statement.kind != "Assertion" and other.verb.dep_ == "ccomp" and other.verb.head.i == one.verb.i
        for other in found
    )


def _single(made: Statement, clause: Clause, parsed: Parsed, sentence: Span) -> list[Statement]:
    """Part an agreement "to do X and to do Y" into its agreements."""
    complement = clause.complement
    if made.kind != "Agreement" or complement is None:
        return [made]
    verbs = [complement, *(t for t in complement.conjuncts if t.i > complement.i and t.pos_ in ("VERB", "AUX"))]
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
        content = re.sub(r"(?:,? and|,)(?: to)?$", "", content)
        out.append(replace(made, id=f"{made.id}-{verb.i}", content=content))
    return out


def _apply(
    rule: StatementRule, clause: Clause, parsed: Parsed, sentence: Span, scene: Scene, evidence: Evidence
) -> Statement | None:
    if not _fits(rule, clause, parsed, scene):
        return None
    speakers = _speakers(rule, clause, parsed, scene, evidence)
    if not speakers and rule.subject != "none":
        return None
    if clause.negated and rule.kind != "Assertion":
        return None  # who did not thank, promise or call has made no such statement
    targets, target = _target(rule, clause, parsed, sentence, scene, evidence, speakers)
    content = _content(rule, clause, parsed, sentence)
    if not content or content.lower() in ("you", "it", "them", "this"):
        return None
    quoted = evidence.by(rule.id, confidence(rule.id))
    mark = hashlib.sha256(
        f"{rule.kind}|{evidence.start}|{parsed.chars(clause.verb, clause.verb)}|{content}".encode()
    ).hexdigest()[:8]
    return Statement(
        id=f"statement/{scene.release.id}/{rule.kind.lower()}-{mark}",
        kind=rule.kind,
        speakers=speakers,
        on_behalf_of=_behalf(clause, parsed, scene),
        targets=targets,
        target=target,
        content=content,
        areas=(),
        deadline=_deadline(content, rule, scene),
        framework=framework(clause.verb, parsed, scene),
        modality=_modality(clause),
        evidence=quoted,
    )


def _fits(rule: StatementRule, clause: Clause, parsed: Parsed, scene: Scene) -> bool:
    if not clause.finite and not _purpose(clause):
        return False
    if clause.conditional or (clause.embedded and not rule.nested):
        return False
    if rule.quoted and not (clause.verb.dep_ == "ROOT" and scene.in_quote(parsed, clause.verb)):
        return False
    if rule.modals:
        if clause.modal not in rule.modals:
            return False
        if clause.verb.dep_ == "ccomp" and clause.verb.head.lemma_.lower() in listed("hoping"):
            return False  # what is hoped or asked for is not promised
        if clause.modal == "would" and not (clause.embedded and clause.verb.head.tag_ == "VBD"):
            return False
    elif clause.modal in _UNREAL or (
        clause.modal in ("will", "shall", "should", "must")
        and not any(t.lower_ in ("i", "we") for t in clause.subjects)
    ):
        return False
    if clause.passive and clause.verb.dep_ in ("acl", "relcl"):
        return False
    known = scene.in_quote(parsed, clause.verb) or (scene.first_person and (scene.speaker or scene.joint))
    if rule.person == "first" and not known:
        return False
    if rule.objects and not any(t.lemma_.lower() in rule.objects for t in paths.tokens(clause, "object")):
        return False
    if rule.adjectives and (clause.adjective is None or clause.adjective.lower_ not in rule.adjectives):
        return False
    if clause.lemma in rule.except_verbs or (rule.active and clause.passive):
        return False
    for path in rule.prep:
        names, _, lemmas = path.partition(":")
        found = [t for name in names.split("|") for t in paths.tokens(clause, name)]
        if not any(not lemmas or t.lemma_.lower() in lemmas.split("|") for t in found):
            return False
    if any(not paths.tokens(clause, path) for path in rule.needs):
        return False
    return not any(paths.tokens(clause, path) for path in rule.lacks)


def _purpose(clause: Clause) -> bool:
    """Tell whether a clause is what somebody called, met or wrote for: "spoke with X to thank him"."""
    head = clause.verb.head
    if clause.verb.dep_ != "advcl" or head.lemma_ not in ("speak", "call", "meet", "talk", "phone", "write", "send"):
        return False
    return not any(t.dep_ == "prep" and t.lower_ in ("on", "upon", "for") for t in head.children)


def _speakers(
    rule: StatementRule, clause: Clause, parsed: Parsed, scene: Scene, evidence: Evidence
) -> tuple[ActorRef, ...]:
    if rule.quoted:
        return (scene.quoted_speaker,) if scene.quoted_speaker else ()
    if rule.speaker == "release" and scene.in_quote(parsed, clause.verb):
        return (scene.quoted_speaker,) if scene.quoted_speaker else ()
    if rule.speaker == "release":
        return (scene.speaker,) if scene.speaker else scene.joint
    owners = tuple(
        t for o in paths.tokens(clause, "object") for t in o.children if t.dep_ in ("poss", "compound", "nmod")
    )
    if rule.speaker == "owner":
        # "expressed the Secretariat's readiness": it is the owner who is ready
        owned = tuple(
            a for t in owners if t.tag_ != "PRP$" for a in scene.actors(parsed, t, evidence) if a.kind != "person"
        )
        if owned:
            return owned
    found: list[ActorRef] = []
    for token in paths.tokens(clause, "patient" if rule.speaker == "patient" else "subject"):
        found.extend(scene.actors(parsed, token, evidence))
    if not found and clause.verb.tag_ == "VBD" and clause.verb.dep_ == "conj":
        # "noted that A does B, and underlined C": the parser often hangs the second verb too low
        upper = clause.verb.head
        while upper.dep_ in ("conj", "ccomp") and upper.head.i != upper.i:
            upper = upper.head
        subjects = (t for t in upper.children if t.dep_ == "nsubj")
        found.extend(a for t in subjects for a in scene.actors(parsed, t, evidence))
    if not found and not clause.subjects and clause.verb.tag_ == "VBG" and clause.verb.dep_ == "ROOT":
        return scene.joint  # the preamble of a joint text: "Reaffirming our commitment to …,"
    if not found and rule.kind == "Agreement":
        between = (*clause.prep("between"), *paths.tokens(clause, "object.between"))
        found.extend(a for t in between for a in scene.actors(parsed, t, evidence))
    if (
        not found
        and clause.passive
        and not clause.prep("by")
        and (rule.subject == "none" or (rule.objects and rule.kind != "Agreement"))
    ):
        return scene.parties  # "concern was expressed": by those who met
    return tuple(dict.fromkeys(found))


def _target(
    rule: StatementRule,
    clause: Clause,
    parsed: Parsed,
    sentence: Span,
    scene: Scene,
    evidence: Evidence,
    speakers: tuple[ActorRef, ...],
) -> tuple[tuple[ActorRef, ...], str | None]:
    """Return the actors at which a statement is directed and the words for them."""
    for path in rule.target:
        words = paths.tokens(clause, path)
        if not words:
            continue
        actors: list[ActorRef] = []
        for token in words:
            direct = scene.actors(parsed, token, evidence)
            if token.lower_ in ("him", "her"):
                direct = scene.other_person(parsed, token, speakers)
            actors.extend(direct or (() if is_mourned(token) else _within(token, parsed, scene, evidence)))
        kept = tuple(dict.fromkeys(a for a in actors if a not in speakers))
        bounds = paths.extent(parsed, words, sentence)
        wording = paths.wording(parsed, *bounds) if bounds and words[0].pos_ != "PRON" else None
        if kept:
            return kept, "; ".join(a.name for a in kept)
        if (
            wording
            and len(wording) < 120
            and rule.kind in _ADDRESSED
            and not path.startswith(("clause", "for", "object.for"))
            and not path.endswith("owner")
        ):
            return (), re.sub(r"^(?:the|all|all the) ", "", wording, flags=re.IGNORECASE)
    return (), None


def is_mourned(token: Token) -> bool:
    """Tell whether a noun names people by what befell them: the words stay, no state stands for them."""
    return lemma(token) in ("family", "victim", "relative", "friend", "wounded", "injured", "bereaved", "people")


def _within(token: Token, parsed: Parsed, scene: Scene, evidence: Evidence) -> list[ActorRef]:
    """Return the actors inside a phrase: "the measures taken by the Government of X", "the role of X"."""
    found: list[ActorRef] = []
    inside: set[int] = set()
    for inner in token.subtree:
        if inner.i in inside or inner.i == token.i or inner.i >= token.i + 14 or inner.pos_ == "PRON":
            continue
        if inner.dep_ not in ("pobj", "poss", "conj", "nmod", "compound"):
            continue
        if inner.dep_ == "conj" and inner.head.dep_ not in ("pobj", "poss"):
            continue
        actors = scene.actors(parsed, inner, evidence)
        if actors:
            # what stands in a name belongs to it: "Government of X" is not X as well
            inside.update(t.i for t in inner.subtree if t not in inner.conjuncts and _is_part(t))
        found.extend(a for a in actors if a not in found)
    return found


def _is_part(token: Token) -> bool:
    return token.dep_ in ("poss", "compound", "nmod", "amod") or (token.dep_ == "pobj" and token.head.lower_ == "of")


def _content(rule: StatementRule, clause: Clause, parsed: Parsed, sentence: Span) -> str:
    """Return the words of what is said: the first path that leads to more than one word."""
    if rule.kind == "Assertion" and clause.complement is None and (quoted := _quotation(clause, parsed, sentence)):
        return quoted
    short = ""
    for path in rule.content:
        if path == "rest":
            last = max((t for t in clause.verb.subtree if sentence.start <= t.i < sentence.end), key=lambda t: t.i)
            found = paths.wording(parsed, parsed.doc[clause.verb.i + 1], last) if last.i > clause.verb.i else ""
        elif path == "all":
            found = paths.wording(parsed, sentence[0], sentence[-1])
        else:
            bounds = paths.extent(parsed, paths.tokens(clause, path), sentence)
            first = clause.verb if path == "verb" else bounds[0] if bounds else None
            found = paths.wording(parsed, first, bounds[1]) if first is not None and bounds is not None else ""
        if len(found.split()) > 1:
            return found
        short = short or found
    return short


def _quotation(clause: Clause, parsed: Parsed, sentence: Span) -> str:
    """Return the quoted words of a sentence such as '"We go on," said X'."""
    start, end = parsed.chars(sentence[0], sentence[-1])
    at = parsed.starts[clause.verb.i]
    for match in re.finditer(r'"([^"]{15,})"', parsed.block.text[start:end]):
        if not start + match.start() <= at < start + match.end():
            return match[1].strip(" ,.")
    return ""


def _behalf(clause: Clause, parsed: Parsed, scene: Scene) -> ActorRef | None:
    for token in clause.prep("on"):
        if token.lower_ == "behalf":
            for inner in (*preps(token).get("of", ()), *(t for t in token.children if t.dep_ == "poss")):
                if found := scene.actors(parsed, inner):
                    return found[0]
    return None


def framework(verb: Token, parsed: Parsed, scene: Scene) -> ActorRef | None:
    """Return the organization within whose framework or mandate something is said to be done."""
    for token in verb.subtree:
        if token.lemma_.lower() in ("framework", "mandate", "auspices", "umbrella", "format", "aegis"):
            for inner in (*preps(token).get("of", ()), *(t for t in token.children if t.dep_ in ("poss", "compound"))):
                found = [a for a in scene.actors(parsed, inner) if a.kind == "organization"]
                if found:
                    return found[0]
    for token in verb.subtree:
        if (
            token.dep_ == "pobj"
            and token.head.lower_ == "within"
            and (found := [a for a in scene.actors(parsed, token) if a.kind == "organization"])
        ):
            return found[0]
    return None


_UNTIL = (" by", "until", "before", "no later than", "not later than", "by the end", "until the end", "by the end of")


def _deadline(content: str, rule: StatementRule, scene: Scene) -> PartialDate | None:
    """Return the date by which something is promised, proposed or called for to be done."""
    if rule.kind not in ("Pledge", "Readiness", "Agreement", "Proposal", "Call"):
        return None
    for mention in dates.find(content, scene.release.date):
        before = content[max(0, mention.start - 24) : mention.start].lower().rstrip()
        inside = content[mention.start : mention.end].lower()
        if before.endswith(_UNTIL) or inside.startswith(("by ", "until ", "before ")):
            return mention.date
    return None


def _modality(clause: Clause) -> Modality:
    if clause.negated:
        return "negated"
    if clause.dependent:
        return "conditional"
    if clause.modal in ("would", "could", "may", "might"):
        return "conditional" if clause.lemma not in ("like", "express", "thank") else "asserted"
    return "reported" if clause.embedded and clause.verb.head.lemma_.lower() in listed("reporting") else "asserted"
