"""What we ask of the Janus core: sessions, handles and candidates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from reconvene.janus.room_messages import RoomMessage

VIDEOROOM: Final = "janus.plugin.videoroom"
_NOTHING: Final[Mapping[str, object]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Request:
    """One request; a request with a handle waits until the handle's previous one is answered.

    ``finished_by`` names the plugin messages that answer it; without any, the first success or ack does.
    After one that ``ends`` its handle there is nothing more to be asked of it.
    """

    verb: str
    handle: int | None = None
    fields: Mapping[str, object] = field(default_factory=lambda: _NOTHING)
    finished_by: tuple[type[RoomMessage], ...] = ()
    in_session: bool = True
    ends: bool = False


def server_info() -> Request:
    """Ask Janus who it is; works without session or secret."""
    return Request("info", in_session=False)


def create_session() -> Request:
    """Open a session; the reply's ``id`` is to be given to `Connection.use_session`."""
    return Request("create", in_session=False)


def claim_session() -> Request:
    """Take over the session in use, whichever connection had it."""
    return Request("claim")


def keep_alive() -> Request:
    """Tell Janus that the session is still wanted; it answers with an ack only."""
    return Request("keepalive")


def destroy_session() -> Request:
    """Close the session with all its handles."""
    return Request("destroy")


def attach() -> Request:
    """Make a VideoRoom handle; the reply's ``id`` names it."""
    return Request("attach", fields={"plugin": VIDEOROOM})


def detach(handle: int) -> Request:
    """Throw a handle away."""
    return Request("detach", handle, ends=True)


def trickle(handle: int, candidate: Mapping[str, object] | None) -> Request:
    """Pass a peer's ICE candidate on; ``None`` says that there are no more."""
    return Request(
        "trickle", handle, {"candidate": {"completed": True} if candidate is None else dict(candidate)}
    )
