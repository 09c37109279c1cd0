"""restore(): damaged Swedish is mended, sound text is never touched."""

from __future__ import annotations

import pytest

from ingest.restoration import Restored, damage, restore, restore_document

SOUND = [
    "",
    " \n\t\n",
    "Arbetet med lägesbilder pågår på två områden i kommunen, o Linnéa är med.",
    "The police and the municipality have agreed on a plan for the coming year.",
    "Politiet og kommunen har sammen lagt en plan for å forebygge vold i nære relasjoner.",
    "Politiet og kommunen har sammen lagt en plan for at forebygge vold på gaden.",
    "Poliisi ja kunta ovat yhdessä laatineet suunnitelman väkivallan ehkäisemiseksi.",
    "Die Polizei und die Gemeinde haben für das nächste Jahr einen Plan über die Prävention.",
    "Volvo & Co, 15st, 2024-05-01, Tertial 1",
]


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_comes_back_byte_for_byte(text: str) -> None:
    restored = restore(text)
    assert restored.text == text
    assert not restored.changes
    assert not restored.doubts


def test_letters_come_back() -> None:
    text = "Arbetet med lagesbilder pagar p4 tva omraden\ni kommunen och 6kad trygghet &r malet."
    restored = restore(text)
    assert restored.text == (
        "Arbetet med lägesbilder pågår på två områden\ni kommunen och ökad trygghet är målet."
    )


def replayed(restored: Restored) -> str:
    parts, at = [], 0
    for change in restored.changes:
        assert restored.raw[change.start : change.end] == change.before
        assert restored.text[change.new_start : change.new_end] == change.after
        parts += [restored.raw[at : change.start], change.after]
        at = change.end
    return "".join([*parts, restored.raw[at:]])


def test_changes_replay_to_the_text() -> None:
    restored = restore("Atgéardsplanen &r framflyttad till januari fér politiskt beslut.")
    assert restored.changes
    assert replayed(restored) == restored.text


def test_a_document_is_restored_together() -> None:
    title, body = restore_document(["Uppfoljning for Jonkoping", "Arbetet pagar pa tva omraden."])
    assert (title.text, body.text) == ("Uppföljning för Jönköping", "Arbetet pågår på två områden.")
    assert replayed(title) == title.text
    assert replayed(body) == body.text


def test_damage_gives_its_reason() -> None:
    assert damage("Arbetet pagar pa tva omraden").verdict == "letters lost"
    assert damage("Arbetet pågår på två områden").verdict == "sound"
    assert damage("Arbetet pagar pa tva omraden").reason


def test_long_swedish_without_one_letter_is_damaged_whatever_its_words() -> None:
    read = (
        "hdmta in synpunkter frdn Polismyndigheten, Ekobrottsmyndigheten och Sdkerhetspolisen "
        "i relevanta delar, berdkna och redovisa eventuella ekonomiska konsekvenser "
        "av sina bedémningar samt forslag till finansiering"
    )
    assert damage(read).verdict == "letters lost"
    assert damage(read[:120]).verdict == "sound"
