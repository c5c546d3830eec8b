"""Faults of networks and machines, at real browsers."""

import time
from pathlib import Path

from playwright.async_api import expect

from tests.e2e.browsers import Browsers
from tests.e2e.gathering import Gathering
from tests.e2e.server import Meeting, Server
from tests.faults.outcomes import Outcomes
from tests.support.cable import Cable

RETURN = 1.0
"""Seconds after the network's return in which a page is to be back."""


async def test_a_cut_network_costs_nothing_but_a_moment(
    browsers: Browsers, tmp_path: Path, outcomes: Outcomes
) -> None:
    """JN2: same seat, role and mute state within a second; what was written meanwhile is sent once."""
    async with Server(tmp_path / "data") as server, Cable(server.port) as cable:
        made = await server.create_meeting()
        through = Meeting(
            made.id, made.moderator, made.participant.replace(str(server.port), str(cable.port))
        )
        gathering = Gathering(server, through, browsers)
        try:
            mia, ann = await gathering.join(["Mia"], ["Ann"])
            await gathering.in_groups([mia, ann])
            await ann.button("Mute").click()
            await expect(ann.button("Unmute")).to_be_visible()
            links, loaded = await ann.links(), await ann.loaded_at()
            before = await gathering.record(ann)
            cable.cut()
            await ann.context.set_offline(True)
            await ann.reads("Connection lost. Reconnecting…")
            await ann.context.set_offline(False)
            cable.mend()
            mended = time.monotonic()
            band = ann.page.get_by_text("Connection lost. Reconnecting…")
            await band.wait_for(state="detached")
            took = time.monotonic() - mended
            assert await gathering.record(ann) == before
            await expect(ann.button("Unmute")).to_be_visible()
            assert (len(await ann.links()), await ann.loaded_at()) == (len(links), loaded)
            seen = "a band; same seat, role, mute state; media are the same"
            outcomes.note("browser's network cut, and back", seen, took, RETURN)
        finally:
            await browsers.clear()
