"""Whether the server is well, for machines."""

from collections.abc import Iterator

from fastapi import APIRouter
from fastapi.responses import Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector
from pydantic import BaseModel
from typing_extensions import override

from reconvene.live.meetings import Meetings
from reconvene.web.services import Injected

router = APIRouter(tags=["operations"])


class Health(BaseModel):
    """The server answers."""

    status: str
    media: bool


@router.get("/healthz")
async def healthz(services: Injected) -> Health:
    """Say that the server is up, and whether it has a media server."""
    return Health(status="ok", media=services.meetings.media_ready)


class _Collector(Collector):
    """Reads the running meetings whenever it is asked; nothing is counted twice."""

    def __init__(self, meetings: Meetings) -> None:
        self._meetings = meetings

    @override
    def collect(self) -> Iterator[Metric]:
        running = self._meetings.all()
        people = sum(len(meeting.state.people) for meeting in running)
        connections = sum(meeting.connections for meeting in running)
        sessions = sum(meeting.state.running for meeting in running)
        counts = self._meetings.counts
        yield GaugeMetricFamily("reconvene_meetings", "Meetings in memory", len(running))
        yield GaugeMetricFamily("reconvene_people", "People with a seat", people)
        yield GaugeMetricFamily("reconvene_connections", "Pages connected", connections)
        yield GaugeMetricFamily("reconvene_breakout_sessions", "Breakout sessions running", sessions)
        yield GaugeMetricFamily(
            "reconvene_media_ready", "Whether media work", int(self._meetings.media_ready)
        )
        yield CounterMetricFamily("reconvene_commits", "Commits appended to logs", counts.commits)
        yield CounterMetricFamily("reconvene_breakdowns", "Meetings rebuilt after a fault", counts.breakdowns)
        refusals = CounterMetricFamily("reconvene_refusals", "Commands refused", labels=["code"])
        for code, count in sorted(counts.refusals.items()):
            refusals.add_metric([code], count)
        yield refusals


def registry(meetings: Meetings) -> CollectorRegistry:
    """Return the metrics of one server."""
    metrics = CollectorRegistry()
    metrics.register(_Collector(meetings))
    ProcessCollector(registry=metrics)
    return metrics


@router.get("/metrics", include_in_schema=False)
def metrics(services: Injected) -> Response:
    """Return the metrics in Prometheus' text form."""
    return Response(generate_latest(services.metrics), media_type=CONTENT_TYPE_LATEST)
