"""The people of one test in one meeting, and what must hold among them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests.e2e.browsers import Browsers, Devices
from tests.e2e.person import Person, Sample
from tests.e2e.server import Meeting, Server
from tests.e2e.waiting import PATIENCE

LINGERING = 3_000
"""Milliseconds in which what a slot carried before, sent before the move, may leave buffers and decoder."""
UNREAD = 1_000
"""Milliseconds for which a busy page may draw pictures of a room before it reads that it is there."""


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

    async def invite(
        self, name: str, devices: Devices = "given", *, quiet: bool = False, phone: bool = False
    ) -> Person:
        """Give somebody a browser; they have not opened the link yet. Who is ``quiet`` has no devices."""
        person = await self._browsers.seat(
            len(self.people), name, "refused" if quiet else devices, phone=phone
        )
        self.people.append(person)
        return person

    async def join(
        self,
        moderators: Sequence[str],
        participants: Sequence[str],
        devices: Devices = "given",
        *,
        quiet: bool = False,
    ) -> list[Person]:
        """Let all of these join at the same time and return them in this order."""
        people = [await self.invite(name, devices, quiet=quiet) for name in (*moderators, *participants)]
        links = [self.meeting.moderator] * len(moderators) + [self.meeting.participant] * len(participants)
        await asyncio.gather(*(person.join(link) for person, link in zip(people, links, strict=True)))
        return people

    async def in_groups(self, *groups: Sequence[Person], within: float = PATIENCE) -> None:
        """Wait until each person hears and sees exactly the others of their group."""
        await asyncio.gather(
            *(
                person.perceives([other for other in group if other is not person], within=within)
                for group in groups
                for person in group
            )
        )

    async def command(self, **command: object) -> None:
        """Have a command carried out over REST, with a moderator's rights."""
        body = {"id": uuid4().hex, "command": command}
        await self.server.request("POST", f"api/v1/meetings/{self.meeting.id}/commands", body)

    async def configure(self, rooms: int, assign: str, **settings: object) -> None:
        """CF1: make a draft over REST; unless told otherwise, late joiners are held in main."""
        allow = {"call": True, "return_to_main": True, "switch_rooms": False}
        wanted = {"late": "hold", "time_limit": None, "allow": allow} | settings
        await self.command(type="configure_breakout", rooms=rooms, assign=assign, **wanted)

    async def open_rooms(self, *rooms: Sequence[Person], **settings: object) -> None:
        """Open a session over REST and let each of these people choose their room on the screen."""
        await self.configure(len(rooms), "choose", **settings)
        await self.command(type="start_breakout")
        for number, people in enumerate(rooms, start=1):
            for person in people:
                await person.choose_room(f"Room {number}")
        for number, people in enumerate(rooms, start=1):
            for person in people:
                await person.is_in(f"Room {number}")

    async def places(self) -> dict[str, str]:
        """Return the name of the room in which each person is."""
        records = await self.records()
        return {
            record["name"]: records[f"room/{record['room']}"]["name"]
            for key, record in records.items()
            if key.startswith("person/")
        }

    async def phase(self) -> str:
        """Return where the session stands."""
        phase: str = (await self.records())["meeting"]["phase"]
        return phase

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
        """Wait until all of these are on their way, and return when they arrive."""
        (due,) = {await person.next_due() for person in people}
        return due

    async def mates_of(self, person: Person) -> list[Person]:
        """Return who is assigned to the same room, this person included."""
        records = await self.records()
        rooms = {other: records[f"person/{other.id}"]["assignment"] for other in self.people}
        return [other for other, room in rooms.items() if room == rooms[person]]


def assert_isolated(person: Person, samples: Sequence[Sample], stays: Sequence[Stay]) -> None:
    """RT2: at every moment all that was heard and seen was of the room the person was in.

    The server names exactly the people of one stay after the other, none before its time; who is not among
    them is at once neither heard nor seen; each face is that of the person it is said to be. Only sound from
    before the move may linger, and a busy page may draw a picture of the next room before it reads that it is
    there. By then the server has moved them, the face is one of those people's, and the page soon reads it.
    """
    assert samples, f"{person.name} was not recorded"
    everyone = {other.id: other for stay in stays for other in stay.people}
    number, moved = 0, 0
    for place, sample in enumerate(samples):
        where = f"{person.name}, {sample.at - stays[number].since} ms after move {number}: {sample}"
        while sample.mates != {other.id for other in stays[number].people}:
            number, moved = number + 1, sample.at
            assert number < len(stays), where
            assert sample.at >= stays[number].since, where
        assert sample.voices | {picture.person for picture in sample.pictures} <= sample.mates, where
        soon = [later.mates for later in samples[place:] if later.at <= sample.at + UNREAD]
        ahead = [
            stay
            for stay in stays[number + 1 : number + 2]
            if stay.since <= sample.at and {other.id for other in stay.people} in soon
        ]
        faces = {other.look.colour for stay in ahead for other in stay.people}
        assert all(
            picture.colour in {everyone[picture.person].look.colour, *faces} for picture in sample.pictures
        ), f"{where}; next: {stays[number + 1 : number + 2]}"
        audible = stays[0 if sample.at < moved + LINGERING else number : number + 1]
        assert sample.tones <= {other.look.tone for stay in audible for other in stay.people}, where
    assert number == len(stays) - 1, f"{person.name} was told of {number} moves, not {len(stays) - 1}"
