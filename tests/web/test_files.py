"""RM3, RT2: files over HTTP, as pages send and read them."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from reconvene.live.uploads import KEPT, MOST_UPLOADS
from reconvene.meeting.ids import FileId, MeetingId, Millis, PersonId
from reconvene.web.tokens import FileAddress
from tests.e2e.waiting import eventually
from tests.support.pictures import png
from tests.web.conftest import Site, Socket

PNG = png(40, 30) + bytes(range(256)) * 40
ALLOW = {"call": True, "return_to_main": True, "switch_rooms": True}
SET_UP = {"type": "configure_breakout", "rooms": 2, "assign": "manual", "time_limit": None, "allow": ALLOW}


@dataclass
class Member:
    """Somebody in a meeting, with a page that stays connected."""

    site: Site
    person: str
    seat: str
    socket: Socket
    asked: int = field(default=0)

    async def request(self, method: str, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401 - httpx's own
        """Send a request with the token of this person's seat."""
        headers = {"Authorization": f"Bearer {self.seat}", **more.pop("headers", {})}
        return await self.site.http.request(method, f"/api/v1/seat/files{path}", headers=headers, **more)

    async def begin(
        self, size: int = len(PNG), name: str = "Photo.png", room: str = "main"
    ) -> httpx.Response:
        """Begin an upload."""
        return await self.request("POST", "", json={"name": name, "size": size, "room": room})

    async def send(self, file: str, offset: int, data: Any) -> httpx.Response:  # noqa: ANN401 - bytes or a stream
        """Send bytes of an upload."""
        headers = {"Upload-Offset": str(offset)}
        return await self.request("PATCH", f"/{file}", content=data, headers=headers)

    async def upload(self, data: bytes = PNG, name: str = "Photo.png", room: str = "main") -> str:
        """Send a whole file; return its id."""
        begun = await self.begin(len(data), name, room)
        assert begun.status_code == 201, begun.text
        file: str = begun.json()["id"]
        done = await self.send(file, 0, data)
        assert (done.status_code, done.json()["done"]) == (200, True), done.text
        return file

    async def address(self, file: str) -> str:
        """Return where this person can read a file."""
        answer = await self.request("POST", f"/{file}/address")
        assert answer.status_code == 200, answer.text
        url: str = answer.json()["url"]
        return url

    async def do(self, **command: object) -> None:
        """Have a command carried out."""
        self.asked += 1
        await self.socket.send({"type": "command", "id": str(self.asked), "command": command})
        answer = await self.socket.until("answer")
        assert answer["refusal"] is None, answer


@dataclass
class Group:
    """A meeting: Mia moderates, Ann and Ben take part."""

    site: Site
    meeting: str
    mia: Member
    ann: Member
    ben: Member

    async def break_out(self) -> None:
        """Open two rooms; Ann goes to the first, Ben to the second."""
        await self.mia.do(**SET_UP)
        await self.mia.do(type="start_breakout")
        await self.ann.do(type="join_room", room="r1")
        await self.ben.do(type="join_room", room="r2")


@pytest.fixture
async def group(site: Site) -> AsyncIterator[Group]:
    """Three people in the main room."""
    meeting, moderator, participant = await site.meeting()
    async with AsyncExitStack() as stack:

        async def enter(link: str, name: str) -> Member:
            taken = await site.seat(link, name)
            socket = await stack.enter_async_context(site.socket(taken["seat"]))
            await socket.until("welcome")
            return Member(site, taken["person"], taken["seat"], socket)

        members = [
            await enter(moderator, "Mia"),
            *[await enter(participant, name) for name in ("Ann", "Ben")],
        ]
        yield Group(site, meeting, *members)


def others(folder: Path) -> set[Path]:
    """Return what lies beside the folder of the files."""
    return {file for file in folder.rglob("*") if not file.is_relative_to(folder / "files")}


def refused(answer: httpx.Response) -> tuple[int, str]:
    """Return status and code of a refusal in its one shape."""
    assert set(answer.json()) == {"code", "message"}
    return answer.status_code, answer.json()["code"]


async def test_a_file_is_sent_and_read_and_runs_nothing(group: Group) -> None:
    """RM3: type by content, nosniff, a sandbox, and the name as it was."""
    file = await group.ann.upload(name="Foto für alle.png")
    for reader in (group.mia, group.ann, group.ben):
        answer = await group.site.http.get(await reader.address(file))
        assert (answer.status_code, answer.content) == (200, PNG)
        headers = answer.headers
        assert headers["content-type"] == "image/png"
        assert headers["content-disposition"] == "inline; filename*=utf-8''Foto%20f%C3%BCr%20alle.png"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"].startswith("sandbox; default-src 'none'")
        assert headers["cache-control"] == "private, no-store"
    listed = (await group.ben.request("GET", "", params={"room": "main"})).json()["files"]
    assert [(one["name"], one["kind"], one["size"]) for one in listed] == [
        ("Foto für alle.png", "image", len(PNG))
    ]


async def test_a_part_of_a_file_can_be_read(group: Group) -> None:
    """RM3: ranges, as players of sound and film ask for them, also from browsers that take compression."""
    for data, name in ((PNG, "a.png"), (b"%PDF-1.7\n" + b"x" * 5_000, "a.pdf"), (b"x" * 5_000, "a.txt")):
        url = await group.ann.address(await group.ann.upload(data, name))
        answer = await group.site.http.get(url, headers={"Range": "bytes=100-199", "Accept-Encoding": "gzip"})
        assert (answer.status_code, answer.content) == (206, data[100:200])
        assert answer.headers["content-range"] == f"bytes 100-199/{len(data)}"
        assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("page.html", b"<!doctype html><script>alert(1)</script>"),
        ("photo.png", b"PK\x03\x04 a zip in truth"),
        ("empty.pdf", b"not a PDF"),
    ],
)
async def test_what_is_not_to_be_shown_can_only_be_downloaded(group: Group, name: str, data: bytes) -> None:
    """The issue's SVG with script and zip named .png."""
    answer = await group.site.http.get(await group.ann.address(await group.ann.upload(data, name)))
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_a_download_is_an_attachment(group: Group) -> None:
    url = await group.ann.address(await group.ann.upload())
    answer = await group.site.http.get(url, params={"download": "true"})
    assert answer.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "..\\..\\evil.png", "/etc/cron.d/x", "a\x00b", "\u202egnp.exe"]
)
async def test_tricks_in_names_lead_nowhere(group: Group, name: str, tmp_path: Path) -> None:
    """The issue's path tricks: a name is only ever shown."""
    before = others(tmp_path)
    file = await group.ann.upload(name=name)
    assert others(tmp_path) == before
    (listed,) = (await group.ann.request("GET", "", params={"room": "main"})).json()["files"]
    assert listed["id"] == file
    assert not set(listed["name"]) & set("/\\\x00\u202e")
    for path in (f"/{file}/../../../x", "/..%2f..%2fx", "/%00"):
        assert (await group.ann.request("GET", path)).status_code in (404, 422)


async def test_nobody_gets_another_rooms_files(group: Group) -> None:
    """RT2: refused with one's own token, whether the file exists or not; moderators may read."""
    await group.break_out()
    file = await group.ann.upload(room="r1")
    for answer in (
        await group.ben.request("POST", f"/{file}/address"),
        await group.ben.request("POST", "/f_none/address"),
        await group.ben.request("GET", "", params={"room": "r1"}),
        await group.ben.begin(room="r1"),
        await group.mia.begin(room="r1"),
    ):
        assert refused(answer) == (403, "ROOM_NOT_YOURS")
    assert refused(await group.ben.request("GET", f"/{file}")) == (404, "UPLOAD_UNKNOWN")
    assert (await group.site.http.get(await group.mia.address(file))).content == PNG
    assert refused(await group.mia.begin(room="r7")) == (403, "ROOM_NOT_YOURS")


async def test_an_address_is_good_for_one_person_while_they_may_read(group: Group) -> None:
    """RT2: who was moved, or has left, is refused at once with the address they have."""
    await group.break_out()
    file = await group.ann.upload(room="r1")
    url = await group.ann.address(file)
    await group.ann.do(type="join_room", room="r2")
    assert refused(await group.site.http.get(url)) == (403, "ROOM_NOT_YOURS")
    await group.ann.do(type="join_room", room="r1")
    assert (await group.site.http.get(url)).status_code == 200
    await group.ann.socket.send({"type": "command", "id": "bye", "command": {"type": "leave"}})
    await group.ann.socket.closed()
    assert refused(await group.site.http.get(url)) == (403, "NOT_IN_MEETING")


async def test_an_address_ends_and_cannot_be_made_up(group: Group) -> None:
    """RM3: short-lived tokens; one for another purpose opens nothing."""
    file = await group.ann.upload()
    tokens, now = group.site.services.tokens, group.site.services.clock.now()
    address = FileAddress(
        MeetingId(group.meeting), PersonId(group.ann.person), Millis(now + 9_000), FileId(file)
    )
    good = tokens.of_file(address, now)
    assert (await group.site.http.get(f"/api/v1/files/{good}")).status_code == 200
    old = tokens.of_file(replace(address, expires=Millis(now - 1)), now)
    assert refused(await group.site.http.get(f"/api/v1/files/{old}")) == (403, "FILE_ADDRESS_EXPIRED")
    for wrong in (good[:-2] + "xx", group.ann.seat, "none"):
        assert refused(await group.site.http.get(f"/api/v1/files/{wrong}")) == (403, "FILE_ADDRESS_INVALID")


async def test_a_removed_file_is_gone_and_its_bytes_follow(group: Group) -> None:
    """RM3: content that no file has any more is deleted; what another file has stays."""
    first, second = await group.ann.upload(), await group.ben.upload()
    url = await group.ann.address(first)
    uploads = group.site.services.uploads
    content = await uploads.content(MeetingId(group.meeting), FileId(first))
    assert content is not None
    place = await uploads.path(content)
    await group.ann.do(type="remove_file", file=first)
    assert refused(await group.site.http.get(url)) == (403, "ROOM_NOT_YOURS")
    await uploads.sweep()
    assert place.exists(), "Ben's file has the same content"
    await group.ben.do(type="remove_file", file=second)
    await uploads.sweep()
    assert not place.exists()


async def test_a_truncated_upload_goes_on_where_it_broke_off(group: Group) -> None:
    """RM3: resumable, by any number of requests; until the end nobody sees a file."""
    file = (await group.ann.begin()).json()["id"]
    for offset, end in ((0, 10), (10, 10), (10, 4_000)):
        answer = (await group.ann.send(file, offset, PNG[offset:end])).json()
        assert (answer["offset"], answer["done"]) == (end, False)
    state = (await group.ann.request("GET", f"/{file}")).json()
    assert state == {"id": file, "offset": 4_000, "size": len(PNG), "done": False}
    assert (await group.ben.request("GET", "", params={"room": "main"})).json() == {"files": []}
    assert refused(await group.ben.request("GET", f"/{file}")) == (404, "UPLOAD_UNKNOWN")
    assert refused(await group.ben.send(file, 4_000, b"x")) == (404, "UPLOAD_UNKNOWN")
    assert (await group.ann.send(file, 4_000, PNG[4_000:])).json()["done"]
    assert (await group.ann.request("GET", f"/{file}")).json()["done"], (
        "an answer that was lost can be asked for"
    )


async def test_a_connection_that_breaks_leaves_what_came(group: Group) -> None:
    """RM3: half a request is not lost, nor does it hold the upload up."""
    size = 5 * 1024 * 1024
    file = (await group.ann.begin(size)).json()["id"]
    held = asyncio.Event()

    async def body() -> AsyncIterator[bytes]:
        yield bytes(2 * 1024 * 1024)
        await held.wait()

    async def here() -> int:
        offset: int = (await group.ann.request("GET", f"/{file}")).json()["offset"]
        return offset

    async with asyncio.TaskGroup() as tasks:
        hanging = tasks.create_task(group.ann.send(file, 0, body()))
        try:
            offset = await eventually(here, lambda offset: offset > 0, "some of it is here")
            rest = await group.ann.send(file, offset, bytes(size - offset))
            assert rest.json()["done"]
        finally:
            held.set()
    assert hanging.result().json().get("done") is not True


async def test_bytes_that_do_not_follow_on_are_refused(group: Group) -> None:
    """The issue's wrong offset: nothing changes."""
    file = (await group.ann.begin()).json()["id"]
    await group.ann.send(file, 0, PNG[:100])
    for wrong in (0, 99, 101, 10**12):
        assert refused(await group.ann.send(file, wrong, b"x")) == (409, "UPLOAD_OFFSET")
    assert refused(await group.ann.send(file, -1, b"x")) == (422, "BAD_REQUEST")
    assert (await group.ann.send(file, 100, PNG[100:])).json()["done"]


async def test_of_two_writers_the_content_is_never_mixed(group: Group) -> None:
    """The issue's two writers: whoever wins, what is kept is the file."""
    data = b"%PDF-1.7\n" + hashlib.sha256(b"x").digest() * 200_000
    file = (await group.ann.begin(len(data), "a.pdf")).json()["id"]
    await asyncio.gather(*(group.ann.send(file, 0, data) for _ in range(3)))
    state = (await group.ann.request("GET", f"/{file}")).json()
    if not state["done"]:
        await group.ann.send(file, state["offset"], data[state["offset"] :])
    assert (await group.site.http.get(await group.ann.address(file))).content == data


async def test_more_than_was_said_is_not_taken(group: Group) -> None:
    file = (await group.ann.begin(100)).json()["id"]
    assert refused(await group.ann.send(file, 0, PNG)) == (413, "UPLOAD_TOO_LONG")


async def test_a_picture_that_becomes_too_large_is_refused_when_it_is_here(group: Group) -> None:
    """RM3: with a code and a sentence; the upload is gone."""
    bomb = png(30_000, 30_000) + bytes(5_000)
    file = (await group.ann.begin(len(bomb))).json()["id"]
    assert refused(await group.ann.send(file, 0, bomb)) == (422, "PICTURE_TOO_LARGE")
    assert refused(await group.ann.send(file, 0, bomb)) == (404, "UPLOAD_UNKNOWN")


@pytest.mark.parametrize("size", [0, -5, 200 * 1024 * 1024 + 1, 2**80])
async def test_a_file_over_the_limit_is_refused_before_it_is_sent(group: Group, size: int) -> None:
    """The issue's limit of 200 MB."""
    assert refused(await group.ann.begin(size)) == (413, "FILE_SIZE")


async def test_one_person_has_so_many_uploads_on_their_way_and_cancels_them(group: Group) -> None:
    """The issue: memory and disk stay bounded, nobody else is disturbed."""
    begun = [(await group.ann.begin()).json()["id"] for _ in range(MOST_UPLOADS)]
    assert refused(await group.ann.begin()) == (409, "FILES_FULL")
    assert (await group.ben.begin()).status_code == 201
    assert (await group.ben.request("DELETE", f"/{begun[0]}")).status_code == 204, "not his: nothing happens"
    assert refused(await group.ann.begin()) == (409, "FILES_FULL")
    assert (await group.ann.request("DELETE", f"/{begun[0]}")).status_code == 204
    assert refused(await group.ann.send(begun[0], 0, PNG)) == (404, "UPLOAD_UNKNOWN")
    assert (await group.ann.begin()).status_code == 201


async def test_what_is_left_lying_for_a_day_is_cleared_away(group: Group, tmp_path: Path) -> None:
    """RM3: truncated uploads stay for a day, and no longer."""
    file = (await group.ann.begin()).json()["id"]
    await group.ann.send(file, 0, PNG[:100])
    uploads = group.site.services.uploads
    await uploads.sweep()
    assert (await group.ann.request("GET", f"/{file}")).json()["offset"] == 100
    about = next((tmp_path / "files" / "incoming").glob("*.json"))
    about.write_text(about.read_text().replace('"begun":', f'"begun":{-KEPT},"was":'))
    await uploads.open()
    await uploads.sweep()
    assert refused(await group.ann.request("GET", f"/{file}")) == (404, "UPLOAD_UNKNOWN")
    assert not list((tmp_path / "files" / "incoming").iterdir())


async def test_without_a_seat_there_are_no_files(group: Group) -> None:
    """RT1: who is asking comes from the token."""
    file = await group.ann.upload()
    for method, path in (
        ("POST", ""),
        ("GET", f"/{file}"),
        ("PATCH", f"/{file}"),
        ("POST", f"/{file}/address"),
    ):
        answer = await group.site.http.request(
            method, f"/api/v1/seat/files{path}", headers={"Upload-Offset": "0"}
        )
        assert refused(answer) == (401, "SEAT_INVALID")


async def test_an_upload_ends_in_the_room_where_it_was_begun(group: Group) -> None:
    """RM3, MV1: a move does not lose an upload."""
    await group.break_out()
    file = (await group.ann.begin(room="r1")).json()["id"]
    await group.ann.do(type="join_room", room="r2")
    assert (await group.ann.send(file, 0, PNG)).json()["done"]
    assert refused(await group.ann.request("POST", f"/{file}/address")) == (403, "ROOM_NOT_YOURS")
    await group.ann.do(type="join_room", room="r1")
    assert (await group.site.http.get(await group.ann.address(file))).content == PNG
