"""Contents on disk: ``incoming`` holds what is on its way, every other folder begins a digest."""

import asyncio
import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import ParamSpec, TypeVar

from pydantic import TypeAdapter, ValidationError

from reconvene.adapters.content_types import HEAD, UNKNOWN, type_of
from reconvene.adapters.pictures import require_drawable
from reconvene.adapters.scanner import Scanner
from reconvene.live.file_ports import Content, ContentRefused, FilesUnavailable, Upload
from reconvene.meeting.ids import FileId

_UPLOADS = TypeAdapter(Upload)
_BLOCK = 1024 * 1024

P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FilesUnavailable(error.strerror or str(error)) from error


async def _in_thread(work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    with _translated():
        return await asyncio.to_thread(work, *args, **kwargs)


class DiskFiles:
    """`reconvene.live.file_ports.FileStore` in a folder; all work on the disk happens in threads.

    An upload is two files in ``incoming``: ``ID.json`` says what it is, ``ID.part`` is what is here of it.
    """

    def __init__(self, folder: Path, scanner: Scanner | None = None) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"
        self._scanner = scanner
        self._incoming.mkdir(parents=True, exist_ok=True)

    async def uploads(self) -> Sequence[Upload]:
        """Return what is on its way."""
        return await _in_thread(self._uploads)

    def _uploads(self) -> list[Upload]:
        found = []
        for file in sorted(self._incoming.glob("*.json")):
            try:
                found.append(_UPLOADS.validate_json(file.read_bytes()))
            except ValidationError:
                file.unlink()  # the server died while it wrote this: nobody was told of the upload
        return found

    async def begin(self, upload: Upload) -> None:
        """Make a place for an upload."""
        await _in_thread(self._begin, upload)

    def _begin(self, upload: Upload) -> None:
        self._part(upload.id).touch(mode=0o600)
        about = self._about(upload.id)
        about.write_bytes(_UPLOADS.dump_json(upload))

    async def offset(self, upload: FileId) -> int:
        """Return how much is here."""
        return (await _in_thread(self._part(upload).stat)).st_size

    async def append(self, upload: FileId, data: bytes) -> None:
        """Add bytes at the end."""
        await _in_thread(self._append, self._part(upload), data)

    @staticmethod
    def _append(part: Path, data: bytes) -> None:
        with part.open("r+b", buffering=0) as file:
            file.seek(0, os.SEEK_END)
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) :]

    async def finish(self, upload: FileId) -> Content:
        """Decide what the content is, whether it may come in, and keep it under its digest."""
        part = self._part(upload)
        try:
            content = await _in_thread(_examine, part)
            if self._scanner is not None:
                await self._scanner.check(part)
        except ContentRefused:
            await self.cancel(upload)
            raise
        await _in_thread(self._keep, part, self._at(content.digest))
        await self.cancel(upload)
        return content

    @staticmethod
    def _keep(part: Path, place: Path) -> None:
        """Let the content be in its place, whole and durable; one that is there already is the same."""
        with part.open("rb") as file:
            os.fsync(file.fileno())
        place.parent.mkdir(exist_ok=True)
        part.chmod(0o400)
        part.replace(place)
        for folder in (place.parent, place.parent.parent):
            _sync_folder(folder)

    async def cancel(self, upload: FileId) -> None:
        """Forget an upload."""
        for file in (self._part(upload), self._about(upload)):
            await _in_thread(file.unlink, missing_ok=True)

    async def path(self, digest: str) -> Path:
        """Return where a content lies."""
        place = self._at(digest)
        if not await _in_thread(place.is_file):
            raise FilesUnavailable("the content is not there")
        return place

    async def discard(self, digest: str) -> None:
        """Delete a content."""
        await _in_thread(self._at(digest).unlink, missing_ok=True)

    def _part(self, upload: FileId) -> Path:
        return self._incoming / f"{upload}.part"

    def _about(self, upload: FileId) -> Path:
        return self._incoming / f"{upload}.json"

    def _at(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest


def _examine(file: Path) -> Content:
    """Return what is in a file, read block by block."""
    digest = hashlib.sha256()
    size = 0
    with file.open("rb") as read:
        head = read.read(HEAD)
        block = head
        while block:
            digest.update(block)
            size += len(block)
            block = read.read(_BLOCK)
    media_type, kind = type_of(head)
    if kind == "image" and not require_drawable(file):
        media_type, kind = UNKNOWN
    return Content(digest.hexdigest(), size, media_type, kind)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
