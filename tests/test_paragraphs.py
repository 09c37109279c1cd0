"""Joining lines: which hyphens go, which stay, and that every span holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.line_ends import Spellings
from ingest.paragraphs import Edit, Joined, compose, join_lines
from ingest.words import TextLine

KNOWN = frozenset(
    {"brottsförebyggande", "trygghet", "fastighets", "ägar", "ägarna", "metoden", "knark", "filmen"}
)


def lines(*texts: str) -> tuple[TextLine, ...]:
    return tuple(TextLine(text, 1) for text in texts)


def joined(*texts: str, elsewhere: str = "") -> Joined:
    given_lines = lines(*texts)
    spellings = Spellings.of([given_lines, lines(elsewhere)], KNOWN.__contains__)
    return join_lines(given_lines, spellings)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("för att öka", "tryggheten"), "för att öka tryggheten"),
        (("det brotts-", "förebyggande arbetet"), "det brottsförebyggande arbetet"),
        (("både vecko-", "och månadsvisa"), "både vecko- och månadsvisa"),
        (("är här. Fil-", "men har visats"), "är här. Filmen har visats"),
        (("hälso-", "och sjukvård"), "hälso- och sjukvård"),
        (("låg-", "till medelstark"), "låg- till medelstark"),
        (("dag-, natt-", "samt helgtid"), "dag-, natt- samt helgtid"),
        (("barn i åldern 9-", "13år"), "barn i åldern 9-13år"),
        (("antalet 15–", "20 unga"), "antalet 15–20 unga"),
        (("genom EST-", "arbetet"), "genom EST-arbetet"),
        (("statusen rescEU-", "status"), "statusen rescEU-status"),
        (("säljer e-", "cigaretter"), "säljer e-cigaretter"),
        (("kontroll av A\u2010", "traktorer"), "kontroll av A-traktorer"),
        (("både vecko\u2010", "och månadsvisa"), "både vecko- och månadsvisa"),
        (("DET BROTTS-", "FÖREBYGGANDE ARBETET"), "DET BROTTSFÖREBYGGANDE ARBETET"),
        (("Per Brahe-", "Gymnasiet"), "Per Brahe-Gymnasiet"),
        (("fastighets\u00ad", "ägare"), "fastighetsägare"),
        (("fastighets-", "ägarna"), "fastighetsägarna"),
        (("Svenska kyrkan/", "Jönköpings kommun"), "Svenska kyrkan/Jönköpings kommun"),
        (("kommunen –", "polisen"), "kommunen – polisen"),
        (("kommunen -", "polisen"), "kommunen - polisen"),
    ],
)
def test_line_ends(texts: tuple[str, ...], expected: str) -> None:
    assert joined(*texts).text == expected


def test_the_documents_own_spelling_decides() -> None:
    assert joined("i vux-", "skolan", elsewhere="på Vux-skolan").text == "i vux-skolan"
    assert joined("i vux-", "skolan", elsewhere="på vuxskolan").text == "i vuxskolan"


def test_a_name_broken_in_a_hyphenated_text_is_joined_in_doubt() -> None:
    result = joined("vid Vik-", "skolan")
    assert result.text == "vid Vikskolan"
    assert result.edits[0].alternatives == ("Vik-skolan",)
    assert joined("Krogar Mot Knark-", "metoden", elsewhere="utifrån Knark-metoden").text.endswith(
        "Knark-metoden"
    )


def test_a_break_in_an_unknown_word_is_joined_in_doubt_and_names_the_alternative() -> None:
    (edit,) = joined("på Kålgårds-", "vraket").edits
    assert edit.confidence < 0.9
    assert edit.alternatives == ("Kålgårds-vraket",)


def test_a_browsers_hyphen_is_never_the_authors() -> None:
    assert joined("i fastighets\u2010", "bolaget").text == "i fastighetsbolaget"


def test_where_nothing_else_is_hyphenated_a_hyphen_is_the_authors() -> None:
    plain = [lines("hela rader utan streck"), lines("och en till")] * 60
    paragraph = lines("ett offentligt-", "privat samarbete")
    spellings = Spellings.of([*plain, paragraph], KNOWN.__contains__)
    assert join_lines(paragraph, spellings).text == "ett offentligt-privat samarbete"
    browser = Spellings.of([lines("en fastighets\u2010", "ägare"), paragraph], KNOWN.__contains__)
    assert join_lines(paragraph, browser).text == "ett offentligt-privat samarbete"


def replay(result: Joined) -> str:
    """What the raw lines become when the edits are applied and other newlines turn into blanks."""
    text, position = "", 0
    for edit in result.edits:
        assert result.raw[edit.start : edit.end] == edit.before
        text += result.raw[position : edit.start].replace("\n", " ")
        assert len(text) == edit.text_start
        text += edit.after
        assert len(text) == edit.text_end
        position = edit.end
    return text + result.raw[position:].replace("\n", " ")


_word = st.text("abåäöEST6&15", min_size=1, max_size=6)
_line = st.lists(_word, min_size=1, max_size=4).map(" ".join)
_line_end = st.sampled_from(["", "-", "\u2010", "\u00ad", "/", " -", "–"])
_lines = st.lists(st.tuples(_line, _line_end).map("".join), min_size=1, max_size=5)


@given(_lines)
def test_joining_is_told_by_its_edits(texts: list[str]) -> None:
    result = joined(*texts)
    assert replay(result) == result.text


@given(_lines, st.data())
def test_two_rounds_of_edits_compose(texts: list[str], data: st.DataObject) -> None:
    first = joined(*texts)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(first.text)), max_size=6)))
    second: list[Edit] = []
    text, position = "", 0
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        after = data.draw(st.text("xyö", max_size=3))
        text += first.text[position:start]
        second.append(
            Edit(
                start,
                end,
                len(text),
                len(text) + len(after),
                first.text[start:end],
                after,
                "letter",
                0.9,
                "why",
            )
        )
        text += after
        position = end
    text += first.text[position:]
    result = compose(first, second, text)
    assert result.raw == first.raw
    assert result.text == text
    assert replay(result) == text
