"""RM2, RT2: the chat read in pages, over HTTP, by whoever may."""

from typing import Any

from tests.web.conftest import Site, Socket

SET_UP = {
    "type": "configure_breakout",
    "rooms": 2,
    "assign": "manual",
    "time_limit": None,
    "allow": {"call": True, "return_to_main": True, "switch_rooms": True},
}


async def command(socket: Socket, command_id: str, what: dict[str, Any]) -> dict[str, Any]:
    """Have a command carried out; return the answer."""
    await socket.send({"type": "command", "id": command_id, "command": what})
    return await socket.until("answer")


async def page(site: Site, seat: str, conversation: str, query: str = "") -> tuple[int, dict[str, Any]]:
    """Read a page with a seat token."""
    address = f"/api/v1/seat/chat/{conversation}{query}"
    answer = await site.http.get(address, headers={"Authorization": f"Bearer {seat}"})
    return answer.status_code, answer.json()


async def test_history_is_read_page_by_page_and_only_by_those_it_is_for(site: Site) -> None:
    """RM2, RT2: with one's own token nothing of another room is read, nothing private, no backchannel."""
    meeting, moderator_link, link = await site.meeting()
    mia = await site.seat(moderator_link, "Mia")
    ann = await site.seat(link, "Ann")
    async with site.socket(mia["seat"]) as desk, site.socket(ann["seat"]) as pages:
        await desk.until("welcome")
        await pages.until("welcome")
        await command(desk, "1", SET_UP)
        await command(desk, "2", {"type": "start_breakout"})
        await command(desk, "3", {"type": "join_room", "room": "r1"})
        for number in range(5):
            said = {"type": "say", "conversation": "room:r1", "text": f"Line {number} <b>"}
            assert (await command(desk, f"s{number}", said))["refusal"] is None
        await command(desk, "4", {"type": "say", "conversation": "moderators", "text": "Among us"})
        await command(desk, "5", {"type": "say", "conversation": f"person:{ann['person']}", "text": "Hello"})

        status, last = await page(site, mia["seat"], "room:r1", "?limit=2")
        assert status == 200
        assert [line["text"] for line in last["lines"]] == ["Line 3 <b>", "Line 4 <b>"]
        assert last["more"]
        _, first = await page(site, mia["seat"], "room:r1", f"?before={last['lines'][0]['number']}")
        assert [line["number"] for line in first["lines"]] == [1, 2, 3]
        assert not first["more"]
        assert first["lines"][0]["name"] == "Mia"

        assert await page(site, ann["seat"], "room:r1") == (
            403,
            {"code": "ROOM_NOT_YOURS", "message": "This belongs to a room you are not in."},
        )
        assert (await page(site, ann["seat"], "moderators"))[0] == 403
        assert (await page(site, ann["seat"], "nonsense"))[1]["code"] == "UNKNOWN_CONVERSATION"
        assert (await page(site, "made up", "room:main"))[0] == 401
        for seat, other in ((ann, mia), (mia, ann)):
            _, private = await page(site, seat["seat"], f"person:{other['person']}")
            assert [line["text"] for line in private["lines"]] == ["Hello"]
            assert private["lines"][0]["conversation"] == f"person:{other['person']}"
        assert (await page(site, ann["seat"], "room:main?limit=101"))[0] == 422

        await command(pages, "1", {"type": "join_room", "room": "r1"})
        await command(pages, "2", {"type": "join_room", "room": "main"})
        await command(desk, "6", {"type": "say", "conversation": "room:r1", "text": "After Ann had left"})
        _, left = await page(site, ann["seat"], "room:r1")
        assert len(left["lines"]) == 5
        _, whole = await page(site, ann["seat"], "room:r1", "?before=999")
        assert whole == left

    answer = await site.http.get(f"/api/v1/meetings/{meeting}/chat/r1", headers=site.api)
    assert [line["number"] for line in answer.json()["lines"]] == list(range(1, 7))
    assert (await site.http.get(f"/api/v1/meetings/{meeting}/chat/r9", headers=site.api)).status_code == 404
    assert (await site.http.get(f"/api/v1/meetings/{meeting}/chat/r1")).status_code == 401


async def test_too_many_lines_get_a_code_over_the_socket(site: Site) -> None:
    """RM2: a page that floods is told so, and is not cut off."""
    _, _, link = await site.meeting()
    ann = await site.seat(link, "Ann")
    async with site.socket(ann["seat"]) as socket:
        await socket.until("welcome")
        for number in range(200):
            said = {"type": "say", "conversation": "room:main", "text": "x" * 4_000}
            await socket.send({"type": "command", "id": str(number), "command": said})
        refusals = [(await socket.until("answer"))["refusal"] for _ in range(200)]
        assert refusals[:20] == [None] * 20
        assert {refusal["code"] for refusal in refusals if refusal is not None} == {"TOO_FAST"}
        assert (await command(socket, "hand", {"type": "raise_hand", "raised": True}))["refusal"] is None
