"""Talking to all rooms: in writing and by voice."""

import pytest

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting.ids import MAIN, RoomId
from reconvene.meeting.records import AnnouncementRecord, BroadcastRecord, MeetingRecord, VoiceRecord
from reconvene.meeting.refusals import Code
from reconvene.meeting.state import KEPT_ANNOUNCEMENTS
from reconvene.meeting.view import Everyone, InRoom, Moderators
from tests.support.meeting import (
    ADA,
    BEN,
    CLEO,
    DAN,
    END,
    HOST,
    KEEP,
    MOD,
    R1,
    R2,
    R3,
    Story,
    facts,
    meeting,
    name_of,
    words_of,
)

HELLO = c.Broadcast("Five minutes left")


def opened() -> Story:
    """Return an open session of three rooms: Ada and Ben in the first, Cleo in the second, Dan in main."""
    return meeting(ADA, BEN, CLEO, DAN).draft(3).move(R1, ADA, BEN).move(R2, CLEO).open()


def read(story: Story, room: RoomId) -> list[str]:
    """Return what is announced in a room."""
    return [r.text for r in story.sees(InRoom(room)).values() if isinstance(r, AnnouncementRecord)]


def sent(story: Story) -> list[BroadcastRecord]:
    """Return what moderators see of their broadcasts."""
    return [r for r in story.sees(Moderators()).values() if isinstance(r, BroadcastRecord)]


def test_a_broadcast_is_read_in_every_breakout_room_and_not_in_main() -> None:
    """BC1: with its author and time."""
    story = opened()
    story.do(MOD, HELLO)
    (announced,) = story.state.announcements
    text = words_of(announced.id)
    record = AnnouncementRecord(announced.id, name_of(MOD), story.now, text)
    for room in (R1, R2, R3):
        assert story.sees(InRoom(room))[f"announcement/{announced.id}"] == record
    assert read(story, MAIN) == []
    assert f"announcement/{announced.id}" in story.view_of(ADA)
    assert f"announcement/{announced.id}" not in story.view_of(DAN)


def test_the_sender_sees_how_many_received_it() -> None:
    """BC1: people present in the rooms, moderators too; not oneself, nor who is away or on the way."""
    story = opened().settle(R1, MOD)
    story.do(MOD, HELLO)
    story.do(HOST, HELLO)
    story.do(BEN, c.Disconnect())
    story.move(R3, DAN)
    story.do(HOST, HELLO)
    story.do(None, HELLO)
    assert [record.received for record in sent(story)] == [3, 4, 3, 3]
    assert [record.by for record in sent(story)] == [name_of(MOD), name_of(HOST), name_of(HOST), ""]
    assert sent(story)[0].rooms == ("Room 1", "Room 2", "Room 3")


def test_a_broadcast_to_chosen_rooms_is_read_there_only() -> None:
    """BC1, RT2: each room once, however often it is named."""
    story = opened()
    story.do(HOST, c.Broadcast("Hello", (R2, R3, R2)))
    assert [len(read(story, room)) for room in (R1, R2, R3)] == [0, 1, 1]
    assert (sent(story)[0].rooms, sent(story)[0].received) == (("Room 2", "Room 3"), 1)


def test_late_comers_to_a_room_read_what_was_announced_there() -> None:
    """BC1: whoever comes to the room later, and only while they are there."""
    story = opened()
    story.do(HOST, c.Broadcast("Hello", (R2,)))
    key = f"announcement/{story.state.announcements[0].id}"
    assert key not in story.view_of(ADA)
    story.settle(R2, ADA)
    assert key in story.view_of(ADA)
    story.settle(R1, ADA)
    assert key not in story.view_of(ADA)


def test_announcements_stay_with_the_room_for_as_long_as_it_exists() -> None:
    """BC1, CF2: also in the next session with the same rooms; new rooms begin empty."""
    story = opened()
    story.do(HOST, HELLO)
    story.do(HOST, c.EndBreakout())
    story.wait(END)
    story.do(HOST, c.KeepRooms())
    assert len(read(story, R1)) == 1
    story.draft(1)
    assert [read(story, room) for room in story.state.rooms] == [[]]
    assert (len(sent(story)), sent(story)[0].rooms) == (1, ())


@pytest.mark.parametrize("text", ["", "  \n\t ", "x" * 2_001, "x" * 10_000])
def test_a_broadcast_has_words_and_not_too_many(text: str) -> None:
    """BC1: 1 to 2,000 characters."""
    assert opened().refused(HOST, c.Broadcast(text)) == Code.BROADCAST_TEXT


def test_the_longest_broadcast_is_sent() -> None:
    """BC1: characters, not bytes."""
    story = opened()
    story.do(HOST, c.Broadcast("é" * 2_000))
    assert len(sent(story)) == 1


def test_broadcasts_go_to_rooms_that_are_there() -> None:
    """BC1: all of them, or nothing is sent."""
    story = opened()
    assert story.refused(HOST, c.Broadcast("Hello", ())) == Code.NO_ROOMS
    assert story.refused(HOST, c.Broadcast("Hello", (R1, RoomId("r9")))) == Code.UNKNOWN_ROOM
    assert story.refused(HOST, c.Broadcast("Hello", (MAIN,))) == Code.MAIN_ROOM_FIXED
    for room in (R1, R2, R3):
        story.do(HOST, c.DeleteRoom(room))
    story.wait(END)
    assert story.refused(HOST, HELLO) == Code.NO_ROOMS


def test_people_in_a_room_that_is_being_deleted_are_told_with_all_others() -> None:
    """BC1, CF3: shown at once to everyone in every breakout room."""
    story = opened()
    story.do(HOST, c.DeleteRoom(R1))
    story.do(HOST, HELLO)
    assert len(read(story, R1)) == 1
    assert sent(story)[0].received == 3
    assert story.refused(HOST, c.Broadcast("Hello", (R1,))) == Code.ROOM_CLOSING


@pytest.mark.parametrize("command", [HELLO, c.BroadcastVoice(True)])
def test_there_is_somebody_to_talk_to_only_while_a_session_runs(command: c.Command) -> None:
    """BC1: up to its very end."""
    story = meeting(ADA)
    assert story.refused(HOST, command) == Code.NOT_OPEN
    story.draft()
    assert story.refused(HOST, command) == Code.NOT_OPEN
    story.open().do(HOST, c.EndBreakout())
    assert story.do(HOST, command)
    story.wait(END)
    assert story.refused(HOST, command) == Code.NOT_OPEN


def test_the_log_names_the_text_and_does_not_hold_it() -> None:
    """BC1: what was written can be erased."""
    story = opened()
    story.do(HOST, c.Broadcast("Unforgettable"))
    assert any(isinstance(event, e.Announced) for event in story.happened)
    assert "Unforgettable" not in repr(story.happened)


def test_the_latest_broadcasts_are_kept() -> None:
    """BC1: as many as anybody reads."""
    story = opened()
    for _ in range(KEPT_ANNOUNCEMENTS + 3):
        story.do(HOST, HELLO)
    ids = [announced.id for announced in story.state.announcements]
    assert len(ids) == len(set(ids)) == KEPT_ANNOUNCEMENTS
    assert len(read(story, R1)) == KEPT_ANNOUNCEMENTS


def voices(story: Story) -> tuple[VoiceRecord, ...]:
    """Return who everybody is told speaks to all rooms."""
    record = story.sees(Everyone())["meeting"]
    assert isinstance(record, MeetingRecord)
    return record.voices


def test_everybody_is_told_who_speaks_to_all_rooms() -> None:
    """BC1 *Voice*: several moderators may; each stops for themselves."""
    story = opened()
    assert facts(story.do(MOD, c.BroadcastVoice(True))) == (e.VoiceSet(MOD, True),)
    assert story.do(MOD, c.BroadcastVoice(True)) == ()
    story.do(HOST, c.BroadcastVoice(True))
    assert voices(story) == (VoiceRecord(MOD, name_of(MOD)), VoiceRecord(HOST, name_of(HOST)))
    story.do(MOD, c.BroadcastVoice(False))
    assert voices(story) == (VoiceRecord(HOST, name_of(HOST)),)


def test_a_voice_ends_with_the_session_the_connection_the_role_or_the_person() -> None:
    """BC1, RT2: nobody is heard everywhere without knowing."""
    for end in (
        lambda story: (story.do(HOST, c.EndBreakout()), story.wait(END)),
        lambda story: story.do(MOD, c.Disconnect()),
        lambda story: story.do(HOST, c.SetRole(MOD, "participant")),
        lambda story: story.do(MOD, c.Leave()),
        lambda story: (story.do(MOD, c.Disconnect()), story.wait(KEEP)),
    ):
        story = opened()
        story.do(MOD, c.BroadcastVoice(True))
        end(story)
        assert voices(story) == ()
    assert opened().do(MOD, c.BroadcastVoice(False)) == ()


def test_who_comes_back_does_not_speak_to_all_rooms_again() -> None:
    """BC1, JN2: they would have to say so."""
    story = opened()
    story.do(MOD, c.BroadcastVoice(True))
    story.do(MOD, c.Disconnect())
    story.do(MOD, c.Join("moderator"))
    assert voices(story) == ()
