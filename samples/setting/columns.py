"""Layout A: three columns under a commitment's title."""

from __future__ import annotations

from pathlib import Path

from setting.goldens import Json, golden, periods_of, source
from setting.markup import h, p, page, t, tp, x
from setting.producers import cairo, chromium, latex, typst, weasyprint
from setting.slides import slides
from setting.word import Letter

HEADINGS = ("Tertial 1", "Tertial 2", "Tertial 3")


def _cells(given: Json, content: Json) -> list[list[str]]:
    return [given.get(period) or [] for period in periods_of(content)]


def _word_cells(given: Json, content: Json) -> list[list[str]]:
    return [texts or [""] for texts in _cells(given, content)]


def jonkoping_impress(pdf: Path) -> Json:
    """The page breaks of the seed's dump: slides of one commitment or of several."""
    content = source("jonkoping-2024")
    slides(content, [[1], [2], [3], [4, 5], [6], [7], [8, 9], [10], [11]], pdf, size=11.5)
    return golden(content, "columns")


def jonkoping_writer(pdf: Path) -> Json:
    """Hyphenated, with header and footer; commitments follow on and break over pages."""
    content = source("jonkoping-2024")
    letter = Letter(landscape=True, size=11, hyphenate=True)
    letter.header("Medborgarlöfte 2024, tertialuppföljning")
    letter.footer("Jönköpings kommun och Polismyndigheten\tSida {page} ({pages})")
    letter.text(content["title"], size=18, bold=True, after=14)
    for given in content["commitments"]:
        letter.text(given["title"], size=13, bold=True, before=14, after=4, keep=True)
        letter.table([HEADINGS, _word_cells(given, content)], [8.5, 8.5, 8.5])
    letter.save(pdf)
    pages = page_count(pdf)
    running = ["Medborgarlöfte 2024, tertialuppföljning"] * pages
    feet = [f"Jönköpings kommun och Polismyndigheten Sida {n} ({pages})" for n in range(1, pages + 1)]
    return golden(content, "columns", furniture=running + feet)


def jonkoping_chromium(pdf: Path) -> Json:
    """A web page printed: serif, several a page, headings not repeated after a page break."""
    content = source("jonkoping-2024")
    style = """@page{size:A4 landscape;margin:16mm 18mm}
    body{font:10.5pt/1.35 'Caladea',serif;margin:0} h1{font-size:19pt;margin:0 0 14pt}
    h2{font-size:13pt;margin:18pt 0 4pt;break-after:avoid} .row{display:grid;grid-template-columns:1fr 1fr
    1fr;column-gap:9mm} .row b{break-after:avoid} p{margin:0 0 6pt}"""
    body = f"<h1>{h(content['title'])}</h1>"
    for given in content["commitments"]:
        cells = "".join(f"<div>{p(texts)}</div>" for texts in _cells(given, content))
        heads = "".join(f"<b>{heading}</b>" for heading in HEADINGS)
        body += f'<h2>{h(given["title"])}</h2><div class="row">{heads}{cells}</div>'
    chromium(page(style, body), pdf)
    return golden(content, "columns")


def jonkoping_typst(pdf: Path) -> Json:
    """Justified and hyphenated serif columns, a page number at the foot."""
    content = source("jonkoping-2024")
    text = """#set page("a4", flipped: true, margin: 1.8cm, numbering: "1")
#set text(font: "EB Garamond", size: 11pt, lang: "sv", hyphenate: true)
#set par(justify: true, leading: 0.6em, spacing: 0.9em)
"""
    text += f'#text(size: 20pt, weight: "bold")[{t(content["title"])}]\n\n'
    for given in content["commitments"]:
        cells = "".join(f"[{tp(texts)}]," for texts in _cells(given, content))
        text += f"""#v(8pt)
#block(sticky: true, text(size: 13pt, weight: "bold", hyphenate: false)[{t(given["title"])}])
#grid(columns: (1fr, 1fr, 1fr), column-gutter: 20pt, row-gutter: 7pt,
  [*Tertial 1*], [*Tertial 2*], [*Tertial 3*], {cells})
"""
    typst(text, pdf)
    return golden(content, "columns", furniture=[str(n) for n in range(1, page_count(pdf) + 1)])


def harryda_impress(pdf: Path) -> Json:
    """A report made in May: the columns of two tertials stand empty."""
    content = source("harryda-2023")
    slides(
        content,
        [[1, 2], [3, 4]],
        pdf,
        font="Open Sans",
        size=11,
        footer="Härryda kommun | Polisen Storgöteborg Syd",
        numbers=True,
        colour="006666",
    )
    foot = "Härryda kommun | Polisen Storgöteborg Syd"
    return golden(content, "columns", furniture=[foot, "1", foot, "2"])


def ostersund_writer(pdf: Path) -> Json:
    """Commitments run on to the next page under repeated headings."""
    content = source("ostersund-2022")
    letter = Letter(landscape=True, font="Liberation Serif", size=15, margin=2.2)
    letter.header("Östersunds kommun    Uppföljning medborgarlöften")
    letter.footer("{page}")
    letter.text(content["title"], size=20, bold=True, after=16)
    for given in content["commitments"]:
        letter.text(given["title"], size=15, bold=True, before=16, after=6, keep=True)
        letter.table([HEADINGS, _word_cells(given, content)], [8.4, 8.4, 8.4], repeat=True)
    letter.save(pdf)
    pages = page_count(pdf)
    running = ["Östersunds kommun Uppföljning medborgarlöften"] * pages
    return golden(content, "columns", furniture=running + [str(n) for n in range(1, pages + 1)])


def malmo_chromium(pdf: Path) -> Json:
    """One commitment a page; in two rows one cell is empty."""
    content = source("malmo-norr-2023")
    style = """@page{size:297mm 167mm;margin:14mm 16mm 18mm;
    @bottom-right{content:"Sida " counter(page);font:8pt 'Liberation Sans';color:#666}
    @bottom-left{content:"Malmö stad";font:8pt 'Liberation Sans';color:#666}}
    body{font:12pt/1.4 'Liberation Sans',sans-serif;margin:0;color:#222}
    h1{font-size:17pt;margin:0 0 8mm;color:#00488a} section{break-after:page}
    section:last-child{break-after:auto}
    h2{font-size:15pt;margin:0 0 4mm} table{border-collapse:collapse;width:100%;table-layout:fixed}
    th{text-align:left;font-size:12pt;color:#00488a;padding:0 6mm 2mm 0}
    td{vertical-align:top;padding:0 6mm 0 0} p{margin:0 0 3mm}"""
    body = f"<h1>{h(content['title'])}</h1>"
    heads = "".join(f"<th>{heading.upper()}</th>" for heading in HEADINGS)
    for given in content["commitments"]:
        cells = "".join(f"<td>{p(texts)}</td>" for texts in _cells(given, content))
        body += (
            f"<section><h2>{h(given['title'])}</h2><table><thead><tr>{heads}</tr></thead>"
            f"<tr>{cells}</tr></table></section>"
        )
    chromium(page(style, body), pdf)
    return golden(content, "columns", furniture=[f"Malmö stad Sida {n}" for n in (1, 2, 3)])


def vasby_latex(pdf: Path) -> Json:
    """TeX's fonts and ligatures, justified narrow columns with hyphens; portrait paper."""
    content = source("upplands-vasby-2023")
    text = r"""\documentclass[10pt]{article}
\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage[swedish]{babel}\usepackage{lmodern}
\usepackage[a4paper,margin=2cm]{geometry}
\setlength{\parindent}{0pt}\setlength{\parskip}{5pt}
\pagestyle{plain}\begin{document}
"""
    text += "{\\Large\\bfseries " + x(content["title"]) + "\\par}\\vspace{10pt}\n"
    for given in content["commitments"]:
        cells = "\\hfill\n".join(
            "\\begin{minipage}[t]{0.31\\textwidth}\\setlength{\\parskip}{5pt}"
            + f"\\textbf{{{heading}}}\n\n"
            + "\n\n".join(x(text) for text in texts)
            + "\n\\end{minipage}"
            for heading, texts in zip(HEADINGS, _cells(given, content), strict=True)
        )
        text += f"{{\\large\\bfseries {x(given['title'])}\\par}}\\nopagebreak\n{cells}\\par\\vspace{{14pt}}\n"
    latex(text + "\\end{document}\n", pdf)
    return golden(content, "columns", furniture=[str(n) for n in range(1, page_count(pdf) + 1)])


def vasby_weasyprint(pdf: Path) -> Json:
    """Automatic hyphenation with U+2010 at line ends; uneven columns, no page numbers."""
    content = source("upplands-vasby-2023")
    style = """@page{size:A4 landscape;margin:15mm} body{font:11.5pt/1.4 'DejaVu Sans';margin:0}
    h1{font-size:16pt;margin:0 0 6mm} h2{font-size:12.5pt;margin:6mm 0 2mm;break-after:avoid}
    table{width:100%;border-spacing:0;table-layout:fixed} th{text-align:left;padding:0 5mm 1mm 0}
    td{vertical-align:top;padding:0 5mm 0 0;hyphens:auto} p{margin:0 0 2mm}
    col.a{width:27%} col.b{width:40%}"""
    body = f"<h1>{h(content['title'])}</h1>"
    heads = "".join(f"<th>{heading}</th>" for heading in HEADINGS)
    for given in content["commitments"]:
        cells = "".join(f"<td>{p(texts)}</td>" for texts in _cells(given, content))
        body += (
            f'<h2>{h(given["title"])}</h2><table><col class="a"><col class="b"><col>'
            f"<tr>{heads}</tr><tr>{cells}</tr></table>"
        )
    weasyprint(page(style, body), pdf)
    return golden(content, "columns")


def boras_writer(pdf: Path) -> Json:
    """Ruled tables, headings repeated, rows that break over pages in the middle of a sentence."""
    content = source("boras-2023")
    letter = Letter(landscape=True, font="Liberation Sans", size=13, margin=2.0)
    letter.footer("Borås Stad   Sida {page} av {pages}")
    letter.text(content["title"], size=18, bold=True, after=12)
    for given in content["commitments"]:
        title = f"{given['label']}. {given['title']}"
        letter.text(title, size=14, bold=True, before=14, after=6, keep=True)
        letter.table(
            [HEADINGS, _word_cells(given, content)],
            [8.5, 8.5, 8.5],
            borders="all",
            repeat=True,
            header_shade="D9D9D9",
            justify=True,
        )
    letter.save(pdf)
    pages = page_count(pdf)
    return golden(
        content, "columns", furniture=[f"Borås Stad Sida {n} av {pages}" for n in range(1, pages + 1)]
    )


def kristianstad_chromium(pdf: Path) -> Json:
    """One ruled table for all: a coloured bar for each title, headings under it, cells over page breaks."""
    content = source("kristianstad-2024")
    style = """@page{size:A4 landscape;margin:15mm}
    body{font:16pt/1.45 'Carlito',sans-serif;margin:0} h1{font-size:20pt;margin:0 0 2mm}
    .sub{margin:0 0 6mm;font-size:11pt} table{border-collapse:collapse;width:100%;table-layout:fixed}
    td,th{border:0.7pt solid #666;padding:2mm;text-align:left;vertical-align:top}
    .bar{background:#1f4e79;color:#fff;font-size:14pt;font-weight:bold} tr{break-inside:auto}
    .bar,.heads{break-after:avoid} p{margin:0 0 2mm;orphans:1;widows:1}"""
    heads = "".join(f"<th>{heading}</th>" for heading in HEADINGS)
    rows = ""
    for given in content["commitments"]:
        cells = "".join(f"<td>{p(texts)}</td>" for texts in _cells(given, content))
        rows += f'<tr class="bar"><td colspan="3">{h(given["title"])}</td></tr>'
        rows += f'<tr class="heads">{heads}</tr><tr>{cells}</tr>'
    body = f'<h1>{h(content["title"])}</h1><p class="sub">{h(content["subtitle"])}</p><table>{rows}</table>'
    chromium(page(style, body), pdf)
    return golden(content, "columns", unassigned=[content["subtitle"]])


def sodertalje_impress(pdf: Path) -> Json:
    """Bulleted lists in the cells; the months stand beside the tertial in each heading."""
    content = source("sodertalje-2024")
    headings = ("Tertial 1 (jan–april)", "Tertial 2 (maj–aug)", "Tertial 3 (sept–dec)")
    slides(content, [[1], [2, 3]], pdf, font="Liberation Sans", size=14, headings=headings, numbers=True)
    return golden(content, "columns", furniture=["1", "2"])


def harnosand_cairo(pdf: Path) -> Json:
    """Two columns, spring and autumn; set by Typst and written again by cairo, as a PDF printer does."""
    content = source("harnosand-2023")
    text = f"""#set page("a4", flipped: true, margin: 2cm)
#set text(font: "Open Sans", size: 13pt, lang: "sv")
#set par(leading: 0.6em, spacing: 0.9em)
#text(size: 20pt, weight: "bold")[{t(content["title"])}]

{t(content["subtitle"])}
"""
    for given in content["commitments"]:
        cells = "".join(f"[{tp(texts)}]," for texts in _cells(given, content))
        text += f"""#v(12pt)
#block(sticky: true, text(size: 16pt, weight: "bold")[{t(given["title"])}])
#grid(columns: (1fr, 1fr), column-gutter: 28pt, row-gutter: 9pt, [*Våren*], [*Hösten*], {cells})
"""
    first = pdf.with_suffix(".typst.pdf")
    typst(text, first)
    cairo(first, pdf)
    first.unlink()
    return golden(content, "columns", unassigned=[content["subtitle"]])


def page_count(pdf: Path) -> int:
    """Pages of a PDF just set: page numbers are furniture, and how many depends on the setting."""
    import pypdfium2

    return len(pypdfium2.PdfDocument(pdf))


SAMPLES = {
    "columns-jonkoping-2024-impress": jonkoping_impress,
    "columns-jonkoping-2024-writer": jonkoping_writer,
    "columns-jonkoping-2024-chromium": jonkoping_chromium,
    "columns-jonkoping-2024-typst": jonkoping_typst,
    "columns-harryda-2023-impress": harryda_impress,
    "columns-ostersund-2022-writer": ostersund_writer,
    "columns-malmo-2023-chromium": malmo_chromium,
    "columns-upplands-vasby-2023-latex": vasby_latex,
    "columns-upplands-vasby-2023-weasyprint": vasby_weasyprint,
    "columns-sodertalje-2024-impress": sodertalje_impress,
    "columns-harnosand-2023-cairo": harnosand_cairo,
    "columns-boras-2023-ruled-writer": boras_writer,
    "columns-kristianstad-2024-ruled-chromium": kristianstad_chromium,
}
