"""What a running meeting needs from the outside, as Protocols that ``adapters`` and tests implement."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol, TypeAlias

from reconvene.media.feeds import Feed, Slot, Switch
from reconvene.meeting.chat_state import Line, OlderLine
from reconvene.meeting.conversations import ConversationId
from reconvene.meeting.events import Event
from reconvene.meeting.ids import Direction, LineId, MeetingId, Millis, PersonId, Source, TextId
from reconvene.meeting.state import State

IceCandidate: TypeAlias = Mapping[str, object]
"""An ``RTCIceCandidateInit`` as the browser or the media server wrote it."""


class Clock(Protocol):
    """The server's clock; it never runs backwards within one process."""

    def now(self) -> Millis:
        """Return the present time."""
        ...


@dataclass(frozen=True, slots=True)
class Commit:
    """One row of a meeting's log: all that one command led to.

    ``seq`` counts from 1 without gaps. ``by`` and ``command_id`` say whose command it was; both are ``None``
    for what happened by itself.
    """

    seq: int
    at: Millis
    by: PersonId | None
    command_id: str | None
    events: tuple[Event, ...]


class LogConflict(Exception):
    """Another writer appended a commit of this ``seq``; read on and decide again."""


class LogUnavailable(Exception):
    """The log could not be written or read now (disk full, database locked or gone).

    Nothing was stored, unless the log itself could not say so any more: then the next writer meets it.
    """


class LogSilent(LogUnavailable):
    """The log did not answer in time, so who asks next would most likely wait in vain as well."""


class LogUnreadable(LogUnavailable):
    """A row that this version cannot read; the message says which, and what to do."""


@dataclass(frozen=True, slots=True)
class ChatChange:
    """What a commit changes of the chat: the lines as they are now, and the texts that are to be erased."""

    lines: tuple[tuple[ConversationId, Line], ...] = ()
    erased: tuple[TextId, ...] = ()


NOTHING_SAID: Final = ChatChange()


class Log(Protocol):
    """Where meetings' commits are kept, durably and in order."""

    async def append(
        self,
        meeting: MeetingId,
        commit: Commit,
        words: Mapping[TextId, str],
        wake_at: Millis | None,
        chat: ChatChange = NOTHING_SAID,
    ) -> None:
        """Store ``commit`` and the words its events name; once this returns they survive any crash.

        Raises `LogConflict` or `LogUnavailable`; nothing is stored then. What ``chat`` erases is gone at the
        same moment.

        ``wake_at`` is when the meeting must be running again after a restart; ``None`` if it may sleep.
        """
        ...

    async def read(self, meeting: MeetingId, after: int) -> Sequence[Commit]:
        """Return the commits with a ``seq`` over ``after``, in order; raises `LogUnreadable`."""
        ...

    async def awake(self) -> Sequence[MeetingId]:
        """Return the meetings whose last commit asked to be woken, whenever that is."""
        ...


LinkRole: TypeAlias = Literal["moderator", "participant"]


@dataclass(frozen=True, slots=True)
class MeetingInfo:
    """What is known of a meeting besides its log.

    ``…_links`` count how often the links of a role were revoked: only links of the last round open anything.
    """

    id: MeetingId
    title: str
    created: Millis
    moderator_links: int = 0
    participant_links: int = 0

    def link_round(self, role: LinkRole) -> int:
        """Return which links of a role are good."""
        return self.moderator_links if role == "moderator" else self.participant_links


@dataclass(frozen=True, slots=True)
class Erasure:
    """Which names and texts of a meeting are to be erased.

    Those of one ``person``, or of everybody and the operator; those given ``before`` a time, or whenever.
    The ``kept`` texts and people stay as they are.
    """

    person: PersonId | None = None
    before: Millis | None = None
    kept_texts: frozenset[TextId] = frozenset()
    kept_people: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True)
class Erased:
    """What has no words any more: people their names, texts theirs."""

    people: frozenset[PersonId]
    texts: frozenset[TextId]


class Directory(Protocol):
    """Texts that belong to ids: titles and names. They can be erased without touching the log."""

    async def create_meeting(self, info: MeetingInfo) -> None:
        """Store a new meeting."""
        ...

    async def meeting(self, meeting: MeetingId) -> MeetingInfo | None:
        """Return a meeting, or ``None`` if there is none of that id."""
        ...

    async def names(self, meeting: MeetingId) -> Mapping[PersonId, str]:
        """Return the names of all people of a meeting."""
        ...

    async def words(self, meeting: MeetingId, texts: Collection[TextId]) -> Mapping[TextId, str]:
        """Return the words of ``texts``; those that were erased are left out."""
        ...

    async def lines(
        self, meeting: MeetingId, conversation: ConversationId, before: int, limit: int
    ) -> Sequence[Line]:
        """Return the last ``limit`` lines with a number under ``before``, in order."""
        ...

    async def line(self, meeting: MeetingId, line: LineId) -> OlderLine | None:
        """Return a line as it is now, or ``None`` if there is none of that id."""
        ...

    async def set_name(self, meeting: MeetingId, person: PersonId, name: str, at: Millis) -> None:
        """Store what a person is called from ``at`` on."""
        ...

    async def revoke_links(self, meeting: MeetingId, roles: Collection[LinkRole]) -> MeetingInfo | None:
        """Let the links of ``roles`` made so far open nothing; return what is known of the meeting then."""
        ...

    async def erase(self, meeting: MeetingId, erasure: Erasure) -> Erased:
        """Erase names and texts and return whose; the log is not touched."""
        ...

    async def delete_meeting(self, meeting: MeetingId) -> None:
        """Delete a meeting with its log and all that belongs to it; one that is not there is ignored."""
        ...

    async def wipe(self) -> None:
        """Make sure that no copy of what was erased is left in the files; may take a while."""
        ...

    async def quiet_since(self, before: Millis) -> Sequence[MeetingId]:
        """Return the meetings in which nothing has happened since ``before``."""
        ...

    async def wordy_since(self, before: Millis) -> Sequence[MeetingId]:
        """Return the meetings that have names or texts given before ``before``."""
        ...


class Connection(Protocol):
    """One page's connection, as the meeting writes to it. Neither method waits."""

    def send(self, text: str) -> None:
        """Queue a frame. A connection that reads too slowly closes itself; the page then resumes."""
        ...

    def close(self, code: int, reason: str) -> None:
        """End the connection after what is queued, with a close code of `docs/protocol.md`."""
        ...


class Watcher(Protocol):
    """Something that hangs on who is where. Neither method waits."""

    def changed(self, state: State) -> None:
        """Take note of the state after a commit."""
        ...

    def broke(self) -> None:
        """Take note that the meeting is thrown away and built anew; nothing more will be told."""
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
class Restarted:
    """What a page needs to find another way: the answer to its offer, and the offer it is to answer."""

    answer: str
    offer: str


@dataclass(frozen=True, slots=True)
class HeldMedia:
    """A person whose connections the media server still holds after our own restart.

    ``up`` and ``down`` tell whether media flows (ICE and DTLS are up) on each connection. ``carried`` says
    what the slots carry, as far as that is known: so nobody changes places on a screen because of us.
    """

    meeting: MeetingId
    person: PersonId
    page: str
    slots: tuple[Slot, ...]
    up: bool
    down: bool
    carried: tuple[Switch, ...] = ()


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
class FeedSeen:
    """The media server began or ceased to receive something of a person: one layer of it (0 lowest)."""

    meeting: MeetingId
    person: PersonId
    source: Source
    layer: int
    arrives: bool


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


OfPerson: TypeAlias = ConnectionUp | ConnectionLost | FeedSeen | RemoteCandidate
"""What happens to the media of one person."""

MediaEvent: TypeAlias = OfPerson | MediaServerLost | MediaServerReady


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

    async def restart(self, meeting: MeetingId, person: PersonId, offer: str) -> Restarted:
        """Restart ICE on both connections; what they carry stays. The page's new answer goes to `start`."""
        ...

    async def refresh(self, meeting: MeetingId, feed: Feed) -> None:
        """Ask whoever sends a picture for a whole one, from which every decoder can begin."""
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
