"""Many processes or machines: the workers of a Dask cluster."""

from __future__ import annotations

import asyncio
import logging
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from itertools import chain, islice
from multiprocessing import resource_tracker
from typing import Any, NamedTuple, NoReturn, TypeVar

from necsim.errors import RunError, UsageError
from necsim.executors.executor import Results
from necsim.executors.versions import Made, apart, made_here

try:
    import dask
    import distributed
    from distributed.scheduler import KilledWorker
except ImportError as error:
    raise UsageError(
        f"--cluster: needs Dask, which is not installed here ({error}); "
        'pip install "necsim[cluster]"'
    ) from error

A = TypeVar("A")
B = TypeVar("B")
Say = Callable[[str], None]

# Tasks under way for each thread of the cluster: results come in order, so one that is late, as
# when its worker was killed, must not leave the others without work.
_AHEAD = 4
# How often threads are counted: workers come and go.
_COUNT_SECONDS = 1.0
_CONNECT_SECONDS, _JOIN_SECONDS = 10, 30
# What Dask raises where the scheduler is gone.
_LOST = (CancelledError, asyncio.CancelledError, OSError, TimeoutError)


class _Parcel(NamedTuple):
    """What travels: opened only where the same versions are, since others may not read it."""

    made: Made
    content: bytes


class Dask:
    """Run on the workers of a Dask cluster; `say` is told what its user should know."""

    def __init__(self, client: distributed.Client, say: Say) -> None:
        self._client = client
        self._say = say
        self.made = made_here()
        self._threads, self._counted = 1, 0.0
        self._check_workers()

    def map(self, task: Callable[[A], B], items: Iterable[A]) -> Results[B]:
        """Run `task` on the workers; leaving early drops what has not begun.

        The first item is run by every worker beforehand: what it needs compiled is compiled there
        once. A worker that is lost costs time only: its tasks are run again by others. A RunError
        says that the cluster is lost, or that nobody can run a task.
        """
        todo = iter(items)
        first = list(islice(todo, 1))
        waiting = deque[distributed.Future]()
        try:
            if first:
                self._ready(self._pack(task, first[0]))
            for item in chain(first, todo):
                parcel = self._pack(task, item)
                # Never pure: Dask would hash what is sent, and nothing is sent twice.
                waiting.append(self._client.submit(_open, parcel, pure=False))
                if len(waiting) >= self._room():
                    yield self._result(waiting.popleft())
            while waiting:
                yield self._result(waiting.popleft())
        finally:
            with suppress(*_LOST):
                self._client.cancel(list(waiting))

    def _pack(self, task: Callable[[A], B], item: A) -> _Parcel:
        return _Parcel(self.made, pickle.dumps((task, item), pickle.HIGHEST_PROTOCOL))

    def _result(self, future: distributed.Future) -> Any:
        try:
            return future.result()
        except KilledWorker as error:
            raise RunError(
                f"the cluster: {error.allowed_failures + 1} workers in a row died of one task; "
                "look into their logs: they may lack memory"
            ) from error
        except _LOST as error:
            self._lose(error)

    def _lose(self, error: BaseException) -> NoReturn:
        raise RunError(
            f"the cluster at {self._client.scheduler.address} was lost ({type(error).__name__}); "
            "start it again"
        ) from error

    def _room(self) -> int:
        """Say how many tasks may be under way."""
        if time.monotonic() - self._counted > _COUNT_SECONDS:
            with suppress(*_LOST):
                self._threads = max(1, sum(self._client.nthreads().values()))
            self._counted = time.monotonic()
        return _AHEAD * self._threads

    def _check_workers(self) -> None:
        """Refuse workers that would not give the same draws, and warn of those that may not."""
        for address, answer in self._client.run(made_here, on_error="return").items():
            if isinstance(answer, Exception):
                raise RunError(
                    f"worker {address}: cannot run necsim ({answer}); "
                    f'pip install "necsim[cluster]=={self.made.versions["necsim"]}" there'
                )
            if wrong := apart(self.made, answer):
                raise RunError(f"worker {address}: {wrong}")
            if answer.cpu != self.made.cpu:
                self._say(
                    f"warning: worker {address} has another CPU family ({answer.cpu}, here "
                    f"{self.made.cpu}): the last digits may differ from a run on this machine"
                )

    def _ready(self, parcel: _Parcel) -> None:
        """Have every worker run a task, apart from the thread by which it answers the scheduler."""
        try:
            for answer in self._client.run(_open_apart, parcel, on_error="return").values():
                if isinstance(answer, RunError):
                    raise answer
        except _LOST as error:
            self._lose(error)


async def _open_apart(parcel: _Parcel) -> None:
    await asyncio.to_thread(_open, parcel)


def _open(parcel: _Parcel) -> Any:
    """Run a task on a worker; one that joined since the others were checked is checked here."""
    if wrong := apart(parcel.made, made_here()):
        raise RunError(f"worker {distributed.get_worker().address}: {wrong}")
    task, item = pickle.loads(parcel.content)
    return task(item)


@contextmanager
def open_cluster(where: str, say: Say) -> Iterator[Dask]:
    """Connect to the cluster at `tcp://host:port`, or start one of N processes here by `local:N`.

    Raises
    ------
    UsageError
        Where the address is none.
    RunError
        Where nobody answers there, no worker joins, or workers have other versions.
    """
    be_quiet()
    with _client(where) as client:
        try:
            client.wait_for_workers(1, timeout=_JOIN_SECONDS)
        except TimeoutError as error:
            raise RunError(
                f"{where}: no worker has joined within {_JOIN_SECONDS} s; "
                f"start one on some machine: dask worker {client.scheduler.address}"
            ) from error
        yield Dask(client, say)


def be_quiet() -> None:
    """Let Dask say nothing: what its user should know is said in our words."""
    for name in logging.root.manager.loggerDict:
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)


@contextmanager
def _client(where: str) -> Iterator[distributed.Client]:
    kind, _, rest = where.partition(":")
    if kind == "local":
        with start_processes(int(rest)) as processes, distributed.Client(processes) as client:
            client.wait_for_workers(int(rest), timeout=_JOIN_SECONDS)
            yield client
        return
    try:
        client = distributed.Client(where, timeout=_CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise RunError(
            f"{where}: no cluster answers there ({error}); start one: dask scheduler"
        ) from error
    with client:
        yield client


@contextmanager
def start_processes(count: int) -> Iterator[distributed.LocalCluster]:
    """Start workers here, of one thread each, that nobody else can reach; they end with this.

    One that is killed is started again, however often: Dask would let go of it if it were just
    missing some seconds after a kill, as when it is killed a second time.
    """
    dask.config.set({"distributed.deploy.lost-worker-timeout": "1 day"})
    with _interrupts_held():
        cluster = distributed.LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",  # a port that is free; none would be 8787
            memory_limit=0,
            silence_logs=logging.CRITICAL,
        )
    try:
        yield cluster
    finally:
        # Of a worker that was killed Dask may hear twice that it is gone, and stumble over it when
        # all processes have ended.
        with suppress(KeyError):
            cluster.close()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back for a moment, and for good from whatever is started meanwhile.

    A terminal sends it to all processes; it is this one's to answer, which then ends the others.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # whoever starts it first would let interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
