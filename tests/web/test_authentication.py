"""Who is asking comes from the connection alone: every command, with every wrong way to authenticate."""

import pytest

from reconvene.meeting.ids import MeetingId
from tests.support.frames import COMMANDS
from tests.web.conftest import Site


async def test_no_command_is_taken_over_http_without_the_key(site: Site) -> None:
    """RT1: with none, a wrong one, a seat's token or a link; the log stays as it was."""
    meeting, moderator, _ = await site.meeting()
    seat = (await site.seat(moderator, "Eva"))["seat"]
    site.allow_everything()
    for command in COMMANDS:
        for token in ("", "Bearer wrong", f"Bearer {seat}", f"Bearer {moderator}"):
            headers = {"Authorization": token} if token else {}
            answer = await site.http.post(
                f"/api/v1/meetings/{meeting}/commands", json={"command": command}, headers=headers
            )
            assert (answer.status_code, answer.json()["code"]) == (401, "API_KEY_INVALID"), command
    assert not site.log.commits.get(MeetingId(meeting))


async def test_a_seat_acts_in_its_own_meeting_alone(site: Site) -> None:
    """RT1: whatever its commands name; the other meeting's log stays as it was."""
    meeting, moderator, _ = await site.meeting()
    _, elsewhere, _ = await site.meeting()
    eva = await site.seat(moderator, "Eva")
    mallory = (await site.seat(elsewhere, "Mallory"))["seat"]
    async with site.socket(eva["seat"]) as page:
        await page.until("welcome")
        before = len(site.log.commits[MeetingId(meeting)])
        async with site.socket(mallory) as other:
            await other.until("welcome")
            for number, command in enumerate(COMMANDS):
                if command["type"] != "leave":
                    named = command | dict.fromkeys({"person", "first"} & set(command), eva["person"])
                    await other.send({"type": "command", "id": f"c{number}", "command": named})
                    await other.until("answer")
        assert len(site.log.commits[MeetingId(meeting)]) == before


@pytest.mark.parametrize("token", ["", "wrong", "moderator", "participant", "key"])
async def test_nothing_but_a_seat_opens_a_socket(site: Site, token: str) -> None:
    """RT1: a link or a key is no seat."""
    _, moderator, participant = await site.meeting()
    given = {"moderator": moderator, "participant": participant, "key": site.api["Authorization"][7:]}
    async with site.socket(given.get(token, token)) as page:
        assert await page.closed() == 4001
