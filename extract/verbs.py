"""What the form of a verb tells: whether it says that something is done, under which modal, denied or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECT = ("nsubj", "nsubjpass", "csubj")
_REFUSING = frozenset(
    ("refuse", "decline", "fail", "deny", "avoid", "refrain", "cancel", "postpone", "reject", "stop", "cease")
)
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
_MEETING = frozenset(("speak", "call", "meet", "talk", "phone", "write", "send", "convene", "gather", "assemble"))
_TENSES = ("VBD", "VBZ", "VBP")
_UTTERING = frozenset(
    (
        "express", "thank", "stress", "emphasize", "emphasise", "underline", "underscore", "voice", "call", "invite",
        "propose", "congratulate", "wish", "inform", "brief", "reaffirm", "reiterate", "urge", "suggest", "highlight",
        "convey", "assure", "draw", "welcome", "commend", "praise", "laud", "hail", "condemn", "recall", "note",
        "appeal", "request", "remind", "appreciate", "agree", "promise", "pledge",
    )
)  # fmt: skip


def goes_on_with(verb: Token) -> Token | None:
    """Return the verb whose subject a coordinated finite verb without one of its own shares, None where it has one.

    The parser often hangs such a verb too low ("hopes that A will join and calls on B", "the elections, which will be
    held in May and expressed hope"): what counts is the nearest verb above of the same tense and number.
    """
    if verb.tag_ not in _TENSES or any(t.dep_ in SUBJECT for t in verb.children):
        return None
    upper = verb
    while upper.head.i != upper.i:
        upper = upper.head
        if upper.dep_ == "relcl" and _is_asked_for(upper) and verb.lemma_.lower() in _UTTERING:
            continue  # "shared the problems that X faced and welcomed Y"
        if upper.tag_.startswith("VB") and upper.i < verb.i and verb.tag_ in _tenses(upper):
            told = upper.dep_ == "ccomp" and upper.head.i < upper.i and verb.tag_ in _tenses(upper.head)
            if told and verb.lemma_.lower() in _UTTERING:
                return upper.head  # "stressed that X was ready and expressed hope": the one who stressed
            return upper
    return verb.head


def _is_asked_for(verb: Token) -> bool:
    """Tell whether a relative clause has a subject of its own: "the problems X faced"."""
    return any(t.dep_ in SUBJECT and t.tag_ not in ("WDT", "WP") for t in verb.children)


def is_aside(verb: Token) -> bool:
    """Tell whether a verb is a participle beside one that is itself reported: "said that X leads, committing to Y"."""
    upper = verb.head
    return (
        verb.dep_ == "advcl"
        and verb.tag_ == "VBG"
        and not any(t.dep_ in SUBJECT for t in verb.children)
        and upper.dep_ in ("ccomp", "xcomp", "acl", "relcl", "pcomp")
    )


def utterer(verb: Token) -> Token | None:
    """Return the verb whose subject utters a participle hung too low: "affirmed that X must go, calling on Y"."""
    upper = verb.head
    if is_aside(verb) and verb.lemma_.lower() in _UTTERING and upper.dep_ == "ccomp" and upper.head.i < upper.i:
        return upper.head
    return None


def _tenses(verb: Token) -> set[str]:
    """Return the tags of a verb and its auxiliaries; a form that is alike in past and participle counts as both."""
    auxiliaries = [t for t in verb.children if t.dep_ in ("aux", "auxpass")]
    if auxiliaries:
        return {t.tag_ for t in auxiliaries}
    return {verb.tag_}


def is_purpose(verb: Token) -> bool:
    """Tell whether an infinitive says what somebody called, met or wrote for: "spoke with X to thank him".

    The parser may hang it on the last noun instead: "spoke with the leaders of the group to thank them".
    """
    if not is_infinitive(verb) or verb.dep_ not in ("advcl", "xcomp", "acl", "relcl"):
        return False
    head = verb.head if verb.dep_ in ("advcl", "xcomp") else verb.sent.root
    if head.lemma_ not in _MEETING or head.i > verb.i:
        return False
    if any(t.dep_ in SUBJECT or t.tag_ == "WRB" for t in verb.children):
        return False
    return not any(t.dep_ == "prep" and t.lower_ in ("on", "upon", "for") for t in head.children)


def is_infinitive(verb: Token) -> bool:
    """Tell whether a verb has "to" before it."""
    return any(t.dep_ == "aux" and t.lower_ == "to" for t in verb.children)


def is_finite(verb: Token, depth: int = 0) -> bool:
    """Tell whether a clause says that something is done: finite, a participle beside a finite verb, 'like to'."""
    if is_purpose(verb) or _going_to(verb) or is_main(verb):
        return True
    if verb.tag_ == "VBN" and _is_label(verb) and not any(t.dep_ in ("aux", "auxpass") for t in verb.children):
        return False  # "as invited guest"
    if taker(verb) is not None:
        return True
    if verb.dep_ in ("acl", "relcl") and verb.tag_ not in ("VBG", "VBN"):
        return verb.dep_ == "relcl" and not is_infinitive(verb)
    if not is_infinitive(verb) and verb.tag_ != "VB":
        return True
    if any(t.dep_ == "aux" and t.tag_ == "MD" for t in verb.children):
        return True
    head = verb.head
    if verb.dep_ == "conj" and verb.tag_ == "VB" and head.tag_ == "VBD" and not modal_of(verb):
        return False  # "agreed to do A and encourage B", where the parser joins the wrong verbs
    if verb.dep_ == "conj" and depth < 6:
        return head.tag_.startswith("VB") and is_finite(head, depth + 1)
    if verb.dep_ in ("xcomp", "ccomp", "advcl"):
        return (
            (head.lemma_ in _OUTLOOK and (verb.dep_ != "xcomp" or depth > 5 or is_finite(head, depth + 1)))
            or (verb.dep_ == "xcomp" and head.lower_ in _GLAD)
            or (verb.tag_ == "VB" and not is_infinitive(verb))
        )
    return verb.dep_ == "ROOT"


def is_main(verb: Token) -> bool:
    """Tell whether a verb hung on the first noun is its sentence's own: "A, who is visiting Paris, called on B"."""
    return (
        verb.dep_ == "acl"
        and verb.tag_ == "VBD"
        and verb.head.dep_ == "ROOT"
        and verb.head.pos_ in ("NOUN", "PROPN")
        and verb.nbor(-1).text == ","
        and not any(t.dep_ in SUBJECT for t in verb.children)
    )


def concludes(verb: Token) -> bool:
    """Tell whether a verb says what follows from what was told: "This is why X welcomes Y"."""
    why = next((t for t in verb.children if t.lower_ == "why"), None)
    if why is None or why.i < 2:
        return False
    return why.nbor(-1).lemma_ == "be" and why.nbor(-2).lower_ in ("this", "that")


def beside_saying(verb: Token) -> Token | None:
    """Return the participle that took the subject from a verb of saying in the parse: '"…", said X, noting Y'."""
    if verb.lemma_ not in ("say", "add", "note", "state", "stress", "conclude"):
        return None
    if any(t.dep_ in SUBJECT for t in verb.children):
        return None
    aside = (t for t in verb.children if t.dep_ == "ccomp" and t.tag_ == "VBG" and t.i > verb.i)
    return next((t for t in aside if any(s.dep_ == "nsubj" and s.i > verb.i for s in t.children)), None)


def opening_clause(verb: Token) -> Token | None:
    """Return the first verb of a row whose parse hangs it below the second: "A and B discussed C, noted D"."""
    if verb.dep_ != "ROOT" or verb.tag_ not in _TENSES:
        return None
    first = next((t for t in verb.children if t.dep_ == "ccomp" and t.i < verb.i and t.tag_ == verb.tag_), None)
    return first if first is not None and any(t.dep_ in SUBJECT for t in first.children) else None


def is_misread(noun: Token) -> bool:
    """Tell whether a plural is its sentence's verb: "The EU appeals to X to stop", "3. Calls on X to stop"."""
    if noun.tag_ != "NNS" or noun.dep_ != "ROOT" or noun.lemma_ not in _UTTERING:
        return False
    first = not any(t.is_alpha for t in noun.doc[noun.sent.start : noun.i])
    goes_on = noun.i + 1 < len(noun.doc) and noun.nbor().lower_ in ("to", "for", "on", "upon", "that")
    return goes_on and (first or subject_before(noun) is not None)


def subject_before(noun: Token) -> Token | None:
    """Return the name that the parser joined to a verb which it took for a noun."""
    before = noun.nbor(-1) if noun.i > noun.sent.start else None
    return before if before is not None and before.pos_ == "PROPN" and before.head.i == noun.i else None


def taker(verb: Token) -> Token | None:
    """Return the verb that takes or has the chance to do what an infinitive says; the parser hangs it on either."""
    upper = verb.head.head if verb.dep_ == "acl" else verb.head
    if not is_infinitive(verb) or verb.dep_ not in ("acl", "xcomp"):
        return None
    if upper.lemma_ not in ("take", "use", "seize", "have", "like"):
        return None
    nouns = (verb.head,) if verb.dep_ == "acl" else (t for t in upper.children if t.i < verb.i)
    return upper if any(t.lemma_ in _CHANCES and t.dep_ == "dobj" for t in nouns) else None


def _is_label(verb: Token) -> bool:
    return verb.dep_ == "pcomp" or any(t.dep_ == "mark" and t.lower_ == "as" for t in verb.children)


def _going_to(verb: Token) -> bool:
    """Tell whether a verb stands behind "is going to"."""
    head = verb.head
    return verb.dep_ == "xcomp" and is_infinitive(verb) and head.lower_ == "going" and not is_infinitive(head)


def modal_of(verb: Token) -> str:
    """Return the modal of a verb in full, its own or that of the verb it is joined to, or nothing."""
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
        and not any(t.dep_ in SUBJECT for t in verb.children)
    ):
        return modal_of(verb.head)
    return {"'ll": "will", "wo": "will", "ca": "can", "'d": "would"}.get(own, own)


def is_negated(verb: Token, children: list[Token], objects: tuple[Token, ...]) -> bool:
    """Tell whether a clause is denied: not, no, never, "refused to", "without doing"."""
    if verb.i > 1 and verb.nbor(-1).lower_ == "but" and verb.nbor(-2).lower_ in ("not", "cannot", "n't"):
        return False  # "cannot but thank"
    if any(t.dep_ == "neg" for t in children) or any(t.lower_ in ("never", "neither") for t in children):
        return True
    nouns = (*objects, *(t for t in children if t.dep_ in SUBJECT))
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
