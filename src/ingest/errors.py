"""Everything that can go wrong, each with its exit code and its remedy.

The exit codes are an interface: scripts and CI pipelines depend on them.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the command tells the shell."""

    OK = 0
    FINDINGS = 1
    """``validate`` only: findings at or above ``--fail-on``."""
    USAGE = 2
    UNREADABLE = 3
    """No PDF, an empty, broken or encrypted one, or nothing legible in it."""
    NOT_A_REPORT = 4
    """Read, but it shows none of the signs of a follow-up report."""
    OCR_UNAVAILABLE = 5
    """The file needs OCR, and tesseract or its Swedish model is missing."""
    SOME_FAILED = 6
    """Several files: some were written, some failed."""
    CANNOT_WRITE = 7
    UNEXPECTED = 70
    """A bug of ours (sysexits.h EX_SOFTWARE)."""


class TertialError(Exception):
    """Base of all errors that a user can do something about.

    The message is one sentence that says what is wrong and what to do.
    """

    exit_code = ExitCode.UNEXPECTED


class UsageError(TertialError):
    """An option, a settings file or a file beside the reports is not what it should be."""

    exit_code = ExitCode.USAGE


class UnreadableInput(TertialError):
    """The file cannot be read as a PDF or as text."""

    exit_code = ExitCode.UNREADABLE


class EncryptedInput(UnreadableInput):
    """The PDF asks for a password."""


class NothingLegible(UnreadableInput):
    """The file opens, but there is no text in it, not even by OCR."""


class NotAReport(TertialError):
    """There is text, but none of the layouts of a follow-up report fits it."""

    exit_code = ExitCode.NOT_A_REPORT

    def __init__(self, message: str, seen: str = "") -> None:
        """``seen`` is the text that was read, for those who can tell from it what is missing."""
        super().__init__(message)
        self.seen = seen


class OcrUnavailable(TertialError):
    """OCR is needed and cannot be had here."""

    exit_code = ExitCode.OCR_UNAVAILABLE


class ReadingFailed(Exception):
    """A page's picture cannot be read; the other pages are, so this becomes a finding and ends nothing."""


class CannotWrite(TertialError):
    """The output folder or file cannot be written."""

    exit_code = ExitCode.CANNOT_WRITE


class SomeFailed(TertialError):
    """Of several inputs some failed; the message names them."""

    exit_code = ExitCode.SOME_FAILED
