"""What stands between a link and the meeting (JN3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reconvene.meeting.ids import Millis, PersonId, TextId


@dataclass(frozen=True, slots=True)
class Door:
    """``waiting`` are the people in the lobby with the time they came, in that order.

    ``passcode`` names the words that newcomers must know. The seat tokens of ``barred`` people open nothing
    any more: a moderator removed them or did not let them in (RT3).
    """

    passcode: TextId | None = None
    waiting: Mapping[PersonId, Millis] = field(default_factory=dict)
    barred: tuple[PersonId, ...] = ()
