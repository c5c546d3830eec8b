"""Who a page's HTTP request comes from, and which rooms' content that person may touch (RT2)."""

import pytest

from reconvene.meeting.ids import MAIN, PersonId, RoomId
from reconvene.web.errors import ApiError
from reconvene.web.holder import Holder, holder_of
from tests.web.conftest import Site

SET_UP = {
    "type": "configure_breakout",
    "rooms": 2,
    "assign": "manual",
    "time_limit": None,
    "allow": {"call": True, "return_to_main": True, "switch_rooms": True},
}


async def _seated(site: Site, link: str, name: str) -> tuple[Holder, dict[str, str]]:
    taken = await site.seat(link, name)
    async with site.socket(taken["seat"]) as socket:
        await socket.until("welcome")
    return await holder_of(site.services, taken["seat"]), taken


async def test_a_seat_token_stands_for_the_person_in_the_meeting(site: Site) -> None:
    """RT1: who is asking comes from the token alone, and only while they are in the meeting."""
    _, _, link = await site.meeting()
    taken = await site.seat(link, "Ann")
    with pytest.raises(ApiError, match="NOT_IN_MEETING"):
        await holder_of(site.services, taken["seat"])
    async with site.socket(taken["seat"]) as socket:
        await socket.until("welcome")
        holder = await holder_of(site.services, taken["seat"])
        assert holder.person.id == taken["person"]
        await socket.send({"type": "command", "id": "1", "command": {"type": "leave"}})
        await socket.closed()
    with pytest.raises(ApiError, match="NOT_IN_MEETING"):
        _ = holder.person


@pytest.mark.parametrize("wrong", ["", "nonsense", "a link"])
async def test_other_tokens_open_nothing(site: Site, wrong: str) -> None:
    """RT1: a link is no seat."""
    _, _, link = await site.meeting()
    with pytest.raises(ApiError, match="SEAT_INVALID"):
        await holder_of(site.services, link if wrong == "a link" else wrong)


async def test_content_is_for_those_in_the_room(site: Site) -> None:
    """RT2: participants read only where they are, moderators everywhere; all change only where they are."""
    meeting, moderator, participant = await site.meeting()
    mia, _ = await _seated(site, moderator, "Mia")
    ann, _ = await _seated(site, participant, "Ann")
    answer = await site.http.post(
        f"/api/v1/meetings/{meeting}/commands", json={"command": SET_UP}, headers=site.api
    )
    assert answer.status_code == 200, answer.text
    (room, _) = mia.state.rooms
    mia.require_readable(room)
    for holder in (mia, ann):
        holder.require_readable(MAIN)
        holder.require_changeable(MAIN)
        with pytest.raises(ApiError, match="ROOM_NOT_YOURS"):
            holder.require_changeable(room)
    with pytest.raises(ApiError, match="ROOM_NOT_YOURS"):
        ann.require_readable(room)
    with pytest.raises(ApiError, match="ROOM_UNKNOWN"):
        mia.require_readable(RoomId("r99"))
    with pytest.raises(ApiError, match="ROOM_NOT_YOURS"):
        ann.require_readable(RoomId("r99"))


async def test_a_holder_who_is_gone_may_nothing(site: Site) -> None:
    """RT3: what a token may do ends with the seat."""
    _, _, link = await site.meeting()
    ann, _ = await _seated(site, link, "Ann")
    stranger = Holder(ann.services, ann.running, PersonId("p_nobody"))
    with pytest.raises(ApiError, match="NOT_IN_MEETING"):
        stranger.require_readable(MAIN)
