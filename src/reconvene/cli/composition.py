"""The composition root: all parts of a server put together, run, and taken down in order."""

import asyncio
import shlex
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Final

from rich.console import Console

from reconvene.adapters import data_folder
from reconvene.adapters.clock import SystemClock
from reconvene.adapters.database import Database, open_database
from reconvene.adapters.disk_files import DiskFiles
from reconvene.adapters.janus_media import open_janus
from reconvene.adapters.keys import API_KEY, FileKeys
from reconvene.adapters.public_address import local_url
from reconvene.adapters.scanner import Scanner
from reconvene.adapters.sql_directory import SqlDirectory
from reconvene.adapters.sql_documents import SqlDocuments
from reconvene.adapters.sql_files import SqlFileIndex
from reconvene.adapters.sql_harvests import SqlHarvests
from reconvene.adapters.sql_log import SqlLog
from reconvene.cli.company import Company
from reconvene.cli.failure import CannotStart
from reconvene.cli.guests import require_parts
from reconvene.cli.server import Server, client_folder, listen
from reconvene.cli.settings import Settings
from reconvene.live.documents import Documents
from reconvene.live.erasing import Belongings, Erasing
from reconvene.live.harvests import Harvests
from reconvene.live.meetings import Meetings
from reconvene.live.ports import Clock, MediaServer
from reconvene.live.surroundings import Surroundings
from reconvene.live.uploads import Uploads
from reconvene.meeting.ids import DAY
from reconvene.web.gauges import registry
from reconvene.web.rest import link_end, links
from reconvene.web.services import Services
from reconvene.web.tokens import Tokens

_out: Final = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)


async def serve_until_told(settings: Settings) -> None:
    """Serve until a signal comes; raises what `told_plainly` tells."""
    scanner = _scanner(settings.scan_command)
    company = _company(settings)
    data = data_folder.prepare(settings.data)
    listener = listen(settings.host, settings.port)
    clock = SystemClock()
    with listener, data_folder.held(data):
        async with (
            open_database(settings.database or data_folder.sqlite_url(data)) as database,
            open_janus(
                data,
                clock=clock,
                url=settings.janus,
                secret=settings.janus_secret,
                public_address=settings.media_address,
                rtp_ports=settings.rtp_ports,
            ) as media,
        ):
            clock.go_on_from(await SqlLog(database).latest())
            store = DiskFiles(data / "files", scanner)
            services = _services(settings, data, database, media, clock, store)
            async with AsyncExitStack() as running:
                for part in _parts(services):
                    await running.enter_async_context(_running(part))
                server = Server(services, settings.proxies, lambda: _announce(services, settings, company))
                async with company:
                    await server.serve(sockets=[listener])
                if server.is_restarting:
                    media.outlive()


def _services(
    settings: Settings, data: Path, database: Database, media: MediaServer, clock: Clock, store: DiskFiles
) -> Services:
    """Return the parts that know each other, none of them running."""
    directory = SqlDirectory(database)
    meetings = Meetings(Surroundings(SqlLog(database), clock, settings.limits), directory, media)
    documents = Documents(SqlDocuments(database), clock)
    harvests = Harvests(documents.store, SqlHarvests(database))
    meetings.follow(harvests.follow)
    uploads = Uploads(store, SqlFileIndex(database), meetings, clock)
    keys = FileKeys(data)
    return Services(
        meetings=meetings,
        erasing=Erasing(
            meetings, directory, Belongings(documents, harvests, uploads), clock, settings.keeping
        ),
        documents=documents,
        harvests=harvests,
        uploads=uploads,
        tokens=Tokens(keys),
        clock=clock,
        keys=keys,
        public_url=settings.public_url or local_url(settings.host, settings.port),
        link_life=settings.link_days * DAY,
        client=client_folder(),
        metrics=registry(meetings),
        origins=frozenset(settings.origins),
        relays=settings.relays,
        embedders=settings.embedders,
    )


def _parts(services: Services) -> tuple[Meetings | Documents | Harvests | Uploads | Erasing, ...]:
    """Return what has a task of its own, in the order in which they start."""
    return (
        services.meetings,
        services.documents,
        services.harvests,
        services.uploads,
        services.erasing,
    )


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


def _company(settings: Settings) -> Company:
    """Return the guests of the first meeting; raises `CannotStart` if some are asked for and cannot come."""
    if settings.with_guests and settings.with_meeting is None:
        raise CannotStart("Guests need a meeting to come to; give --with-meeting TITLE with --with-guests.")
    if settings.with_guests:
        require_parts()
    return Company(settings.with_guests, settings.host, settings.port)


async def _announce(services: Services, settings: Settings, company: Company) -> None:
    """Say where the server is, and make the meeting that was asked for."""
    _out.print(f"Reconvene is running at {services.public_url}")
    if not services.meetings.media_ready:
        _out.print("There is no sound or picture: the media server does not work. Run: reconvene doctor")
    if settings.with_meeting is not None:
        info = await services.meetings.create(settings.with_meeting)
        made = links(services, info, link_end(services))
        _out.print(f"\n  Moderator link:   {made.moderator}\n  Participant link: {made.participant}\n")
        await company.come(made.participant)
    _out.print(f"API key: {settings.data / API_KEY}   REST: {services.public_url}/api/docs   Stop: Ctrl+C")
