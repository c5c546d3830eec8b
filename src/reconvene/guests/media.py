"""A guest's media through everything that happens to it: made, lost, made anew."""

import asyncio
import random
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from typing import Any, Final, Protocol

import structlog
from aiortc.rtcconfiguration import RTCIceServer
from aiortc.rtcicetransport import RTCIceCandidate
from aiortc.sdp import candidate_from_sdp
from typing_extensions import override

from reconvene.guests.pair import Pair, PairEvents, Signal, Tap, Uplink
from reconvene.guests.transport import DIRECT, Network

BUILD_LIMIT: Final = 20.0
"""Seconds within which an attempt must have both connections up."""

_PAUSE: Final = 1.0
_MOST_PAUSES: Final = 16

_log = structlog.get_logger(__name__)


class Performer(Protocol):
    """Who has something to send; told of the connection to send it on, or that there is none."""

    uplink: Uplink | None

    def want_keyframe(self) -> None:
        """Send a whole picture soon."""
        ...

    async def run(self) -> None:
        """Send on time, for ever."""
        ...


class Media(PairEvents):
    """The present pair of connections. Its tasks run in the guest's group; frames are fed in by the page."""

    def __init__(
        self,
        group: asyncio.TaskGroup,
        signal: Signal,
        player: Performer,
        network: Network = DIRECT,
        tap: Tap | None = None,
    ) -> None:
        self._group = group
        self._signal = signal
        self._player = player
        self._attempt = 0
        self._failures = 0
        self._over = False
        self._network = network
        self._tap = tap
        self.pair: Pair | None = None
        self.slots: dict[str, tuple[str, str]] = {}

    def welcomed(self, *, held: bool) -> None:
        """Go on, or begin: ``held`` says whether the server still has this page's media."""
        if not held or self.pair is None:
            self.build()

    def build(self) -> None:
        """Make a new pair in place of whatever there was."""
        self._drop()
        self._attempt += 1
        self.pair = pair = Pair(self._attempt, self._network, self._signal, self, self._tap)
        self._run(pair, pair.publish())

    def take(self, frame: dict[str, Any]) -> None:
        """Take a frame about media."""
        kind, pair = frame["type"], self.pair
        if kind == "media_reset":
            self.build()
        elif kind == "relays":
            self._network = replace(self._network, relays=tuple(map(_relay, frame["relays"])))
        elif pair is None or frame["attempt"] != pair.attempt:
            return
        elif kind == "published":
            self._run(pair, self._published(pair, frame["sdp"]))
        elif kind == "subscribe":
            self._run(pair, pair.subscribe(frame["sdp"]))
        elif kind == "slots":
            self.slots = {slot["mid"]: (slot["person"], slot["source"]) for slot in frame["slots"]}
        elif kind == "candidate":
            self._run(pair, pair.add(frame["connection"], _candidate(frame["candidate"])))

    @override
    def on_keyframe_wanted(self) -> None:
        self._player.want_keyframe()

    @override
    def on_lost(self) -> None:
        if self._over:
            return
        self._failures += 1
        self._drop()
        self._group.create_task(self._again(self._attempt))

    async def close(self) -> None:
        """End the connections, for good."""
        self._over = True
        pair, self.pair, self._player.uplink = self.pair, None, None
        if pair is not None:
            await pair.close()

    async def _published(self, pair: Pair, answer: str) -> None:
        await pair.published(answer)
        self._failures = 0
        if pair is self.pair:
            self._player.uplink = pair.up
            self._player.want_keyframe()

    async def _again(self, attempt: int) -> None:
        pauses = min(2**self._failures, _MOST_PAUSES)
        await asyncio.sleep(_PAUSE * pauses * random.uniform(0.5, 1))  # noqa: S311 - jitter
        if attempt == self._attempt and self.pair is None:
            self.build()

    def _drop(self) -> None:
        if self.pair is not None:
            self._group.create_task(self.pair.close())
        self.pair, self._player.uplink, self.slots = None, None, {}

    def _run(self, pair: Pair, step: Coroutine[Any, Any, None]) -> None:
        self._group.create_task(self._step(pair, step))

    async def _step(self, pair: Pair, step: Coroutine[Any, Any, None]) -> None:
        """Run one step of making a pair; one that fails spoils it, unless another has taken its place."""
        try:
            async with asyncio.timeout(BUILD_LIMIT):
                await step
        except (ConnectionError, TimeoutError, ValueError) as error:
            if pair is self.pair:
                _log.info("media not set up", attempt=pair.attempt, why=str(error))
                self.on_lost()


def _relay(relay: dict[str, Any]) -> RTCIceServer:
    urls: Sequence[str] = relay["urls"]
    return RTCIceServer(urls=list(urls), username=relay["username"], credential=relay["credential"])


def _candidate(candidate: dict[str, Any] | None) -> RTCIceCandidate | None:
    if candidate is None or not candidate["candidate"]:
        return None
    return candidate_from_sdp(candidate["candidate"].removeprefix("candidate:"))
