"""The people of one test in one meeting, and what must hold among them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.e2e.browsers import Browsers
from tests.e2e.person import Person, Sample
from tests.e2e.server import Meeting, Server
from tests.e2e.waiting import eventually

GRACE = 1_000
"""Milliseconds for a move to reach a page and for the old room's sound to leave buffers and analysis."""


@dataclass(frozen=True, slots=True)
class Stay:
    """From ``since`` on (milliseconds of this machine's clock) these people were in one room."""

    since: int
    people: Sequence[Person]


class Gathering:
    """A meeting with its people, in the order in which they came."""

    def __init__(self, server: Server, meeting: Meeting, browsers: Browsers) -> None:
        self.server = server
        self.meeting = meeting
        self.people: list[Person] = []
        self._browsers = browsers

    async def invite(self, name: str) -> Person:
        """Give somebody a browser; they have not opened the link yet."""
        person = await self._browsers.seat(len(self.people), name)
        self.people.append(person)
        return person

    async def join(self, moderators: Sequence[str], participants: Sequence[str]) -> list[Person]:
        """Let all of these join at the same time and return them in this order."""
        people = [await self.invite(name) for name in (*moderators, *participants)]
        links = [self.meeting.moderator] * len(moderators) + [self.meeting.participant] * len(participants)
        await asyncio.gather(*(person.join(link) for person, link in zip(people, links, strict=True)))
        return people

    async def in_groups(self, *groups: Sequence[Person], within: float = 25) -> None:
        """Wait until each person hears and sees exactly the others of their group."""
        await asyncio.gather(
            *(
                person.perceives([other for other in group if other is not person], within=within)
                for group in groups
                for person in group
            )
        )

    async def start_recording(self) -> None:
        """Record everybody."""
        await asyncio.gather(*(person.start_recording() for person in self.people))

    async def records(self) -> dict[str, Any]:
        """Return the moderators' records, by REST."""
        meeting = await self.server.request("GET", f"api/v1/meetings/{self.meeting.id}")
        records: dict[str, Any] = meeting["records"]
        return records

    async def record(self, person: Person) -> dict[str, Any]:
        """Return what moderators know of a person."""
        record: dict[str, Any] = (await self.records())[f"person/{person.id}"]
        return record

    async def due(self, *people: Person) -> int:
        """Wait until all of these are on their way, and return when the last one arrives."""

        async def moves() -> list[dict[str, Any] | None]:
            return [(await self.record(person))["move"] for person in people]

        underway = await eventually(moves, lambda found: None not in found, "countdowns have begun")
        return max(int(move["due"]) for move in underway if move is not None)

    async def mates_of(self, person: Person) -> list[Person]:
        """Return who is assigned to the same room, this person included."""
        room = (await self.record(person))["assignment"]
        return [other for other in self.people if (await self.record(other))["assignment"] == room]


def assert_isolated(person: Person, samples: Sequence[Sample], stays: Sequence[Stay]) -> None:
    """RT2: at every moment all that was heard and seen was of the room the person was in.

    For the length of ``GRACE`` after a move it may still be all of the old room, never some of both; only
    tones may mix. Each face must be that of the person it is said to be.
    """
    assert samples, f"{person.name} was not recorded"
    everyone = {other.id: other for stay in stays for other in stay.people}
    for sample in samples:
        number = max(number for number, stay in enumerate(stays) if number == 0 or stay.since <= sample.at)
        moving = number > 0 and sample.at < stays[number].since + GRACE
        possible = [stays[number].people, *([stays[number - 1].people] if moving else [])]
        present = sample.voices | {picture.person for picture in sample.pictures}
        where = f"{person.name}, {sample.at - stays[number].since} ms after move {number}: {sample}"
        assert any(present <= {other.id for other in room} - {person.id} for room in possible), where
        assert sample.tones <= {
            other.look.tone for room in possible for other in room if other is not person
        }, where
        assert all(picture.colour == everyone[picture.person].look.colour for picture in sample.pictures), (
            where
        )
