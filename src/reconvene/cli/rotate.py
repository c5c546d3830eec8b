"""`reconvene rotate`: other keys in the place of those that may be known to somebody."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from reconvene.adapters import data_folder, keys
from reconvene.adapters.clock import SystemClock
from reconvene.cli.failure import told_plainly
from reconvene.cli.options import Data
from reconvene.meeting.ids import DAY, Millis

_out: Final = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)


class Which(StrEnum):
    """A key of the server."""

    API_KEY = "api-key"
    SIGNING_KEY = "signing-key"


def rotate(
    which: Annotated[Which, typer.Argument(help="api-key of programs, or signing-key of links and seats.")],
    data: Data = Path("data"),
    grace_days: Annotated[
        int,
        typer.Option(min=0, max=3650, help="Days for which links and seats of the former key stay good."),
    ] = 90,
) -> None:
    """Make a new key; a running server uses it at once."""
    with told_plainly():
        folder = data_folder.prepare(data)
        match which:
            case Which.API_KEY:
                keys.rotate_api_key(folder)
                _out.print(f"The new API key is in {folder / keys.API_KEY}. The former one opens nothing.")
            case Which.SIGNING_KEY:
                keys.rotate_signing_key(folder, SystemClock().now(), Millis(grace_days * DAY))
                _out.print(f"Links and seats have a new key. Those of the former end in {grace_days} days.")
