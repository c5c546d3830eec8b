"""The client's files, and Swagger UI served by ourselves."""

from http import HTTPStatus
from importlib.resources import files
from pathlib import Path
from typing import Final

from fastapi import APIRouter, FastAPI
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.requests import HTTPConnection
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from typing_extensions import override

from reconvene.web.errors import ApiError
from reconvene.web.joining import resolve
from reconvene.web.services import Injected

_SWAGGER: Final = Path(str(files("fastapi_swagger"))) / "resources"

router = APIRouter(include_in_schema=False)

_DOCS_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Reconvene: REST interface</title>
<link rel="stylesheet" href="/api/docs/assets/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/api/docs/assets/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
"""
_DOCS_SCRIPT: Final = (
    'SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#swagger-ui", deepLinking: true });\n'
)


class _Immutable(StaticFiles):
    """Files with a hash in their name: a browser need not ask for them twice."""

    @override
    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


@router.head("/")
@router.get("/")
async def start_page(services: Injected) -> Response:
    """Serve the client, which says that a link is needed."""
    return _client(services.client, HTTPStatus.OK)


@router.get("/favicon.svg")
async def favicon(services: Injected) -> Response:
    """Serve the picture beside the page's title."""
    return FileResponse(services.client / "favicon.svg", headers={"Cache-Control": "max-age=86400"})


@router.head("/join/{token}")
@router.get("/join/{token}")
async def join_page(token: str, services: Injected, connection: HTTPConnection) -> Response:
    """Serve the client; the status already tells whether the link is good."""
    try:
        await resolve(services, token, connection)
    except ApiError as error:
        return _client(services.client, error.status)
    return _client(services.client, HTTPStatus.OK)


def _client(folder: Path, status: HTTPStatus) -> Response:
    return FileResponse(folder / "index.html", status_code=status, headers={"Cache-Control": "no-cache"})


@router.get("/api/docs")
async def docs_page() -> HTMLResponse:
    """Serve the REST interface to read and try."""
    return HTMLResponse(_DOCS_PAGE)


@router.get("/api/docs/start.js")
async def docs_script() -> Response:
    """Serve what starts Swagger UI; a file, because inline script is not allowed."""
    return Response(_DOCS_SCRIPT, media_type="text/javascript")


def install(app: FastAPI, client: Path) -> None:
    """Add the pages and files to ``app``; ``client`` is the folder of the built client."""
    app.include_router(router)
    app.mount("/api/docs/assets", StaticFiles(directory=_SWAGGER))
    app.mount("/assets", _Immutable(directory=client / "assets", check_dir=False))
