"""A Janus in memory that speaks the real API in texts: sessions, handles and VideoRooms, but no media.

What it says passes through ``trouble`` first, which may hold it back, say it twice or spoil it.
"""

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Self

from websockets.exceptions import ConnectionClosedError

from reconvene.janus.requests import VIDEOROOM

Json = dict[str, Any]
DUMMY = "dummy"
UNKNOWN_SESSION, UNKNOWN_HANDLE, NO_ROOM, ROOM_EXISTS, NO_FEED, ALREADY = 458, 459, 426, 427, 428, 425


@dataclass(slots=True)
class Line:
    """One connection to it, as far as `JanusSocket` uses a WebSocket."""

    janus: "PretendJanus"
    said: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue)

    @property
    def transport(self) -> "Line":
        """What cuts the connection."""
        return self

    def abort(self) -> None:
        """Cut the connection."""
        self.janus.hang_up(self)

    async def send(self, text: str) -> None:
        """Say something to Janus."""
        if self.janus.line is not self:
            raise ConnectionClosedError(None, None)
        self.janus.hear(json.loads(text))

    def __aiter__(self) -> Self:
        """Yield what Janus says."""
        return self

    async def __anext__(self) -> str:
        """Return the next text."""
        text = await self.said.get()
        if text is None:
            raise StopAsyncIteration
        return text


@dataclass(slots=True)
class Slot:
    """One m-line of a subscriber: what feeds it, nothing once that is gone."""

    mid: str
    kind: str
    feed: str | None
    feed_mid: str
    layer: int = 2

    def told(self) -> Json:
        """Return how Janus describes it."""
        told: Json = {"mid": self.mid, "type": self.kind}
        if self.feed is not None:
            told |= {"feed_id": self.feed, "feed_mid": self.feed_mid}
        return told if self.kind == "audio" else {**told, "simulcast": {"substream-target": self.layer}}


@dataclass(slots=True)
class Handle:
    """One handle; ``owner`` is whose page's offer or answer it was given first."""

    id: int
    room: str = ""
    feed: str | None = None
    up: bool = False
    left: bool = False
    slots: list[Slot] = field(default_factory=list)
    owner: str = ""


class PretendJanus:
    """Answers requests in order, at once; WebRTC comes up a moment after offer and answer are exchanged."""

    def __init__(self) -> None:
        self.line: Line | None = None
        self.handles: dict[int, Handle] = {}
        self.rooms: set[str] = set()
        self.mixed_up: list[str] = []
        self.trouble: Callable[[Json], None] = self.say
        self._ids = count(1)
        self._sessions: set[int] = set()

    def connect(self) -> Line:
        """Take a connection."""
        self.line = Line(self)
        return self.line

    def hang_up(self, line: Line | None) -> None:
        """Cut a connection; sessions stay."""
        if line is not None:
            line.said.put_nowait(None)
        if self.line is line:
            self.line = None

    def say(self, message: Json) -> None:
        """Say something, if anybody listens."""
        if self.line is not None:
            self.line.said.put_nowait(json.dumps(message))

    def hear(self, asked: Json) -> None:
        """Take a request."""
        session, handle = asked.get("session_id"), self.handles.get(asked.get("handle_id", 0))
        if "session_id" in asked and session not in self._sessions:
            self._refuse(asked, UNKNOWN_SESSION)
        elif "handle_id" in asked and handle is None:
            self._refuse(asked, UNKNOWN_HANDLE)
        elif asked["janus"] == "message" and handle is not None:
            self._message(asked, handle, asked["body"])
        else:
            self._core(asked, handle)

    def _core(self, asked: Json, handle: Handle | None) -> None:
        match asked["janus"]:
            case "create":
                self._sessions.add(made := next(self._ids))
                self._succeed(asked, data={"id": made})
            case "attach":
                made = next(self._ids)
                self.handles[made] = Handle(made)
                self._succeed(asked, data={"id": made})
            case "detach" if handle is not None:
                self._leave(handle)
                del self.handles[handle.id]
                self._succeed(asked)
            case "keepalive" | "trickle":
                self.trouble({"janus": "ack", "transaction": asked["transaction"]})
            case _:
                self._succeed(asked)

    def _message(self, asked: Json, handle: Handle, body: Json) -> None:
        sdp = asked.get("jsep", {}).get("sdp", "")
        match body["request"]:
            case "create" if body["room"] in self.rooms:
                self._refuse_in_room(asked, ROOM_EXISTS)
            case "create":
                self.rooms.add(body["room"])
                self._answer(asked, {"videoroom": "created", "room": body["room"]})
            case "destroy":
                self.rooms.discard(body["room"])
                self._answer(asked, {"videoroom": "destroyed", "room": body["room"]})
            case "listparticipants":
                self._list(asked, body["room"])
            case "leave":
                self._leave(handle)
                self._answer(asked, {"videoroom": "event", "left": "ok"})
            case "start":
                self._start(asked, handle, sdp)
            case "switch":
                self._switch(asked, handle, body["streams"])
            case "configure":
                self._layers(handle, body.get("streams", ()))
                self._answer(asked, {"videoroom": "event", "configured": "ok"})
            case _:
                self._join(asked, handle, body, sdp)

    def _join(self, asked: Json, handle: Handle, body: Json, sdp: str) -> None:
        if body["room"] not in self.rooms:
            self._refuse_in_room(asked, NO_ROOM)
        elif handle.room:
            self._refuse_in_room(asked, ALREADY)
        elif body["ptype"] == "publisher":
            handle.room, handle.feed, handle.owner = body["room"], body["id"], sdp.rpartition(" ")[2]
            joined = {"videoroom": "joined", "room": handle.room, "id": handle.feed}
            self._answer(asked, joined, {"type": "answer", "sdp": f"answer to {handle.owner}"})
            self._come_up(handle)
        else:
            handle.room = body["room"]
            wanted = enumerate(body["streams"])
            handle.slots = [
                Slot(str(n), "audio" if one["mid"] == "0" else "video", one["feed"], one["mid"])
                for n, one in wanted
            ]
            told = {"videoroom": "attached", "streams": [slot.told() for slot in handle.slots]}
            self._answer(asked, told, {"type": "offer", "sdp": f"offer of {handle.id}"})

    def _start(self, asked: Json, handle: Handle, sdp: str) -> None:
        person, _, offer = sdp.partition(" answers ")
        if offer != f"offer of {handle.id}" or handle.owner not in {"", person}:
            self.mixed_up.append(f"{sdp!r} was given to {handle}")
        handle.owner = person
        self._answer(asked, {"videoroom": "event", "started": "ok"})
        if not handle.up:
            self._come_up(handle)

    def _come_up(self, handle: Handle) -> None:
        handle.up = True
        self.trouble({"janus": "webrtcup", "session_id": 1, "sender": handle.id})
        candidate = {"candidate": f"candidate for {handle.owner}", "sdpMid": "0", "sdpMLineIndex": 0}
        self.trouble({"janus": "trickle", "session_id": 1, "sender": handle.id, "candidate": candidate})

    def _switch(self, asked: Json, handle: Handle, streams: list[Json]) -> None:
        feeds = {one.feed for one in self._publishers(handle.room)} | {DUMMY}
        if any(one["feed"] not in feeds for one in streams):
            self._refuse_in_room(asked, NO_FEED)
            return
        slots = {slot.mid: slot for slot in handle.slots}
        changes = [(slots[one["sub_mid"]], one) for one in streams if one["sub_mid"] in slots]
        if any(slot.feed is None for slot, _ in changes):
            told = {"videoroom": "updated", "streams": []}
            self._event(asked, handle, told, {"type": "offer", "sdp": f"offer of {handle.id}"})
        for slot, one in changes:
            slot.feed, slot.feed_mid, slot.layer = one["feed"], one["mid"], 2
        streams = [slot.told() for slot in handle.slots]
        self._answer(
            asked, {"videoroom": "event", "switched": "ok", "changes": len(changes), "streams": streams}
        )

    @staticmethod
    def _layers(handle: Handle, streams: list[Json]) -> None:
        for slot in handle.slots:
            for one in streams:
                if one["mid"] == slot.mid and "substream" in one:
                    slot.layer = one["substream"]

    def _list(self, asked: Json, room: str) -> None:
        if room not in self.rooms:
            self._refuse_in_room(asked, NO_ROOM)
            return
        people = [{"id": one.feed, "publisher": True} for one in self._publishers(room)]
        people.append({"id": DUMMY, "publisher": True, "dummy": True})
        self._answer(asked, {"videoroom": "participants", "room": room, "participants": people})

    def _publishers(self, room: str) -> Iterator[Handle]:
        return (one for one in self.handles.values() if one.room == room and one.feed and one.up)

    def _leave(self, handle: Handle) -> None:
        handle.up = False
        if handle.feed is not None:
            for other in self.handles.values():
                for slot in other.slots:
                    slot.feed = None if slot.feed == handle.feed else slot.feed
            handle.feed = None
        handle.slots.clear()

    def _succeed(self, asked: Json, **more: object) -> None:
        self.trouble({"janus": "success", "transaction": asked["transaction"], **more})

    def _answer(self, asked: Json, data: Json, jsep: Json | None = None) -> None:
        self._event(asked, self.handles[asked["handle_id"]], data, jsep)

    def _event(self, asked: Json, handle: Handle, data: Json, jsep: Json | None) -> None:
        event: Json = {"janus": "event", "session_id": 1, "sender": handle.id}
        event |= {"transaction": asked["transaction"], "plugindata": {"plugin": VIDEOROOM, "data": data}}
        self.trouble(event if jsep is None else {**event, "jsep": jsep})

    def _refuse(self, asked: Json, code: int) -> None:
        error = {"code": code, "reason": "refused"}
        self.trouble({"janus": "error", "transaction": asked["transaction"], "error": error})

    def _refuse_in_room(self, asked: Json, code: int) -> None:
        self._answer(asked, {"videoroom": "event", "error_code": code, "error": "refused"})
