"""The application: endpoints, errors, headers and files put together."""

from typing import Final

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES

from reconvene.web import (
    chat,
    documents,
    erasing,
    errors,
    files,
    harvests,
    health,
    inviting,
    joining,
    pages,
    reports,
    rest,
    socket,
)
from reconvene.web.headers import SecurityHeaders
from reconvene.web.services import Services

_WORTH_COMPRESSING: Final = 1_000
"""Bytes from which an answer is compressed."""


_COMPRESSED_ALREADY: Final = (*DEFAULT_EXCLUDED_CONTENT_TYPES, "application/pdf", "application/octet-stream")
"""What people have uploaded goes out as it is: its parts can be asked for by their place."""


def create_app(services: Services) -> FastAPI:
    """Return the ASGI application that works with ``services``."""
    app = FastAPI(
        title="Reconvene",
        description="Meetings that break out into rooms and come back together.",
        version="1",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        # Straight to where they are served: FastAPI's own way costs each returning page a millisecond.
        routes=[socket.route, documents.route],
    )
    app.state.services = services
    errors.install(app, services.meetings.metrics.problems)
    for router in (
        rest.router,
        erasing.router,
        inviting.router,
        chat.router,
        joining.router,
        health.router,
        files.router,
        harvests.router,
        reports.router,
    ):
        app.include_router(router)
    pages.install(app, services.client)
    app.add_middleware(
        GZipMiddleware, minimum_size=_WORTH_COMPRESSING, exclude_content_types=_COMPRESSED_ALREADY
    )
    app.add_middleware(SecurityHeaders, embedders=services.embedders)
    return app
