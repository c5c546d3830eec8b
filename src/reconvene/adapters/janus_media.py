"""Media by Janus: `live.ports.MediaServer` over one session of one Janus.

Open it with `open_janus`. What belongs to whom is kept in `JanusStore`, so that after our own restart the
session is claimed and `MediaServerReady` says who still has media.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from types import MappingProxyType

import structlog

from reconvene.adapters import janus_handles as handles
from reconvene.adapters.janus_config import DEFAULT_RTP_PORTS, JanusOptions
from reconvene.adapters.janus_handles import DEFAULT_SLOTS, SlotPlan
from reconvene.adapters.janus_process import Endpoint, JanusProcess, JanusServer, RemoteJanus
from reconvene.adapters.janus_session import JanusSession
from reconvene.adapters.janus_store import JanusStore, Key, Pair
from reconvene.janus import requests, videoroom
from reconvene.janus.videoroom import DUMMY_MIDS, SlotChange, Track
from reconvene.live.locks import Locks
from reconvene.live.ports import (
    Clock,
    IceCandidate,
    MediaError,
    MediaEvent,
    Restarted,
    SubscriberOffer,
)
from reconvene.media.feeds import Feed, Slot, Switch
from reconvene.meeting.ids import Direction, MeetingId, PersonId, Source

_log = structlog.get_logger(__name__)


@asynccontextmanager
async def open_janus(
    data_dir: Path,
    *,
    clock: Clock,
    url: str | None = None,
    secret: str | None = None,
    public_address: str | None = None,
    rtp_ports: range = DEFAULT_RTP_PORTS,
    slots: SlotPlan = DEFAULT_SLOTS,
) -> AsyncIterator["JanusMedia"]:
    """Run media as long as the block lasts: with our own `janus`, or with the one at ``url``.

    Raises `JanusMissingError` at once if the program is not there. Calls fail with ``MEDIA_UNAVAILABLE``
    until `MediaServerReady` comes out of `JanusMedia.events`. Leaving the block ends all media; being killed
    does not, nor does leaving it after `JanusMedia.outlive`.
    """
    directory = data_dir / "janus"
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    server: JanusServer
    if url is None:
        server = JanusProcess(directory, JanusOptions(public_address=public_address, rtp_ports=rtp_ports))
    else:
        server = RemoteJanus(Endpoint(url, secret))
    store = JanusStore(directory / "media.sqlite3")
    session = JanusSession(server, store, clock)
    media = JanusMedia(session, store, slots)
    failure: Exception | None = None
    try:
        async with asyncio.TaskGroup() as group:
            running = group.create_task(session.run())
            tending = group.create_task(server.tend())
            try:
                yield media
            except Exception as error:  # noqa: BLE001  (raised below, not wrapped into the group's own)
                failure = error
            if not media.outlives:
                await session.close()
            running.cancel()
            tending.cancel()
        if failure is not None:
            raise failure
    finally:
        if not media.outlives:
            await server.stop()
        store.close()


class JanusMedia:
    """The media engine as `live` sees it; see `live.ports.MediaServer` for the contract of each method."""

    def __init__(self, session: JanusSession, store: JanusStore, slots: SlotPlan) -> None:
        self._session = session
        self._store = store
        self._slots = slots
        self._locks: Locks[Key] = Locks()
        self._room_locks: Locks[MeetingId] = Locks()
        self.outlives = False

    def outlive(self) -> None:
        """Leave all media running when `open_janus` ends: the next server takes them over."""
        self.outlives = True

    async def events(self) -> AsyncIterator[MediaEvent]:
        """Yield what happens, in order, for ever."""
        while True:
            yield await self._session.events.get()

    async def publish(
        self, meeting: MeetingId, person: PersonId, page: str, offer: str, mids: Mapping[Source, str]
    ) -> str:
        """Open the person's publisher connection; what they had is released first."""
        async with self._alone(meeting, person):
            await self._release((meeting, person))
            await self._room(meeting)
            socket = self._session.socket()
            handle = await handles.attach(socket)
            pair = self._store.put(Pair(meeting, person, page, mids=MappingProxyType(dict(mids)), up=handle))
            try:
                return await handles.publish(socket, pair, handle, offer)
            except MediaError:
                await self._release(pair.key)
                raise

    async def subscribe(self, meeting: MeetingId, person: PersonId) -> SubscriberOffer:
        """Open the person's subscriber connection, all slots on the dummy; an older one is released first."""
        async with self._alone(meeting, person):
            pair = self._pair(meeting, person)
            if pair.down is not None:
                await self._session.close_handles((pair.down,))
                pair = self._store.put(pair.without("down"))
            dummy = await self._room(meeting)
            socket = self._session.socket()
            handle = await handles.attach(socket)
            self._store.put(pair.with_down(handle))
            sdp, slots = await handles.subscribe(socket, handle, meeting, self._slots.tracks(dummy))
            self._store.put(self._pair(meeting, person).with_slots(slots))
            return SubscriberOffer(sdp, slots)

    async def start(self, meeting: MeetingId, person: PersonId, answer: str) -> None:
        """Give the page's answer to the subscriber offer; keep it."""
        async with self._alone(meeting, person):
            pair = self._pair(meeting, person)
            handle = _needed(pair.down)
            self._store.put(pair.with_answer(answer))
            await self._session.socket().submit(videoroom.start(handle, answer))

    async def restart(self, meeting: MeetingId, person: PersonId, offer: str) -> Restarted:
        """Let both connections of a person find another way; media and slots stay."""
        async with self._alone(meeting, person):
            pair = self._pair(meeting, person)
            up, down = _needed(pair.up), _needed(pair.down)
            return Restarted(*await handles.restart(self._session.socket(), up, down, offer))

    async def refresh(self, meeting: MeetingId, feed: Feed) -> None:
        """Ask a person's page for a whole picture; whoever sends none is left alone."""
        pair = self._pair(meeting, feed.person)
        mid = pair.mids.get(feed.source)
        if pair.up is not None and mid is not None:
            await handles.ask_keyframe(self._session.socket(), pair.up, mid)

    async def trickle(
        self, meeting: MeetingId, person: PersonId, direction: Direction, candidate: IceCandidate | None
    ) -> None:
        """Pass a candidate of the page on; one that comes while the connection is being made waits."""
        async with self._alone(meeting, person):
            pair = self._pair(meeting, person)
            handle = _needed(pair.up if direction == "up" else pair.down)
            await self._session.socket().submit(requests.trickle(handle, candidate))

    async def switch(self, meeting: MeetingId, person: PersonId, switches: Sequence[Switch]) -> None:
        """Point slots elsewhere, all or none; return when Janus has done it, dead slots being alive again."""
        if not switches:
            return
        pair = self._pair(meeting, person)
        handle = _needed(pair.down)
        kinds = {slot.mid: slot for slot in pair.slots}
        dummy = self._store.room(meeting)
        changes = [
            SlotChange(one.mid, self._track(meeting, kinds.get(one.mid), one, dummy)) for one in switches
        ]
        layers = {
            one.mid: one.layer for one in switches if one.feed is not None and one.feed.source == "camera"
        }
        socket = self._session.socket()
        await handles.switch(socket, handle, changes, layers)
        await self._session.healed(handle)

    async def release(self, meeting: MeetingId, person: PersonId) -> None:
        """Take both connections of a person down."""
        async with self._alone(meeting, person):
            await self._release((meeting, person))

    async def close_room(self, meeting: MeetingId) -> None:
        """Remove the meeting's room, then the handles of everyone in it."""
        if self._store.room(meeting) is None:
            return
        pairs = list(self._store.pairs(meeting))
        self._session.expect_end(handle for pair in pairs for handle in pair.handles)
        await handles.destroy_room(self._session.socket(), self._session.control(), meeting)
        await self._session.close_handles(handle for pair in pairs for handle in pair.handles)
        for pair in pairs:
            self._store.drop(pair.key)
        self._store.drop_room(meeting)

    async def publishers(self, meeting: MeetingId) -> Mapping[PersonId, frozenset[Feed]]:
        """Ask Janus itself who is publishing now."""
        present = await handles.participants(self._session.socket(), self._session.control(), meeting)
        feeds = {participant.feed for participant in present if participant.publishing}
        return {
            pair.person: frozenset(Feed(pair.person, source) for source in pair.mids)
            for pair in self._store.pairs(meeting)
            if pair.feed in feeds
        }

    def _alone(self, meeting: MeetingId, person: PersonId) -> asyncio.Lock:
        return self._locks.of((meeting, person))

    def _pair(self, meeting: MeetingId, person: PersonId) -> Pair:
        self._session.socket()
        pair = self._store.pair((meeting, person))
        if pair is None:
            raise _unknown()
        return pair

    async def _room(self, meeting: MeetingId) -> str:
        async with self._room_locks.of(meeting):
            dummy = self._store.room(meeting)
            if dummy is None:
                dummy = await handles.open_room(self._session.socket(), self._session.control(), meeting)
                self._store.put_room(meeting, dummy)
            return dummy

    async def _release(self, key: Key) -> None:
        pair = self._store.pair(key)
        if pair is None:
            return
        await self._session.close_handles(pair.handles)
        self._store.drop(key)

    def _track(self, meeting: MeetingId, slot: Slot | None, switch: Switch, dummy: str | None) -> Track:
        if slot is None or dummy is None:
            raise MediaError("MEDIA_REFUSED", f"There is no slot {switch.mid}.")
        if switch.feed is None:
            return Track(dummy, DUMMY_MIDS[slot.kind])
        if switch.feed.kind != slot.kind:
            raise MediaError("MEDIA_REFUSED", f"Slot {switch.mid} carries {slot.kind} only.")
        source = self._store.pair((meeting, switch.feed.person))
        mid = None if source is None else source.mids.get(switch.feed.source)
        if source is None or mid is None:
            raise MediaError("MEDIA_REFUSED", f"Nobody sends what slot {switch.mid} is to carry.")
        return Track(source.feed, mid)


def _unknown() -> MediaError:
    return MediaError("MEDIA_UNKNOWN_PERSON", "The media server has no such connection.")


def _needed(handle: int | None) -> int:
    if handle is None:
        raise _unknown()
    return handle
