"""An event loop whose clock jumps to the next timer as soon as nothing else is left to do."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

from typing_extensions import override

from reconvene.meeting.ids import Millis

T = TypeVar("T")


class _Jumping(selectors.BaseSelector):
    """Waits for nothing: what the loop would have slept is added to the loop's time instead."""

    def __init__(self) -> None:
        self._real = selectors.DefaultSelector()
        self.elapsed = 0.0

    @override
    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = self._real.select(0)
        if ready:
            return ready
        if timeout is None:
            raise RuntimeError("nothing can ever happen: every task waits and no timer is set")
        self.elapsed += max(timeout, 0)
        return []

    @override
    def register(self, fileobj: Any, events: int, data: Any = None) -> selectors.SelectorKey:
        return self._real.register(fileobj, events, data)

    @override
    def unregister(self, fileobj: Any) -> selectors.SelectorKey:
        return self._real.unregister(fileobj)

    @override
    def get_map(self) -> Any:
        return self._real.get_map()

    @override
    def close(self) -> None:
        self._real.close()


class VirtualLoop(asyncio.SelectorEventLoop):
    """Runs hours in moments, and the same way every time."""

    def __init__(self) -> None:
        self.jumping = _Jumping()
        super().__init__(self.jumping)
        # Timers within the clock's resolution fire together; jumps land a little after them.
        self._clock_resolution = 1e-6

    @override
    def time(self) -> float:
        return self.jumping.elapsed


class VirtualClock:
    """The `Clock` of a `VirtualLoop`."""

    START = 1_700_000_000_000

    def now(self) -> Millis:
        """Return the loop's time as a time of day."""
        return Millis(self.START + round(asyncio.get_running_loop().time() * 1000))


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a test's coroutine on a `VirtualLoop`."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(coroutine)
