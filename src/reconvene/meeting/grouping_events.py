"""Facts about groupings (SH1)."""

from dataclasses import dataclass
from typing import TypeAlias

from reconvene.meeting.grouping_state import Grouping


@dataclass(frozen=True, slots=True)
class GroupingMade:
    """People are kept together or apart from now on."""

    grouping: Grouping


@dataclass(frozen=True, slots=True)
class GroupingDropped:
    """A grouping counts no more."""

    number: int


GroupingEvent: TypeAlias = GroupingMade | GroupingDropped
