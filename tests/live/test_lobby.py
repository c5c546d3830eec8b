"""Waiting to be let in, being put out, and reactions, in a running meeting."""

from reconvene.live.lingering import LINGER
from reconvene.live.mailbox import React
from reconvene.live.pages import LEFT
from reconvene.live.reactions import PERSON, ROOM, ROOM_PER_SECOND, Reactions
from reconvene.meeting import moderation_commands as m
from reconvene.meeting.commands import Leave
from reconvene.meeting.ids import MAIN, MeetingId, Millis, PersonId
from reconvene.meeting.permissions import Permissions
from tests.support.house import House, pass_time, play, settle
from tests.support.pages import Page
from tests.support.virtual_time import run

BEN = PersonId("ben")


async def closed_house(house: House, meeting: MeetingId) -> Page:
    """Have Eva open a meeting with a lobby; return her page."""
    eva = await house.enter(meeting, "eva", "moderator")
    assert await house.ask(meeting, "eva", m.SetPermissions(Permissions(lobby=True))) is None
    return eva


def test_who_waits_sees_a_waiting_page_and_then_the_whole_meeting_in_one_frame() -> None:
    """JN3, RT2."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        eva = await closed_house(house, meeting)
        ben = await house.enter(meeting, "ben")
        assert set(ben.records) == {"lobby"}
        assert eva.records["waiting/ben"]["name"] == "Ben"
        frames = len(ben.frames)
        assert await house.ask(meeting, "eva", m.AdmitPeople((BEN,))) is None
        assert "lobby" not in ben.records
        assert "waiting/ben" not in eva.records
        assert ben.me["room"] == MAIN
        assert len(ben.of_type("changes")) == len(ben.frames) - frames == 1

    play(scenario)


def test_the_lobby_outlives_a_restart_and_a_reload() -> None:
    """JN3: with the time one came; who stays away longer waits anew."""

    async def before(house: House) -> MeetingId:
        meeting = await house.make_meeting()
        await closed_house(house, meeting)
        page = await house.enter(meeting, "ben")
        await house.drop(meeting, "ben", page)
        return meeting

    async def whole() -> None:
        older = House()
        async with older.open():
            meeting = await before(older)
            since = (await older.running(meeting)).state.door.waiting[BEN]
        async with House(older).open() as house:
            await pass_time(LINGER / 1000 - 1)
            ben = await house.enter(meeting, "ben")
            assert ben.records["lobby"]["since"] == since
            await house.drop(meeting, "ben", ben)
            await pass_time(LINGER / 1000 + 1)
            assert not (await house.running(meeting)).state.door.waiting

    run(whole())


def test_who_is_refused_or_goes_is_put_out_and_can_not_resume() -> None:
    """JN3, RT3."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await closed_house(house, meeting)
        ben, cleo = await house.enter(meeting, "ben"), await house.enter(meeting, "cleo")
        assert await house.ask(meeting, "eva", m.RefusePeople((BEN,))) is None
        assert ben.closed is not None
        assert ben.closed[0] == LEFT
        assert await house.ask(meeting, "cleo", Leave()) is None
        assert cleo.closed is not None
        assert cleo.closed[0] == LEFT

    play(scenario)


def test_a_removed_person_loses_connection_and_media() -> None:
    """RT3."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await house.enter(meeting, "eva", "moderator")
        ben = await house.enter(meeting, "ben")
        await house.connect_media(meeting, "ben")
        assert BEN in (await house.meetings.media(meeting)).known()
        assert await house.ask(meeting, "eva", m.RemovePerson(BEN)) is None
        await settle()
        assert ben.closed is not None
        assert ben.closed[0] == LEFT
        assert BEN not in (await house.meetings.media(meeting)).known()

    play(scenario)


def test_reactions_are_shown_to_the_room_and_are_not_kept() -> None:
    """RM1, RT2."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        eva = await closed_house(house, meeting)
        assert await house.ask(meeting, "eva", m.SetPermissions(Permissions())) is None
        ben = await house.enter(meeting, "ben")
        seq = (await house.running(meeting)).seq
        for _ in range(PERSON + 3):
            await (await house.running(meeting)).put(React(BEN, "clap"))
        await settle()
        shown = [{"type": "reaction", "person": "ben", "reaction": "clap"}] * PERSON
        assert eva.of_type("reaction") == ben.of_type("reaction") == shown
        assert (await house.running(meeting)).seq == seq

    play(scenario)


def test_a_room_shows_no_more_reactions_than_can_be_followed() -> None:
    """RM1: whoever sends them, and again a moment later."""
    reactions = Reactions()
    people = [PersonId(f"p_{number}") for number in range(ROOM + 5)]
    assert sum(reactions.lets(person, MAIN, Millis(0)) for person in people) == ROOM
    assert not reactions.lets(people[-1], MAIN, Millis(1_000 // ROOM_PER_SECOND - 1))
    assert reactions.lets(people[-1], MAIN, Millis(1_000 // ROOM_PER_SECOND))
