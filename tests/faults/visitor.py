"""A page without a browser on a real server: it comes back by itself, as the client does."""

import asyncio
import json
import random
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import pairwise
from typing import Any, cast
from uuid import uuid4

import httpx
from typing_extensions import override
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from reconvene.live.ports import MediaServer, SubscriberOffer
from reconvene.meeting.ids import MeetingId, PersonId, Source
from tests.e2e.server import Server
from tests.e2e.waiting import eventually
from tests.support import janus_peer
from tests.support.pages import Page

FIRST_WAIT, LONGEST_WAIT = 0.25, 1.0
"""Seconds, as in the client's ``connection.ts``."""

RESTARTING = 1012

FRESH = 0.6
"""Seconds after which a picture is no longer what one sees now."""


def patience(attempt: int, *, told: bool = False) -> float:
    """Return how long the client waits before a try; half of it is jitter. ``told``: the server restarts."""
    full = LONGEST_WAIT if told else min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** (attempt - 1))
    return full * (0.5 + random.random() / 2)


class Visitor:
    """One person at one page; with a brightness also with camera and pictures of the others."""

    def __init__(self, server: Server, person: str, seat: str, luma: int | None) -> None:
        self.person = PersonId(person)
        self.luma = luma
        self.page = Page()
        self.welcomes: list[float] = []
        self.closed: list[int | None] = []
        self.dials = 0
        self.builds = 0
        self.pictures: list[tuple[float, int]] = []
        self._url = server.url.replace("http", "ws", 1) + "api/v1/socket"
        self._seat = seat
        self._load = uuid4().hex
        self._socket: ClientConnection | None = None
        self._waiting: dict[str, dict[str, Any]] = {}
        self._answers: dict[str, asyncio.Future[Any]] = {}
        self._expected: dict[tuple[str, int], asyncio.Future[str]] = {}
        self._peer: _Peer | None = None
        self._building: asyncio.Task[None] | None = None
        self._pong: asyncio.Future[int]

    async def live(self, group: asyncio.TaskGroup) -> None:
        """Connect, again and again, until cancelled."""
        attempt = 0
        try:
            while True:
                self.dials += 1
                try:
                    async with connect(
                        self._url, proxy=None, max_size=None, open_timeout=10, ping_interval=None
                    ) as socket:
                        before = len(self.welcomes)
                        try:
                            await self._converse(socket, group)
                        finally:
                            attempt = 0 if len(self.welcomes) > before else attempt
                            self.closed.append(socket.close_code)
                except (OSError, WebSocketException):
                    pass
                self._socket = None
                attempt += 1
                told = bool(self.closed) and self.closed[-1] == RESTARTING
                await asyncio.sleep(patience(attempt, told=told))
        finally:
            if self._peer is not None:
                await self._peer.close()

    async def _converse(self, socket: ClientConnection, group: asyncio.TaskGroup) -> None:
        since = self.page.seq
        epoch = self.page.epoch or None
        hello = {"type": "hello", "seat": self._seat, "page": self._load, "epoch": epoch, "since": since}
        await socket.send(json.dumps(hello))
        async for text in socket:
            self.page.send(cast("str", text))
            frame = self.page.frames.pop()
            if frame["type"] == "welcome":
                self._socket = socket
                self.welcomes.append(time.monotonic())
                for identity, command in self._waiting.items():
                    await socket.send(json.dumps({"type": "command", "id": identity, "command": command}))
                if not frame["media"]:
                    self._build(group)
            elif frame["type"] == "media_reset":
                self._build(group)
            elif frame["type"] == "answer":
                self._waiting.pop(frame["id"], None)
                answer = self._answers.get(frame["id"])
                if answer is not None and not answer.done():
                    answer.set_result(frame["refusal"])
            elif frame["type"] == "pong":
                self._pong.set_result(frame["now"])
            elif frame["type"] in {"published", "subscribe"}:
                expected = self._description(frame["type"], frame["attempt"])
                if not expected.done():
                    expected.set_result(frame["sdp"])

    async def command(self, kind: str, **fields: object) -> Any:  # noqa: ANN401 - a refusal or None
        """Ask for something; return the refusal or None, however often the connection is lost before."""
        identity, command = uuid4().hex, {"type": kind, **fields}
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[identity], self._answers[identity] = command, answer
        await self.send({"type": "command", "id": identity, "command": command})
        return await answer

    @property
    def answered(self) -> set[str]:
        """The ids of the commands that were carried out and answered."""
        return {i for i, answer in self._answers.items() if answer.done() and answer.result() is None}

    async def ping(self) -> int:
        """Return the server's time in milliseconds."""
        self._pong = asyncio.get_running_loop().create_future()
        await self.send({"type": "ping", "at": 0})
        return await self._pong

    async def send(self, frame: dict[str, Any]) -> None:
        """Send a frame if there is a connection."""
        if self._socket is not None:
            try:
                await self._socket.send(json.dumps(frame))
            except WebSocketException:
                self._socket = None

    @property
    def me(self) -> Mapping[str, Any]:
        """One's own record, as far as this page knows."""
        return self.page.me

    def _build(self, group: asyncio.TaskGroup) -> None:
        if self.luma is None:
            return
        if self._building is not None:
            self._building.cancel()
        self.builds += 1
        self._building = group.create_task(self._connect_media(self.builds))

    async def _connect_media(self, attempt: int) -> None:
        assert self.luma is not None
        old, self._peer = self._peer, _Peer(self.person, self.luma, self.pictures)
        if old is not None:
            await old.close()
        over = cast("MediaServer", _OverSocket(self, attempt))
        await self._peer.publish(over, MeetingId(""))
        await self._peer.subscribe(over, MeetingId(""))

    async def expect(self, kind: str, attempt: int) -> str:
        """Return the session description of a frame, also of one that is still to come."""
        return await self._description(kind, attempt)

    def _description(self, kind: str, attempt: int) -> asyncio.Future[str]:
        return self._expected.setdefault((kind, attempt), asyncio.get_running_loop().create_future())

    def sees(self) -> set[int]:
        """Return the brightness of everybody whose picture arrives now."""
        now = time.monotonic()
        return {luma for at, luma in self.pictures[-100:] if at > now - FRESH}

    def longest_gap(self, luma: int, since: float, until: float) -> float:
        """Return the longest time without a picture of somebody, in seconds."""
        times = [since, *(at for at, seen in self.pictures if seen == luma and since < at < until), until]
        return max(later - earlier for earlier, later in pairwise(times))


class _Peer(janus_peer.Page):
    """Real connections that note when each picture came."""

    def __init__(self, person: str, luma: int, pictures: list[tuple[float, int]]) -> None:
        super().__init__(person, luma)
        self._pictures = pictures

    @override
    def saw(self, luma: int) -> None:
        self._pictures.append((time.monotonic(), min(LUMAS, key=lambda known: abs(known - luma))))


LUMAS = (40, 75, 110, 145, 180, 215)


class _OverSocket:
    """What `janus_peer.Page` needs of a media server, said over the page's own socket."""

    def __init__(self, visitor: Visitor, attempt: int) -> None:
        self._visitor, self._attempt = visitor, attempt

    async def publish(
        self, _meeting: MeetingId, _person: PersonId, _page: str, offer: str, mids: Mapping[Source, str]
    ) -> str:
        """Offer, and return the answer."""
        frame = {"type": "publish", "attempt": self._attempt, "sdp": offer, "mids": dict(mids)}
        await self._visitor.send(frame)
        return await self._visitor.expect("published", self._attempt)

    async def subscribe(self, _meeting: MeetingId, _person: PersonId) -> SubscriberOffer:
        """Return the server's offer."""
        return SubscriberOffer(await self._visitor.expect("subscribe", self._attempt), ())

    async def start(self, _meeting: MeetingId, _person: PersonId, answer: str) -> None:
        """Answer it."""
        await self._visitor.send({"type": "subscribed", "attempt": self._attempt, "sdp": answer})


class Party:
    """A meeting on a real server: one host and participants, some of them with media."""

    def __init__(self, server: Server, meeting: str, people: Sequence[Visitor]) -> None:
        self.server = server
        self.meeting = meeting
        self.people = people
        self.host, *self.others = people
        self.filmed = [person for person in people if person.luma is not None]

    async def records(self) -> dict[str, Any]:
        """Return the moderators' records, by REST."""
        answer = await self.server.request("GET", f"api/v1/meetings/{self.meeting}")
        records: dict[str, Any] = answer["records"]
        return records

    async def everybody_sees(self, *groups: Sequence[Visitor]) -> None:
        """Wait until the people of each group see exactly each other."""
        for group in groups:
            for person in group:
                wanted = {other.luma for other in group if other is not person}

                async def seen(person: Visitor = person) -> set[int]:
                    return person.sees()

                await eventually(seen, lambda seen, wanted=wanted: seen == wanted, f"pictures {wanted}")  # type: ignore[misc]

    async def in_rooms(self) -> None:
        """Wait until every participant has left the main room."""

        async def rooms() -> set[str]:
            return {person.me["room"] for person in self.others}

        await eventually(rooms, lambda rooms: "main" not in rooms, "all are in their rooms")

    async def answers(self, more: int) -> None:
        """Wait until so many more commands have been answered."""

        async def answered() -> int:
            return sum(len(person.answered) for person in self.people)

        before = await answered()
        await eventually(answered, lambda count: count >= before + more, "commands are answered")

    async def welcomed_since(self, moment: float) -> float:
        """Wait until everybody was welcomed after a moment; return when the last one was."""

        async def latest() -> float:
            return min(max(person.welcomes, default=0.0) for person in self.people)

        await eventually(latest, lambda at: at > moment, "everybody is welcomed again")
        return max(min(at for at in person.welcomes if at > moment) for person in self.people)


@asynccontextmanager
async def party(server: Server, participants: int = 2, filmed: int = 0) -> AsyncIterator[Party]:
    """Bring a host and participants in; the first ``filmed`` have cameras, and see each other.

    aiortc receives one picture at a time, so at most two can be filmed.
    """
    made = await server.create_meeting()
    people = []
    async with httpx.AsyncClient() as http:
        for number in range(participants + 1):
            token = (made.participant if number else made.moderator).rpartition("/")[2]
            body = {"name": f"P{number}", "seat": None}
            seat = (await http.post(f"{server.url}api/v1/links/{token}/seats", json=body)).json()
            luma = LUMAS[number] if number < filmed else None
            people.append(Visitor(server, seat["person"], seat["seat"], luma))
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(person.live(group)) for person in people]
        gathered = Party(server, made.id, people)
        await gathered.welcomed_since(0.0)
        for person in gathered.filmed:
            await person.command("set_camera", on=True)
            await person.command("set_microphone", on=True)
        await gathered.everybody_sees(gathered.filmed)
        yield gathered
        for task in tasks:
            task.cancel()
