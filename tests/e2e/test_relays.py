"""People behind networks that let no direct media through."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.e2e.browsers import Browsers
from tests.e2e.gathering import Gathering
from tests.e2e.moderator import Moderator
from tests.e2e.person import Person
from tests.e2e.server import Server
from tests.e2e.waiting import eventually
from tests.faults.outcomes import Outcomes
from tests.support.coturn import SECRET, Relay, coturn

ONLY_RELAYED = """
const Direct = RTCPeerConnection;
globalThis.RTCPeerConnection = class extends Direct {
  constructor(configuration) { super({ ...configuration, iceTransportPolicy: 'relay' }); }
};
"""
"""What a firewall that drops all but the relay's packets leaves of a browser's candidates."""


@asynccontextmanager
async def _one_is_relayed(
    browsers: Browsers, folder: Path
) -> AsyncIterator[tuple[Relay, Gathering, Person, Person]]:
    """Two people who hear and see each other; the second one by the relay alone."""
    async with coturn(folder) as relay:
        options = ("--turn-url", relay.url, "--turn-secret", SECRET)
        async with Server(folder / "data", *options) as server:
            gathering = Gathering(server, await server.create_meeting(), browsers)
            try:
                mia, ann = await gathering.invite("Mia"), await gathering.invite("Ann")
                await ann.page.add_init_script(ONLY_RELAYED)
                await mia.join(gathering.meeting.moderator)
                await ann.join(gathering.meeting.participant)
                await gathering.in_groups([mia, ann])
                yield relay, gathering, mia, ann
                assert not ann.errors
            finally:
                await browsers.clear()


async def test_who_can_only_be_relayed_takes_part_all_the_same(browsers: Browsers, tmp_path: Path) -> None:
    """MV1: by TURN, with credentials from the server, they hear, see and are moved like others."""
    async with _one_is_relayed(browsers, tmp_path) as (_, gathering, mia, ann):
        desk = Moderator(mia)
        await desk.set_up(1, "Automatically")
        await desk.press("Start breakout")
        await gathering.in_groups([mia], [ann])
        await desk.press("End breakout")
        await gathering.in_groups([mia, ann])


async def test_who_loses_the_way_finds_another_without_new_connections(
    browsers: Browsers, tmp_path: Path, outcomes: Outcomes
) -> None:
    """JN2: when the relay dies with all it relayed, ICE restarts by the next one; it is the same pair."""
    async with _one_is_relayed(browsers, tmp_path) as (relay, gathering, mia, ann):
        before = await ann.links()
        relay.kill()
        await relay.start()
        back = time.monotonic()
        await eventually(ann.links, lambda links: links[0].descriptions > before[0].descriptions, "a restart")
        await gathering.in_groups([mia, ann])
        took = time.monotonic() - back
        assert len(await ann.links()) == len(before), "a new pair was made"
        seen = "the picture stands still, then goes on; same connections, no reload"
        outcomes.note("media path cut (relay killed), another relay there", seen, took, 10.0, took)
