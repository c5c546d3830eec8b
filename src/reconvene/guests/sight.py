"""What a guest knows of the meeting: the records a page is sent, and who speaks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Record: TypeAlias = dict[str, Any]


@dataclass(slots=True)
class Sight:
    """Records by key, as `docs/protocol.md` names them; empty until the first view."""

    records: dict[str, Record] = field(default_factory=dict)
    speaking: frozenset[str] = frozenset()

    def take(self, changes: list[list[Any]]) -> None:
        """Put and delete what one frame says."""
        for kind, key, *rest in changes:
            if kind == "put":
                self.records[key] = rest[0]
            else:
                self.records.pop(key, None)

    @property
    def seated(self) -> bool:
        """Whether the guest is in the meeting, not before its door or in its lobby."""
        return "me" in self.records and "room" in self.records

    @property
    def me(self) -> Record:
        """One's own record."""
        return self.records["me"]

    @property
    def meeting(self) -> Record:
        """The meeting's record."""
        return self.records["meeting"]

    @property
    def room(self) -> str:
        """The id of the room one is in."""
        room: str = self.records["room"]["id"]
        return room

    @property
    def in_breakout(self) -> bool:
        """Whether that is a breakout room."""
        return bool(self.records["room"]["kind"] == "breakout")

    def of(self, prefix: str) -> Iterator[Record]:
        """Yield all records of one sort."""
        return (record for key, record in self.records.items() if key.startswith(f"{prefix}/"))

    def others(self) -> list[Record]:
        """Return who else is in the room and present."""
        return [mate for mate in self.of("mate") if mate["id"] != self.me["id"] and not mate["away"]]

    def name_of(self, person: str) -> str | None:
        """Return the name of somebody in the room."""
        mate = self.records.get(f"mate/{person}")
        return None if mate is None else mate["name"]

    def last_line(self) -> Record | None:
        """Return what was last said in the chat of the room."""
        here = f"room:{self.room}"
        lines = [line for line in self.of("line") if line["conversation"] == here and not line["deleted"]]
        return max(lines, key=lambda line: int(line["number"]), default=None)
