"""Short lines of other languages, and of sound Swedish, from the translations on this machine.

``python -m training.catalogues OUT [--from DIR...]``: for every language a file ``CODE.txt`` of the
messages of all gettext catalogues (``…/CODE/LC_MESSAGES/*.mo``), a line each, shuffled. Most Linuxes have
them in /usr/share/locale, in dozens of languages; images of containers often leave them out, and a machine
that lacks one of the languages is an error, since the fit would not see it. They are negative examples for
``training.fit_short`` only; nothing of them is shipped.
"""

from __future__ import annotations

import argparse
import gettext
import random
import re
from pathlib import Path

LANGUAGES = {"sv": "sv", "nb": "no", "nn": "no", "da": "da", "fi": "fi", "de": "de", "nl": "nl", "fr": "fr"}
"""Folder to the name of the file its messages go to; what they translate goes to ``en``."""
FEWEST_LETTERS = 4
MARKS = re.compile(r"[_&](?=\w)")
"""Marks of the letter that a menu is chosen by."""


def lines(roots: list[Path]) -> dict[str, set[str]]:
    """The lines of every language."""
    found: dict[str, set[str]] = {"en": set()}
    for folder, language in LANGUAGES.items():
        own = found.setdefault(language, set())
        for path in sorted(p for root in roots for p in root.glob(f"**/{folder}/LC_MESSAGES/*.mo")):
            try:
                with path.open("rb") as file:
                    # gettext only looks single messages up; this is how to have all of them.
                    messages: dict[object, str] = vars(gettext.GNUTranslations(file))["_catalog"]
            except (OSError, UnicodeDecodeError, ValueError):
                continue
            for key, message in messages.items():
                source = key[0] if isinstance(key, tuple) else key
                if source and message != source:
                    own.update(plain(message))
                    found["en"].update(plain(str(source)))
    return found


def plain(message: str) -> list[str]:
    """The lines of a message as a person sees them."""
    parts = (" ".join(MARKS.sub("", part).split()) for part in message.replace("\x04", "\n").split("\n"))
    return [part for part in parts if sum(map(str.isalpha, part)) >= FEWEST_LETTERS]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--from", dest="roots", type=Path, nargs="+", default=[Path("/usr/share/locale")])
    a = parser.parse_args()
    found = lines(a.roots)
    missing = sorted(language for language, own in found.items() if not own)
    if missing:
        raise SystemExit(
            f"no catalogues of {', '.join(missing)} in {', '.join(map(str, a.roots))}: install programs with"
            " their translations, or run this step by hand with --from and a folder that has them"
        )
    a.out.mkdir(parents=True, exist_ok=True)
    for language, own in found.items():
        ordered = sorted(own)
        random.Random(1).shuffle(ordered)
        (a.out / f"{language}.txt").write_text("\n".join(ordered) + "\n", encoding="utf-8")
        print(language, len(ordered))


if __name__ == "__main__":
    main()
