"""`reconvene serve`: the composition root."""

import asyncio
import errno
import logging
import re
import shlex
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import structlog
import typer
import uvicorn
import uvloop
from rich.console import Console
from typing_extensions import override

from reconvene.adapters import data_folder
from reconvene.adapters.clock import SystemClock
from reconvene.adapters.disk_files import DiskFiles
from reconvene.adapters.janus_media import open_janus
from reconvene.adapters.keys import FileKeys
from reconvene.adapters.public_address import local_url
from reconvene.adapters.scanner import Scanner
from reconvene.adapters.sql import SqlLog, open_database
from reconvene.adapters.sql_directory import SqlDirectory
from reconvene.adapters.sql_documents import SqlDocuments
from reconvene.adapters.sql_files import SqlFileIndex
from reconvene.adapters.sql_harvests import SqlHarvests
from reconvene.cli import options
from reconvene.cli.failure import CannotStart, told_plainly
from reconvene.live.documents import Documents
from reconvene.live.erasing import Belongings, Erasing, Keeping
from reconvene.live.harvests import Harvests
from reconvene.live.meetings import Meetings
from reconvene.live.surroundings import Surroundings
from reconvene.live.uploads import Uploads
from reconvene.meeting.ids import Millis
from reconvene.meeting.state import Limits
from reconvene.web.app import create_app
from reconvene.web.gauges import registry
from reconvene.web.relays import Relays
from reconvene.web.rest import links
from reconvene.web.services import Services
from reconvene.web.tokens import Tokens
from reconvene.web.websockets import WebSocketProtocol

_out: Final = Console(highlight=False, soft_wrap=True)

_DAY: Final = 24 * 60 * 60 * 1000
_ORIGIN: Final = re.compile(r"https?://[A-Za-z0-9.*-]+(:[0-9]+)?")
_THIS_MACHINE: Final = ("127.0.0.1", "::1")
_BACKLOG: Final = 2048
_LARGEST_MESSAGE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of ``reconvene serve``; each can also be given as ``RECONVENE_…``."""

    host: str
    port: int
    data: Path
    database: str | None
    public_url: str | None
    link_days: int
    origins: tuple[str, ...]
    embedders: tuple[str, ...]
    proxies: tuple[str, ...]
    janus: str | None
    janus_secret: str | None
    media_address: str | None
    relays: Relays | None
    rtp_ports: range
    upload_limit: int
    scan_command: str | None
    keeping: Keeping
    with_meeting: str | None


def serve(  # noqa: PLR0913, PLR0917 - the options of a command line
    host: options.Host = options.EVERYWHERE,
    port: options.Port = options.PORT,
    data: options.Data = Path("data"),
    database: options.Database = None,
    public_url: options.PublicUrl = None,
    link_days: Annotated[
        int,
        typer.Option(envvar="RECONVENE_LINK_DAYS", min=1, max=3650, help="Days for which a link is good."),
    ] = 90,
    origin: Annotated[
        list[str] | None,
        typer.Option(
            envvar="RECONVENE_ORIGIN",
            help="Another site whose pages may connect, e.g. https://intranet.example.org; may be repeated.",
        ),
    ] = None,
    embed_origin: Annotated[
        list[str] | None,
        typer.Option(
            envvar="RECONVENE_EMBED_ORIGIN", help="Sites that may show meetings in a frame; none by default."
        ),
    ] = None,
    trusted_proxy: Annotated[
        list[str] | None,
        typer.Option(
            envvar="RECONVENE_TRUSTED_PROXY",
            help="Addresses or networks whose X-Forwarded-For is believed; default: this machine.",
        ),
    ] = None,
    janus: options.Janus = None,
    janus_secret: Annotated[
        str | None, typer.Option(envvar="RECONVENE_JANUS_SECRET", help="That Janus' API secret.")
    ] = None,
    media_address: options.MediaAddress = None,
    turn_url: options.TurnUrl = None,
    turn_secret: options.TurnSecret = None,
    first_rtp_port: options.FirstRtpPort = options.FIRST_RTP_PORT,
    last_rtp_port: options.LastRtpPort = options.LAST_RTP_PORT,
    upload_limit: Annotated[
        int,
        typer.Option(envvar="RECONVENE_UPLOAD_LIMIT", min=1, max=100_000, help="Largest file, in megabytes."),
    ] = 200,
    scan_command: Annotated[
        str | None,
        typer.Option(
            envvar="RECONVENE_SCAN_COMMAND",
            help="Virus scanner for uploads, e.g. 'clamdscan --no-summary {file}'; exit code 0 admits.",
        ),
    ] = None,
    keep_texts: Annotated[
        int | None,
        typer.Option(
            envvar="RECONVENE_KEEP_TEXTS", min=1, help="Days after which names and texts are erased."
        ),
    ] = None,
    keep_meetings: Annotated[
        int | None,
        typer.Option(
            envvar="RECONVENE_KEEP_MEETINGS",
            min=1,
            help="Days after which a meeting in which nothing happens is deleted.",
        ),
    ] = None,
    with_meeting: Annotated[
        str | None,
        typer.Option(
            envvar="RECONVENE_WITH_MEETING", help="Make a meeting of this title and print its links."
        ),
    ] = None,
) -> None:
    """Run the server."""
    _configure_logs()
    with told_plainly():
        settings = Settings(
            host=host,
            port=port,
            data=data,
            database=database,
            public_url=options.web_address(public_url),
            link_days=link_days,
            origins=tuple(origin or ()),
            embedders=_sites(embed_origin),
            proxies=tuple(trusted_proxy or _THIS_MACHINE),
            janus=janus,
            janus_secret=janus_secret,
            media_address=options.own_address(media_address),
            relays=_relays(turn_url, turn_secret),
            rtp_ports=options.rtp_range(first_rtp_port, last_rtp_port),
            upload_limit=upload_limit,
            scan_command=scan_command,
            keeping=Keeping(_days(keep_texts), _days(keep_meetings)),
            with_meeting=with_meeting,
        )
        uvloop.run(_serve(settings))


def _relays(urls: list[str] | None, secret: str | None) -> Relays | None:
    """Return the TURN servers people may use; raises `CannotStart` if half of what they need is missing."""
    if not urls and secret is None:
        return None
    if not urls or not secret or not all(url.startswith(("turn:", "turns:")) for url in urls):
        message = "TURN needs both --turn-url, as turn:HOST:PORT or turns:HOST:PORT, and --turn-secret."
        raise CannotStart(message)
    return Relays(urls, secret)


def _days(number: int | None) -> Millis | None:
    return None if number is None else Millis(number * _DAY)


def _sites(origins: list[str] | None) -> tuple[str, ...]:
    """Return the origins as a policy takes them; raises `CannotStart` for what is none."""
    for origin in origins or ():
        if not _ORIGIN.fullmatch(origin):
            message = f"{origin!r} is no origin; --embed-origin takes https://HOST or https://HOST:PORT."
            raise CannotStart(message)
    return tuple(origins or ())


def _configure_logs() -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer() if sys.stderr.isatty() else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


async def _serve(settings: Settings) -> None:
    """Put the parts together and serve until a signal comes."""
    scanner = _scanner(settings.scan_command)
    data = data_folder.prepare(settings.data)
    listener = _listen(settings.host, settings.port)
    clock = SystemClock()
    with listener, data_folder.held(data):
        async with (
            open_database(
                settings.database or f"sqlite+aiosqlite:///{data / data_folder.DATABASE}"
            ) as engine,
            open_janus(
                data,
                clock=clock,
                url=settings.janus,
                secret=settings.janus_secret,
                public_address=settings.media_address,
                rtp_ports=settings.rtp_ports,
            ) as media,
        ):
            limits = Limits(file_bytes=settings.upload_limit * 1024 * 1024)
            directory = SqlDirectory(engine)
            meetings = Meetings(Surroundings(SqlLog(engine), clock, limits), directory, media)
            documents = Documents(SqlDocuments(engine), clock)
            harvests = Harvests(documents.store, SqlHarvests(engine))
            meetings.follow(harvests.follow)
            store = DiskFiles(data / "files", scanner)
            uploads = Uploads(store, SqlFileIndex(engine), meetings, clock)
            having = Belongings(documents, harvests, uploads)
            erasing = Erasing(meetings, directory, having, clock, settings.keeping)
            keys = FileKeys(data)
            async with (
                _running(meetings),
                _running(documents),
                _running(harvests),
                _running(uploads),
                _running(erasing),
            ):
                services = Services(
                    meetings=meetings,
                    erasing=erasing,
                    documents=documents,
                    harvests=harvests,
                    uploads=uploads,
                    tokens=Tokens(keys),
                    clock=clock,
                    keys=keys,
                    public_url=settings.public_url or local_url(settings.host, settings.port),
                    link_life=settings.link_days * _DAY,
                    client=_client_folder(),
                    metrics=registry(meetings),
                    origins=frozenset(settings.origins),
                    relays=settings.relays,
                    embedders=settings.embedders,
                )
                server = _Server(services, settings.proxies, lambda: _announce(services, settings))
                await server.serve(sockets=[listener])
                if server.is_restarting:
                    media.outlive()


@asynccontextmanager
async def _running(part: Meetings | Documents | Harvests | Uploads | Erasing) -> AsyncIterator[None]:
    started = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        task = group.create_task(part.run(started))
        await started.wait()
        yield
        task.cancel()


def _scanner(command: str | None) -> Scanner | None:
    """Return the virus scanner that was asked for; raises `CannotStart` if there is no such program."""
    if command is None:
        return None
    words = shlex.split(command)
    if not words or shutil.which(words[0]) is None:
        raise CannotStart(f"The scan command {command!r} cannot be run; check --scan-command.")
    return Scanner(command)


class _Server(uvicorn.Server):
    """Uvicorn with our settings; calls back once connections are accepted.

    At SIGTERM people may be in meetings that the next server goes on with: then it ``is_restarting``.
    """

    def __init__(
        self, services: Services, proxies: Sequence[str], on_started: Callable[[], Awaitable[None]]
    ) -> None:
        super().__init__(
            uvicorn.Config(
                create_app(services),
                log_config=None,
                access_log=False,
                server_header=False,
                ws=WebSocketProtocol,
                ws_max_size=_LARGEST_MESSAGE,
                backlog=_BACKLOG,
                timeout_graceful_shutdown=5,
                forwarded_allow_ips=list(proxies),
            )
        )
        self._on_started = on_started
        self._pages = services.pages
        self._terminated = False
        self.is_restarting = False

    @override
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End serving at a signal and nothing more: uvicorn would let it kill us before Janus is stopped."""
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, self._on_signal, name)
        yield

    def _on_signal(self, name: signal.Signals) -> None:
        self._terminated = self._terminated or name == signal.SIGTERM
        self.handle_exit(name, None)

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        await self._on_started()

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        self.is_restarting = self._terminated and len(self._pages) > 0
        await self._pages.say_farewell()
        await super().shutdown(sockets)


async def _announce(services: Services, settings: Settings) -> None:
    """Say where the server is, and make the meeting that was asked for."""
    _out.print(f"Reconvene is running at {services.public_url}")
    if not services.meetings.media_ready:
        _out.print("There is no sound or picture: the media server does not work. Run: reconvene doctor")
    if settings.with_meeting is not None:
        info = await services.meetings.create(settings.with_meeting)
        made = links(services, info)
        _out.print(f"\n  Moderator link:   {made.moderator}\n  Participant link: {made.participant}\n")
    _out.print(f"API key: {settings.data / 'api-key'}   REST: {services.public_url}/api/docs   Stop: Ctrl+C")


def _listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; raises `CannotStart` if the address is taken or not ours."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            message = f"Port {port} is taken; stop what uses it or choose another with --port."
        else:
            message = f"Cannot listen on {host} port {port} ({error.strerror}); check --host and --port."
        raise CannotStart(message) from error
    return listener


def _client_folder() -> Path:
    """Return the built client: inside the installed package, or beside the sources of an editable install."""
    package = Path(__file__).parents[1]
    for folder in (package / "web" / "client", package.parents[1] / "client" / "dist"):
        if (folder / "index.html").is_file():
            return folder
    raise CannotStart("The client is not built; run: make client")
