"""What a paragraph says of time: how well it fits each period of the report. Pure.

Everything is matched on letters that may be damaged (``varen``, ``hdsten``,
``forsta tertialet``). Weights are natural logarithms.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from ingest.dump_letters import any_of, beginning, damaged, whole
from ingest.sections import Period


class Tense(Enum):
    """How a mention of time stands to the time of writing."""

    PAST = "past"
    PLAIN = "plain"
    """No verb tells: ``13/1 Torget``, ``(oktober)``."""
    PRESENT = "present"
    """It happens, or will: ``intervjuer genomförs under november``."""
    FUTURE = "future"
    COMPARED = "compared"
    """An earlier time only serves as a measure: ``likt första kvartalet``."""


FIT: dict[Tense, dict[int, float]] = {
    Tense.PAST: {-2: 0.01, -1: 0.03, 0: 0.80, 1: 0.12, 2: 0.04},
    Tense.PLAIN: {-2: 0.02, -1: 0.05, 0: 0.84, 1: 0.06, 2: 0.03},
    Tense.PRESENT: {-2: 0.06, -1: 0.43, 0: 0.43, 1: 0.06, 2: 0.02},
    Tense.FUTURE: {-2: 0.16, -1: 0.46, 0: 0.32, 1: 0.04, 2: 0.02},
    Tense.COMPARED: {-2: 0.02, -1: 0.03, 0: 0.25, 1: 0.50, 2: 0.20},
}
"""Share of mentions by (period of the text − period mentioned): a report tells mostly of its own
period, plans tell of the next, comparisons of the one before. Set by hand, for the 49 mentions of the
development texts are too few to count: of things done 32 of 32 name their own period, of plans 4 of 9
a later one. Smoothed so that no mention decides alone."""


LATE = 0.06
"""Added fit of something done in the very month after the period: reports are compiled then, and may
tell it. Set by hand."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A time that a sentence names."""

    months: tuple[float, ...]
    """Weight of each of the twelve months."""
    year: int
    """−1, 0 or 1: the year before that of the report, the same, the next."""
    tense: Tense
    words: str
    """What stands in the text."""


def _spread(**weights: float) -> tuple[float, ...]:
    names = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
    total = sum(weights.values())
    return tuple(weights.get(name, 0.0) / total for name in names)


def _range(first: int, last: int) -> tuple[float, ...]:
    return tuple(1 / (last - first + 1) if first <= month <= last else 0.0 for month in range(1, 13))


def _weeks(first: int, last: int) -> tuple[float, ...]:
    """The months of calendar weeks, by the day in their middle."""
    months = [min(12, 1 + int((7 * week - 4) / 30.44)) for week in range(first, max(first, last) + 1)]
    return tuple(months.count(month) / len(months) for month in range(1, 13))


_SPRING = _spread(jan=0.6, feb=1, mar=1.2, apr=1.2, maj=0.8)
_SUMMER = _spread(maj=0.2, jun=1, jul=1, aug=0.9)
_AUTUMN = _spread(aug=0.3, sep=1, okt=1.1, nov=1, dec=0.4)

_MONTHS = {
    1: ("januari",), 2: ("februari",), 3: ("mars",), 4: ("april",), 5: ("maj",), 6: ("juni",),
    7: ("juli",), 8: ("augusti",), 9: ("september",), 10: ("oktober",), 11: ("november",), 12: ("december",),
}  # fmt: skip

_SEASONS: tuple[tuple[tuple[str, ...], tuple[float, ...]], ...] = (
    (("våren", "vårens", "vårterminen", "vårtermin"), _SPRING),
    (
        ("sommaren", "sommarens", "sommar", "sommarperioden", "sommarlovet", "sommarlov", "semestern",
         "sommarmånaderna", "semesterperioden", "sommaruppehåll"),
        _SUMMER,
    ),
    (("hösten", "höstens", "höstterminen", "hösttermin"), _AUTUMN),
    (("sportlovet", "sportlov"), _spread(feb=1, mar=0.5)),
    (("påsken", "påsklovet", "påsklov", "valborg", "valborgsmässoafton"), _spread(mar=0.4, apr=1)),
    (
        ("midsommar", "skolavslutningen", "skolavslutningar", "skolavslutning", "studenten",
         "studentfirandet", "nationaldagen"),
        _spread(jun=1),
    ),
    (("skolstarten", "skolstart", "terminsstarten", "terminsstart"), _spread(aug=1, jan=0.15)),
    (("höstlovet", "höstlov", "halloween"), _spread(okt=1, nov=0.3)),
    (
        ("lucia", "advent", "julen", "jullovet", "jullov", "julhandeln", "julmarknaden", "nyår", "nyårsafton",
         "black friday"),
        _spread(nov=0.3, dec=1),
    ),
)  # fmt: skip
"""Seasons and feasts with the months they mean, by Swedish usage and school terms."""

_BARE_SPRING = re.compile(
    rf"(?<!\w){any_of('till', 'i', 'under', 'inför')}\s+{damaged('vår')}(?!\w)"
    rf"(?!\s+{any_of('kommun', 'stad', 'del')})"
)
"""“till vår”, but not “i vår kommun”."""

_PARTS: tuple[tuple[str, tuple[float, ...]], ...] = (
    (rf"{any_of('första', '1:a')}\s+{damaged('kvartalet')}", _range(1, 3)),
    (rf"{any_of('andra', '2:a')}\s+{damaged('kvartalet')}", _range(4, 6)),
    (rf"{any_of('tredje', '3:e')}\s+{damaged('kvartalet')}", _range(7, 9)),
    (rf"{any_of('fjärde', 'sista', '4:e')}\s+{damaged('kvartalet')}", _range(10, 12)),
    (rf"{damaged('första')}\s+{damaged('halvåret')}", _range(1, 6)),
    (rf"{damaged('andra')}\s+{damaged('halvåret')}", _range(7, 12)),
    (damaged("årsskiftet"), _spread(dec=1)),
)

_ORDINALS = (
    (1, rf"(?:1|[lI|]|{any_of('ett', 'första')})", ("första", "1:a", "inledande")),
    (2, rf"(?:2|II|{any_of('två', 'andra')})", ("andra", "2:a", "förra")),
    (3, rf"(?:3|III|{any_of('tre', 'tredje')})", ("tredje", "3:e", "sista", "avslutande")),
)


def _mention_patterns() -> list[tuple[re.Pattern[str], tuple[float, ...]]]:
    found: list[tuple[re.Pattern[str], tuple[float, ...]]] = []
    for number, spelled, ordinals in _ORDINALS:
        months = _range(4 * number - 3, 4 * number)
        counted = rf"{damaged('tertial')}\s*{spelled}(?!\w)"
        ordered = rf"{any_of(*ordinals)}\s+{any_of('tertialet', 'tertial')}"
        found.append((re.compile(rf"(?<!\w)(?:{counted}|{ordered})", re.IGNORECASE), months))
        found.append((re.compile(rf"(?<![\w-])T{number}(?!\w)"), months))
    found.extend((re.compile(rf"(?<!\w){part}", re.IGNORECASE), months) for part, months in _PARTS)
    for number, names in _MONTHS.items():
        found.append((whole(*names), _range(number, number)))
    found.extend((whole(*names), months) for names, months in _SEASONS)
    found.append((_BARE_SPRING, _SPRING))
    return found


_MENTIONS = _mention_patterns()
_TO = rf"\s*(?:-|–|—|/|{any_of('till', 'till och med', 'och', 'samt', 't o m', 't.o.m.')})\s*"
_MONTH = (
    "(?:" + "|".join(rf"(?P<{{0}}{number}>{damaged(names[0])})" for number, names in _MONTHS.items()) + ")"
)
_MONTH_RANGE = re.compile(rf"(?<!\w){_MONTH.replace('{0}', 'a')}{_TO}{_MONTH.replace('{0}', 'b')}(?!\w)")
_DATE = re.compile(r"(?<![\d/])(\d{1,2})(?:\s?[-–+]\s?\d{1,2})?/(\d{1,2})(?![\d/])(?:[/-](20\d\d))?")
_WEEKS = re.compile(
    rf"(?<!\w)(?:{any_of('vecka', 'veckorna', 'veckor')}|v\.)\s*(\d{{1,2}})(?:{_TO}(\d{{1,2}}))?(?!\d)"
)
_ISO_DATE = re.compile(r"\b(20\d\d)-(\d\d)-(\d\d)\b")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)(?!:)")
_NEXT_YEAR = whole("nästa år", "kommande år", "nästkommande år")
_LAST_YEAR = whole("förra året", "föregående år", "i fjol", "förra årets", "fjolåret")

_FUTURE = re.compile(
    beginning(
        "planer", "förväntas", "beräknas", "preliminär", "inbokad", "bokad", "bokat", "framflytta", "skjuts",
        "skjutits", "kommande", "nästa", "förbered", "återkommer", "framöver",
    ).pattern
    + "|"
    + whole(
        "kommer", "ska", "skall", "inför", "avser", "avses", "tänkt", "efter", "till våren", "till hösten",
        "senast", "dröjer", "väntas", "sikte", "målet", "föreslås",
    ).pattern
)  # fmt: skip
_PAST = re.compile(
    whole(
        "har", "hade", "var", "blev", "fick", "höll", "hölls", "deltog", "gick", "togs", "gav", "kom",
        "gjorde", "skett", "varit",
    ).pattern
    + r"|\w{3,}(?:ade|ades|rde|rdes|tts|ats|dde|ddes)(?!\w)|(?<!\w)" + damaged("genomför") + "[tdf]"
)  # fmt: skip
_PRESENT = re.compile(
    rf"(?<!\w)(?:{any_of('genomförs', 'hålls', 'sker', 'börjar', 'startar', 'äger rum', 'pågår', 'är')}"
    r"|\w{4,}(?:as|ras))(?!\w)"
)
_MEASURES = whole(
    "likt", "liksom", "jämfört", "jämförelse", "sedan", "likhet", "från", "tidigare", "redan", "start"
)
_AIM = re.compile(
    rf"(?<!\w){any_of('för', 'till', 'inför')}\s+(?:\w+\s+){{1,3}}(?:{any_of('i', 'under', 'den')}\s+)?$"
)
"""“skickad till nämnden för beslut i juni”."""
_COMPARED = re.compile(_MEASURES.pattern + r"\W*(?:\w+\W+){0,3}$")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖÉ0-9\"”(])")

CUES: tuple[tuple[re.Pattern[str], float], ...] = (
    (re.compile(rf"^{damaged('pågår')}\s*\."), -0.5),
    (re.compile(rf"^{any_of('fortsätter', 'fortlöper')}\s*\."), 0.6),
    (whole("fortsatt", "fortsätter", "fortsatte", "fortskrider", "fortskridit", "fortgår", "fortlöpt"), 0.5),
    (
        beginning("alltmer", "återigen", "slutför", "avsluta", "slutrapport", "utvärder", "sammanfattning",
                  "färdigställ"),
        0.4,
    ),
    (
        beginning("inled", "uppstart", "påbörja", "kartlägg", "inventer", "nulägesanalys", "startmöte",
                  ),
        -0.3,
    ),
    (whole("den andra av", "den sista", "sista"), 0.5),
    (whole("den första av", "ett första", "en första", "det första"), -0.3),
    (whole("under året", "hela året", "under hela året"), 0.3),
    (whole("åter", "numera"), 0.2),
)  # fmt: skip
"""Words that lean to the end (+) or the beginning (−) of the year: added per step of period from
the middle. Small on purpose: each is right only somewhat oftener than wrong."""

MAX_CUES = 0.9
"""All cues of a paragraph together weigh no more than this per period."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well a paragraph fits each period, as log-likelihoods, and the words that say so."""

    fits: tuple[float, ...]
    words: tuple[str, ...] = ()


def mentions(text: str, year: int | None) -> list[Mention]:
    """Every time that ``text`` names; ``year`` is that of the report, if known."""
    found: list[Mention] = []
    for sentence in _SENTENCE.split(text):
        taken: list[tuple[int, int]] = []
        for match in _MONTH_RANGE.finditer(sentence):
            first, last = (int(name[1:]) for name, value in match.groupdict().items() if value)
            if first <= last:
                taken.append(match.span())
                found.append(_mention(sentence, match.span(), _range(first, last), year))
        for pattern, months in _MENTIONS:
            for match in pattern.finditer(sentence):
                if any(match.start() < end and start < match.end() for start, end in taken):
                    continue
                taken.append(match.span())
                found.append(_mention(sentence, match.span(), months, year))
        for match in _WEEKS.finditer(sentence):
            weeks = [int(week) for week in match.groups() if week and 1 <= int(week) <= 53]
            if weeks:
                found.append(_mention(sentence, match.span(), _weeks(weeks[0], weeks[-1]), year))
        for match in _DATE.finditer(sentence):
            day, month = int(match.group(1)), int(match.group(2))
            if 1 <= day <= 31 and 1 <= month <= 12:
                found.append(_mention(sentence, match.span(), _range(month, month), year))
        for match in _ISO_DATE.finditer(sentence):
            month = int(match.group(2))
            if 1 <= month <= 12:
                found.append(_mention(sentence, match.span(), _range(month, month), year))
    return found


def _mention(sentence: str, span: tuple[int, int], months: tuple[float, ...], year: int | None) -> Mention:
    words = sentence[span[0] : span[1]]
    return Mention(months, _year_offset(sentence, span, year), _tense(sentence, span), words)


def _year_offset(sentence: str, span: tuple[int, int], year: int | None) -> int:
    # The year stands with its month: "i januari 2025", "2025 januari".
    near = sentence[max(0, span[0] - 8) : span[1] + 8]
    named = _YEAR.search(near)
    if named and year is not None:
        return max(-1, min(1, int(named.group(1)) - year))
    around = sentence[max(0, span[0] - 30) : span[1] + 30]
    if _LAST_YEAR.search(around):
        return -1
    return int(bool(_NEXT_YEAR.search(around)))


def _tense(sentence: str, span: tuple[int, int]) -> Tense:
    before = sentence[: span[0]]
    if _AIM.search(before):
        return Tense.FUTURE
    if _COMPARED.search(before):
        return Tense.COMPARED
    if _FUTURE.search(sentence):
        return Tense.FUTURE
    if _PAST.search(sentence):
        return Tense.PAST
    return Tense.PRESENT if _PRESENT.search(sentence) else Tense.PLAIN


def evidence(text: str, periods: Sequence[Period], year: int | None) -> Evidence:
    """How well ``text`` fits each of ``periods`` (of one year, in order)."""
    fits = [0.0] * len(periods)
    words: list[str] = []
    for mention in mentions(text, year):
        shares = _period_shares(mention, periods)
        likelihoods = [
            sum(share * _fit(mention, label - place, len(periods)) for place, share in shares.items())
            + LATE * _just_after(mention, period)
            for label, period in enumerate(periods)
        ]
        if not shares:
            # A time outside all periods of the report says nothing of them.
            continue
        total = sum(likelihoods)
        fits = [fit + math.log(likelihood / total) for fit, likelihood in zip(fits, likelihoods, strict=True)]
        words.append(mention.words)
    lean = 0.0
    for pattern, weight in CUES:
        match = pattern.search(text)
        if match:
            lean += weight
            words.append(match.group().strip())
    lean = max(-MAX_CUES, min(MAX_CUES, lean))
    middle = (len(periods) - 1) / 2
    fits = [fit + lean * (label - middle) for label, fit in enumerate(fits)]
    return Evidence(tuple(fits), tuple(dict.fromkeys(words)))


def _fit(mention: Mention, difference: int, periods: int) -> float:
    table = FIT[mention.tense]
    fit = table[max(-2, min(2, difference))]
    if mention.tense in (Tense.FUTURE, Tense.PRESENT) and not mention.year:
        # "Planeras till våren": of this year or of the next.
        fit = (fit + table[max(-2, min(2, difference - periods))]) / 2
    return fit


def _just_after(mention: Mention, period: Period) -> float:
    """Share of the mention that lies in the month after the period, if it tells of something done."""
    if mention.year or mention.tense not in (Tense.PAST, Tense.PLAIN) or period.last_month == 12:
        return 0.0
    return mention.months[period.last_month]


def _period_shares(mention: Mention, periods: Sequence[Period]) -> dict[int, float]:
    """Share of the mention's months in each period; other years count as one before or one after."""
    if mention.year:
        return {-1 if mention.year < 0 else len(periods): 1.0}
    shares: dict[int, float] = {}
    for month, weight in enumerate(mention.months, start=1):
        for place, period in enumerate(periods):
            if weight and period.first_month <= month <= period.last_month:
                shares[place] = shares.get(place, 0.0) + weight
    total = sum(shares.values())
    return {place: share / total for place, share in shares.items()} if total else {}
