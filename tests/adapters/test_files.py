"""The store of contents on disk, and one suite for every index of files."""

import hashlib
import io
import resource
import sys
import zipfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reconvene.adapters.content_types import kind_of, type_of
from reconvene.adapters.database import open_database
from reconvene.adapters.disk_files import DiskFiles
from reconvene.adapters.scanner import Scanner
from reconvene.adapters.sql_directory import SqlDirectory
from reconvene.adapters.sql_files import SqlFileIndex
from reconvene.adapters.sql_tables import metadata
from reconvene.live.file_ports import (
    Content,
    FileIndex,
    FilesUnavailable,
    Infected,
    PictureTooLarge,
    Upload,
)
from reconvene.live.ports import MeetingInfo
from reconvene.meeting.ids import MAIN, FileId, MeetingId, Millis, PersonId
from tests.support.memory import MemoryFileIndex
from tests.support.pictures import gif, jpeg, png, webp

MEETING = MeetingId("m_1")
PNG = png(40, 30) + bytes(range(256)) * 8


def upload(name: str = "f_1", size: int = len(PNG)) -> Upload:
    """Return an upload to the main room."""
    return Upload(FileId(name), MEETING, MAIN, PersonId("ada"), "Photo.png", size, Millis(7))


async def sent(store: DiskFiles, one: Upload, data: bytes = PNG) -> Content:
    """Have a content wholly sent."""
    await store.begin(one)
    await store.append(one.id, data)
    return await store.finish(one.id)


def contents(folder: Path) -> list[str]:
    """Return the names of what is kept."""
    return [file.name for file in sorted(folder.rglob("*")) if file.is_file()]


async def test_a_content_is_kept_once_under_its_digest_and_cannot_be_written_to(tmp_path: Path) -> None:
    """RM3: stored once per content hash."""
    store = DiskFiles(tmp_path)
    first = await sent(store, upload("f_1"))
    second = await sent(store, upload("f_2"))
    digest = hashlib.sha256(PNG).hexdigest()
    assert first == second == Content(digest, len(PNG), "image/png", "image")
    assert contents(tmp_path) == [digest]
    place = await store.path(digest)
    assert place.read_bytes() == PNG
    assert place.stat().st_mode & 0o777 == 0o400


async def test_an_upload_outlives_the_process_with_what_is_here_of_it(tmp_path: Path) -> None:
    one = upload()
    first = DiskFiles(tmp_path)
    await first.begin(one)
    await first.append(one.id, PNG[:100])
    second = DiskFiles(tmp_path)
    assert list(await second.uploads()) == [one]
    assert await second.offset(one.id) == 100
    await second.append(one.id, PNG[100:])
    assert (await second.finish(one.id)).digest == hashlib.sha256(PNG).hexdigest()
    assert list(await second.uploads()) == []


async def test_what_was_half_written_about_an_upload_is_no_upload(tmp_path: Path) -> None:
    store = DiskFiles(tmp_path)
    (tmp_path / "incoming" / "f_9.json").write_text('{"id": "f_9", "mee')
    assert list(await store.uploads()) == []


async def test_a_cancelled_upload_leaves_nothing(tmp_path: Path) -> None:
    store = DiskFiles(tmp_path)
    await store.begin(upload())
    await store.append(FileId("f_1"), PNG)
    await store.cancel(FileId("f_1"))
    await store.cancel(FileId("f_1"))
    assert contents(tmp_path) == []


async def test_a_content_that_is_not_there_is_said_and_discarding_it_is_nothing(tmp_path: Path) -> None:
    store = DiskFiles(tmp_path)
    content = await sent(store, upload())
    await store.discard(content.digest)
    await store.discard(content.digest)
    with pytest.raises(FilesUnavailable):
        await store.path(content.digest)


@contextmanager
def no_file_over(size: int) -> Iterator[None]:
    """Let writes fail as on a full disk from ``size`` bytes on."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def test_a_full_disk_is_said_and_the_upload_goes_on_later(tmp_path: Path) -> None:
    """The issue's disk full: what is here is known, and nothing is lost."""
    store = DiskFiles(tmp_path)
    await store.begin(upload(size=len(PNG)))
    with no_file_over(1_000), pytest.raises(FilesUnavailable):
        await store.append(FileId("f_1"), PNG)
    here = await store.offset(FileId("f_1"))
    assert here <= 1_000
    await store.append(FileId("f_1"), PNG[here:])
    assert (await store.finish(FileId("f_1"))).digest == hashlib.sha256(PNG).hexdigest()


@pytest.mark.parametrize(("code", "let_in"), [(0, True), (1, False), (2, False)])
async def test_the_scanner_decides_by_its_exit_code(tmp_path: Path, code: int, *, let_in: bool) -> None:
    """RM3: scanners are hung in by command line; what they refuse is gone."""
    program = f"{sys.executable} -c 'import sys; open(sys.argv[1]).close(); sys.exit({code})' {{file}}"
    store = DiskFiles(tmp_path, Scanner(program))
    if let_in:
        await sent(store, upload())
        return
    with pytest.raises(Infected):
        await sent(store, upload())
    assert contents(tmp_path) == []


async def test_a_scanner_that_does_not_start_lets_nothing_in_and_the_upload_waits(tmp_path: Path) -> None:
    store = DiskFiles(tmp_path, Scanner("/nowhere/scanner {file}"))
    with pytest.raises(FilesUnavailable):
        await sent(store, upload())
    assert await store.offset(FileId("f_1")) == len(PNG)


@pytest.mark.parametrize("picture", [png, jpeg, gif, webp])
async def test_a_small_file_that_is_a_huge_picture_is_kept_out(
    tmp_path: Path, picture: Callable[[int, int], bytes]
) -> None:
    """RM3: decompression bombs; what browsers can draw comes in."""
    store = DiskFiles(tmp_path)
    assert (await sent(store, upload(), picture(8_000, 8_000))).kind == "image"
    with pytest.raises(PictureTooLarge):
        await sent(store, upload("f_2"), picture(16_000, 16_000))
    assert await store.uploads() == []
    assert len(contents(tmp_path)) == 1


@pytest.mark.parametrize(
    "head",
    [png(0, 7), png(3, 3)[:14], jpeg(3, 3)[:8], b"\xff\xd8\xff" + bytes(99), gif(0, 0), webp(9, 9)[:16]],
)
async def test_a_picture_that_does_not_say_how_large_it_is_can_only_be_downloaded(
    tmp_path: Path, head: bytes
) -> None:
    """RM3: a truncated header, or none behind the first bytes."""
    content = await sent(DiskFiles(tmp_path), upload(), head)
    assert (content.media_type, content.kind) == ("application/octet-stream", "other")


def _zip() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.txt", "a")
    return data.getvalue()


@pytest.mark.parametrize(
    ("head", "media_type"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "audio/wav"),
        (b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00", "video/mp4"),
        (b"\x00\x00\x00\x20ftypM4A \x00\x00\x02\x00", "audio/mp4"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm", "video/webm"),
        (b"OggS\x00\x02" + bytes(22) + b"\x01vorbis", "audio/ogg"),
        (b"OggS\x00\x02" + bytes(22) + b"\x80theora", "video/ogg"),
        (b"ID3\x03\x00\x00", "audio/mpeg"),
        (b"\xff\xfb\x90\x44", "audio/mpeg"),
        (_zip(), "application/octet-stream"),
        (
            b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script>",
            "application/octet-stream",
        ),
        (b"<!doctype html><script>alert(1)</script>", "application/octet-stream"),
        (b"\x1a\x45\xdf\xa3\x9f\x42\x82\x88matroska", "application/octet-stream"),
        (b"RIFF\x24\x00\x00\x00AVI ", "application/octet-stream"),
        (b"\x00\x00\x00\x20ftypqt  ", "application/octet-stream"),
        (b"\xff\xff\xff\xff", "application/octet-stream"),
        (b"MZ", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_the_type_is_decided_by_content(head: bytes, media_type: str) -> None:
    """The issue's zip named .png and SVG with script: only a closed list is ever shown."""
    found, kind = type_of(head)
    assert found == media_type
    assert kind_of(found) == kind
    assert (kind == "other") == (found == "application/octet-stream")


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
async def index(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[FileIndex]:
    """An index of the files of two meetings."""
    if request.param == "memory":
        yield MemoryFileIndex()
        return
    url = f"sqlite+aiosqlite:///{tmp_path / 'test.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql_url")
    async with open_database(url) as database:
        for meeting in (MEETING, MeetingId("m_2")):
            await SqlDirectory(database).create_meeting(MeetingInfo(meeting, "Test", Millis(1)))
        yield SqlFileIndex(database)
        async with database.writing() as connection:
            for table in reversed(metadata.sorted_tables):
                await connection.execute(table.delete())


async def test_an_index_knows_what_each_file_has_and_when_a_content_is_nobodys(index: FileIndex) -> None:
    one, two = FileId("f_1"), FileId("f_2")
    photo = Content("ab" * 32, 3_000_000_000, "image/png", "image")
    song = Content("cd" * 32, 5, "application/octet-stream", "other")
    await index.add(MEETING, one, photo)
    await index.add(MEETING, one, song)
    await index.add(MEETING, two, song)
    await index.add(MeetingId("m_2"), one, photo)
    assert await index.find(MEETING, one) == photo, "the first counts"
    assert await index.find(MEETING, FileId("f_3")) is None
    assert dict(await index.of_meeting(MEETING)) == {one: photo, two: song}
    assert not await index.remove(MEETING, one), "another meeting has it still"
    assert await index.remove(MeetingId("m_2"), one)
    assert not await index.remove(MeetingId("m_2"), one)
    assert dict(await index.of_meeting(MEETING)) == {two: song}
