"""Wrong passcodes, counted by address, so that nobody can try them all."""

import ipaddress
from collections import OrderedDict, deque
from typing import Final

from reconvene.meeting.ids import MeetingId, Millis

MOST: Final = 10
"""Wrong passcodes for one meeting from one address within `SPAN`."""

SPAN: Final = Millis(300_000)

REMEMBERED: Final = 10_000
"""Addresses that are kept; the ones that guessed longest ago are forgotten first."""

_IPV6_HOUSEHOLD: Final = 64


class Guesses:
    """Remembers who guessed wrong, and when."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[tuple[MeetingId, str], deque[Millis]] = OrderedDict()

    def may_guess(self, meeting: MeetingId, address: str, now: Millis) -> bool:
        """Return whether an address may try a passcode of a meeting now."""
        wrong = self._wrong.get((meeting, _household(address)))
        return wrong is None or len(wrong) < MOST or wrong[0] + SPAN <= now

    def note_wrong(self, meeting: MeetingId, address: str, now: Millis) -> None:
        """Count a wrong passcode."""
        key = (meeting, _household(address))
        self._wrong.setdefault(key, deque(maxlen=MOST)).append(now)
        self._wrong.move_to_end(key)
        if len(self._wrong) > REMEMBERED:
            self._wrong.popitem(last=False)


def _household(address: str) -> str:
    """Return the part of an address that one person cannot change at will: of IPv6 the first half."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 4:  # noqa: PLR2004 - the protocol's number
        return address
    return str(ipaddress.ip_network((known, _IPV6_HOUSEHOLD), strict=False))
