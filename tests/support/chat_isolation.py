"""RT2 for the chat, checked without the rules: nobody's view holds a line they may not read."""

from collections.abc import Iterable

from reconvene.meeting.chat_records import LineRecord
from reconvene.meeting.chat_state import KEPT_LINES, KEPT_REVISED, Line
from reconvene.meeting.ids import MAIN, LineId
from reconvene.meeting.view import Audience, Everyone, InRoom, Moderators, Only
from tests.support.isolation import Seen
from tests.support.lines import private_lines, spoken


def _seen_lines(seen: Seen, audience: Audience) -> dict[LineId, LineRecord]:
    records = {key: record for key, record in seen.by(audience).items() if isinstance(record, LineRecord)}
    assert all(key in (f"line/{record.id}", f"revised/{record.id}") for key, record in records.items())
    return {record.id: record for record in records.values()}


def _said(lines: Iterable[Line]) -> set[LineId]:
    return {line.id for line in lines if not line.announcement}


def check_chat(seen: Seen) -> None:
    """RM2, RT2: each conversation is shown to those who take part in it, whole and to nobody else."""
    state = seen.state
    assert not _seen_lines(seen, Everyone())
    assert _seen_lines(seen, Moderators()).keys() == _said(spoken(state, "moderators"))
    for room in (MAIN, *state.rooms):
        assert _seen_lines(seen, InRoom(room)).keys() == _said(spoken(state, f"room:{room}"))
    for person in state.people:
        assert _seen_lines(seen, Only(person)).keys() == _said(private_lines(state, person))
    for name, talk in state.chat.talks.items():
        numbers = [line.number for line in talk.lines]
        assert numbers == list(range(talk.count - len(numbers) + 1, talk.count + 1)), f"{name} has gaps"
        assert len(numbers) <= KEPT_LINES
        older = [line.number for line in talk.revised]
        assert len(set(older)) == len(older) <= KEPT_REVISED
        assert all(number <= talk.count for number in older)
        gone = name.startswith("room:") and name.removeprefix("room:") not in (MAIN, *state.rooms)
        assert not (gone and talk.lines), "what was said in a room that is gone is read in pages"
