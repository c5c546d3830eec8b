"""Which handles in Janus belong to whom, kept in a file so that a new server process goes on with them.

Written on every change and read once at the start; a few writes per joining person. It holds ids and one SDP
answer per person, and is of use only as long as the Janus it speaks of lives, so nothing is synced to disk.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final, TypeAlias

import structlog

from reconvene.media.feeds import Slot
from reconvene.meeting.ids import Direction, MeetingId, PersonId, Source

_log = structlog.get_logger(__name__)

Key: TypeAlias = tuple[MeetingId, PersonId]

_SCHEMA: Final = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
CREATE TABLE IF NOT EXISTS session (url TEXT NOT NULL, session INTEGER NOT NULL, control INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS room (meeting TEXT PRIMARY KEY, dummy TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS pair (
    meeting TEXT NOT NULL, person TEXT NOT NULL, page TEXT NOT NULL, mids TEXT NOT NULL,
    up INTEGER, down INTEGER, slots TEXT NOT NULL, answer TEXT,
    up_open INTEGER NOT NULL, down_open INTEGER NOT NULL,
    PRIMARY KEY (meeting, person)
);
"""


@dataclass(frozen=True, slots=True)
class Session:
    """The session in the Janus at ``url``, and the handle in it through which rooms are managed."""

    url: str
    session: int
    control: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A person's two connections: handles, what the page said, and whether media flows."""

    meeting: MeetingId
    person: PersonId
    page: str
    mids: Mapping[Source, str] = field(default_factory=lambda: MappingProxyType({}))
    up: int | None = None
    down: int | None = None
    slots: tuple[Slot, ...] = ()
    answer: str | None = None
    up_open: bool = False
    down_open: bool = False

    @property
    def key(self) -> Key:
        """What the pair is found by."""
        return self.meeting, self.person

    @property
    def feed(self) -> str:
        """The publisher's name in the room, unlike that of any earlier connection of the person."""
        return f"{self.person}@{self.up}"

    @property
    def handles(self) -> tuple[int, ...]:
        """The handles there are."""
        return tuple(handle for handle in (self.up, self.down) if handle is not None)

    def direction_of(self, handle: int) -> Direction:
        """Which of the two connections a handle is."""
        return "up" if handle == self.up else "down"

    def opened(self, direction: Direction) -> "Pair":
        """Return the pair with media flowing on one connection."""
        return replace(self, up_open=True) if direction == "up" else replace(self, down_open=True)

    def with_down(self, handle: int) -> "Pair":
        """Return the pair with a subscriber handle."""
        return replace(self, down=handle)

    def with_slots(self, slots: tuple[Slot, ...]) -> "Pair":
        """Return the pair with the slots of its subscriber."""
        return replace(self, slots=slots)

    def with_answer(self, answer: str) -> "Pair":
        """Return the pair with the page's answer to the subscriber offer."""
        return replace(self, answer=answer)

    def without(self, direction: Direction) -> "Pair":
        """Return the pair with one connection gone."""
        if direction == "up":
            return replace(self, up=None, up_open=False)
        return replace(self, down=None, down_open=False, slots=(), answer=None)


class JanusStore:
    """All pairs, rooms and the session: a dictionary written through to SQLite."""

    def __init__(self, path: Path) -> None:
        path.touch(mode=0o600)
        self._file = sqlite3.connect(path, isolation_level=None)
        self._file.executescript(_SCHEMA)
        self._pairs: dict[Key, Pair] = {}
        self._owners: dict[int, Key] = {}
        self._rooms: dict[MeetingId, str] = {}
        self._load()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def session(self) -> Session | None:
        """Return the session of the last server process."""
        row = self._file.execute("SELECT url, session, control FROM session").fetchone()
        return None if row is None else Session(*row)

    def begin(self, session: Session) -> None:
        """Forget everything and note a fresh session."""
        self.clear()
        self._write("INSERT INTO session VALUES (?, ?, ?)", (session.url, session.session, session.control))

    def clear(self) -> None:
        """Forget everything."""
        for table in ("session", "room", "pair"):
            self._write(f"DELETE FROM {table}")  # noqa: S608  (the names are right above)
        self._pairs.clear()
        self._owners.clear()
        self._rooms.clear()

    def room(self, meeting: MeetingId) -> str | None:
        """Return the dummy publisher of a meeting's room, ``None`` if there is no room."""
        return self._rooms.get(meeting)

    def rooms(self) -> tuple[MeetingId, ...]:
        """Return the meetings that have rooms."""
        return tuple(self._rooms)

    def put_room(self, meeting: MeetingId, dummy: str) -> None:
        """Note a room."""
        self._rooms[meeting] = dummy
        self._write("REPLACE INTO room VALUES (?, ?)", (meeting, dummy))

    def drop_room(self, meeting: MeetingId) -> None:
        """Forget a room."""
        self._rooms.pop(meeting, None)
        self._write("DELETE FROM room WHERE meeting = ?", (meeting,))

    def pair(self, key: Key) -> Pair | None:
        """Return a person's pair."""
        return self._pairs.get(key)

    def pairs(self, meeting: MeetingId | None = None) -> Iterator[Pair]:
        """Yield all pairs, or those of one meeting; they may change meanwhile."""
        return iter([pair for pair in self._pairs.values() if meeting in {None, pair.meeting}])

    def owner(self, handle: int) -> Pair | None:
        """Return the pair a handle belongs to."""
        key = self._owners.get(handle)
        return None if key is None else self._pairs[key]

    def put(self, pair: Pair) -> Pair:
        """Note a pair as it is now; return it."""
        self._disown(pair.key)
        self._remember(pair)
        self._write("REPLACE INTO pair VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _row(pair))
        return pair

    def drop(self, key: Key) -> None:
        """Forget a pair."""
        self._disown(key)
        self._pairs.pop(key, None)
        self._write("DELETE FROM pair WHERE meeting = ? AND person = ?", key)

    def _write(self, statement: str, values: Sequence[object] = ()) -> None:
        """Write; on a full disk only the next server misses it, and it asks Janus itself who is there."""
        try:
            self._file.execute(statement, values)
        except sqlite3.OperationalError as error:
            _log.warning("what belongs to whom in the media server is not kept", why=str(error))

    def _disown(self, key: Key) -> None:
        older = self._pairs.get(key)
        for handle in () if older is None else older.handles:
            self._owners.pop(handle, None)

    def _remember(self, pair: Pair) -> None:
        self._pairs[pair.key] = pair
        for handle in pair.handles:
            self._owners[handle] = pair.key

    def _load(self) -> None:
        self._rooms.update(self._file.execute("SELECT meeting, dummy FROM room"))
        for row in self._file.execute("SELECT * FROM pair"):
            self._remember(_pair(row))


def _row(pair: Pair) -> tuple[object, ...]:
    mids = json.dumps(dict(pair.mids))
    slots = json.dumps([[slot.mid, slot.kind] for slot in pair.slots])
    return (
        pair.meeting,
        pair.person,
        pair.page,
        mids,
        pair.up,
        pair.down,
        slots,
        pair.answer,
        pair.up_open,
        pair.down_open,
    )


def _pair(row: tuple[str, str, str, str, int | None, int | None, str, str | None, int, int]) -> Pair:
    meeting, person, page, mids, up, down, slots, answer, up_open, down_open = row
    return Pair(
        meeting=MeetingId(meeting),
        person=PersonId(person),
        page=page,
        mids=MappingProxyType(json.loads(mids)),
        up=up,
        down=down,
        slots=tuple(Slot(mid, kind) for mid, kind in json.loads(slots)),
        answer=answer,
        up_open=bool(up_open),
        down_open=bool(down_open),
    )
