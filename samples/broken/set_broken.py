"""Set the broken samples again: ``python samples/broken/set_broken.py [name …]`` (all without a name).

Each is the same small, invented report with one defect. ``cases.toml`` says
which rule must catch it. Needs the Python package typst; nothing here is run
by the tests.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2] / "src")]

from setting.producers import typst  # noqa: E402

FOLDER = Path(__file__).parent

HEADS = ("Tertial 1", "Tertial 2", "Tertial 3")
CELL = tuple[str, ...]


@dataclass(frozen=True)
class Promise:
    """One commitment: its title and three cells of paragraphs."""

    title: str
    cells: tuple[CELL, CELL, CELL]

    def with_cell(self, at: int, *paragraphs: str) -> Promise:
        """The same with other paragraphs in the cell of that index."""
        cells = list(self.cells)
        cells[at] = paragraphs
        return replace(self, cells=(cells[0], cells[1], cells[2]))


@dataclass(frozen=True)
class Document:
    """What stands in the report."""

    title: str
    promises: tuple[Promise, ...]
    heads: Sequence[str] = HEADS
    preface: str = ""
    """Typst markup between title and first promise."""
    after: Mapping[int, str] = field(default_factory=dict)
    """Typst markup after the promise of that index."""

    def with_promise(self, at: int, promise: Promise) -> Document:
        """The same with another promise at that index."""
        promises = list(self.promises)
        promises[at] = promise
        return replace(self, promises=tuple(promises))

    def with_cell(self, promise: int, period: int, *paragraphs: str) -> Document:
        """The same with other paragraphs in one cell."""
        return self.with_promise(promise, self.promises[promise].with_cell(period, *paragraphs))


SOUND = Document(
    "Uppföljning av medborgarlöfte 2024 – Mora kommun och lokalpolisområde Mora",
    (
        Promise(
            "Ökad närvaro av polis och fältare i centrum",
            (
                (
                    "Polisen har fotpatrullerat i centrum två kvällar i veckan. Fältgruppen har varit med "
                    "vid åtta tillfällen.",
                    "Den 14 februari hölls ett öppet möte på biblioteket där ungefär sextio personer deltog.",
                ),
                (
                    "Under sommaren har närvaron ökat. Ordningsvakter har arbetat i parken under helgerna i "
                    "juli och augusti.",
                ),
                (
                    "Närvaron har fortsatt under hösten. Antalet anmälda brott i centrum har minskat något "
                    "jämfört med förra året.",
                ),
            ),
        ),
        Promise(
            "Trygga skolvägar och lugna skolgårdar",
            (
                ("Kommunen har inventerat vägarna till fyra skolor tillsammans med föräldrar och elever.",),
                (
                    "Belysningen vid två övergångsställen har bytts ut. Polisen har genomfört "
                    "hastighetskontroller i samband med skolstarten i augusti.",
                ),
                (
                    "Elever och personal upplever att trafiken har blivit lugnare. Arbetet går vidare med "
                    "de två skolor som återstår.",
                ),
            ),
        ),
        Promise(
            "Minskad skadegörelse genom snabb sanering",
            (
                ("Klotter har tagits bort inom två dygn i nio fall av tio.",),
                ("Fastighetsägarna har fått en gemensam rutin för anmälan och sanering.",),
                ("Rutinen används nu av alla fastighetsägare i centrum. Kostnaderna har minskat.",),
            ),
        ),
    ),
)


def _escaped(text: str) -> str:
    return "".join(f"\\{char}" if char in "\\#$*_`<>@[]~=-+/" else char for char in text)


def _cell(paragraphs: Sequence[str]) -> str:
    return "[" + "\n\n".join(_escaped(paragraph) for paragraph in paragraphs) + "]"


def _promise(promise: Promise, heads: Sequence[str]) -> str:
    title = f'#text(size: 15pt, weight: "bold")[{_escaped(promise.title)}]\n\n' if promise.title else ""
    row = ", ".join(f'text(weight: "bold")[{_escaped(head)}]' for head in heads)
    heading = f"{row}," if heads else ""
    cells = ", ".join(_cell(cell) for cell in promise.cells)
    return (
        f"{title}#grid(columns: (1fr, 1fr, 1fr), column-gutter: 24pt, row-gutter: 8pt, {heading} {cells})\n"
        "#v(14pt)\n"
    )


def markup(document: Document) -> str:
    """The report as Typst: landscape, three columns a promise, page numbers at the foot."""
    parts = [
        '#set page(paper: "a4", flipped: true, margin: (x: 50pt, y: 48pt), numbering: "1")',
        '#set text(font: "Liberation Sans", size: 11pt, lang: "sv", hyphenate: false)',
        "#set par(justify: false, spacing: 9pt)",
    ]
    if document.title:
        parts.append(f'#text(size: 20pt, weight: "bold")[{_escaped(document.title)}]\n#v(10pt)')
    parts.append(document.preface)
    for at, promise in enumerate(document.promises):
        parts.append(_promise(promise, document.heads))
        parts.append(document.after.get(at, ""))
    return "\n\n".join(part for part in parts if part)


def _titled(title: str) -> Document:
    return replace(SOUND, title=title)


NAMES = "Mora kommun och lokalpolisområde Mora"

DOCUMENTS: dict[str, Callable[[], Document]] = {
    "sound": lambda: SOUND,
    "no-period-headings": lambda: replace(SOUND, heads=()),
    "commitment-without-entries": lambda: SOUND.with_promise(
        1, replace(SOUND.promises[1], cells=((), (), ()))
    ),
    "empty-period": lambda: SOUND.with_cell(1, 1),
    "copied-entry": lambda: SOUND.with_cell(2, 2, *SOUND.promises[2].cells[1]),
    "year-mismatch": lambda: SOUND.with_cell(
        0,
        0,
        "Polisen har fotpatrullerat i centrum sedan januari 2023.",
        "Den 14 februari 2023 hölls ett öppet möte på biblioteket, och den 9 mars 2023 ett till i skolan.",
    ),
    "date-outside-period": lambda: SOUND.with_cell(
        2, 0, "Klotter har tagits bort inom två dygn. Den 17 oktober hölls en städdag i centrum."
    ),
    "date-outside-period-list": lambda: SOUND.with_cell(
        2, 2, "12/9 Städdag i centrum", "3/2 Möte med fastighetsägarna", "20/11 Städdag vid stationen"
    ),
    "missing-commitment": lambda: SOUND,
    "other-year-than-planned": lambda: SOUND,
    "renamed-commitment": lambda: SOUND,
    "unknown-municipality": lambda: _titled("Uppföljning av medborgarlöfte 2024 – lokalpolisområde Siljan"),
    "unknown-police-area": lambda: _titled("Uppföljning av medborgarlöfte 2024 – Mora kommun och polisen"),
    "several-municipalities": lambda: _titled(
        "Uppföljning av medborgarlöfte 2024 – Mora kommun, Leksands kommun och lokalpolisområde Siljan"
    ),
    "no-year": lambda: _titled(f"Uppföljning av medborgarlöfte – {NAMES}"),
    "year-inferred": lambda: _titled(f"Uppföljning av medborgarlöfte 2023 och 2024 – {NAMES}"),
    "missing-title": lambda: SOUND.with_promise(1, replace(SOUND.promises[1], title="")),
    "text-cut-off": lambda: SOUND.with_cell(
        2,
        2,
        "Rutinen används nu av alla fastighetsägare i centrum. Kostnaderna har minskat med en tredjedel och",
    ),
    "unknown-word": lambda: SOUND.with_cell(
        2, 1, "Fastighetsägarna har fått en gemmensam rutin för anmälan och sanering."
    ),
    "introduction": lambda: replace(
        SOUND, preface="Här redovisas vad polisen och kommunen har gjort under året.\n#v(10pt)"
    ),
    "unplanned-commitment": lambda: SOUND,
    "dropped-commitment": lambda: SOUND,
    "personnummer": lambda: SOUND.with_cell(
        2, 1, "Fastighetsägarna har fått en gemensam rutin. Ansvarig för rutinen är 850709-9805."
    ),
    "personnummer-coordination": lambda: SOUND.with_cell(
        2, 1, "Fastighetsägarna har fått en gemensam rutin. Anmälan gjordes av 19701063-2391."
    ),
    "email-address": lambda: SOUND.with_cell(
        2, 1, "Fastighetsägarna har fått en gemensam rutin. Frågor besvaras av anna.berg@mora.example.se."
    ),
    "phone-number": lambda: SOUND.with_cell(
        2, 1, "Fastighetsägarna har fått en gemensam rutin. Ring 070-174 06 35 vid frågor."
    ),
    "text-begins-midway": lambda: SOUND.with_cell(
        2, 1, "av kommunen har fastighetsägarna fått en gemensam rutin för anmälan och sanering."
    ),
    "text-across-columns": lambda: replace(
        SOUND,
        after={
            2: "#v(-12pt) Sammanfattningsvis har arbetet gått framåt i alla delar av kommunen, och samverkan "
            "mellan polisen och kommunens förvaltningar fungerar allt bättre."
        },
    ),
}


def main(names: list[str]) -> None:
    """Set the named samples, or all; with all also the text dump and the broken file."""
    for name in names or DOCUMENTS:
        typst(markup(DOCUMENTS[name]()), FOLDER / f"{name}.pdf")
        print(name, file=sys.stderr)
    if not names:
        _write("mojibake.txt", _dump())
        _write("doubtful-word.json", _restored_in_doubt())
        _write("low-page-confidence.json", _read_by_ocr())
        (FOLDER / "unreadable.pdf").write_bytes((FOLDER / "sound.pdf").read_bytes()[:2000])


def _write(name: str, text: str) -> None:
    (FOLDER / name).write_text(text, encoding="utf-8")


def _read_by_ocr() -> str:
    """The sound report as a data set holds it, but read from a poor scan."""
    from ingest import parse_report
    from schema import PageReading

    report = parse_report(FOLDER / "sound.pdf")
    reading = PageReading(page=1, diagnosis="no-text", reason="a picture", read_by="ocr", confidence=0.62)
    source = report.source.model_copy(update={"kind": "scan", "page_readings": (reading,)})
    return report.model_copy(update={"source": source}).model_dump_json(indent=1) + "\n"


def _restored_in_doubt() -> str:
    """The sound report as a data set holds it, with a word restored against an even bet."""
    from ingest import parse_report
    from schema import Correction

    report = parse_report(FOLDER / "sound.pdf")
    first = report.commitments[0]
    entry = first.entries[0]
    paragraph = entry.paragraphs[0]
    at = paragraph.text.index("två")
    doubt = Correction(
        start=at,
        end=at + 3,
        text_start=at,
        text_end=at + 3,
        before="tva",
        after="två",
        kind="letter",
        confidence=0.55,
        reason="two readings fit",
        alternatives=("tvä",),
    )
    raw = paragraph.text.replace("två", "tva", 1)
    paragraph = paragraph.model_copy(update={"raw": raw, "corrections": (doubt,)})
    entry = entry.model_copy(update={"paragraphs": (paragraph, *entry.paragraphs[1:])})
    first = first.model_copy(update={"entries": (entry, *first.entries[1:])})
    changed = report.model_copy(update={"commitments": (first, *report.commitments[1:])})
    return changed.model_dump_json(indent=1) + "\n"


def _dump() -> str:
    """The sound report as a text dump whose cells were decoded wrongly; they name their periods, so that
    none is in doubt."""
    lines = [SOUND.title, ""]
    for promise in SOUND.promises:
        lines += [promise.title, ""]
        for head, cell in zip(HEADS, promise.cells, strict=True):
            lines += [head, "", f"Under {head.lower()}: {' '.join(cell)}".encode().decode("cp1252"), ""]
    return "\n".join(lines)


if __name__ == "__main__":
    main(sys.argv[1:])
