"""A breakout session as it runs: notices, texts, voices and roles on their way to pages and from the log."""

import asyncio
from typing import Any

from reconvene.media.feeds import Feed
from reconvene.meeting.commands import (
    AnswerCall,
    Broadcast,
    BroadcastVoice,
    CallModerator,
    ConfigureBreakout,
    DismissCall,
    EndBreakout,
    GatherEveryone,
    JoinRoom,
    MovePeople,
    MoveToNextRoom,
    SetMicrophone,
    SetRole,
    StartBreakout,
)
from reconvene.meeting.ids import MAIN, MeetingId, PersonId, RoomId
from reconvene.meeting.state import Allow
from reconvene.wire.event_log import encode_events
from tests.support.house import House, pass_time, play, settle
from tests.support.pages import Page

R1, R2 = RoomId("r1"), RoomId("r2")


async def opened(house: House, meeting: MeetingId) -> dict[str, Page]:
    """Open a session: Eva the host and Mod the moderator in main, Ben in room 1, Cem in room 2."""
    pages = {
        "eva": await house.enter(meeting, "eva", "moderator"),
        "mod": await house.enter(meeting, "mod", "moderator"),
        "ben": await house.enter(meeting, "ben"),
        "cem": await house.enter(meeting, "cem"),
    }
    await granted(house, meeting, "eva", ConfigureBreakout(2, "manual", None, Allow(), late="smallest"))
    await granted(house, meeting, "eva", MovePeople((PersonId("ben"),), R1))
    await granted(house, meeting, "eva", MovePeople((PersonId("cem"),), R2))
    await granted(house, meeting, "eva", StartBreakout())
    await pass_time(5.1)
    return pages


async def granted(house: House, meeting: MeetingId, name: str | None, command: Any) -> None:  # noqa: ANN401
    """Have a command carried out."""
    assert await house.ask(meeting, name, command) is None


def told(page: Page) -> list[dict[str, Any]]:
    """Return the notices a page was sent."""
    return [notice for frame in page.of_type("changes") for notice in frame["notices"]]


def texts(page: Page, kind: str) -> list[str]:
    """Return the texts of a kind of records a page holds."""
    return [record["text"] for key, record in page.records.items() if key.startswith(f"{kind}/")]


def test_every_moderator_is_told_of_a_late_joiner_in_whatever_room() -> None:
    """JN4: once, by name, with the room they are sent to; participants are not."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await opened(house, meeting)
        await granted(house, meeting, "mod", JoinRoom(R2))
        dan = await house.enter(meeting, "dan")
        notice = {"kind": "late_joiner", "person": "dan", "name": "Dan", "room": "Room 1"}
        assert told(pages["eva"]) == told(pages["mod"]) == [notice]
        assert told(pages["ben"]) == told(dan) == []

    play(scenario)


def test_a_dismissal_is_told_to_the_caller_alone_and_once() -> None:
    """CA1: a page that comes back with a whole view is not told again."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await opened(house, meeting)
        await granted(house, meeting, "ben", CallModerator("Please come"))
        assert pages["eva"].records["call/ben"]["reason"] == "Please come"
        await granted(house, meeting, "mod", DismissCall(PersonId("ben")))
        assert told(pages["ben"]) == [{"kind": "call_dismissed"}]
        assert told(pages["cem"]) == told(pages["eva"]) == []
        assert "call/ben" not in pages["eva"].records
        assert told(await house.enter(meeting, "ben")) == []

    play(scenario)


def test_a_page_that_missed_a_dismissal_hears_of_it_when_it_is_back() -> None:
    """CA1, JN2: notices are part of the frames that follow."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await opened(house, meeting)
        await granted(house, meeting, "ben", CallModerator())
        await house.drop(meeting, "ben", pages["ben"])
        await granted(house, meeting, "mod", DismissCall(PersonId("ben")))
        back = await house.enter(meeting, "ben", older=pages["ben"])
        assert told(back) == [{"kind": "call_dismissed"}]

    play(scenario)


def test_a_broadcast_is_read_by_those_in_its_rooms_then_and_later_and_after_a_restart() -> None:
    """BC1, RT2: and by nobody else; moderators see how many received it."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await opened(house, meeting)
        await granted(house, meeting, "eva", Broadcast("Five minutes left", (R1,)))
        assert texts(pages["ben"], "announcement") == ["Five minutes left"]
        assert texts(pages["cem"], "announcement") == []
        assert [
            record["received"] for key, record in pages["mod"].records.items() if "broadcast/" in key
        ] == [1]
        await granted(house, meeting, "eva", MovePeople((PersonId("cem"),), R1))
        await pass_time(5.1)
        assert texts(pages["cem"], "announcement") == ["Five minutes left"]
        await granted(house, meeting, "mod", JoinRoom(R1))
        assert texts(pages["mod"], "announcement") == ["Five minutes left"]
        again = House(house)
        async with again.open():
            ben = await again.enter(meeting, "ben")
            assert texts(ben, "announcement") == ["Five minutes left"]

    play(scenario)


def test_what_people_write_is_kept_apart_from_the_log() -> None:
    """BC1, CA1: the log names texts; a refused one is kept nowhere."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await opened(house, meeting)
        await granted(house, meeting, "eva", Broadcast("Unforgettable"))
        await granted(house, meeting, "ben", CallModerator("Unmistakable"))
        await granted(house, meeting, "cem", CallModerator("  "))
        assert await house.ask(meeting, "ben", Broadcast("Unheard")) is not None
        log = "".join(encode_events(commit.events) for commit in house.log.commits[meeting])
        assert sorted(house.log.words[meeting].values()) == ["Unforgettable", "Unmistakable"]
        for words in house.log.words[meeting].values():
            assert words not in log

    play(scenario)


def test_a_demoted_moderator_loses_the_dashboard_in_the_same_frame() -> None:
    """RM1, RT2: and stays where they are."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await opened(house, meeting)
        mod = pages["mod"]
        await granted(house, meeting, "mod", JoinRoom(R1))
        await granted(house, meeting, "eva", SetRole(PersonId("mod"), "participant"))
        assert (mod.me["role"], mod.me["room"]) == ("participant", R1)
        assert {key.split("/")[0] for key in mod.records} == {"meeting", "me", "room", "mate"}
        assert mod.records == (await house.enter(meeting, "mod")).records

    play(scenario)


def test_a_promoted_participant_gets_the_dashboard_with_its_calls() -> None:
    """RM1, CA1."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await opened(house, meeting)
        await granted(house, meeting, "ben", CallModerator("Stuck"))
        await granted(house, meeting, "eva", SetRole(PersonId("cem"), "moderator"))
        assert pages["cem"].records["call/ben"]["reason"] == "Stuck"
        await granted(house, meeting, "cem", AnswerCall(PersonId("ben")))
        assert pages["cem"].me["room"] == R1
        assert pages["ben"].me["call"] is None

    play(scenario)


def test_two_moderators_at_the_same_moment_lose_nothing_and_are_both_named() -> None:
    """RR1, GA1, EN1: whatever order they come in, every page ends equal to a fresh one."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        pages = await opened(house, meeting)
        results = await asyncio.gather(
            house.ask(meeting, "eva", MoveToNextRoom()),
            house.ask(meeting, "mod", GatherEveryone()),
            house.ask(meeting, "eva", EndBreakout()),
        )
        assert all(result is None for result in results)
        kinds = [(r["by"], r["kind"]) for key, r in pages["mod"].records.items() if key.startswith("action/")]
        assert kinds[-3:] == [("Eva", "MoveToNextRoom"), ("Mod", "GatherEveryone"), ("Eva", "EndBreakout")]
        await pass_time(10.1)
        assert {page.me["room"] for page in pages.values()} == {MAIN}
        for name, page in pages.items():
            assert page.records == (await house.enter(meeting, name)).records

    play(scenario)


def test_a_moderator_who_speaks_to_all_rooms_is_routed_to_every_breakout_room() -> None:
    """BC1, RT2: and to no room any more once they stop."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await opened(house, meeting)
        for name in ("eva", "mod", "ben", "cem"):
            await house.connect_media(meeting, name)
        voice = Feed(PersonId("mod"), "microphone")

        def hearing() -> set[str]:
            return {
                name for name in ("eva", "ben", "cem") if voice in house.media.routed(meeting, PersonId(name))
            }

        await granted(house, meeting, "mod", SetMicrophone(on=True))
        await settle()
        assert hearing() == {"eva"}
        await granted(house, meeting, "mod", BroadcastVoice(on=True))
        await settle()
        assert hearing() == {"eva", "ben", "cem"}
        await granted(house, meeting, "mod", BroadcastVoice(on=False))
        await settle()
        assert hearing() == {"eva"}

    play(scenario)


def test_a_late_joiner_policy_works_after_a_restart() -> None:
    """JN4, TM3: what was configured is in the log."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await opened(house, meeting)
        again = House(house)
        async with again.open():
            dan = await again.enter(meeting, "dan")
            assert dan.me["move"]["room"] == R1

    play(scenario)
