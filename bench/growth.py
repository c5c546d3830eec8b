"""How the cost of rules grows with people, rooms and logs, as pictures for `docs/performance.md`."""

import asyncio
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from time import process_time

from bench import plot
from bench.measure import Figure
from bench.rules import ARRIVE, HOST, MINUTE, BigMeeting, replayed, session
from reconvene.media.wanted import Wishes
from reconvene.meeting import commands as c
from reconvene.meeting.ids import Millis, PersonId
from reconvene.wire.event_log import encode_events

CROWDS = (10, 30, 100, 300, 1_000)
A_ROOM = 10
"""People of a room."""
TRIES = 3
LOGS = (1_000, 10_000, 40_000)
"""Commits; each has two or three events."""


async def measure(_: Path) -> list[Figure]:
    """Measure each curve, and draw it."""
    await asyncio.sleep(0)
    return [*_by_people(), *_by_rooms(), *_by_log(), *_media()]


def _by_people() -> list[Figure]:
    costs: dict[str, list[tuple[float, float]]] = {}
    for people in CROWDS:
        for name, cost in _session(people, max(2, people // A_ROOM)).items():
            costs.setdefault(name, []).append((people, cost))
    title = "CPU of one command and its frames, by people"
    plot.keep(plot.PICTURES / "growth-people.svg", title, "people, ten in a room", "ms", costs)
    return [
        Figure(f"{name}, {people:g} people", "ms", (cost,))
        for name, line in costs.items()
        for people, cost in line
    ]


def _session(people: int, rooms: int) -> dict[str, float]:
    """Return what the steps of a session cost, in milliseconds."""
    found: dict[str, list[float]] = {}
    for _ in range(TRIES):
        big = BigMeeting(people, rooms)
        found.setdefault("a hand in main", []).append(big.cost(HOST, c.RaiseHand(raised=True)))
        big.cost(HOST, c.StartBreakout())
        big.now = Millis(big.now + MINUTE)
        found.setdefault("all arrive in rooms", []).append(big.cost(HOST, ARRIVE))
        found.setdefault("a hand in a room", []).append(big.cost(PersonId("p_5"), c.RaiseHand(raised=True)))
        found.setdefault("shuffle", []).append(big.cost(HOST, c.Shuffle()))
    return {name: median(samples) for name, samples in found.items()}


def _by_rooms() -> list[Figure]:
    line = [(rooms, _session(300, rooms)["shuffle"]) for rooms in (2, 5, 10, 30, 100)]
    title = "CPU of a shuffle of 300 people, by rooms"
    plot.keep(plot.PICTURES / "growth-rooms.svg", title, "rooms", "ms", {"shuffle": line})
    return [Figure(f"shuffle of 300 in {rooms} rooms", "ms", (cost,)) for rooms, cost in line]


def _by_log() -> list[Figure]:
    line = []
    for commits in LOGS:
        log = session(commits)
        texts = [encode_events(commit) for commit in log]
        line.append((sum(map(len, log)), 1_000 * median(replayed(texts))))
    title = "Reading a meeting's log, by events"
    plot.keep(plot.PICTURES / "growth-log.svg", title, "events", "ms", {"replay": line})
    return [Figure(f"replay of {events:,} events", "ms", (cost,)) for events, cost in line]


def _media() -> list[Figure]:
    """Measure what is found out of who hears and sees whom after one person in main does something."""
    line = []
    for people in CROWDS:
        big = BigMeeting(people, 2)
        sending, wishes = set(big.state.people), Wishes()
        samples = []
        for person in islice(_switching(people), 9):
            big.cost(person, c.SetMicrophone(on=True))
            began = process_time()
            wishes.follow(big.state, sending)
            samples.append((process_time() - began) * 1_000)
        line.append((float(people), median(samples)))
    title = "CPU of finding out who hears whom, by people in one room"
    plot.keep(plot.PICTURES / "growth-media.svg", title, "people in one room", "ms", {"a microphone": line})
    return [Figure(f"who hears whom among {people:g}", "ms", (cost,)) for people, cost in line]


def _switching(people: int) -> Iterator[PersonId]:
    dice = random.Random(people)
    yield from (PersonId(f"p_{number}") for number in dice.sample(range(people), min(people, 9)))
