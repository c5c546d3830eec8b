"""`reconvene backup` and `reconvene restore`."""

import time
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console

from reconvene.adapters import backup as archive
from reconvene.cli.failure import told_plainly
from reconvene.cli.options import Data, Database

_out: Final = Console(highlight=False, soft_wrap=True, markup=False, emoji=False)


def backup(
    target: Annotated[Path, typer.Argument(help="The archive to write, e.g. reconvene-2026-05-01.tar.gz.")],
    data: Data = Path("data"),
    database: Database = None,
) -> None:
    """Back up the database, the keys and the files into one archive; the server may be running."""
    with told_plainly():
        size = archive.back_up(
            data, database, target, version=version("reconvene"), now=time.time_ns() // 1_000_000
        )
    _out.print(f"Backed up {data} to {target} ({size:,} bytes). It holds the server's keys: keep it safe.")


def restore(
    source: Annotated[Path, typer.Argument(help="An archive that 'reconvene backup' wrote.")],
    data: Data = Path("data"),
    database: Database = None,
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Move what is in the data folder aside first.")
    ] = False,
) -> None:
    """Restore a backup into the data folder; no server may be running there."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    with told_plainly():
        aside = archive.restore(source, data, database, replace=replace, stamp=stamp)
    _out.print(f"Restored {source} to {data}. Start the server with: reconvene serve --data {data}")
    if aside is not None:
        _out.print(f"What was there before is in {aside}.")
