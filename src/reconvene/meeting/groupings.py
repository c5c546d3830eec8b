"""Keeping people together or apart (SH1)."""

from collections.abc import Iterable
from typing import assert_never

from reconvene.meeting import grouping_commands as c
from reconvene.meeting import grouping_events as e
from reconvene.meeting.decision import Decision
from reconvene.meeting.grouping_state import Grouping, circles
from reconvene.meeting.placing import require_participant
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.state import State


def handle(decision: Decision, command: c.GroupingCommand) -> None:
    """Carry out a moderator's command about groupings; in any phase, for deals to come."""
    match command:
        case c.KeepPeople():
            _keep(decision, command)
        case c.DropGrouping(number):
            if all(grouping.number != number for grouping in decision.state.groupings.all):
                raise Refusal(Code.UNKNOWN_GROUPING)
            decision.add(e.GroupingDropped(number))
        case _:
            assert_never(command)


def _keep(decision: Decision, command: c.KeepPeople) -> None:
    people = tuple(dict.fromkeys(command.people))
    for person in people:
        require_participant(decision, person)
    if not 1 < len(people) <= decision.limits.grouping_people:
        raise Refusal(Code.GROUPING_SIZE, limit=decision.limits.grouping_people)
    groupings = decision.state.groupings
    if any(g.keeping == command.keeping and set(g.people) == set(people) for g in groupings.all):
        return
    if len(groupings.all) >= decision.limits.groupings:
        raise Refusal(Code.GROUPING_COUNT, limit=decision.limits.groupings)
    grouping = Grouping(groupings.made + 1, command.keeping, people)
    if _contradict((*groupings.all, grouping)):
        raise Refusal(Code.GROUPINGS_CONTRADICT)
    decision.add(e.GroupingMade(grouping))


def _contradict(groupings: Iterable[Grouping]) -> bool:
    """Return whether somebody is to be kept both together with and apart from somebody."""
    groupings = tuple(groupings)
    together = circles(groupings)
    apart = (set(grouping.people) for grouping in groupings if grouping.keeping == "apart")
    return any(len(people & circle) > 1 for people in apart for circle in together)


def is_kept(state: State, grouping: Grouping) -> bool:
    """Return whether the assignments are as a grouping wants them, as far as its people belong to rooms."""
    people = [state.people[person] for person in grouping.people if person in state.people]
    rooms = [person.assignment for person in people if person.assignment is not None]
    return len(set(rooms)) <= 1 if grouping.keeping == "together" else len(set(rooms)) == len(rooms)
