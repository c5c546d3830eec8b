"""Passcode, lock, lobby and removal on real sockets: what HTTP and the WebSocket say."""

from typing import Any

import pytest

from reconvene.meeting.ids import MeetingId, Millis
from reconvene.web.guesses import EVERY, MOST, Guesses
from tests.web.conftest import Site

OPEN = {"unmute": True, "camera": True, "share": True, "chat": True, "private_chat": True}
MEETING = MeetingId("m_1")


async def order(site: Site, meeting: str, command: dict[str, Any]) -> None:
    """Carry a command out as the operator."""
    answer = await site.http.post(
        f"/api/v1/meetings/{meeting}/commands", json={"command": command}, headers=site.api
    )
    assert answer.status_code == 200, answer.text


async def permit(site: Site, meeting: str, *, lobby: bool = False, locked: bool = False) -> None:
    """Set the lobby and the lock."""
    permissions = {**OPEN, "lobby": lobby, "locked": locked}
    await order(site, meeting, {"type": "set_permissions", "permissions": permissions})


async def ask_for_seat(site: Site, token: str, **body: str | None) -> tuple[int, str]:
    """Ask for a seat; return the status and the code of the error, if any."""
    answer = await site.http.post(f"/api/v1/links/{token}/seats", json={"name": "Ben", **body})
    return answer.status_code, answer.json().get("code", "")


async def test_newcomers_are_asked_for_the_passcode(site: Site) -> None:
    """JN3: through the participant link only; without it, with a wrong one, with the right one."""
    meeting, moderator, participant = await site.meeting()
    await order(site, meeting, {"type": "set_passcode", "passcode": "sésame"})
    assert (await site.http.get(f"/api/v1/links/{participant}")).json()["passcode"] is True
    assert (await site.http.get(f"/api/v1/links/{moderator}")).json()["passcode"] is False
    assert await ask_for_seat(site, participant) == (403, "PASSCODE_REQUIRED")
    assert await ask_for_seat(site, participant, passcode="") == (403, "PASSCODE_REQUIRED")
    assert await ask_for_seat(site, participant, passcode="sesame") == (403, "PASSCODE_WRONG")
    assert await ask_for_seat(site, participant, passcode=" sésame ") == (201, "")
    assert await ask_for_seat(site, moderator) == (201, "")


async def test_too_many_wrong_passcodes_stop_also_the_right_one(site: Site) -> None:
    """JN3: so that nobody can try them all."""
    meeting, _, participant = await site.meeting()
    await order(site, meeting, {"type": "set_passcode", "passcode": "sesame"})
    for _ in range(MOST):
        assert await ask_for_seat(site, participant, passcode="open") == (403, "PASSCODE_WRONG")
    assert await ask_for_seat(site, participant, passcode="sesame") == (429, "TOO_MANY_GUESSES")


def test_wrong_guesses_are_forgotten_in_time_and_counted_by_household() -> None:
    """JN3: an address of one's own choice within an IPv6 network is no other address."""
    guesses = Guesses()
    for number in range(MOST):
        guesses.note_wrong(MEETING, f"2001:db8::{number}", Millis(0))
    assert not guesses.may_guess(MEETING, "2001:db8::ffff", Millis(EVERY - 1))
    assert guesses.may_guess(MEETING, "2001:db8::ffff", EVERY)
    assert guesses.may_guess(MEETING, "2001:db8:0:1::1", Millis(0))
    assert guesses.may_guess(MeetingId("m_2"), "2001:db8::1", Millis(0))
    for _ in range(MOST):
        guesses.note_wrong(MEETING, "::ffff:192.0.2.1", Millis(0))
    assert not guesses.may_guess(MEETING, "192.0.2.1", Millis(0))
    assert guesses.may_guess(MEETING, "::ffff:192.0.2.2", Millis(0))


async def test_a_seat_from_before_the_passcode_lets_nobody_in_who_is_not_there(site: Site) -> None:
    """JN3: who is in the meeting stays and comes back; the others are asked."""
    meeting, _, participant = await site.meeting()
    inside, outside = await site.seat(participant, "Ada"), await site.seat(participant, "Ben")
    async with site.socket(inside["seat"]) as ada:
        await ada.until("welcome")
    await order(site, meeting, {"type": "set_passcode", "passcode": "sesame"})
    async with site.socket(inside["seat"]) as ada:
        await ada.until("welcome")
    async with site.socket(outside["seat"]) as ben:
        assert await ben.closed() == 4001
    assert await ask_for_seat(site, participant, seat=outside["seat"]) == (403, "PASSCODE_REQUIRED")
    assert await ask_for_seat(site, participant, seat=inside["seat"]) == (201, "")


async def test_a_locked_meeting_says_so(site: Site) -> None:
    """JN3: over HTTP with a sentence; a seat taken before but never used opens nothing."""
    meeting, _, participant = await site.meeting()
    unused = await site.seat(participant, "Ben")
    await permit(site, meeting, locked=True)
    assert await ask_for_seat(site, participant) == (403, "MEETING_LOCKED")
    async with site.socket(unused["seat"]) as page:
        assert await page.closed() == 4001


async def test_who_waits_gets_the_lobby_alone_and_their_media_frames_are_dropped(site: Site) -> None:
    """JN3, RT2: until they are admitted on the same connection."""
    meeting, _, participant = await site.meeting()
    await permit(site, meeting, lobby=True)
    seat = await site.seat(participant, "Ben")
    async with site.socket(seat["seat"]) as ben:
        assert set((await ben.until("welcome"))["view"]) == {"lobby"}
        mids = {"microphone": "0", "camera": "1", "screen": "2"}
        await ben.send({"type": "publish", "attempt": 1, "sdp": "v=0", "mids": mids})
        await ben.send({"type": "react", "reaction": "clap"})
        await ben.send({"type": "command", "id": "1", "command": {"type": "raise_hand", "raised": True}})
        assert (await ben.until("answer"))["refusal"]["code"] == "NOT_IN_MEETING"
        assert not (await site.services.meetings.media(MeetingId(meeting))).known()
        headers = {"Authorization": f"Bearer {seat['seat']}"}
        assert (await site.http.get("/api/v1/seat/nothing", headers=headers)).status_code in (403, 404)
        await order(site, meeting, {"type": "admit_people", "people": [seat["person"]]})
        keys = {change[1] for change in (await ben.until("changes"))["changes"]}
        assert {"lobby", "me", "meeting", "room"} <= keys


@pytest.mark.parametrize("role", ["moderator", "participant"])
async def test_a_removed_persons_seat_token_is_refused_for_good(site: Site, role: str) -> None:
    """RT3: on the WebSocket with 4003, over HTTP with REMOVED; the link makes somebody else of them."""
    meeting, moderator, participant = await site.meeting()
    async with site.socket((await site.seat(moderator, "Eva"))["seat"]) as eva:
        await eva.until("welcome")
        link = moderator if role == "moderator" else participant
        seat = await site.seat(link, "Ben")
        async with site.socket(seat["seat"]) as ben:
            await ben.until("welcome")
            await order(site, meeting, {"type": "remove_person", "person": seat["person"]})
            assert await ben.closed() == 4003
        async with site.socket(seat["seat"]) as ben:
            assert await ben.closed() == 4003
        assert await ask_for_seat(site, link, seat=seat["seat"]) == (403, "REMOVED")
        assert (await site.seat(link, "Ben"))["person"] != seat["person"]
