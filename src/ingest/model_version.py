"""Which models and word lists are shipped: recorded in every report, so that a new model is noticed."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

DIGITS = 12
"""Hexadecimal digits: 48 bits, far more than there will ever be models."""


@cache
def model_version() -> str:
    """A hash over the shipped data; the same data, the same version."""
    digest = hashlib.sha256()
    for file in sorted((files("ingest") / "data").iterdir(), key=lambda file: file.name):
        if file.is_file() and not file.name.endswith(".md"):  # LICENCES.md is about the data
            digest.update(file.name.encode("utf-8"))
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:DIGITS]
