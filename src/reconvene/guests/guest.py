"""One guest: a page, a player and manners."""

import asyncio
from dataclasses import dataclass
from typing import Final

from reconvene.guests.manners import Act, Manners, Show, Talk
from reconvene.guests.page import Page
from reconvene.guests.player import Player
from reconvene.guests.portrait import Film
from reconvene.guests.seats import Way, take_seat
from reconvene.meeting import commands as c

_STEP: Final = 0.25
_TILE: Final = 180


@dataclass(frozen=True, slots=True)
class Looks:
    """How a guest appears: name, voice and film (empty without camera)."""

    name: str
    voice: tuple[bytes, ...]
    film: Film


class Guest:
    """Enters once and stays until the meeting is over for them or they are sent home.

    ``watch`` is how many pictures of others they have sent to them; nothing is decoded.
    """

    def __init__(self, looks: Looks, manners: Manners | None, watch: int = 0) -> None:
        self.name = looks.name
        self.player = Player(looks.voice, looks.film)
        self.page: Page | None = None
        self._manners = manners
        self._watch = watch
        self._watched: tuple[str, tuple[str, ...]] | None = None

    async def enter(self, way: Way, passcode: str | None) -> None:
        """Take a seat; raises `NotLetIn`. Then `stay`."""
        self.page = Page(way.socket, await take_seat(way, self.name, passcode), self.player)

    async def stay(self) -> None:
        """Be in the meeting until it is over for this guest."""
        page = self._page()
        async with asyncio.TaskGroup() as group:
            living = group.create_task(self._live())
            await page.run()
            living.cancel()

    def go(self) -> None:
        """Leave the meeting; `stay` ends then."""
        page = self._page()
        page.leave()
        page.command(c.Leave())

    async def _live(self) -> None:
        clock = asyncio.get_running_loop().time
        page = self._page()
        while True:
            await page.welcomed.wait()
            if self._manners is not None:
                for act in self._manners.acts(clock(), page.sight):
                    self._do(act)
            self._attend()
            await asyncio.sleep(_STEP)

    def _do(self, act: Act) -> None:
        page = self._page()
        match act:
            case Talk(on):
                page.send({"type": "speaking", "on": on})
                self.player.set(talking=on, filming=self._filmed())
            case Show(reaction):
                page.send({"type": "react", "reaction": reaction})
            case command:
                page.command(command)

    def _attend(self) -> None:
        """Send what one's own record says, and ask for the pictures one wants to see."""
        sight = self._page().sight
        if not sight.seated:
            return
        talking = self.player.talking and sight.me["microphone"]
        self.player.set(talking=talking, filming=self._filmed())
        seen = [mate["id"] for mate in sight.others() if mate["camera"]][: self._watch]
        looking = (sight.room if seen else "", tuple(seen))
        if looking != self._watched:
            self._watched = looking
            pictures = [{"person": one, "source": "camera", "height": _TILE} for one in seen]
            self._page().send({"type": "looking", "room": sight.room, "pictures": pictures})

    def _filmed(self) -> bool:
        sight = self._page().sight
        return sight.seated and bool(sight.me["camera"])

    def _page(self) -> Page:
        if self.page is None:
            raise RuntimeError("a guest enters first")
        return self.page
