"""`reconvene doctor`."""

import asyncio
import logging
from pathlib import Path
from typing import Final

import structlog
import typer
from rich.console import Console

from reconvene.adapters.checks import Installation, examine
from reconvene.cli import options
from reconvene.cli.failure import told_plainly

_out: Final = Console(highlight=False, soft_wrap=True)
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
    first_rtp_port: options.FirstRtpPort = options.FIRST_RTP_PORT,
    last_rtp_port: options.LastRtpPort = options.LAST_RTP_PORT,
) -> None:
    """Check all that 'serve' needs, given the same options, and say what to do; fails if something does."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    with told_plainly():
        rtp_ports = options.rtp_range(first_rtp_port, last_rtp_port)
    installation = Installation(
        host,
        port,
        data,
        database,
        public_url,
        janus,
        media_address,
        tuple(turn_url or ()),
        rtp_ports,
    )
    if not asyncio.run(_print(installation)):
        raise typer.Exit(1)


async def _print(installation: Installation) -> bool:
    """Print what is found; return whether nothing failed."""
    well = True
    async for finding in examine(installation):
        well = well and finding.level != "failure"
        advice = f"\n    {finding.advice}" if finding.advice else ""
        _out.print(f"{_MARKS[finding.level]} {finding.subject}: {finding.words}{advice}")
    return well
