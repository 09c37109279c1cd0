"""The same batch on a Dask cluster: two worker processes, one of them killed in the middle."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.archive import workers
from ingest.archive.workers import ClusterUnavailable
from tests.archive.reports import make_archive, typeset
from tests.archive.test_run import content, outcomes, run

distributed = pytest.importorskip("distributed")


REPORTS = 15
"""Distinct reports in the archive."""


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as made:
        yield made


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    folder = make_archive(tmp_path / "in")
    for number in range(12):
        (folder / f"{number:02}.pdf").write_bytes(typeset(year=2010 + number))
    return folder


def test_a_killed_worker_changes_nothing(archive: Path, tmp_path: Path, cluster: Any) -> None:
    run(archive, tmp_path / "here")
    killed = threading.Event()

    def kill_one() -> None:
        with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
            victim = next(iter(client.run(os.getpid).values()))
            while not (done := len([*(tmp_path / "there" / "reports").glob("*.json")])):
                time.sleep(0.01)
            os.kill(victim, signal.SIGKILL)
            if done < REPORTS:
                killed.set()

    killer = threading.Thread(target=kill_one, daemon=True)
    killer.start()
    run(archive, tmp_path / "there", scheduler=cluster.scheduler_address)
    killer.join(timeout=30)

    assert killed.is_set(), "the worker was killed too late"
    assert len([*(tmp_path / "there" / "reports").iterdir()]) == REPORTS
    assert content(tmp_path / "there") == content(tmp_path / "here")


def test_inputs_and_outputs_by_url(archive: Path, tmp_path: Path, cluster: Any) -> None:
    run(archive, tmp_path / "here")
    run(archive.as_uri(), (tmp_path / "there").as_uri(), scheduler=cluster.scheduler_address)

    assert content(tmp_path / "there") == content(tmp_path / "here")


def test_a_place_that_is_no_local_one(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """fsspec's own path for remote places, here with its view of the local disk."""
    for module in ("store", "inputs"):
        monkeypatch.setattr(f"ingest.archive.{module}.local_path", _none_for_urls)
    run(archive, tmp_path / "here")
    monkeypatch.setattr(workers, "read_isolated", _read_here)
    (tmp_path / "there" / "reports").mkdir(parents=True)

    run(archive.as_uri(), (tmp_path / "there").as_uri())
    again = run(archive.as_uri(), (tmp_path / "there").as_uri())

    assert content(tmp_path / "there") == content(tmp_path / "here")
    assert again.read == 1  # the broken one
    assert outcomes(tmp_path / "there")["år 2023/kopia.pdf"]["same_as"] == "Jönköping 2024.pdf"


def _none_for_urls(place: str) -> Path | None:
    return None if "://" in place else Path(place)


def _read_here(limited: workers.LimitedJob) -> Any:
    from ingest.archive.job import read_report

    return read_report(limited.job)


def test_nobody_at_the_address_is_said(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "CONNECT_SECONDS", 1)
    with pytest.raises(ClusterUnavailable, match="no Dask scheduler answers"):
        run(archive, tmp_path / "out", scheduler="tcp://127.0.0.1:1")
