"""What the endpoints work with."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from fastapi import Depends
from prometheus_client import CollectorRegistry
from starlette.requests import HTTPConnection

from reconvene.live.documents import Documents
from reconvene.live.erasing import Erasing
from reconvene.live.harvests import Harvests
from reconvene.live.meetings import Meetings
from reconvene.live.ports import Clock
from reconvene.live.uploads import Uploads
from reconvene.web.guesses import Guesses
from reconvene.web.limits import AddressLimits
from reconvene.web.open_pages import OpenPages
from reconvene.web.relays import Relays
from reconvene.web.tokens import Keys, Tokens


@dataclass(frozen=True, slots=True)
class Services:
    """Made by the composition root, shared by all requests.

    ``public_url`` is where people reach the server, without a slash at the end; ``link_life`` is in
    milliseconds. ``origins`` may open WebSockets besides the server's own pages. ``relays`` are none where
    nobody needs TURN. ``embedders`` are the sites that may show the client in a frame.
    """

    meetings: Meetings
    erasing: Erasing
    documents: Documents
    harvests: Harvests
    uploads: Uploads
    tokens: Tokens
    clock: Clock
    keys: Keys
    public_url: str
    link_life: int
    client: Path
    metrics: CollectorRegistry
    origins: frozenset[str] = frozenset()
    relays: Relays | None = None
    guesses: Guesses = field(default_factory=Guesses)
    pages: OpenPages = field(default_factory=OpenPages)
    limits: AddressLimits = field(default_factory=AddressLimits)
    embedders: tuple[str, ...] = ()


def services_of(connection: HTTPConnection) -> Services:
    """Return what the application that serves a request works with."""
    services = connection.app.state.services
    assert isinstance(services, Services)  # noqa: S101 - set by the application's factory
    return services


async def _services(connection: HTTPConnection) -> Services:
    # Were it no coroutine, each request would be handed to a thread and back for it.
    return services_of(connection)


Injected = Annotated[Services, Depends(_services)]
