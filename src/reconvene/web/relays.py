"""TURN: relays for people whose networks let no direct media through, with credentials that soon expire."""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from reconvene.meeting.ids import Millis, PersonId
from reconvene.wire.frames import Relay, RelayList

LIFE: Final = Millis(2 * 60 * 60 * 1000)
"""How long credentials are good for a new connection; one that stands is not cut when they end."""


@dataclass(frozen=True, slots=True)
class Relays:
    """The relays people may use, and the secret that they share with us.

    Source: the TURN REST API (draft-uberti-behave-turn-rest-00), which coturn calls ``use-auth-secret``: the
    username is the time of expiry in seconds and a name, the password an HMAC-SHA1 of it.
    """

    urls: Sequence[str]
    secret: str

    def credentials(self, person: PersonId, now: Millis) -> RelayList:
        """Return the relays with credentials of this person's own."""
        username = f"{(now + LIFE) // 1000}:{person}"
        digest = hmac.new(self.secret.encode(), username.encode(), hashlib.sha1).digest()
        password = base64.b64encode(digest).decode()
        relay = Relay(urls=tuple(self.urls), username=username, credential=password)
        return RelayList(relays=(relay,))


class RelayReminder:
    """When a page is to be given new credentials: before those it has are half used up."""

    def __init__(self, relays: Relays | None) -> None:
        self._relays = relays
        self._next = Millis(0)

    def due(self, person: PersonId, now: Millis) -> RelayList | None:
        """Return the frame to send now, if any."""
        if self._relays is None or now < self._next:
            return None
        self._next = Millis(now + LIFE // 2)
        return self._relays.credentials(person, now)
