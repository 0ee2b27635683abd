"""Dates are read as precisely as the text says, and left open where it does not say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.extract import dates
from diplograph.extract.model import PartialDate

RELEASE = PartialDate("2022-10-14")  # a Friday

FULL = {
    "12 October 2020": "2020-10-12",
    "12th of October, 2020": "2020-10-12",
    "October 12, 2020": "2020-10-12",
    "October 12th 2020": "2020-10-12",
    "12 OCTOBER 2020": "2020-10-12",
    "12 Oct. 2020": "2020-10-12",
    "Sept. 3, 2019": "2019-09-03",
    "2020-10-12": "2020-10-12",
    "12.10.2020": "2020-10-12",
    "1.2.2020": "2020-02-01",
    "29 February 2020": "2020-02-29",
    "Monday, 12 October 2020": "2020-10-12",
    "Monday, 25 Safar 1442H, corresponding to 12 October 2020": "2020-10-12",
    "13/10/2020": "2020-10-13",
    "10/13/2020": "2020-10-13",
    "12 October 2020 (Monday)": "2020-10-12",
}
RANGES = {
    "12-13 October 2022": "2022-10-12/2022-10-13",
    "12–13 October 2022": "2022-10-12/2022-10-13",
    "from 12 to 14 October 2022": "2022-10-12/2022-10-14",
    "12 and 13 October 2022": "2022-10-12/2022-10-13",
    "between 12 and 25 October 2022": "2022-10-12/2022-10-25",
    "October 12-13, 2022": "2022-10-12/2022-10-13",
    "28 February - 2 March 2023": "2023-02-28/2023-03-02",
    "February 28 – March 2, 2023": "2023-02-28/2023-03-02",
    "30 December 2022 - 2 January 2023": "2022-12-30/2023-01-02",
    "December 30, 2022 – January 2, 2023": "2022-12-30/2023-01-02",
    "in 2021-2025": "2021/2025",
    "from 2021 to 2025": "2021/2025",
    "the second half of 2021": "2021-07/2021-12",
    "the first quarter of 2022": "2022-01/2022-03",
}
PARTIAL = {
    "October 2020": "2020-10",
    "October of 2020": "2020-10",
    "early October 2020": "2020-10",
    "the end of October 2020": "2020-10",
    "by 2030": "2030",
    "in 2021": "2021",
    "since 1992": "1992",
    "until the year 2035": "2035",
}
# Read against the release's date; without one they stay open.
RELATIVE = {
    "today": "2022-10-14",
    "yesterday": "2022-10-13",
    "tomorrow": "2022-10-15",
    "on Friday": "2022-10-14",
    "on Monday": "2022-10-10",
    "Saturday": "2022-10-08",
    "this year": "2022",
    "last year": "2021",
    "next year": "2023",
    "12 October": "2022-10-12",
    "October 12": "2022-10-12",
    "12-13 October": "2022-10-12/2022-10-13",
    "3 January": "2023-01-03",
    "in September": "2022-09",
    "early November": "2022-11",
    "12 October of this year": "2022-10-12",
    "October 12 last year": "2021-10-12",
    "March next year": "2023-03",
}
IMPOSSIBLE = (
    "31 February 2021", "February 31, 2021", "31.02.2021", "2021-02-30", "2020-13-01", "29 February 2021",
    "September 31, 2021", "30 February", "31 April - 2 May 2022", "0 May 2021", "38 May 2021",
)  # fmt: skip
# What looks like a date and is none, or one that nobody can tell.
NO_DATES = (
    "Resolution 2231 (2015)", "COVID-19", "10/12/2020", "We may 5 times decline", "in may", "marching on", "mid-air",
    "Agenda 2030", "in the 1990s", "next Monday", "the coming Tuesday", "every Friday", "Mondays", "1 January 1899",
    "2022 participants", "5-7 officers", "the 12th session", "12 Octobers",
)  # fmt: skip


def read(text: str, reference: PartialDate | None = None) -> list[str | None]:
    return [None if m.date is None else str(m.date) for m in dates.find(text, reference)]


@pytest.mark.parametrize(("wording", "expected"), [*FULL.items(), *RANGES.items(), *PARTIAL.items()])
def test_dates_in_a_sentence(wording: str, expected: str) -> None:
    for sentence in (f"They met {wording} in Paris.", f"{wording}: the Ministers met.", f"They met ({wording})."):
        assert read(sentence) == [expected], sentence
        assert read(sentence, RELEASE) == [expected], "the release's date changes nothing that is said in full"


@pytest.mark.parametrize(("wording", "expected"), RELATIVE.items())
def test_relative_dates_need_the_date_of_the_release(wording: str, expected: str) -> None:
    sentence = f"They met {wording}, as planned."
    assert read(sentence, RELEASE) == [expected]
    assert read(sentence) == [None], "found, and left open"


@pytest.mark.parametrize("wording", ["today", "on Monday", "yesterday"])
@pytest.mark.parametrize("reference", ["2022", "2022-10"])
def test_days_are_not_reckoned_from_a_month_or_year(wording: str, reference: str) -> None:
    assert read(f"They met {wording}.", PartialDate(reference)) == [None]


@pytest.mark.parametrize("wording", IMPOSSIBLE)
def test_impossible_dates_are_no_dates(wording: str) -> None:
    assert [d for d in read(f"They met on {wording} in Paris.", RELEASE) if d is not None] == []
    assert dates.parse(wording) is None


@pytest.mark.parametrize("wording", NO_DATES)
def test_no_dates(wording: str) -> None:
    assert [d for d in read(f"About {wording} they spoke.", RELEASE) if d is not None] == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("On 12 and 25 October 2022 they met.", ["2022-10-12"]),  # two days, not a fortnight
        ("In 1975 and 1999 they met.", ["1975"]),
        ("On 5 May 2020 and 7 June 2021 they met.", ["2020-05-05", "2021-06-07"]),
        ("By 2030, and not by 1 January 2030, it ends.", ["2030", "2030-01-01"]),
        ("They met in 2020 on 3 May 2020 and in June 2020.", ["2020", "2020-05-03", "2020-06"]),
    ],
)
def test_several_dates_stay_apart(sentence: str, expected: list[str]) -> None:
    assert read(sentence) == expected


def test_a_yearless_date_takes_the_year_of_its_context() -> None:
    (found,) = dates.find("They met on 12 October.", None, 2019)
    assert str(found.date) == "2019-10-12"


@pytest.mark.parametrize("release", ["2022-01-03", "2022-12-28"])
def test_a_yearless_date_is_the_nearest_one(release: str) -> None:
    reference = PartialDate(release)
    assert read("They met on 30 December.", reference) == ["2021-12-30" if release < "2022-06" else "2022-12-30"]
    assert read("They meet on 5 January.", reference) == ["2022-01-05" if release < "2022-06" else "2023-01-05"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([*FULL, *RANGES, *PARTIAL, *RELATIVE, *IMPOSSIBLE, *NO_DATES]), min_size=1, max_size=6),
    st.sampled_from([" ", ", ", " and ", "-", "\n", " to "]),
    st.sampled_from([None, RELEASE]),
)
def test_mentions_lie_in_order_and_never_overlap(
    wordings: list[str], between: str, reference: PartialDate | None
) -> None:
    text = between.join(wordings)
    end = 0
    for mention in dates.find(text, reference):
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        if mention.date is not None:
            assert 4 <= len(mention.date.start) <= 10
            assert mention.date.end is None or mention.date.start < mention.date.end


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-05-03", "2021-05-03"),
        ("2021-05-03T10:00:00Z", "2021-05-03"),
        ("2021-05-03 10:00", "2021-05-03"),
        ("2021-05", "2021-05"),
        ("2021", "2021"),
        (" 3 May 2021 ", "2021-05-03"),
        ("03.05.2021", "2021-05-03"),
        ("Monday, May 3, 2021", "2021-05-03"),
        ("3-4 May 2021", "2021-05-03/2021-05-04"),
        ("2021-13", None),
        ("3021", None),
        ("soon", None),
        ("", None),
        ("3 May 2021, 4 June 2021", None),
    ],
)
def test_a_date_as_metadata_gives_it(value: str, expected: str | None) -> None:
    made = dates.parse(value)
    assert (None if made is None else str(made)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Press Releases\n\n12 October 2020\n\nHeadline\n\nText.", "2020-10-12"),
        ("Headline\n\n04.08.2022\n\nText.", "2022-08-04"),
        ("Headline\n\nUlaanbaatar, 23 May 2023\n\nText.", "2023-05-23"),
        ("Headline\n\n07 February 2023, İstanbul\n\nText.", "2023-02-07"),
        ("Headline\n\nMonday, 12 October 2020\n\nText.", "2020-10-12"),
        ("Headline\n\nPublished on 12 October 2020\n\nText.", "2020-10-12"),
        ("DUSHANBE, 22 November 2019 – A course began.", "2019-11-22"),
        ("VIENNA, Austria, November 22, 2019 – A course began.", "2019-11-22"),
        ("Headline\n\nText of some length.\n\nDone at Bishkek.\n\n5 May 2021", "2021-05-05"),
        # An event's date is not the release's.
        ("On October 12, 2020, the Ministers met in Paris.", None),
        ("Meeting of the Ministers of 12 October 2020\n\nText.", None),
        ("Headline\n\nOctober 2020\n\nText.", None),
        ("", None),
    ],
)
def test_the_date_that_a_release_prints_for_itself(text: str, expected: str | None) -> None:
    made = dates.printed(text)
    assert (None if made is None else str(made)) == expected


def test_what_stands_before_the_text_is_not_printed_in_it() -> None:
    text = "---\ndate: unknown\n---\n12 October 2020\n\nText."
    assert str(dates.printed(text, text.index("12"))) == "2020-10-12"
    assert dates.printed("12 October 2020\n\nText.", 16) is None
