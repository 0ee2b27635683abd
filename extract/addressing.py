"""Who says something and to whom: the speakers and targets of a statement."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from diplograph.extract import dates, paths, pronouns
from diplograph.extract.clauses import TEXTS, Clause, conjuncts, lemma, preps
from diplograph.extract.model import ActorRef, Evidence
from diplograph.extract.parse import Parsed
from diplograph.extract.rules import StatementRule, listed
from diplograph.extract.scene import Scene
from diplograph.extract.verbs import is_infinitive

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_ADDRESSED = (
    "Appreciation",
    "Condolence",
    "Congratulation",
    "Invitation",
    "Call",
)  # kinds whose target may be mere words


def speakers(
    rule: StatementRule, clause: Clause, parsed: Parsed, sentence: Span, scene: Scene, evidence: Evidence
) -> tuple[ActorRef, ...] | None:
    """Return who makes a statement: none where the text leaves open who it is, None where nobody speaks."""
    found = _named(rule, clause, parsed, scene, evidence)
    if clause.verb.dep_ == "relcl" and all(actor.kind == "group" for actor in found):
        return None  # "the people, who have shown their commitment to democracy": nobody that is named
    if found or rule.subject == "none":
        return found
    if clause.verb.dep_ == "relcl" or (clause.verb.dep_ == "acl" and lemma(clause.verb.head) not in TEXTS):
        return None  # "the States that ratified the Agreement": who it was, nobody says
    if rule.speaker == "release" and scene.quotations.speaker(parsed, clause.verb) is None:
        return ()  # in a first-person text of which it is not told whose it is
    ourselves = scene.first_person and any(t.lower_ in ("we", "i") for t in clause.subjects)
    if ourselves:
        return ()
    if rule.speaker in ("release", "patient") or rule.quoted or "*" in rule.verbs:
        return None
    if clause.passive and not clause.prep("by"):
        if not clause.subjects or not _by_those_present(rule, clause, parsed, sentence, scene):
            return None
        if holder := _holders((c for t in clause.subjects for c in t.children), parsed, scene):
            return holder
        follows = any(t.lower_ == "following" for t in clause.subjects)
        two = scene.cast.two_states() if rule.kind == "Agreement" else ()
        return _present(rule, scene) or ((scene.last_body,) if follows and scene.last_body else two)
    speaking = [t for t in paths.tokens(clause, "subject") if scene.could_speak(parsed, t)]
    if not speaking:
        return None
    if not any(u.evidence.start == evidence.start for u in (*scene.unresolved, *scene.cast.unresolved)):
        left = "reference.pronoun" if speaking[0].tag_ == "PRP" else "reference.noun"
        scene.leave_open(parsed.text(speaking[0], speaking[0]), (), evidence, left)
    return ()


_STANCES = frozenset(("position", "stance", "commitment", "readiness", "concern", "support", "gratitude", "policy"))


def _holders(
    owners: Iterable[Token], parsed: Parsed, scene: Scene, evidence: Evidence | None = None
) -> tuple[ActorRef, ...]:
    """Return the states and bodies whose positions are told: "X's concern was conveyed", "expressed X's concern"."""
    own = (t for t in owners if t.dep_ == "poss" and lemma(t.head) in _STANCES)
    return tuple(a for t in own for a in scene.actors(parsed, t, evidence) if a.kind != "person")


def _present(rule: StatementRule, scene: Scene) -> tuple[ActorRef, ...]:
    """Return those who met; what was decided at a council's meeting the council decided, not who attended it."""
    bodies = tuple(actor for actor in scene.parties if actor.kind == "organization")
    return bodies if rule.kind == "Agreement" and bodies else scene.parties


def _by_those_present(rule: StatementRule, clause: Clause, parsed: Parsed, sentence: Span, scene: Scene) -> bool:
    """Tell whether a passive tells what those who met did: "concern was expressed", "the plan was approved"."""
    if clause.embedded or clause.verb.dep_ not in ("ROOT", "conj") or clause.modal:
        return False
    if any(t.tag_ == "PRP" and t.lower_ != "it" for t in clause.subjects):
        return False
    if rule.kind not in ("Call", "Invitation") and any(scene.could_speak(parsed, t) for t in clause.subjects):
        return False  # "the Minister was informed": by whom is not told
    if rule.kind != "Agreement" or clause.complement is not None:
        return True
    own = scene.release.date
    years = {m.date.start[:4] for m in dates.find(parsed.text(sentence[0], sentence[-1]), own) if m.date}
    return years <= {own.start[:4] if own else ""}  # what was adopted in another year those who met only mentioned


def _named(
    rule: StatementRule, clause: Clause, parsed: Parsed, scene: Scene, evidence: Evidence
) -> tuple[ActorRef, ...]:
    quoted = scene.quotations.speaker(parsed, clause.verb)
    if rule.quoted or (rule.speaker == "release" and quoted is not None):
        return (quoted,) if quoted is not None else ()
    if rule.attributed:
        return tuple(dict.fromkeys(a for t in source(clause) for a in scene.actors(parsed, t, evidence)))
    if rule.speaker == "release":
        return (scene.speaker,) if scene.speaker else scene.joint
    owners = tuple(
        owner
        for o in paths.tokens(clause, "object")
        for t in o.children
        if t.dep_ in ("poss", "compound", "nmod")
        for owner in conjuncts(t)
    )
    if rule.speaker == "owner":
        # "expressed the Secretariat's readiness", "the commitment of Japan to do X": it is the owner who is ready
        owners += tuple(t for o in paths.tokens(clause, "object") for t in preps(o).get("of", ()))
        owned = tuple(
            a for t in owners if t.tag_ != "PRP$" for a in scene.actors(parsed, t, evidence) if a.kind != "person"
        )
        if not owned and any(_are_people(t) for t in owners):
            return ()  # "noted the interest of companies in it": theirs
        if owned:
            return tuple(dict.fromkeys(owned))
    found: list[ActorRef] = []
    for token in paths.tokens(clause, rule.speaker if rule.speaker in ("object", "patient") else "subject"):
        found.extend(scene.actors(parsed, token, evidence))
    if not found and clause.verb.tag_ == "VBD" and clause.verb.dep_ == "conj":
        # "noted that A does B, and underlined C": the parser often hangs the second verb too low
        upper = clause.verb.head
        while upper.dep_ in ("conj", "ccomp") and upper.head.i != upper.i:
            upper = upper.head
        subjects = (t for t in upper.children if t.dep_ == "nsubj")
        found.extend(a for t in subjects for a in scene.actors(parsed, t, evidence))
    if not found and not clause.subjects and clause.verb.tag_ in ("VBG", "VBZ", "VBD", "VBN", "NNS", "VB"):
        found.extend(_unsaid(clause, parsed, scene, evidence))
    if not found and rule.kind == "Agreement":
        between = (*clause.prep("between"), *paths.tokens(clause, "object.between"))
        found.extend(a for t in between for a in scene.actors(parsed, t, evidence))
    if not found and clause.passive and not clause.prep("by") and rule.subject == "none":
        return _present(rule, scene)  # "it was noted that": by those who met
    if not found and not clause.passive:  # "the Representative expressed the Union's concern"
        found.extend(_holders((t for t in owners if t.tag_ != "PRP$"), parsed, scene, evidence))
    return tuple(dict.fromkeys(found))


def _unsaid(clause: Clause, parsed: Parsed, scene: Scene, evidence: Evidence) -> tuple[ActorRef, ...]:
    """Return who speaks in a clause without subject: an operative clause, a list item, a subject lost in the parse."""
    first = clause.verb.sent.start == clause.verb.i or parsed.text(clause.verb.sent[0], clause.verb)[:1].isdigit()
    if clause.verb.dep_ == "ROOT" and (first or clause.verb.tag_ == "VBG"):
        # "Reaffirming our …,", "Welcomes …", "- welcomed …"
        own = (scene.speaker or scene.house,)
        met = scene.parties if clause.verb.tag_ == "VBD" else ()  # "Expressed their satisfaction with the talks;"
        return scene.listing or scene.joint or met or tuple(a for a in own if a)
    if clause.verb.tag_ in ("VBD", "VBZ"):
        # "X, in his address read out at the parade, congratulated …"
        begin = clause.verb.sent.start
        before = next((t for t in reversed(parsed.doc[begin : clause.verb.i]) if t.pos_ not in ("ADV", "AUX")), None)
        named: list[Token] = []
        while before is not None and (unit := parsed.unit(before)) is not None and unit.kind in _NAMED:
            named.append(before)  # "in Paris, X and Y agreed": the parser lists them with the place
            before = before.head if before.dep_ == "conj" else None
        opening = parsed.doc[begin : min(begin + 2, clause.verb.i)]
        named = [t for t in named if t.dep_ != "pobj"] or named  # "according to Z, X and Y agreed" likewise
        named = named[::-1] or [t for t in opening if parsed.unit(t) is not None][:1]
        return tuple(a for t in named for a in scene.actors(parsed, t, evidence))
    return ()


_NAMED = ("person", "organization", "state", "post")


_OPINIONS = ("opinion", "view", "word", "estimation", "assessment")


def source(clause: Clause) -> tuple[Token, ...]:
    """Return those to whom a clause is attributed: "according to X", "in his opinion", "in the words of X"."""
    for child in clause.verb.children:
        if child.lower_ == "according" and child.i < clause.verb.i:
            return tuple(c for t in child.subtree if t.dep_ == "pobj" for c in conjuncts(t))[:2]
        if child.lower_ == "in" and child.dep_ == "prep":
            for noun in (t for t in child.children if t.dep_ == "pobj" and lemma(t) in _OPINIONS):
                owners = [t for t in noun.children if t.dep_ == "poss"]
                return (*owners, *preps(noun).get("of", ()))
    return ()


def target(
    rule: StatementRule,
    clause: Clause,
    parsed: Parsed,
    sentence: Span,
    scene: Scene,
    evidence: Evidence,
    said_by: tuple[ActorRef, ...],
) -> tuple[tuple[ActorRef, ...], str | None]:
    """Return the actors at which a statement is directed and the words for them."""
    for path in rule.target:
        words = paths.tokens(clause, path)
        if path.endswith("owner"):  # "reiterated X's position": of the one who speaks
            words = tuple(t for t in words if lemma(t.head) not in ("position", "stance", "policy"))
        if not words:
            continue
        actors: list[ActorRef] = []
        for token in words:
            if token.tag_ == "PRP$" and not said_by:
                continue  # "reiterated their policy": of those who speak, whoever they are
            direct = scene.actors(parsed, token, evidence)
            if lemma(token) in ("party", "side") and not set(direct).isdisjoint(said_by):
                direct = ()  # who calls on "the parties" is none of them
            if token.lower_ in ("him", "her"):
                direct = pronouns.other_person(scene, parsed, token, said_by)
            # a deed is directed at nobody: "commitment to countering the threats of X" promises X nothing
            aside = is_mourned(token) or (rule.kind in ("Pledge", "Readiness") and token.tag_ == "VBG")
            actors.extend(direct or (() if aside else _within(token, rule, parsed, scene, evidence)))
        kept = tuple(dict.fromkeys(a for a in actors if a not in said_by))
        bounds = paths.extent(parsed, words, sentence)
        wording = paths.wording(parsed, *bounds) if bounds and words[0].pos_ != "PRON" else None
        if kept:
            return kept, "; ".join(a.name for a in kept)
        if (
            wording
            and not (rule.kind == "Call" and path == "object" and not _asks_to_do(clause))
            and len(wording) < 120
            and rule.kind in _ADDRESSED
            and not path.startswith(("clause", "for", "object.for"))
            and not path.endswith("owner")
        ):
            return (), re.sub(r"^(?:the|all|all the) ", "", wording, flags=re.IGNORECASE)
    return (), None


def _asks_to_do(clause: Clause) -> bool:
    """Tell whether somebody is asked to do something: "urged the parties to stop", not "urged restraint"."""
    inner = (t for o in clause.objects for t in o.children if t.dep_ in ("acl", "relcl"))
    return clause.complement is not None or any(is_infinitive(t) for t in inner)


def is_mourned(token: Token) -> bool:
    """Tell whether a noun names people by what befell them: the words stay, no state stands for them."""
    return lemma(token) in ("family", "victim", "relative", "friend", "wounded", "injured", "bereaved", "people")


def _are_people(noun: Token) -> bool:
    """Tell whether a noun in the plural, which may be tagged as a name, means people or bodies: "Member States"."""
    return noun.lower_ != lemma(noun) and (lemma(noun) in listed("groups") or lemma(noun) in listed("parties"))


def _within(token: Token, rule: StatementRule, parsed: Parsed, scene: Scene, evidence: Evidence) -> list[ActorRef]:
    """Return the actors inside a phrase: "the measures taken by the Government of X", "the role of X"."""
    found: list[ActorRef] = []
    inside: set[int] = set()
    for inner in token.subtree:
        if inner.i in inside or inner.i == token.i or inner.i >= token.i + 14 or inner.pos_ == "PRON":
            continue
        if inner.dep_ not in ("pobj", "poss", "conj", "nmod", "compound"):
            continue
        if _is_topic(parsed, inner, token) or _is_in_what_is_told(inner, token):
            continue
        if rule.kind == "Condemnation" and inner.dep_ == "pobj" and inner.head.lower_ not in ("of", "by", "from"):
            continue  # "the strikes of A across B": A is condemned
        top = inner
        while top.dep_ == "conj" and top.head.i > token.i:
            top = top.head
        if top.dep_ == "conj":
            continue
        actors = scene.actors(parsed, inner, evidence)
        if actors:
            # what stands in a name belongs to it: "Government of X" is not X as well
            inside.update(t.i for t in inner.subtree if t not in inner.conjuncts and _is_part(t))
        found.extend(a for a in actors if a not in found)
    return found


_ABOUT = ("about", "on", "regarding", "concerning", "against")


def _is_topic(parsed: Parsed, inner: Token, token: Token) -> bool:
    """Tell whether a name inside a phrase says where or about what it is: talks in X, not partners in the OSCE."""
    unit = parsed.unit(inner)
    within = unit is not None and unit.kind == "organization"
    while inner.i != token.i:
        if inner.dep_ == "prep" and (inner.lower_ in _ABOUT or (inner.lower_ == "in" and not within)):
            return True
        inner = inner.head
    return False


def _is_in_what_is_told(inner: Token, token: Token) -> bool:
    """Tell whether a name stands in a that-clause hung on a phrase: "assured his guest that X would help"."""
    between = (t for t in inner.ancestors if token.is_ancestor(t))
    return any(c.dep_ == "mark" and c.lower_ == "that" for t in between for c in t.children)


def _is_part(token: Token) -> bool:
    return token.dep_ in ("poss", "compound", "nmod", "amod") or (token.dep_ == "pobj" and token.head.lower_ == "of")
