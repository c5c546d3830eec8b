"""The pages of one meeting: who is connected, and what they are sent."""

import asyncio
from collections.abc import Sequence
from typing import Final, get_args

from reconvene.live.fanout import Fanout
from reconvene.live.fleeting import Fleeting
from reconvene.live.lingering import Lingering
from reconvene.live.mailbox import Attach, Rate, React, Speak
from reconvene.live.media_sync import MediaSync
from reconvene.live.pace import Pace
from reconvene.live.ports import Connection
from reconvene.meeting.chat_events import ChatEvent
from reconvene.meeting.events import Event
from reconvene.meeting.ids import Millis, PersonId
from reconvene.meeting.notices import Notice, notices
from reconvene.meeting.state import State
from reconvene.meeting.texts import Texts
from reconvene.meeting.view import Audience

REPLACED: Final = 4002
LEFT: Final = 4003

_SAID: Final = get_args(ChatEvent)
"""Events that change nothing of who hears and sees whom."""


class Pages:
    """Everybody's pages; one task at a time may use them."""

    def __init__(self, texts: Texts, media: MediaSync) -> None:
        self._texts = texts
        self._media = media
        self._state = State()
        self._fanout = Fanout(self._state, texts)
        self._fleeting = Fleeting()
        self._lingering = Lingering()

    def begin(self, state: State, now: Millis) -> None:
        """Take over the state that was read from the log; everyone it leaves present lingers."""
        self._state = state
        self._fanout = Fanout(state, self._texts)
        here = [person.id for person in state.people.values() if person.away_since is None]
        self._lingering = Lingering([*here, *state.door.waiting], now)
        self._media.update(state, self._fleeting.speakers.latest())

    @property
    def connected(self) -> int:
        """How many people have a page connected."""
        return sum(outbox.connection is not None for outbox in self._fanout.outboxes.values())

    async def publish(
        self, state: State, events: Sequence[Event] = (), told: Sequence[tuple[Audience, Notice]] = ()
    ) -> None:
        """Tell everyone what ``events`` changed for them, and ``told`` besides, and send away who left.

        In a large meeting others have their turn in between.
        """
        self._state = state
        all_told = (*told, *notices(tuple(events), state, self._texts))
        for _ in self._fanout.publish(state, self._texts, all_told):
            await asyncio.sleep(0)
        self._tell_fleeting()
        if not events or not all(isinstance(event, _SAID) for event in events):
            self._media.update(state, self._fleeting.speakers.latest())
        for person in [one for one in self._fanout.outboxes if not self.knows(one)]:
            self._drop(person)

    def knows(self, person: PersonId) -> bool:
        """Return whether somebody is in the meeting or waits in its lobby."""
        return person in self._state.people or person in self._state.door.waiting

    def _drop(self, person: PersonId) -> None:
        """Forget someone who left; their page is told."""
        outbox = self._fanout.outboxes.pop(person)
        self._lingering.end(person)
        self._fleeting.forget(person)
        self._media.leave(person)
        if outbox.connection is not None:
            outbox.connection.close(LEFT, "you are not in this meeting any more")

    def attach(self, item: Attach, now: Millis) -> bool:
        """Welcome the page of somebody who is known; return whether it went on where it was."""
        self._lingering.end(item.person)
        replaced = self._fanout.attach(item.person, item.connection, item.page)
        if replaced is not None:
            replaced.close(REPLACED, "opened somewhere else")
        media = self._media.attach(item.person, item.page, item.connection)
        resumed = self._fanout.greet(item.person, now, item.epoch, item.since, media=media)
        self._media.tell(item.person)
        self._fleeting.arrive(item.person)
        self._tell_fleeting()
        return resumed

    def detach(self, person: PersonId, connection: Connection, now: Millis) -> bool:
        """Note that a connection is gone; return whether it was still the person's own."""
        outbox = self._fanout.outboxes.get(person)
        if outbox is None or outbox.connection is not connection:
            return False
        outbox.connection = None
        self._fleeting.leave_page(person)
        self._media.detach(person, connection)
        if self.knows(person):
            self._lingering.begin(person, now)
        self._tell_fleeting()
        return True

    def pass_on(self, item: Speak | React | Rate, pace: Pace, now: Millis) -> None:
        """Show what passes and is never kept, as far as ``pace`` lets it."""
        match item:
            case Speak(person, on):
                self._fleeting.speakers.note(person, on=on)
                self._tell_fleeting()
                self._media.update(self._state, self._fleeting.speakers.latest())
            case React(person, reaction):
                self._fleeting.react(person, reaction, now, self._state, self._fanout.outboxes)
            case Rate(person, level):
                if pace.lets_rate(person, now):
                    self._fleeting.qualities.note(person, level)
                    self._tell_fleeting()

    def _tell_fleeting(self) -> None:
        self._fleeting.tell(self._state, self._fanout.outboxes)

    def lingered(self, now: Millis) -> tuple[PersonId, ...]:
        """Return those without a page who count as present no longer."""
        return self._lingering.over(now)

    def next_lingered(self) -> Millis | None:
        """Return when the first of them counts as present no longer."""
        return self._lingering.next_end()

    def end_lingering(self, person: PersonId) -> None:
        """Wait for somebody no longer."""
        self._lingering.end(person)

    def forget(self) -> None:
        """Drop the frames that were sent: names and words in them are erased."""
        self._fanout.forget()

    def close(self, code: int, reason: str) -> None:
        """End the connections of all pages."""
        self._fanout.close(code, reason)
