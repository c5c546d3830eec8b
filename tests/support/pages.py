"""A page without a browser: applies frames by key as the client does, and checks every rule of the wire."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from reconvene.live.media_sync import MediaSync
from reconvene.meeting.ids import PersonId
from reconvene.wire.frames import DownFrame, Mids, Publish, Subscribed

_DOWN: TypeAdapter[DownFrame] = TypeAdapter(DownFrame)


class Page:
    """`Connection` that remembers what it was sent."""

    def __init__(self) -> None:
        self.records: dict[str, Any] = {}
        self.seq: int | None = None
        self.epoch = ""
        self.frames: list[dict[str, Any]] = []
        self.closed: tuple[int, str] | None = None

    def send(self, text: str) -> None:
        """Apply a frame; a gap in ``seq`` or a frame outside the protocol fails the test."""
        assert self.closed is None
        _DOWN.validate_json(text)
        frame = json.loads(text)
        self.frames.append(frame)
        match frame["type"]:
            case "welcome":
                self.epoch, self.seq = frame["epoch"], frame["seq"]
                if frame["view"] is not None:
                    self.records = dict(frame["view"])
            case "changes":
                assert self.seq is not None
                assert frame["seq"] == self.seq + 1
                self.seq = frame["seq"]
                for change in frame["changes"]:
                    self._apply(change)
            case _:
                pass

    def _apply(self, change: list[Any]) -> None:
        if change[0] == "put":
            self.records[change[1]] = change[2]
        else:
            del self.records[change[1]]

    def close(self, code: int, reason: str) -> None:
        """Note why the connection ended."""
        self.closed = (code, reason)

    def resume(self, older: "Page") -> None:
        """Start with what an older connection had."""
        self.records, self.seq, self.epoch = dict(older.records), older.seq, older.epoch

    @property
    def me(self) -> Mapping[str, Any]:
        """Return one's own record."""
        record: Mapping[str, Any] = self.records["me"]
        return record

    def of_type(self, kind: str) -> list[dict[str, Any]]:
        """Return the frames of one type."""
        return [frame for frame in self.frames if frame["type"] == kind]


def publish(media: MediaSync, person: PersonId, page: str, attempt: int = 1) -> None:
    """Do what a page does to get media."""
    mids = Mids(microphone="0", camera="1", screen="2", screen_sound="3")
    media.publish(person, page, Publish(type="publish", attempt=attempt, sdp="offer", mids=mids))


def answer(media: MediaSync, person: PersonId, attempt: int = 1) -> None:
    """Answer the server's offer as a page does."""
    media.subscribed(person, Subscribed(type="subscribed", attempt=attempt, sdp="answer"))
