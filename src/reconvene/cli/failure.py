"""What ends a command: one plain sentence, without a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import typer
from rich.console import Console

from reconvene.adapters.backup import BackupError
from reconvene.adapters.data_folder import DataFolderError
from reconvene.adapters.database import DatabaseUnreachable
from reconvene.adapters.janus_process import JanusMissingError
from reconvene.guests.seats import NotLetIn

_err: Final = Console(stderr=True, highlight=False, soft_wrap=True, markup=False, emoji=False)


class CannotStart(Exception):
    """A command cannot be carried out; the message is one plain sentence that says what to do."""


_FOR_USERS: Final = (
    CannotStart,
    BackupError,
    DataFolderError,
    DatabaseUnreachable,
    JanusMissingError,
    NotLetIn,
)


@contextmanager
def told_plainly() -> Iterator[None]:
    """Say why the block failed in one sentence and end with exit code 1; faults of our own go on."""
    try:
        yield
    except Exception as error:
        reason = _reason(error)
        if reason is None:
            raise
        _err.print(f"reconvene: {reason}")
        raise typer.Exit(1) from error


def _reason(error: BaseException) -> BaseException | None:
    """Return the reason to tell the user, unwrapped from task groups; none if the fault is ours."""
    if isinstance(error, BaseExceptionGroup):
        return next(filter(None, map(_reason, error.exceptions)), None)
    return error if isinstance(error, _FOR_USERS) else None
