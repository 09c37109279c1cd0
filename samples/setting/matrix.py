"""Layout B: one table, a row a commitment, a column a period; other columns beside them."""

from __future__ import annotations

from pathlib import Path

from setting.columns import page_count
from setting.goldens import Json, golden, periods_of, source
from setting.markup import h, p, page, t, tp, x
from setting.producers import chromium, latex, locked_and_turned, typst, weasyprint
from setting.word import Letter

GAVLE_INTRODUCTION = (
    "Sammanställningen visar läget vid utgången av varje tertial. Färgen i kolumnen Status anger om åtgärden "
    "är klar (grön), pågår (gul), är försenad (röd) eller inte har påbörjats (grå). Underlaget har lämnats "
    "av respektive förvaltning och stämts av i den operativa samverkansgruppen."
)


def gavle_writer(pdf: Path) -> Json:
    """Horizontal rules only; a coloured status whose colour is data; header repeated on page 2."""
    content = source("gavle-2023")
    heads = ["Nr", "Åtgärd", "Ansvarig", "Tertial 1", "Tertial 2", "Tertial 3", "Status", "Kommentar"]
    rows: list[list[str]] = [heads]
    shades = {}
    for row, given in enumerate(content["commitments"], 1):
        owner, status, comment = given["fields"]
        cells = ["\n".join(given[period]) for period in periods_of(content)]
        rows.append([given["label"], given["title"], owner["text"], *cells, status["text"], comment["text"]])
        shades[row, 6] = status["colour"].lstrip("#").upper()
    letter = Letter(landscape=True, size=11.5, margin=1.8)
    letter.header("Gävle kommun\tDnr 23KS112")
    letter.footer("{page}")
    letter.text(content["title"], size=16, bold=True, after=12)
    letter.text(GAVLE_INTRODUCTION, size=11)
    letter.table(
        rows,
        [1.0, 4.2, 4.1, 3.8, 3.3, 4.0, 2.1, 3.6],
        borders="horizontal",
        repeat=True,
        header_shade="DEEAF6",
        shades=shades,
    )
    letter.save(pdf)
    pages = page_count(pdf)
    furniture = ["Gävle kommun Dnr 23KS112"] * pages + [str(n) for n in range(1, pages + 1)]
    return golden(content, "matrix", furniture=furniture, unassigned=[GAVLE_INTRODUCTION])


def vaxjo_chromium(pdf: Path) -> Json:
    """No rules at all; header cells of two lines; a merged first column that groups the rows."""
    content = source("vaxjo-2022")
    style = """@page{size:A4 landscape;margin:14mm} body{font:10.5pt/1.35 'Open Sans';margin:0}
    h1{font-size:17pt;margin:0 0 6mm;color:#7b1e3a} table{border-collapse:collapse;width:100%}
    th,td{text-align:left;vertical-align:top;padding:2mm 4mm 3mm 0} th{vertical-align:bottom}
    td.s{padding-left:2mm} p{margin:0} .g{font-weight:bold}"""
    heads = (
        "<th>Fokusområde</th><th>Aktivitet</th><th>Ansvarig<br>organisation</th>"
        "<th>Uppföljning<br>tertial 1</th><th>Uppföljning<br>tertial 2</th>"
        "<th>Uppföljning<br>tertial 3</th><th>Status</th>"
    )
    rows, before = "", None
    for given in content["commitments"]:
        rows += "<tr>"
        if given["group"] != before:
            before = given["group"]
            span = sum(other["group"] == before for other in content["commitments"])
            rows += f'<td class="g" rowspan="{span}">{h(before)}</td>'
        owner, status = given["fields"]
        rows += f"<td>{h(given['title'])}</td><td>{h(owner['text'])}</td>"
        rows += "".join(f"<td>{p(given[period])}</td>" for period in periods_of(content))
        rows += f'<td class="s" style="background:{status["colour"]}">{h(status["text"])}</td></tr>'
    body = f"<h1>{h(content['title'])}</h1><table><tr>{heads}</tr>{rows}</table>"
    chromium(page(style, body), pdf)
    return golden(content, "matrix")


def karlskrona_typst(pdf: Path) -> Json:
    """Quarters; a status cell that is colour alone; white headings in a dark bar, repeated; no rules."""
    content = source("karlskrona-2024")
    text = f"""#set page("a5", flipped: true, margin: 1.3cm, footer: context align(center,
  text(8pt)[Sida #counter(page).display() av #counter(page).final().first()]))
#set text(font: "Liberation Sans", size: 8.5pt, lang: "sv", hyphenate: true)
#text(size: 13pt, weight: "bold", hyphenate: false)[{t(content["title"])}]

{t(content["subtitle"])}

#let head(body) = text(fill: white, weight: "bold", body)
#table(columns: (24pt, 1.4fr, 1fr, 1.2fr, 1.2fr, 1.4fr, 1.3fr, 34pt), stroke: none, inset: 4pt,
  fill: (x, y) => if y == 0 {{ rgb("#203864") }},
  table.header(head[Nr], head[Åtagande], head[Ansvar], head[Kvartal 1], head[Kvartal 2], head[Kvartal 3],
    head[Kvartal 4], head[Utfall]),
"""
    for given in content["commitments"]:
        owner, outcome = given["fields"]
        cells = "".join(f"[{tp(given[period])}]," for period in periods_of(content))
        text += f"  [{t(given['label'])}], [{t(given['title'])}], [{t(owner['text'])}], {cells}"
        text += f' table.cell(fill: rgb("{outcome["colour"]}"))[],\n'
    typst(text + ")\n", pdf)
    pages = page_count(pdf)
    return golden(
        content,
        "matrix",
        furniture=[f"Sida {n} av {pages}" for n in range(1, pages + 1)],
        unassigned=[content["subtitle"]],
    )


def orebro_latex(pdf: Path) -> Json:
    """Year-to-date beside the whole year; three rules in all; hyphenated narrow columns, portrait."""
    content = source("orebro-2023")
    text = r"""\documentclass[10pt]{article}
\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage[swedish]{babel}\usepackage{lmodern}
\usepackage[a4paper,margin=2.2cm]{geometry}\usepackage{booktabs}\usepackage{array}
\setlength{\parindent}{0pt}\pagestyle{empty}\begin{document}
"""
    text += (
        f"{{\\Large\\bfseries {x(content['title'])}\\par}}\\medskip {x(content['subtitle'])}\\par\\bigskip\n"
    )
    text += r"""\begin{tabular}{@{}>{\raggedright}p{5mm}>{\raggedright}p{38mm}p{52mm}p{52mm}@{}}\toprule
\textbf{Nr} & \textbf{Åtagande} & \textbf{Delår\newline januari--augusti} & \textbf{Helår}\\\midrule
"""
    rows = [
        " & ".join([given["label"], x(given["title"]), *(x("\n".join(given[name])) for name in ("T2", "Y"))])
        for given in content["commitments"]
    ]
    text += "\\\\[8pt]\n".join(rows) + "\\\\\\bottomrule\n\\end{tabular}\n\\end{document}\n"
    latex(text, pdf)
    return golden(content, "matrix", unassigned=[content["subtitle"]])


def hudiksvall_writer(pdf: Path) -> Json:
    """All rules; one heading merged over the three tertials; pages turned by /Rotate and locked."""
    content = source("hudiksvall-2024")
    rows: list[list[str | list[str]]] = [
        ["Nr", "Aktivitet", "Ansvar", "Uppföljning", "", "", "Läge"],
        ["", "", "", "T1", "T2", "T3", ""],
    ]
    shades = {}
    for row, given in enumerate(content["commitments"], 2):
        owner, state = given["fields"]
        cells = [given[period] or [""] for period in periods_of(content)]
        rows.append([given["label"], given["title"], owner["text"], *cells, state["text"]])
        shades[row, 6] = state["colour"].lstrip("#").upper()
    letter = Letter(landscape=True, size=12, margin=2.0, font="Caladea")
    letter.footer("{page} ({pages})")
    letter.text(content["title"], size=18, bold=True, after=2)
    letter.text(content["subtitle"], after=12)
    letter.table(
        rows,
        [1.1, 5.0, 4.4, 4.4, 4.4, 4.7, 1.7],
        borders="all",
        header_rows=2,
        repeat=True,
        header_shade="E7E6E6",
        shades=shades,
        spans=[(0, 3, 0, 5), (0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 6, 1, 6)],
    )
    first = pdf.with_suffix(".writer.pdf")
    letter.save(first)
    locked_and_turned(first, pdf)
    pages = page_count(first)
    first.unlink()
    furniture = [f"{n} ({pages})" for n in range(1, pages + 1)]
    return golden(content, "matrix", furniture=furniture, unassigned=[content["subtitle"]])


def vasteras_weasyprint(pdf: Path) -> Json:
    """Portrait; a row across the whole table heads each group; horizontal rules; hyphenated cells."""
    content = source("vasteras-2023")
    style = """@page{size:A4;margin:15mm;@bottom-center{content:counter(page);font:8pt 'Carlito'}}
    body{font:9.5pt/1.3 'Carlito';margin:0} h1{font-size:17pt;margin:0 0 1mm} .sub{margin:0 0 5mm}
    table{border-collapse:collapse;width:100%;table-layout:fixed;hyphens:auto} p{margin:0}
    th,td{text-align:left;vertical-align:top;padding:1.5mm 2mm;border-bottom:0.5pt solid #888}
    .g td{background:#e2efda;font-weight:bold;font-size:10.5pt} col.n{width:9mm} col.t{width:40mm}
    col.a{width:32mm}"""
    heads = ("Nr", "Åtgärd", "Ansvarig", "Tertial 1", "Tertial 2", "Tertial 3")
    rows, before = "<tr>" + "".join(f"<th>{head}</th>" for head in heads) + "</tr>", None
    for given in content["commitments"]:
        if given["group"] != before:
            before = given["group"]
            rows += f'<tr class="g"><td colspan="6">{h(before)}</td></tr>'
        cells = [given["label"], given["title"], given["fields"][0]["text"]]
        texts = [*cells, *("\n".join(given[period]) for period in periods_of(content))]
        rows += "<tr>" + "".join(f"<td>{p(text)}</td>" for text in texts) + "</tr>"
    body = f'<h1>{h(content["title"])}</h1><p class="sub">{h(content["subtitle"])}</p>'
    body += f'<table><col class="n"><col class="t"><col class="a"><col><col><col>{rows}</table>'
    weasyprint(page(style, body), pdf)
    return golden(content, "matrix", furniture=["1"], unassigned=[content["subtitle"]])


def nykoping_typst(pdf: Path) -> Json:
    """A report on one tertial alone: one column of results beside owner and coloured status."""
    content = source("nykoping-2024")
    text = f"""#set page("a4", flipped: true, margin: 2cm)
#set text(font: "Carlito", size: 12pt, lang: "sv")
#text(size: 19pt, weight: "bold")[{t(content["title"])}]

{t(content["subtitle"])}

#table(columns: (1.3fr, 0.8fr, 2.4fr, 0.6fr), stroke: (x, y) => (bottom: 0.5pt), inset: 6pt,
  table.header([*Löfte*], [*Ansvarig*], [*Uppföljning tertial 2*], [*Status*]),
"""
    for given in content["commitments"]:
        owner, status = given["fields"]
        text += f"  [{t(given['title'])}], [{t(owner['text'])}], [{tp(given['T2'])}],"
        text += f' table.cell(fill: rgb("{status["colour"]}"))[{t(status["text"])}],\n'
    typst(text + ")\n", pdf)
    return golden(content, "matrix", unassigned=[content["subtitle"]])


SAMPLES = {
    "matrix-vasteras-2023-weasyprint": vasteras_weasyprint,
    "matrix-nykoping-2024-typst": nykoping_typst,
    "matrix-hudiksvall-2024-writer-turned": hudiksvall_writer,
    "matrix-gavle-2023-writer": gavle_writer,
    "matrix-vaxjo-2022-chromium": vaxjo_chromium,
    "matrix-karlskrona-2024-typst": karlskrona_typst,
    "matrix-orebro-2023-latex": orebro_latex,
}
