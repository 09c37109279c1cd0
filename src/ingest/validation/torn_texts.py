"""Texts that were torn: lines of neighbouring columns read as one, so that sentences run into each other.

"… två kvällar i Under sommaren har närvaron ökat. veckan. Fältgruppen …" shows
both signs: a word that begins a sentence after one that does not end one, and
a full stop before a small letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.validation.report_texts import entry_page, entry_place
from ingest.validation.rule import Circumstances, Problem
from schema import Commitment, Entry, Report

SIGNS_NEEDED = 2
"""In one entry, at least one of them a small letter after a full stop: a single one may be the author's slip
or an unknown abbreviation, and capitals inside a sentence are names as well (“nätverket Det goda mötet”)."""

_STARTS = (
    *("Under", "Den", "Det", "De", "Vi", "På", "För", "Med", "Efter", "Vid", "Ett", "En", "Genom", "Inom"),
    *("Flera", "Alla", "När", "Detta", "Dessa", "Även", "Inga", "Inget", "Arbetet"),
)
"""Words that begin sentences and are written small everywhere else."""

_CAPITAL_INSIDE = re.compile(rf"[a-zåäö]{{1,}}\s(?:{'|'.join(_STARTS)})\s[a-zåäö]")
_SMALL_AFTER_STOP = re.compile(r"[a-zåäö]{4,}\.\s[a-zåäö]{2,}\b(?!\.\w)")
_ABBREVIATION = re.compile(r"(?:resp|inkl|exkl|forts|tillf|mån|prel|ungef|avd|kommun|proj|antal|pers)\.\s$")


def torn_sentences(text: str) -> list[str]:
    """The places in ``text`` where two sentences run into each other; empty where it may be whole."""
    small = [
        match[0]
        for match in _SMALL_AFTER_STOP.finditer(text)
        if not _ABBREVIATION.search(match[0].rpartition(" ")[0] + " ")
    ]
    if not small:
        return []
    return [*(match[0] for match in _CAPITAL_INSIDE.finditer(text)), *small]


def torn_entries(report: Report) -> Iterator[tuple[Commitment, Entry, list[str]]]:
    """The entries with at least `SIGNS_NEEDED` such places."""
    for commitment in report.commitments:
        for entry in commitment.entries:
            places = [place for each in entry.paragraphs for place in torn_sentences(each.text)]
            if len(places) >= SIGNS_NEEDED:
                yield commitment, entry, places


def torn_text(report: Report, _: Circumstances) -> Iterator[Problem]:
    """Entries whose sentences run into each other; without period headings that is no-period-headings."""
    if not any(heading.role == "period" for heading in report.headings):
        return
    for commitment, entry, places in torn_entries(report):
        yield Problem(
            "sentences run into each other: " + ", ".join(f"“… {place} …”" for place in places[:3]),
            entry_page(commitment, entry),
            entry_place(commitment, entry),
        )
