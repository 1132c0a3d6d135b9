from __future__ import annotations

from collections.abc import Iterator

import pytest
from distributed import Client, LocalCluster

from necsim.executors.cluster import Dask, be_quiet, start_processes


@pytest.fixture(scope="session")
def processes() -> Iterator[LocalCluster]:
    """Give a cluster of processes here, to be scaled as tests need it."""
    be_quiet()
    with start_processes(1) as started:
        yield started


@pytest.fixture(scope="session")
def client(processes: LocalCluster) -> Iterator[Client]:
    with Client(processes) as connected:
        yield connected


@pytest.fixture
def dask(processes: LocalCluster, client: Client) -> Dask:
    """Give an executor on two workers."""
    scale(processes, client, 2)
    return Dask(client, print)


def scale(processes: LocalCluster, client: Client, workers: int) -> None:
    """Have so many workers, no more and no less."""
    processes.scale(workers)
    client.wait_for_workers(workers, timeout=30)
    while len(client.nthreads()) != workers:
        pass
