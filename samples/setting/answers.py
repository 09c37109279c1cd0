"""Layouts D, E and F: a promise and its answer, without a heading for each period."""

from __future__ import annotations

from pathlib import Path

from setting.columns import page_count
from setting.goldens import Json, golden, periods_of, source
from setting.markup import h, p, page, t
from setting.producers import chromium, typst
from setting.word import Letter


def _answer(given: Json, content: Json) -> list[str]:
    return [text for period in periods_of(content) for text in given.get(period, [])]


def kiruna_writer(pdf: Path) -> Json:
    """D: bold promises, answers that name a tertial, none, or two."""
    content = source("kiruna-2023")
    letter = Letter(size=11.5, margin=2.5, font="Liberation Serif")
    letter.footer("Kiruna kommun   {page}")
    letter.text(content["title"], size=20, bold=True, after=16)
    for given in content["commitments"]:
        letter.text(given["title"], size=12.5, bold=True, before=14, after=4, keep=True)
        for text in _answer(given, content):
            letter.text(text)
    letter.save(pdf)
    pages = page_count(pdf)
    return golden(content, "inline", furniture=[f"Kiruna kommun {n}" for n in range(1, pages + 1)])


def trollhattan_chromium(pdf: Path) -> Json:
    """D: numbered promises of one and two lines, indented answers, the period within a sentence."""
    content = source("trollhattan-2022")
    style = """@page{size:A4;margin:22mm} body{font:11pt/1.5 'Inter','Open Sans';margin:0}
    h1{font-size:20pt;margin:0 0 2mm} .sub{color:#555;margin:0 0 8mm} h2{font-size:13pt;margin:7mm 0 2mm;
    color:#0a5c36;break-after:avoid;padding-left:8mm;text-indent:-8mm} h2 span{display:inline-block;width:8mm;
    text-indent:0} p{margin:0 0 2mm 8mm} .sub{margin-left:0}"""
    body = f'<h1>{h(content["title"])}</h1><p class="sub">{h(content["subtitle"])}</p>'
    for given in content["commitments"]:
        body += f"<h2><span>{given['label']}.</span>{h(given['title'])}</h2>{p(_answer(given, content))}"
    chromium(page(style, body), pdf)
    return golden(content, "inline", unassigned=[content["subtitle"]])


def lulea_typst(pdf: Path) -> Json:
    """E: under each owner a list of promises and, beside it, a list of results with the same numbers."""
    content = source("lulea-2023")
    text = f"""#set page("a4", margin: 2cm)
#set text(font: "Liberation Sans", size: 11pt, lang: "sv")
#set par(leading: 0.65em)
#text(size: 20pt, weight: "bold")[{t(content["title"])}]

{t(content["subtitle"])}
"""
    for owner in ("Polisen", "Kommunen", "Tillsammans"):
        mine = [given for given in content["commitments"] if given["group"] == owner]
        promises = "".join(f"[{t(given['title'])}]," for given in mine)
        results = "".join(f"[{t(given['Y'][0])}]," for given in mine)
        text += f"""#v(10pt)
#block(sticky: true, text(size: 15pt, weight: "bold", fill: rgb("#003a70"))[{owner}])
#grid(columns: (1fr, 1fr), column-gutter: 24pt, row-gutter: 8pt, [*Våra löften*], [*Resultat*],
  enum(spacing: 9pt, {promises}), enum(spacing: 9pt, {results}))
"""
    typst(text, pdf)
    return golden(content, "pairs", unassigned=[content["subtitle"]])


def ornskoldsvik_writer(pdf: Path) -> Json:
    """E: under each promise the owners' blocks, then the result of the year."""
    content = source("ornskoldsvik-2024")
    letter = Letter(size=11, margin=2.5, hyphenate=True)
    letter.header("Örnsköldsviks kommun")
    letter.text(content["title"], size=20, bold=True, after=4)
    letter.text(content["subtitle"], size=12, after=14)
    for given in content["commitments"]:
        title = f"{given['label']}. {given['title']}"
        letter.text(title, size=14, bold=True, before=16, after=6, keep=True)
        for field in given["fields"]:
            letter.text(field["name"], bold=True, before=6, after=1, keep=True)
            letter.text(field["text"])
        letter.text("Resultat 2024", bold=True, before=6, after=1, keep=True)
        for text in given["Y"]:
            letter.text(text, justify=True)
    letter.save(pdf)
    pages = page_count(pdf)
    furniture = ["Örnsköldsviks kommun"] * pages
    return golden(content, "pairs", furniture=furniture, unassigned=[content["subtitle"]])


def skovde_chromium(pdf: Path) -> Json:
    """E: promises on the left, results on the right, no rules and no numbers."""
    content = source("skovde-2023")
    style = """@page{size:A4;margin:20mm} body{font:11.5pt/1.45 'Carlito';margin:0}
    h1{font-size:21pt;margin:0} .sub{margin:0 0 8mm;font-style:italic} table{width:100%;border-spacing:0}
    th{text-align:left;font-size:13pt;color:#b5121b;padding:0 8mm 2mm 0}
    td{vertical-align:top;padding:0 8mm 5mm 0;width:50%} p{margin:0}"""
    rows = "".join(
        f"<tr><td>{p(given['title'])}</td><td>{p(given['Y'])}</td></tr>" for given in content["commitments"]
    )
    body = (
        f'<h1>{h(content["title"])}</h1><p class="sub">{h(content["subtitle"])}</p>'
        f"<table><tr><th>Det här lovade vi</th><th>Det här blev gjort</th></tr>{rows}</table>"
    )
    chromium(page(style, body), pdf)
    return golden(content, "pairs", unassigned=[content["subtitle"]])


def angelholm_chromium(pdf: Path) -> Json:
    """F: the year in prose under four focus headings, after an introduction."""
    content = source("angelholm-2022")
    style = """@page{size:A4;margin:24mm;@top-right{content:"Ängelholms kommun";font:8pt 'Caladea'}
    @bottom-right{content:counter(page);font:8pt 'Caladea'}}
    body{font:12pt/1.5 'Caladea';margin:0} h1{font-size:22pt;margin:0 0 2mm} .sub{margin:0 0 6mm}
    h2{font-size:15pt;margin:8mm 0 2mm;break-after:avoid} p{margin:0 0 3mm;text-align:justify}"""
    body = f'<h1>{h(content["title"])}</h1><p class="sub">{h(content["subtitle"])}</p>'
    body += p(content["introduction"])
    for given in content["commitments"]:
        body += f"<h2>{h(given['title'])}</h2>{p(given['Y'])}"
    chromium(page(style, body), pdf)
    pages = page_count(pdf)
    return golden(
        content,
        "prose",
        furniture=[f"Ängelholms kommun {n}" for n in range(1, pages + 1)],
        unassigned=[content["subtitle"], content["introduction"]],
    )


def hassleholm_writer(pdf: Path) -> Json:
    """F: numbered headings, hyphenated prose that runs over the page."""
    content = source("hassleholm-2023")
    letter = Letter(size=15.5, margin=2.8, font="Open Sans", hyphenate=True)
    letter.footer("Sida {page} ({pages})")
    letter.text(content["title"], size=20, bold=True, after=12)
    letter.text(content["introduction"])
    for given in content["commitments"]:
        title = f"{given['label']}. {given['title']}"
        letter.text(title, size=15, bold=True, before=14, after=6, keep=True)
        for text in given["Y"]:
            letter.text(text)
    letter.save(pdf)
    pages = page_count(pdf)
    return golden(
        content,
        "prose",
        furniture=[f"Sida {n} ({pages})" for n in range(1, pages + 1)],
        unassigned=[content["introduction"]],
    )


SAMPLES = {
    "inline-kiruna-2023-writer": kiruna_writer,
    "inline-trollhattan-2022-chromium": trollhattan_chromium,
    "pairs-lulea-2023-typst": lulea_typst,
    "pairs-ornskoldsvik-2024-writer": ornskoldsvik_writer,
    "pairs-skovde-2023-chromium": skovde_chromium,
    "prose-angelholm-2022-chromium": angelholm_chromium,
    "prose-hassleholm-2023-writer": hassleholm_writer,
}
