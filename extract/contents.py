"""What a statement says: its words, its deadline, the framework in which it is to be done, its modality."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from diplograph.extract import dates, paths, pronouns
from diplograph.extract.clauses import Clause, predicate, preps
from diplograph.extract.model import ActorRef, Modality, PartialDate
from diplograph.extract.parse import Parsed
from diplograph.extract.rules import StatementRule, listed
from diplograph.extract.scene import Scene
from diplograph.extract.verbs import goes_on_with, is_infinitive

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_SUBJECT = ("nsubj", "nsubjpass", "expl", "csubj")
_RELATIVE = ("relcl", "acl", "ccomp", "pcomp", "advcl")


def content(rule: StatementRule, clause: Clause, parsed: Parsed, sentence: Span, verbs: frozenset[str]) -> str:
    """Return the words of what is said: the first path that leads to more than one word.

    ``verbs`` are the predicates of statements: what is said ends where another of them begins.
    """
    if (
        rule.kind in ("Assertion", "Agreement")
        and clause.complement is None
        and (quoted := words_before(clause, parsed, sentence))
    ):
        return quoted
    short = ""
    purpose = rule.kind == "Assertion" and clause.complement is not None and is_infinitive(clause.complement)
    for path in rule.content:
        if path == "clause" and purpose and clause.objects:
            continue  # "stressed the importance of contacts to prevent X": the importance
        if path == "rest":
            last = max((t for t in clause.verb.subtree if sentence.start <= t.i < sentence.end), key=lambda t: t.i)
            bounds = (parsed.doc[clause.verb.i + 1], last) if last.i > clause.verb.i else None
        elif path == "all":
            bounds = (sentence[0], sentence[-1])
        elif path == "unattributed":
            comma = next((t for t in sentence if t.text == "," and t.i < clause.verb.i), None)
            bounds = (parsed.doc[comma.i + 1 if comma is not None else sentence.start], sentence[-1])
        else:
            words = paths.tokens(clause, path)
            if path in ("on", "upon"):
                # "On 5 May X decided", "was briefed on 5 May by X"
                words = tuple(t for t in words if t.i > clause.verb.i and not _is_day(t))
            bounds = paths.extent(parsed, words, sentence, clause.verb)
            if bounds is not None and path == "verb":
                bounds = clause.verb, bounds[1]
        if bounds is None:
            continue
        first, last = bounds
        if path == "object" and rule.kind == "Assertion" and first.lower_ == "that" and first.i == clause.verb.i + 1:
            # "that" read as an article: "reaffirmed that terrorism in all its forms constitutes a threat"
            end = clause.end or _next_act(rule, clause, verbs) or sentence.end
            return paths.wording(parsed, first.nbor(), _firm(parsed.doc[end - 1], first.nbor()))
        if path in ("clause", "purpose") and first.lower_ in ("on", "upon"):
            first = next((t for t in first.head.children if t.dep_ == "aux"), first)  # "on X to do Y"
        if path not in ("all", "rest", "unattributed") and last.i > clause.verb.i:
            last = _before_subject(first, _to_the_end(last, first, clause, sentence, verbs))
        end = clause.end or _next_act(rule, clause, verbs)
        if first.i < end <= last.i:
            last = _firm(parsed.doc[end - 1], first)
        found = _HEAD.sub("", _TAIL.sub("", _with_title(parsed, last, paths.wording(parsed, first, last))))
        if len(found.split()) > 1:
            return found
        short = short or found
    return short


def _is_day(token: Token) -> bool:
    return bool(dates.find(token.doc[token.left_edge.i : token.i + 1].text))


def _firm(last: Token, least: Token) -> Token:
    """Return the last word that belongs to a phrase: what leads on from it does not, and it has one word at least."""
    while last.i > least.i and _is_loose(last):
        last = last.nbor(-1)
    return last


def _next_act(rule: StatementRule, clause: Clause, verbs: frozenset[str]) -> int:
    """Return where a coordinated predicate makes another statement, 0 where none does."""
    if rule.modals or rule.kind == "Agreement":
        return 0  # "will do X and do Y" is one commitment; agreements in a row are parted elsewhere
    forms = (*_FINITE, clause.verb.tag_, "VB" if clause.verb.tag_ == "VBP" else "")
    later = [t for t in clause.verb.conjuncts if t.i > clause.verb.i and predicate(t) in verbs]
    acts = [
        t
        for t in later
        if t.tag_ in forms
        or (t.tag_ == "NNS" and t.i + 1 < len(t.doc) and t.nbor().lower_ == "that")
        or (t.tag_ == "VBN" and clause.verb.tag_ == "VBD" and t.nbor(-1).text == ",")  # misread: "…, condemned X"
    ]
    return min((t.i for t in acts), default=0)


def _to_the_end(last: Token, first: Token, clause: Clause, sentence: Span, verbs: frozenset[str]) -> Token:
    """Return the last token of what goes on behind a phrase: up to the next finite clause or statement.

    The parser often hangs the later members of a list and what follows a comma elsewhere.
    """
    end = sentence.end
    for token in sentence.doc[last.i + 1 : sentence.end]:
        if token.text in ('"', ";", ":") or token.text.startswith("--"):
            end = token.i
        elif token.tag_ in _FINITE and not _is_means(token):
            head = token.head if token.dep_ in ("aux", "auxpass") else token
            if _within(head, first):
                continue
            own = [t for t in head.children if t.dep_ in _SUBJECT and last.i < t.i]
            end = min([token.i, *(t.i for s in own for t in s.subtree if t.i > last.i)])
        elif token.tag_ == "VBG" and token.dep_ in ("advcl", "conj", "dep") and predicate(token) in verbs:
            end = token.i if token.nbor(-1).text in (",", "and", "while", "also") else end
        elif token.dep_ == "mark" and token.lower_ in ("while", "whereas", "although", "though"):
            end = token.i
        elif token.tag_ == "VB" and token.dep_ == "conj" and token.head.i == clause.verb.i and is_infinitive(token):
            end = min((t.i for t in token.children if t.lower_ == "to"), default=token.i)
        if end < sentence.end:
            break
    return _firm(sentence.doc[max(end - 1, last.i)], last)


def _is_means(token: Token) -> bool:
    """Tell whether a word is the noun of "ways and means", which the tagger takes for a verb."""
    return (
        token.lower_ == "means" and token.i > 1 and token.nbor(-1).lower_ == "and" and token.nbor(-2).lower_ == "ways"
    )


def _is_loose(last: Token) -> bool:
    """Tell whether a word at the end belongs to what follows: "his support and highly" appreciated."""
    verb = last.i + 1 < len(last.doc) and last.nbor().tag_ in _FINITE
    return last.is_punct or last.lower_ in _LOOSE or (last.tag_ == "RB" and verb)


def _before_subject(first: Token, last: Token) -> Token:
    """Return where a phrase ends if its last noun is the subject of what goes on: "the ties and the leaders spoke"."""
    after = last.nbor() if last.i + 1 < len(last.doc) else last
    if after.tag_ not in ("VBD", "VBZ", "VBP") or any(t.dep_ in _SUBJECT for t in after.children):
        return last
    for token in last.doc[first.i + 1 : last.i + 1]:
        before = token.left_edge.i - 1
        joined = token.dep_ == "conj" and token.pos_ in ("NOUN", "PROPN") and token.right_edge.i == last.i
        if joined and before > first.i and last.doc[before].lower_ == "and":
            return last.doc[before - 1]
    return last


_HEAD = re.compile(r"^that,? (?=[a-z].* )")
_TITLED = re.compile(r"\b(?:entitled|titled|called|named)$")


def _with_title(parsed: Parsed, last: Token, found: str) -> str:
    """Add the quoted title that a phrase ends before, as the parse leaves it out: the resolution titled "…"."""
    if not _TITLED.search(found):
        return found
    end = parsed.ends[last.i]
    quoted = re.match(r'\s*"[^"]{3,200}"', parsed.block.text[end:])
    return found + quoted[0] if quoted else found


_TAIL = re.compile(r",?\s+(?:and|but|while|yet)(?: at the same time| in turn)?$")
_LOOSE = (
    "and",
    "as",
    "well",
    "but",
    "also",
    "or",
    "while",
    "further",
    "furthermore",
    "then",
    "to",
    "which",
    "who",
    "so",
    "that",
)


def _within(verb: Token, first: Token) -> bool:
    """Tell whether a finite verb stands in a clause that depends on something behind ``first``."""
    while verb.dep_ == "conj" and verb.head.i > first.i:
        if (upper := goes_on_with(verb)) is not None and upper.i < first.i:
            return False
        verb = verb.head
    return verb.dep_ in _RELATIVE and verb.head.i >= first.i


def words_before(clause: Clause, parsed: Parsed, sentence: Span) -> str:
    """Return what is said before its verb: the quoted words of '"We go on," said X', "Trade grows, said X"."""
    if clause.verb.tag_ == "VBG":
        return ""  # '"…," she added, stressing the importance of trade'
    start, end = parsed.chars(sentence[0], sentence[-1])
    at = parsed.starts[clause.verb.i]
    text = parsed.block.text
    for match in re.finditer(r'"([^"]{15,})"', text[start:end]):
        inside = clause.objects and start + match.start() > parsed.ends[clause.objects[0].i]
        if not inside and not start + match.start() <= at < start + match.end():
            return match[1].strip(" ,.")
    closing = text.find('"', start, at)  # the quotation began in a sentence before
    if closing > start + 15 and text.count('"', 0, closing) % 2 == 1:
        return text[start:closing].strip(' ,."')
    before = [t for t in clause.verb.children if t.dep_ == "ccomp" and t.i < clause.verb.i]
    if before and clause.lemma in (*listed("speaking"), "agree"):
        bounds = paths.extent(parsed, before, sentence)
        return paths.wording(parsed, *bounds) if bounds else ""
    return ""


def is_mere_tag(clause: Clause, parsed: Parsed, sentence: Span) -> bool:
    """Tell whether a clause only names the speaker of the words before it: '…", said X'."""
    if clause.lemma not in listed("speaking") or clause.complement is not None or clause.verb.tag_ == "VBG":
        return False
    start, at = parsed.starts[sentence.start], parsed.starts[clause.verb.i]
    return '"' in parsed.block.text[start:at] or any(
        t.dep_ == "ccomp" and t.i < clause.verb.i for t in clause.verb.children
    )


def behalf(clause: Clause, parsed: Parsed, scene: Scene, said_by: tuple[ActorRef, ...]) -> ActorRef | None:
    """Return the actor on whose behalf something is said, "his country" and "the Government of X" among them."""
    for token in clause.prep("on"):
        if token.lower_ == "behalf":
            for inner in (*preps(token).get("of", ()), *(t for t in token.children if t.dep_ == "poss")):
                if any(t.tag_ == "PRP$" for t in inner.children) and inner.pos_ == "NOUN":
                    states = {s for one in said_by for s in pronouns.states_of(scene, one)}
                    return states.pop() if len(states) == 1 else None
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


def deadline(said: str, kind: str, scene: Scene) -> PartialDate | None:
    """Return the date by which something is promised, proposed or called for to be done."""
    if kind not in ("Pledge", "Readiness", "Agreement", "Proposal", "Call"):
        return None
    for mention in dates.find(said, scene.release.date):
        before = said[max(0, mention.start - 24) : mention.start].lower().rstrip()
        inside = said[mention.start : mention.end].lower()
        if before.endswith(_UNTIL) or inside.startswith(("by ", "until ", "before ")):
            return mention.date
    return None


def modality(clause: Clause) -> Modality:
    """Tell how a statement is made: asserted, denied, under a condition, or told by another."""
    if clause.negated:
        return "negated"
    if clause.dependent:
        return "conditional"
    if clause.modal in ("would", "could", "may", "might"):
        return "conditional" if clause.lemma not in ("like", "express", "thank") else "asserted"
    return "reported" if clause.embedded and clause.verb.head.lemma_.lower() in listed("reporting") else "asserted"


def is_lost(words: str) -> bool:
    """Tell whether nothing is left of what is said but pronouns, particles and scraps: "We intend to:"."""
    if words.startswith("by "):
        return True  # "the plans once agreed to by the States": who did it
    return all(w.lower() in (*_PRONOUNS, *_LOOSE) or (len(w) < 3 and w.islower()) for w in words.split())


_PRONOUNS: Iterable[str] = frozenset(("you", "it", "them", "this", "that", "him", "her", "so", "which", "us", "me"))
