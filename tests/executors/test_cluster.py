"""A cluster's draws are those of threads, whatever becomes of its workers."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
import tomllib
from collections.abc import Iterator
from functools import partial

import polars as pl
import pytest
from dask import config
from distributed import Client, LocalCluster
from tests.cli.calls import TINY
from tests.executors.conftest import scale
from tests.soak import rounds

from necsim.engine import simulate
from necsim.errors import RunError
from necsim.executors import Threads, cluster
from necsim.executors.cluster import Dask, open_cluster
from necsim.executors.versions import made_here
from necsim.rules import Sampler
from necsim.scenario import Scenario, make_scenario

REPLICATES = 60_000


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    return make_scenario(tomllib.loads(TINY), name="tiny")


@pytest.fixture(scope="session")
def expected(scenario: Scenario) -> pl.DataFrame:
    return draws(scenario, Threads(2))


def draws(scenario: Scenario, executor: Dask | Threads, sampler: Sampler = "flows") -> pl.DataFrame:
    return simulate(scenario, replicates=REPLICATES, sampler=sampler, executor=executor).draws


def square(item: int) -> int:
    return item * item


def die_once(item: int, path: str) -> int:
    """Kill the first worker that comes here."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return item
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def die(item: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def divide(item: int) -> float:
    return 1 / item


def test_results_come_in_the_order_of_the_items(dask: Dask) -> None:
    assert list(dask.map(square, range(200))) == [item * item for item in range(200)]
    assert list(dask.map(square, [])) == []


def test_items_are_read_only_as_far_as_there_is_room(dask: Dask) -> None:
    read = []

    def items() -> Iterator[int]:
        for item in range(1000):
            read.append(item)
            yield item

    results = dask.map(square, items())
    assert next(results) == 0
    assert len(read) <= 10
    results.close()


def test_a_fault_in_a_task_reaches_the_caller(dask: Dask) -> None:
    results = dask.map(divide, [1, 0, 2])
    assert next(results) == 1.0
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_a_task_that_kills_its_worker_is_run_again(dask: Dask, tmp_path: os.PathLike[str]) -> None:
    task = partial(die_once, path=f"{tmp_path}/met")
    assert list(dask.map(task, range(20))) == list(range(20))


@pytest.mark.compiled
@pytest.mark.parametrize("workers", [1, 2, 3, 4])
def test_draws_are_those_of_threads(
    workers: int,
    processes: LocalCluster,
    client: Client,
    scenario: Scenario,
    expected: pl.DataFrame,
) -> None:
    scale(processes, client, workers)
    assert draws(scenario, Dask(client, print)).equals(expected)


@pytest.mark.slow
@pytest.mark.compiled
def test_a_worker_killed_in_each_run_costs_no_result(
    dask: Dask, client: Client, scenario: Scenario
) -> None:
    chosen = random.Random(2018)
    expected = draws(scenario, Threads(2), "ballots")
    for _ in range(rounds(2, 10)):
        client.wait_for_workers(2, timeout=30)
        pids = list(client.run(os.getpid).values())
        killed: list[int] = []

        def kill(pid: int, after: float, killed: list[int] = killed) -> None:
            time.sleep(after)
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)

        killer = threading.Thread(target=kill, args=(chosen.choice(pids), chosen.random() / 2))
        killer.start()
        assert draws(scenario, dask, "ballots").equals(expected)
        killer.join()
        assert killed


def test_workers_of_another_version_are_refused(
    client: Client, dask: Dask, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = made_here()
    other = here._replace(versions=here.versions | {"numba": "0.1.2"})
    monkeypatch.setattr(cluster, "made_here", lambda: other)
    monkeypatch.setattr(Client, "run", lambda *_, **__: {"tcp://there:1": here})
    installed = here.versions["numba"]
    with pytest.raises(RunError) as refused:
        Dask(client, print)
    assert str(refused.value) == (
        f"worker tcp://there:1: has numba {installed}, and here is 0.1.2; install the same on both"
    )


def test_workers_that_have_no_necsim_are_refused(
    client: Client, dask: Dask, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacks = ModuleNotFoundError("No module named 'necsim'")
    monkeypatch.setattr(Client, "run", lambda *_, **__: {"tcp://there:1": lacks})
    with pytest.raises(RunError, match=r"cannot run necsim \(No module .* pip install"):
        Dask(client, print)


def test_another_cpu_family_is_warned_of(
    client: Client, dask: Dask, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = made_here()._replace(cpu="another")
    monkeypatch.setattr(Client, "run", lambda *_, **__: {"tcp://there:1": other})
    said: list[str] = []
    Dask(client, said.append)
    assert len(said) == 1
    assert said[0].startswith("warning: worker tcp://there:1 has another CPU family (another, here")


def test_a_worker_that_joins_later_with_another_version_refuses(dask: Dask) -> None:
    dask.made = dask.made._replace(kernels="edited")
    with pytest.raises(RunError, match=r"worker tcp://.* has other kernels of the same version"):
        list(dask.map(square, [1]))


def test_a_task_that_kills_every_worker_ends_with_words() -> None:
    with (
        config.set({"distributed.scheduler.allowed-failures": 1}),
        open_cluster("local:1", print) as alone,
        pytest.raises(RunError, match="2 workers in a row died of one task"),
    ):
        list(alone.map(die, [1]))


def test_nobody_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 0.3)
    with (
        pytest.raises(RunError, match=r"tcp://127.0.0.1:9: no cluster answers there .* start one"),
        open_cluster("tcp://127.0.0.1:9", print),
    ):
        pass
