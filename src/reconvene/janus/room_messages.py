"""What the VideoRoom plugin says: one closed union, read by `parse_room_message`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeAlias

from reconvene.janus.fields import (
    JanusProtocolError,
    JsonObject,
    flag_of,
    integer_of,
    object_of,
    objects_of,
    optional_text,
    text_of,
)


@dataclass(frozen=True, slots=True)
class RoomCreated:
    """A room was created."""

    room: str


@dataclass(frozen=True, slots=True)
class RoomDestroyed:
    """A room is gone, and everybody in it with it."""

    room: str


@dataclass(frozen=True, slots=True)
class Participant:
    """One entry of a room's list. ``publishing`` is true once ICE and DTLS are up."""

    feed: str
    publishing: bool
    dummy: bool


@dataclass(frozen=True, slots=True)
class Participants:
    """Who is in a room, the dummy publisher included."""

    room: str
    participants: tuple[Participant, ...]


@dataclass(frozen=True, slots=True)
class SubscribedStream:
    """One m-line of a subscriber. Without ``feed`` it is dead: it was fed by a publisher that vanished.

    ``layer`` is the simulcast substream aimed at, ``None`` where the source does not simulcast.
    """

    mid: str
    kind: str
    feed: str | None
    feed_mid: str | None
    layer: int | None


@dataclass(frozen=True, slots=True)
class Joined:
    """A publisher has joined and is configured; the SDP answer comes along."""

    feed: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A subscriber was made; the SDP offer comes along."""

    streams: tuple[SubscribedStream, ...]


@dataclass(frozen=True, slots=True)
class Updated:
    """A subscriber must negotiate anew; the SDP offer comes along and is to be answered with ``start``."""

    streams: tuple[SubscribedStream, ...]


@dataclass(frozen=True, slots=True)
class Switched:
    """A switch was carried out; ``streams`` is the state of all m-lines after it."""

    changes: int
    streams: tuple[SubscribedStream, ...]


@dataclass(frozen=True, slots=True)
class Started:
    """The subscriber's answer was taken."""


@dataclass(frozen=True, slots=True)
class Configured:
    """A configure request was carried out."""


@dataclass(frozen=True, slots=True)
class Left:
    """The handle has left its room; it can never join again."""


@dataclass(frozen=True, slots=True)
class RoomRefusal:
    """The plugin refused a request; nothing of it was applied."""

    code: int
    reason: str


@dataclass(frozen=True, slots=True)
class RoomNews:
    """Something we need not know: others coming and going, simulcast layers reached."""

    about: str


RoomMessage: TypeAlias = (
    RoomCreated
    | RoomDestroyed
    | Participants
    | Joined
    | Attached
    | Updated
    | Switched
    | Started
    | Configured
    | Left
    | RoomRefusal
    | RoomNews
)

NO_SUCH_ROOM: Final = 426
ROOM_EXISTS: Final = 427
NO_SUCH_FEED: Final = 428
_NEWS: Final = (
    "publishers",
    "joining",
    "unpublished",
    "leaving",
    "kicked",
    "substream",
    "temporal",
    "display",
)


def parse_room_message(data: JsonObject) -> RoomMessage:
    """Read the plugin's ``data``; raises `JanusProtocolError`."""
    if "error_code" in data:
        return RoomRefusal(integer_of(data, "error_code"), optional_text(data, "error") or "no reason given")
    kind = text_of(data, "videoroom")
    read = _READERS.get(kind)
    if read is None:
        raise JanusProtocolError(f"unknown videoroom message {kind[:40]!r}")
    return read(data)


def _streams(data: JsonObject) -> tuple[SubscribedStream, ...]:
    return tuple(_stream(entry) for entry in objects_of(data, "streams"))


def _stream(entry: JsonObject) -> SubscribedStream:
    layer = None
    if "simulcast" in entry:
        layer = integer_of(object_of(entry, "simulcast"), "substream-target")
    return SubscribedStream(
        mid=text_of(entry, "mid"),
        kind=text_of(entry, "type"),
        feed=optional_text(entry, "feed_id"),
        feed_mid=optional_text(entry, "feed_mid"),
        layer=layer,
    )


def _participants(data: JsonObject) -> RoomMessage:
    entries = objects_of(data, "participants")
    return Participants(
        text_of(data, "room"),
        tuple(
            Participant(text_of(entry, "id"), flag_of(entry, "publisher"), flag_of(entry, "dummy"))
            for entry in entries
        ),
    )


def _event(data: JsonObject) -> RoomMessage:
    if data.get("switched") == "ok":
        return Switched(integer_of(data, "changes"), _streams(data))
    if data.get("started") == "ok":
        return Started()
    if data.get("configured") == "ok":
        return Configured()
    if data.get("left") == "ok" or data.get("leaving") == "ok":
        return Left()
    for name in _NEWS:
        if name in data:
            return RoomNews(name)
    raise JanusProtocolError("unknown videoroom event")


_READERS: Final[Mapping[str, Callable[[JsonObject], RoomMessage]]] = MappingProxyType(
    {
        "created": lambda data: RoomCreated(text_of(data, "room")),
        "destroyed": lambda data: RoomDestroyed(text_of(data, "room")),
        "participants": _participants,
        "joined": lambda data: Joined(text_of(data, "id")),
        "attached": lambda data: Attached(_streams(data)),
        "updated": lambda data: Updated(_streams(data)),
        "event": _event,
        "slow_link": lambda _data: RoomNews("slow_link"),
        "talking": lambda _data: RoomNews("talking"),
        "stopped-talking": lambda _data: RoomNews("stopped-talking"),
    }
)
