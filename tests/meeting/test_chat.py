"""RM2: what is said in a room, privately and among moderators, and who may read it."""

import pytest

from reconvene.meeting import chat_commands as cc
from reconvene.meeting import commands as c
from reconvene.meeting.chat import readable_up_to
from reconvene.meeting.chat_records import LineRecord, PrivateTalkRecord, RoomTalkRecord
from reconvene.meeting.chat_state import KEPT_CHANGES, KEPT_LINES, changed_lines, erased_texts
from reconvene.meeting.conversations import AmongModerators, Between, OfRoom, between, of_room
from reconvene.meeting.ids import MAIN, LineId, PersonId, TextId
from reconvene.meeting.moderation_commands import SetPermissions
from reconvene.meeting.names import clean_text
from reconvene.meeting.permissions import Permissions
from reconvene.meeting.refusals import Code
from reconvene.meeting.state import Allow
from reconvene.meeting.view import InRoom, Moderators
from tests.support.meeting import ADA, BEN, CLEO, HOST, MOD, R1, R2, Story, meeting


def rooms() -> Story:
    """Return an open session: Ada and Ben in Room 1, Cleo in Room 2, the moderators in main."""
    return meeting(ADA, BEN, CLEO).draft(2).move(R1, ADA, BEN).move(R2, CLEO).open()


def lines(story: Story, person: PersonId) -> list[LineRecord]:
    """Return the lines somebody is sent."""
    return [record for record in story.view_of(person).values() if isinstance(record, LineRecord)]


def heard(story: Story, person: PersonId) -> list[tuple[str, str]]:
    """Return by whom and where the lines were said that somebody is sent."""
    return [(str(line.by), line.conversation) for line in lines(story, person)]


def last(story: Story) -> LineId:
    """Return the line that was said last."""
    return max(
        (line for _, line in changed_lines(meeting().state.chat, story.state.chat)), key=lambda it: it.at
    ).id


def test_what_is_said_in_a_room_is_read_by_those_in_it_and_by_nobody_else() -> None:
    """RM2, RT2: moderators elsewhere learn how much was said."""
    story = rooms()
    story.do(ADA, cc.Say("room:r1", "Who begins?"))
    assert heard(story, BEN) == heard(story, ADA) == [(ADA, "room:r1")]
    assert [heard(story, other) for other in (CLEO, HOST, MOD)] == [[], [], []]
    assert story.sees(Moderators())["talked/r1"] == RoomTalkRecord(R1, 1, 0, ())
    assert "talked/r2" not in story.sees(Moderators())


def test_moderators_elsewhere_learn_which_lines_were_changed() -> None:
    """RM2, RT2: their numbers, the latest last; what changed nothing is not counted."""
    story = rooms()
    for number in (1, 2):
        story.wait(1)
        story.do(ADA, cc.Say("room:r1", f"Line {number}"))
    first, second = lines(story, BEN)
    story.do(ADA, cc.EditLine(second.id, "Mended"))
    for _ in range(2):
        story.do(ADA, cc.DeleteLine(first.id))
    assert story.sees(Moderators())["talked/r1"] == RoomTalkRecord(R1, 2, 2, (2, 1))
    for _ in range(KEPT_CHANGES):
        story.do(ADA, cc.EditLine(second.id, "Mended again"))
    seen = story.sees(Moderators())["talked/r1"]
    assert seen == RoomTalkRecord(R1, 2, 2 + KEPT_CHANGES, (2,) * KEPT_CHANGES)


def test_whoever_comes_later_reads_what_was_said_and_loses_it_on_leaving() -> None:
    """RM2, RT2: lines come and go with the room."""
    story = rooms()
    story.do(ADA, cc.Say("room:r1", "Who begins?"))
    story.settle(R1, CLEO)
    assert heard(story, CLEO) == [(ADA, "room:r1")]
    story.settle(R2, CLEO, ADA)
    assert heard(story, CLEO) == heard(story, ADA) == []


def test_what_was_typed_for_a_room_never_reaches_another() -> None:
    """RT2: a line that arrives after its author was moved is refused."""
    story = rooms().settle(R2, ADA)
    assert story.refused(ADA, cc.Say("room:r1", "Still for Room 1")) is Code.NOT_IN_ROOM
    assert story.refused(HOST, cc.Say("room:r1", "I am not there")) is Code.NOT_IN_ROOM


def test_private_lines_reach_the_two_wherever_they_go() -> None:
    """RM2: each calls the conversation by the other's name."""
    story = rooms()
    story.do(ADA, cc.Say(f"person:{BEN}", "Shall we?"))
    story.do(BEN, cc.Say(f"person:{ADA}", "Yes"))
    assert heard(story, ADA) == [(ADA, f"person:{BEN}"), (BEN, f"person:{BEN}")]
    assert heard(story, BEN) == [(ADA, f"person:{ADA}"), (BEN, f"person:{ADA}")]
    assert [heard(story, other) for other in (CLEO, HOST, MOD)] == [[], [], []]
    story.settle(R2, ADA)
    assert len(lines(story, ADA)) == len(lines(story, BEN)) == 2
    assert story.view_of(ADA)[f"talk/{BEN}"] == PrivateTalkRecord(BEN, f"Name<{BEN}>", writable=False)


def test_participants_whisper_within_their_room_and_to_moderators() -> None:
    """RT2: nothing of another room reaches them, and moderators reach everybody."""
    story = rooms()
    assert story.refused(ADA, cc.Say(f"person:{CLEO}", "Psst")) is Code.PERSON_ELSEWHERE
    story.do(ADA, cc.Say(f"person:{MOD}", "Help"))
    story.do(MOD, cc.Say(f"person:{CLEO}", "Ada asks"))
    story.do(CLEO, cc.Say(f"person:{MOD}", "What?"))
    assert len(lines(story, MOD)) == 3
    assert story.refused(ADA, cc.Say("person:p_nobody", "Psst")) is Code.UNKNOWN_PERSON


def test_moderators_talk_among_themselves_wherever_they_are() -> None:
    """RM2, RT1: the backchannel goes with the role."""
    story = rooms()
    story.do(HOST, c.JoinRoom(R1))
    story.do(HOST, cc.Say("moderators", "Five more minutes?"))
    assert heard(story, MOD) == heard(story, HOST) == [(HOST, "moderators")]
    assert story.refused(ADA, cc.Say("moderators", "Me too")) is Code.NOT_MODERATOR
    story.do(HOST, c.SetRole(MOD, "participant"))
    assert heard(story, MOD) == []


@pytest.mark.parametrize(
    "address", ["", "room", "room:", "person:", f"person:{ADA}", "everyone", "moderators:x"]
)
def test_a_conversation_that_cannot_be_is_refused(address: str) -> None:
    """RM2: with oneself, too."""
    assert rooms().refused(ADA, cc.Say(address, "Hello")) is Code.UNKNOWN_CONVERSATION


def test_moderators_decide_whether_participants_chat() -> None:
    """RM1: permissions bind participants, not moderators; taking back is always allowed."""
    story = rooms()
    story.do(ADA, cc.Say("room:r1", "Hello"))
    line = last(story)
    story.do(HOST, SetPermissions(Permissions(chat=False, private_chat=False)))
    assert story.refused(ADA, cc.Say("room:r1", "Hello")) is Code.CHAT_NOT_ALLOWED
    assert story.refused(ADA, cc.EditLine(line, "Hello again")) is Code.CHAT_NOT_ALLOWED
    assert story.refused(ADA, cc.Say(f"person:{BEN}", "Hello")) is Code.PRIVATE_CHAT_NOT_ALLOWED
    story.do(ADA, cc.DeleteLine(line))
    story.do(HOST, cc.Say("room:main", "Hello"))
    story.do(HOST, cc.Say(f"person:{ADA}", "Hello"))


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 4_001, "a\x00b", "a\x1bb", "\ud800"])
def test_a_line_has_something_to_read_and_not_too_much(text: str) -> None:
    """RM2: 4,000 characters, no control characters, no half ones."""
    assert rooms().refused(ADA, cc.Say("room:r1", text)) is Code.LINE_TEXT


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  one\r\ntwo\rthree\n\n", "one\ntwo\nthree"),
        ("👩‍👩‍👧 عائشة\t!", "👩‍👩‍👧 عائشة\t!"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("x" * 4_000, "x" * 4_000),
    ],
)
def test_line_breaks_and_emoji_are_kept(written: str, kept: str) -> None:
    """RM2: what was written is what is read."""
    assert clean_text(written) == kept
    story = rooms()
    story.do(ADA, cc.Say("room:r1", written))
    assert len(lines(story, BEN)) == 1


def test_ones_own_line_can_be_changed_and_everybody_sees_that_it_was() -> None:
    """RM2: the former words are to be erased."""
    story = rooms()
    story.do(ADA, cc.Say("room:r1", "Whu begins?"))
    before = story.state.chat
    (said,) = lines(story, BEN)
    story.wait(5)
    story.do(ADA, cc.EditLine(said.id, "Who begins?"))
    (edited,) = lines(story, BEN)
    assert (edited.id, edited.number, edited.edited, edited.at) == (said.id, 1, story.now, said.at)
    assert edited.text != said.text
    assert [line.id for _, line in changed_lines(before, story.state.chat)] == [said.id]
    assert erased_texts(before, story.state.chat) == (TextId(said.id),)


def test_a_line_taken_back_leaves_its_place_and_no_words() -> None:
    """RM2: taking it back again changes nothing."""
    story = rooms()
    story.do(ADA, cc.Say("room:r1", "Oops"))
    before, line = story.state.chat, last(story)
    story.do(ADA, cc.DeleteLine(line))
    (left,) = lines(story, BEN)
    assert (left.deleted, left.text) == (True, "")
    assert len(erased_texts(before, story.state.chat)) == 1
    assert story.do(ADA, cc.DeleteLine(line)) == ()
    assert story.refused(ADA, cc.EditLine(line, "Never mind")) is Code.UNKNOWN_LINE


def test_others_lines_are_not_ones_own() -> None:
    """RT1: moderators take back what was said in any room, and change nobody's words."""
    story = rooms()
    story.do(ADA, cc.Say("room:r1", "Rubbish"))
    line = last(story)
    assert story.refused(BEN, cc.EditLine(line, "Gold")) is Code.NOT_YOUR_LINE
    assert story.refused(BEN, cc.DeleteLine(line)) is Code.NOT_YOUR_LINE
    assert story.refused(CLEO, cc.DeleteLine(line)) is Code.UNKNOWN_LINE
    assert story.refused(MOD, cc.EditLine(line, "Gold")) is Code.NOT_YOUR_LINE
    story.do(MOD, cc.DeleteLine(line))
    assert lines(story, BEN)[0].deleted


def test_private_lines_and_the_backchannel_are_taken_back_by_their_author_alone() -> None:
    """RT1: a moderator's right reaches rooms."""
    story = rooms()
    story.do(ADA, cc.Say(f"person:{MOD}", "Secret"))
    assert story.refused(MOD, cc.DeleteLine(last(story))) is Code.NOT_YOUR_LINE
    story.wait(1)
    story.do(HOST, cc.Say("moderators", "Secret"))
    assert story.refused(MOD, cc.DeleteLine(last(story))) is Code.NOT_YOUR_LINE


def test_pages_are_sent_the_last_lines_of_each_conversation() -> None:
    """RM2: older ones are read in pages, and can no longer be changed."""
    story = rooms()
    story.do(ADA, cc.Say("room:r1", "First"))
    first = last(story)
    for number in range(KEPT_LINES):
        story.do(ADA, cc.Say("room:r1", f"Line {number}"))
    assert [line.number for line in lines(story, BEN)] == list(range(2, KEPT_LINES + 2))
    assert story.refused(ADA, cc.EditLine(first, "Zeroth")) is Code.UNKNOWN_LINE


def test_an_announcement_is_a_line_of_every_room_it_went_to() -> None:
    """BC1: it is in each room's chat once, and nobody takes it back there."""
    story = rooms()
    story.do(ADA, cc.Say("room:r1", "Hello"))
    story.do(HOST, c.Broadcast("Five minutes left"))
    numbers = [story.state.chat.talk(of_room(room)).lines[-1].number for room in (R1, R2)]
    assert numbers == [2, 1]
    assert len(lines(story, BEN)) == 1, "the page has the announcement's own record"
    announcement = story.state.chat.talk(of_room(R1)).lines[-1]
    assert announcement.announcement
    assert story.refused(HOST, cc.DeleteLine(announcement.id)) is Code.NOT_YOUR_LINE


def test_a_room_left_is_readable_as_far_as_one_was_there() -> None:
    """RM2, RT2: of other rooms nothing, of those one was in what was said till then."""
    story = rooms()
    story.do(ADA, cc.Say("room:r1", "Before"))
    story.settle(R2, ADA)
    story.do(BEN, cc.Say("room:r1", "After"))

    def reach(person: PersonId, room: str) -> int | None:
        return readable_up_to(story.state, story.person(person), OfRoom(R1 if room == "r1" else R2))

    assert (reach(ADA, "r1"), reach(BEN, "r1"), reach(CLEO, "r1")) == (1, 2, None)
    assert (reach(MOD, "r1"), reach(BEN, "r2")) == (2, None)
    story.settle(R1, ADA)
    assert reach(ADA, "r1") == 2


def test_private_pages_are_for_the_two_and_the_backchannel_for_moderators() -> None:
    """RM2, RT2."""
    story = rooms()
    story.do(ADA, cc.Say(f"person:{BEN}", "Shall we?"))
    private = between(ADA, BEN)
    assert private == between(BEN, ADA) == Between(*sorted((ADA, BEN)))
    reach = {person: readable_up_to(story.state, story.person(person), private) for person in (ADA, BEN, MOD)}
    assert reach == {ADA: 1, BEN: 1, MOD: None}
    assert readable_up_to(story.state, story.person(ADA), AmongModerators()) is None
    assert readable_up_to(story.state, story.person(MOD), AmongModerators()) == 0


def test_kept_rooms_keep_what_was_said_and_archived_ones_are_read_in_pages() -> None:
    """CF2: *Keep existing rooms* brings the chat back; numbers go on."""
    story = rooms()
    story.do(ADA, cc.Say("room:r1", "Before"))
    story.do(HOST, c.EndBreakout())
    story.wait(10_000)
    story.do(HOST, c.KeepRooms())
    story.open()
    story.settle(R1, BEN)
    assert len(lines(story, BEN)) == 1
    story.do(HOST, c.EndBreakout())
    story.wait(10_000)
    story.do(HOST, c.ConfigureBreakout(2, "manual", None, Allow()))
    talk = story.state.chat.talk(of_room(R1))
    assert (talk.count, talk.lines) == (1, ())
    assert readable_up_to(story.state, story.person(BEN), OfRoom(R1)) == 1


def test_lines_of_main_are_for_those_in_main() -> None:
    """RT2: also for moderators who are elsewhere."""
    story = rooms()
    story.do(HOST, cc.Say("room:main", "All gone?"))
    assert heard(story, MOD) == [(HOST, f"room:{MAIN}")]
    assert not any(key.startswith("line/") for key in story.sees(InRoom(R1)))
