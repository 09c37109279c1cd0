"""Random reports to Typst: fonts, widths, gutters, rules, headers and breaks drawn by chance."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from random import Random

from benchmarks.layouts.reports import (
    PERIOD_SETS,
    Drawn,
    Item,
    items,
    labels,
    paragraph,
    report_title,
    sentence,
    titles,
)

FONTS = (
    "Libertinus Serif",
    "Carlito",
    "Liberation Sans",
    "Caladea",
    "DejaVu Sans",
    "Open Sans",
    "New Computer Modern",
)
"""Typst's own two and the ones a Debian machine has; Typst falls back to its own where one is missing."""

_SET_IN: ContextVar[Sequence[str]] = ContextVar("_SET_IN", default=FONTS)


@contextmanager
def set_in(fonts: Sequence[str]) -> Iterator[None]:
    """Let reports be set in these families."""
    token = _SET_IN.set(fonts)
    try:
        yield
    finally:
        _SET_IN.reset(token)


def text(value: str) -> str:
    """A string as Typst content."""
    return f"#text({json.dumps(value, ensure_ascii=False)})"


def paragraphs(given: tuple[str, ...]) -> str:
    """Paragraphs as Typst content."""
    return "[" + "#parbreak()".join(text(one) for one in given) + "]"


@dataclass(frozen=True)
class Style:
    """How a report is set."""

    flipped: bool
    margin: float
    font: str
    size: float
    justify: bool
    hyphenate: bool
    leading: float
    spacing: float
    running: str
    """Header or footer: none, footer, header or both."""
    title_look: str
    """How commitments' titles are set: bold, large, bar, caps or plain."""


def style(rng: Random, *, flipped: bool) -> Style:
    """A random way to set a report."""
    leading = rng.choice((0.5, 0.65, 0.8))
    return Style(
        flipped=flipped,
        margin=rng.choice((1.5, 2.0, 2.5)),
        font=rng.choice(_SET_IN.get()),
        size=rng.choice((9, 10, 11, 12)),
        justify=rng.random() < 0.3,
        hyphenate=rng.random() < 0.25,
        leading=leading,
        spacing=leading + rng.choice((0.35, 0.5, 0.8)),
        running=rng.choice(("none", "footer", "header", "both")),
        title_look=rng.choice(("bold", "bold", "large", "bar", "plain", "caps")),
    )


def preamble(rng: Random, given: Style) -> str:
    """Page, text and paragraph settings."""
    number = rng.choice(
        (
            'counter(page).display("1")',
            'counter(page).display("1 (1)", both: true)',
            '"Sida " + counter(page).display() + " av " + str(counter(page).final().first())',
        )
    )
    footer = f'context [#text("Kommunledningsförvaltningen") #h(1fr) #({number})]'
    header = 'text(size: 0.8em, "Uppföljning medborgarlöfte")'
    return (
        f'#set page(paper: "a4", flipped: {str(given.flipped).lower()}, margin: {given.margin}cm, '
        f"footer: {footer if given.running in ('footer', 'both') else 'none'}, "
        f"header: {header if given.running in ('header', 'both') else 'none'})\n"
        f'#set text(font: "{given.font}", size: {given.size}pt, lang: "sv", '
        f"hyphenate: {str(given.hyphenate).lower()})\n"
        f"#set par(justify: {str(given.justify).lower()}, leading: {given.leading}em, "
        f"spacing: {given.spacing}em)\n"
    )


def front(rng: Random, title: str, given: Style) -> str:
    """The report's title, and sometimes an introduction."""
    source = f'#text(size: {given.size * 1.6}pt, weight: "bold")[{text(title)}]\n#v(0.6em)\n'
    if rng.random() < 0.4:
        source += f"{text(paragraph(rng, 5))}\n#v(1em)\n"
    return source


def heading(item: Item, given: Style) -> tuple[str, str]:
    """A commitment's title as Typst content, and as it is printed."""
    title = item.title.upper() if given.title_look == "caps" else item.title
    shown = text((item.label + " " if item.label else "") + title)
    look = {
        "bold": f'text(weight: "bold")[{shown}]',
        "caps": f'text(weight: "bold")[{shown}]',
        "large": f"text(size: 1.3em)[{shown}]",
        "bar": 'block(width: 100%, fill: rgb("#1f4e79"), inset: 4pt, '
        f'text(fill: white, weight: "bold")[{shown}])',
        "plain": f"[{shown}]",
    }[given.title_look]
    return f"#block(sticky: true, below: 1em, {look})\n", title


def columns(rng: Random) -> Drawn:
    """Layout A: title over period headings over columns."""
    given = style(rng, flipped=rng.random() < 0.85)
    periods = rng.choice(PERIOD_SETS)
    if not given.flipped and len(periods) > 2:
        # Narrow columns: unhyphenated words would print over each other.
        given = replace(given, hyphenate=True, size=9)
    drawn = items(
        rng, len(periods), most=7, empty=rng.choice((0.0, 0.2, 0.5)), long=rng.choice((0.0, 0.1, 0.3))
    )
    gutter = rng.choice((2, 3, 5, 8))
    widths = ["1fr"] * len(periods)
    if rng.random() < 0.3:
        widths = [f"{rng.choice((1, 1.3, 1.7))}fr" for _ in periods]
    align = rng.choice(("left", "left", "center"))
    weight = rng.choice(("bold", "regular"))
    stroke = rng.choice(("none", "none", "none", "0.5pt", "(x: none, y: 0.5pt)"))
    repeat = rng.random() < 0.5
    inset = f"(x: {gutter / 2}mm, y: {rng.choice((2, 4))}pt)"
    breaks = rng.random() < 0.25
    source = preamble(rng, given)
    title = report_title(rng)
    source += front(rng, title, given)
    finished = []
    for number, item in enumerate(drawn):
        if number and breaks:
            source += "#pagebreak()\n"
        shown, printed = heading(item, given)
        source += shown
        finished.append(replace(item, title=printed))
        heads = ", ".join(
            f'table.cell(align: {align}, text(weight: "{weight}")[{text(name)}])' for name, _ in periods
        )
        body = ", ".join(paragraphs(one) for one in item.cells)
        source += (
            f"#table(columns: ({', '.join(widths)},), stroke: {stroke}, inset: {inset}, align: left, "
            f"table.header(repeat: {str(repeat).lower()}, {heads}), {body})\n#v({rng.choice((1, 2))}em)\n"
        )
    notes = (f"gutter {gutter} mm", f"stroke {stroke}", f"align {align}", f"repeat {repeat}", str(given))
    return Drawn("columns", title, periods, tuple(finished), source, notes)


def matrix(rng: Random) -> Drawn:
    """Layout B: a row a commitment, with who answers for it, status and comments."""
    given = replace(style(rng, flipped=True), size=rng.choice((8, 9, 10)), hyphenate=True)
    periods = rng.choice(PERIOD_SETS)
    drawn = items(
        rng, len(periods), most=9, empty=rng.choice((0.0, 0.2, 0.5)), long=rng.choice((0.0, 0.0, 0.05))
    )
    title_head = rng.choice(("Åtgärd", "Aktivitet", "Åtagande", "Medborgarlöfte", "Insats"))
    numbered = rng.random() < 0.6
    responsible = rng.random() < 0.6
    status = rng.random() < 0.6
    comment = rng.random() < 0.3
    heads = (["Nr"] if numbered else []) + [title_head] + (["Ansvarig"] if responsible else [])
    heads += (
        [name for name, _ in periods] + (["Status"] if status else []) + (["Kommentar"] if comment else [])
    )
    widths = (["2em"] if numbered else []) + ["1.3fr"] + (["6.5em"] if responsible else [])
    widths += ["2fr"] * len(periods) + (["5em"] if status else []) + (["1fr"] if comment else [])
    stroke = rng.choice(("none", "0.5pt", "(x: none, y: 0.5pt)"))
    inset = rng.choice((3, 4, 6))
    if stroke == "none":
        # Nothing but the blank parts the rows: more of it than between two lines.
        inset = round(given.size * (given.leading / 2 + rng.choice((0.2, 0.4, 0.6))), 1)
    repeat = rng.random() < 0.6
    weight = rng.choice(("bold", "regular"))
    rows, finished = [], []
    for number, item in enumerate(drawn):
        sides = []
        cells = [text(f"{number + 1}")] if numbered else []
        cells.append(text(item.title))
        if responsible:
            sides.append(("Ansvarig", rng.choice(("Polisen", "Kommunen", "Polisen, kommunen"))))
            cells.append(text(sides[-1][1]))
        cells += [paragraphs(one)[1:-1] for one in item.cells]
        if status:
            word, colour = rng.choice((("Klart", "#92d050"), ("Pågår", "#ffff00"), ("Försenat", "#ff0000")))
            sides.append(("Status", word))
            fill = f'fill: rgb("{colour}"), ' if rng.random() < 0.7 else ""
            cells.append(f"#table.cell({fill}{text(word)[1:]})")
        if comment:
            sides.append(("Kommentar", "" if rng.random() < 0.4 else sentence(rng)))
            cells.append(text(sides[-1][1]))
        rows.append(", ".join(f"[{one}]" if not one.startswith("#table") else one[1:] for one in cells))
        finished.append(
            replace(item, label=str(number + 1) if numbered else None, sides=tuple(s for s in sides if s[1]))
        )
    title = report_title(rng)
    shown = ", ".join(f'text(weight: "{weight}")[{text(name)}]' for name in heads)
    source = preamble(rng, given) + front(rng, title, given)
    source += (
        f"#table(columns: ({', '.join(widths)},), stroke: {stroke}, inset: {inset}pt, align: left, "
        f"table.header(repeat: {str(repeat).lower()}, {shown}), {', '.join(rows)})\n"
    )
    notes = (f"stroke {stroke}", f"inset {inset}", f"repeat {repeat}", str(heads), str(given))
    return Drawn("matrix", title, periods, tuple(finished), source, notes)


def stacked(rng: Random) -> Drawn:
    """Layout C: headings for commitments, sub-headings for periods, in one or two text columns."""
    given = style(rng, flipped=False)
    given = replace(given, title_look=rng.choice(("bold", "large", "bar", "caps")))
    two = rng.random() < 0.3
    if two:
        given = replace(given, hyphenate=True, size=rng.choice((9, 10)))
    periods = rng.choice(PERIOD_SETS)
    drawn = items(rng, len(periods), most=6, empty=rng.choice((0.0, 0.2, 0.5)), long=rng.choice((0.0, 0.1)))
    sub = rng.choice(
        ('weight: "bold"', 'style: "italic"', 'weight: "bold", size: 0.95em', 'fill: rgb("#1f4e79")')
    )
    title = report_title(rng)
    source = preamble(rng, given) + front(rng, title, given)
    if given.title_look in ("bold", "caps"):
        given = replace(given, title_look="large" if given.title_look == "bold" else "caps")
    finished = []
    body = ""
    for item in drawn:
        shown, printed = heading(item, given)
        body += shown
        finished.append(replace(item, title=printed))
        for (name, _), cell_text in zip(periods, item.cells, strict=True):
            body += f"#block(sticky: true, text({sub})[{text(name)}])\n{paragraphs(cell_text)[1:-1]}\n\n"
        body += "#v(1em)\n"
    source += f"#columns(2)[{body}]" if two else body
    notes = (f"two {two}", f"sub {sub}", str(given))
    return Drawn("stacked", title, periods, tuple(finished), source, notes)


def inline(rng: Random) -> Drawn:
    """Layout D: a commitment, then its answer, which may name its period."""
    periods = (("", "T1"), ("", "T2"), ("", "T3"), ("", "Y"))
    given, count = _headed_style(rng), rng.randint(3, 7)
    drawn = []
    for number, (title, label) in enumerate(zip(titles(rng, count), labels(rng, count), strict=True)):
        # At least one answer names its period, and one does not, so that the report has all four.
        place = (rng.randint(0, 2), 3)[number] if number < 2 else rng.randint(0, 3)
        answer = [paragraph(rng, 4) for _ in range(rng.randint(1, 3))]
        if place < 3:
            said = rng.choice(
                (f"under tertial {place + 1}", f"under {('första', 'andra', 'tredje')[place]} tertialet")
            )
            answer[0] += f" Insatsen genomfördes {said}."
        drawn.append(Item(title, tuple(tuple(answer) if i == place else () for i in range(4)), label))
    return _headed("inline", rng, given, periods, drawn)


def prose(rng: Random) -> Drawn:
    """Layout F: the whole year as text under headings."""
    given, count = _headed_style(rng), rng.randint(2, 7)
    drawn = [
        Item(title, (tuple(paragraph(rng, 5) for _ in range(rng.randint(1, 4))),), label)
        for title, label in zip(titles(rng, count), labels(rng, count), strict=True)
    ]
    return _headed("prose", rng, given, (("", "Y"),), drawn)


def pairs(rng: Random) -> Drawn:
    """Layout E: blocks of who does what, and the result."""
    given, count = _headed_style(rng), rng.randint(2, 6)
    drawn = []
    for title, label in zip(titles(rng, count), labels(rng, count), strict=True):
        owners = [name for name in ("Polisen", "Kommunen", "Tillsammans") if rng.random() < 0.7] or [
            "Polisen"
        ]
        sides = tuple((name, sentence(rng)) for name in owners)
        answer = tuple(paragraph(rng, 4) for _ in range(rng.randint(1, 3)))
        drawn.append(Item(title, (answer,), label, sides))
    return _headed("pairs", rng, given, (("", "Y"),), drawn)


def _headed_style(rng: Random) -> Style:
    return replace(style(rng, flipped=False), title_look=rng.choice(("large", "bar", "large", "bold")))


def _headed(
    layout: str, rng: Random, given: Style, periods: tuple[tuple[str, str], ...], drawn: list[Item]
) -> Drawn:
    """A report of headings with text under them."""
    title = report_title(rng)
    source = preamble(rng, given) + front(rng, title, given)
    finished = []
    for item in drawn:
        shown, printed = heading(item, given)
        finished.append(replace(item, title=printed))
        source += shown
        for name, side in item.sides:
            source += f'#block(sticky: true, text(style: "italic")[{text(name)}])\n{text(side)}\n\n'
        if item.sides:
            source += f'#block(sticky: true, text(style: "italic")[{text("Resultat 2024")}])\n'
        answer = next((one for one in item.cells if one), ())
        source += f"{paragraphs(answer)[1:-1]}\n\n#v(1em)\n"
    return Drawn(layout, title, periods, tuple(finished), source, (str(given),))


LAYOUTS: dict[str, Callable[[Random], Drawn]] = {
    "columns": columns,
    "matrix": matrix,
    "stacked": stacked,
    "inline": inline,
    "pairs": pairs,
    "prose": prose,
}
"""How a report of each layout is drawn."""
