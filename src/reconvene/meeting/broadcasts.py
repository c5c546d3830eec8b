"""Talking to all rooms at once (BC)."""

from reconvene.meeting import commands as c
from reconvene.meeting import events as e
from reconvene.meeting.decision import Decision
from reconvene.meeting.ids import RoomId
from reconvene.meeting.refusals import Code, Refusal
from reconvene.meeting.rights import require_seat
from reconvene.meeting.rooms import require_room
from reconvene.meeting.state import Announcement


def broadcast(decision: Decision, request: c.Request, command: c.Broadcast) -> None:
    """BC1: announce a text in all breakout rooms, or in some; it stays readable there."""
    if not decision.state.running:
        raise Refusal(Code.NOT_OPEN)
    if not command.text.strip() or len(command.text) > decision.limits.broadcast:
        raise Refusal(Code.BROADCAST_TEXT, limit=decision.limits.broadcast)
    rooms = _rooms(decision, command)
    received = sum(
        person.seat in rooms and person.away_since is None and person.id != request.by
        for person in decision.state.people.values()
    )
    decision.add(e.Announced(Announcement(request.text, request.by, decision.now, rooms, received)))


def _rooms(decision: Decision, command: c.Broadcast) -> tuple[RoomId, ...]:
    """Return where to announce; people in a room that is being deleted are told with all others."""
    if not (decision.state.rooms if command.rooms is None else command.rooms):
        raise Refusal(Code.NO_ROOMS)
    if command.rooms is None:
        return tuple(decision.state.rooms)
    return tuple(require_room(decision, room).id for room in dict.fromkeys(command.rooms))


def speak(decision: Decision, request: c.Request, command: c.BroadcastVoice) -> None:
    """BC1 *Voice*: be heard in every breakout room, until one stops or the session ends."""
    person = require_seat(decision.state, request)
    if command.on and not decision.state.running:
        raise Refusal(Code.NOT_OPEN)
    if command.on != (person.id in decision.state.speaking_to_all):
        decision.add(e.VoiceSet(person.id, command.on))
