"""What every meeting of a server works with."""

from collections import Counter
from dataclasses import dataclass, field

from reconvene.live.ports import Clock, Log
from reconvene.meeting.state import Limits


@dataclass(slots=True)
class Counts:
    """What happened since the server started, over all meetings."""

    commits: int = 0
    breakdowns: int = 0
    refusals: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every meeting of a server shares."""

    log: Log
    clock: Clock
    limits: Limits
    counts: Counts = field(default_factory=Counts)
