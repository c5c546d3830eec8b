"""The application: endpoints, errors, headers and files put together."""

from typing import Final

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware

from reconvene.web import documents, errors, health, joining, pages, reports, rest, socket
from reconvene.web.headers import SecurityHeaders
from reconvene.web.services import Services

_WORTH_COMPRESSING: Final = 1_000
"""Bytes from which an answer is compressed."""


def create_app(services: Services) -> FastAPI:
    """Return the ASGI application that works with ``services``."""
    app = FastAPI(
        title="Reconvene",
        description="Meetings that break out into rooms and come back together.",
        version="1",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.services = services
    errors.install(app)
    for router in (
        rest.router,
        joining.router,
        health.router,
        socket.router,
        documents.router,
        reports.router,
    ):
        app.include_router(router)
    pages.install(app, services.client)
    app.add_middleware(GZipMiddleware, minimum_size=_WORTH_COMPRESSING)
    app.add_middleware(SecurityHeaders)
    return app
