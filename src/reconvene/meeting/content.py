"""RM3, RT2: who may read and change what belongs to a room."""

from reconvene.meeting.ids import RoomId
from reconvene.meeting.state import Person


def may_read(person: Person, room: RoomId) -> bool:
    """Return whether the person may read the content of ``room`` now: from within, and moderators always."""
    return person.moderates or person.seat == room


def may_change(person: Person, room: RoomId) -> bool:
    """Return whether the person may add to or change the content of ``room`` now: only from within."""
    return person.seat == room
