"""Backup and restore: one archive with the database, the keys and the files, taken while the server runs."""

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from reconvene.adapters.data_folder import DATABASE, held
from reconvene.adapters.database import parsed

FORMAT: Final = 1
_MANIFEST: Final = "manifest.json"
_DUMP: Final = "database.dump"
_KEYS: Final = ("secret-key", "api-key")
_FILES: Final = "files"
_UNFINISHED: Final = "files/incoming"


class BackupError(Exception):
    """Backup or restore failed and nothing was changed; the message is one sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds. ``made`` is in milliseconds; ``dump`` says that the database is PostgreSQL's."""

    format: int
    version: str
    made: int
    dump: bool


def back_up(data: Path, database: str | None, target: Path, *, version: str, now: int) -> int:
    """Write everything of ``data`` into the archive ``target`` and return its size in bytes.

    The server may be running: the database is copied as of one moment, and what files hold never changes.
    ``target`` is replaced at one stroke and readable for its owner alone, for it holds the keys.
    Raises `BackupError`.
    """
    if database is None and not (data / DATABASE).is_file():
        raise BackupError(f"There is no database in {data}; say where the server's data are with --data.")
    manifest = Manifest(FORMAT, version, now, dump=_is_postgresql(database))
    part = target.with_name(target.name + ".part")
    with _explained(f"The backup cannot be written to {target}"), tempfile.TemporaryDirectory() as folder:
        copy = _copy_database(data, database, Path(folder))
        with _private(part) as raw, tarfile.open(fileobj=raw, mode="w:gz") as archive:
            note = Path(folder) / _MANIFEST
            note.write_text(json.dumps(asdict(manifest)))
            archive.add(note, _MANIFEST)
            archive.add(copy, copy.name)
            for key in _KEYS:
                if (data / key).is_file():
                    archive.add(data / key, key)
            if (data / _FILES).is_dir():
                archive.add(data / _FILES, _FILES, filter=_finished)
        part.replace(target)
    return target.stat().st_size


def restore(source: Path, data: Path, database: str | None, *, replace: bool, stamp: str) -> Path | None:
    """Put the archive ``source`` in the place of ``data``, where no server may be running.

    With ``replace`` what was there is kept beside it, in the folder that is returned; ``stamp`` makes its
    name. A PostgreSQL database is replaced as a whole. Raises `BackupError` or `DataFolderError`.
    """
    occupied = data.is_dir() and any(data.iterdir())
    if occupied and not replace:
        raise BackupError(f"There is something in {data}; add --replace, and it is moved aside first.")
    fresh = data.with_name(f"{data.name}.restoring-{stamp}")
    aside = data.with_name(f"{data.name}.before-{stamp}")
    alone = held(data) if data.is_dir() else nullcontext()
    with _explained(f"The backup cannot be restored to {data}"), alone:
        fresh.mkdir(mode=0o700, parents=True)
        try:
            _fill(fresh, source, database)
        except BaseException:
            shutil.rmtree(fresh)
            raise
        if data.is_dir():
            data.rename(aside)
        fresh.rename(data)
    if occupied:
        return aside
    if aside.is_dir():
        shutil.rmtree(aside)
    return None


def _fill(folder: Path, source: Path, database: str | None) -> None:
    """Unpack an archive into ``folder``, and a dump into its database."""
    manifest = _unpack(source, folder)
    if not manifest.dump:
        if database is not None:
            raise BackupError("The backup is of an SQLite database; restore it without --database.")
        return
    if database is None or not _is_postgresql(database):
        raise BackupError("The backup is of a PostgreSQL database; say where that is with --database.")
    dump = folder / _DUMP
    _load_dump(dump, database)
    dump.unlink()


@contextmanager
def _explained(what: str) -> Iterator[None]:
    try:
        yield
    except subprocess.CalledProcessError as error:
        said = (error.stderr or "").strip().splitlines() or ["it gave no reason"]
        raise BackupError(f"{what} ({error.cmd[0]}: {said[0]}).") from error
    except (OSError, sqlite3.Error, tarfile.TarError, EOFError) as error:
        raise BackupError(f"{what} ({error}).") from error


@contextmanager
def _private(path: Path) -> Iterator[BinaryIO]:
    """Open a file that only its owner can read; it is on the disk when the block has ended."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _finished(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Leave uploads out that are not complete."""
    return None if entry.name == _UNFINISHED or entry.name.startswith(f"{_UNFINISHED}/") else entry


def _copy_database(data: Path, database: str | None, folder: Path) -> Path:
    """Return a copy of the database as of one moment."""
    if _is_postgresql(database):
        copy = folder / _DUMP
        _run_postgresql("pg_dump", database or "", "--format=custom", f"--file={copy}")
        return copy
    copy = folder / DATABASE
    file = parsed(database).database if database is not None else str(data / DATABASE)
    with (
        closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    return copy


def _unpack(source: Path, folder: Path) -> Manifest:
    """Unpack an archive of ours and return its manifest."""
    with tarfile.open(source, mode="r:gz") as archive:
        for entry in archive:
            if not _extract(archive, entry, folder):
                raise BackupError(f"{source} is no backup of Reconvene; choose another file.")
    try:
        manifest = Manifest(**json.loads((folder / _MANIFEST).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError) as error:
        raise BackupError(f"{source} is no backup of Reconvene; choose another file.") from error
    if manifest.format != FORMAT:
        raise BackupError(f"{source} was made by Reconvene {manifest.version}; restore it with that version.")
    (folder / _MANIFEST).unlink()
    for key in _KEYS:
        if (folder / key).is_file():
            (folder / key).chmod(0o600)
    return manifest


def _extract(archive: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path) -> bool:
    """Unpack one entry, or nothing if it is no file or folder that stays within ``folder``.

    `tarfile` has a filter for this only in later releases of Python 3.11 than Debian's.
    """
    path = PurePosixPath(entry.name)
    if path.is_absolute() or ".." in path.parts or not (entry.isfile() or entry.isdir()):
        return False
    target = folder / path
    if entry.isdir():
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        return True
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = archive.extractfile(entry)
    if content is None:
        return False
    with content, target.open("wb") as file:
        shutil.copyfileobj(content, file)
    return True


def _is_postgresql(database: str | None) -> bool:
    return database is not None and parsed(database).get_backend_name() == "postgresql"


def _run_postgresql(program: str, database: str, *options: str) -> None:
    """Run one of PostgreSQL's programs; the password goes by the environment, where nobody else reads it."""
    url = parsed(database)
    address = url.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    if shutil.which(program) is None:
        raise BackupError(f"{program} is not installed; run: apt-get install postgresql-client")
    subprocess.run(
        [program, *options, f"--dbname={address}"],
        check=True,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**os.environ, **({} if url.password is None else {"PGPASSWORD": str(url.password)})},
    )


def _load_dump(dump: Path, database: str) -> None:
    """Replace the database's tables by those of a dump, all or none."""
    options = ("--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error")
    _run_postgresql("pg_restore", database, *options, str(dump))
