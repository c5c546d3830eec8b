"""Given, when, then for the rules: a meeting that is told commands and keeps what came of them.

``meeting()`` is the given, `Story.do`, `Story.refused`, `Story.wait` and `Story.tick_at` are the when, and
the small questions (`Story.seats`, `Story.person` …) serve the then. Every event takes the way through the
log's text, so that a story also proves what the log keeps.
"""

from collections.abc import Iterable
from typing import Final

import pytest

from reconvene.meeting import commands as c
from reconvene.meeting import moderation_commands as m
from reconvene.meeting import presenting_commands as pc
from reconvene.meeting.chat_commands import Say
from reconvene.meeting.decide import conclude, decide
from reconvene.meeting.events import ActionTaken, Event, Met, UndoKept
from reconvene.meeting.files_commands import AddFile
from reconvene.meeting.grouping_commands import KeepPeople
from reconvene.meeting.harvest_commands import BringBack
from reconvene.meeting.ids import MAIN, FileId, MeetingId, Millis, PersonId, RoomId, TextId
from reconvene.meeting.notices import Notice, notices
from reconvene.meeting.permissions import Permissions
from reconvene.meeting.records import Records
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.state import Allow, Assign, Late, Limits, PendingMove, Person, State
from reconvene.meeting.texts import Texts, named_texts
from reconvene.meeting.view import Audience, view
from reconvene.wire.event_log import decode_events, encode_events
from tests.support.isolation import Seen

HOST: Final = PersonId("p_host")
MOD: Final = PersonId("p_mod")
ADA: Final = PersonId("p_ada")
BEN: Final = PersonId("p_ben")
CLEO: Final = PersonId("p_cleo")
DAN: Final = PersonId("p_dan")
STRANGER: Final = PersonId("p_stranger")
R1: Final = RoomId("r1")
R2: Final = RoomId("r2")
R3: Final = RoomId("r3")

START: Final = Millis(1_000_000)
MOVE: Final = 5_000
END: Final = 10_000
KEEP: Final = 600_000
MINUTE: Final = 60_000
LIMITS: Final = Limits(
    rooms=4, room_name=12, time_limit=60, move_countdown=Millis(MOVE), end_countdown=Millis(END)
)


def facts(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events without what is only noted beside them: the action log, undo and who met whom."""
    return tuple(event for event in events if not isinstance(event, ActionTaken | UndoKept | Met))


class Story:
    """A meeting, the time in it, and all that happened, the latest last."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.state = State(limits=limits)
        self.now = START
        self.happened: list[Event] = []
        self._texts = 0

    def do(self, by: PersonId | None, command: c.Command, seed: int = 0) -> tuple[Event, ...]:
        """Carry out a command now and return its events."""
        self._texts += c.text_of(command) is not None
        request = c.Request(by, command, seed, TextId(f"t_{self._texts}"))
        decided = conclude(self.state, request, self.now)
        events = decode_events(encode_events(decided.events))
        self.state = decided.after
        self.happened.extend(events)
        return events

    def refused(self, by: PersonId | None, command: c.Command) -> Code:
        """Return the code a command is refused with now; the state stays as it was."""
        before = repr(self.state)
        with pytest.raises(Refusal) as refused:
            decide(self.state, c.Request(by, command), self.now)
        assert repr(self.state) == before, "a refusal changes nothing"
        assert refused.value.message, "a refusal says why"
        return refused.value.code

    def wait(self, millis: int) -> tuple[Event, ...]:
        """Let time pass; the server looks once, at the end."""
        return self.tick_at(Millis(self.now + millis))

    def tick_at(self, now: Millis) -> tuple[Event, ...]:
        """Let the server look at ``now``."""
        self.now = now
        return self.do(None, c.Tick())

    def draft(
        self,
        rooms: int = 2,
        assign: Assign = "manual",
        time_limit: int | None = None,
        allow: Allow | None = None,
        seed: int = 0,
        late: Late | None = None,
        capacity: int | None = None,
    ) -> "Story":
        """Have the host set breakout rooms up."""
        configure = c.ConfigureBreakout(
            rooms, assign, time_limit, allow or Allow(), late=late, capacity=capacity
        )
        self.do(HOST, configure, seed)
        return self

    def open(self) -> "Story":
        """Have the host start the session and wait until everybody has arrived."""
        self.do(HOST, c.StartBreakout())
        self.wait(MOVE)
        return self

    def move(self, room: RoomId, *people: PersonId) -> "Story":
        """Have the host move people."""
        self.do(HOST, c.MovePeople(people, room))
        return self

    def settle(self, room: RoomId, *people: PersonId) -> "Story":
        """Have the host move people, and wait until they have arrived."""
        self.move(room, *people).wait(MOVE)
        return self

    def person(self, person: PersonId) -> Person:
        """Return what is known of a person."""
        return self.state.people[person]

    def pending(self, person: PersonId) -> PendingMove | None:
        """Return a person's countdown."""
        return self.person(person).move

    def seats(self) -> dict[PersonId, RoomId]:
        """Return where everybody is."""
        return {person.id: person.seat for person in self.state.people.values()}

    def assignments(self) -> dict[PersonId, RoomId | None]:
        """Return where every participant belongs."""
        return {p.id: p.assignment for p in self.state.people.values() if not p.moderates}

    def bound_for(self) -> dict[PersonId, RoomId]:
        """Return where everybody is or, with a countdown, will be."""
        people = self.state.people.values()
        return {p.id: p.seat if p.move is None else p.move.room for p in people}

    def notices(self, events: Iterable[Event]) -> list[tuple[Audience, Notice]]:
        """Return who is told what of events that just happened."""
        return notices(events, self.state, texts(self.state))

    def everyone_in_main(self) -> bool:
        """Whether nobody is elsewhere, nor on the way."""
        return all(p.seat == MAIN and p.move is None for p in self.state.people.values())

    def in_minutes(self, minutes: int) -> Millis:
        """Return the time so many minutes from now."""
        return Millis(self.now + minutes * MINUTE)

    def sees(self, audience: Audience) -> Records:
        """Return the records of an audience."""
        return view(self.state, texts(self.state), audience)

    def view_of(self, person: PersonId) -> Records:
        """Return all that a person sees."""
        return Seen(self.state, texts(self.state)).whole(person)


def meeting(*participants: PersonId, limits: Limits = LIMITS) -> Story:
    """Return a meeting with its host, one moderator and ``participants``, all in main; nothing set up."""
    story = Story(limits)
    story.do(HOST, c.Join("moderator"))
    story.do(MOD, c.Join("moderator"))
    for person in participants:
        story.do(person, c.Join("participant"))
    return story


def name_of(person: PersonId) -> str:
    """Return a name that cannot be taken for an id."""
    return f"Name<{person}>"


def words_of(text: TextId) -> str:
    """Return words that cannot be taken for anything else."""
    return f"Words<{text}>"


def texts(state: State) -> Texts:
    """Return names for everybody and words for every text."""
    known = (*state.people, *state.door.waiting, *state.door.barred)
    names = {person: name_of(person) for person in known}
    names |= {file.by: name_of(file.by) for file in state.files.values()}
    names |= {shown.by: name_of(shown.by) for shown in state.presentations.values()}
    names |= {found.by: name_of(found.by) for found in state.harvests if found.by is not None}
    return Texts(MeetingId("m_1"), "Assembly", names, {text: words_of(text) for text in named_texts(state)})


def eventful() -> Story:
    """Return an open session in which every kind of record is there to be seen."""
    story = meeting(ADA, BEN, CLEO, DAN).draft(2, "choose", 10).move(R1, ADA).move(R2, BEN, DAN).open()
    story.do(ADA, c.CallModerator("The link does not open"))
    story.do(MOD, c.ClaimCall(ADA))
    story.do(HOST, c.Broadcast("Five minutes left", (R1,)))
    story.do(MOD, c.BroadcastVoice(True))
    story.do(ADA, pc.ShareScreen())
    story.do(HOST, KeepPeople((ADA, CLEO), "apart"))
    story.do(ADA, AddFile(FileId("f_1"), R1, "Plan.pdf", 4_096, "pdf"))
    story.do(ADA, Say("room:r1", "Who begins?"))
    story.do(ADA, Say("person:p_host", "A question"))
    story.do(MOD, BringBack((R1,)))
    story.do(MOD, Say("moderators", "I take room 1"))
    story.do(HOST, m.SetPasscode("sesame"))
    story.do(HOST, m.SetPermissions(Permissions(lobby=True)))
    story.do(STRANGER, c.Join("participant", story.state.door.passcode))
    return story.move(R1, BEN)
