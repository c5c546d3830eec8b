"""Networks that swallow what they are given and tell nobody, at real browsers."""

import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.e2e.browsers import Browsers
from tests.e2e.gathering import Gathering
from tests.e2e.person import Person
from tests.e2e.server import Server
from tests.e2e.test_faults import GRACE, LOST, RETURN
from tests.e2e.waiting import eventually
from tests.faults.outcomes import Outcomes
from tests.support.cable import Cable
from tests.support.media_cable import MediaCable

MEDIA_RETURN = 10.0
"""Seconds after the network's return in which sound and picture are to be back."""

ARRIVING = """
async () => {
  const [, down] = probe.pairs().slice(-2);
  const report = [...(await down.getStats()).values()];
  return report.filter(({ type, kind, packetsReceived }) =>
    type === 'inbound-rtp' && kind === 'video' && packetsReceived > 0).map(({ ssrc }) => ssrc);
}
"""
"""The synchronization sources of the pictures that have reached a page's present connection."""


@dataclass(frozen=True, slots=True)
class Network:
    """What Ann's page reaches the server and its Janus by."""

    socket: Cable
    media: MediaCable

    def mend(self) -> None:
        """Let everything through."""
        self.media.is_cut = False
        self.socket.mend()


@asynccontextmanager
async def _ann_at_cables(
    browsers: Browsers, folder: Path
) -> AsyncIterator[tuple[Network, Gathering, Person, Person]]:
    """Mia and Ann, who hear and see each other; all that Ann's page sends and is sent goes through cables."""
    async with Server(folder / "data") as server, Cable(server.port) as socket, MediaCable() as media:
        gathering = Gathering(server, await server.create_meeting(), browsers)
        try:
            mia, ann = await gathering.invite("Mia"), await gathering.invite("Ann")
            await media.lay(ann.page)
            await mia.join(gathering.meeting.moderator)
            await ann.join(gathering.meeting.participant.replace(str(server.port), str(socket.port)))
            await gathering.in_groups([mia, ann])
            loaded = await ann.loaded_at()
            yield Network(socket, media), gathering, mia, ann
            assert await ann.loaded_at() == loaded
            assert not ann.errors
        finally:
            await browsers.clear()


async def _moves(person: Person) -> bool:
    """Return whether a picture arrives within a second and is shown."""
    arriving: int = await person.page.evaluate("() => probe.flowing(1000)")
    return arriving > 0 and len((await person.sense()).pictures) > 0


async def _stands_still(person: Person) -> None:
    await eventually(lambda: _moves(person), lambda moves: not moves, "the picture stands still")


async def _mended(network: Network, gathering: Gathering, people: Sequence[Person]) -> float:
    """Mend the network; return after how many seconds these people see and hear each other again."""
    network.mend()
    mended = time.monotonic()
    await gathering.in_groups(people)
    took = time.monotonic() - mended
    assert took < GRACE
    return took


@pytest.mark.every_fault
async def test_a_picture_that_the_network_swallows_is_noticed_and_healed(
    browsers: Browsers, tmp_path: Path, outcomes: Outcomes
) -> None:
    """MV1: sound goes on; the page notices, asks for the slot anew, then makes its media anew."""
    async with _ann_at_cables(browsers, tmp_path) as (network, gathering, mia, ann):
        network.media.lost = frozenset(await ann.page.evaluate(ARRIVING))
        lost = time.monotonic()
        await _stands_still(ann)
        await eventually(lambda: _moves(ann), bool, "the picture moves again")
        took = time.monotonic() - lost
        await gathering.in_groups([mia, ann])
        seen = "that picture stands still, all else goes on; then sound and pictures pause and are back"
        outcomes.note("one picture swallowed by the network for good", seen, took, 20.0, took)


@pytest.mark.every_fault
async def test_a_socket_that_is_swallowed_is_noticed_and_back_with_the_network(
    browsers: Browsers, tmp_path: Path, outcomes: Outcomes
) -> None:
    """JN2: no end of the connection is ever told; the page notices by itself, and sound and picture go on."""
    async with _ann_at_cables(browsers, tmp_path) as (network, gathering, mia, ann):
        before, swallowed = await gathering.record(ann), time.monotonic()
        network.socket.swallow()
        await ann.reads(LOST)
        noticed = time.monotonic() - swallowed
        await gathering.in_groups([mia, ann])
        network.mend()
        mended = time.monotonic()
        await ann.page.get_by_text(LOST).wait_for(state="detached")
        took = time.monotonic() - mended
        assert took < GRACE
        assert {**await gathering.record(ann), "away": False} == before
        seen = f"after {noticed:.0f} s a band; sound and picture go on; same seat, role, mute state"
        outcomes.note("socket black-holed (both ways, no end told), and back", seen, took, RETURN)


@pytest.mark.every_fault
async def test_media_that_are_swallowed_come_back_with_the_network(
    browsers: Browsers, tmp_path: Path, outcomes: Outcomes
) -> None:
    """JN2: the page looks for another way until there is one; the seat is not touched."""
    async with _ann_at_cables(browsers, tmp_path) as (network, gathering, mia, ann):
        before, links = await gathering.record(ann), await ann.links()
        network.media.is_cut = True
        await _stands_still(ann)

        async def descriptions() -> int:
            return sum(link.descriptions for link in await ann.links())

        tried = sum(link.descriptions for link in links)
        await eventually(descriptions, lambda count: count > tried, "another way is looked for")
        took = await _mended(network, gathering, [mia, ann])
        assert await gathering.record(ann) == before
        seen = "pictures stand still, sound is gone; all else works; then all as before"
        outcomes.note("media path black-holed, and back", seen, took, MEDIA_RETURN)


@pytest.mark.every_fault
async def test_a_network_that_swallows_everything_costs_nobody_a_seat(
    browsers: Browsers, tmp_path: Path, outcomes: Outcomes
) -> None:
    """JN2: the page notices, the server too: away for the others; both are back with the network."""
    async with _ann_at_cables(browsers, tmp_path) as (network, gathering, mia, ann):
        before, swallowed = await gathering.record(ann), time.monotonic()
        network.socket.swallow()
        network.media.is_cut = True
        await ann.reads(LOST)

        async def is_away() -> bool:
            return bool((await gathering.record(ann))["away"])

        await eventually(is_away, bool, "the server notices", within=120)
        noticed = time.monotonic() - swallowed
        took = await _mended(network, gathering, [mia, ann])
        assert await gathering.record(ann) == before
        seen = f"a band; away for the others after {noticed:.0f} s; then the same seat, role, mute state"
        outcomes.note("network black-holed (socket and media), and back", seen, took, MEDIA_RETURN)
