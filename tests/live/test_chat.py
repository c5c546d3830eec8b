"""The chat as it runs: lines on their way to pages, from the log, and not too many of them (RM2)."""

from reconvene.live.pace import BURST, PER_SECOND
from reconvene.live.words import SURPLUS, Words
from reconvene.meeting.chat_commands import DeleteLine, EditLine, Say
from reconvene.meeting.chat_state import KEPT_LINES
from reconvene.meeting.commands import Broadcast, MovePeople, Request
from reconvene.meeting.conversations import ConversationId
from reconvene.meeting.ids import LineId, MeetingId, PersonId, RoomId, TextId
from reconvene.meeting.refusals import Code
from reconvene.meeting.state import State
from reconvene.wire.event_log import encode_events
from tests.live.test_breakout import granted, opened, texts
from tests.support.house import House, pass_time, play
from tests.support.memory import MemoryDirectory, MemoryLog
from tests.support.pages import Page

IN_ROOM_1 = "room:r1"


def line_of(page: Page) -> LineId:
    """Return the one line a page holds."""
    (key,) = (key for key in page.records if key.startswith("line/"))
    return LineId(key.removeprefix("line/"))


def test_a_line_reaches_the_pages_of_its_room_and_no_frame_of_another() -> None:
    """RM2, RT2."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await opened(house, meeting)
        before = len(pages["cem"].frames)
        await granted(house, meeting, "ben", Say(IN_ROOM_1, "Only here"))
        assert texts(pages["ben"], "line") == ["Only here"]
        assert len(pages["cem"].frames) == before, "not even an empty frame"
        assert "Only here" not in str([page.frames for name, page in pages.items() if name != "ben"])
        assert pages["eva"].records["talked/r1"] == {"room": "r1", "count": 1, "changes": 0, "changed": []}

    play(scenario)


def test_an_edit_replaces_the_words_and_a_deletion_takes_them_away() -> None:
    """RM2: for everybody, in the database and in memory."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await opened(house, meeting)
        await granted(house, meeting, "ben", Say(IN_ROOM_1, "Whu begins?"))
        line = line_of(pages["ben"])
        await granted(house, meeting, "ben", EditLine(line, "Who begins?"))
        assert texts(pages["ben"], "line") == ["Who begins?"]
        assert list(house.log.words[meeting].values()) == ["Who begins?"]
        await granted(house, meeting, "ben", DeleteLine(line))
        assert texts(pages["ben"], "line") == [""]
        assert house.log.words[meeting] == {}
        assert "begins" not in str((await house.running(meeting)).texts.words)

    play(scenario)


def test_a_line_out_of_sight_can_still_be_changed_and_pages_that_have_read_it_learn_of_it() -> None:
    """RM2, RT2: in the database, in the room, after a restart; and in no other room."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await opened(house, meeting)
        running = await house.running(meeting)
        for number in range(KEPT_LINES + 2):
            await granted(house, meeting, "ben", Say(IN_ROOM_1, f"Line {number}"))
            await pass_time(1)
        lines = list(house.log.lines[meeting, ConversationId(IN_ROOM_1)].values())
        first, second = lines[0].id, lines[1].id
        assert not running.state.chat.knows(first)
        await granted(house, meeting, "ben", EditLine(first, "Line one"))
        assert texts(pages["ben"], "revised") == ["Line one"]
        assert "Line 0" not in house.log.words[meeting].values()
        await granted(house, meeting, "ben", EditLine(first, "The first line"))
        await granted(house, meeting, "ben", DeleteLine(second))
        assert texts(pages["ben"], "revised") == ["The first line", ""]
        assert len(house.log.words[meeting]) == KEPT_LINES + 1
        assert house.log.lines[meeting, ConversationId(IN_ROOM_1)][1].edited is not None
        assert "first line" not in str([pages["cem"].frames, pages["eva"].frames])
        refusal = await running.ask(Request(PersonId("cem"), DeleteLine(first)))
        assert refusal is not None
        assert refusal.code == Code.UNKNOWN_LINE
        async with House(house).open() as later:
            assert texts(await later.enter(meeting, "ben"), "revised") == ["The first line", ""]

    play(scenario)


def test_after_a_restart_the_lines_are_there_and_the_log_holds_no_words() -> None:
    """RM2: words are kept beside the log, so that they can be erased."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await opened(house, meeting)
        await granted(house, meeting, "ben", Say(IN_ROOM_1, "Who begins?"))
        await granted(house, meeting, "eva", Say("person:ben", "All well?"))
        written = " ".join(encode_events(commit.events) for commit in house.log.commits[meeting])
        assert "begins" not in written
        assert "well" not in written
        async with House(house).open() as later:
            ben = await later.enter(meeting, "ben")
            assert texts(ben, "line") == ["Who begins?", "All well?"]
            assert texts(await later.enter(meeting, "cem"), "line") == []

    play(scenario)


def test_a_page_that_lost_its_connection_gets_what_was_said_since_and_its_own_line_once() -> None:
    """RM2, JN2: a command sent again acts once."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await opened(house, meeting)
        await granted(house, meeting, "eva", MovePeople((PersonId("cem"),), RoomId("r1")))
        await pass_time(5.1)
        await house.drop(meeting, "cem", pages["cem"])
        assert await house.ask(meeting, "ben", Say(IN_ROOM_1, "Once"), "c1") is None
        assert await house.ask(meeting, "ben", Say(IN_ROOM_1, "Once"), "c1") is None
        back = await house.enter(meeting, "cem", older=pages["cem"])
        assert texts(back, "line") == ["Once"]

    play(scenario)


def test_who_says_too_much_too_fast_is_refused_and_nobody_else_is() -> None:
    """RM2: 1,000 lines a second get a code and a sentence; others go on, and so does the one who waits."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await opened(house, meeting)
        answers = [
            await house.ask(meeting, "ben", Say(IN_ROOM_1, f"Line {n}"), f"c{n}") for n in range(1_000)
        ]
        assert sum(answer is None for answer in answers) == BURST
        assert {answer.code for answer in answers if answer is not None} == {Code.TOO_FAST}
        assert await house.ask(meeting, "ben", Say(IN_ROOM_1, "Line 0"), "c0") is None, "it was said already"
        assert await house.ask(meeting, "cem", Say("room:r2", "All calm")) is None
        for number in range(BURST):
            await granted(house, meeting, None, Broadcast(f"Announcement {number}"))
        refusal = await house.ask(meeting, None, Broadcast("One more"))
        assert refusal is not None
        assert refusal.code is Code.TOO_FAST, "over REST as well"
        await pass_time(1 / PER_SECOND)
        assert await house.ask(meeting, "ben", Say(IN_ROOM_1, "Calmer")) is None

    play(scenario)


def test_words_that_nobody_is_shown_any_more_do_not_stay_in_memory() -> None:
    """RM2: a meeting that chats for days holds the last lines of each conversation."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await opened(house, meeting)
        for number in range(KEPT_LINES + SURPLUS + BURST):
            await granted(house, meeting, "ben", Say(IN_ROOM_1, f"Line {number}"))
            await pass_time(1 / PER_SECOND)
        words = (await house.running(meeting)).texts.words
        assert len(words) <= KEPT_LINES + SURPLUS
        assert len(house.log.words[meeting]) == KEPT_LINES + SURPLUS + BURST

    play(scenario)


async def test_only_words_that_a_state_names_are_read() -> None:
    """RM2: not the whole history of a meeting."""
    log = MemoryLog()
    log.words[MeetingId("m")] = {TextId("t_1"): "old"}
    words = Words(MeetingId("m"), MemoryDirectory(log))
    await words.follow(State())
    assert words.known == {}
