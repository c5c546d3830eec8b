"""Options that several commands share; each can also be given as ``RECONVENE_…``."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

Data: TypeAlias = Annotated[
    Path, typer.Option(envvar="RECONVENE_DATA", help="Folder for everything that is kept.")
]
Database: TypeAlias = Annotated[
    str | None,
    typer.Option(envvar="RECONVENE_DATABASE", help="SQLAlchemy URL; default SQLite in the data folder."),
]
