"""The chat as people use it, by the names that the product promises, and all that its pages are sent."""

import json
from typing import Any

from playwright.async_api import Locator, WebSocket

from tests.e2e.person import Person

ASKED = """async (conversation) => {
  const seat = Object.entries(localStorage).find(([key]) => key.startsWith('reconvene.seat.'))[1];
  const headers = { Authorization: `Bearer ${seat}` };
  const answer = await fetch(`/api/v1/seat/chat/${conversation}`, { headers });
  const body = await answer.json();
  return [answer.status, body.code ?? body.lines.map((line) => line.text)];
}"""
"""Ask for a page of a conversation with one's own token; the status, and the code or the texts."""


class Chat:
    """Somebody's hands on the chat; made before they join, it notes every frame their page is sent."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.page = person.page
        self.panel = person.page.get_by_role("complementary", name="Chat", exact=True)
        self.lines = self.panel.get_by_role("log")
        self.field = self.panel.get_by_role("textbox")
        self.button = person.page.get_by_role("button", name="Chat", exact=True)
        self.frames: list[str] = []
        person.page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.frames.append(str(frame)))

    def was_sent(self, words: str) -> bool:
        """Whether these words ever reached the page, seen or not."""
        spelt = json.dumps(words)[1:-1]
        return any(words in frame or spelt in frame for frame in self.frames)

    async def open(self) -> None:
        """The toolbar's button."""
        await self.button.click()
        await self.panel.wait_for()

    async def close(self) -> None:
        """Put the panel away."""
        await self.panel.get_by_role("button", name="Close").click()

    async def say(self, *lines: str) -> None:
        """Type lines, a break between them, and send them."""
        for number, line in enumerate(lines):
            if number:
                await self.field.press("Shift+Enter")
            await self.field.press_sequentially(line)
        await self.field.press("Enter")

    async def choose(self, conversation: str) -> None:
        """Go to another conversation."""
        await self.panel.get_by_role("button", name="Conversation").click()
        await self.page.get_by_role("option", name=conversation).click()

    async def write_to(self, name: str) -> None:
        """Open the private conversation with somebody from *People*."""
        await self.person.button("People").click()
        await self.page.get_by_role("button", name=f"Write to {name}").click()
        await self.panel.wait_for()

    def line(self, text: str) -> Locator:
        """Return a line of this text."""
        return self.lines.get_by_text(text, exact=True)

    async def pick(self, text: str, what: str) -> None:
        """Choose something from the options of a line."""
        line = self.lines.locator(".line", has_text=text)
        await line.hover()
        await line.get_by_role("button", name="Options for this line").click()
        await self.page.get_by_role("menuitem", name=what).click()

    async def asked(self, conversation: str) -> list[Any]:
        """Ask for a page of a conversation with one's own token."""
        answer: list[Any] = await self.page.evaluate(ASKED, conversation)
        return answer
