"""What the Janus core says: one closed union, read by `parse_message`."""

import re
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
    optional_text,
    read_object,
    text_of,
)
from reconvene.janus.requests import VIDEOROOM
from reconvene.janus.room_messages import RoomMessage, parse_room_message


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Janus has taken a request; an asynchronous one is answered later."""

    transaction: str


@dataclass(frozen=True, slots=True)
class Succeeded:
    """A core request was carried out; ``id`` names what it made."""

    transaction: str
    id: int | None


@dataclass(frozen=True, slots=True)
class Identified:
    """The reply to an info request."""

    transaction: str
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The core refused a request."""

    transaction: str | None
    code: int
    reason: str


@dataclass(frozen=True, slots=True)
class PluginSaid:
    """The VideoRoom plugin said something, in answer to a request or by itself; ``sdp`` may come along."""

    transaction: str | None
    handle: int
    message: RoomMessage
    sdp: str | None


@dataclass(frozen=True, slots=True)
class WebRtcUp:
    """ICE and DTLS of a handle are up."""

    handle: int


@dataclass(frozen=True, slots=True)
class HungUp:
    """The connection of a handle is over."""

    handle: int
    reason: str


@dataclass(frozen=True, slots=True)
class Detached:
    """A handle is gone."""

    handle: int


@dataclass(frozen=True, slots=True)
class MediaSeen:
    """Janus began or ceased to receive packets of one m-line, of one of its simulcast layers (0 lowest)."""

    handle: int
    mid: str
    layer: int
    receiving: bool


@dataclass(frozen=True, slots=True)
class SlowLink:
    """Many packets of a handle were lost; ``uplink`` is seen from Janus."""

    handle: int
    uplink: bool
    lost: int


@dataclass(frozen=True, slots=True)
class Trickled:
    """Janus found a candidate of its own; ``None`` ends them."""

    handle: int
    candidate: JsonObject | None


@dataclass(frozen=True, slots=True)
class SessionOver:
    """The session timed out, or another connection has claimed it."""

    session: int
    timed_out: bool


Message: TypeAlias = (
    Acknowledged
    | Succeeded
    | Identified
    | Failed
    | PluginSaid
    | WebRtcUp
    | HungUp
    | Detached
    | MediaSeen
    | SlowLink
    | Trickled
    | SessionOver
)

_LONGEST: Final[Mapping[str, int]] = MappingProxyType({"candidate": 2_000, "sdpMid": 64})
"""Characters in the texts of a candidate."""

_NEWS_ABOUT_OTHERS: Final = re.compile(
    r'\{"janus":"event","session_id":\d+,"sender":\d+,"plugindata":\{"plugin":"janus\.plugin\.videoroom",'
    r'"data":\{"videoroom":"event","room":"[^"\\]*","(?:publishers|joining|unpublished|leaving|kicked)":'
)


def is_news_about_others(text: str) -> bool:
    """Tell cheaply whether a text is one of the many events telling a publisher of the others.

    Everybody who joins is told to everybody; nothing switches that off. It is seen in the first 200
    characters of Janus's compact JSON, without decoding.
    """
    return _NEWS_ABOUT_OTHERS.match(text) is not None


def parse_message(text: str) -> Message:
    """Read one message of Janus; raises `JanusProtocolError`."""
    source = read_object(text)
    kind = text_of(source, "janus")
    read = _READERS.get(kind)
    if read is None:
        raise JanusProtocolError(f"unknown message {kind[:40]!r}")
    return read(source)


def _success(source: JsonObject) -> Message:
    if "plugindata" in source:
        return _plugin(source)
    identity = integer_of(object_of(source, "data"), "id") if "data" in source else None
    return Succeeded(text_of(source, "transaction"), identity)


def _plugin(source: JsonObject) -> Message:
    plugindata = object_of(source, "plugindata")
    if text_of(plugindata, "plugin") != VIDEOROOM:
        raise JanusProtocolError("an unknown plugin speaks")
    sdp = text_of(object_of(source, "jsep"), "sdp") if "jsep" in source else None
    return PluginSaid(
        transaction=optional_text(source, "transaction"),
        handle=integer_of(source, "sender"),
        message=parse_room_message(object_of(plugindata, "data")),
        sdp=sdp,
    )


def _error(source: JsonObject) -> Message:
    error = object_of(source, "error")
    return Failed(optional_text(source, "transaction"), integer_of(error, "code"), text_of(error, "reason"))


def _identified(source: JsonObject) -> Message:
    return Identified(
        text_of(source, "transaction"), text_of(source, "server-name"), text_of(source, "version_string")
    )


def _trickled(source: JsonObject) -> Message:
    candidate = object_of(source, "candidate")
    over = flag_of(candidate, "completed")
    return Trickled(integer_of(source, "sender"), None if over else _candidate(candidate))


def _candidate(source: JsonObject) -> JsonObject:
    """Return the fields a page takes; what is longer than any candidate is a protocol error."""
    fields: dict[str, object] = {"candidate": text_of(source, "candidate")}
    if "sdpMid" in source:
        fields["sdpMid"] = text_of(source, "sdpMid")
    if "sdpMLineIndex" in source:
        fields["sdpMLineIndex"] = integer_of(source, "sdpMLineIndex")
    if any(len(text) > _LONGEST[name] for name, text in fields.items() if isinstance(text, str)):
        raise JanusProtocolError("a candidate is too long")
    return fields


_READERS: Final[Mapping[str, Callable[[JsonObject], Message]]] = MappingProxyType(
    {
        "ack": lambda source: Acknowledged(text_of(source, "transaction")),
        "success": _success,
        "server_info": _identified,
        "error": _error,
        "event": _plugin,
        "webrtcup": lambda source: WebRtcUp(integer_of(source, "sender")),
        "hangup": lambda source: HungUp(
            integer_of(source, "sender"), optional_text(source, "reason") or "no reason given"
        ),
        "detached": lambda source: Detached(integer_of(source, "sender")),
        "media": lambda source: MediaSeen(
            integer_of(source, "sender"),
            text_of(source, "mid"),
            integer_of(source, "substream") if "substream" in source else 0,
            flag_of(source, "receiving"),
        ),
        "slowlink": lambda source: SlowLink(
            integer_of(source, "sender"), flag_of(source, "uplink"), integer_of(source, "lost")
        ),
        "trickle": _trickled,
        "timeout": lambda source: SessionOver(integer_of(source, "session_id"), timed_out=True),
        "claimed": lambda source: SessionOver(integer_of(source, "session_id"), timed_out=False),
    }
)
