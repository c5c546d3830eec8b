"""What each audience sees of the chat: the last lines of the conversations it takes part in (RM2, RT2)."""

from collections.abc import Iterator

from reconvene.meeting.chat import why_not_writable
from reconvene.meeting.chat_records import LineRecord, PrivateTalkRecord, RoomTalkRecord
from reconvene.meeting.chat_state import Line
from reconvene.meeting.conversations import (
    Address,
    AmongModerators,
    Conversation,
    OfRoom,
    address_of,
    between,
    conversation_id,
    of_room,
)
from reconvene.meeting.former import Former
from reconvene.meeting.ids import MAIN, PersonId, RoomId
from reconvene.meeting.records import Record
from reconvene.meeting.state import Person, State
from reconvene.meeting.texts import Texts


def line_record(line: Line, address: Address, texts: Texts) -> LineRecord:
    """Return a line as somebody reads it who calls its conversation ``address``."""
    return LineRecord(
        id=line.id,
        conversation=address,
        number=line.number,
        by=line.by,
        name=texts.author(line.by),
        at=line.at,
        text=texts.words.get(line.text, "") if line.text is not None else "",
        edited=line.edited,
        deleted=line.text not in texts.words,
        announcement=line.announcement,
    )


def room_lines(state: State, texts: Texts, room: RoomId, former: Former) -> Iterator[tuple[str, Record]]:
    """Yield what was said in a room; announcements have records of their own (BC1)."""
    return _lines(state, texts, OfRoom(room), None, former)


def backchannel(state: State, texts: Texts, former: Former) -> Iterator[tuple[str, Record]]:
    """Yield what the moderators said to each other."""
    return _lines(state, texts, AmongModerators(), None, former)


def private_talks(state: State, texts: Texts, person: Person, former: Former) -> Iterator[tuple[str, Record]]:
    """Yield with whom somebody talks privately, and what was said."""
    for partner in state.chat.partners.get(person.id, ()):
        conversation = between(person.id, partner)
        writable = why_not_writable(state, person, conversation) is None
        yield f"talk/{partner}", PrivateTalkRecord(partner, texts.name(partner), writable)
        yield from _lines(state, texts, conversation, person.id, former)


def _lines(
    state: State, texts: Texts, conversation: Conversation, reader: PersonId | None, former: Former
) -> Iterator[tuple[str, Record]]:
    address, name = address_of(conversation, reader), conversation_id(conversation)
    known = former.lines(name)
    talk = state.chat.talk(name)
    for line in talk.lines:
        if not line.announcement:
            key = f"line/{line.id}"
            yield key, former.of_line(key, line, known) or line_record(line, address, texts)
    for line in talk.revised:
        yield f"revised/{line.id}", line_record(line, address, texts)


def room_talks(state: State) -> Iterator[tuple[str, RoomTalkRecord]]:
    """Yield for moderators how many lines each room has, and which were changed: they know what to read."""
    for room in (MAIN, *state.rooms):
        talk = state.chat.talk(of_room(room))
        if talk.count:
            yield f"talked/{room}", RoomTalkRecord(room, talk.count, talk.changes, talk.changed)
