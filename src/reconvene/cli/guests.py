"""`reconvene guests`."""

import asyncio
import importlib.util
import logging
import signal
import sys
from typing import Annotated, Final

import structlog
import typer
from rich.console import Console

from reconvene.cli.failure import CannotStart, told_plainly

_out: Final = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)
_PARTS: Final = ("aiortc", "PIL")


def guests(
    link: Annotated[str, typer.Argument(help="Participant or moderator link of a meeting.")],
    count: Annotated[int, typer.Option(min=1, max=2_000, help="How many come.")] = 8,
    talk: Annotated[bool, typer.Option("--talk", help="They talk in turns.")] = False,  # noqa: FBT002
    video: Annotated[bool, typer.Option("--video", help="They have cameras.")] = False,  # noqa: FBT002
    rooms: Annotated[  # noqa: FBT002
        bool, typer.Option("--rooms", help="They choose rooms and call moderators.")
    ] = False,
    watch: Annotated[int, typer.Option(min=0, max=16, help="Pictures each has sent to them.")] = 0,
    passcode: Annotated[str | None, typer.Option(help="Passcode of the meeting.")] = None,
) -> None:
    """Send simulated people with real media into a meeting, until Ctrl+C."""
    with told_plainly():
        require_parts()
        asyncio.run(_visit(link, count, talk=talk, video=video, rooms=rooms, watch=watch, passcode=passcode))


def require_parts() -> None:
    """Raise `CannotStart` if what guests are made of is not installed."""
    if any(importlib.util.find_spec(part) is None for part in _PARTS):
        raise CannotStart(
            "Guests need parts that are not installed; run: pip install 'reconvene[guests]', "
            "or in the sources: scripts/setup.sh guests"
        )


async def _visit(
    link: str, count: int, *, talk: bool, video: bool, rooms: bool, watch: int, passcode: str | None
) -> None:
    from reconvene.guests.crowd import Crowd, Invitation  # noqa: PLC0415 - parts of an extra

    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, over.set)
    crowd = Crowd(Invitation(link, count, talk, video, rooms, watch, passcode))

    def complete() -> None:
        _out.print(f"Guests in the meeting: {count}. Ctrl+C sends them home.")

    await crowd.run(over, complete)
