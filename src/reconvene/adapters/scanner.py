"""A virus scanner from the command line."""

import asyncio
import shlex
from pathlib import Path
from typing import Final

import structlog

from reconvene.live.file_ports import FilesUnavailable, Infected

SCAN_WAIT: Final = 120.0
"""Seconds a scan may take."""

_log = structlog.get_logger(__name__)


class Scanner:
    """Runs a command for each content; its exit code 0 lets the content in. ``{file}`` is where it lies."""

    def __init__(self, command: str) -> None:
        self._words: Final = shlex.split(command)

    async def check(self, file: Path) -> None:
        """Raise `Infected` unless the scanner lets the file in; `FilesUnavailable`: it cannot tell."""
        words = [word.replace("{file}", str(file)) for word in self._words]
        try:
            process = await asyncio.create_subprocess_exec(
                *words,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.DEVNULL,
            )
        except OSError as error:
            _log.exception("the scan command does not start", command=words[0])
            raise FilesUnavailable("the scan command does not start") from error
        try:
            async with asyncio.timeout(SCAN_WAIT):
                code = await process.wait()
        except TimeoutError as error:
            _log.exception("the scan command takes too long", command=words[0], waited=SCAN_WAIT)
            raise FilesUnavailable("the scan command takes too long") from error
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if code != 0:
            _log.warning("content refused by the scanner", exit_code=code)
            raise Infected
