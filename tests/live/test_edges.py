"""A running session at its edges: pages that sleep, second tabs, moderators who go, rooms that change."""

import pytest

from reconvene.live import fanout
from reconvene.meeting.chat_commands import Say
from reconvene.meeting.commands import (
    AddRoom,
    CallModerator,
    DeleteRoom,
    EndBreakout,
    GatherEveryone,
    JoinRoom,
    KeepRooms,
    Leave,
    MovePeople,
    RenameRoom,
    SetRole,
    StartBreakout,
)
from reconvene.meeting.ids import MAIN, MeetingId, PersonId, RoomId
from tests.live.test_breakout import R1, R2, granted, opened
from tests.support.house import House, pass_time, play
from tests.support.pages import Page

R3 = RoomId("r3")


async def wakes(house: House, meeting: MeetingId, name: str, asleep: Page) -> Page:
    """Open the lid: the page resumes, and knows in the end just what a fresh one would."""
    back = await house.enter(meeting, name, older=asleep)
    assert back.records == (await house.enter(meeting, name)).records
    return back


@pytest.mark.parametrize(("longest", "whole"), [(1_000_000, False), (3_000, True)])
def test_who_missed_more_than_a_full_view_is_given_that(
    monkeypatch: pytest.MonkeyPatch, longest: int, *, whole: bool
) -> None:
    """JN2: so that no page is sent away for what waits for it the moment it is back."""
    monkeypatch.setattr(fanout, "LONGEST_TAIL", longest)

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await opened(house, meeting)
        await house.drop(meeting, "ben", pages["ben"])
        for number in range(10):
            await granted(house, meeting, "eva", Say("room:main", f"{number} {'x' * 400}"))
        await granted(house, meeting, "eva", MovePeople((PersonId("ben"),), MAIN))
        await pass_time(6)
        for number in range(10):
            await granted(house, meeting, "eva", Say("room:main", f"{number} {'y' * 400}"))
        back = await wakes(house, meeting, "ben", pages["ben"])
        assert (back.frames[0]["view"] is not None) == whole

    play(scenario)


def test_a_page_that_sleeps_through_its_countdown_wakes_in_the_room() -> None:
    """MV1, JN2: the move is the server's act, at its time; nothing is left to count down."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await opened(house, meeting)
        await granted(house, meeting, "eva", MovePeople((PersonId("ben"),), R2))
        await pass_time(2)
        assert pages["ben"].me["move"]["room"] == R2
        await house.drop(meeting, "ben", pages["ben"])
        await pass_time(3.1)
        assert pages["eva"].records["person/ben"]["room"] == R2
        await pass_time(300)
        back = await wakes(house, meeting, "ben", pages["ben"])
        assert (back.me["room"], back.me["move"]) == (R2, None)
        assert {key for key in back.records if key.startswith("mate/")} == {"mate/ben", "mate/cem"}

    play(scenario)


def test_a_page_that_sleeps_through_several_moves_wakes_after_the_last() -> None:
    """MV1, GA1, JN2: gathered, sent elsewhere and half-way back."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await opened(house, meeting)
        await house.drop(meeting, "ben", pages["ben"])
        await granted(house, meeting, "eva", GatherEveryone())
        await pass_time(10.1)
        await granted(house, meeting, "eva", MovePeople((PersonId("ben"),), R2))
        await pass_time(5.1)
        await granted(house, meeting, "mod", MovePeople((PersonId("ben"),), R1))
        await pass_time(1)
        back = await wakes(house, meeting, "ben", pages["ben"])
        assert (back.me["room"], back.me["move"]["room"]) == (R2, R1)

    play(scenario)


def test_a_page_that_sleeps_through_the_end_wakes_in_the_next_session() -> None:
    """EN1, CF2, JN2: ended, kept and started again meanwhile; who sleeps is not forgotten."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await opened(house, meeting)
        await house.drop(meeting, "ben", pages["ben"])
        await granted(house, meeting, "eva", EndBreakout())
        await pass_time(10.1)
        await granted(house, meeting, "eva", KeepRooms())
        await granted(house, meeting, "eva", StartBreakout())
        await pass_time(5.1)
        back = await wakes(house, meeting, "ben", pages["ben"])
        assert (back.records["meeting"]["phase"], back.me["room"]) == ("open", R1)

    play(scenario)


def test_rooms_that_change_while_a_page_sleeps_are_right_when_it_wakes() -> None:
    """CF3, JN2: renamed, added, and one's own deleted."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await opened(house, meeting)
        for name in ("ben", "cem"):
            await house.drop(meeting, name, pages[name])
        await granted(house, meeting, "eva", RenameRoom(R1, "Garden"))
        await granted(house, meeting, "mod", AddRoom())
        await granted(house, meeting, "mod", DeleteRoom(R2))
        await pass_time(5.1)
        ben = await wakes(house, meeting, "ben", pages["ben"])
        cem = await wakes(house, meeting, "cem", pages["cem"])
        assert ben.records["room"]["name"] == "Garden"
        assert (cem.me["room"], cem.me["assignment"]) == (MAIN, None)
        assert {key for key in pages["eva"].records if key.startswith("room/")} == {
            "room/main",
            f"room/{R1}",
            f"room/{R3}",
        }

    play(scenario)


def test_a_second_tab_during_a_countdown_is_the_same_person_on_the_same_way() -> None:
    """JN2, MV1: the first tab is told, the second arrives, once."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await opened(house, meeting)
        await granted(house, meeting, "eva", MovePeople((PersonId("ben"),), R2))
        second = await house.enter(meeting, "ben", load="second tab")
        assert pages["ben"].closed == (4002, "opened somewhere else")
        assert second.me["move"]["room"] == R2
        await house.drop(meeting, "ben", pages["ben"])
        await pass_time(5.1)
        assert second.me["room"] == R2
        assert [key for key in second.records if key == "mate/ben"] == ["mate/ben"]

    play(scenario)


def test_the_last_moderator_leaves_and_whoever_comes_next_finds_everything() -> None:
    """EN1, CA1: calls wait, the session stays open, and a moderator who comes by the link may end it."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await opened(house, meeting)
        for name in ("eva", "mod"):
            await granted(house, meeting, name, Leave())
        await granted(house, meeting, "ben", CallModerator("Anybody?"))
        await pass_time(3_600)
        assert pages["ben"].me["room"] == R1
        new = await house.enter(meeting, "new", "moderator")
        assert new.me["role"] == "moderator"
        assert new.records["call/ben"]["reason"] == "Anybody?"
        await granted(house, meeting, "new", EndBreakout())
        await pass_time(10.1)
        assert pages["ben"].me["room"] == MAIN
        assert pages["ben"].records["meeting"]["phase"] == "closed"

    play(scenario)


def test_a_demoted_moderator_moves_with_the_others_from_then_on() -> None:
    """RM1, GA1, EN1: gathered and brought back like everybody, with the rights of a participant."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await opened(house, meeting)
        mod = pages["mod"]
        await granted(house, meeting, "mod", JoinRoom(R2))
        await granted(house, meeting, "eva", SetRole(PersonId("mod"), "participant"))
        assert await house.ask(meeting, "mod", GatherEveryone()) is not None
        await granted(house, meeting, "mod", CallModerator())
        assert "call/mod" in pages["eva"].records
        await granted(house, meeting, "eva", EndBreakout())
        assert mod.me["move"]["room"] == MAIN
        await pass_time(10.1)
        assert (mod.me["room"], mod.me["call"]) == (MAIN, None)

    play(scenario)
