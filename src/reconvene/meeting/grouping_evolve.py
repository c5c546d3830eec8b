"""What each event makes of the groupings (SH1)."""

from typing import assert_never

from reconvene.meeting import grouping_events as e
from reconvene.meeting.changing import replace
from reconvene.meeting.grouping_state import Groupings


def evolved(groupings: Groupings, event: e.GroupingEvent) -> Groupings:
    """Return the groupings after ``event``."""
    match event:
        case e.GroupingMade(grouping):
            return Groupings((*groupings.all, grouping), grouping.number)
        case e.GroupingDropped(number):
            return replace(groupings, all=tuple(g for g in groupings.all if g.number != number))
        case _:
            assert_never(event)
