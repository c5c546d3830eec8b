"""What a running meeting is told, one item at a time."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from reconvene.live.ports import Connection, Erased
from reconvene.meeting.commands import Request
from reconvene.meeting.ids import PersonId, Reaction, TextId
from reconvene.meeting.refusals import Refusal
from reconvene.meeting.state import Role


@dataclass(frozen=True, slots=True)
class Ask:
    """A request, and where to put what became of it: ``None`` for done, or why not.

    ``asked`` is when, in seconds of the event loop's clock.
    """

    request: Request
    command_id: str | None
    answer: asyncio.Future[Refusal | None]
    asked: float

    def settle(self, refusal: Refusal | None) -> None:
        """Answer, if somebody still waits for it."""
        if not self.answer.done():
            self.answer.set_result(refusal)

    def fail(self, error: Exception) -> None:
        """Let whoever still waits fail."""
        if not self.answer.done():
            self.answer.set_exception(error)


@dataclass(frozen=True, slots=True)
class Attach:
    """A page of a person is connected; ``epoch`` and ``since`` say what it has already.

    ``passcode`` names the words the person knew when they were given their seat token. ``done`` raises
    `Refusal` if they may not come in (JN3, RT3).
    """

    person: PersonId
    role: Role
    connection: Connection
    page: str
    epoch: str | None
    since: int | None
    done: asyncio.Future[None] = field(compare=False)
    passcode: TextId | None = None

    def settle(self) -> None:
        """Say that the page is in, if somebody still waits for it."""
        if not self.done.done():
            self.done.set_result(None)

    def fail(self, error: Exception) -> None:
        """Let whoever still waits fail."""
        if not self.done.done():
            self.done.set_exception(error)


@dataclass(frozen=True, slots=True)
class Detach:
    """A page's connection is gone."""

    person: PersonId
    connection: Connection


@dataclass(frozen=True, slots=True)
class Speak:
    """A person began or stopped speaking."""

    person: PersonId
    on: bool


@dataclass(frozen=True, slots=True)
class React:
    """A person shows a reaction."""

    person: PersonId
    reaction: Reaction


@dataclass(frozen=True, slots=True)
class Rate:
    """How well a person's connection works, from 1 to 4."""

    person: PersonId
    level: int


@dataclass(frozen=True, slots=True)
class Rename:
    """A person is called otherwise; the directory knows already."""

    person: PersonId
    name: str


@dataclass(frozen=True, slots=True)
class Forget:
    """Names and words were erased, ``everything`` or some; the directory knows already."""

    erased: Erased
    everything: bool


@dataclass(frozen=True, slots=True)
class End:
    """The meeting is deleted: every page is sent away, and it runs no more once ``done``."""

    done: asyncio.Future[None] = field(compare=False)

    def fail(self, _error: Exception) -> None:
        """Say that the meeting runs no more, which is all that was asked."""
        if not self.done.done():
            self.done.set_result(None)


Item: TypeAlias = Ask | Attach | Detach | Speak | React | Rate | Rename | Forget | End


def drained(mailbox: asyncio.Queue[Item]) -> Iterator[Item]:
    """Yield all that waits, without waiting."""
    while not mailbox.empty():
        yield mailbox.get_nowait()
