"""Keys, addresses and traces of a real server: what is believed, for how long, and what is left behind."""

import asyncio
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import httpx
import pytest

from reconvene.adapters.keys import SIGNING_KEY
from reconvene.meeting.ids import DAY
from tests.e2e.server import PROGRAM, Meeting, Server
from tests.e2e.waiting import eventually
from tests.support.crowd import Entrance, Visitor, gone
from tests.support.drawing import drawing

HELLO: dict[str, object] = {"type": "say", "conversation": "room:main", "text": "Hello"}
PROXIES, PROXY, SECOND_PROXY, ELSEWHERE = "127.0.0.8/30", "127.0.0.8", "127.0.0.9", "127.0.0.20"
MANY = 200
"""More wrong keys than an address may show."""
FEW = 30
"""Wrong keys that nobody is stopped for, and more than are forgotten of somebody meanwhile."""


def rotate(server: Server, *options: str) -> None:
    """Run `reconvene rotate` beside the server."""
    command: list[str | Path] = [PROGRAM, "rotate", *options, "--data", server.data]
    subprocess.run(command, check=True, capture_output=True, timeout=60)


async def status_of(server: Server, client: httpx.AsyncClient, meeting: Meeting, key: str) -> int:
    """Return what a program gets that shows a key."""
    headers = {"Authorization": f"Bearer {key}"}
    return (await client.get(f"api/v1/meetings/{meeting.id}", headers=headers)).status_code


async def is_open(client: httpx.AsyncClient, link: str) -> bool:
    """Return whether a link leads anywhere."""
    return (await client.get(f"api/v1/links/{link.rpartition('/')[2]}")).is_success


async def speaks(visitor: Visitor) -> bool:
    """Return whether a page that has been connected all the time can do something."""
    return (await visitor.ask(HELLO))["refusal"] is None


def let_pass(server: Server, days: int) -> None:
    """Do to the file of former signing keys what time does: bring the ends of their grace nearer."""
    file = server.data / SIGNING_KEY
    current, *former = file.read_text().splitlines()
    aged = [f"{key} {int(until) - days * DAY}" for key, until in map(str.split, former)]
    file.write_text("\n".join([current, *aged]))


async def test_keys_are_rotated_under_a_running_server_and_nobody_who_is_connected_notices(
    tmp_path: Path,
) -> None:
    """RT1, JN2: the former API key ends at once, former links after their grace; those inside stay."""
    async with Server(tmp_path / "data") as server, httpx.AsyncClient(base_url=server.url) as client:
        meeting, entrance = await server.create_meeting(), Entrance(server.url, client)
        ada = await entrance.enter(meeting.participant, "Ada")
        former = (server.data / "api-key").read_text().strip()
        await asyncio.to_thread(rotate, server, "api-key")
        assert await status_of(server, client, meeting, former) == 401
        renewed = (server.data / "api-key").read_text().strip()
        assert await status_of(server, client, meeting, renewed) == 200
        await asyncio.to_thread(rotate, server, "signing-key", "--grace-days", "7")
        fresh = await server.create_meeting()
        assert await is_open(client, meeting.participant)
        assert await is_open(client, fresh.participant)
        again = ada.again()
        await again.connect(entrance.socket)
        let_pass(server, 8)
        assert not await is_open(client, meeting.participant)
        assert await is_open(client, fresh.participant)
        assert await speaks(again)
        late = again.again()
        with pytest.raises(ConnectionError):
            await late.connect(entrance.socket)
        assert late.closed == (4001, "open your link to join again")
        assert await speaks(again)
        await gone([again])


def guessing(server: Server, source: str, *hops: str | list[str]) -> Iterator[int]:
    """Yield what somebody gets who tries keys from ``source``, with ``X-Forwarded-For`` as given."""
    transport = httpx.HTTPTransport(local_address=source, verify=False)
    with httpx.Client(base_url=server.url, transport=transport) as client:
        for number in range(MANY):
            said = [hop if isinstance(hop, str) else hop[number % len(hop)] for hop in hops]
            headers = [("X-Forwarded-For", hop) for hop in said]
            yield client.get("api/v1/meetings/m", headers=[*headers, ("Authorization", "x")]).status_code


def tires(server: Server, source: str, *hops: str | list[str]) -> bool:
    """Return whether who tries keys is stopped sooner or later."""
    return 429 in guessing(server, source, *hops)


def is_known(server: Server, source: str, *hops: str) -> bool:
    """Return whether who tries keys is somebody who was stopped before, so that it takes a few only."""
    return 429 in islice(guessing(server, source, *hops), FEW)


async def test_addresses_are_believed_from_the_proxies_that_were_named_and_from_nobody_else(
    tmp_path: Path,
) -> None:
    """RT1: limits count whom a trusted proxy names; who names others themselves is counted all the same."""
    others = [f"198.51.100.{number}" for number in range(MANY)]
    async with Server(tmp_path / "data", "--trusted-proxy", PROXIES) as server:

        def look() -> None:
            assert tires(server, PROXY, "203.0.113.1")
            assert not is_known(server, PROXY, "203.0.113.2")
            assert tires(server, ELSEWHERE, others), "a header from elsewhere is nobody's word"
            assert is_known(server, PROXY, ELSEWHERE)
            assert is_known(server, PROXY, f"{others[0]}, 203.0.113.1"), "what the client wrote in front"
            assert is_known(server, PROXY, f"{others[0]}, 203.0.113.1, {SECOND_PROXY}"), "several hops"
            assert is_known(server, PROXY, others[0], "203.0.113.1"), "a header of the proxy's own"
            assert not is_known(server, PROXY, f"203.0.113.1, 203.0.113.3, {SECOND_PROXY}")
            assert not is_known(server, SECOND_PROXY, "2001:db8::1")

        await asyncio.to_thread(look)


@asynccontextmanager
async def drawn(server: Server, seat: str, path: str) -> AsyncIterator[Any]:
    """Open a document as a person."""
    async with drawing(server.port, seat, path) as page:
        await page.until(lambda: page.writes is not None)
        yield page


def traces(server: Server, *words: str) -> dict[str, int]:
    """Return in which files of a server, its log among them, something of ``words`` stands."""
    files = [*server.data.rglob("*"), server.data.with_name("data.log")]
    texts = {str(file): file.read_bytes() for file in files if file.is_file() and not file.is_symlink()}
    counts = {name: sum(text.count(word.encode()) for word in words) for name, text in texts.items()}
    return {name: count for name, count in counts.items() if count}


async def test_what_was_erased_is_nowhere_in_the_servers_files_and_was_never_in_its_log(
    tmp_path: Path,
) -> None:
    """RT3: names, lines, notes and file names; tokens and keys stand in no log either."""
    words = ("Zebulon", "xylophone", "quixotic", "jackdaws.txt")
    async with Server(tmp_path / "data") as server, httpx.AsyncClient(base_url=server.url) as client:
        meeting, entrance = await server.create_meeting(), Entrance(server.url, client)
        ben = await entrance.enter(meeting.participant, "Zebulon")
        ada = await entrance.enter(meeting.participant, "Ada")
        for text in ("My xylophone", "x" * 3_000 + " xylophone"):
            assert (await ben.ask({**HELLO, "text": text}))["refusal"] is None
        async with (
            drawn(server, ben.seat, "note/main") as note,
            drawn(server, ada.seat, "note/main") as other,
        ):
            note.text += "quixotic"
            await note.send()
            await other.until(lambda: str(other.text) == "quixotic")
        headers = {"Authorization": f"Bearer {ben.seat}"}
        begun = {"name": "jackdaws.txt", "size": 4, "room": "main"}
        file = (await client.post("api/v1/seat/files", json=begun, headers=headers)).json()["id"]
        offset = {**headers, "Upload-Offset": "0"}
        sent = await client.patch(f"api/v1/seat/files/{file}", content=b"abcd", headers=offset)
        assert sent.json()["done"] is True
        assert traces(server, *words)
        key = (server.data / "api-key").read_text().strip()
        own = {"Authorization": f"Bearer {key}"}
        assert (await client.delete(f"api/v1/meetings/{meeting.id}/words", headers=own)).is_success

        async def left() -> dict[str, int]:
            return traces(server, *words)

        await eventually(left, lambda found: not found, "nothing is left of what was erased", within=10)
        log = server.data.with_name("data.log").read_text()
        secret = [
            key,
            ben.seat,
            *(link.rpartition("/")[2] for link in (meeting.moderator, meeting.participant)),
        ]
        assert not [one for one in secret if one in log]
        await gone([ben, ada])
