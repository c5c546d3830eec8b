"""The commands put together."""

from importlib.metadata import version
from typing import Annotated

import typer

from reconvene.cli.backup import backup, restore
from reconvene.cli.doctor import doctor
from reconvene.cli.guests import guests
from reconvene.cli.rotate import rotate
from reconvene.cli.serve import serve

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_show_locals=False)


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - called by Typer
    if wanted:
        typer.echo(f"reconvene {version('reconvene')}")
        raise typer.Exit


@app.callback()
def main(
    *,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """Reconvene: meetings that break out into rooms and come back together."""


for command in (serve, guests, doctor, backup, restore, rotate):
    app.command()(command)
