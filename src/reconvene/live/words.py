"""The words of one meeting that are in memory: those its state names, and hardly more."""

from collections.abc import Mapping
from typing import Final

from reconvene.live.ports import ChatChange, Directory, Erased
from reconvene.meeting.chat_state import OlderLine, changed_lines, erased_texts
from reconvene.meeting.commands import Command, line_of
from reconvene.meeting.ids import MeetingId, PersonId, TextId
from reconvene.meeting.state import State
from reconvene.meeting.texts import named_texts

SURPLUS: Final = 256
"""Words that may stay in memory though the state does not name them any more."""


class Words:
    """Keeps ``known``, the mapping that views read."""

    def __init__(self, meeting: MeetingId, directory: Directory) -> None:
        self._meeting = meeting
        self._directory = directory
        self.known: dict[TextId, str] = {}
        self._named = 0

    async def follow(self, state: State) -> None:
        """Read the words that ``state`` names and that are not known yet."""
        named = named_texts(state)
        missing = named - self.known.keys()
        if missing:
            self.known.update(await self._directory.words(self._meeting, missing))
        self._named = len(named)

    async def recall(self, state: State, command: Command) -> OlderLine | None:
        """Return the line that a command is about if ``state`` does not know it any more."""
        line = line_of(command)
        if line is None or state.chat.knows(line):
            return None
        return await self._directory.line(self._meeting, line)

    def add(self, words: Mapping[TextId, str]) -> None:
        """Know what was just said."""
        self.known.update(words)

    def forget(self, state: State, change: ChatChange) -> None:
        """Forget what was erased, and now and then what ``state`` does not name any more."""
        for text in change.erased:
            self.known.pop(text, None)
        if len(self.known) <= self._named + SURPLUS:
            return
        named = named_texts(state)
        self._named = len(named)
        for text in self.known.keys() - named:
            del self.known[text]

    def erase(self, erased: Erased, names: dict[PersonId, str]) -> None:
        """Forget words that are erased, and take erased names out of ``names``."""
        for text in erased.texts:
            self.known.pop(text, None)
        for person in erased.people:
            names.pop(person, None)


def chat_change(before: State, after: State, older: OlderLine | None = None) -> ChatChange:
    """Return what is to be stored of the chat when ``before`` becomes ``after``.

    ``older`` is what `Words.recall` returned for the command.
    """
    return ChatChange(changed_lines(before.chat, after.chat), erased_texts(before.chat, after.chat, older))
