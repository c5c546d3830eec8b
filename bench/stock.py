"""Breakout rooms as stock clients of a VideoRoom have them: left and entered anew at every move.

The client does what Janus' own demo pages do: join, offer, and subscribe to whoever is there, with new
connections. In its favour its WebSocket, session and page stay, and it publishes and subscribes at once.
"""

import asyncio
import itertools
import json
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bench.beacon import Beacon
from reconvene.guests import sdp
from reconvene.guests.pair import Downlink, Tap, Uplink
from reconvene.guests.transport import Network

PATIENCE = 20.0


class Janus:
    """One session with Janus over a WebSocket; may be used by many clients."""

    def __init__(self, socket: ClientConnection, secret: str) -> None:
        self._socket = socket
        self._secret = secret
        self._numbers = itertools.count(1)
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self.told: dict[int, Callable[[list[str]], None]] = {}
        """Who is to know that there are more publishers, by handle."""
        self._session: int | None = None

    @classmethod
    async def reach(cls, stack: AsyncExitStack, port: int, secret: str) -> Self:
        """Open a session; it lasts as long as the stack."""
        socket = await stack.enter_async_context(
            connect(
                f"ws://127.0.0.1:{port}",
                subprotocols=[Subprotocol("janus-protocol")],
                proxy=None,
                max_size=None,
                compression=None,
            )
        )
        janus = cls(socket, secret)
        group = await stack.enter_async_context(asyncio.TaskGroup())
        reading = group.create_task(janus._read())
        stack.callback(reading.cancel)
        janus._session = (await janus.ask("create"))["data"]["id"]
        return janus

    async def attach(self) -> int:
        """Make a VideoRoom handle."""
        made = await self.ask("attach", plugin="janus.plugin.videoroom")
        handle: int = made["data"]["id"]
        return handle

    async def room(
        self, handle: int, body: dict[str, Any], jsep: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Ask the VideoRoom something and return its whole answer."""
        fields: dict[str, Any] = {"handle_id": handle, "body": body}
        return await self.ask("message", **fields, **({"jsep": jsep} if jsep else {}))

    async def ask(self, verb: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Send a request and return what is not just an acknowledgement."""
        transaction = str(next(self._numbers))
        message = {"janus": verb, "transaction": transaction, "apisecret": self._secret, **fields}
        if self._session is not None:
            message["session_id"] = self._session
        future = self._waiting[transaction] = asyncio.get_running_loop().create_future()
        await self._socket.send(json.dumps(message))
        async with asyncio.timeout(PATIENCE):
            answer: dict[str, Any] = await future
        data = answer.get("plugindata", {}).get("data", {})
        assert answer["janus"] != "error" and "error" not in data, answer  # noqa: PT018 - one fault
        return answer

    async def _read(self) -> None:
        async for text in self._socket:
            message = json.loads(text)
            if message["janus"] != "ack":
                waiting = self._waiting.pop(message.get("transaction", ""), None)
                if waiting is not None and not waiting.done():
                    waiting.set_result(message)
                elif waiting is None:
                    self._tell(message)

    def _tell(self, message: dict[str, Any]) -> None:
        publishers = message.get("plugindata", {}).get("data", {}).get("publishers", [])
        told = self.told.get(message.get("sender", 0))
        if publishers and told is not None:
            told([one["id"] for one in publishers])


def secret_of(data: Path) -> tuple[int, str]:
    """Return the port and the secret of the Janus that a server has started for its data folder."""
    core = (data / "janus" / "janus.jcfg").read_text()
    sockets = (data / "janus" / "janus.transport.websockets.jcfg").read_text()
    secret = next(line for line in core.splitlines() if "api_secret" in line).split('"')[1]
    port = next(line for line in sockets.splitlines() if " ws_port" in line).rpartition("=")[2]
    return int(port), secret


async def make_rooms(janus: Janus, rooms: Sequence[str]) -> None:
    """Make rooms as large as the product's own, for the same codecs."""
    handle = await janus.attach()
    for room in rooms:
        body = {"request": "create", "room": room, "publishers": 10_000, "audiocodec": "opus"}
        await janus.room(handle, {**body, "videocodec": "vp8", "notify_joining": False})


class StockClient:
    """One person. `move` leaves whatever room they are in and enters another one."""

    def __init__(
        self, janus: Janus, number: int, beacon: Beacon, network: Network, tap: Tap, mates: int
    ) -> None:
        self._janus, self._number, self._beacon = janus, number, beacon
        self._mates = mates
        self._publishers: asyncio.Queue[list[str]] = asyncio.Queue()
        self._network, self._tap = network, tap
        self._links: tuple[Uplink, Downlink] | None = None
        self._handles: tuple[int, int] | None = None

    async def move(self, room: str) -> None:
        """Be in another room, heard by those who come after and hearing those who are there."""
        await self.leave()
        publisher, subscriber = await asyncio.gather(self._janus.attach(), self._janus.attach())
        self._handles = publisher, subscriber
        links = self._links = Uplink(self, self._network), Downlink(self, self._network, self._tap)
        self._publishers = asyncio.Queue()
        self._janus.told[publisher] = self._publishers.put_nowait
        body = {"request": "join", "ptype": "publisher", "room": room, "id": f"{room}-{self._number}"}
        joined = await self._janus.room(publisher, body)
        there = [one["id"] for one in joined["plugindata"]["data"]["publishers"]]
        if there:
            self._publishers.put_nowait(there)
        await asyncio.gather(self._publish(publisher, links[0]), self._listen(subscriber, links[1], room))

    async def leave(self) -> None:
        """Leave the room; both connections end."""
        links, handles = self._links, self._handles
        self._beacon.uplink = self._links = self._handles = None
        if handles is not None:
            self._janus.told.pop(handles[0], None)
            await asyncio.gather(*(self._janus.ask("detach", handle_id=handle) for handle in handles))
        if links is not None:
            await asyncio.gather(*(link.transport.close() for link in links))

    async def _publish(self, handle: int, up: Uplink) -> None:
        jsep = {"type": "offer", "sdp": await up.offer()}
        answer = await self._janus.room(handle, {"request": "publish"}, jsep)
        await up.transport.connect(sdp.parse(answer["jsep"]["sdp"]).terms)
        self._beacon.uplink = up
        self._beacon.want_keyframe()

    async def _listen(self, handle: int, down: Downlink, room: str) -> None:
        """Subscribe to whoever is there, then to those who come, until all places of a group are taken."""
        heard = 0
        while heard < self._mates:
            feeds = await self._publishers.get()
            streams = [{"feed": feed, "mid": mid} for feed in feeds for mid in ("0", "1")]
            if heard:
                await self._more(handle, down, streams)
            else:
                await self._subscribe(handle, down, room, streams)
            heard += len(feeds)

    async def _subscribe(
        self, handle: int, down: Downlink, room: str, streams: Sequence[dict[str, str]]
    ) -> None:
        body = {"request": "join", "ptype": "subscriber", "room": room, "streams": streams}
        offered = sdp.parse((await self._janus.room(handle, body))["jsep"]["sdp"])
        jsep = {"type": "answer", "sdp": await down.answer(offered)}
        connecting = down.transport.connect(offered.terms)
        await asyncio.gather(self._janus.room(handle, {"request": "start"}, jsep), connecting)

    async def _more(self, handle: int, down: Downlink, streams: Sequence[dict[str, str]]) -> None:
        updated = await self._janus.room(handle, {"request": "update", "subscribe": streams})
        offered = sdp.parse(updated["jsep"]["sdp"])
        await self._janus.room(
            handle, {"request": "start"}, {"type": "answer", "sdp": await down.answer(offered)}
        )

    def on_keyframe_wanted(self) -> None:
        """Send a whole picture next."""
        self._beacon.want_keyframe()

    def on_lost(self) -> None:
        """Janus ends a connection when its handle goes; nothing is to be done."""
