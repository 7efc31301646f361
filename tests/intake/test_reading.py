"""The thread that reads ahead hands over everything in order, its errors too, and never outlives its use."""

import threading

import pytest

from registry.intake.ahead import ahead


def counted(numbers, closed):
    try:
        yield from numbers
    finally:
        closed.append(threading.current_thread().name)


def test_everything_comes_in_order_from_another_thread():
    closed = []
    with ahead(counted(range(100), closed)) as items:
        assert list(items) == list(range(100))
    assert closed == ["registry-import"]


def test_an_error_comes_at_its_place():
    def failing():
        yield 1
        raise KeyError("two")

    with ahead(failing()) as items:
        assert next(items) == 1
        with pytest.raises(KeyError, match="two"):
            next(items)


def test_it_runs_no_further_ahead_than_it_may():
    made = []

    def items():
        for number in range(100):
            made.append(number)
            yield number

    with ahead(items(), depth=2) as taken:
        next(taken)
        for _ in range(50):
            threading.Event().wait(0.002)
        assert len(made) <= 4


def test_leaving_early_ends_the_thread_and_closes_the_generator_in_it():
    closed = []
    with ahead(counted(range(10**9), closed)) as items:
        next(items)
    assert closed == ["registry-import"]
    assert not any(thread.name == "registry-import" for thread in threading.enumerate())
