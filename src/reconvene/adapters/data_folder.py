"""The folder for everything that is kept: one server at a time works in it."""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

DATABASE: Final = "reconvene.db"
LOCK: Final = "lock"


class DataFolderError(Exception):
    """The folder cannot be used; the message is one sentence that says what to do."""


def prepare(data: Path) -> Path:
    """Return the folder's full path; raises `DataFolderError` if it cannot be written to.

    It is made if need be, for its owner alone: it will hold keys, names and what people said.
    """
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = data / f".write-{secrets.token_hex(4)}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        message = f"The folder {data} cannot be written to ({error.strerror}); choose another with --data."
        raise DataFolderError(message) from error
    return data.resolve()


def sqlite_url(data: Path) -> str:
    """Return the URL of the database that lies in the folder itself."""
    return f"sqlite+aiosqlite:///{data / DATABASE}"


@contextmanager
def held(data: Path) -> Iterator[None]:
    """Keep every other server out of ``data`` during the block; raises `DataFolderError` if one is in.

    The lock ends with the process, however that ends.
    """
    descriptor = os.open(data / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            message = f"Another Reconvene works in {data}; stop it or choose another folder with --data."
            raise DataFolderError(message) from error
        yield
    finally:
        os.close(descriptor)


def secret(file: Path) -> str:
    """Return the secret in ``file``, made by chance at the first start and readable for the owner alone."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(descriptor, "w") as made:
        made.write(fresh := secrets.token_urlsafe(32))
    return fresh
