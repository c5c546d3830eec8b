"""What a meeting's log tells afterwards."""

from typing_extensions import override

from reconvene.meeting import commands as c
from reconvene.meeting.events import Event
from reconvene.meeting.ids import MAIN, MeetingId, Millis, PersonId, RoomId, TextId
from reconvene.meeting.records import ActionRecord
from reconvene.meeting.report import Report, ReportedCall, report
from reconvene.meeting.state import Allow
from reconvene.meeting.texts import ERASED_PERSON, Texts
from reconvene.meeting.view import Moderators
from tests.support.meeting import ADA, BEN, END, HOST, MOD, MOVE, R1, R2, START, Story, name_of, words_of

R3 = RoomId("r3")
TEXTS = Texts(
    MeetingId("m_1"),
    "Assembly",
    {person: name_of(person) for person in (HOST, MOD, ADA)},
    {TextId(f"t_{number}"): words_of(TextId(f"t_{number}")) for number in range(1, 9)},
)
"""Names and words of a meeting from which Ben's name was erased."""


class Chronicle(Story):
    """A story that keeps what the log keeps."""

    def __init__(self) -> None:
        super().__init__()
        self.history: list[tuple[Millis, tuple[Event, ...]]] = []

    @override
    def do(self, by: PersonId | None, command: c.Command, seed: int = 0) -> tuple[Event, ...]:
        """Carry out a command and write it down."""
        events = super().do(by, command, seed)
        self.history.append((self.now, events))
        return events

    def report(self) -> Report:
        """Return the report of what happened so far."""
        return report(self.history, TEXTS)


def begun() -> Chronicle:
    """Return a meeting with a host, a moderator and two participants."""
    story = Chronicle()
    for person in (HOST, MOD):
        story.do(person, c.Join("moderator"))
    for person in (ADA, BEN):
        story.do(person, c.Join("participant"))
    return story


def test_a_meeting_that_has_just_begun_has_people_in_main_and_nothing_else() -> None:
    """CF2."""
    found = begun().report()
    assert (found.meeting, found.title) == ("m_1", "Assembly")
    assert [(stay.person, stay.room, stay.room_set, stay.end) for stay in found.stays] == [
        (person, MAIN, None, None) for person in (HOST, MOD, ADA, BEN)
    ]
    assert not any((found.room_sets, found.sessions, found.broadcasts, found.calls, found.actions))


def test_every_set_of_rooms_is_there_with_its_last_names_present_and_archived() -> None:
    """CF2: never deleted; what was deleted on purpose says when."""
    story = begun()
    story.draft(2)
    story.do(HOST, c.RenameRoom(R1, "Fish"))
    story.wait(1_000)
    story.do(HOST, c.DeleteRoom(R2))
    deleted = story.now
    story.open()
    story.do(HOST, c.EndBreakout())
    story.wait(END)
    story.wait(1_000)
    archived = story.now
    story.draft(1)
    first, second = story.report().room_sets
    assert [(room.name, room.begin, room.end) for room in first.rooms] == [
        ("Fish", START, None),
        ("Room 2", START, deleted),
    ]
    assert (first.number, first.begin, first.end) == (1, START, archived)
    assert [(room.id, room.name) for room in second.rooms] == [("r3", "Room 1")]
    assert (second.number, second.begin, second.end) == (2, archived, None)


def test_keeping_rooms_goes_on_with_their_set() -> None:
    """CF2 *Keep existing rooms*: two sessions, one set; rooms added later belong to it."""
    story = begun()
    story.draft(1).open()
    story.do(HOST, c.EndBreakout())
    story.wait(END)
    story.do(HOST, c.KeepRooms())
    story.do(HOST, c.AddRoom("Later"))
    story.open()
    found = story.report()
    assert [len(room_set.rooms) for room_set in found.room_sets] == [2]
    assert [(session.room_set, session.end is None) for session in found.sessions] == [(1, False), (1, True)]


def test_who_was_in_which_room_when() -> None:
    """CF2, MV1: from the moment somebody is in a room until they are in another, or leave."""
    story = begun()
    story.draft(2).move(R1, ADA).open()
    arrived = story.now
    story.wait(60_000)
    story.settle(R2, ADA)
    story.do(MOD, c.JoinRoom(R2))
    story.wait(500)
    story.do(ADA, c.Leave())
    stays = [stay for stay in story.report().stays if stay.person == ADA]
    assert [(stay.room_name, stay.room_set, stay.begin, stay.end) for stay in stays] == [
        ("Main room", None, START, arrived),
        ("Room 1", 1, arrived, arrived + 60_000 + MOVE),
        ("Room 2", 1, arrived + 60_000 + MOVE, story.now),
    ]
    assert {stay.role for stay in stays} == {"participant"}
    assert story.report().stays[-1].room == R2


def test_people_whose_names_were_erased_are_called_so() -> None:
    """CF2: the log holds ids alone."""
    story = begun()
    names = {stay.person: stay.name for stay in story.report().stays}
    assert names == {HOST: name_of(HOST), MOD: name_of(MOD), ADA: name_of(ADA), BEN: ERASED_PERSON}


def test_broadcasts_and_actions_are_all_there() -> None:
    """BC1, RT1: with rooms that are gone meanwhile."""
    story = begun()
    story.draft(2).move(R1, ADA).open()
    story.do(MOD, c.Broadcast("Hello", (R1, R2)))
    story.do(HOST, c.DeleteRoom(R2))
    found = story.report()
    (sent,) = found.broadcasts
    assert (sent.by, sent.rooms, sent.received) == (name_of(MOD), ("Room 1", "Room 2"), 1)
    assert sent.text == words_of(sent.id)
    read = [record for record in story.sees(Moderators()).values() if isinstance(record, ActionRecord)]
    assert list(found.actions) == read


def outcomes(story: Chronicle) -> list[ReportedCall]:
    """Return the calls of a story."""
    return list(story.report().calls)


def test_calls_say_what_became_of_them() -> None:
    """CA1: answered, dismissed, ended by itself, still open."""
    story = begun()
    story.draft(2, allow=Allow()).move(R1, ADA).move(R2, BEN).open()
    story.do(ADA, c.CallModerator("Stuck"))
    story.do(ADA, c.CallModerator())
    story.do(MOD, c.ClaimCall(ADA))
    story.wait(3_000)
    story.do(MOD, c.AnswerCall(ADA))
    story.do(BEN, c.CallModerator())
    story.do(HOST, c.DismissCall(BEN))
    story.do(BEN, c.CallModerator())
    story.do(BEN, c.Leave())
    story.do(ADA, c.CallModerator())
    first, *others = outcomes(story)
    assert (first.name, first.room_name, first.claimed_by) == (name_of(ADA), "Room 1", name_of(MOD))
    assert (first.reason, first.outcome) == (words_of(TextId("t_1")), "answered")
    assert first.end == first.begin + 3_000
    assert [(call.person, call.outcome) for call in others] == [
        (BEN, "dismissed"),
        (BEN, "ended"),
        (ADA, "open"),
    ]
