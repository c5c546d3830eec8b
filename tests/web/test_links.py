"""Links and keys: how long they are good, and how they are taken back."""

from contextlib import suppress
from dataclasses import replace

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from reconvene.live.allowance import Allowances
from reconvene.meeting.ids import DAY, MeetingId, Millis, PersonId
from reconvene.web.limits import FRAMES_AT_ONCE, AddressLimits
from reconvene.web.tokens import ExpiredToken, InvalidToken, Link, Seat, Tokens
from tests.support.memory import FixedKeys
from tests.web.conftest import Site

NOW = Millis(1_000)
LINK = Link(MeetingId("m_1"), "participant", Millis(2_000), 3)
SEAT = Seat(MeetingId("m_1"), "participant", Millis(2_000), PersonId("p_1"), None, 3)


def token_of(address: str) -> str:
    """Return the token of a link's address."""
    return address.rpartition("/")[2]


async def code_of(site: Site, token: str) -> str:
    """Return what is wrong with a link; empty if nothing is."""
    answer = await site.http.get(f"/api/v1/links/{token}")
    code: str = answer.json().get("code", "")
    return code


async def test_more_links_can_be_made_and_end_when_asked(site: Site) -> None:
    """JN1: for so many days; those made before stay good."""
    meeting, _, participant = await site.meeting()
    url = f"/api/v1/meetings/{meeting}/links"
    made = await site.http.post(url, json={"days": 2}, headers=site.api)
    assert made.status_code == 201
    token = token_of(made.json()["participant"])
    now = site.services.clock.now()
    expires = site.services.tokens.link(token, now).expires
    assert 0 <= now + 2 * 24 * 60 * 60 * 1000 - expires < 60_000
    assert [await code_of(site, one) for one in (token, participant)] == ["", ""]
    for days in (0, 3_651, 1.5, "x"):
        answer = await site.http.post(url, json={"days": days}, headers=site.api)
        assert (answer.status_code, answer.json()["code"]) == (422, "BAD_REQUEST")


async def test_a_revoked_link_opens_nothing_and_its_page_says_so(site: Site) -> None:
    """JN1: of one role or of both; links made later are good, other meetings' too."""
    meeting, moderator, participant = await site.meeting()
    _, _, elsewhere = await site.meeting()
    url = f"/api/v1/meetings/{meeting}/links"
    answer = await site.http.delete(url, params={"role": "participant"}, headers=site.api)
    assert answer.status_code == 204
    assert await code_of(site, participant) == "LINK_REVOKED"
    assert (await site.http.get(f"/join/{participant}")).status_code == 410
    assert (await site.http.head(f"/join/{participant}")).status_code == 410
    taken = await site.http.post(f"/api/v1/links/{participant}/seats", json={"name": "Ben"})
    assert (taken.status_code, taken.json()["code"]) == (410, "LINK_REVOKED")
    assert [await code_of(site, one) for one in (moderator, elsewhere)] == ["", ""]
    made = (await site.http.post(url, json={}, headers=site.api)).json()
    assert await code_of(site, token_of(made["participant"])) == ""
    await site.http.delete(url, headers=site.api)
    codes = {await code_of(site, one) for one in (moderator, token_of(made["participant"]))}
    assert codes == {"LINK_REVOKED"}
    assert (await site.http.delete("/api/v1/meetings/none/links", headers=site.api)).status_code == 404


async def test_who_is_in_the_meeting_stays_when_the_link_is_revoked(site: Site) -> None:
    """JN2: they come back to their seat; a seat that was never used opens nothing any more."""
    meeting, _, participant = await site.meeting()
    inside, outside = await site.seat(participant, "Ada"), await site.seat(participant, "Ben")
    async with site.socket(inside["seat"]) as ada:
        await ada.until("welcome")
        await site.http.delete(f"/api/v1/meetings/{meeting}/links", headers=site.api)
    async with site.socket(inside["seat"]) as ada:
        await ada.until("welcome")
    async with site.socket(outside["seat"]) as ben:
        assert await ben.closed() == 4001


async def test_a_moderator_makes_and_revokes_links_from_their_seat(site: Site) -> None:
    """JN1: for fewer days than the server's links, never for more; who is inside stays."""
    site.services = site.app.state.services = replace(site.services, link_life=10 * DAY)
    _, moderator, participant = await site.meeting()
    eva = await site.seat(moderator, "Eva")
    headers = {"Authorization": f"Bearer {eva['seat']}"}
    url = "/api/v1/seat/links"
    async with site.socket(eva["seat"]) as page:
        await page.until("welcome")
        most = (await site.http.post(url, json={}, headers=headers)).json()["expires"]
        short = (await site.http.post(url, json={"days": 2}, headers=headers)).json()
        long = (await site.http.post(url, json={"days": 3_650}, headers=headers)).json()
        now = site.services.clock.now()
        token = token_of(short["participant"])
        assert site.services.tokens.link(token, now).expires == short["expires"]
        assert 0 <= now + 2 * DAY - short["expires"] < 60_000
        assert abs(long["expires"] - most) < 60_000
        answer = await site.http.delete(url, params={"role": "participant"}, headers=headers)
        assert answer.status_code == 204
        assert [await code_of(site, one) for one in (participant, token, moderator)] == [
            "LINK_REVOKED",
            "LINK_REVOKED",
            "",
        ]
        assert (await site.http.delete(url, headers=headers)).status_code == 204
        assert await code_of(site, moderator) == "LINK_REVOKED"
        made = (await site.http.post(url, json={}, headers=headers)).json()
        assert await code_of(site, token_of(made["moderator"])) == ""


async def test_what_is_done_once_in_a_while_is_done_only_so_often(site: Site) -> None:
    """RT1: making and revoking links, and erasing, by address."""
    _, moderator, _ = await site.meeting()
    eva = await site.seat(moderator, "Eva")
    headers = {"Authorization": f"Bearer {eva['seat']}"}
    async with site.socket(eva["seat"]) as page:
        await page.until("welcome")
        site.use(AddressLimits(rare=Allowances(1, 0.001)))
        assert (await site.http.post("/api/v1/seat/links", json={}, headers=headers)).status_code == 201
        own = f"/api/v1/seat/people/{eva['person']}/words"
        for method, path in (
            ("DELETE", "/api/v1/seat/links"),
            ("DELETE", "/api/v1/seat/words"),
            ("DELETE", own),
        ):
            answer = await site.http.request(method, path, headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (429, "TOO_MANY_REQUESTS")


async def test_an_api_key_that_was_rotated_opens_nothing(site: Site) -> None:
    """RT1: at the next request."""
    meeting, _, _ = await site.meeting()
    assert isinstance(site.services.keys, FixedKeys)
    site.services.keys.api = "another"
    answer = await site.http.get(f"/api/v1/meetings/{meeting}", headers=site.api)
    assert (answer.status_code, answer.json()["code"]) == (401, "API_KEY_INVALID")
    headers = {"Authorization": "Bearer another"}
    assert (await site.http.get(f"/api/v1/meetings/{meeting}", headers=headers)).status_code == 200


def test_what_a_former_key_signed_is_good_as_long_as_that_key_is() -> None:
    """RT1: rotation with grace; without grace, nothing signed before is good."""
    old = Tokens(FixedKeys("", "old"))
    link, seat = old.of_link(LINK, NOW), old.of_seat(SEAT, NOW)
    both = Tokens(FixedKeys("", "old", "new"))
    assert (both.link(link, NOW), both.seat(seat, NOW)) == (LINK, SEAT)
    new = Tokens(FixedKeys("", "new"))
    assert new.link(both.of_link(LINK, NOW), NOW) == LINK
    with pytest.raises(InvalidToken):
        new.link(link, NOW)
    with pytest.raises(ExpiredToken):
        both.link(link, LINK.expires)
    for wrong in (seat, link[:-1], f"{link}x", ""):
        with pytest.raises(InvalidToken):
            both.link(wrong, NOW)


async def test_who_tries_keys_and_links_at_random_is_stopped_and_the_right_key_is_not(site: Site) -> None:
    """RT1: counted by address."""
    meeting, _, participant = await site.meeting()
    site.use(AddressLimits(wrong=Allowances(3, 0.001)))
    wrong = {"Authorization": "Bearer wrong"}
    seen = [(await site.http.get("/api/v1/meetings/m", headers=wrong)).status_code for _ in range(2)]
    seen += [(await site.http.get("/api/v1/links/none")).status_code for _ in range(2)]
    seen += [(await site.http.get("/api/v1/seat/report", headers=wrong)).status_code]
    assert seen == [401, 401, 404, 429, 429]
    assert (await site.http.get(f"/api/v1/meetings/{meeting}", headers=site.api)).status_code == 200
    assert await code_of(site, participant) == ""


async def test_an_address_joins_opens_sockets_and_uploads_only_so_fast(site: Site) -> None:
    """RT1: with a code that says so; over the WebSocket by not opening."""
    _, _, participant = await site.meeting()
    few = AddressLimits(
        sockets=Allowances(1, 0.001), joins=Allowances(2, 0.001), uploads=Allowances(1, 0.001)
    )
    site.use(few)
    seat = (await site.seat(participant, "Ben"))["seat"]
    await site.seat(participant, "Ada")
    answer = await site.http.post(f"/api/v1/links/{participant}/seats", json={"name": "Cem"})
    assert (answer.status_code, answer.json()["code"]) == (429, "TOO_MANY_REQUESTS")
    async with site.socket(seat) as ben:
        await ben.until("welcome")
        body = {"name": "a.txt", "size": 4, "room": "main"}
        headers = {"Authorization": f"Bearer {seat}"}
        sent = [await site.http.post("/api/v1/seat/files", json=body, headers=headers) for _ in range(2)]
        assert [one.status_code for one in sent] == [201, 429]
        with pytest.raises(InvalidStatus):
            async with site.socket(seat):
                pass


async def test_a_page_that_floods_is_sent_away_and_the_others_stay(site: Site) -> None:
    """RT1: with 4013."""
    _, _, participant = await site.meeting()
    loud, calm = await site.seat(participant, "Ben"), await site.seat(participant, "Ada")
    async with site.socket(loud["seat"]) as ben, site.socket(calm["seat"]) as ada:
        for _ in range(FRAMES_AT_ONCE + 200):
            await ben.send({"type": "ping", "at": 1.0})
        with suppress(ConnectionClosed):
            async for _ in ben.connection:
                pass
        assert await ben.closed() == 4013
        await ada.send({"type": "ping", "at": 1.0})
        assert (await ada.until("pong"))["at"] == 1.0
