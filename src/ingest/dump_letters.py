"""Patterns for Swedish words whose letters an OCR run in another language may have damaged.

Only matching uses these; the text itself is never changed here.
"""

from __future__ import annotations

import re
from functools import lru_cache

DAMAGE: dict[str, str] = {
    "å": "åa4&dàáâ",
    "ä": "äaéed4&àáâã",
    "ö": "öoé6dbeòóôõ",
    "é": "ée",
    "l": "lI1|i!",
    "i": "iIl1|!íì",
    "o": "o0óò",
    "s": "s5$",
    "e": "eéc",
    "t": "tf",
    "f": "ft",
    "b": "b6h",
    "g": "g9q",
}
"""What an English OCR run makes of a letter; the first is the letter itself. The frequent ones are
counted in pairs of Swedish lines with their English reading; stripping (ö → o) is the commonest."""


@lru_cache(maxsize=512)
def damaged(word: str) -> str:
    """A pattern (without anchors) that matches ``word`` whole or damaged, in either case.

    >>> bool(re.fullmatch(damaged("hösten"), "hdsten"))
    True
    >>> bool(re.fullmatch(damaged("våren"), "VAREN"))
    True
    """
    parts = []
    for letter in word:
        choices = DAMAGE.get(letter, letter)
        choices += "".join(choice.upper() for choice in choices if choice.upper() not in choices)
        # ö came out as "oé" now and then, å as "aé".
        extra = "[éeé]?" if letter in "åäö" else ""
        parts.append("[" + re.escape(choices) + "]" + extra if letter.strip() else r"\s+")
    return "".join(parts)


def any_of(*words: str) -> str:
    """A pattern that matches any of ``words``, the longest first."""
    return "(?:" + "|".join(damaged(word) for word in sorted(words, key=len, reverse=True)) + ")"


def whole(*words: str) -> re.Pattern[str]:
    """Any of ``words`` standing as words of their own."""
    return re.compile(r"(?<!\w)" + any_of(*words) + r"(?!\w)")


def beginning(*words: str) -> re.Pattern[str]:
    """Any word that begins with one of ``words``."""
    return re.compile(r"(?<!\w)" + any_of(*words))
