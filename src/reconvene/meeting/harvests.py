"""Bringing a room's note, board and files back to main (RM3)."""

from reconvene.meeting.content import may_read
from reconvene.meeting.decision import Decision
from reconvene.meeting.files_state import File
from reconvene.meeting.harvest_commands import BringBack
from reconvene.meeting.harvest_events import BroughtBack
from reconvene.meeting.harvest_state import Harvest, HarvestedRoom
from reconvene.meeting.ids import MAIN, PersonId, RoomId
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.state import Person, State


def handle(decision: Decision, by: PersonId | None, command: BringBack) -> None:
    """RM3: from now on people in main can read what these rooms have now."""
    state = decision.state
    wanted = tuple(state.rooms) if command.rooms is None else tuple(dict.fromkeys(command.rooms))
    if not wanted:
        raise Refusal(Code.NO_ROOMS)
    if any(room not in state.rooms for room in wanted):
        raise Refusal(Code.UNKNOWN_ROOM)
    number = state.harvests[-1].number + 1 if state.harvests else 1
    rooms = tuple(_harvested(state, room) for room in wanted)
    decision.add(BroughtBack(Harvest(number, by, decision.now, rooms)))


def _harvested(state: State, room: RoomId) -> HarvestedRoom:
    files = tuple(file.id for file in state.files.values() if file.room == room)
    return HarvestedRoom(room, state.rooms[room].name, files)


def may_read_harvests(person: Person) -> bool:
    """Return whether the person may read what was brought back: in main, and moderators always (RT2)."""
    return may_read(person, MAIN)


def may_read_file(state: State, person: Person, file: File) -> bool:
    """Return whether the person may read a file now: where it belongs, and in main once brought back."""
    brought = any(file.id in room.files for harvest in state.harvests for room in harvest.rooms)
    return may_read(person, file.room) or (brought and may_read_harvests(person))
