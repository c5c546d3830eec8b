"""The commands put together."""

import typer

from reconvene.cli.backup import backup, restore
from reconvene.cli.doctor import doctor
from reconvene.cli.serve import serve

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_show_locals=False)


@app.callback()
def main() -> None:
    """Reconvene: meetings that break out into rooms and come back together."""


for command in (serve, doctor, backup, restore):
    app.command()(command)
