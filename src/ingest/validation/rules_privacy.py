"""Rules on personal data in a report that is made to be published.

Messages mask what was found: they end in logs that more people read than the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.validation.report_texts import everything
from ingest.validation.rule import Circumstances, Problem, Rule
from schema import Report

PUBLIC_NUMBERS = frozenset({"0771141400"})
"""The police from abroad (077-114 14 00). 112, 114 14, 1177 and their like are no subscribers' numbers to
begin with, and phonenumbers passes them by."""

_PERSONNUMMER = re.compile(
    r"(?<![\d\w/:.,-])(?:(?P<century>18|19|20)\s?)?(?P<date>\d{6})\s?(?P<sep>[-–+]?)\s?(?P<number>\d{4})"
    r"(?![\w/:]|[-–.,]\d)"
)
"""Ten or twelve digits, with or without the sign before the last four."""

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[A-Za-zÅÄÖåäö]{2,}(?![\w-])")


def contact_key(contact: str) -> str:
    """An e-mail address in lower case, or the digits of a phone number (national form), to compare by.

    >>> contact_key("+46 (0)36-10 50 00"), contact_key("Kommun@Jonkoping.se")
    ('036105000', 'kommun@jonkoping.se')
    """
    if "@" in contact:
        return contact.strip().casefold()
    digits = re.sub(r"\D", "", contact.replace("(0)", ""))
    abroad = re.match(r"\s*(?:\+|00)\s*46", contact)
    return "0" + digits.lstrip("0").removeprefix("46") if abroad else digits


def _personnummer(report: Report, _: Circumstances) -> Iterator[Problem]:
    for passage in everything(report):
        for match in _PERSONNUMMER.finditer(passage.text):
            if _is_personnummer(match):
                kind = "coordination number" if int(match["date"][4:]) > 60 else "personnummer"
                yield Problem(
                    f"a valid {kind} (masked: ******-**{match['number'][2:]}) stands in a public report",
                    passage.page,
                    passage.where,
                )


def _is_personnummer(match: re.Match[str]) -> bool:
    """By date and check digit; ten bare digits that begin with 0 are a phone number ("0701234567")."""
    # Imported here: the command line starts without it.
    from personnummer import personnummer

    if not match["century"] and not match["sep"] and match["date"].startswith("0"):
        return False
    sign = "-" if match["sep"] in ("–", "-") else match["sep"]
    return bool(personnummer.valid(f"{match['century'] or ''}{match['date']}{sign}{match['number']}"))


def _email_address(report: Report, circumstances: Circumstances) -> Iterator[Problem]:
    for passage in everything(report):
        for match in _EMAIL.finditer(passage.text):
            if contact_key(match[0]) not in circumstances.public_contacts:
                name, _, domain = match[0].partition("@")
                yield Problem(
                    f"the e-mail address {name[0]}…@{domain} stands in a public report",
                    passage.page,
                    passage.where,
                )


def _phone_number(report: Report, circumstances: Circumstances) -> Iterator[Problem]:
    import phonenumbers  # imported here: it takes longer than the command line may

    for passage in everything(report):
        for match in phonenumbers.PhoneNumberMatcher(
            passage.text, "SE", leniency=phonenumbers.Leniency.VALID
        ):
            key = contact_key(match.raw_string)
            if key[0] == "0" and key not in PUBLIC_NUMBERS | circumstances.public_contacts:
                yield Problem(
                    f"a phone number (masked: …{key[-2:]}) stands in a public report",
                    passage.page,
                    passage.where,
                )


RULES = (
    Rule(
        "personnummer",
        "privacy",
        "error",
        "A personal identity or coordination number stands in the report.",
        "Take the number out of the document and publish it anew; it must not be public.",
        _personnummer,
    ),
    Rule(
        "email-address",
        "privacy",
        "warning",
        "An e-mail address stands in the report.",
        "Take it out, or list it under public-contacts in the settings if it is an office's.",
        _email_address,
    ),
    Rule(
        "phone-number",
        "privacy",
        "warning",
        "A phone number stands in the report.",
        "Take it out, or list it under public-contacts in the settings if it is an office's.",
        _phone_number,
    ),
)
