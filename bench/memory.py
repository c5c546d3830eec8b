"""The server's memory with people in a meeting."""

from pathlib import Path

from bench.crowd import ALLOW, running
from bench.measure import Figure
from bench.process import resident
from tests.support.crowd import gone

PEOPLE = 50
ROOMS = 10


async def measure(folder: Path) -> list[Figure]:
    """Let people join by the protocol, start a breakout, and read the server's resident memory."""
    async with running(folder) as load:
        empty = resident(load.server.pid)
        meeting = await load.server.create_meeting()
        people = await load.entrance.crowd(meeting.participant, PEOPLE)
        for person in people:
            person.expect('["put","room",{"id":"r')
        rooms = {"rooms": ROOMS, "assign": "automatic", "time_limit": None, "allow": ALLOW}
        await load.command(meeting, {"type": "configure_breakout", **rooms})
        await load.command(meeting, {"type": "start_breakout"})
        for person in people:
            await person.arrived
        full = resident(load.server.pid)
        await gone(people)
    note = f"{empty:.0f} MB before they came; protocol only, media run in Janus"
    return [Figure(f"server memory with {PEOPLE} people", "MB", (full,), 150, note)]
