"""What a room is being shown (RM1, RM3): one presentation at a time."""

from dataclasses import dataclass
from typing import TypeAlias

from reconvene.meeting.ids import PersonId


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen, window or tab of the presenter; ``sound`` if what it plays is sent too."""

    sound: bool = False


Shown: TypeAlias = Screen


@dataclass(frozen=True, slots=True)
class Presentation:
    """What the people of a room are shown, and by whom."""

    by: PersonId
    what: Shown
