"""Backup and restore: what was there is there again, and nothing is half done."""

import asyncio
import json
import os
import stat
import tarfile
from io import BytesIO
from pathlib import Path

import pytest

from reconvene.adapters import data_folder
from reconvene.adapters.backup import BackupError, back_up, restore
from reconvene.adapters.database import open_database
from reconvene.adapters.sql_directory import SqlDirectory
from reconvene.adapters.sql_log import SqlLog
from reconvene.live.ports import Commit, MeetingInfo
from reconvene.meeting.events import Joined
from reconvene.meeting.ids import MeetingId, Millis, PersonId
from tests.support.postgresql import postgresql

MEETING = MeetingInfo(MeetingId("m_1"), "Town hall", Millis(1))
COMMIT = Commit(1, Millis(2), None, None, (Joined(PersonId("p_1"), "host", Millis(2)),))


async def _fill(url: str) -> None:
    async with open_database(url) as database:
        await SqlDirectory(database).create_meeting(MEETING)
        await SqlLog(database).append(MEETING.id, COMMIT, {}, None)


async def _read(url: str) -> tuple[MeetingInfo | None, list[Commit]]:
    async with open_database(url) as database:
        return await SqlDirectory(database).meeting(MEETING.id), list(
            await SqlLog(database).read(MEETING.id, 0)
        )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder as a server leaves it: keys, a meeting, a file, and an upload under way."""
    folder = data_folder.prepare(tmp_path / "data")
    (folder / "files" / "ab").mkdir(parents=True)
    (folder / "files" / "ab" / "abcd").write_bytes(b"slides")
    (folder / "files" / "incoming").mkdir()
    (folder / "files" / "incoming" / "1").write_bytes(b"half a file")
    data_folder.secret(folder / "secret-key")
    data_folder.secret(folder / "api-key")
    asyncio.run(_fill(data_folder.sqlite_url(folder)))
    return folder


def _back_up(data: Path, target: Path, database: str | None = None) -> None:
    back_up(data, database, target, version="1", now=3)


def test_a_backup_restored_elsewhere_is_the_same_server(data: Path, tmp_path: Path) -> None:
    """Meetings, their logs, keys and files are back; the archive and the keys are the owner's alone."""
    archive, elsewhere = tmp_path / "backup.tar.gz", tmp_path / "elsewhere"
    _back_up(data, archive)
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert restore(archive, elsewhere, None, replace=False, stamp="now") is None
    assert asyncio.run(_read(data_folder.sqlite_url(elsewhere))) == (MEETING, [COMMIT])
    for name in ("secret-key", "api-key"):
        assert (elsewhere / name).read_text() == (data / name).read_text()
        assert stat.S_IMODE((elsewhere / name).stat().st_mode) == 0o600
    assert (elsewhere / "files" / "ab" / "abcd").read_bytes() == b"slides"
    assert not (elsewhere / "files" / "incoming").exists()


async def test_a_backup_of_a_running_server_is_of_one_moment(tmp_path: Path) -> None:
    """What is committed before is in it, while the server goes on writing to a WAL of its own."""
    data = data_folder.prepare(tmp_path / "data")
    async with open_database(data_folder.sqlite_url(data)) as database:
        await SqlDirectory(database).create_meeting(MEETING)
        log = SqlLog(database)
        await log.append(MEETING.id, COMMIT, {}, None)
        with data_folder.held(data):
            await asyncio.to_thread(_back_up, data, tmp_path / "backup.tar.gz")
        await log.append(MEETING.id, Commit(2, Millis(4), None, None, ()), {}, None)
    restore(tmp_path / "backup.tar.gz", tmp_path / "elsewhere", None, replace=False, stamp="now")
    assert await _read(data_folder.sqlite_url(tmp_path / "elsewhere")) == (MEETING, [COMMIT])


def test_what_was_there_is_moved_aside_and_only_when_asked(data: Path, tmp_path: Path) -> None:
    """Restoring never destroys anything."""
    archive = tmp_path / "backup.tar.gz"
    _back_up(data, archive)
    (data / "files" / "ab" / "later").write_bytes(b"later")
    with pytest.raises(BackupError, match="--replace"):
        restore(archive, data, None, replace=False, stamp="now")
    aside = restore(archive, data, None, replace=True, stamp="now")
    assert aside is not None
    assert (aside / "files" / "ab" / "later").is_file()
    assert not (data / "files" / "ab" / "later").exists()


def test_nothing_is_restored_under_a_running_server(data: Path, tmp_path: Path) -> None:
    """The folder's lock keeps a restore out, and leaves everything as it was."""
    archive = tmp_path / "backup.tar.gz"
    _back_up(data, archive)
    before = sorted(tmp_path.iterdir())
    with data_folder.held(data), pytest.raises(data_folder.DataFolderError, match="Another Reconvene"):
        restore(archive, data, None, replace=True, stamp="now")
    assert sorted(tmp_path.iterdir()) == before


def test_two_servers_never_share_a_folder(data: Path) -> None:
    """The second is told; after the first has gone the folder is free."""
    with (
        data_folder.held(data),
        pytest.raises(data_folder.DataFolderError, match="--data"),
        data_folder.held(data),
    ):
        pass
    with data_folder.held(data):
        pass


def _archive(path: Path, name: str, content: bytes) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        archive.addfile(entry, BytesIO(content))
    return path


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("something", b"else", "no backup of Reconvene"),
        ("manifest.json", b"[]", "no backup of Reconvene"),
        ("../outside", b"evil", "no backup of Reconvene"),
        ("/outside", b"evil", "no backup of Reconvene"),
        (
            "manifest.json",
            json.dumps({"format": 99, "version": "9.9", "made": 1, "dump": False}).encode(),
            "Reconvene 9.9",
        ),
    ],
)
def test_what_is_no_backup_changes_nothing(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    """A foreign, hostile or newer archive is refused in one sentence."""
    archive = _archive(tmp_path / "bad.tar.gz", name, content)
    with pytest.raises(BackupError, match=said):
        restore(archive, tmp_path / "data", None, replace=False, stamp="now")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bad.tar.gz"]


def test_a_truncated_backup_changes_nothing(data: Path, tmp_path: Path) -> None:
    """An archive that was cut off on its way is refused."""
    archive = tmp_path / "backup.tar.gz"
    _back_up(data, archive)
    os.truncate(archive, archive.stat().st_size // 2)
    with pytest.raises(BackupError):
        restore(archive, tmp_path / "elsewhere", None, replace=False, stamp="now")
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_without_a_server_is_not_backed_up(tmp_path: Path) -> None:
    """A mistyped folder is told, instead of an empty archive made."""
    with pytest.raises(BackupError, match="--data"):
        _back_up(tmp_path / "nowhere", tmp_path / "backup.tar.gz")
    assert not list(tmp_path.iterdir())


def test_a_postgresql_database_comes_back_as_a_whole(data: Path, tmp_path: Path) -> None:
    """One command each there too; what was written after the backup is gone again."""
    archive = tmp_path / "backup.tar.gz"
    with postgresql() as url:
        asyncio.run(_fill(url))
        _back_up(data, archive, url)
        asyncio.run(_append_more(url))
        with pytest.raises(BackupError, match="--database"):
            restore(archive, tmp_path / "elsewhere", None, replace=False, stamp="now")
        restore(archive, tmp_path / "elsewhere", url, replace=False, stamp="now")
        assert asyncio.run(_read(url)) == (MEETING, [COMMIT])
    assert (tmp_path / "elsewhere" / "api-key").is_file()
    assert not (tmp_path / "elsewhere" / "database.dump").exists()


async def _append_more(url: str) -> None:
    async with open_database(url) as database:
        await SqlLog(database).append(MEETING.id, Commit(2, Millis(4), None, None, ()), {}, None)
