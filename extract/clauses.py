"""Clauses in one normal form: predicate, subject, objects, prepositions, complement, negation, modality."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diplograph.extract.verbs import (
    SUBJECT,
    beside_saying,
    concludes,
    goes_on_with,
    is_finite,
    is_infinitive,
    is_main,
    is_misread,
    is_negated,
    is_purpose,
    modal_of,
    opening_clause,
    subject_before,
    taker,
    utterer,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


_OBJECT = ("dobj", "attr", "oprd")
_COMPLEMENT = ("ccomp", "xcomp")
_INHERITS = ("conj", "xcomp", "advcl", "pcomp", "dep", "parataxis")
_EMBEDDED = ("ccomp", "relcl", "acl", "pcomp")
_IF = frozenset(("if", "unless", "whether", "provided"))
_MISREAD = {"hop": "hope"}  # the lemmatizer takes "hoped" for a form of "hop"


TEXTS = frozenset(
    (
        "address",
        "communique",
        "communiqué",
        "declaration",
        "interview",
        "letter",
        "message",
        "note",
        "remark",
        "remarks",
        "report",
        "resolution",
        "speech",
        "statement",
        "telegram",
    )
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate with its arguments; conjuncts are separate tokens, prepositions are keyed by their word."""

    verb: Token
    lemma: str
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    preps: dict[str, tuple[Token, ...]]
    complement: Token | None
    adjective: Token | None
    passive: bool
    negated: bool
    modal: str
    finite: bool
    conditional: bool  # stands behind "if"
    dependent: bool  # holds if another clause does
    embedded: bool
    end: int = 0  # where another speech act of the same predicate begins, as the index of a token; 0 where none does

    def prep(self, name: str) -> tuple[Token, ...]:
        """Return the objects of a preposition of the predicate."""
        return self.preps.get(name, ())


def lemma(token: Token) -> str:
    """Return the lemma in lower case; of plural names too, which the lemmatizer leaves as they are."""
    plain = token.lemma_.lower()
    if not token.tag_.startswith("NNP") or not plain.endswith("s") or plain.endswith("ss") or len(plain) <= 4:
        return plain
    return f"{plain[:-3]}y" if plain.endswith("ies") else plain[:-1]


def predicate(token: Token) -> str:
    """Return the name of a predicate in lower case: the lemma of a verb, a noun that is none as it stands."""
    name = token.lemma_.lower() if token.tag_.startswith("VB") or token.tag_ == "NNS" else token.lower_
    return _MISREAD.get(name, name)


def is_bare(noun: Token) -> bool:
    """Tell whether a common noun stands without article, number or owner."""
    return not any(t.dep_ in ("det", "poss", "nummod") for t in noun.children) and noun.text.islower()


def conjuncts(token: Token) -> tuple[Token, ...]:
    """Return a token and those coordinated with it."""
    return (token, *(t for t in token.conjuncts if t.i > token.i))


def preps(token: Token) -> dict[str, tuple[Token, ...]]:
    """Return the prepositional objects of a token, by preposition; of coordinated prepositions too."""
    found: dict[str, tuple[Token, ...]] = {}
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative") and child.pos_ in ("ADP", "SCONJ", "VERB", "PART"):
            for preposition in conjuncts(child):
                inner = [t for t in preposition.children if t.dep_ in ("pobj", "pcomp")]
                # "as part of", "in front of": the inner preposition is what counts
                objects = tuple(c for t in inner for c in conjuncts(t))
                name = preposition.lower_
                found[name] = found.get(name, ()) + objects
    return found


def is_predicate(token: Token, verbs: frozenset[str]) -> bool:
    """Tell whether a token heads a clause; a bare noun that joins a verb counts where it can be one of ``verbs``."""
    if token.tag_ == "VBZ" and token.dep_ == "conj" and token.head.tag_ == "VBD" and goes_on_with(token) == token.head:
        return False  # "discussed A and plans to build B": a noun that looks like a verb
    if token.tag_.startswith("VB") and token.dep_ not in ("aux", "auxpass", "amod", "compound", "pobj"):
        return True
    if token.tag_ == "NNS" and token.lemma_ in verbs and token.i + 1 < len(token.doc) and token.nbor().lower_ == "that":
        return token.dep_ == "conj"  # "is ready to help and stresses that": a verb that looks like a noun
    if is_misread(token):
        return True
    return (
        token.lower_ in verbs
        and token.dep_ in ("conj", "ROOT")
        and token.tag_ in ("NN", "NNP", "NNS")
        and not any(t.dep_ in ("det", "amod", "poss", "compound", "case") for t in token.children)
        and (token.dep_ == "ROOT" or token.head.tag_.startswith("VB") or _introduces_that(token))
        and token.text.islower()
    )


def _introduces_that(token: Token) -> bool:
    """Tell whether "that" follows within a few words, as after "and state with responsibility"."""
    return any(t.lower_ == "that" for t in token.doc[token.i + 1 : token.i + 5])


def _subjects(verb: Token, depth: int = 0) -> tuple[Token, ...]:
    # The parser sometimes hangs the subject on the auxiliary.
    places = (verb, *(t for t in verb.children if t.dep_ in ("aux", "auxpass")))
    own = [t for place in places for t in place.children if t.dep_ in SUBJECT and t.i < verb.i + 12]
    if not own and verb.tag_ == "VBG":  # "Also participating in the meeting were X and Y"
        own = [t for place in places[1:] for t in place.children if t.dep_ == "attr" and t.i > verb.i]
    if own:
        subject = own[-1] if own[-1].i < verb.i else own[0]
        if subject.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
            return conjuncts(verb.head) if verb.head.dep_ != "conj" else (verb.head,)
        return conjuncts(subject)
    if depth > 6:
        return ()
    if (aside := beside_saying(verb)) is not None:
        return _subjects(aside, depth + 1)
    if (first := opening_clause(verb)) is not None:
        return _subjects(first, depth + 1)
    head = verb.head
    if verb.tag_ == "VB" and verb.dep_ == "ROOT":
        # "Let me, first of all, express …"
        letting = (t for c in verb.children if c.lower_ in ("let", "allow", "permit") for t in c.children)
        return tuple(t for t in letting if t.dep_ == "dobj")
    if verb.tag_.startswith("NN"):
        if is_misread(verb):
            before = subject_before(verb)
            return (before,) if before is not None else ()
        root = verb.sent.root
        return _subjects(root, depth + 1) if root.i != verb.i else ()
    if (above := utterer(verb)) is not None:
        return _subjects(above, depth + 1)
    if verb.dep_ == "advcl" and _bare_participle(verb):
        # ", co-chaired by X" tells of the noun before the comma, however the parser hangs it
        before = next(
            (
                t
                for t in reversed(verb.doc[verb.sent.start : verb.i])
                if t.text not in (",", "-") and t.lower_ not in ("co", "jointly", "re")
            ),
            None,
        )
        if before is not None and before.pos_ in ("NOUN", "PROPN"):
            return (before, *(t for t in before.ancestors if t.pos_ in ("NOUN", "PROPN") and t.i < verb.i))
    if is_main(verb):
        return conjuncts(head)
    if says(verb):
        return _subjects(head.head, depth + 1)
    if verb.dep_ == "acl" and verb.tag_ in ("VBG", "VBN"):
        return (head,)
    if (above := taker(verb)) is not None:
        return _subjects(above, depth + 1)
    if is_purpose(verb) and verb.dep_ in ("acl", "relcl"):
        return _subjects(verb.sent.root, depth + 1)
    if verb.dep_ == "conj" and (upper := goes_on_with(verb)) is not None and upper.i != head.i:
        return _subjects(upper, depth + 1)
    if verb.dep_ == "ccomp" and is_infinitive(verb) and (allowed := [t for t in head.children if t.dep_ == "dobj"]):
        return conjuncts(allowed[0])  # "Allow me to thank …"
    if verb.dep_ == "pcomp" and head.head.tag_.startswith("VB"):
        # "thanked X for hosting": it is X who hosts
        done = next((t for t in head.head.children if t.dep_ == "dobj"), None)
        doers: tuple[Token, ...] = ()
        if done is not None and head.lower_ in ("for", "on"):
            doers = conjuncts(done)
        elif done is not None and head.lower_ == "in":  # "appreciated the efforts of X in hosting", "supports X in it"
            doers = tuple(t for t in done.children if t.dep_ == "poss") + preps(done).get("of", ())
            backed = done.pos_ == "PROPN" and head.head.lemma_ in ("support", "back", "assist", "help", "join")
            doers = doers or (conjuncts(done) if backed else ())
        return doers or _subjects(head.head, depth + 1)
    if verb.dep_ in _INHERITS and head.i != verb.i:
        if head.tag_.startswith("VB") or head.pos_ in ("ADJ", "AUX"):
            # "urged the sides to …": the object of the upper verb acts in the lower one
            if verb.dep_ == "xcomp" and head.lemma_ not in ("like", "want", "wish", "promise", "pledge"):
                acting = [t for t in head.children if t.dep_ == "dobj"]
                if head.lemma_ == "call":
                    acting = [t for name in ("on", "upon") for t in preps(head).get(name, ())] or acting
                if acting and any(t.dep_ == "aux" and t.lower_ == "to" for t in verb.children):
                    return conjuncts(acting[0])
            return _subjects(head, depth + 1)
        if head.dep_ == "prep" and head.head.tag_.startswith("VB"):
            return _subjects(head.head, depth + 1)
        return _subjects(head, depth + 1)
    return ()


def says(verb: Token) -> bool:
    """Tell whether a participle tells what a text says that somebody issues: "issued a statement condemning X"."""
    return verb.dep_ == "acl" and verb.tag_ == "VBG" and verb.head.dep_ == "dobj" and lemma(verb.head) in TEXTS


def is_open(clause: Clause) -> bool:
    """Tell whether a clause asks or leaves a gap: "how A will act", "the plan that B supports"."""
    children = list(clause.verb.children)
    asking = [t for t in children if t.tag_ == "WRB" and t.i < clause.verb.i]
    if clause.verb.dep_ == "relcl" and [t.lower_ for t in asking] == ["where"] and asking[0].nbor(-1).text == ",":
        return False  # "met in Osh, where X thanked Y"
    if asking:
        return not concludes(clause.verb)
    if clause.verb.dep_ != "relcl":
        return False
    if clause.verb.head.lemma_.lower() in TEXTS and any(
        t.tag_ == "WDT" and t.dep_ == "pobj" for c in children if c.dep_ == "prep" for t in c.children
    ):
        return False  # "made a speech in which he thanked X"
    return any(t.dep_ in SUBJECT and t.tag_ not in ("WDT", "WP", "WP$") for t in children)


def _shared(verb: Token) -> tuple[Token, ...]:
    """Return the objects that a bare verb has in common with the next one: "thanked and commended the guests"."""
    after = verb.doc[verb.i + 1 : verb.i + 3]
    if (
        len(after) < 2
        or after[0].lower_ not in ("and", "or")
        or after[1].tag_ != verb.tag_
        or after[1].head.i != verb.i
    ):
        return ()
    return tuple(c for t in after[1].children if t.dep_ in _OBJECT for c in conjuncts(t))


def _offered(verb: Token) -> Token | None:
    """Return what X is offered or asked to do: "offered to X to do Y", which the parser takes for a purpose."""
    purposes = (t for t in verb.children if t.dep_ in ("advcl", "acl") and t.i > verb.i)
    return next((t for t in purposes if is_infinitive(t)), None)


def _bare_participle(verb: Token) -> bool:
    return (
        verb.tag_ == "VBN"
        and not any(t.dep_ in ("aux", "auxpass") for t in verb.children)
        and any(t.dep_ == "agent" for t in verb.children)
    )


def _shares_passive(verb: Token) -> bool:
    """Tell whether a participle goes on with a passive: "was told about A, acquainted with B"."""
    read = verb.tag_ == "VBD" and verb.dep_ == "advcl" and not any(t.dep_ in _OBJECT for t in verb.children)
    participle = read or (verb.tag_ == "VBN" and verb.dep_ in ("conj", "advcl"))
    if not participle or any(t.dep_ in ("aux", "mark", *SUBJECT) for t in verb.children):
        return False
    return verb.head.dep_ not in ("acl", "relcl") and any(t.dep_ == "auxpass" for t in verb.head.children)


def _reduced(verb: Token) -> bool:
    """Tell whether a verb is a participle behind its noun though read as past tense: "the plan agreed in Osh"."""
    alone = not any(t.dep_ in (*SUBJECT, *_OBJECT, *_COMPLEMENT, "aux", "mark") for t in verb.children)
    return verb.tag_ == "VBD" and alone and verb.i > 0 and verb.nbor(-1).pos_ in ("NOUN", "PROPN")


def clauses(doc: Doc, verbs: frozenset[str]) -> Iterator[Clause]:
    """Yield the clauses of a parsed text in order; ``verbs`` are lemmas that may hide behind a noun tag."""
    for token in doc:
        if not is_predicate(token, verbs):
            continue
        children = list(token.children)
        name = predicate(token)
        if token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ in ("co", "re"):
            prefix = token.nbor(-2).lower_
            name = f"re{name}" if prefix == "re" else f"{prefix}-{name}"
        passive = (
            any(t.dep_ in ("nsubjpass", "auxpass") for t in children)
            or _shares_passive(token)
            or (token.tag_ == "VBN" and token.dep_ in ("acl", "relcl") and not any(t.dep_ == "aux" for t in children))
            or (token.dep_ == "advcl" and (_bare_participle(token) or _reduced(token)))
        )
        aside = beside_saying(token)
        complement = next((t for t in children if t.dep_ in _COMPLEMENT and t.i > token.i and t != aside), None)
        adjective = next(
            (
                t
                for t in children
                if t.dep_ == "acomp"
                or (t.dep_ == "oprd" and t.pos_ != "PROPN")
                or (t.dep_ in ("attr", "advcl") and t.pos_ == "ADJ" and t.i > token.i)
            ),
            None,
        )
        found = preps(token)
        objects = tuple(c for t in children if t.dep_ in _OBJECT for c in conjuncts(t))
        if not objects:
            objects = _shared(token)
        if not objects:
            objects = tuple(c for t in children if t.dep_ == "dative" and t.pos_ != "ADP" for c in conjuncts(t))
        for child in children:
            marks = ("on", "upon", "for") if name == "call" else ("on", "upon")
            calling = next((t.lower_ for t in child.children if t.dep_ == "mark" and t.lower_ in marks), None)
            if calling and child.dep_ == "advcl" and calling not in found:  # "calls on A to do B", read as a clause
                found[calling] = tuple(t for t in child.children if t.dep_ in SUBJECT)
                complement = complement or child
        for preposition in ("on", "upon"):
            if found.get(preposition) == () and objects:  # "call upon all the countries": read as an object
                found[preposition] = objects
        particle = next((t.lower_ for t in children if t.dep_ == "prt"), "")
        if particle in ("on", "upon") and objects:
            found.setdefault(particle, objects)
        yield Clause(
            verb=token,
            lemma=name,
            subjects=_subjects(token),
            objects=objects,
            preps=found,
            complement=complement
            or (_offered(token) if name == "offer" or is_misread(token) else None)
            or (next((t for t in adjective.children if t.dep_ in _COMPLEMENT), None) if adjective else None),
            adjective=adjective,
            passive=passive,
            negated=is_negated(token, children, objects),
            modal=modal_of(token),
            finite=is_finite(token),
            conditional=any(t.dep_ == "mark" and t.lower_ in _IF for t in children),
            dependent=any(
                t.dep_ == "advcl" and any(m.lower_ in _IF for m in t.children if m.dep_ == "mark") for t in children
            ),
            embedded=(token.dep_ in _EMBEDDED and not is_main(token) and not says(token) and not concludes(token))
            or (token.dep_ == "conj" and (goes_on_with(token) or token.head).dep_ in ("ccomp", "relcl")),
        )
