"""Facts about what was brought back, as the log keeps them."""

from dataclasses import dataclass
from typing import TypeAlias

from reconvene.meeting.harvest_state import Harvest


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """What rooms had was brought back to main."""

    harvest: Harvest


HarvestEvent: TypeAlias = BroughtBack
