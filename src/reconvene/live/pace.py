"""How fast one person may say things: others must be able to read, and the server to go on (RM2)."""

from typing import Final

from reconvene.live.allowance import Allowances
from reconvene.meeting.commands import Request, speaks
from reconvene.meeting.ids import Millis, PersonId
from reconvene.meeting.refusals import Code, Refusal

BURST: Final = 20
"""How many things may be said at once, as after an outage."""

PER_SECOND: Final = 4
"""How many in the long run."""


class Pace:
    """Counts what the people of one meeting say."""

    def __init__(self) -> None:
        self._said = Allowances(BURST, PER_SECOND)
        self._rated = Allowances(BURST, PER_SECOND)

    def require_calm(self, request: Request, now: Millis) -> None:
        """Raise `Refusal` for who says too much too fast."""
        if speaks(request.command) and not self._said.spend(request.by, now):
            raise Refusal(Code.TOO_FAST)

    def lets_rate(self, person: PersonId, now: Millis) -> bool:
        """Return whether a person may say once more how well their connection works."""
        return self._rated.spend(person, now)
