"""Swedish that reads as it was written: letters that OCR lost, put back with reasons."""

from ingest.restoration.changes import Change, Doubt, Restored
from ingest.restoration.damage import Damage, damage
from ingest.restoration.restoring import restore, restore_document

__all__ = ["Change", "Damage", "Doubt", "Restored", "damage", "restore", "restore_document"]
