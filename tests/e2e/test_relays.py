"""People behind networks that let no direct media through."""

from pathlib import Path

from tests.e2e.browsers import Browsers
from tests.e2e.gathering import Gathering
from tests.e2e.moderator import Moderator
from tests.e2e.server import Server
from tests.support.coturn import SECRET, coturn

ONLY_RELAYED = """
const Direct = RTCPeerConnection;
globalThis.RTCPeerConnection = class extends Direct {
  constructor(configuration) { super({ ...configuration, iceTransportPolicy: 'relay' }); }
};
"""
"""What a firewall that drops all but the relay's packets leaves of a browser's candidates."""


async def test_who_can_only_be_relayed_takes_part_all_the_same(browsers: Browsers, tmp_path: Path) -> None:
    """MV1: by TURN, with credentials from the server, they hear, see and are moved like others."""
    async with coturn(tmp_path) as url:
        options = ("--turn-url", url, "--turn-secret", SECRET)
        async with Server(tmp_path / "data", *options) as server:
            gathering = Gathering(server, await server.create_meeting(), browsers)
            try:
                mia, ann = await gathering.invite("Mia"), await gathering.invite("Ann")
                await ann.page.add_init_script(ONLY_RELAYED)
                await mia.join(gathering.meeting.moderator)
                await ann.join(gathering.meeting.participant)
                await gathering.in_groups([mia, ann])
                desk = Moderator(mia)
                await desk.set_up(1, "Automatically")
                await desk.press("Start breakout")
                await gathering.in_groups([mia], [ann])
                await desk.press("End breakout")
                await gathering.in_groups([mia, ann])
                assert not ann.errors
            finally:
                await browsers.clear()
