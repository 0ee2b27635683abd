"""Posts that a release names without their state: of which state they can only be, and where nobody can tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from diplograph.extract import read
from diplograph.extract.pipeline import Extractor

BESIDE = "They discussed relations between Kenya and Japan."
TELLING = {
    f"Foreign Minister Ann Dorj met the Japanese Foreign Minister Kenji Sato. {BESIDE}": "Kenya",
    f"Prime Minister Ann Dorj received the Ambassador of Japan, Kenji Sato. {BESIDE}": "Kenya",
    f"President Ann Dorj received President Kenji Sato of Japan in Paris, France. {BESIDE}": "Kenya",
}
HELD = f"Foreign Minister Ann Dorj spoke. Japan FM called. Kenji Sato, Foreign Minister of Japan, spoke. {BESIDE}"
OPEN = {
    "nobody's post is named with its state": f"Foreign Minister Ann Dorj met Minister Kenji Sato. {BESIDE}",
    "the states are not told of together": "Minister Ann Dorj met the Japanese Minister Kenji Sato about Mali.",
    "more states are told of together": (
        f"Minister Ann Dorj met the Japanese Minister Kenji Sato. {BESIDE} They spoke about Mali and Chad."
    ),
    "organizations have presidents": (
        f"President Ann Dorj of the Commission met the Japanese Foreign Minister Kenji Sato at the EU. {BESIDE}"
    ),
    "the post may be that of somebody else": (
        f"President Ann Dorj received the Japanese President Kenji Sato and greeted the Kenyan President. {BESIDE}"
    ),
    "two are President without a state": (
        f"President Ann Dorj and President Olga Dorj received the Ambassador of Japan, Kenji Sato. {BESIDE}"
    ),
}


def posts(extractor: Extractor, text: str, publisher: str | None = None) -> dict[str, str | None]:
    release = replace(read.from_text(f"Press release\n\n{text}", "a.txt"), publisher=publisher)
    return {person.name: person.posts[0].of for person in extractor.extract(release).people if person.posts}


@pytest.mark.parametrize(("text", "state"), TELLING.items())
def test_a_post_is_of_the_state_that_the_others_are_not_of(extractor: Extractor, text: str, state: str) -> None:
    assert posts(extractor, text) == {"Ann Dorj": state, "Kenji Sato": "Japan"}


@pytest.mark.parametrize("why", OPEN)
def test_a_post_stays_without_a_state_where_the_release_does_not_tell(extractor: Extractor, why: str) -> None:
    assert posts(extractor, OPEN[why])["Ann Dorj"] in (None, "European Commission"), why


@pytest.mark.parametrize(
    ("publisher", "state"),
    [("Ministry of Foreign Affairs of Kenya", "Kenya"), ("Nairobi Times of Kenya", None), ("Ministry of Trade", None)],
)
def test_posts_are_of_the_state_whose_ministry_publishes(
    extractor: Extractor, publisher: str, state: str | None
) -> None:
    assert posts(extractor, "Foreign Minister Ann Dorj spoke about trade.", publisher) == {"Ann Dorj": state}


def test_a_post_that_somebody_else_holds_elsewhere_is_not_taken(extractor: Extractor) -> None:
    assert posts(extractor, HELD, "Ministry of Trade of Kenya") == {"Ann Dorj": "Kenya", "Kenji Sato": "Japan"}


def test_a_secretary_general_is_of_the_only_organization(extractor: Extractor) -> None:
    assert posts(extractor, "NATO met. Secretary General Ann Dorj spoke.") == {"Ann Dorj": "NATO"}
    assert posts(extractor, "NATO and the EU met. Secretary General Ann Dorj spoke.") == {"Ann Dorj": None}
    assert posts(extractor, "NATO met the Abu Trade Board. Secretary General Ann Dorj spoke.") == {"Ann Dorj": None}


def test_a_short_title_is_no_post_beside_the_full_one(extractor: Extractor) -> None:
    text = f"Press release\n\nMinister Dorj spoke. Foreign Minister Ann Dorj left. {BESIDE}"
    release = replace(read.from_text(text, "a.txt"), publisher="Ministry of Foreign Affairs of Kenya")
    (person,) = extractor.extract(release).people
    assert [(post.title, post.of) for post in person.posts] == [("Foreign Minister", "Kenya")]
