"""What we ask of the VideoRoom plugin."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from reconvene.janus.requests import Request
from reconvene.janus.room_messages import (
    Attached,
    Configured,
    Joined,
    Left,
    Participants,
    RoomCreated,
    RoomDestroyed,
    RoomMessage,
    Started,
    Switched,
)

MANY: Final = 10_000
"""Publishers a room admits; the plugin's own default is 3."""


DUMMY_MIDS: Final[Mapping[str, str]] = MappingProxyType({"audio": "0", "video": "1"})
"""The dummy publisher's m-line of each kind, in the order in which the room's codecs are made."""


@dataclass(frozen=True, slots=True)
class Track:
    """One track in a room: the feed and its m-line."""

    feed: str
    mid: str


@dataclass(frozen=True, slots=True)
class SlotChange:
    """Feed the subscriber's m-line ``mid`` from ``track``."""

    mid: str
    track: Track


def create_room(handle: int, room: str) -> Request:
    """Make a room for opus and VP8 with a dummy publisher and no news about levels or joining."""
    body = {
        "request": "create",
        "room": room,
        "publishers": MANY,
        "audiocodec": "opus",
        "videocodec": "vp8",
        "dummy_publisher": True,
        "dummy_streams": [{"codec": "opus", "fmtp": "none"}, {"codec": "vp8", "fmtp": "none"}],
        "audiolevel_event": False,
        "notify_joining": False,
        "is_private": True,
    }
    return _message(handle, body, RoomCreated)


def destroy_room(handle: int, room: str) -> Request:
    """Remove a room with everybody in it; handles are detached afterwards."""
    return _message(handle, {"request": "destroy", "room": room}, RoomDestroyed)


def list_participants(handle: int, room: str) -> Request:
    """Ask who is in a room; the dummy publisher is listed too."""
    return _message(handle, {"request": "listparticipants", "room": room}, Participants)


def join_and_publish(handle: int, room: str, feed: str, offer: str) -> Request:
    """Join as a publisher under the name ``feed`` with the page's offer; the answer comes with `Joined`.

    Simulcast layers are offered lowest first (rids l, m, h).
    """
    body = {"request": "joinandconfigure", "ptype": "publisher", "room": room, "id": feed}
    jsep = {"type": "offer", "sdp": offer, "rid_order": "lmh"}
    return _message(handle, body, Joined, jsep=jsep)


def join_and_subscribe(handle: int, room: str, tracks: Sequence[Track]) -> Request:
    """Join as a subscriber with one m-line per track, in this order; the offer comes with `Attached`.

    A track may be named many times. No renegotiation is started when a publisher vanishes.
    """
    body = {
        "request": "join",
        "ptype": "subscriber",
        "room": room,
        "autoupdate": False,
        "streams": [{"feed": track.feed, "mid": track.mid} for track in tracks],
    }
    return _message(handle, body, Attached)


def start(handle: int, answer: str) -> Request:
    """Give the page's answer to the offer of `Attached` or `Updated`."""
    return _message(handle, {"request": "start"}, Started, jsep={"type": "answer", "sdp": answer})


def restart_publisher(handle: int, offer: str) -> Request:
    """Give the page's offer of an ICE restart; the answer comes with `Configured`."""
    jsep = {"type": "offer", "sdp": offer, "rid_order": "lmh"}
    return _message(handle, {"request": "configure"}, Configured, jsep=jsep)


def restart_subscriber(handle: int) -> Request:
    """Ask for an offer of an ICE restart; it comes with `Configured` and is answered by `start`.

    A subscriber whose last offer was not answered yet gets none, and the request stays unanswered.
    """
    return _message(handle, {"request": "configure", "restart": True}, Configured)


def ask_keyframe(handle: int, mid: str) -> Request:
    """Ask a publisher for a whole picture on one m-line."""
    return _message(handle, {"request": "configure", "streams": [{"mid": mid, "keyframe": True}]}, Configured)


def switch(handle: int, changes: Iterable[SlotChange]) -> Request:
    """Feed m-lines from elsewhere.

    A track that is gone or not up refuses everything (428). Unknown m-lines, wrong kinds and wrong codecs
    are skipped silently: the caller compares the streams in `Switched` with what was asked.
    """
    streams = [
        {"feed": change.track.feed, "mid": change.track.mid, "sub_mid": change.mid} for change in changes
    ]
    return _message(handle, {"request": "switch", "streams": streams}, Switched)


def ask_streams(handle: int, known: Track) -> Request:
    """Ask a subscriber for the state of its m-lines; it changes nothing.

    A switch of an m-line that cannot exist is skipped silently, and its reply lists all the others.
    """
    return switch(handle, [SlotChange("no-such-mid", known)])


def choose_layers(handle: int, layers: Iterable[tuple[str, int]]) -> Request:
    """Choose the simulcast layer (0 lowest, 2 highest) of m-lines, each named."""
    streams = [{"mid": mid, "substream": layer} for mid, layer in layers]
    return _message(handle, {"request": "configure", "streams": streams}, Configured)


def leave(handle: int) -> Request:
    """Leave the room; sent before a detach, which alone would tell everybody three times."""
    return replace(_message(handle, {"request": "leave"}, Left), ends=True)


def _message(
    handle: int,
    body: Mapping[str, object],
    reply: type[RoomMessage],
    *,
    jsep: Mapping[str, object] | None = None,
) -> Request:
    fields: dict[str, object] = {"body": body}
    if jsep is not None:
        fields["jsep"] = jsep
    return Request("message", handle, fields, (reply,))
