"""`reconvene doctor`."""

import asyncio
import logging
from pathlib import Path
from typing import Final

import structlog
import typer
from rich.console import Console
from rich.markup import escape

from reconvene.adapters.checks import Installation, examine
from reconvene.adapters.clock import SystemClock
from reconvene.adapters.turn import Guest
from reconvene.cli import options
from reconvene.cli.failure import told_plainly
from reconvene.cli.settings import relays
from reconvene.meeting.ids import PersonId
from reconvene.web.relays import Relays

_out: Final = Console(highlight=False, soft_wrap=True, emoji=False)
_MARKS: Final = {"ok": "[green]✓[/]", "warning": "[yellow]![/]", "failure": "[red]✗[/]"}


def doctor(  # noqa: PLR0913, PLR0917 - the options of a command line
    host: options.Host = options.EVERYWHERE,
    port: options.Port = options.PORT,
    data: options.Data = Path("data"),
    database: options.Database = None,
    public_url: options.PublicUrl = None,
    janus: options.Janus = None,
    media_address: options.MediaAddress = None,
    turn_url: options.TurnUrl = None,
    turn_secret: options.TurnSecret = None,
    first_rtp_port: options.FirstRtpPort = options.FIRST_RTP_PORT,
    last_rtp_port: options.LastRtpPort = options.LAST_RTP_PORT,
) -> None:
    """Check all that 'serve' needs, given the same options, and say what to do; fails if something does."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with told_plainly():
        rtp_ports = options.rtp_range(first_rtp_port, last_rtp_port)
        offered = relays(turn_url, turn_secret)
    installation = Installation(
        host,
        port,
        data,
        database,
        public_url,
        janus,
        media_address,
        () if offered is None else tuple(offered.urls),
        None if offered is None else _guest(offered),
        rtp_ports,
    )
    if not asyncio.run(_print(installation)):
        raise typer.Exit(1)


def _guest(offered: Relays) -> Guest:
    """Return credentials as a person would be given them now."""
    (relay,) = offered.credentials(PersonId("doctor"), SystemClock().now()).relays
    return Guest(relay.username, relay.credential)


async def _print(installation: Installation) -> bool:
    """Print what is found; return whether nothing failed."""
    well = True
    async for finding in examine(installation):
        well = well and finding.level != "failure"
        advice = f"\n    {finding.advice}" if finding.advice else ""
        _out.print(f"{_MARKS[finding.level]} {escape(f'{finding.subject}: {finding.words}{advice}')}")
    return well
