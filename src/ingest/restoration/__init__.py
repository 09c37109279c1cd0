"""Swedish that reads as it was written: letters that OCR lost, put back with reasons."""

from ingest.restoration.changes import Change, Doubt, Restored
from ingest.restoration.damage import Damage, damage
from ingest.restoration.resources import is_known_word
from ingest.restoration.restoring import restore, restore_document

__all__ = ["Change", "Damage", "Doubt", "Restored", "damage", "is_known_word", "restore", "restore_document"]
