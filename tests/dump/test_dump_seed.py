"""The real dump: the seed, where the material beside the repository is at hand."""

from pathlib import Path

import pytest

from ingest.dump import split_dump
from ingest.dump_text import decode

SEED = Path(__file__).parents[3] / "shared" / "seed" / "000_24d7e5cfe5cd7017.txt"


@pytest.mark.skipif(not SEED.exists(), reason="the seed lies beside the repository, not in it")
def test_every_commitment_of_the_seed_is_found_with_its_title() -> None:
    split = split_dump(decode(SEED.read_bytes()).text)
    assert len(split.sections) == 11
    assert [len(section.cells) for section in split.sections] == [3] * 11
    assert [line.text for line in split.sections[4].title] == [
        'Utveckla projekt "Trygg Trapp” under ledning av Brottsofferjouren, '
        "tilsammans med polisen, Jonkopings",
        "kommun och Vatterhem",
    ]
    assert not split.unassigned
