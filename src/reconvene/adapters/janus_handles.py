"""Single steps with Janus on behalf of one person: attach, publish, subscribe, switch, leave.

Each is one or a few requests over the present socket; all raise `MediaError` only.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import structlog

from reconvene.adapters.janus_socket import JanusRefusedError, JanusSocket
from reconvene.adapters.janus_store import Pair
from reconvene.janus import requests, videoroom
from reconvene.janus.connection import HANDLE_NOT_FOUND, SESSION_NOT_FOUND, Reply
from reconvene.janus.messages import PluginSaid, Succeeded
from reconvene.janus.room_messages import (
    NO_SUCH_ROOM,
    ROOM_EXISTS,
    Attached,
    Configured,
    Joined,
    Participant,
    Participants,
    RoomMessage,
    SubscribedStream,
    Switched,
)
from reconvene.janus.videoroom import DUMMY_MIDS, SlotChange, Track
from reconvene.live.ports import MediaError
from reconvene.media.feeds import Kind, Slot

Said = TypeVar("Said", bound=RoomMessage)

_GONE: Final = (HANDLE_NOT_FOUND, SESSION_NOT_FOUND)
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SlotPlan:
    """How many slots of each kind a subscriber connection has."""

    audio: int = 8
    video: int = 16

    def tracks(self, dummy: str) -> list[Track]:
        """Feed a fresh subscriber with nothing but the dummy."""
        counts: tuple[tuple[Kind, int], ...] = (("audio", self.audio), ("video", self.video))
        return [Track(dummy, DUMMY_MIDS[kind]) for kind, count in counts for _ in range(count)]


DEFAULT_SLOTS: Final = SlotPlan()


async def open_session(socket: JanusSocket) -> tuple[int, int]:
    """Create a session and a handle for managing rooms; return both."""
    session = _made(await socket.submit(requests.create_session()))
    socket.use_session(session)
    return session, await attach(socket)


async def claim_session(socket: JanusSocket, session: int) -> bool:
    """Take an earlier session over; return false if Janus knows it no more."""
    socket.use_session(session)
    try:
        await socket.submit(requests.claim_session())
    except JanusRefusedError as refused:
        if refused.number not in _GONE:
            raise
        socket.use_session(None)
        return False
    return True


async def attach(socket: JanusSocket) -> int:
    """Make a handle."""
    return _made(await socket.submit(requests.attach()))


async def open_room(socket: JanusSocket, control: int, room: str) -> str:
    """Create a room, or find it; return the name of its dummy publisher."""
    try:
        await socket.submit(videoroom.create_room(control, room))
    except JanusRefusedError as refused:
        if refused.number != ROOM_EXISTS:
            raise
    for participant in await participants(socket, control, room):
        if participant.dummy:
            return participant.feed
    raise MediaError("MEDIA_REFUSED", "The room has no dummy publisher.")


async def participants(socket: JanusSocket, control: int, room: str) -> tuple[Participant, ...]:
    """List who is in a room; an unknown room is empty."""
    try:
        reply = await socket.submit(videoroom.list_participants(control, room))
    except JanusRefusedError as refused:
        if refused.number != NO_SUCH_ROOM:
            raise
        return ()
    return _said(reply, Participants)[0].participants


async def destroy_room(socket: JanusSocket, control: int, room: str) -> None:
    """Remove a room; an unknown one is ignored."""
    try:
        await socket.submit(videoroom.destroy_room(control, room))
    except JanusRefusedError as refused:
        if refused.number != NO_SUCH_ROOM:
            raise


async def publish(socket: JanusSocket, pair: Pair, handle: int, offer: str) -> str:
    """Join the room as a publisher; return the answer."""
    reply = await socket.submit(videoroom.join_and_publish(handle, pair.meeting, pair.feed, offer))
    _, sdp = _said(reply, Joined)
    return _needed(sdp)


async def subscribe(
    socket: JanusSocket, handle: int, room: str, tracks: Sequence[Track]
) -> tuple[str, tuple[Slot, ...]]:
    """Join the room as a subscriber; return the offer and its slots."""
    reply = await socket.submit(videoroom.join_and_subscribe(handle, room, tracks))
    attached, sdp = _said(reply, Attached)
    slots = tuple(Slot(stream.mid, _kind(stream)) for stream in attached.streams)
    if len(slots) != len(tracks):
        raise MediaError("MEDIA_REFUSED", f"Janus made {len(slots)} slots of {len(tracks)}.")
    return _needed(sdp), slots


async def restart(socket: JanusSocket, up: int, down: int, offer: str) -> tuple[str, str]:
    """Restart ICE on both connections; return the answer to the page's ``offer``, and ours."""
    _, answer = _said(await socket.submit(videoroom.restart_publisher(up, offer)), Configured)
    _, fresh = _said(await socket.submit(videoroom.restart_subscriber(down)), Configured)
    return _needed(answer), _needed(fresh)


async def ask_keyframe(socket: JanusSocket, handle: int, mid: str) -> None:
    """Ask a publisher for a whole picture."""
    await socket.submit(videoroom.ask_keyframe(handle, mid))


async def switch(
    socket: JanusSocket, handle: int, changes: Sequence[SlotChange], layers: Mapping[str, int]
) -> None:
    """Feed slots from elsewhere and choose the simulcast layers of the slots in ``layers``.

    Janus skips silently what does not fit, so what it reports afterwards is compared with what was asked.
    """
    reply = await socket.submit(videoroom.switch(handle, changes))
    streams = {stream.mid: stream for stream in _said(reply, Switched)[0].streams}
    skipped = [change.mid for change in changes if not _carries(streams.get(change.mid), change.track)]
    if skipped:
        raise MediaError("MEDIA_REFUSED", f"Janus left out slot {', '.join(skipped)}.")
    wrong = [(mid, layer) for mid, layer in layers.items() if streams[mid].layer not in {None, layer}]
    if wrong:
        await socket.submit(videoroom.choose_layers(handle, wrong))


async def streams_of(socket: JanusSocket, handle: int, dummy: str) -> tuple[SubscribedStream, ...]:
    """Ask a subscriber what feeds its slots; one that hung up, or is no more, has none."""
    known = Track(dummy, DUMMY_MIDS["audio"])
    try:
        reply = await socket.submit(videoroom.ask_streams(handle, known))
    except JanusRefusedError:
        return ()
    return _said(reply, Switched)[0].streams


async def close_handles(socket: JanusSocket, handles: Iterable[int]) -> None:
    """Leave with each handle, then throw it away; handles that are gone or stuck already are ignored."""
    await asyncio.gather(*(_close(socket, handle) for handle in handles))


async def _close(socket: JanusSocket, handle: int) -> None:
    for request in (videoroom.leave(handle), requests.detach(handle)):
        try:
            await socket.submit(request)
        except JanusRefusedError as refused:
            # Never joined, room destroyed, or gone altogether: all the same to us.
            _log.debug("janus had nothing to close", handle=handle, number=refused.number)
        except MediaError as error:
            if error.code != "MEDIA_TIMEOUT":
                raise
            _log.warning("janus does not say whether a handle is closed", handle=handle, verb=request.verb)


def _carries(stream: SubscribedStream | None, track: Track) -> bool:
    return stream is not None and (stream.feed, stream.feed_mid) == (track.feed, track.mid)


def _kind(stream: SubscribedStream) -> Kind:
    match stream.kind:
        case "audio" | "video":
            return stream.kind
        case other:
            raise MediaError("MEDIA_REFUSED", f"Janus made a slot of kind {other[:20]}.")


def _made(reply: Reply) -> int:
    if not isinstance(reply, Succeeded) or reply.id is None:
        raise MediaError("MEDIA_REFUSED", "Janus did not say what it made.")
    return reply.id


def _said(reply: Reply, kind: type[Said]) -> tuple[Said, str | None]:
    if not isinstance(reply, PluginSaid) or not isinstance(reply.message, kind):
        raise MediaError("MEDIA_REFUSED", "Janus answered something else than asked.")
    return reply.message, reply.sdp


def _needed(sdp: str | None) -> str:
    if sdp is None:
        raise MediaError("MEDIA_REFUSED", "Janus sent no session description.")
    return sdp
