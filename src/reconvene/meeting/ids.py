"""The identifiers and the time unit every package shares."""

from typing import Final, NewType

MeetingId = NewType("MeetingId", str)
PersonId = NewType("PersonId", str)
RoomId = NewType("RoomId", str)

Millis = NewType("Millis", int)
"""Integer milliseconds since the Unix epoch, read from the server's clock."""

MAIN: Final = RoomId("main")
"""The main room; every meeting has it and it cannot be deleted."""
