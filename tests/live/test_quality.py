"""Whose connection is bad: told to the room, and to nobody else."""

from reconvene.live.mailbox import Rate
from reconvene.live.pace import BURST
from reconvene.meeting.commands import ConfigureBreakout, MovePeople, StartBreakout
from reconvene.meeting.ids import MeetingId, PersonId, RoomId
from reconvene.meeting.state import Allow
from tests.support.house import House, pass_time, play, settle

BEN, CEM = PersonId("ben"), PersonId("cem")


async def rate(house: House, meeting: MeetingId, person: PersonId, level: int) -> None:
    """Say how well somebody's connection works, as their page does."""
    await (await house.running(meeting)).put(Rate(person, level))
    await settle()


def test_a_bad_connection_is_told_to_the_room_and_goes_with_its_person() -> None:
    """RM1, RT2: presence detail stays in the room, through moves; what is good goes without saying."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        eva = await house.enter(meeting, "eva", "moderator")
        ben, cem = await house.enter(meeting, "ben"), await house.enter(meeting, "cem")
        await rate(house, meeting, BEN, 4)
        assert eva.of_type("quality") == []
        await rate(house, meeting, BEN, 2)
        assert all(page.of_type("quality")[-1]["people"] == {"ben": 2} for page in (eva, ben, cem))
        await house.ask(meeting, "eva", ConfigureBreakout(2, "manual", None, Allow()))
        await house.ask(meeting, "eva", MovePeople((BEN, CEM), RoomId("r1")))
        await house.ask(meeting, "eva", StartBreakout())
        await pass_time(6)
        assert eva.of_type("quality")[-1]["people"] == {}
        assert cem.of_type("quality")[-1]["people"] == {"ben": 2}
        told = len(eva.frames)
        await rate(house, meeting, BEN, 1)
        assert len(eva.frames) == told
        await rate(house, meeting, BEN, 4)
        assert cem.of_type("quality")[-1]["people"] == {}

    play(scenario)


def test_nobody_who_is_gone_has_a_bad_connection() -> None:
    """JN2: the page that said so is gone; the next one measures anew."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        ben, cem = await house.enter(meeting, "ben"), await house.enter(meeting, "cem")
        await rate(house, meeting, CEM, 1)
        await house.drop(meeting, "cem", cem)
        await settle()
        assert ben.of_type("quality")[-1]["people"] == {}

    play(scenario)


def test_a_page_that_says_too_much_of_its_connection_disturbs_nobody() -> None:
    """RT1: what is beyond a burst is passed over; the others get no frame for it."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        ben = await house.enter(meeting, "ben")
        await house.enter(meeting, "cem")
        for number in range(200):
            await rate(house, meeting, CEM, 1 + number % 3)
        assert len(ben.of_type("quality")) <= BURST

    play(scenario)
