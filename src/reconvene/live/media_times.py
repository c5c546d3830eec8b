"""How long media wait for what, and from how many on."""

from typing import Final

RETRY: Final = 0.5
"""Seconds before a refused or unanswered request is tried again."""

CLEARING: Final = 1.0
"""Seconds to wait for others' slots to leave a person whose connections are taken down."""

SHARPEN: Final = 0.5
"""Seconds in which a new picture comes up at the lowest layer before it is raised to what suits its tile."""

GLANCE: Final = 0.05
"""Seconds in which what pages say they show is gathered: however often they say it, slots follow once."""

CROWD: Final = 16
"""From so many simultaneous switches on, sound goes first and pictures follow in waves of this size."""
