"""The identifiers, units and words every package shares."""

from typing import Final, Literal, NewType, TypeAlias

MeetingId = NewType("MeetingId", str)
PersonId = NewType("PersonId", str)
RoomId = NewType("RoomId", str)

TextId = NewType("TextId", str)
"""Names a text that is kept outside the log, so that it can be erased."""

FileId = NewType("FileId", str)
"""A file of a room; an upload has the id of the file it becomes."""
LineId = NewType("LineId", str)
"""Names a line of a conversation, whatever becomes of its text."""

Millis = NewType("Millis", int)
"""Integer milliseconds since the Unix epoch, read from the server's clock."""

DAY: Final = Millis(24 * 60 * 60 * 1000)
"""A day's length."""

MAIN: Final = RoomId("main")
"""The main room; every meeting has it and it cannot be deleted."""

Source: TypeAlias = Literal["microphone", "camera", "screen", "screen_sound"]
"""What a person can send; ``screen_sound`` is what the screen they share plays."""

Reaction: TypeAlias = Literal["thumbs_up", "clap", "heart", "laugh", "wow", "party"]
"""What a person can show for a moment."""

Direction: TypeAlias = Literal["up", "down"]
"""``up``: the connection a person sends with; ``down``: the one they receive with."""
