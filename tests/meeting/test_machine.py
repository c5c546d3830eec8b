"""Every rule at once: a guided random meeting in which the invariants hold at every step."""

from collections import Counter
from collections.abc import Iterable
from typing import get_args

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from reconvene.meeting.commands import Command
from reconvene.meeting.events import Event
from reconvene.meeting.refusals import Code
from tests.support.busy import BusyMachine
from tests.support.machine import Reach

RUN = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=50,
    stateful_step_count=30,
    suppress_health_check=list(HealthCheck),
)

NOT_OF_THE_RULES = {Code.TOO_FAST, Code.NOT_HOST}
"""How fast people write is measured where there is a clock; erasing is no command of the meeting's."""

MEETINGS, STEPS = 120, 96
SESSION = (
    "undone",
    "gathered",
    "sent back",
    "call answered",
    "demoted in a room",
    "pressed at once",
    "began anew at once",
    "presentation taken over",
    "floor handed over",
    "late: smallest",
    "late: choose",
    "late: hold",
)


def unreached(expected: Iterable[str], reached: Counter[str], least: int) -> dict[str, int]:
    return {name: reached[name] for name in expected if reached[name] < least}


@pytest.mark.timeout(300)  # some 10 s of computing; a busy machine takes its time
def test_the_invariants_hold_in_any_meeting() -> None:
    """RT1, RT2, CF4, MV1, EN1, TM3 and replay, at every step; what fails is made as short as can be."""
    machine = type("Machine", (BusyMachine,), {"reach": Reach()})
    run_state_machine_as_test(machine, settings=RUN)


@pytest.mark.timeout(300)
def test_the_invariants_hold_in_busy_meetings_and_everything_is_reached() -> None:
    """RT1, RT2, CF4, MV1, EN1, TM3 and replay, at every step; every event, command and refusal occurs."""
    reach = Reach()
    machine = type("Machine", (BusyMachine,), {"reach": reach})
    for seed in range(MEETINGS):
        machine().whole_meeting(seed, STEPS)
    assert not unreached((kind.__name__ for kind in get_args(Event)), reach.events, 5)
    assert not unreached((kind.__name__ for kind in get_args(Command)), reach.commands, 20)
    assert not unreached(set(Code) - NOT_OF_THE_RULES, reach.refusals, 1)
    assert not unreached(("move completed", "move into a room completed"), reach.things, 100)
    rare = ("ended unseen", "time ran out", "reopened", "room with people deleted", "undone and redone")
    assert not unreached((*rare, *SESSION), reach.things, 5)
    phases = (f"no moderator in {phase}" for phase in ("none", "draft", "open", "closing", "closed"))
    assert not unreached(phases, reach.things, 1)
