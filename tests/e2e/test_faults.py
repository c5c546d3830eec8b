"""Faults of networks and machines, at real browsers."""

import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import expect

from tests.e2e.browsers import Browsers
from tests.e2e.gathering import Gathering
from tests.e2e.person import Person
from tests.e2e.server import Meeting, Server
from tests.e2e.waiting import eventually
from tests.faults.faketime import FakeTime
from tests.faults.outcomes import Outcomes
from tests.support.cable import Cable

RETURN = 1.0
"""Seconds after the network's return in which a page is to be back."""
GRACE = 20.0
"""Seconds of a busy machine that are no fault; what was measured is noted."""
LOST = "Connection lost. Reconnecting…"
ELSEWHERE = "The meeting is open in another tab"


@asynccontextmanager
async def _muted_at_a_cable(
    browsers: Browsers, folder: Path, environment: Mapping[str, str] | None = None
) -> AsyncIterator[tuple[Gathering, Cable, Person, Person]]:
    """Mia, and Ann who is muted and whose page comes through a cable."""
    async with Server(folder / "data", environment=environment) as server, Cable(server.port) as cable:
        made = await server.create_meeting()
        link = made.participant.replace(str(server.port), str(cable.port))
        gathering = Gathering(server, Meeting(made.id, made.moderator, link), browsers)
        try:
            mia, ann = await gathering.join(["Mia"], ["Ann"])
            await gathering.in_groups([mia, ann])
            await ann.button("Mute").click()
            await expect(ann.button("Unmute")).to_be_visible()
            yield gathering, cable, mia, ann
            await expect(ann.button("Unmute")).to_be_visible()
        finally:
            await browsers.clear()


async def test_a_cut_network_costs_nothing_but_a_moment(
    browsers: Browsers, tmp_path: Path, outcomes: Outcomes
) -> None:
    """JN2: same seat, role and mute state within a second; what was pressed meanwhile acts once."""
    async with _muted_at_a_cable(browsers, tmp_path) as (gathering, cable, _, ann):
        links, loaded = await ann.links(), await ann.loaded_at()
        before = await gathering.record(ann)
        cable.cut()
        await ann.context.set_offline(True)
        await ann.reads(LOST)
        cable.mend()
        mended = time.monotonic()
        await ann.context.set_offline(False)
        await ann.page.get_by_text(LOST).wait_for(state="detached")
        took = time.monotonic() - mended
        assert took < GRACE
        assert await gathering.record(ann) == before
        assert (len(await ann.links()), await ann.loaded_at()) == (len(links), loaded)
        seen = "a band; same seat, role, mute state; sound and picture go on"
        outcomes.note("browser's socket cut, network back", seen, took, RETURN)


async def _sleeps(person: Person, *, asleep: bool) -> None:
    session = await person.context.new_cdp_session(person.page)
    await session.send("Page.setWebLifecycleState", {"state": "frozen" if asleep else "active"})
    await session.detach()


@asynccontextmanager
async def _asleep_for(
    minutes: float, browsers: Browsers, folder: Path
) -> AsyncIterator[tuple[Gathering, Person]]:
    """Let Ann's machine sleep until she is away, and time pass for the server; then wake it."""
    clock = FakeTime(folder, monotonic=True)
    async with _muted_at_a_cable(browsers, folder, clock.environment) as (gathering, cable, _, ann):
        loaded = await ann.loaded_at()
        await _sleeps(ann, asleep=True)
        cable.cut()

        async def is_away() -> bool:
            return bool((await gathering.record(ann))["away"])

        await eventually(is_away, bool, "Ann is away")
        clock.step(round(minutes * 60))
        cable.mend()
        yield gathering, ann
        assert await ann.loaded_at() == loaded


@pytest.mark.every_fault
@pytest.mark.parametrize(
    ("minutes", "fault"),
    [
        (0, "machine asleep until the person is away, then woken"),
        (9.8, "machine asleep for ten minutes, then woken"),
    ],
)
async def test_a_machine_that_slept_is_back_with_its_seat_when_it_wakes(
    browsers: Browsers, tmp_path: Path, outcomes: Outcomes, minutes: float, fault: str
) -> None:
    """JN2: away for the others meanwhile; on waking it is the same page, person, room and mute state."""
    async with _asleep_for(minutes, browsers, tmp_path) as (gathering, ann):
        slept = await gathering.record(ann)
        woken = time.monotonic()
        await _sleeps(ann, asleep=False)

        async def record() -> dict[str, Any]:
            return await gathering.record(ann)

        await eventually(record, lambda now: now == slept | {"away": False}, "Ann is as before")
        took = time.monotonic() - woken
        assert took < GRACE
        seen = "away for the others meanwhile; same seat, role, mute state without a reload"
        outcomes.note(fault, seen, took, 2.0)


@pytest.mark.every_fault
async def test_who_slept_longer_than_a_seat_is_kept_comes_in_anew_by_waking(
    browsers: Browsers, tmp_path: Path, outcomes: Outcomes
) -> None:
    """JN2: after ten minutes the seat is given up; the page comes in again as the same person, muted."""
    async with _asleep_for(10.5, browsers, tmp_path) as (gathering, ann):

        async def known() -> bool:
            return f"person/{ann.id}" in await gathering.records()

        await eventually(known, lambda here: not here, "the seat is given up")
        woken = time.monotonic()
        await _sleeps(ann, asleep=False)
        await eventually(known, bool, "Ann is back")
        took = time.monotonic() - woken
        record = await gathering.record(ann)
        assert (record["role"], record["room"], record["microphone"]) == ("participant", "main", False)
        seen = "gone for the others; in the main room again as the same person, muted, without a reload"
        outcomes.note("machine asleep for longer than ten minutes, then woken", seen, took, 2.0)


async def _arrivals(gathering: Gathering) -> float:
    """Return how often a page has come in."""
    async with httpx.AsyncClient() as http:
        page = (await http.get(f"{gathering.server.url}metrics")).text
    lines = [line for line in page.splitlines() if line.startswith("reconvene_arrivals_total{")]
    return sum(float(line.rpartition(" ")[2]) for line in lines)


@pytest.mark.every_fault
async def test_of_a_duplicated_tab_one_goes_on_and_the_other_says_so_without_a_fight(
    browsers: Browsers, tmp_path: Path, outcomes: Outcomes
) -> None:
    """JN2: the newest wins, same seat, role, mute state; the older one has a button to go on there."""
    async with _muted_at_a_cable(browsers, tmp_path) as (gathering, _, mia, ann):
        before, came = await gathering.record(ann), await _arrivals(gathering)
        began = time.monotonic()
        async with ann.context.expect_page() as opened:
            await ann.page.evaluate("() => void window.open(location.href)")  # copies what the tab remembers
        double = await opened.value
        inside = double.get_by_role("button", name="Leave", exact=True)
        await inside.wait_for()
        await expect(ann.page.get_by_role("heading", name=ELSEWHERE)).to_be_visible()
        took = time.monotonic() - began
        assert await gathering.record(ann) == before
        await ann.button("Use it here").click()
        await ann.button("Join").click()
        await ann.inside()
        await expect(double.get_by_role("heading", name=ELSEWHERE)).to_be_visible()
        await gathering.in_groups([mia])  # the mute state is what the join page says, so only she is asked
        assert await _arrivals(gathering) == came + 2, "the tabs evicted each other"
        seen = "the copy goes on in the same seat, muted; the older tab says so and offers to go on there"
        outcomes.note("tab duplicated", seen, took, 5.0)


@pytest.mark.every_fault
async def test_a_reloaded_tab_is_the_same_person_in_the_same_room(
    browsers: Browsers, tmp_path: Path, outcomes: Outcomes
) -> None:
    """JN2: seat and mute state survive; others see the person again."""
    async with _muted_at_a_cable(browsers, tmp_path) as (gathering, _, mia, ann):
        before = await gathering.record(ann)
        began = time.monotonic()
        await ann.page.reload()
        await ann.inside()
        await ann.perceives([mia])
        took = time.monotonic() - began
        assert took < GRACE
        assert await gathering.record(ann) == before
        seen = "the page loads anew; same seat, role, room, mute state"
        outcomes.note("tab reloaded", seen, took, 5.0)
