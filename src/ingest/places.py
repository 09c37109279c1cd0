"""Which municipality, which local police area, which year a report is about.

The 290 municipalities with their codes are facts (Statistics Sweden's codes);
``data/municipalities.tsv`` was made from the CC0 list of sjbrg/swedish-geodata.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.sections import Notice

FIRST_YEAR, LAST_YEAR = 2010, 2049
"""Citizens' promises came with the new Police Authority of 2015; the years before it are for drafts
and follow-ups of older agreements, the end is the century's middle."""

_POLICE_AREA = re.compile(
    r"\b(?:lokalpolisomr[åa]det?|lpo)\s+"
    r"(?P<name>[A-ZÅÄÖ][\wåäöéü-]*"
    r"(?:(?:\s+|\s*/\s*|-)(?:[A-ZÅÄÖ][\wåäöéü-]*))*"
    r"(?:(?:\s*/\s*)[A-ZÅÄÖ][\wåäöéü-]*)*)",
    re.IGNORECASE,
)
_POLICE_AREA_BEFORE = re.compile(
    r"(?P<name>[A-ZÅÄÖ][\wåäöéü]*(?:[ /-][A-ZÅÄÖ][\wåäöéü]*)*?)s?\s+lokalpolisomr[åa]de\b"
)
_AREA_MENTIONED = re.compile(r"\b(?:(?:lokal)?polisomr[åa]det?|lpo)\s+(?P<name>[^\W\d_].*)", re.IGNORECASE)
_NAME = r"(?<![\w-])(?P<name>{names})s?"
OF_A_MUNICIPALITY = (
    _NAME + r"\s+(?:kommun|[Ss]tad)(?:en|s|ens)?\b|\b[Kk]ommun:\s*(?P<labelled>{names})(?![\w-])"
)
"""How a text says that a name is a municipality's: "Nacka kommun", "Lunds stad", "Kommun: Nacka"."""
BARE = _NAME + r"(?![\w-])"
ALSO_NAMED = {"Falu": "Falun", "Region Gotland": "Gotland", "Gotlands region": "Gotland"}
"""How the municipalities call themselves where it is not their short name (with "kommun" or without)."""

_NOT_OF_THE_NAME = frozenset({"Och", "Samt", "Kommun", "Tertial", "Uppföljning", "Medborgarlöfte", "Polisen"})
_YEAR = re.compile(r"(?<![\d:/])(20[1-4]\d)(?![\d:])")
_YEAR_RANGE = re.compile(r"(20[1-4]\d)\s*[–-]\s*(20[1-4]\d)")


@dataclass(frozen=True, slots=True)
class Municipality:
    """One of Sweden's 290 municipalities."""

    code: str
    """Four digits, the first two the county's."""
    name: str
    """Official short name ("Jönköping")."""


@dataclass(frozen=True, slots=True)
class Place:
    """Whose report it is, as far as the texts tell."""

    municipality: Municipality | None
    police_area: str | None
    notices: tuple[Notice, ...] = ()


@cache
def municipalities() -> tuple[Municipality, ...]:
    """All municipalities, in the order of their codes."""
    table = files("ingest").joinpath("data/municipalities.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines()[1:]]
    return tuple(Municipality(code, name) for code, name, _county in rows)


def fold(text: str) -> str:
    """Lower case without diacritics: how OCR in a wrong language may have left it."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def find_place(titles: Sequence[str], others: Sequence[str]) -> Place:
    """The municipality and police area that the titles name, or else the other texts.

    ``titles`` are searched for "… kommun" and then for bare names ("Medborgarlöfte Härryda 2023");
    ``others`` (headers, footers, introduction, the cells) for "… kommun" and "… stad" only, since many
    names are ordinary words. Police areas are named after municipalities but cover several, so the
    name of an area says little: "… kommun" in the other texts says more.
    """
    area = _police_area(titles) or _police_area(others)
    found = list(_named(titles, OF_A_MUNICIPALITY))
    notices: list[Notice] = []
    if not found:
        found, notices = _found_without_kommun(titles, others, area)
    if not found:
        notices.append(
            Notice(
                "unknown-municipality",
                "warning",
                "No municipality is named in the title, headers or text: fill it in by hand.",
                where="title",
            )
        )
    elif len(found) > 1:
        notices.append(_several(found))
    return Place(found[0] if found else None, area, tuple(notices))


def _found_without_kommun(
    titles: Sequence[str], others: Sequence[str], area: str | None
) -> tuple[list[Municipality], list[Notice]]:
    """Whose report it is where no title says "… kommun", and whether that is contested."""
    in_text = [name for name, _ in _named(others, OF_A_MUNICIPALITY).most_common(1)]
    # The area's own name may hold another municipality's ("Jämtland Härjedalen").
    beside_area = list(_named([_without_areas(title, area) for title in titles], BARE))
    named = beside_area or list(_named(titles, BARE))
    if not named or not in_text:
        return named or in_text, []
    elsewhere = _named([_without_areas(text, None) for text in others], BARE)
    if any(each in elsewhere for each in named):
        return named, []
    if not beside_area:
        return in_text, []
    first, second = (in_text, named) if area == named[0].name else (named, in_text)
    return first, [_several([*first, *second])]


def _several(found: Sequence[Municipality]) -> Notice:
    names = ", ".join(municipality.name for municipality in found)
    return Notice(
        "several-municipalities",
        "warning",
        f"The report names {names}: the first is taken; correct it if the report is another's.",
        where="title",
    )


def _without_areas(text: str, area: str | None) -> str:
    """The text without the police areas it names; without ``area`` too, if no municipality has that name."""
    while mention := _AREA_MENTIONED.search(text):
        name = _trimmed(mention["name"])
        text = text[: mention.start()] + " " + text[mention.start("name") + len(name) :]
    is_municipality = any(municipality.name == area for municipality in municipalities())
    return text if area is None or is_municipality else text.replace(area, " ")


def _named(texts: Sequence[str], naming: str) -> Counter[Municipality]:
    """How often each municipality is named in a way (``naming``), in the order of first mention.

    Names are looked for as they are written, and only if none is found with
    all letters folded: Habo and Håbo are two municipalities.
    """
    for fold_letters in (False, True):
        pattern, by_name = _names_in(naming, fold_letters)
        counted: Counter[Municipality] = Counter()
        for text in texts:
            for match in pattern.finditer(fold(text) if fold_letters else text):
                counted[by_name[match[match.lastgroup or "name"]]] += 1
        if counted:
            return counted
    return Counter()


@cache
def _names_in(naming: str, fold_letters: bool) -> tuple[re.Pattern[str], dict[str, Municipality]]:
    by_short_name = {each.name: each for each in municipalities()}
    also = {name: by_short_name[official] for name, official in ALSO_NAMED.items()}
    by_name = {fold(name) if fold_letters else name: each for name, each in (by_short_name | also).items()}
    longest_first = sorted(by_name, key=lambda name: (-len(name), name))
    names = "|".join(map(re.escape, longest_first))
    return re.compile(naming.format(names=names)), by_name


def _police_area(texts: Sequence[str]) -> str | None:
    for text in texts:
        for pattern in (_POLICE_AREA, _POLICE_AREA_BEFORE):
            for match in pattern.finditer(text):
                name = _trimmed(match["name"])
                if pattern is _POLICE_AREA_BEFORE:
                    name = _without_genitive(name)
                if name:
                    return name
    return None


def _without_genitive(name: str) -> str:
    """ "Södra Vätterbygdens" → "Södra Vätterbygden", but "Borås" is a name as it stands."""
    is_whole = any(municipality.name == name for municipality in municipalities())
    return name if is_whole else name.removesuffix("s")


def _trimmed(name: str) -> str:
    """The capitalised words of a match; the pattern ignores case for "LPO", the name may not."""
    kept: list[str] = []
    for word in name.split():
        if (not word[0].isupper() and word != "/") or word.capitalize() in _NOT_OF_THE_NAME:
            break
        kept.append(word)
    return " ".join(kept).strip(" /-–")


def find_year(
    period_years: Sequence[int], titles: Sequence[str], others: Sequence[str]
) -> tuple[int | None, tuple[Notice, ...]]:
    """The year of the report: of its period headings, else of its title, else the one most named."""
    if period_years:
        return Counter(period_years).most_common(1)[0][0], ()
    for texts, sure in ((titles, True), (others, False)):
        joined = "\n".join(texts)
        single = Counter(_plausible(_YEAR_RANGE.sub(" ", joined)))
        ranged = Counter(_plausible(" ".join(" ".join(pair) for pair in _YEAR_RANGE.findall(joined))))
        years = single or ranged
        if not years:
            continue
        ordered = years.most_common()
        year = ordered[0][0]
        if sure and len(years) == 1:
            return year, ()
        named = ", ".join(str(found) for found, _ in ordered)
        return year, (
            Notice(
                "year-inferred",
                "warning",
                f"The year is inferred (the {'title' if sure else 'text'} names {named}): check it.",
                where="title",
            ),
        )
    return None, (
        Notice("no-year", "warning", "The report names no year: its entries carry no dates.", where="title"),
    )


def _plausible(text: str) -> list[int]:
    years = (int(match) for match in _YEAR.findall(text))
    return [year for year in years if FIRST_YEAR <= year <= LAST_YEAR]
