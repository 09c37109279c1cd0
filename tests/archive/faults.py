"""What can go wrong in a child process, as functions that children run."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from ingest.archive.job import Job, read_report
from ingest.archive.outcome import Outcome


def echo(value: str) -> str:
    return value


def hang_in_native_code(_: str) -> None:
    """Sleep in C with the interpreter lock held: no Python signal handler can run."""
    ctypes.PyDLL(None).sleep(600)


def spin_in_native_code(_: str) -> None:
    """Keep the processor busy in one C call with the interpreter lock held."""
    _ = sum(range(10**12))  # a single bytecode: handlers wait for its end


def hang_in_a_program(pid_file: str) -> None:
    """As tesseract would: the child waits for a program of its own."""
    program = subprocess.Popen(["sleep", "600"])
    Path(pid_file).write_text(str(program.pid), encoding="utf-8")
    program.wait()


def be_killed(_: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def crash(_: str) -> None:
    ctypes.string_at(0)


def take_memory(_: str) -> int:
    return len(b"x" * 2**31)


def process_id(_: str) -> int:
    return os.getpid()


def read_with_faults(job: Job) -> Outcome:
    """`read_report`, except that names of files ask for faults."""
    if "hänger" in job.file:
        hang_in_native_code("")
    if "dör" in job.file:
        be_killed("")
    if "minne" in job.file:
        take_memory("")
    return read_report(job)


def read_slowly(job: Job) -> Outcome:
    """`read_report`, slow enough to be interrupted in the middle."""
    time.sleep(0.3)
    outcome = read_report(job)
    print(outcome.file, file=sys.stderr)
    return outcome
