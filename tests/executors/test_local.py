from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from necsim.executors import Executor, Inline, Threads

EXECUTORS: list[Executor] = [Inline(), Threads(1), Threads(2), Threads(7)]
NAMES = ["inline", "1 thread", "2 threads", "7 threads"]
executors = pytest.mark.parametrize("executor", EXECUTORS, ids=NAMES)


@executors
def test_results_come_in_the_order_of_the_items(executor: Executor) -> None:
    def slow_at_first(item: int) -> int:
        time.sleep(0.01 if item < 3 else 0.0)
        return item * item

    assert list(executor.map(slow_at_first, range(20))) == [item * item for item in range(20)]


@executors
def test_no_items_give_no_results(executor: Executor) -> None:
    assert list(executor.map(str, [])) == []


@executors
def test_an_executor_serves_more_than_once(executor: Executor) -> None:
    assert list(executor.map(str, [1])) == ["1"]
    assert list(executor.map(str, [2])) == ["2"]


@executors
def test_items_are_read_only_as_far_as_there_is_room(executor: Executor) -> None:
    read = []

    def items() -> Iterator[int]:
        for item in range(1000):
            read.append(item)
            yield item

    results = executor.map(str, items())
    assert next(results) == "0"
    assert len(read) <= 2 * 7
    del results


@executors
def test_a_fault_in_a_task_reaches_the_caller(executor: Executor) -> None:
    def divide(item: int) -> float:
        return 1 / item

    results = executor.map(divide, [1, 0, 2])
    assert next(results) == 1.0
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_two_threads_work_at_the_same_time() -> None:
    meet = threading.Barrier(2, timeout=10)
    assert sorted(Threads(2).map(lambda _: meet.wait(), range(2))) == [0, 1]


def test_work_is_done_apart_from_the_callers_thread() -> None:
    (worker,) = Threads(1).map(lambda _: threading.get_ident(), range(1))
    assert worker != threading.get_ident()


def test_leaving_early_drops_what_has_not_begun() -> None:
    begun, go_on = [], threading.Event()

    def wait(item: int) -> int:
        begun.append(item)
        if item:
            go_on.wait(10)
        return item

    results = Threads(1).map(wait, range(100))
    assert next(results) == 0
    results.close()
    go_on.set()
    time.sleep(0.05)
    assert len(begun) <= 2


def test_leaving_early_does_not_wait_for_the_tasks_that_run() -> None:
    go_on = threading.Event()
    results = Threads(1).map(lambda item: item and go_on.wait(10), range(2))
    next(results)
    begun = time.perf_counter()
    results.close()
    assert time.perf_counter() - begun < 5
    go_on.set()
