"""Locks by key: one at a time, and nothing kept once nobody needs them."""

import asyncio
import gc
import weakref

from reconvene.live.locks import Locks
from tests.support.virtual_time import run


def test_who_comes_when_one_has_done_and_another_waits_has_to_wait_too() -> None:
    """Otherwise two would load the same meeting, or the same document, at once."""

    async def scenario() -> None:
        locks: Locks[str] = Locks()
        at_work: list[str] = []

        async def work(name: str) -> None:
            async with locks.of("m"):
                at_work.append(name)
                assert len(at_work) == 1
                await asyncio.sleep(1)
                at_work.remove(name)

        async with asyncio.TaskGroup() as group:
            for name in ("first", "second", "third", "fourth"):
                group.create_task(work(name))
                await asyncio.sleep(0.5)

    run(scenario())


def test_keys_do_not_wait_for_each_other() -> None:
    """A meeting that loads holds up no other."""

    async def scenario() -> None:
        locks: Locks[str] = Locks()
        async with locks.of("a"), locks.of("b"):
            assert locks.of("a").locked()

    run(scenario())


def test_a_lock_takes_no_memory_once_nobody_needs_it() -> None:
    """Meetings and people come and go for months."""

    async def scenario() -> None:
        locks: Locks[str] = Locks()
        async with locks.of("a"):
            kept = weakref.ref(locks.of("a"))
            gc.collect()
            assert kept() is not None
        gc.collect()
        assert kept() is None

    run(scenario())
