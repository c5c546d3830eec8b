"""A person of the tests: a Chromium of their own with a tone for a voice and a colour for a face."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import BrowserContext, Locator, Page, expect

from tests.e2e.capture import LOOKS, Look
from tests.e2e.waiting import PATIENCE, eventually

TONES = [look.tone for look in LOOKS]
PROBE = Path(__file__).with_name("probe.js")
RECORDING_STEP = 100
"""Milliseconds between two samples of a recording."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture on somebody's screen: whose it is said to be, and whose colour it has."""

    person: str
    source: str
    colour: str


@dataclass(frozen=True, slots=True)
class Sample:
    """What one page plays and shows at one moment (milliseconds of this machine's clock)."""

    at: int
    mates: frozenset[str]
    """Whom the server says the page shares a room with, the person included."""
    tones: frozenset[int]
    voices: frozenset[str]
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """The state of one RTCPeerConnection that a page has made."""

    state: str
    offers: int
    descriptions: int


def _nearest_colour(rgb: Sequence[int]) -> str:
    def distance(look: Look) -> int:
        return sum((a - b) ** 2 for a, b in zip(look.rgb, rgb, strict=True))

    nearest = min(LOOKS, key=distance)
    return nearest.colour if distance(nearest) < 5_000 else f"rgb{tuple(rgb)}"


def _sample(seen: dict[str, Any]) -> Sample:
    return Sample(
        seen["at"],
        frozenset(seen["mates"]),
        frozenset(seen["tones"]),
        frozenset(seen["voices"]),
        tuple(Picture(p["person"], p["source"], _nearest_colour(p["rgb"])) for p in seen["pictures"]),
    )


class Person:
    """Somebody in a meeting, at their own browser."""

    def __init__(self, name: str, look: Look, context: BrowserContext, page: Page) -> None:
        self.name = name
        self.look = look
        self.context = context
        self.page = page
        self.id = ""
        self.errors: list[str] = []
        self._countdowns = 0
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    @classmethod
    async def sit_down(cls, name: str, look: Look, context: BrowserContext) -> "Person":
        """Open a page with the probe in it."""
        page = await context.new_page()
        await page.add_init_script(path=PROBE)
        return cls(name, look, context, page)

    async def join(self, link: str) -> None:
        """Open the link, type the name and join, as people do."""
        await self.page.goto(link)
        await self.page.get_by_role("textbox", name="Your name").fill(self.name)
        async with self.page.expect_response(lambda answer: answer.url.endswith("/seats")) as seats:
            await self.button("Join").click()
        self.id = (await (await seats.value).json())["person"]
        await self.inside()

    async def inside(self) -> None:
        """Wait until the meeting is on the screen."""
        await self.button("Leave").wait_for()

    def button(self, name: str) -> Locator:
        """Return the one button of this name."""
        return self.page.get_by_role("button", name=name, exact=True)

    @property
    def bar(self) -> Locator:
        """The control bar, which is there while a session runs."""
        return self.page.get_by_role("region", name="Breakout session", exact=True)

    @property
    def notices(self) -> Locator:
        """What the page has to say under the control bar."""
        return self.page.get_by_role("region", name="Notices", exact=True)

    @property
    def rooms_screen(self) -> Locator:
        """ST1: the screen of rooms, for moderators and for who chooses."""
        return self.page.get_by_role("region", name=re.compile("^(Breakout rooms are open|Choose a room)$"))

    def choice(self, room: str) -> Locator:
        """Return a room of the screen of rooms."""
        return self.rooms_screen.get_by_role("group", name=room, exact=True)

    async def choose_room(self, room: str) -> None:
        """ST1: *Join room* on the screen of rooms."""
        await self.choice(room).get_by_role("button", name="Join room", exact=True).click()

    async def is_in(self, room: str) -> None:
        """Wait until the control bar names the room the person is in."""
        await expect(self.bar.get_by_text(room, exact=True)).to_be_visible()

    async def is_going_to(self, room: str) -> None:
        """MV2: wait until a countdown is over the stage, with the room's name and seconds."""
        await self.reads(f'You are going to "{room}"')
        await expect(self.page.locator(".countdown-seconds")).to_have_text(re.compile(r"^\d+$"))

    async def reads(self, sentence: str) -> None:
        """Wait until just this is to be read on the screen."""
        await expect(self.page.get_by_text(sentence, exact=True)).to_be_visible()

    async def leave(self) -> None:
        """Give the seat up."""
        await self.button("Leave").click()
        await self.page.get_by_role("alertdialog").get_by_role("button", name="Leave", exact=True).click()
        await self.reads("You have left the meeting")

    async def sense(self) -> Sample:
        """Return what this person's page plays and shows now."""
        return _sample(await self.page.evaluate("tones => probe.now(tones)", TONES))

    async def start_recording(self) -> None:
        """Sample from now on what the page plays and shows."""
        await self.page.evaluate("([tones, step]) => probe.record(tones, step)", [TONES, RECORDING_STEP])

    async def recording(self) -> list[Sample]:
        """Stop recording and return all samples."""
        return [_sample(seen) for seen in await self.page.evaluate("() => probe.recorded()")]

    async def links(self) -> list[Link]:
        """Return the page's peer connections in the order in which it made them."""
        return [Link(**link) for link in await self.page.evaluate("() => probe.connections()")]

    async def next_due(self) -> int:
        """Wait until the page is told of a further countdown, and return when it ends."""

        async def dues() -> list[int]:
            told: list[int] = await self.page.evaluate("() => probe.dues()")
            return told

        told = await eventually(
            dues, lambda all_: len(all_) > self._countdowns, f"{self.name} is to be moved"
        )
        self._countdowns = len(told)
        return told[-1]

    async def loaded_at(self) -> float:
        """Return a number that a new page or a reload would change."""
        loaded: float = await self.page.evaluate("() => performance.timeOrigin")
        return loaded

    async def perceives(
        self, others: Sequence["Person"], silent: Sequence["Person"] = (), within: float = PATIENCE
    ) -> None:
        """Wait until exactly these others are heard and seen, each with their own face.

        The ``silent`` are in the room too, without sound and picture.
        """
        tones = frozenset(other.look.tone for other in others)
        faces = frozenset(Picture(other.id, "camera", other.look.colour) for other in others)
        voices = frozenset(other.id for other in others)
        mates = voices | {other.id for other in silent}

        def as_wanted(sample: Sample) -> bool:
            seen = sample.tones == tones and frozenset(sample.pictures) == faces
            return seen and voices <= sample.voices <= mates

        names = ", ".join(other.name for other in others) or "nobody"
        await eventually(self.sense, as_wanted, f"{self.name} hears and sees exactly {names}", within)
