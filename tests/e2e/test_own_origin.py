"""No page ever asks anybody but its own server, whatever people open."""

from playwright.async_api import ConsoleMessage, expect

from tests.e2e.chat import Chat
from tests.e2e.gathering import Gathering
from tests.e2e.moderator import Moderator
from tests.e2e.papers import pdf
from tests.e2e.sheets import Sheets
from tests.e2e.test_files import GREEN, drop, on_page, show

OWN = ("data:", "blob:")
"""Addresses that leave no page."""


async def test_board_notes_pdf_chat_and_report_ask_nobody_else_and_break_no_policy(
    gathering: Gathering,
) -> None:
    """RT2, RM2, RM3: every request goes to the server, and the Content-Security-Policy stops none."""
    (mia,) = await gathering.join(["Mia"], [])
    asked: list[str] = []
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(f"{message.text} ({message.location})")

    mia.context.on("request", lambda request: asked.append(request.url))
    mia.context.on("console", listen)
    sheets, chat, desk = Sheets(mia), Chat(mia), Moderator(mia)
    await sheets.open("Notes")
    await sheets.note.fill("# Plan")
    await sheets.open_board()
    await sheets.write_on_board("Handwriting, 漢字 and Ελληνικά")
    await sheets.sees_on_board("漢字")
    await sheets.board.get_by_role("button", name="Close").click()
    await drop(mia, "Plan.pdf", pdf([GREEN]))
    await show(mia, "Plan.pdf")
    await on_page(mia, 1, False, True, False)
    await chat.open()
    await chat.say("See https://example.org/plan 😀")
    await expect(chat.lines.get_by_role("link")).to_be_visible()
    await desk.set_up(1, "Manually")
    await gathering.command(type="bring_back", rooms=None)
    await mia.page.reload()
    await mia.inside()
    await mia.button("Open report").click()
    report = mia.page.get_by_role("dialog", name="Room report")
    await expect(report.get_by_role("region").first).to_be_visible()
    fonts = [url for url in asked if "/excalidraw/fonts/" in url]
    assert any("Xiaolai" in url for url in fonts), "handwriting was drawn"
    assert [url for url in asked if not url.startswith((gathering.server.url, *OWN))] == []
    assert not complaints, "\n".join(complaints)
