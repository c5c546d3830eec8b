"""Uploads as nobody should send them: refused in one shape, and what was sent well is there unharmed."""

import random
from collections.abc import Mapping

from tests.web.conftest import Site

TRIES = 60
CONTENT = bytes(range(256)) * 8


def hostile_request(chance: random.Random, file: str, here: int) -> tuple[str, str, Mapping[str, str], bytes]:
    """Return a method, path, headers and body: wrong offsets and lengths, odd ids, no sense at all."""
    offset = chance.choice((str(here), "0", "-1", "1e3", "9" * 40, "", "x", str(here + 1)))
    path = chance.choice((file, "f_none", "..%2f..%2fapi-key", "%00", "a" * 3_000, file.upper()))
    body = chance.choice((b"", b"x", CONTENT * 4, chance.randbytes(chance.randrange(1, 300))))
    method = chance.choice(("PATCH", "PATCH", "PATCH", "GET", "PUT", "POST"))
    length = {"Content-Type": chance.choice(("text/html", "application/json", "x" * 200))}
    return method, path, {"Upload-Offset": offset, **length}, body


async def test_no_request_harms_an_upload_or_the_server(site: Site) -> None:
    """RM3: whatever comes in between, an upload that is sent well is there, byte by byte."""
    site.allow_everything()
    _, _, participant = await site.meeting()
    seat = (await site.seat(participant, "Ben"))["seat"]
    other = (await site.seat(participant, "Mallory"))["seat"]
    async with site.socket(seat) as page, site.socket(other) as second:
        await page.until("welcome")
        await second.until("welcome")
        mine, theirs = ({"Authorization": f"Bearer {one}"} for one in (seat, other))
        body = {"name": "../../\u202egnp.exe\r\n", "size": len(CONTENT), "room": "main"}
        begun = await site.http.post("/api/v1/seat/files", json=body, headers=mine)
        assert begun.status_code == 201
        file, chance = begun.json()["id"], random.Random(1)
        for start in range(0, len(CONTENT), 512):
            for _ in range(TRIES // 4):
                method, path, headers, sent = hostile_request(chance, file, start)
                answer = await site.http.request(
                    method, f"/api/v1/seat/files/{path}", content=sent, headers={**headers, **theirs}
                )
                assert 400 <= answer.status_code < 500, (method, path, headers)
                assert set(answer.json()) == {"code", "message"}
            piece = {"Upload-Offset": str(start), **mine}
            url = f"/api/v1/seat/files/{file}"
            answer = await site.http.patch(url, content=CONTENT[start : start + 512], headers=piece)
            assert answer.status_code == 200
        address = await site.http.post(f"/api/v1/seat/files/{file}/address", headers=mine)
        assert (await site.http.get(address.json()["url"])).content == CONTENT


async def test_sizes_and_names_out_of_range_begin_no_upload(site: Site) -> None:
    """RM3: refused before a byte is taken."""
    _, _, participant = await site.meeting()
    seat = (await site.seat(participant, "Ben"))["seat"]
    headers = {"Authorization": f"Bearer {seat}"}
    async with site.socket(seat) as page:
        await page.until("welcome")
        for size in (0, -1, 2**63, 10**30, "x", None, 1.5):
            body = {"name": "a.txt", "size": size, "room": "main"}
            answer = await site.http.post("/api/v1/seat/files", json=body, headers=headers)
            assert 400 <= answer.status_code < 500, size
        for room in ("r1", "", "../main", "main\x00"):
            body = {"name": "a.txt", "size": 1, "room": room}
            answer = await site.http.post("/api/v1/seat/files", json=body, headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (403, "ROOM_NOT_YOURS")
