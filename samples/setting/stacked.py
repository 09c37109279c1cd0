"""Layout C: a heading a commitment, a sub-heading a period, running text under it, portrait."""

from __future__ import annotations

from pathlib import Path

from setting.columns import page_count
from setting.goldens import Json, golden, periods_of, source
from setting.markup import h, p, page, t, tp, x
from setting.producers import chromium, latex, typst, weasyprint
from setting.word import Letter

UMEA_CONTENTS = (2, 2, 2, 3)
"""The page each commitment of Umeå begins on, as its printed table of contents says."""


def umea_writer(pdf: Path) -> Json:
    """A table of contents, numbered titles, an empty period, header and footer."""
    content = source("umea-2023")
    letter = Letter(size=11.5, margin=2.5, hyphenate=True)
    letter.header("Umeå kommun\tBRÅ Umeå")
    letter.footer("Sida {page}")
    letter.text(content["title"], size=24, bold=True, before=40, after=6)
    letter.text(content["subtitle"], size=14, after=24)
    letter.text(content["introduction"])
    letter.text("Innehåll", size=14, bold=True, before=24)
    contents = ["Innehåll"]
    for given, at in zip(content["commitments"], UMEA_CONTENTS, strict=True):
        title = f"{given['label']}. {given['title']}"
        dots = "." * max(6, 96 - len(title)) if len(title) < 90 else "......"
        letter.text(f"{title} {dots} {at}", after=3)
        contents.append(f"{title} {at}")
    for number, given in enumerate(content["commitments"]):
        title = f"{given['label']}. {given['title']}"
        letter.text(
            title, size=15, bold=True, colour="1F4E79", before=18, after=6, keep=True, new_page=number == 0
        )
        for period, heading in zip(periods_of(content), ("Tertial 1", "Tertial 2", "Tertial 3"), strict=True):
            letter.text(heading, size=11.5, bold=True, before=8, after=2, keep=bool(given[period]))
            for text in given[period]:
                letter.text(text)
    letter.save(pdf)
    pages = page_count(pdf)
    furniture = [f"Umeå kommun BRÅ Umeå Sida {n}" for n in range(1, pages + 1)]
    front = [content["subtitle"], content["introduction"], *contents]
    return golden(content, "stacked", furniture=furniture, unassigned=front)


def lund_typst(pdf: Path) -> Json:
    """Two text columns; months as sub-headings; text runs on from column to column and page to page."""
    content = source("lund-2022")
    text = f"""#set page("a4", margin: (x: 2cm, y: 2.2cm), columns: 2, footer: context align(right,
  text(8pt)[#counter(page).display()]))
#set columns(gutter: 18pt)
#set text(font: "Libertinus Serif", size: 14.5pt, lang: "sv", hyphenate: true)
#set par(justify: true, leading: 0.62em, spacing: 1em)
#place(top + left, scope: "parent", float: true, clearance: 20pt)[
  #text(size: 22pt, weight: "bold", hyphenate: false)[{t(content["title"])}]

  #text(size: 12pt, style: "italic")[{t(content["subtitle"])}]
]
"""
    months = ("Januari–april", "Maj–augusti", "September–december")
    for given in content["commitments"]:
        text += "#block(sticky: true, above: 20pt, below: 8pt, par(justify: false, text("
        text += f'size: 14pt, weight: "bold", hyphenate: false)[{t(given["title"])}]))\n'
        for period, heading in zip(periods_of(content), months, strict=True):
            text += "#block(sticky: true, above: 11pt, below: 6pt, "
            text += f'text(style: "italic", weight: "bold")[{t(heading)}])\n{tp(given[period])}\n\n'
    typst(text, pdf)
    pages = page_count(pdf)
    return golden(
        content,
        "stacked",
        furniture=[str(n) for n in range(1, pages + 1)],
        unassigned=[content["subtitle"]],
    )


def norrkoping_chromium(pdf: Path) -> Json:
    """Titles in capitals in coloured bars, "T1 2024" as sub-headings, the last period empty."""
    content = source("norrkoping-2024")
    style = """@page{size:A4;margin:20mm 22mm;@bottom-center{content:counter(page) "/" counter(pages);
    font:8pt 'Open Sans'}} body{font:11pt/1.5 'Open Sans';margin:0} h1{font-size:22pt;margin:0;color:#8a1538}
    .sub{margin:0 0 8mm;color:#444} h2{background:#8a1538;color:#fff;font-size:12.5pt;padding:2mm 3mm;
    margin:8mm 0 3mm;break-after:avoid} h3{font-size:11pt;margin:4mm 0 1mm;color:#8a1538;break-after:avoid}
    p{margin:0 0 2mm}"""
    body = f'<h1>{h(content["title"])}</h1><p class="sub">{h(content["subtitle"])}</p>'
    for given in content["commitments"]:
        body += f"<h2>{h(given['title'])}</h2>"
        body += "".join(f"<h3>{period} 2024</h3>{p(given[period])}" for period in periods_of(content))
    chromium(page(style, body), pdf)
    pages = page_count(pdf)
    return golden(
        content,
        "stacked",
        furniture=[f"{n}/{pages}" for n in range(1, pages + 1)],
        unassigned=[content["subtitle"]],
    )


def falun_latex(pdf: Path) -> Json:
    """Half-years; numbers like 5.2a; laws in titles; group headings; a title broken by a page."""
    content = source("falun-2023")
    text = r"""\documentclass[11pt]{article}
\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage[swedish]{babel}\usepackage{lmodern}
\usepackage[a5paper,margin=1.8cm]{geometry}
\setlength{\parindent}{0pt}\setlength{\parskip}{5pt}\pagestyle{plain}\raggedbottom\begin{document}
"""
    text += f"{{\\LARGE\\bfseries\\raggedright {x(content['title'])}\\par}}\n{x(content['subtitle'])}\\par\n"
    before = None
    for given in content["commitments"]:
        if given["group"] != before:
            before = given["group"]
            if given["label"] == "6.1":
                text += "\\vspace*{\\fill}\n"
            text += f"\\vspace{{12pt}}{{\\Large\\bfseries {x(before)}\\par}}\\nopagebreak\n"
        title = f"{given['label']} {x(given['title'])}"
        title = title.replace("vistas i riskmiljöer,", "vistas i riskmiljöer,\\par\\pagebreak\n")
        text += f"\\vspace{{6pt}}{{\\large\\bfseries\\raggedright {title}\\par}}\\nopagebreak\n"
        for period, heading in zip(periods_of(content), ("Första halvåret", "Andra halvåret"), strict=True):
            text += f"\\textit{{{heading}}}\\par\\nopagebreak\n"
            text += "\n\n".join(x(each) for each in given[period]) + "\n\n"
    latex(text + "\\end{document}\n", pdf)
    furniture = [str(n) for n in range(1, page_count(pdf) + 1)]
    return golden(content, "stacked", furniture=furniture, unassigned=[content["subtitle"]])


def sundsvall_weasyprint(pdf: Path) -> Json:
    """Each period counts from January: "Per den 30 april", "Per den 31 augusti", "Per den 31 december"."""
    content = source("sundsvall-2024")
    style = """@page{size:A4;margin:25mm} body{font:11pt/1.5 'Caladea';margin:0;hyphens:auto}
    h1{font-size:20pt;margin:0 0 2mm;hyphens:none} .sub{margin:0 0 8mm} h2{font-size:14pt;margin:8mm 0 2mm;
    border-bottom:1pt solid #000;break-after:avoid} h3{font-size:11pt;margin:3mm 0 0;break-after:avoid}
    p{margin:0 0 2mm}"""
    body = f'<h1>{h(content["title"])}</h1><p class="sub">{h(content["subtitle"])}</p>'
    dates = ("Per den 30 april", "Per den 31 augusti", "Per den 31 december")
    for given in content["commitments"]:
        body += f"<h2>{given['label']}. {h(given['title'])}</h2>"
        for period, heading in zip(periods_of(content), dates, strict=True):
            body += f"<h3>{heading}</h3>{p(given[period])}"
    weasyprint(page(style, body), pdf)
    return golden(content, "stacked", unassigned=[content["subtitle"]])


def alingsas_writer(pdf: Path) -> Json:
    """The period stands in bold at the head of its first paragraph: "Tertial 1: …"."""
    content = source("alingsas-2024")
    letter = Letter(size=11.5, margin=2.5, font="Liberation Sans")
    letter.text(content["title"], size=20, bold=True, after=4)
    letter.text(content["subtitle"], after=16)
    for given in content["commitments"]:
        title = f"{given['label']}. {given['title']}"
        letter.text(title, size=14, bold=True, before=14, after=6, keep=True)
        for number, period in enumerate(periods_of(content), 1):
            first, *more = given[period] or [""]
            letter.text(f"**Tertial {number}:** {first}".rstrip())
            for text in more:
                letter.text(text)
    letter.save(pdf)
    return golden(content, "stacked", unassigned=[content["subtitle"]])


def eskilstuna_writer(pdf: Path) -> Json:
    """A ruled table a commitment with a row a period: the heading stands beside its text."""
    content = source("eskilstuna-2023")
    letter = Letter(size=12, margin=2.2)
    letter.footer("Sida {page}")
    letter.text(content["title"], size=18, bold=True, after=4)
    letter.text(content["subtitle"], after=14)
    for given in content["commitments"]:
        letter.text(given["title"], size=14, bold=True, before=16, after=6, keep=True)
        rows = [
            [f"**Tertial {number}**", given[period] or [""]]
            for number, period in enumerate(periods_of(content), 1)
        ]
        letter.table(rows, [3.0, 13.6], borders="all", header_rows=0)
    letter.save(pdf)
    furniture = [f"Sida {n}" for n in range(1, page_count(pdf) + 1)]
    return golden(content, "stacked", furniture=furniture, unassigned=[content["subtitle"]])


SAMPLES = {
    "stacked-alingsas-2024-writer": alingsas_writer,
    "stacked-eskilstuna-2023-writer-rows": eskilstuna_writer,
    "stacked-umea-2023-writer": umea_writer,
    "stacked-lund-2022-typst": lund_typst,
    "stacked-norrkoping-2024-chromium": norrkoping_chromium,
    "stacked-falun-2023-latex": falun_latex,
    "stacked-sundsvall-2024-weasyprint": sundsvall_weasyprint,
}
