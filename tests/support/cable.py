"""A network cable between browsers and a server: every TCP connection goes through it, and it can be cut."""

import asyncio
from types import TracebackType
from typing import Self


class Cable:
    """Passes connections on to a port of this machine; while it is cut there are none.

    While it swallows, nobody is told: connections stay open and what they carry waits until it passes again,
    as when packets are lost and sent again.
    """

    def __init__(self, to: int) -> None:
        self._to = to
        self._cut = False
        self._passes = asyncio.Event()
        self._passes.set()
        self._ends: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        """Where browsers connect."""
        assert self._server is not None
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._pass_on, "127.0.0.1", 0)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._server is not None
        self._server.close()
        self.cut()

    def swallow(self) -> None:
        """Pass nothing on, in either direction."""
        self._passes.clear()

    def cut(self) -> None:
        """Break every connection, and refuse further ones."""
        self._cut = True
        for end in self._ends:
            end.transport.abort()

    def mend(self) -> None:
        """Let connections through again."""
        self._cut = False
        self._passes.set()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._cut:
            writer.transport.abort()
            return
        await self._passes.wait()
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._to)
        self._ends |= {writer, far_writer}
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._pour(reader, far_writer))
                group.create_task(self._pour(far_reader, writer))
        finally:
            self._ends -= {writer, far_writer}
            writer.close()
            far_writer.close()

    async def _pour(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        """Pass bytes on until either end is gone."""
        try:
            while data := await source.read(65_536):
                await self._passes.wait()
                target.write(data)
                await target.drain()
            await self._passes.wait()
            if target.can_write_eof():
                target.write_eof()
        except (OSError, RuntimeError):
            target.transport.abort()
