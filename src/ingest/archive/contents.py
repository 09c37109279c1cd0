"""The inputs by content: the same PDF twice is read once and listed twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.archive.dataset import Listed
from ingest.archive.index import Index
from ingest.archive.inputs import InputFile, Inputs, Unreadable
from ingest.archive.outcome import Outcome

HashMany = Callable[[Sequence[InputFile]], Iterable[tuple[InputFile, str | BaseException]]]
"""Takes content hashes of files, in any order; gives the error of those it cannot read."""


@dataclass(frozen=True, slots=True)
class Contents:
    """Every input with its content."""

    files: tuple[tuple[InputFile, str], ...]
    """Each readable file with its hash, sorted by path."""
    unreadable: tuple[Unreadable, ...]
    first: dict[str, InputFile]
    """Content hash → the first file that has it: the one that is read and gives the name."""


def contents_of(inputs: Inputs, index: Index, hash_many: HashMany) -> Contents:
    """Find the content hash of every input; files known by the index are not opened."""
    hashes = {file.path: known for file in inputs.files if (known := index.known_hash(file))}
    unreadable = list(inputs.unreadable)
    taken: list[tuple[InputFile, str]] = []
    for file, result in hash_many([file for file in inputs.files if file.path not in hashes]):
        if isinstance(result, str):
            hashes[file.path] = result
            taken.append((file, result))
        elif isinstance(result, OSError):
            unreadable.append(Unreadable(file.path, f"cannot be opened: {result.strerror or result}"))
        else:
            raise result
    index.remember_hashes(taken)
    files = tuple((file, hashes[file.path]) for file in inputs.files if file.path in hashes)
    first: dict[str, InputFile] = {}
    for file, sha256 in files:
        first.setdefault(sha256, file)
    return Contents(files, tuple(sorted(unreadable)), first)


def list_inputs(contents: Contents, index: Index) -> Iterator[Listed]:
    """Every input with its outcome, sorted by path; one at a time, so that memory stays flat."""
    readable, unreadable = iter(contents.files), iter(contents.unreadable)
    file, problem = next(readable, None), next(unreadable, None)
    while file is not None or problem is not None:
        if file is not None and (problem is None or file[0].path < problem.path):
            yield _listed(*file, contents, index)
            file = next(readable, None)
        elif problem is not None:
            yield Listed(problem.path, Outcome("", "failed", problem.path, reason=problem.reason))
            problem = next(unreadable, None)


def _listed(file: InputFile, sha256: str, contents: Contents, index: Index) -> Listed:
    outcome = index.outcome(sha256)
    assert outcome is not None, "every content has an outcome when the inputs are listed"
    first = contents.first[sha256].path
    return Listed(file.path, outcome, None if first == file.path else first)
