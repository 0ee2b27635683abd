"""Clauses in one normal form: predicate, subject, objects, prepositions, complement, negation, modality."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


_SUBJECT = ("nsubj", "nsubjpass", "csubj")
_OBJECT = ("dobj", "attr", "oprd")
_COMPLEMENT = ("ccomp", "xcomp")
_INHERITS = ("conj", "xcomp", "advcl", "pcomp", "dep", "parataxis")
_EMBEDDED = ("ccomp", "relcl", "acl", "pcomp")
_IF = frozenset(("if", "unless", "whether", "provided"))
_REFUSING = frozenset(("refuse", "decline", "fail", "deny", "avoid", "refrain", "cancel", "postpone", "reject"))
_MISREAD = {"hop": "hope"}  # the lemmatizer takes "hoped" for a form of "hop"
_OUTLOOK = frozenset(
    (
        "like",
        "want",
        "wish",
        "take",
        "avail",
        "seize",
        "allow",
        "let",
        "be",
        "use",
        "continue",
        "go",
        "proceed",
        "hasten",
    )
)
_GLAD = frozenset(("pleased", "glad", "happy", "delighted", "honoured", "honored", "proud", "privileged"))
_CHANCES = frozenset(("opportunity", "occasion", "honour", "honor", "pleasure", "privilege", "chance"))


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
    if not token.tag_.startswith("NNP") or not plain.endswith("s") or len(plain) <= 4:
        return plain
    return f"{plain[:-3]}y" if plain.endswith("ies") else plain[:-1]


def predicate(token: Token) -> str:
    """Return the name of a predicate in lower case: the lemma of a verb, a noun that is none as it stands."""
    name = token.lemma_.lower() if token.tag_.startswith("VB") else token.lower_
    return _MISREAD.get(name, name)


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
    own = [t for place in places for t in place.children if t.dep_ in _SUBJECT and t.i < verb.i + 12]
    if own:
        subject = own[-1] if own[-1].i < verb.i else own[0]
        if subject.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
            return conjuncts(verb.head) if verb.head.dep_ != "conj" else (verb.head,)
        return conjuncts(subject)
    if depth > 6:
        return ()
    head = verb.head
    if verb.tag_ == "VB" and verb.dep_ == "ROOT":
        # "Let me, first of all, express …"
        letting = (t for c in verb.children if c.lower_ in ("let", "allow", "permit") for t in c.children)
        return tuple(t for t in letting if t.dep_ == "dobj")
    if verb.tag_.startswith("NN"):
        root = verb.sent.root
        return _subjects(root, depth + 1) if root.i != verb.i else ()
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
    if verb.dep_ == "acl" and _infinitive(verb) and head.dep_ == "dobj" and head.lemma_ in ("honour", "honor"):
        return _subjects(head.head, depth + 1)  # "I had the honour to visit …"
    if verb.dep_ == "acl" and verb.tag_ in ("VBG", "VBN"):
        return (head,)
    if _is_chance(verb):
        return _subjects(head.head, depth + 1)
    if is_purpose(verb) and verb.dep_ in ("acl", "relcl"):
        return _subjects(verb.sent.root, depth + 1)
    if verb.dep_ == "conj" and (upper := goes_on_with(verb)) is not None and upper.i != head.i:
        return _subjects(upper, depth + 1)
    if verb.dep_ == "ccomp" and _infinitive(verb) and (allowed := [t for t in head.children if t.dep_ == "dobj"]):
        return conjuncts(allowed[0])  # "Allow me to thank …"
    if verb.dep_ in _INHERITS and head.i != verb.i:
        if head.tag_.startswith("VB") or head.pos_ in ("ADJ", "AUX"):
            # "urged the sides to …": the object of the upper verb acts in the lower one
            if verb.dep_ == "xcomp" and head.lemma_ not in ("like", "want", "wish", "promise", "pledge"):
                acting = [t for t in head.children if t.dep_ == "dobj"]
                if acting and any(t.dep_ == "aux" and t.lower_ == "to" for t in verb.children):
                    return conjuncts(acting[0])
            return _subjects(head, depth + 1)
        if head.dep_ == "prep" and head.head.tag_.startswith("VB"):
            return _subjects(head.head, depth + 1)
        return _subjects(head, depth + 1)
    if verb.dep_ == "pcomp" and head.head.tag_.startswith("VB"):
        # "thanked X for hosting": it is X who hosts
        done = [t for t in head.head.children if t.dep_ == "dobj"] if head.lower_ in ("for", "on") else []
        return conjuncts(done[0]) if done else _subjects(head.head, depth + 1)
    return ()


def is_purpose(verb: Token) -> bool:
    """Tell whether an infinitive says what somebody called, met or wrote for: "spoke with X to thank him".

    The parser may hang it on the last noun instead: "spoke with the leaders of the group to thank them".
    """
    if not _infinitive(verb) or verb.dep_ not in ("advcl", "xcomp", "acl", "relcl"):
        return False
    head = verb.head if verb.dep_ in ("advcl", "xcomp") else verb.sent.root
    if head.lemma_ not in _MEETING or head.i > verb.i:
        return False
    if any(t.dep_ in _SUBJECT or t.tag_ == "WRB" for t in verb.children):
        return False
    return not any(t.dep_ == "prep" and t.lower_ in ("on", "upon", "for") for t in head.children)


_MEETING = frozenset(("speak", "call", "meet", "talk", "phone", "write", "send", "convene", "gather", "assemble"))


def is_open(clause: Clause) -> bool:
    """Tell whether a clause asks or leaves a gap: "how A will act", "the plan that B supports"."""
    children = list(clause.verb.children)
    if any(t.tag_ == "WRB" and t.i < clause.verb.i for t in children):
        return True
    if clause.verb.dep_ != "relcl":
        return False
    return any(t.dep_ in _SUBJECT and t.tag_ not in ("WDT", "WP", "WP$") for t in children)


def goes_on_with(verb: Token) -> Token | None:
    """Return the verb whose subject a coordinated finite verb without one of its own shares, None where it has one.

    The parser often hangs such a verb too low ("hopes that A will join and calls on B", "the elections, which will be
    held in May and expressed hope"): what counts is the nearest verb above of the same tense and number.
    """
    if verb.tag_ not in _TENSES or any(t.dep_ in _SUBJECT for t in verb.children):
        return None
    upper = verb
    while upper.head.i != upper.i:
        upper = upper.head
        if upper.tag_.startswith("VB") and upper.i < verb.i and verb.tag_ in _tenses(upper):
            return upper
    return verb.head


_TENSES = ("VBD", "VBZ", "VBP")


def _tenses(verb: Token) -> set[str]:
    """Return the tags of a verb and its auxiliaries; a form that is alike in past and participle counts as both."""
    auxiliaries = [t for t in verb.children if t.dep_ in ("aux", "auxpass")]
    if auxiliaries:
        return {t.tag_ for t in auxiliaries}
    return {verb.tag_}


def _offered(verb: Token) -> Token | None:
    """Return what is offered to be done: "offered to X to do Y", which the parser takes for a purpose."""
    return next((t for t in verb.children if t.dep_ == "advcl" and t.i > verb.i and _infinitive(t)), None)


def _bare_participle(verb: Token) -> bool:
    return (
        verb.tag_ == "VBN"
        and not any(t.dep_ in ("aux", "auxpass") for t in verb.children)
        and any(t.dep_ == "agent" for t in verb.children)
    )


def _infinitive(verb: Token) -> bool:
    return any(t.dep_ == "aux" and t.lower_ == "to" for t in verb.children)


def _finite(verb: Token, depth: int = 0) -> bool:
    """Tell whether a clause says that something is done: finite, a participle beside a finite verb, 'like to'."""
    if is_purpose(verb) or _going_to(verb):
        return True
    if verb.tag_ == "VBN" and _is_label(verb) and not any(t.dep_ in ("aux", "auxpass") for t in verb.children):
        return False  # "as invited guest"
    if _is_chance(verb):
        return True
    if verb.dep_ in ("acl", "relcl") and verb.tag_ not in ("VBG", "VBN"):
        return verb.dep_ == "relcl" and not _infinitive(verb)
    if not _infinitive(verb) and verb.tag_ != "VB":
        return True
    if any(t.dep_ == "aux" and t.tag_ == "MD" for t in verb.children):
        return True
    head = verb.head
    if verb.dep_ == "conj" and depth < 6:
        return head.tag_.startswith("VB") and _finite(head, depth + 1)
    if verb.dep_ in ("xcomp", "ccomp", "advcl"):
        return (
            head.lemma_ in _OUTLOOK
            or (verb.dep_ == "xcomp" and head.lower_ in _GLAD)
            or (verb.tag_ == "VB" and not _infinitive(verb))
        )
    return verb.dep_ == "ROOT"


def _negated(verb: Token, children: list[Token], objects: tuple[Token, ...]) -> bool:
    """Tell whether a clause is denied: not, no, never, "refused to", "without doing"."""
    if verb.i > 1 and verb.nbor(-1).lower_ == "but" and verb.nbor(-2).lower_ in ("not", "cannot", "n't"):
        return False  # "cannot but thank"
    if any(t.dep_ == "neg" for t in children) or any(t.lower_ in ("never", "neither") for t in children):
        return True
    nouns = (*objects, *(t for t in children if t.dep_ in _SUBJECT))
    if verb.lemma_ == "spare" or verb.lemma_ == "leave":
        return False  # "will spare no effort", "left no doubt"
    if any(t.dep_ in ("det", "preconj") and t.lower_ in ("no", "neither") for noun in nouns for t in noun.children):
        return True
    head = verb.head
    if verb.dep_ == "ccomp" and head.lemma_.lower() in ("deny", "dispute", "doubt"):
        return True
    return (verb.dep_ == "xcomp" and head.lemma_.lower() in _REFUSING) or (
        verb.dep_ == "pcomp" and head.lower_ in ("without", "instead")
    )


def _is_chance(verb: Token) -> bool:
    """Tell whether an infinitive is what somebody took the opportunity or has the honour to do."""
    noun = verb.head
    return (
        verb.dep_ == "acl"
        and noun.lemma_ in _CHANCES
        and _infinitive(verb)
        and noun.dep_ == "dobj"
        and noun.head.lemma_ in ("take", "use", "seize", "have", "like")
    )


def _is_label(verb: Token) -> bool:
    return verb.dep_ == "pcomp" or any(t.dep_ == "mark" and t.lower_ == "as" for t in verb.children)


def _going_to(verb: Token) -> bool:
    """Tell whether a verb stands behind "is going to"."""
    head = verb.head
    return verb.dep_ == "xcomp" and _infinitive(verb) and head.lower_ == "going" and not _infinitive(head)


def _modal(verb: Token) -> str:
    if _going_to(verb):
        return "will"
    if verb.i > 0 and verb.nbor(-1).lower_ == "but":
        return ""  # "cannot but thank"
    own = next((t.lower_ for t in verb.children if t.dep_ == "aux" and t.tag_ == "MD"), "")
    if (
        not own
        and verb.dep_ == "conj"
        and verb.head.tag_.startswith("VB")
        and verb.tag_ == "VB"
        and not any(t.dep_ in _SUBJECT for t in verb.children)
    ):
        return _modal(verb.head)
    return {"'ll": "will", "wo": "will", "ca": "can", "'d": "would"}.get(own, own)


def clauses(doc: Doc, verbs: frozenset[str]) -> Iterator[Clause]:
    """Yield the clauses of a parsed text in order; ``verbs`` are lemmas that may hide behind a noun tag."""
    for token in doc:
        if not is_predicate(token, verbs):
            continue
        children = list(token.children)
        name = predicate(token)
        if token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ in ("co", "re"):
            name = f"{token.nbor(-2).lower_}-{name}"
        passive = (
            any(t.dep_ in ("nsubjpass", "auxpass") for t in children)
            or (token.tag_ == "VBN" and token.dep_ in ("acl", "relcl") and not any(t.dep_ == "aux" for t in children))
            or (token.dep_ == "advcl" and _bare_participle(token))
        )
        complement = next((t for t in children if t.dep_ in _COMPLEMENT and t.i > token.i), None)
        adjective = next(
            (
                t
                for t in children
                if t.dep_ in ("acomp", "oprd") or (t.dep_ in ("attr", "advcl") and t.pos_ == "ADJ" and t.i > token.i)
            ),
            None,
        )
        found = preps(token)
        objects = tuple(c for t in children if t.dep_ in _OBJECT for c in conjuncts(t))
        if not objects:
            objects = tuple(c for t in children if t.dep_ == "dative" and t.pos_ != "ADP" for c in conjuncts(t))
        for child in children:
            calling = next((t.lower_ for t in child.children if t.dep_ == "mark" and t.lower_ in ("on", "upon")), None)
            if calling and child.dep_ == "advcl" and calling not in found:  # "calls on A to do B", read as a clause
                found[calling] = tuple(t for t in child.children if t.dep_ in _SUBJECT)
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
            or (_offered(token) if name == "offer" else None)
            or (next((t for t in adjective.children if t.dep_ in _COMPLEMENT), None) if adjective else None),
            adjective=adjective,
            passive=passive,
            negated=_negated(token, children, objects),
            modal=_modal(token),
            finite=_finite(token),
            conditional=any(t.dep_ == "mark" and t.lower_ in _IF for t in children),
            dependent=any(
                t.dep_ == "advcl" and any(m.lower_ in _IF for m in t.children if m.dep_ == "mark") for t in children
            ),
            embedded=token.dep_ in _EMBEDDED
            or (token.dep_ == "conj" and (goes_on_with(token) or token.head).dep_ in ("ccomp", "relcl")),
        )
