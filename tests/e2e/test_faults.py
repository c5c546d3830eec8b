"""Faults of networks and machines, at real browsers."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from tests.e2e.browsers import Browsers
from tests.e2e.gathering import Gathering
from tests.e2e.person import Person
from tests.e2e.server import Meeting, Server
from tests.e2e.waiting import eventually
from tests.faults.outcomes import Outcomes
from tests.support.cable import Cable

RETURN = 1.0
"""Seconds after the network's return in which a page is to be back."""
GRACE = 20.0
"""Seconds of a busy machine that are no fault; what was measured is noted."""
LOST = "Connection lost. Reconnecting…"


@asynccontextmanager
async def _muted_at_a_cable(
    browsers: Browsers, folder: Path
) -> AsyncIterator[tuple[Gathering, Cable, Person, Person]]:
    """Mia, and Ann who is muted and whose page comes through a cable."""
    async with Server(folder / "data") as server, Cable(server.port) as cable:
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


@pytest.mark.every_fault
async def test_a_machine_that_slept_is_back_with_its_seat_when_it_wakes(
    browsers: Browsers, tmp_path: Path, outcomes: Outcomes
) -> None:
    """JN2: away for the others meanwhile; on waking it is the same page, person, room and mute state."""
    async with _muted_at_a_cable(browsers, tmp_path) as (gathering, cable, _, ann):
        before, loaded = await gathering.record(ann), await ann.loaded_at()
        await _sleeps(ann, asleep=True)
        cable.cut()

        async def record() -> dict[str, Any]:
            return await gathering.record(ann)

        await eventually(record, lambda now: now["away"], "Ann is away")
        cable.mend()
        woken = time.monotonic()
        await _sleeps(ann, asleep=False)
        await eventually(record, lambda now: now == before, "Ann is as before")
        took = time.monotonic() - woken
        assert took < GRACE
        assert await ann.loaded_at() == loaded
        seen = "away for the others meanwhile; same seat, role, mute state without a reload"
        outcomes.note("machine asleep until the person is away, then woken", seen, took, 2.0)


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
