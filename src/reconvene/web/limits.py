"""How much may come from one address and from one page: enough for a school behind one, not for a flood."""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

from starlette.requests import HTTPConnection

from reconvene.live.allowance import Allowance, Allowances
from reconvene.meeting.ids import Millis
from reconvene.web.addresses import address_of, household
from reconvene.web.errors import problem

FRAMES_AT_ONCE: Final = 1_000
FRAMES_PER_SECOND: Final = 100
BYTES_AT_ONCE: Final = 4_000_000
BYTES_PER_SECOND: Final = 250_000
"""What one page may send on its socket; an ordinary one sends less than five frames a second."""


@dataclass(frozen=True, slots=True)
class AddressLimits:
    """What each address may still do; addresses are those of `household`.

    ``sockets`` are opened, ``joins`` take seats, ``wrong`` are requests with a key, link or seat that opens
    nothing, ``uploads`` are begun, ``rare`` is what is done from a seat once in a while: making and revoking
    links, erasing.
    """

    sockets: Allowances = field(default_factory=lambda: Allowances(5_000, 100))
    joins: Allowances = field(default_factory=lambda: Allowances(2_000, 20))
    wrong: Allowances = field(default_factory=lambda: Allowances(100, 1))
    uploads: Allowances = field(default_factory=lambda: Allowances(200, 2))
    rare: Allowances = field(default_factory=lambda: Allowances(100, 1))


def require_calm(allowances: Allowances, connection: HTTPConnection, now: Millis) -> None:
    """Count one request of an address; raises `ApiError` ``TOO_MANY_REQUESTS`` where there were too many."""
    if not allowances.spend(household(address_of(connection)), now):
        raise problem(HTTPStatus.TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS")


class PagePace:
    """How fast one page sends frames."""

    def __init__(self, now: Millis) -> None:
        self._frames = Allowance(FRAMES_AT_ONCE, FRAMES_PER_SECOND, now)
        self._bytes = Allowance(BYTES_AT_ONCE, BYTES_PER_SECOND, now)

    def lets(self, size: int, now: Millis) -> bool:
        """Count a frame of ``size``; return whether it may come."""
        return self._frames.spend(1, now) and self._bytes.spend(size, now)
