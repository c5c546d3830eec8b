"""What moderators may ask about groupings (SH1)."""

from dataclasses import dataclass
from typing import TypeAlias

from reconvene.meeting.grouping_state import Keeping
from reconvene.meeting.ids import PersonId


@dataclass(frozen=True, slots=True)
class KeepPeople:
    """SH1: from now on deal these participants into one room, or each into another."""

    people: tuple[PersonId, ...]
    keeping: Keeping


@dataclass(frozen=True, slots=True)
class DropGrouping:
    """SH1: deal these people out like all others again."""

    grouping: int


GroupingCommand: TypeAlias = KeepPeople | DropGrouping
