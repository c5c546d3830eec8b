"""TURN credentials: made by the server, for one person, for a short time."""

import base64
import hashlib
import hmac
from dataclasses import replace

import pytest

from reconvene.meeting.ids import Millis, PersonId
from reconvene.web.relays import LIFE, RelayReminder, Relays
from tests.web.conftest import Site

RELAYS = Relays(["turn:turn.example.org:3478"], "a shared secret")
EVA = PersonId("p_eva")
NOON = Millis(1_700_000_000_000)


def test_the_password_is_what_the_relay_computes_from_the_username() -> None:
    """The TURN REST API: base64(HMAC-SHA1(secret, "expiry:name")), expiry in seconds."""
    (relay,) = RELAYS.credentials(EVA, NOON).relays
    expiry, _, name = relay.username.partition(":")
    assert (int(expiry), name) == ((NOON + LIFE) // 1000, EVA)
    digest = hmac.new(b"a shared secret", relay.username.encode(), hashlib.sha1).digest()
    assert relay.credential == base64.b64encode(digest).decode()


def test_credentials_are_renewed_before_they_end() -> None:
    """A page that is open for hours can make its connections anew at any time."""
    reminder = RelayReminder(RELAYS)
    assert reminder.due(EVA, NOON) is not None
    assert reminder.due(EVA, Millis(NOON + LIFE // 2 - 1)) is None
    assert reminder.due(EVA, Millis(NOON + LIFE // 2)) == RELAYS.credentials(EVA, Millis(NOON + LIFE // 2))
    assert RelayReminder(None).due(EVA, NOON) is None


@pytest.fixture
def site_with_relays(site: Site) -> Site:
    """A site whose people may use a relay."""
    services = replace(site.services, relays=RELAYS)
    site.app.state.services = services
    return site


async def test_a_page_has_its_relays_before_its_media_begin(site_with_relays: Site) -> None:
    """They come before the welcome, and only to those who have a seat."""
    _, _, link = await site_with_relays.meeting()
    taken = await site_with_relays.seat(link, "Ann")
    async with site_with_relays.socket(taken["seat"]) as socket:
        first = await socket.next()
        assert first["type"] == "relays"
        assert first["relays"][0]["username"].endswith(f":{taken['person']}")
        await socket.until("welcome")
    async with site_with_relays.socket() as socket:
        await socket.send({"type": "hello", "seat": "nonsense", "page": "test"})
        assert await socket.closed() == 4001
