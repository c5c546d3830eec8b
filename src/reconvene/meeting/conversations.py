"""Where lines are said: in a room, between two people, among the moderators (RM2)."""

from dataclasses import dataclass
from typing import NewType, TypeAlias, assert_never

from reconvene.meeting.ids import PersonId, RoomId

ConversationId = NewType("ConversationId", str)
"""Names a conversation in the log: ``room:<room>``, ``between:<person>:<person>`` or ``moderators``."""

Address = NewType("Address", str)
"""Names a conversation as its people call it: ``room:<room>``, ``person:<other>`` or ``moderators``."""


@dataclass(frozen=True, slots=True)
class OfRoom:
    """What is said in a room belongs to the room."""

    room: RoomId


@dataclass(frozen=True, slots=True)
class Between:
    """What two people say to each other, in order of their ids; made by `between`."""

    first: PersonId
    second: PersonId

    def other(self, person: PersonId) -> PersonId:
        """Return whom ``person`` talks with here."""
        return self.second if person == self.first else self.first


@dataclass(frozen=True, slots=True)
class AmongModerators:
    """The moderators' backchannel, wherever they are."""


Conversation: TypeAlias = OfRoom | Between | AmongModerators


def between(one: PersonId, other: PersonId) -> Between:
    """Return the conversation of two people, the same whoever begins it."""
    first, second = sorted((one, other))
    return Between(first, second)


def of_room(room: RoomId) -> ConversationId:
    """Return the name of a room's conversation."""
    return conversation_id(OfRoom(room))


def conversation_id(conversation: Conversation) -> ConversationId:
    """Return a conversation's name in the log."""
    match conversation:
        case OfRoom(room):
            return ConversationId(f"room:{room}")
        case Between(first, second):
            return ConversationId(f"between:{first}:{second}")
        case AmongModerators():
            return ConversationId("moderators")
        case _:
            assert_never(conversation)


def conversation_of(name: ConversationId) -> Conversation:
    """Return the conversation of a name that `conversation_id` made."""
    match name.split(":"):
        case ["room", room]:
            return OfRoom(RoomId(room))
        case ["between", first, second]:
            return Between(PersonId(first), PersonId(second))
        case _:
            return AmongModerators()


def address_of(conversation: Conversation, reader: PersonId | None) -> Address:
    """Return what ``reader`` calls a conversation they take part in; an operator takes part in none."""
    match conversation:
        case OfRoom() | AmongModerators():
            return Address(conversation_id(conversation))
        case Between():
            other = conversation.first if reader is None else conversation.other(reader)
            return Address(f"person:{other}")
        case _:
            assert_never(conversation)


def addressed(address: str, by: PersonId) -> Conversation | None:
    """Return the conversation that ``by`` calls so, or ``None`` if there can be none of that name."""
    kind, _, name = address.partition(":")
    if address == "moderators":
        return AmongModerators()
    if kind == "room" and name:
        return OfRoom(RoomId(name))
    if kind == "person" and name and name != by:
        return between(by, PersonId(name))
    return None
