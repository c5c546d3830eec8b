"""What operators read: one line for each command, and how long what people wait for took."""

import pytest
from structlog.testing import capture_logs

from reconvene.live.ports import LogUnavailable
from reconvene.meeting.commands import ConfigureBreakout, MovePeople, RaiseHand, RenameRoom, StartBreakout
from reconvene.meeting.ids import MeetingId, RoomId
from reconvene.meeting.refusals import Code
from reconvene.meeting.state import Allow
from tests.live.test_media_sync import BEN, R1, three_with_media
from tests.support.house import House, pass_time, play, settle


def value(house: House, name: str, **labels: str) -> float:
    """Return a metric's present value."""
    return house.meetings.metrics.registry.get_sample_value(f"reconvene_{name}", labels) or 0.0


def test_every_command_is_one_line_with_what_became_of_it() -> None:
    """Carried out, sent again, refused: who, what and how long, by ids alone."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await house.enter(meeting, "eva", "moderator")
        await house.enter(meeting, "ben")
        configure = ConfigureBreakout(2, "manual", None, Allow())
        with capture_logs() as lines:
            await house.ask(meeting, "eva", configure, "c1")
            await house.ask(meeting, "eva", configure, "c1")
            await house.ask(meeting, "ben", StartBreakout())
            await house.ask(meeting, None, RenameRoom(RoomId("r9"), "Secret plans"))
        said = [(line["person"], line["type"], line["outcome"]) for line in lines]
        assert said == [
            ("eva", "configure_breakout", "DONE"),
            ("eva", "configure_breakout", "DONE"),
            ("ben", "start_breakout", Code.NOT_MODERATOR.value),
            (None, "rename_room", Code.UNKNOWN_ROOM.value),
        ]
        assert all(line["event"] == "command" and line["meeting"] == meeting for line in lines)
        assert value(house, "command_seconds_count", type="configure_breakout") == 2
        assert value(house, "refusals_total", code="NOT_MODERATOR") == 1

    play(scenario)


def test_a_command_that_cannot_be_stored_is_one_line_too() -> None:
    """Nothing was changed, and the line says why."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await house.enter(meeting, "eva", "moderator")
        house.log.available = False
        with capture_logs() as lines, pytest.raises(LogUnavailable):
            await house.ask(meeting, "eva", RaiseHand(raised=True))
        house.log.available = True
        assert [(line["type"], line["outcome"]) for line in lines] == [("raise_hand", "STORAGE_FAILED")]

    play(scenario)


def test_a_move_is_timed_from_its_due_moment_to_the_slots_that_carry_the_new_room() -> None:
    """MV1: the figure people feel; who has no media is not in it."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        await three_with_media(house, meeting)
        await house.enter(meeting, "dan")
        await settle()
        await house.ask(meeting, "eva", MovePeople((BEN,), R1))
        await pass_time(5.001)
        assert value(house, "move_seconds_count") == 1
        assert value(house, "move_seconds_sum") < 0.1

    play(scenario)


def test_pages_that_come_back_are_told_apart_from_those_that_come_new() -> None:
    """JN2: how often networks break shows in the metrics."""

    async def scenario(house: House, meeting: MeetingId) -> None:
        ben = await house.enter(meeting, "ben")
        await house.drop(meeting, "ben", ben)
        await house.enter(meeting, "ben", older=ben)
        counted = {how: value(house, "arrivals_total", how=how) for how in ("joined", "resumed", "renewed")}
        assert counted == {"joined": 1, "resumed": 1, "renewed": 0}

    play(scenario)
