"""Two hundred connections on a real server: all are told everything, and nobody waits for sleepers."""

from functools import partial
from pathlib import Path

import httpx
import pytest

from tests.e2e.server import Server
from tests.support.crowd import Entrance, Visitor, gone, reaches

PEOPLE, ASLEEP = 190, 10
SMALL = 4_096
PATIENCE = 10.0
"""Seconds that must do for what takes some hundredths of one: the machine may be busy."""


def line(text: str) -> dict[str, object]:
    return {"type": "say", "conversation": "room:main", "text": text}


async def crowd(entrance: Entrance, link: str) -> tuple[list[Visitor], list[Visitor]]:
    """Return who reads and who falls asleep, all in main."""
    awake = await entrance.crowd(link, PEOPLE)
    asleep = [await entrance.enter(link, f"Sleeper {turn}", buffer=SMALL) for turn in range(ASLEEP)]
    for visitor in asleep:
        visitor.fall_asleep()
    return awake, asleep


@pytest.mark.e2e
async def test_nobody_waits_for_those_who_read_nothing(tmp_path: Path) -> None:
    """RT1: every frame comes in its turn (`Visitor` checks that), also to those who wake up again."""
    async with Server(tmp_path / "data") as server, httpx.AsyncClient(base_url=server.url) as client:
        entrance, meeting = Entrance(server.url, client), await server.create_meeting()
        awake, asleep = await crowd(entrance, meeting.participant)
        for turn, visitor in enumerate(awake[:30]):
            answer = await visitor.ask(line(f"{turn} {'x' * 3_900}"))
            assert answer["refusal"] is None
        text = "All of us can read this"
        delays = await reaches(awake, text, partial(awake[0].ask, line(text)))
        assert max(delays) < PATIENCE
        told = [visitor.frames for visitor in asleep]
        assert max(told) < min(visitor.frames for visitor in awake[: PEOPLE // 2]), "they read nothing"
        for visitor in asleep:
            visitor.wake_up()
        delays = await reaches([*awake, *asleep], "Good morning", partial(awake[1].ask, line("Good morning")))
        assert max(delays) < PATIENCE
        await gone([*awake, *asleep])
