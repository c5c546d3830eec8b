"""The media server in memory: what would be routed where."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field

from reconvene.live.ports import (
    ConnectionUp,
    HeldMedia,
    IceCandidate,
    MediaError,
    MediaEvent,
    MediaServerLost,
    MediaServerReady,
    Restarted,
    SubscriberOffer,
)
from reconvene.media.feeds import Feed, Slot, Switch
from reconvene.meeting.ids import Direction, MeetingId, PersonId, Source

SLOTS = (*(Slot(f"a{n}", "audio") for n in range(2)), *(Slot(f"v{n}", "video") for n in range(3)))


@dataclass(slots=True)
class Pair:
    """A person's two connections, as the media server sees them."""

    page: str
    switches: dict[str, Switch] = field(default_factory=dict)


class MemoryMediaServer:
    """`MediaServer` that routes nothing but knows who would hear and see whom.

    A connection is up once its page has answered. A switch to someone who is not there is refused whole.
    """

    def __init__(self) -> None:
        self.rooms: dict[MeetingId, dict[PersonId, Pair]] = {}
        self.switches: list[tuple[PersonId, tuple[Switch, ...]]] = []
        self.refreshed: list[Feed] = []
        self.refusing = False
        self.asked: Callable[[PersonId], None] = lambda _: None
        """Called whenever somebody's slots are to be switched, before they are."""
        self._events: asyncio.Queue[MediaEvent] = asyncio.Queue()
        self._events.put_nowait(MediaServerReady(()))

    async def events(self) -> AsyncIterator[MediaEvent]:
        """Yield what happens."""
        while True:
            yield await self._events.get()

    def outlive(self) -> None:
        """Go on with a new server process; what the old one waits for never comes."""
        self._events = asyncio.Queue()
        self.tell(MediaServerReady(self.held()))

    def tell(self, event: MediaEvent) -> None:
        """Let something happen."""
        self._events.put_nowait(event)

    def crash(self) -> None:
        """Lose everything and come back empty."""
        self.rooms.clear()
        self.tell(MediaServerLost("crashed"))
        self.tell(MediaServerReady(()))

    def held(self) -> tuple[HeldMedia, ...]:
        """Return what a new server process would find."""
        return tuple(
            HeldMedia(
                meeting,
                person,
                pair.page,
                SLOTS,
                up=True,
                down=True,
                carried=tuple(pair.switches.values()),
            )
            for meeting, people in self.rooms.items()
            for person, pair in people.items()
        )

    def _pair(self, meeting: MeetingId, person: PersonId) -> Pair:
        try:
            return self.rooms[meeting][person]
        except KeyError as error:
            raise MediaError("MEDIA_UNKNOWN_PERSON", person) from error

    async def publish(
        self, meeting: MeetingId, person: PersonId, page: str, offer: str, mids: Mapping[Source, str]
    ) -> str:
        """Open a publisher connection."""
        if self.refusing:
            raise MediaError("MEDIA_REFUSED", "made to refuse")
        self.rooms.setdefault(meeting, {})[person] = Pair(page)
        self.tell(ConnectionUp(meeting, person, "up"))
        return f"answer to {offer} {sorted(mids)}"

    async def subscribe(self, meeting: MeetingId, person: PersonId) -> SubscriberOffer:
        """Open a subscriber connection."""
        self._pair(meeting, person).switches = {slot.mid: Switch(slot.mid, None) for slot in SLOTS}
        return SubscriberOffer("offer", SLOTS)

    async def start(self, meeting: MeetingId, person: PersonId, answer: str) -> None:
        """Take the page's answer."""
        self._pair(meeting, person)
        self.tell(ConnectionUp(meeting, person, "down"))

    async def restart(self, meeting: MeetingId, person: PersonId, offer: str) -> Restarted:
        """Answer and offer anew."""
        self._pair(meeting, person)
        if self.refusing:
            raise MediaError("MEDIA_REFUSED", "made to refuse")
        return Restarted(f"answer to {offer}", "offer of a restart")

    async def refresh(self, meeting: MeetingId, feed: Feed) -> None:
        """Note who is asked for a whole picture."""
        self._pair(meeting, feed.person)
        self.refreshed.append(feed)

    async def trickle(
        self, meeting: MeetingId, person: PersonId, direction: Direction, candidate: IceCandidate | None
    ) -> None:
        """Take a candidate."""
        self._pair(meeting, person)

    async def switch(self, meeting: MeetingId, person: PersonId, switches: Sequence[Switch]) -> None:
        """Point slots elsewhere, all or none."""
        self.asked(person)
        pair = self._pair(meeting, person)
        for switch in switches:
            if switch.feed is not None and switch.feed.person not in self.rooms[meeting]:
                raise MediaError("MEDIA_REFUSED", "no such feed")
        pair.switches.update((switch.mid, switch) for switch in switches)
        self.switches.append((person, tuple(switches)))

    async def release(self, meeting: MeetingId, person: PersonId) -> None:
        """Take both connections down."""
        self.rooms.get(meeting, {}).pop(person, None)

    async def close_room(self, meeting: MeetingId) -> None:
        """Remove a room."""
        self.rooms.pop(meeting, None)

    async def publishers(self, meeting: MeetingId) -> Mapping[PersonId, frozenset[Feed]]:
        """Return who publishes."""
        people = self.rooms.get(meeting, {})
        return {person: frozenset({Feed(person, "camera"), Feed(person, "microphone")}) for person in people}

    def routed(self, meeting: MeetingId, person: PersonId) -> set[Feed]:
        """Return what a person receives now."""
        switches = self._pair(meeting, person).switches.values()
        return {switch.feed for switch in switches if switch.feed is not None}
