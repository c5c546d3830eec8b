"""The meeting machine with people who chat (RM2)."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from reconvene.meeting import chat_commands as cc
from reconvene.meeting.chat_state import Line
from reconvene.meeting.ids import LineId
from tests.support.files_machine import FilesMachine
from tests.support.machine import numbers

WORDS = ("Hello", "One\ntwo 😀", " ", "x" * 11)


class ChatMachine(FilesMachine):
    """A meeting in which everybody says something somewhere."""

    def lines(self) -> list[Line]:
        """Return the lines that might be changed, whoever might."""
        return [line for talk in self.story.state.chat.talks.values() for line in talk.known]

    def conversation(self, who: int, where: int) -> str:
        """Return a conversation, mostly the one of the room somebody is in."""
        person = self.story.state.people.get(self.someone(who))
        seat = "main" if person is None else person.seat
        others = {6: f"room:{self.room(who)}", 7: "moderators", 8: "nowhere"}
        private = {
            3: f"person:{self.someone(where + who)}",
            4: "person:p_host",
            5: f"person:{self.someone(9)}",
        }
        return {**others, **private}.get(where, f"room:{seat}")

    @rule(who=numbers, where=numbers, text=st.sampled_from(WORDS))
    def chat(self, who: int, where: int, text: str) -> None:
        """Say something."""
        by = self.leads(who) if where > 6 else self.someone(who)
        self.ask(by, cc.Say(self.conversation(who, where), text))

    @rule(who=numbers, which=st.integers(0, 99), text=st.sampled_from(WORDS), delete=st.booleans())
    def change_line(self, who: int, which: int, text: str, delete: bool) -> None:  # noqa: FBT001 - drawn
        """Change a line, mostly one of one's own, or take it back."""
        lines = self.lines()
        line = lines[which % len(lines)].id if lines and which else LineId("t_none")
        author = next((it.by for it in lines if it.id == line), None)
        by = author if author in self.story.state.people and who < 7 else self.someone(who)
        self.ask(by, cc.DeleteLine(line) if delete else cc.EditLine(line, text))
