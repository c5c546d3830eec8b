"""What every meeting of a server works with."""

from dataclasses import dataclass, field

from reconvene.live.metrics import Metrics
from reconvene.live.ports import Clock, Log
from reconvene.meeting.state import Limits


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What every meeting of a server shares."""

    log: Log
    clock: Clock
    limits: Limits
    metrics: Metrics = field(default_factory=Metrics)
