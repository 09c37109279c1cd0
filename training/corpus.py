"""Split a corpus by document into train, development and test parts.

``python -m training.corpus CORPUS... --out DIR``

A corpus is text, a paragraph a line, documents parted by empty lines, plain or
``.xz``. Where a document goes depends on its own text alone, so that a document
stays where it is when the corpus grows, and the test suite can prove that no
benchmark text was trained on.
"""

from __future__ import annotations

import argparse
import hashlib
import lzma
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

Part = Literal["train", "dev", "test"]
TEST_SHARE, DEV_SHARE = 4, 3
"""Documents in a hundred."""
LONG_PARAGRAPH = 40
"""Characters; a longer paragraph of a held-out document that training has too is left out there."""
SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-ZÅÄÖ])")
_NOISE = str.maketrans({"\xad": None, "\u200b": None, "\x02": None, "ﬁ": "fi"})


def part_of(document: str) -> Part:
    """Where a document belongs; it depends on nothing but its text.

    >>> part_of("Regeringen beslutade i dag")
    'train'
    """
    return part_of_digest(digest(document))


def digest(document: str) -> str:
    """What a document is known by: 16 hexadecimal digits."""
    return hashlib.blake2b(document.encode(), digest_size=8).hexdigest()


def part_of_digest(digest: str) -> Part:
    """Where the document with this digest belongs.

    >>> part_of_digest("0000000000000003"), part_of_digest("0000000000000007")
    ('test', 'train')
    """
    share = int(digest, 16) % 100
    return "test" if share < TEST_SHARE else "dev" if share < TEST_SHARE + DEV_SHARE else "train"


def sentences(paragraph: str) -> list[str]:
    """The sentences of a paragraph, parted after a full stop, question or exclamation mark."""
    return SENTENCE.split(paragraph)


def clean(paragraph: str) -> str:
    """A paragraph without soft hyphens, ligatures and doubled blanks, in NFC."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", paragraph.translate(_NOISE))).strip()


def documents(path: Path) -> Iterator[str]:
    """The documents of one corpus file, as they stand."""
    raw = path.read_bytes()
    text = (lzma.decompress(raw) if path.suffix == ".xz" else raw).decode("utf-8")
    for document in text.split("\n\n"):
        if document.strip("\n"):
            yield document.strip("\n")


def split(paths: list[Path]) -> dict[Part, list[list[str]]]:
    """The paragraphs of every document by part; each paragraph once."""
    parts: dict[Part, list[list[str]]] = {"train": [], "dev": [], "test": []}
    for path in paths:
        for document in documents(path):
            paragraphs = [text for text in map(clean, document.split("\n")) if text]
            parts[part_of(document)].append(paragraphs)
    trained = {text for paragraphs in parts["train"] for text in paragraphs}
    seen: set[str] = set()
    for part, found in parts.items():
        for i, paragraphs in enumerate(found):
            kept = []
            for text in paragraphs:
                repeated = part != "train" and len(text) > LONG_PARAGRAPH and text in trained
                if not repeated and text not in seen:
                    seen.add(text)
                    kept.append(text)
            found[i] = kept
    return parts


def unseen(pairs: Iterable[tuple[str, str]], held: str) -> list[str]:
    """What was read of the (read, true) lines whose true text does not stand in the held-out text.

    >>> unseen([("6kad trygghet", "ökad trygghet"), ("p4 platsen", "på platsen")], "Vi ses på Platsen")
    ['6kad trygghet']
    """
    known = held.lower()
    return [read for read, true in pairs if true.strip().lower() not in known]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    a = parser.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    for part, found in split(a.corpus).items():
        text = "\n\n".join("\n".join(paragraphs) for paragraphs in found if paragraphs)
        (a.out / f"{part}.txt").write_text(text + "\n", encoding="utf-8")
        print(part, sum(map(bool, found)), "documents", len(text), "characters")


if __name__ == "__main__":
    main()
