"""The server's keys in files of the data folder: what programs show, and what tokens are signed with."""

import os
import secrets
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from reconvene.adapters import data_folder
from reconvene.meeting.ids import Millis

API_KEY: Final = "api-key"
SIGNING_KEY: Final = "secret-key"


class FileKeys:
    """`reconvene.web.tokens.Keys` in a data folder; they are made at the first start.

    A rotation by another process is seen at the next use.
    """

    def __init__(self, data: Path) -> None:
        for name in (API_KEY, SIGNING_KEY):
            data_folder.secret(data / name)
        self._api = _Followed(data / API_KEY)
        self._signing = _Followed(data / SIGNING_KEY)

    def api_key(self) -> str:
        """Return the key that programs must show."""
        return self._api.text().strip()

    def signing_keys(self, now: Millis) -> Sequence[str]:
        """Return the keys whose signatures are good now, the one to sign with last."""
        current, *former = self._signing.text().splitlines()
        return (*(key for key, until in map(_former, reversed(former)) if until > now), current.strip())


class _Followed:
    """The text of a file, read again when it has become another."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seen: tuple[int, int] | None = None
        self._text = ""

    def text(self) -> str:
        """Return what the file holds; of one that is gone, what it held."""
        try:
            found = self._file.stat()
        except FileNotFoundError:
            return self._text
        if (found.st_ino, found.st_mtime_ns) != self._seen:
            self._text = self._file.read_text()
            self._seen = (found.st_ino, found.st_mtime_ns)
        return self._text


def rotate_api_key(data: Path) -> None:
    """Put another API key in the place of the one there was, which stops being good at once."""
    _replace(data / API_KEY, secrets.token_urlsafe(32))


def rotate_signing_key(data: Path, now: Millis, grace: Millis) -> None:
    """Sign with another key from now on; what former keys signed stays good for ``grace`` at most."""
    file = data / SIGNING_KEY
    data_folder.secret(file)
    current, *rest = file.read_text().splitlines()
    former = [(current.strip(), Millis(now + grace)), *map(_former, rest)]
    kept = [f"{key} {min(until, now + grace)}" for key, until in former if min(until, now + grace) > now]
    _replace(file, "\n".join([secrets.token_urlsafe(32), *kept]))


def _former(line: str) -> tuple[str, Millis]:
    key, _, until = line.partition(" ")
    return key, Millis(int(until))


def _replace(file: Path, text: str) -> None:
    fresh = file.with_name(f".{file.name}-{secrets.token_hex(4)}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as made:
        made.write(text)
        made.flush()
        os.fsync(made.fileno())
    fresh.replace(file)
