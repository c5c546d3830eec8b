"""What is said to the people of a room and never kept: who speaks, and reactions."""

from collections.abc import Mapping
from typing import Final

from reconvene.live.fanout import Outbox
from reconvene.live.reactions import Reactions
from reconvene.live.speaking import Speakers
from reconvene.meeting.ids import Millis, PersonId, Reaction
from reconvene.meeting.state import State
from reconvene.wire.codec import encode
from reconvene.wire.frames import Reacted, SpeakingList


class Fleeting:
    """Tells the pages of one meeting what passes; ``speakers`` is who speaks and who did last."""

    def __init__(self) -> None:
        self.speakers: Final = Speakers()
        self._reactions = Reactions()
        self._told: dict[PersonId, tuple[PersonId, ...]] = {}

    def arrive(self, person: PersonId) -> None:
        """Take note of a new page, which has been told nothing yet."""
        self._told.pop(person, None)

    def forget(self, person: PersonId) -> None:
        """Drop what is known of somebody who is gone."""
        self._told.pop(person, None)
        self._reactions.forget(person)

    def react(
        self,
        person: PersonId,
        reaction: Reaction,
        now: Millis,
        state: State,
        outboxes: Mapping[PersonId, Outbox],
    ) -> None:
        """Show a reaction to the person's room, unless there are too many to be seen."""
        seated = state.people.get(person)
        if seated is None or not self._reactions.lets(person, seated.seat, now):
            return
        frame = encode(Reacted(person=person, reaction=reaction))
        for reader, outbox in outboxes.items():
            other = state.people.get(reader)
            if outbox.connection is not None and other is not None and other.seat == seated.seat:
                outbox.connection.send(frame)

    def tell_speaking(self, state: State, outboxes: Mapping[PersonId, Outbox]) -> None:
        """Send those whose room's speakers changed the whole list."""
        rooms = self.speakers.by_room(state)
        for person, outbox in outboxes.items():
            seated = state.people.get(person)
            if outbox.connection is None or seated is None:
                continue
            people = rooms.get(seated.seat, ())
            if self._told.get(person, ()) != people:
                self._told[person] = people
                outbox.connection.send(encode(SpeakingList(people=people)))
