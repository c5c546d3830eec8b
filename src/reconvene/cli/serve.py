"""`reconvene serve`: its options."""

from pathlib import Path
from typing import Annotated

import typer
import uvloop

from reconvene.cli import options
from reconvene.cli.composition import serve_until_told
from reconvene.cli.failure import told_plainly
from reconvene.cli.logs import configure_logs
from reconvene.cli.settings import Settings, days, proxies, relays, sites
from reconvene.live.erasing import Keeping
from reconvene.meeting.ids import Millis
from reconvene.meeting.state import Limits


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
    move_countdown: Annotated[
        int,
        typer.Option(
            envvar="RECONVENE_MOVE_COUNTDOWN", min=1, max=60, help="Seconds people see before they are moved."
        ),
    ] = 5,
    end_countdown: Annotated[
        int,
        typer.Option(
            envvar="RECONVENE_END_COUNTDOWN",
            min=1,
            max=120,
            help="Seconds they see before all are gathered or the breakout ends.",
        ),
    ] = 10,
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
    with_guests: Annotated[
        int,
        typer.Option(
            envvar="RECONVENE_WITH_GUESTS", min=0, max=100, help="Send so many simulated people into it."
        ),
    ] = 0,
) -> None:
    """Run the server."""
    configure_logs()
    with told_plainly():
        settings = Settings(
            host=host,
            port=port,
            data=data,
            database=database,
            public_url=options.web_address(public_url),
            link_days=link_days,
            origins=sites(origin, "--origin"),
            embedders=sites(embed_origin, "--embed-origin"),
            proxies=proxies(trusted_proxy),
            janus=options.janus_address(janus),
            janus_secret=janus_secret,
            media_address=options.own_address(media_address),
            relays=relays(turn_url, turn_secret),
            rtp_ports=options.rtp_range(first_rtp_port, last_rtp_port),
            limits=Limits(
                file_bytes=upload_limit * 1024 * 1024,
                move_countdown=Millis(move_countdown * 1000),
                end_countdown=Millis(end_countdown * 1000),
            ),
            scan_command=scan_command,
            keeping=Keeping(days(keep_texts), days(keep_meetings)),
            with_meeting=with_meeting,
            with_guests=with_guests,
        )
        uvloop.run(serve_until_told(settings))
