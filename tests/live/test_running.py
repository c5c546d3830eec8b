"""A running meeting: answers, frames, resuming, restarting, breaking down."""

import asyncio
import gc
import weakref

import pytest

from reconvene.live.lingering import LINGER
from reconvene.live.mailbox import Speak
from reconvene.live.ports import LogSilent, LogUnavailable
from reconvene.live.running import MeetingBroken, RunningMeeting
from reconvene.meeting.chat_commands import Say
from reconvene.meeting.commands import (
    AddRoom,
    ConfigureBreakout,
    JoinRoom,
    Leave,
    MovePeople,
    RaiseHand,
    SetMicrophone,
    StartBreakout,
)
from reconvene.meeting.ids import MAIN, MeetingId, PersonId, RoomId
from reconvene.meeting.moderation_commands import RemovePerson
from reconvene.meeting.refusals import Code
from reconvene.meeting.state import Allow, State
from tests.live.test_breakout import texts
from tests.support.house import House, pass_time, play, settle
from tests.support.memory import SILENCE
from tests.support.pages import Page, publish

R1, R2 = RoomId("r1"), RoomId("r2")


async def two_rooms(house: House, meeting: MeetingId, *, time_limit: int | None = None) -> None:
    """Configure two rooms by hand as the host."""
    configure = ConfigureBreakout(2, "manual", time_limit, Allow())
    assert await house.ask(meeting, "eva", configure) is None


def is_away(moderator: Page, name: str) -> bool:
    """Return whether a moderator's dashboard shows someone as away."""
    away: bool = moderator.records[f"person/{name}"]["away"]
    return away


def full_view(house_view: Page, fresh: Page) -> None:
    """Assert that a page that followed along has what a fresh one is given."""
    assert house_view.records == fresh.records


def test_the_first_moderator_is_host_and_sees_the_dashboard() -> None:
    """JN1: who opens the moderator link first owns the meeting."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        eva = await house.enter(meeting, "eva", "moderator")
        ben = await house.enter(meeting, "ben")
        assert eva.me["role"] == "host"
        assert eva.records["person/ben"]["name"] == "Ben"
        assert not any(key.startswith(("person/", "room/")) for key in ben.records)

    play(scenario)


def test_a_move_reaches_everyone_at_its_due_time_and_not_before() -> None:
    """MV1, MV2: when due is reached the person is in the new room."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await house.enter(meeting, "eva", "moderator")
        ben = await house.enter(meeting, "ben")
        await two_rooms(house, meeting)
        await house.ask(meeting, "eva", MovePeople((PersonId("ben"),), R1))
        await house.ask(meeting, "eva", StartBreakout())
        assert ben.me["move"]["due"] == house.clock.now() + 5_000
        await pass_time(4.999)
        assert ben.me["room"] == MAIN
        await pass_time(0.002)
        assert (ben.me["room"], ben.me["move"]) == (R1, None)
        assert ben.records["room"]["name"] == "Room 1"
        assert set(ben.records) == {"meeting", "me", "room", "mate/ben"}

    play(scenario)


@pytest.mark.parametrize("removed", [False, True], ids=["by themselves", "removed"])
def test_nothing_holds_the_connection_of_somebody_who_left(*, removed: bool) -> None:
    """A meeting that people come to and leave for months takes no more memory than those who are there."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await house.enter(meeting, "eva", "moderator")
        ben, person = await house.enter(meeting, "ben"), PersonId("ben")
        publish(await house.meetings.media(meeting), person, "page of ben")
        await settle()
        if removed:
            await house.ask(meeting, "eva", RemovePerson(person))
        else:
            await house.ask(meeting, "ben", Leave())
        await house.drop(meeting, "ben", ben)
        await house.ask(meeting, "eva", RaiseHand(True))
        await settle()
        connection = weakref.ref(ben)
        del ben
        gc.collect()
        assert connection() is None

    play(scenario)


def test_a_command_sent_again_acts_once() -> None:
    """RT1: a command id belongs to one act, also after a restart."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await house.enter(meeting, "eva", "moderator")
        await two_rooms(house, meeting)
        assert await house.ask(meeting, "eva", AddRoom(), "c1") is None
        assert await house.ask(meeting, "eva", AddRoom(), "c1") is None
        assert len((await house.running(meeting)).state.rooms) == 3
        again = House(house)
        async with again.open():
            assert await again.ask(meeting, "eva", AddRoom(), "c1") is None
            assert len((await again.running(meeting)).state.rooms) == 3

    play(scenario)


def test_a_refusal_is_answered_and_nothing_is_stored() -> None:
    """RT1: a refusal changes nothing and says why."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await house.enter(meeting, "eva", "moderator")
        ben = await house.enter(meeting, "ben")
        stored, frames = len(house.log.commits[meeting]), len(ben.frames)
        refusal = await house.ask(meeting, "ben", StartBreakout())
        assert refusal is not None
        assert refusal.code == Code.NOT_MODERATOR
        assert (len(house.log.commits[meeting]), len(ben.frames)) == (stored, frames)

    play(scenario)


def test_a_page_that_was_away_for_a_moment_is_sent_what_it_missed() -> None:
    """JN2: after a short interruption the same frames follow, no full view."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await house.enter(meeting, "eva", "moderator")
        ben = await house.enter(meeting, "ben")
        await house.drop(meeting, "ben", ben)
        for raised in (True, False, True):
            await house.ask(meeting, "eva", RaiseHand(raised))
        back = await house.enter(meeting, "ben", older=ben)
        welcome = back.of_type("welcome")[0]
        assert (welcome["view"], len(back.of_type("changes"))) == (None, 3)
        assert back.records["mate/eva"]["hand"] is True
        full_view(back, await house.enter(meeting, "ben"))

    play(scenario)


def test_a_page_that_missed_too_much_is_sent_the_whole_view() -> None:
    """JN2: what is no longer known is replaced by a full view."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await house.enter(meeting, "eva", "moderator")
        ben = await house.enter(meeting, "ben")
        await house.drop(meeting, "ben", ben)
        for turn in range(300):
            await house.ask(meeting, "eva", RaiseHand(turn % 2 == 0))
        back = await house.enter(meeting, "ben", older=ben)
        assert back.of_type("welcome")[0]["view"] is not None
        assert back.of_type("changes") == []

    play(scenario)


def test_a_reload_is_seen_by_nobody_and_a_longer_absence_keeps_the_seat() -> None:
    """JN2: role, seat and mute state are the same after ten minutes less a moment; then the seat is free."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        eva = await house.enter(meeting, "eva", "moderator")
        ben = await house.enter(meeting, "ben")
        await two_rooms(house, meeting)
        await house.ask(meeting, "ben", SetMicrophone(on=True))
        await house.ask(meeting, "eva", StartBreakout())
        await house.ask(meeting, "eva", MovePeople((PersonId("ben"),), R1))
        await pass_time(6)
        await house.drop(meeting, "ben", ben)
        await pass_time(LINGER / 1000 - 1)
        assert not is_away(eva, "ben")
        await pass_time(2)
        assert is_away(eva, "ben")
        await pass_time(590)
        back = await house.enter(meeting, "ben")
        assert (back.me["room"], back.me["microphone"]) == (R1, True)
        assert not is_away(eva, "ben")
        await house.drop(meeting, "ben", back)
        await pass_time(620)
        assert "person/ben" not in eva.records

    play(scenario)


def test_the_newest_connection_wins_and_the_older_one_is_told() -> None:
    """JN2: the same link in a second tab."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        first = await house.enter(meeting, "eva", "moderator")
        second = await house.enter(meeting, "eva", "moderator", load="second tab")
        assert first.closed == (4002, "opened somewhere else")
        await house.drop(meeting, "eva", first)
        await pass_time(30)
        assert second.records["mate/eva"]["away"] is False

    play(scenario)


def test_who_leaves_is_told_so_and_is_gone_for_the_others() -> None:
    """RM1: leaving takes the seat away at once."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        eva = await house.enter(meeting, "eva", "moderator")
        ben = await house.enter(meeting, "ben")
        await house.ask(meeting, "ben", Leave())
        assert ben.closed is not None
        assert ben.closed[0] == 4003
        assert "person/ben" not in eva.records
        assert "mate/ben" not in eva.records

    play(scenario)


def test_a_name_changes_for_all_who_see_the_person() -> None:
    """JN1: the same seat under another name is the same person."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        eva = await house.enter(meeting, "eva", "moderator")
        await house.enter(meeting, "ben")
        await house.meetings.set_name(meeting, PersonId("ben"), "Benjamin")
        await settle()
        assert eva.records["mate/ben"]["name"] == eva.records["person/ben"]["name"] == "Benjamin"

    play(scenario)


def test_a_session_ends_in_time_though_the_server_was_killed_and_nobody_came_back() -> None:
    """TM3: the end comes after any restart, with no moderator present."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await house.enter(meeting, "eva", "moderator")
        await house.enter(meeting, "ben")
        await two_rooms(house, meeting, time_limit=1)
        await house.ask(meeting, "eva", StartBreakout())
        await house.ask(meeting, "eva", MovePeople((PersonId("ben"),), R1))
        await pass_time(10)
        again = House(house)
        async with again.open():
            await settle()
            assert (await again.running(meeting)).state.people[PersonId("ben")].seat == R1
            await pass_time(49.9)
            assert (await again.running(meeting)).state.phase == "closing"
            await pass_time(0.2)
            state = (await again.running(meeting)).state
            assert (state.phase, state.people[PersonId("ben")].seat) == ("closed", MAIN)

    play(scenario)


def test_a_start_without_the_log_waits_for_it_and_the_session_ends_in_time_all_the_same() -> None:
    """TM3: nobody has to start the server again once its database is back."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await house.enter(meeting, "eva", "moderator")
        await house.enter(meeting, "ben")
        publish(await house.meetings.media(meeting), PersonId("ben"), "page of ben")
        await two_rooms(house, meeting, time_limit=1)
        await house.ask(meeting, "eva", StartBreakout())
        again = House(house)
        house.log.available = False
        async with again.open():
            await pass_time(30)
            assert again.meetings.all() == ()
            house.log.available = True
            await pass_time(2)
            assert again.meetings.media_connections == 1
            await pass_time(18)
            assert [meeting.state.phase for meeting in again.meetings.all()] == ["closing"]

    play(scenario)


def test_two_nodes_on_one_log_both_decide_on_the_whole_truth() -> None:
    """RT1: on a conflict the tail is read and the command decided again."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await house.enter(meeting, "eva", "moderator")
        await two_rooms(house, meeting)
        other = House(house)
        async with other.open():
            await other.running(meeting)
            assert await other.ask(meeting, "eva", AddRoom("Here")) is None
            refusal = await house.ask(meeting, "eva", AddRoom("Here"))
            assert refusal is not None
            assert refusal.code == Code.ROOM_NAME

    play(scenario)


def test_while_the_log_cannot_be_written_nothing_changes_and_later_all_goes_on() -> None:
    """RT1: nothing changes before it is stored."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        eva = await house.enter(meeting, "eva", "moderator")
        await two_rooms(house, meeting)
        await house.ask(meeting, "eva", StartBreakout())
        house.log.available = False
        with pytest.raises(LogUnavailable):
            await house.ask(meeting, "eva", JoinRoom(R1))
        assert eva.me["room"] == MAIN
        house.log.available = True
        assert await house.ask(meeting, "eva", JoinRoom(R1)) is None
        assert eva.me["room"] == R1

    play(scenario)


def test_what_was_stored_without_our_hearing_of_it_acts_once_and_is_shown() -> None:
    """RT1: a database that is gone between storing and saying so; the page asks again under the same id."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        eva = await house.enter(meeting, "eva", "moderator")
        house.log.speechless = True
        with pytest.raises(LogUnavailable):
            await house.ask(meeting, "eva", Say("room:main", "Once"), "c1")
        house.log.speechless = False
        assert await house.ask(meeting, "eva", Say("room:main", "Once"), "c1") is None
        assert texts(eva, "line") == ["Once"]
        assert await house.ask(meeting, "eva", Say("room:main", "More"), "c2") is None
        assert texts(eva, "line") == ["Once", "More"]

    play(scenario)


def test_when_the_log_does_not_answer_those_who_wait_are_told_all_at_once() -> None:
    """RT1: one after the other each would wait as long as the first; who comes back meanwhile comes in."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        eva = await house.enter(meeting, "eva", "moderator")
        for name in ("ben", "cem"):
            await house.enter(meeting, name)
        house.log.silent = True
        begun = asyncio.get_running_loop().time()
        failed = await asyncio.gather(
            *(house.ask(meeting, name, RaiseHand(raised=True), name) for name in ("ben", "cem")),
            house.enter(meeting, "eva", "moderator", older=eva),
            *(house.ask(meeting, name, RaiseHand(raised=True)) for name in ("eva", "ben")),
            return_exceptions=True,
        )
        assert [type(one) for one in failed] == [LogSilent, LogSilent, Page, LogSilent, LogSilent]
        assert asyncio.get_running_loop().time() - begun == pytest.approx(SILENCE)
        house.log.silent = False
        assert await house.ask(meeting, "ben", RaiseHand(raised=True), "ben") is None

    play(scenario)


class _Breaker:
    """A watcher with a bug."""

    def changed(self, _state: State) -> None:
        """Break the meeting that tells of a change."""
        raise ValueError("a bug")

    def broke(self) -> None:
        """Be told of it."""


def test_a_meeting_that_breaks_while_the_log_fails_is_rebuilt_when_it_is_back() -> None:
    """JN2: the failure of one meeting ends neither the others nor the server."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        eva = await house.enter(meeting, "eva", "moderator")
        (await house.running(meeting)).watch(_Breaker())
        with pytest.raises(MeetingBroken):
            await house.ask(meeting, "eva", RaiseHand(raised=True))
        house.log.available = False
        await pass_time(5)
        house.log.available = True
        await pass_time(1.1)
        back = await house.enter(meeting, "eva", "moderator", older=eva)
        assert back.me["hand"] is True
        assert await house.ask(meeting, "eva", RaiseHand(raised=False)) is None

    play(scenario)


def test_who_cannot_be_let_in_while_the_log_fails_disturbs_nobody_and_comes_in_later() -> None:
    """JN1: the page is told that there is no answer; those who are in notice nothing."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        eva = await house.enter(meeting, "eva", "moderator")
        house.log.available = False
        with pytest.raises(LogUnavailable):
            await house.enter(meeting, "ben")
        assert eva.closed is None
        house.log.available = True
        ben = await house.enter(meeting, "ben")
        assert ben.me["room"] == MAIN
        assert eva.closed is None

    play(scenario)


def test_a_countdown_that_could_not_be_stored_ends_as_soon_as_the_log_is_back() -> None:
    """MV1: what is due waits for the log and is not forgotten."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await house.enter(meeting, "eva", "moderator")
        ben = await house.enter(meeting, "ben")
        await two_rooms(house, meeting)
        await house.ask(meeting, "eva", StartBreakout())
        await house.ask(meeting, "eva", MovePeople((PersonId("ben"),), R2))
        house.log.available = False
        await pass_time(20)
        assert ben.me["room"] == MAIN
        house.log.available = True
        await pass_time(1.1)
        assert ben.me["room"] == R2

    play(scenario)


def test_an_empty_meeting_sleeps_and_wakes_as_it_was() -> None:
    """CF2: rooms are there again for whoever comes later."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await house.enter(meeting, "eva", "moderator")
        await two_rooms(house, meeting)
        await house.ask(meeting, "eva", Leave())
        await pass_time(120)
        assert house.meetings.all() == ()
        eva = await house.enter(meeting, "eva", "moderator")
        assert (eva.me["role"], eva.records["meeting"]["has_rooms"]) == ("host", True)

    play(scenario)


def test_everyone_in_a_room_is_told_who_speaks_there_and_nobody_else() -> None:
    """RT2: not even speaking shows beyond the room."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        eva = await house.enter(meeting, "eva", "moderator")
        ben = await house.enter(meeting, "ben")
        await house.ask(meeting, "ben", SetMicrophone(on=True))
        await two_rooms(house, meeting)
        await house.ask(meeting, "eva", StartBreakout())
        running = await house.running(meeting)
        await speak(running, "ben", on=True)
        assert eva.of_type("speaking")[-1]["people"] == ["ben"]
        await house.ask(meeting, "eva", JoinRoom(R1))
        assert eva.of_type("speaking")[-1]["people"] == []
        await house.ask(meeting, "ben", SetMicrophone(on=False))
        assert ben.of_type("speaking")[-1]["people"] == []

    play(scenario)


async def speak(running: RunningMeeting, name: str, *, on: bool) -> None:
    """Let a page report speech."""
    await running.put(Speak(PersonId(name), on))
    await settle()
