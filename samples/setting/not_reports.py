"""Documents of towns that are no follow-up reports, though they share words or shapes with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from setting.markup import page, t, x
from setting.producers import chromium, latex, typst, weasyprint
from setting.word import Letter


def invoice(pdf: Path) -> None:
    """A table with Nr and Status-like columns, and dates."""
    letter = Letter(size=10.5, margin=2.2)
    letter.text("Skövde kommun", size=16, bold=True, after=2)
    letter.text("Faktura 4471982", size=13, bold=True, after=10)
    letter.text("Fakturadatum 2024-03-28. Förfallodatum 2024-04-27. Kundnummer 118 204.")
    letter.text("Er referens: Marianne Öhman. Vår referens: Kundtjänst VA och avfall.", after=14)
    letter.table(
        [
            ["Nr", "Avser", "Period", "Antal", "À-pris", "Belopp"],
            ["1", "Renhållning, kärl 190 l", "januari–mars 2024", "1", "412,00", "412,00"],
            ["2", "Vatten, fast avgift", "januari–mars 2024", "1", "655,50", "655,50"],
            ["3", "Vatten, förbrukning", "januari–mars 2024", "31", "19,20", "595,20"],
            ["4", "Moms 25 %", "", "", "", "415,68"],
        ],
        [1.2, 5.6, 4.0, 1.6, 2.0, 2.2],
        borders="horizontal",
    )
    letter.text("Att betala: 2 078 kronor", size=12, bold=True, before=14)
    letter.text(
        "Bankgiro 991-2437. Vid betalning efter förfallodagen debiteras dröjsmålsränta enligt räntelagen."
    )
    letter.save(pdf)


def newsletter(pdf: Path) -> None:
    """Two columns of news; speaks of police, safety and promises, follows up nothing."""
    style = """@page{size:A4;margin:18mm} body{font:11pt/1.45 'Caladea';margin:0} h1{font-size:26pt;margin:0}
    .sub{margin:0 0 6mm;border-bottom:1pt solid #000} main{columns:2;column-gap:10mm} h2{font-size:14pt;
    margin:4mm 0 1mm;break-after:avoid} p{margin:0 0 2mm}"""
    news = [
        (
            "Ny badplats vid Simsjön",
            "I juni invigs den nya bryggan. Badplatsen får omklädningsrum, grillplats och en ramp för "
            "rullstol. Bussen går varje timme.",
        ),
        (
            "Fråga kommunpolisen",
            "Många undrar hur man märker sin cykel. Kom till torget den 12 maj så hjälper vi dig! Ta med "
            "legitimation och kvitto om du har det kvar.",
        ),
        (
            "Biblioteket lovar läslust",
            "Under våren delas en bok ut till alla barn i årskurs 1. Sommarboken kommer tillbaka även i år.",
        ),
        (
            "Håll gångbanan ren",
            "Som fastighetsägare ansvarar du för snöröjning utanför din fastighet. Häckar ska klippas så att "
            "de inte skymmer sikten i korsningar.",
        ),
        (
            "Vårens trygghetsvandring",
            "Vi går en runda i Norrmalm den 23 april. Samling vid Coop klockan 18. Alla är välkomna, även "
            "hundar.",
        ),
        (
            "Så röstar du i EU-valet",
            "Valdagen är den 9 juni. Förtidsrösta kan du göra i stadshuset, på sjukhuset och i "
            "kulturhuset från den 22 maj.",
        ),
        (
            "Sommarjobb för unga",
            "Alla som går ut årskurs 9 och söker i tid får ett jobb i tre veckor. Sök senast den 31 mars.",
        ),
        (
            "Kulturskolan söker gitarrister",
            "Det finns lediga platser på gitarr, fagott och dragspel. Första terminen kostar ingenting.",
        ),
    ]
    body = "<h1>Nytt från kommunen</h1><p class='sub'>Nr 2, våren 2024. Till alla hushåll</p><main>"
    body += "".join(f"<h2>{title}</h2><p>{text}</p>" for title, text in news)
    chromium(page(style, body + "</main>"), pdf)


def minutes(pdf: Path) -> None:
    """Minutes of a board: numbered headings, one of which names a tertial."""
    items = [
        ("§ 41 Val av justerare", "Nämnden utser Per Åkesson (S) att jämte ordföranden justera protokollet."),
        (
            "§ 42 Ekonomisk uppföljning tertial 1",
            "Förvaltningschefen redogör för det ekonomiska läget. Nämnden redovisar ett underskott om 1,4 "
            "miljoner kronor, vilket främst beror på ökade kostnader för skolskjuts.",
        ),
        ("Beslut", "Nämnden godkänner uppföljningen och överlämnar den till kommunstyrelsen."),
        (
            "§ 43 Detaljplan för Ekbacken 1:7",
            "Samråd har hållits under perioden 3 februari–24 februari. Elva yttranden har kommit in.",
        ),
        (
            "Beslut",
            "Nämnden beslutar att sända planförslaget på granskning. Mot beslutet reserverar sig M och C.",
        ),
        (
            "§ 44 Information från polisen",
            "Kommunpolisen informerar om läget. Nämnden tackar för informationen.",
        ),
    ]
    text = r"""\documentclass[11pt]{article}
\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage[swedish]{babel}\usepackage{lmodern}
\usepackage[a4paper,margin=2.5cm]{geometry}\setlength{\parindent}{0pt}\setlength{\parskip}{6pt}
\begin{document}{\LARGE\bfseries Sammanträdesprotokoll\par}
Samhällsbyggnadsnämnden, Vetlanda kommun, 2024-05-14, klockan 13.00--15.40, Stadshuset\par
Beslutande: Lena Gustavsson (KD), ordförande, Per Åkesson (S), Ulla Mårtensson (C), Ali Rezai (M)\par
"""
    text += "".join(
        f"\\vspace{{8pt}}{{\\large\\bfseries {x(title)}\\par}}{x(body)}\\par\n" for title, body in items
    )
    latex(text.replace("§", r"\S{}") + "\\end{document}\n", pdf)


def crime_by_month(pdf: Path) -> None:
    """A table of figures with a column a month; ruled, landscape."""
    months = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sept", "okt", "nov", "dec")
    rows = {
        "Misshandel utomhus": (12, 9, 14, 17, 22, 25, 19, 21, 16, 13, 11, 15),
        "Personrån": (2, 1, 3, 2, 4, 1, 0, 2, 5, 3, 2, 1),
        "Cykelstöld": (18, 15, 34, 51, 72, 80, 66, 91, 87, 60, 33, 14),
        "Skadegörelse": (44, 39, 52, 61, 70, 58, 47, 63, 66, 59, 48, 50),
        "Bostadsinbrott": (9, 7, 6, 4, 5, 8, 12, 9, 7, 10, 13, 16),
        "Summa": (85, 71, 109, 135, 173, 172, 144, 186, 181, 145, 107, 96),
    }
    heads = ", ".join(f"[*{month}*]" for month in months)
    cells = "".join(
        f"[{t(name)}], " + ", ".join(f"[{value}]" for value in values) + ",\n"
        for name, values in rows.items()
    )
    typst(
        f"""#set page("a4", flipped: true, margin: 2cm)
#set text(font: "Liberation Sans", size: 10pt, lang: "sv")
#text(size: 16pt, weight: "bold")[Anmälda brott per månad 2023, Motala kommun]

#table(columns: (4cm,) + (1fr,) * 12, align: (x, y) => if x == 0 {{ left }} else {{ right }},
[*Brottstyp*], {heads},
{cells})

Källa: Brottsförebyggande rådet. Preliminära uppgifter.
""",
        pdf,
    )


def interim_accounts(pdf: Path) -> None:
    """Interim accounts: "januari–augusti" over columns of figures, no promise and no text in the cells."""
    style = """@page{size:A4;margin:22mm} body{font:11pt/1.4 'DejaVu Sans';margin:0} h1{font-size:17pt}
    table{border-collapse:collapse;width:100%} th,td{padding:1.5mm;border-bottom:0.5pt solid #999;
    text-align:right} th:first-child,td:first-child{text-align:left}"""
    rows = [
        ("Skatteintäkter", "1 284,2", "1 251,0", "1 926,4"),
        ("Generella statsbidrag", "402,7", "398,1", "604,0"),
        ("Verksamhetens kostnader", "–1 712,9", "–1 688,4", "–2 590,3"),
        ("Avskrivningar", "–61,3", "–60,0", "–92,0"),
        ("Finansnetto", "8,8", "4,5", "10,1"),
        ("Resultat", "–78,5", "–94,8", "–141,8"),
    ]
    heads = (
        "Miljoner kronor",
        "Utfall januari–augusti 2023",
        "Budget januari–augusti 2023",
        "Prognos helår 2023",
    )
    body = "<h1>Delårsbokslut Alingsås kommun 2023</h1><p>Resultaträkning i sammandrag.</p><table><tr>"
    body += "".join(f"<th>{head}</th>" for head in heads) + "</tr>"
    body += "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    weasyprint(page(style, body + "</table>"), pdf)


NOT_REPORTS: dict[str, Callable[[Path], None]] = {
    "not-reports/faktura-writer": invoice,
    "not-reports/nyhetsbrev-chromium": newsletter,
    "not-reports/protokoll-latex": minutes,
    "not-reports/brott-per-manad-typst": crime_by_month,
    "not-reports/delarsbokslut-weasyprint": interim_accounts,
}
