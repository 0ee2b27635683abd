"""Clauses in one normal form, however a sentence puts them.

A clause is shown as "predicate; by SUBJECTS; what OBJECTS; PREPOSITION OBJECTS; that COMPLEMENT; adj ADJ | flags".
The words are those that stand for names when a block is parsed.
"""

from __future__ import annotations

import pytest

from diplograph.extract import nlp
from diplograph.extract.clauses import Clause, clauses, conjuncts, lemma, preps

HIDDEN = frozenset(("state", "urge", "call", "support", "thank"))

SENTENCES = {
    "active": (
        "France thanked Paris for the help.",
        ["thank; by France; what Paris; for help | finite"],
    ),
    "passive": (
        "Paris was thanked by France for the help.",
        ["thank; by Paris; by France; for help | passive finite"],
    ),
    "passive with a receiver": (
        "The book was given to France by Smith.",
        ["give; by book; by Smith; to France | passive finite"],
    ),
    "two subjects, two objects": (
        "Smith and Brown thanked France and Paris.",
        ["thank; by Smith, Brown; what France, Paris | finite"],
    ),
    "conjoined predicates": (
        "Smith met Brown, thanked France and left.",
        ["meet; by Smith; what Brown | finite", "thank; by Smith; what France | finite", "leave; by Smith | finite"],
    ),
    "a noun that is a verb": (
        "I turned out to be there and state with responsibility that France acted.",
        [
            "turn; by I; that be | finite",
            "be; by I | ",
            "state; by I; with responsibility | ",
            "act; by France; what that | finite embedded",
        ],
    ),
    "future": ("Smith will thank France.", ["thank; by Smith; what France | finite will"]),
    "not": ("Smith did not thank France.", ["thank; by Smith; what France | negated finite"]),
    "will not": ("Smith will not thank France.", ["thank; by Smith; what France | negated finite will"]),
    "never": ("Smith never thanked France.", ["thank; by Smith; what France | negated finite"]),
    "no": ("Smith thanked no friends.", ["thank; by Smith; what friends | negated finite"]),
    "can, twice": (
        "France can expand cooperation and help Paris.",
        ["expand; by France; what cooperation | finite can", "help; by France; what Paris | finite can"],
    ),
    "polite": (
        "Smith would like to thank France.",
        ["like; by Smith; that thank | finite would", "thank; by Smith; what France | finite"],
    ),
    "allow me": (
        "Allow me to thank France.",
        ["allow; that thank | finite", "thank; by me; what France | finite embedded"],
    ),
    "who": (
        "Smith, who leads the party, thanked France.",
        ["lead; by Smith; what party | finite embedded", "thank; by Smith; what France | finite"],
    ),
    "participle": (
        "The meeting hosted by France was held in Paris.",
        ["host; by meeting; by France | passive finite embedded", "hold; by meeting; in Paris | passive finite"],
    ),
    "participle before": (
        "Thanking France, Smith left.",
        ["thank; by Smith; what France | finite", "leave; by Smith | finite"],
    ),
    "reported": (
        "Smith said that France thanked Brown.",
        ["say; by Smith; that thanked | finite", "thank; by France; what Brown | finite embedded"],
    ),
    "asked whether": (
        "Smith asked whether France would come.",
        ["ask; by Smith; that come | finite", "come; by France | finite conditional embedded would"],
    ),
    "if": (
        "If France comes, Smith will leave.",
        ["come; by France | finite conditional", "leave; by Smith | finite will"],
    ),
    "the object of the upper verb acts": (
        "Smith urged France to thank Brown.",
        ["urge; by Smith; what France; that thank | finite", "thank; by France; what Brown | "],
    ),
    "the subject of the upper verb acts": (
        "Smith promised France to come.",
        ["promise; by Smith; what France; that come | finite", "come; by Smith | "],
    ),
    "infinitives in a row": (
        "The sides agreed to expand trade and to build roads.",
        ["agree; by sides; that expand | finite", "expand; by sides; what trade | ", "build; by sides; what roads | "],
    ),
    "an adjective with its infinitive": (
        "Smith is ready to help France.",
        ["be; by Smith; that help; adj ready | finite", "help; what France | "],
    ),
    "call on": (
        "Smith called on France to stop.",
        ["call; by Smith; on France; that stop | finite", "stop; by France | "],
    ),
}  # fmt: skip


def shown(clause: Clause) -> str:
    parts = [clause.lemma]
    parts += [f"by {', '.join(t.text for t in clause.subjects)}"] if clause.subjects else []
    parts += [f"what {', '.join(t.text for t in clause.objects)}"] if clause.objects else []
    parts += [f"{name} {', '.join(t.text for t in found)}" for name, found in sorted(clause.preps.items())]
    parts += [f"that {clause.complement.text}"] if clause.complement is not None else []
    parts += [f"adj {clause.adjective.text}"] if clause.adjective is not None else []
    flags = [name for name in ("passive", "negated", "finite", "conditional", "embedded") if getattr(clause, name)]
    return f"{'; '.join(parts)} | {' '.join([*flags, clause.modal]).strip()}"


def read(text: str) -> list[Clause]:
    return list(clauses(nlp.load(nlp.model_name())(text), HIDDEN))


@pytest.mark.parametrize("case", SENTENCES)
def test_clauses(case: str) -> None:
    text, expected = SENTENCES[case]
    assert [shown(clause) for clause in read(text)] == expected


def test_a_participle_behind_a_comma_tells_of_the_noun_before_it() -> None:
    found = {clause.lemma: clause for clause in read("Smith took part in the meeting, co-chaired by France and Paris.")}
    clause = found["co-chair"]
    assert clause.passive
    assert [t.text for t in clause.subjects] == ["meeting"]
    assert [t.text for t in clause.prep("by")] == ["France", "Paris"]
    assert clause.prep("with") == ()


def test_a_relative_clause_with_a_subject_of_its_own() -> None:
    host, hold = read("The meeting, which France hosted, was held in Paris.")
    assert (host.lemma, [t.text for t in host.subjects], host.embedded) == ("host", ["France"], True)
    assert (hold.lemma, hold.passive, [t.text for t in hold.prep("in")]) == ("hold", True, ["Paris"])


def test_words_of_a_list_and_their_prepositions() -> None:
    doc = nlp.load(nlp.model_name())("Smith thanked the Ministers of France and Paris.")
    ministers = next(token for token in doc if token.text == "Ministers")
    assert lemma(ministers) == "minister"
    (inner,) = preps(ministers).values()
    assert [token.text for token in inner] == ["France", "Paris"]
    assert conjuncts(inner[0]) == inner


def test_no_words_no_clauses() -> None:
    assert read("") == []
    assert read("Press Releases") == []
