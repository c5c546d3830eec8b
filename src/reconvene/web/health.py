"""Whether the server is well, for machines."""

from fastapi import APIRouter
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from reconvene.web.services import Injected

router = APIRouter(tags=["operations"])


class Health(BaseModel):
    """The server answers."""

    status: str
    media: bool


@router.head("/healthz", include_in_schema=False)
@router.get("/healthz")
async def healthz(services: Injected) -> Health:
    """Say that the server is up, and whether it has a media server."""
    return Health(status="ok", media=services.meetings.media_ready)


@router.get("/metrics", include_in_schema=False)
def metrics(services: Injected) -> Response:
    """Return the metrics in Prometheus' text form."""
    return Response(generate_latest(services.metrics), media_type=CONTENT_TYPE_LATEST)
