"""From a link to a seat, over HTTP as a page does it."""

import asyncio
import json
from dataclasses import dataclass
from http import HTTPStatus
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

_PATIENCE = 20.0


class NotLetIn(Exception):
    """The link does not lead into a meeting; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Way:
    """What a link leads to: the server's address, and the token of the link."""

    server: str
    token: str

    @property
    def socket(self) -> str:
        """Where pages connect."""
        return f"ws{self.server.removeprefix('http')}/api/v1/socket"


def way(link: str) -> Way:
    """Return where a link leads; raises `NotLetIn` for what is no link of a meeting."""
    parts = urlsplit(link)
    path, _, token = parts.path.rpartition("/join/")
    if parts.scheme not in {"http", "https"} or not parts.netloc or not token:
        raise NotLetIn(f"{link} is no link of a meeting; it looks like https://meet.example.org/join/TOKEN.")
    return Way(f"{parts.scheme}://{parts.netloc}{path}", token)


async def take_seat(to: Way, name: str, passcode: str | None) -> str:
    """Return the token of a new seat; raises `NotLetIn`."""
    return await asyncio.to_thread(_take_seat, to, name, passcode)


def _take_seat(to: Way, name: str, passcode: str | None) -> str:
    request = Request(  # noqa: S310 - `way` admits http and https only
        f"{to.server}/api/v1/links/{to.token}/seats",
        data=json.dumps({"name": name, "seat": None, "passcode": passcode}).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with build_opener(ProxyHandler({})).open(request, timeout=_PATIENCE) as answer:
            seat: str = json.load(answer)["seat"]
            return seat
    except HTTPError as error:
        raise NotLetIn(_why(error)) from error
    except (URLError, TimeoutError) as error:
        raise NotLetIn(f"{to.server} does not answer; start the server, or check the link.") from error


def _why(error: HTTPError) -> str:
    try:
        said = json.load(error)
        return f"{said['message']}" if isinstance(said["message"], str) else HTTPStatus(error.code).phrase
    except (ValueError, KeyError, TypeError):
        return f"The server answered {error.code} {HTTPStatus(error.code).phrase}; check the link."
