"""Random follow-up reports as data: what a perfect reading of their PDF must give."""
# ruff: noqa: E501 - the word lists are read across

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from random import Random

PERIOD_SETS = (
    (("Tertial 1", "T1"), ("Tertial 2", "T2"), ("Tertial 3", "T3")),
    (("Tertial 1", "T1"), ("Tertial 2", "T2"), ("Tertial 3", "T3")),
    (("T1", "T1"), ("T2", "T2"), ("T3", "T3")),
    (("Tertial 1 2024", "T1"), ("Tertial 2 2024", "T2"), ("Tertial 3 2024", "T3")),
    (("Tertial 1", "T1"), ("Tertial 2", "T2")),
    (("Januari–april", "T1"), ("Maj–augusti", "T2"), ("September–december", "T3")),
    (("Kvartal 1", "Q1"), ("Kvartal 2", "Q2"), ("Kvartal 3", "Q3"), ("Kvartal 4", "Q4")),
    (("Halvår 1", "H1"), ("Halvår 2", "H2")),
    (("Våren", "H1"), ("Hösten", "H2")),
    (("Delår", "T2"), ("Helår", "Y")),
)

TOWNS = (
    "Jönköping",
    "Växjö",
    "Östersund",
    "Gävle",
    "Mölndal",
    "Västerås",
    "Älmhult",
    "Åre",
    "Lund",
    "Kalmar",
)

_SUBJECTS = (
    "Polisen", "Kommunen", "Räddningstjänsten", "Socialtjänsten", "Fältgruppen", "Arbetsgruppen",
    "Kommunpolisen", "Säkerhetschefen", "Fastighetsägarna", "Brottsofferjouren", "SSPF-koordinatorn",
    "Trygghetsvärdarna", "Fritidsgården", "Skolan", "Näringslivet", "Grannsamverkan", "Ordningsvakterna",
)  # fmt: skip
_VERBS = (
    "har genomfört", "planerar", "fortsätter", "har påbörjat", "har utvecklat", "följer upp", "samordnar",
    "har kartlagt", "förbereder", "har tagit fram", "inventerar", "har intensifierat", "har deltagit i",
)  # fmt: skip
_OBJECTS = (
    "arbetet med trygghetsvandringar", "vecko- och månadsvisa lägesbilder", "dialogmöten i området",
    "en åtgärdsplan mot ungdomsbrott", "samtal med boende på Öxnehaga", "utbildning om våld i nära relation",
    "insatser mot narkotika", "Krogar mot knark-metoden", "samverkan med civilsamhället", "EST-möten",
    "belysning vid gångvägar", "information om bedrägerier riktade mot äldre", "hastighetskontroller",
    "föräldramöten i årskurs 7–9", "platsbesök tillsammans med fastighetsägare", "en ny rutin för orosanmälan",
)  # fmt: skip
_TAILS = (
    "", "", "", " under perioden", " tillsammans med övriga aktörer", " enligt plan", " vid 4 tillfällen",
    " i de prioriterade områdena", " sedan den 13/1", " (jfr beslut i kommunfullmäktige)", " med ca 35 deltagare",
    ", vilket har gett goda resultat", ", men mycket återstår att göra", " inför sommaren", " t.ex. i centrum",
)  # fmt: skip
_TITLE_HEADS = (
    "Ökad trygghet", "Effektiv samordning", "Krogar mot knark", "Tryggare trafikmiljö", "Ungas uppväxtvillkor",
    "Minska våldet", "Utveckla samverkan", "Följa utvecklingen", "Synlig polis", "Medborgardialoger",
    "Motverka narkotika", "Sammanhållet utvecklingsarbete", "Bedrägerier mot äldre", "Nattvandring",
)  # fmt: skip
_TITLE_TAILS = (
    "", "", " i centrum", " på skolor och fritidsgårdar", " genom strukturerad samverkan mellan polis och kommun",
    " i enlighet med lag (2023:196) om kommuners ansvar för brottsförebyggande arbete",
    " med civilsamhället i de prioriterade områdena", " (EST)",
    " och medvetenheten att identifiera flickor och kvinnor som befinner sig i kriminella miljöer och som begår"
    " kriminella handlingar eller riskerar att göra det",
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One commitment as it was put in."""

    title: str
    cells: tuple[tuple[str, ...], ...]
    """Paragraphs by period."""
    label: str | None = None
    sides: tuple[tuple[str, str], ...] = ()
    """Name of the column or block, and its text."""


@dataclass(frozen=True)
class Drawn:
    """A report as it was put in, and the Typst source that sets it."""

    layout: str
    title: str
    periods: tuple[tuple[str, str], ...]
    """Heading as printed, name of the period."""
    items: tuple[Item, ...]
    source: str = ""
    notes: tuple[str, ...] = field(default=())
    """What was chosen, for a person looking at a failure."""


_TOLD: ContextVar[Sequence[str]] = ContextVar("_TOLD", default=())


@contextmanager
def telling(sentences: Sequence[str]) -> Iterator[None]:
    """Let reports be made of these sentences instead of the few words above: OCR reads each text anew."""
    token = _TOLD.set(sentences)
    try:
        yield
    finally:
        _TOLD.reset(token)


def sentence(rng: Random) -> str:
    """A sentence as reports have them, or one of those to be told."""
    if told := _TOLD.get():
        return rng.choice(told)
    return f"{rng.choice(_SUBJECTS)} {rng.choice(_VERBS)} {rng.choice(_OBJECTS)}{rng.choice(_TAILS)}."


def paragraph(rng: Random, most: int) -> str:
    """One to ``most`` sentences."""
    return " ".join(sentence(rng) for _ in range(rng.randint(1, most)))


def cell(rng: Random, empty: float, long: float) -> tuple[str, ...]:
    """Paragraphs of one cell: none with chance ``empty``, many with chance ``long``."""
    if rng.random() < empty:
        return ()
    if rng.random() < long:
        return tuple(paragraph(rng, 6) for _ in range(rng.randint(3, 8)))
    if rng.random() < 0.2:
        return (rng.choice(("Pågår.", "Klart.", "Inga aktiviteter är genomförda.", "Se tertial ett ovan.")),)
    return tuple(paragraph(rng, 3) for _ in range(rng.randint(1, 3)))


def titles(rng: Random, count: int) -> list[str]:
    """Different titles of commitments, some of them long."""
    found: dict[str, None] = {}
    while len(found) < count:
        found[rng.choice(_TITLE_HEADS) + rng.choice(_TITLE_TAILS)] = None
    return list(found)


def labels(rng: Random, count: int) -> list[str | None]:
    """No numbers, or one of the ways to number commitments."""
    style = rng.choice(("", "", "1.", "1.1", "1)"))
    if not style:
        return [None] * count
    if style == "1.1":
        return [f"{1 + i // 3}.{1 + i % 3}" for i in range(count)]
    return [f"{i + 1}{style[1:]}" for i in range(count)]


def report_title(rng: Random) -> str:
    """The report's own title."""
    town = rng.choice(TOWNS)
    return rng.choice(
        (
            f"Uppföljning medborgarlöfte 2024 — Lokalpolisområde {town} och {town} kommun",
            f"Uppföljning av medborgarlöften {town} 2024",
            f"Medborgarlöfte 2024 – uppföljning, {town}",
        )
    )


def items(rng: Random, periods: int, *, most: int, empty: float, long: float) -> tuple[Item, ...]:
    """Commitments with random cells; sometimes a whole period is still to come."""
    count = rng.randint(1, most)
    reported = rng.randint(1, periods) if rng.random() < 0.15 else periods
    given = []
    for title, label in zip(titles(rng, count), labels(rng, count), strict=True):
        cells = tuple(cell(rng, empty, long) if i < reported else () for i in range(periods))
        given.append(Item(title, cells, label))
    return tuple(given)
