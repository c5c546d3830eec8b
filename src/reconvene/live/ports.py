"""What a running meeting needs from the outside, as Protocols that ``adapters`` and tests implement."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from reconvene.media.feeds import Feed, Slot, Source, Switch
from reconvene.meeting.ids import MeetingId, Millis, PersonId

Direction: TypeAlias = Literal["up", "down"]
"""``up``: the person's publisher connection; ``down``: their subscriber connection."""

IceCandidate: TypeAlias = Mapping[str, object]
"""An ``RTCIceCandidateInit`` as the browser or the media server wrote it."""


class Clock(Protocol):
    """The server's clock; it never runs backwards within one process."""

    def now(self) -> Millis:
        """Return the present time."""
        ...


class MediaError(Exception):
    """The media server refused or did not answer in time; nothing can be assumed to have been applied.

    ``code`` is stable: ``MEDIA_UNAVAILABLE`` (no media server now), ``MEDIA_TIMEOUT``, ``MEDIA_REFUSED``
    (with the server's own words in ``message``), ``MEDIA_UNKNOWN_PERSON`` (no such connection).
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class SubscriberOffer:
    """The media server's offer for a subscriber connection, with its slots in m-line order."""

    sdp: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class HeldMedia:
    """A person whose connections the media server still holds after our own restart.

    ``up`` and ``down`` tell whether media flows (ICE and DTLS are up) on each connection.
    """

    meeting: MeetingId
    person: PersonId
    page: str
    slots: tuple[Slot, ...]
    up: bool
    down: bool


@dataclass(frozen=True, slots=True)
class ConnectionUp:
    """Media can flow on one of a person's connections; only now may their feeds be switched to."""

    meeting: MeetingId
    person: PersonId
    direction: Direction


@dataclass(frozen=True, slots=True)
class ConnectionLost:
    """The media server gave a person's connection up (hang-up, ICE failure); it is already released."""

    meeting: MeetingId
    person: PersonId
    direction: Direction
    reason: str


@dataclass(frozen=True, slots=True)
class RemoteCandidate:
    """The media server trickled a candidate; ``None`` ends its candidates."""

    meeting: MeetingId
    person: PersonId
    direction: Direction
    candidate: IceCandidate | None


@dataclass(frozen=True, slots=True)
class MediaServerLost:
    """All rooms and connections are gone, or cannot be reached now."""

    reason: str


@dataclass(frozen=True, slots=True)
class MediaServerReady:
    """The media server can be used. ``held`` lists what survived; everybody else must publish anew."""

    held: tuple[HeldMedia, ...]


MediaEvent: TypeAlias = ConnectionUp | ConnectionLost | RemoteCandidate | MediaServerLost | MediaServerReady


class MediaServer(Protocol):
    """The media engine, one room per meeting; every call has a deadline and raises only `MediaError`."""

    def events(self) -> AsyncIterator[MediaEvent]:
        """Yield what happens, in order; the first event is `MediaServerReady`. One reader only."""
        ...

    async def publish(
        self, meeting: MeetingId, person: PersonId, page: str, offer: str, mids: Mapping[Source, str]
    ) -> str:
        """Open the person's publisher connection (creating the meeting's room if needed); return the answer.

        Connections the person already has are released first. ``mids`` says which m-line of the offer
        is which source.
        """
        ...

    async def subscribe(self, meeting: MeetingId, person: PersonId) -> SubscriberOffer:
        """Open the person's subscriber connection with all slots on the dummy publisher."""
        ...

    async def start(self, meeting: MeetingId, person: PersonId, answer: str) -> None:
        """Give the page's answer to the subscriber offer; it is kept for later renegotiation."""
        ...

    async def trickle(
        self, meeting: MeetingId, person: PersonId, direction: Direction, candidate: IceCandidate | None
    ) -> None:
        """Pass a candidate of the page on; ``None`` ends its candidates."""
        ...

    async def switch(self, meeting: MeetingId, person: PersonId, switches: Sequence[Switch]) -> None:
        """Point the person's slots elsewhere, all or none; returns when the media server has done it.

        Slots already on the asked feed stay untouched. Raises `MediaError` ``MEDIA_REFUSED`` when a feed is
        gone or not up.
        """
        ...

    async def release(self, meeting: MeetingId, person: PersonId) -> None:
        """Take both connections of a person down; unknown people are ignored.

        Callers switch other people's slots off this person first (a vanished publisher leaves slots dead).
        """
        ...

    async def close_room(self, meeting: MeetingId) -> None:
        """Remove the meeting's room with everyone in it; an unknown room is ignored."""
        ...

    async def publishers(self, meeting: MeetingId) -> Mapping[PersonId, frozenset[Feed]]:
        """Ask the media server itself who is publishing now: what a reconciler compares with."""
        ...
