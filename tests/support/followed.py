"""What a server keeps of its audiences' views, held against views computed from nothing."""

from reconvene.live.readership import Readership
from reconvene.meeting.ids import PersonId, TextId
from reconvene.meeting.state import State
from reconvene.meeting.texts import Texts
from reconvene.meeting.touched import touched
from reconvene.meeting.view import Audience, Earlier, view, views
from tests.support.meeting import texts as texts_of


class Followed:
    """Views that are computed anew only where a commit can have touched them, and who reads them."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._names: dict[PersonId, str] = {}
        self._words: dict[TextId, str] = {}
        self._readership = Readership(state)
        self._views = {audience: view(state, self._texts(state), audience) for audience in self._wanted()}

    def _wanted(self) -> list[Audience]:
        return list(self._readership.all())

    def _texts(self, state: State) -> Texts:
        """Return names and words that stay as they are once they are known."""
        known = texts_of(state)
        self._names.update(known.names)
        self._words.update(known.words)
        return Texts(known.meeting, known.title, self._names, self._words)

    def check(self, state: State) -> None:
        """Follow to ``state`` and assert that each audience's view is what it would be from nothing."""
        if state is self._state:
            return
        self._readership.follow(self._state, state)
        wanted, texts, anew = self._wanted(), self._texts(state), touched(self._state, state)
        stale = [name for name in wanted if anew is None or name in anew or name not in self._views]
        seen = views(state, texts, stale, Earlier(self._state, self._views))
        self._views = {name: seen[name] if name in seen else self._views[name] for name in wanted}
        for audience, records in self._views.items():
            assert records == view(state, texts, audience), f"{audience} after a change"
        assert set(wanted) == set(Readership(state).all()), "who is in which audience"
        self._state = state
