"""What a server holds now, read from its running meetings whenever Prometheus asks."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector
from typing_extensions import override

from reconvene.live.meetings import Meetings
from reconvene.meeting.state import State


class _Gauges(Collector):
    def __init__(self, meetings: Meetings) -> None:
        self._meetings = meetings

    @override
    def collect(self) -> Iterator[Metric]:
        running = self._meetings.all()
        states = [meeting.state for meeting in running]
        yield _gauge("meetings", "Meetings in memory", len(running))
        yield _gauge("people", "People with a seat", sum(len(state.people) for state in states))
        yield _gauge("rooms", "Breakout rooms of sessions running", sum(_rooms(states)))
        yield _gauge("breakout_sessions", "Breakout sessions running", sum(state.running for state in states))
        yield _gauge("connections", "Pages connected", sum(meeting.connections for meeting in running))
        yield _gauge("media_connections", "People with media", self._meetings.media_connections)
        yield _gauge("media_ready", "Whether there is a media server", self._meetings.media_ready)


def _rooms(states: list[State]) -> Iterator[int]:
    return (len(state.rooms) for state in states if state.running)


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(f"reconvene_{name}", words, value)


def registry(meetings: Meetings) -> CollectorRegistry:
    """Return all metrics of one server: what its meetings count, what they hold now, and the process."""
    metrics = meetings.metrics.registry
    metrics.register(_Gauges(meetings))
    ProcessCollector(registry=metrics)
    return metrics
