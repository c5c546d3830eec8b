"""The WebSocket on a real socket: who one is, what bad input gets, and that the meeting never suffers."""

import asyncio
import json
from contextlib import suppress

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from reconvene.web import socket as socket_module
from tests.web.conftest import Site


async def test_hello_brings_the_whole_view_and_commands_are_answered_after_their_changes(site: Site) -> None:
    """RT1: the answer follows what the command caused."""
    _, moderator, _ = await site.meeting()
    seat = await site.seat(moderator, "Eva")
    async with site.socket(seat["seat"]) as page:
        welcome = await page.until("welcome")
        assert welcome["person"] == seat["person"]
        assert welcome["view"]["me"]["role"] == "host"
        await page.send({"type": "command", "id": "1", "command": {"type": "raise_hand", "raised": True}})
        changes = json.loads(await page.connection.recv())
        assert (changes["type"], changes["seq"]) == ("changes", welcome["seq"] + 1)
        assert await page.until("answer") == {"type": "answer", "id": "1", "refusal": None}


async def test_a_participant_is_refused_a_moderators_command(site: Site) -> None:
    """RT1: rights come from the connection alone."""
    _, _, participant = await site.meeting()
    async with site.socket((await site.seat(participant, "Ben"))["seat"]) as page:
        await page.send({"type": "command", "id": "1", "command": {"type": "start_breakout"}})
        refusal = (await page.until("answer"))["refusal"]
        assert refusal["code"] == "NOT_MODERATOR"


async def test_the_servers_time_is_told(site: Site) -> None:
    """TM1: pages learn the server's clock."""
    _, _, participant = await site.meeting()
    async with site.socket((await site.seat(participant, "Ben"))["seat"]) as page:
        before = site.services.clock.now()
        await page.send({"type": "ping", "at": 12.5})
        pong = await page.until("pong")
        assert pong["at"] == 12.5
        assert before <= pong["now"] <= site.services.clock.now()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"hello"',
        '{"type":"unknown"}',
        '{"type":"ping"}',
        '{"type":"ping","at":1,"more":2}',
        '{"type":"command","id":"1","command":{"type":"nope"}}',
        '{"type":"command","id":"","command":{"type":"shuffle"}}',
        '{"type":"command","id":"1","command":{"type":"join","role":"host"}}',
        '{"type":"hello","seat":"x","page":"y"}',
        b"\x00\x01",
    ],
)
async def test_a_bad_frame_is_answered_with_a_code_and_the_connection_goes_on(
    site: Site, text: str | bytes
) -> None:
    """RT1: malformed and unknown frames get an error; nothing else happens."""
    _, _, participant = await site.meeting()
    async with site.socket((await site.seat(participant, "Ben"))["seat"]) as page:
        await page.connection.send(text)
        assert (await page.until("error"))["code"] == "BAD_FRAME"
        await page.send({"type": "ping", "at": 1})
        await page.until("pong")


async def test_too_many_bad_frames_end_the_connection_and_the_meeting_does_not_suffer(site: Site) -> None:
    """RT1: who repeats it is put out; the others notice nothing."""
    _, moderator, participant = await site.meeting()
    async with site.socket((await site.seat(moderator, "Eva"))["seat"]) as eva:
        await eva.until("welcome")
        async with site.socket((await site.seat(participant, "Ben"))["seat"]) as ben:
            for _ in range(socket_module.MOST_BAD_FRAMES):
                await ben.connection.send("{")
            assert await ben.closed() == 4010
        await eva.send({"type": "command", "id": "1", "command": {"type": "raise_hand", "raised": True}})
        assert (await eva.until("answer"))["refusal"] is None


@pytest.mark.parametrize("size", [64 * 1024 + 1, 2 * 1024 * 1024])
async def test_a_frame_over_64_kib_ends_the_connection(site: Site, size: int) -> None:
    """The issue's limit; far beyond it the server stops reading at all."""
    _, _, participant = await site.meeting()
    async with site.socket((await site.seat(participant, "Ben"))["seat"]) as page:
        await page.until("welcome")
        with suppress(ConnectionClosed):
            await page.connection.send("x" * size)
        assert await page.closed() in (4009, 1009)


@pytest.mark.parametrize("first", ['{"type":"ping","at":1}', '{"type":"hello","seat":"forged","page":"x"}'])
async def test_without_a_good_hello_there_is_no_way_in(site: Site, first: str) -> None:
    """RT1: the first frame says who one is."""
    async with site.socket() as page:
        await page.connection.send(first)
        assert await page.closed() == (4001 if "hello" in first else 4004)


async def test_a_page_that_says_nothing_is_sent_away(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """RT1: an unnamed connection does not stay open."""
    monkeypatch.setattr(socket_module, "HELLO_WAIT", 0.01)
    async with site.socket() as page:
        assert await page.closed() == 4004


async def test_a_seat_of_a_link_token_is_no_seat(site: Site) -> None:
    """RT1: a link cannot pass for a seat."""
    _, moderator, _ = await site.meeting()
    async with site.socket(moderator) as page:
        assert await page.closed() == 4001


async def test_pages_of_other_sites_may_not_connect(site: Site) -> None:
    """The issue's origin check: our own pages, those allowed, and programs without origin."""
    for origin in ("https://evil.example", "null", f"http://127.0.0.1:{site.port + 1}"):
        with pytest.raises(InvalidStatus):
            async with site.socket(origin=origin):
                pass
    for good in (None, f"http://127.0.0.1:{site.port}", "https://friends.example"):
        async with site.socket(origin=good) as page:
            await page.connection.send("{}")


async def test_the_second_tab_wins_and_the_first_is_told(site: Site) -> None:
    """JN2: 4002 says: opened somewhere else, do not retry."""
    _, _, participant = await site.meeting()
    seat = (await site.seat(participant, "Ben"))["seat"]
    async with site.socket(seat) as first:
        await first.until("welcome")
        async with site.socket(seat) as second:
            await second.until("welcome")
            assert await first.closed() == 4002


async def test_who_leaves_is_told_with_4003(site: Site) -> None:
    """JN2: leaving is final until the link is opened again."""
    _, _, participant = await site.meeting()
    async with site.socket((await site.seat(participant, "Ben"))["seat"]) as page:
        await page.send({"type": "command", "id": "1", "command": {"type": "leave"}})
        assert await page.closed() == 4003


async def test_everyone_of_fifty_sees_the_fiftieth_come(site: Site) -> None:
    """RT2: frames reach every page of the room."""
    _, _, participant = await site.meeting()
    async with asyncio.TaskGroup() as group:
        seats = [group.create_task(site.seat(participant, f"Person {n}")) for n in range(50)]
    last = seats[-1].result()["person"]

    async def stay(seat: str) -> None:
        async with site.socket(seat) as page:
            welcome = await page.until("welcome")
            known = set(welcome["view"])
            while f"mate/{last}" not in known:
                changes = (await page.until("changes"))["changes"]
                known.update(change[1] for change in changes if change[0] == "put")

    async with asyncio.TaskGroup() as group:
        for seat in seats:
            group.create_task(stay(seat.result()["seat"]))


async def test_a_restart_is_told_to_every_page_after_the_answer_it_waits_for(site: Site) -> None:
    """JN2: what was asked is answered; then all pages go and are told why, also one that said nothing yet."""
    _, moderator, participant = await site.meeting()
    eva, ben = await site.seat(moderator, "Eva"), await site.seat(participant, "Ben")
    async with site.socket(eva["seat"]) as first, site.socket(ben["seat"]) as second, site.socket() as silent:
        for page in (first, second):
            await page.until("welcome")
        site.log.opened.clear()
        await first.send({"type": "command", "id": "1", "command": {"type": "raise_hand", "raised": True}})
        await site.log.waiting.wait()
        async with asyncio.TaskGroup() as group:
            farewell = group.create_task(site.services.pages.say_farewell())
            assert [await second.closed(), await silent.closed()] == [1012, 1012]
            assert not farewell.done()
            site.log.opened.set()
            assert await first.until("answer") == {"type": "answer", "id": "1", "refusal": None}
            assert await first.closed() == 1012
        assert len(site.services.pages) == 0
