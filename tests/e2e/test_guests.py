"""Simulated guests, as somebody alone starts them: ``make run GUESTS=3``."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest_asyncio

from tests.e2e.browsers import Browsers
from tests.e2e.gathering import Gathering
from tests.e2e.person import Person
from tests.e2e.server import Meeting, Server
from tests.e2e.waiting import eventually

GUESTS = 3
FRAMES = 10

PICTURES = f"""() => [...document.querySelectorAll("video[data-person]")]
    .filter((video) => video.videoWidth > 0 && video.getVideoPlaybackQuality().totalVideoFrames > {FRAMES})
    .map((video) => video.dataset.person)
"""

# Listens to all voices for a while; tells who was loud, and of whom the page said so at that moment.
VOICES = """async () => {
    const context = new AudioContext();
    const ears = [...document.querySelectorAll("audio[data-person]")].map((audio) => {
        const analyser = new AnalyserNode(context);
        context.createMediaStreamSource(audio.srcObject).connect(analyser);
        return { person: audio.dataset.person, analyser };
    });
    const samples = new Float32Array(2048);
    const heard = new Set();
    for (let look = 0; look < 20; look += 1) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        for (const { person, analyser } of ears) {
            analyser.getFloatTimeDomainData(samples);
            const shown = document.querySelector("[data-speaking]") !== null;
            if (shown && samples.some((sample) => Math.abs(sample) > 0.05)) heard.add(person);
        }
    }
    await context.close();
    return [...heard];
}"""


@pytest_asyncio.fixture(loop_scope="session")
async def party(tmp_path: Path, browsers: Browsers) -> AsyncIterator[Gathering]:
    """A server that sends guests into the meeting it makes."""
    options = ("--with-meeting", "Party", "--with-guests", str(GUESTS))
    async with Server(tmp_path / "data", *options) as server:

        async def links() -> list[str]:
            return re.findall(r"link:\s+(http\S+)", server.log_tail())

        moderator, participant = await eventually(links, lambda found: len(found) == 2, "the links")
        token = moderator.rpartition("/")[2]
        async with httpx.AsyncClient() as client:
            known = (await client.get(f"{server.url}api/v1/links/{token}")).json()
        yield Gathering(server, Meeting(known["meeting"], moderator, participant), browsers)
        await browsers.clear()


async def _seen(person: Person) -> set[str]:
    return set(await person.page.evaluate(PICTURES))


async def test_guests_are_seen_and_heard_and_obey_moves(party: Gathering) -> None:
    """MV1, RM1: guests send pictures and talk in turns, go where they are sent, and leave at the end."""
    mia = await party.invite("Mia", quiet=True)
    await mia.join(party.meeting.moderator)
    seen = await eventually(lambda: _seen(mia), lambda them: len(them) == GUESTS, "all guests are seen")

    async def heard() -> list[str]:
        found: list[str] = await mia.page.evaluate(VOICES)
        return found

    voices = await eventually(heard, bool, "a guest who talks is heard, and the page shows it")
    assert set(voices) <= seen
    await party.configure(1, "manual")
    moved, *others = sorted(seen)
    await party.command(type="move_people", people=[moved], room="r1")
    await party.command(type="start_breakout")
    await eventually(lambda: _seen(mia), lambda them: them == set(others), "only those in main are seen")
    await party.command(type="end_breakout")
    await eventually(lambda: _seen(mia), lambda them: them == seen, "the guest is back")
    party.server.stop()
    assert "Traceback" not in party.server.log_tail(1_000)
