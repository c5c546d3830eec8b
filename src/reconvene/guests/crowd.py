"""All guests of one meeting."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Final

from reconvene.guests import cast, portrait, voice
from reconvene.guests.guest import Guest, Looks
from reconvene.guests.manners import Manners, Temper
from reconvene.guests.seats import way

_FEW: Final = 12
"""Up to so many guests have large pictures."""

_FAREWELL: Final = 5.0


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who comes: how many, by which link, and what they do. ``watch`` is how many pictures each receives."""

    link: str
    count: int
    talk: bool = False
    video: bool = False
    rooms: bool = False
    watch: int = 0
    passcode: str | None = None


class Crowd:
    """The guests of one invitation."""

    def __init__(self, invitation: Invitation) -> None:
        self._invitation = invitation
        self._chance = Random()  # noqa: S311 - manners are no secret
        self.guests: list[Guest] = []

    async def run(self, over: asyncio.Event, complete: Callable[[], None] = lambda: None) -> None:
        """Come one after the other and stay until ``over`` is set; raises `NotLetIn` if nobody gets in."""
        async with asyncio.TaskGroup() as group:
            staying = group.create_task(self._stay(complete))
            ending = group.create_task(over.wait())
            await asyncio.wait((staying, ending), return_when=asyncio.FIRST_COMPLETED)
            ending.cancel()
            if not staying.done():
                await self._go(staying)

    async def _stay(self, complete: Callable[[], None]) -> None:
        to = way(self._invitation.link)
        async with asyncio.TaskGroup() as group:
            for number in range(self._invitation.count):
                guest = await asyncio.to_thread(self._dress, number)
                await guest.enter(to, self._invitation.passcode)
                self.guests.append(guest)
                group.create_task(guest.stay())
            complete()

    async def _go(self, staying: asyncio.Task[None]) -> None:
        """Say goodbye; who cannot, because the server is gone, just goes."""
        for guest in self.guests:
            guest.go()
        await asyncio.wait((staying,), timeout=_FAREWELL)
        staying.cancel()

    def _dress(self, number: int) -> Guest:
        wish = self._invitation
        names = frozenset(map(cast.name, range(wish.count)))
        size = portrait.LARGE if wish.count <= _FEW else portrait.SMALL
        name = cast.name(number)
        looks = Looks(
            name=name,
            voice=voice.voice(number) if wish.talk else (),
            film=portrait.film(name, number, size) if wish.video else (),
        )
        temper = Temper(wish.count, wish.talk, wish.video, wish.rooms)
        return Guest(looks, Manners(temper, Random(self._chance.random()), names), wish.watch)  # noqa: S311
