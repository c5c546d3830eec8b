"""RM2, RT2: two rooms chat at once, privately and among moderators; nothing said in one reaches the other."""

import re

from playwright.async_api import expect

from tests.e2e.chat import Chat
from tests.e2e.gathering import Gathering
from tests.e2e.moderator import Moderator
from tests.e2e.sheets import assign

SCRIPT = "<img src=x onerror=alert(1)><script>alert(1)</script>"


async def test_two_rooms_chat_and_hear_nothing_of_each_other(gathering: Gathering) -> None:
    """RM2, RT2: lines, edits, private talk, backchannel, history; every frame of every page is looked at."""
    people = [await gathering.invite(name) for name in ("Mia", "Ole", "Ann", "Ben", "Cem")]
    mia, ole, ann, ben, cem = people
    mias, oles, anns, bens, cems = (Chat(person) for person in people)
    for person in people:
        link = gathering.meeting.moderator if person in (mia, ole) else gathering.meeting.participant
        await person.join(link)
    first, second = await assign(gathering, [ann, ben], [cem])

    await anns.open()
    await cems.open()
    await expect(anns.panel.get_by_role("button", name="Conversation")).to_contain_text("Room 1")
    await anns.say("Who begins? 😀", "See https://example.org/plan.")
    await anns.say(SCRIPT)
    await cems.say("Alone in room two")
    await expect(bens.button).to_have_accessible_description("2 unread lines")
    await bens.open()
    await expect(bens.lines).to_contain_text("Who begins? 😀\nSee https://example.org/plan.")
    await expect(bens.lines.get_by_role("link")).to_have_attribute("rel", re.compile("noopener"))
    await expect(bens.line(SCRIPT)).to_be_visible()
    await expect(bens.button).to_have_accessible_description("")

    await anns.pick("Who begins?", "Edit")
    await anns.panel.get_by_role("textbox", name="Change the line").fill("Who writes?")
    await ann.page.keyboard.press("Enter")
    await expect(bens.line("Who writes?")).to_be_visible()
    await expect(bens.lines).to_contain_text("edited")
    await anns.pick(SCRIPT, "Delete")
    await expect(bens.lines).to_contain_text("This line was taken back.")
    await expect(bens.line(SCRIPT)).to_have_count(0)

    await bens.write_to("Ann")
    await bens.say("Between us")
    await anns.choose("Ben")
    await expect(anns.line("Between us")).to_be_visible()
    await mias.open()
    await mias.choose("Moderators")
    await mias.say("Five more minutes?")
    await oles.open()
    await oles.choose("Moderators")
    await expect(oles.line("Five more minutes?")).to_be_visible()

    desk = Moderator(mia)
    await mias.close()
    await desk.open_dashboard()
    await desk.room("Room 2").get_by_role("button", name="Options for Room 2").click()
    await mia.page.get_by_role("menuitem", name="Chat of Room 2").click()
    await expect(mias.line("Alone in room two")).to_be_visible()
    await cems.say("Still alone")
    await expect(mias.line("Still alone")).to_be_visible()
    await cems.pick("Still alone", "Edit")
    await cems.panel.get_by_role("textbox", name="Change the line").fill("Not any more")
    await cem.page.keyboard.press("Enter")
    await expect(mias.line("Not any more")).to_be_visible()
    await cems.pick("Not any more", "Delete")
    await expect(mias.lines).to_contain_text("This line was taken back.")

    assert await cems.asked(f"room:{first}") == [403, "ROOM_NOT_YOURS"]
    assert await cems.asked("moderators") == [403, "NOT_MODERATOR"]
    assert await cems.asked(f"person:{ann.id}") == [200, []]
    assert await anns.asked(f"room:{second}") == [403, "ROOM_NOT_YOURS"]
    assert await mias.asked(f"room:{second}") == [200, ["Alone in room two", ""]]

    of_room_1 = ("Who begins?", "Who writes?", "onerror=alert")
    for chat, unheard in (
        (cems, (*of_room_1, "Between us", "Five more minutes?")),
        (anns, ("Alone in room two", "Still alone", "Not any more", "Five more minutes?")),
        (oles, (*of_room_1, "Alone in room two", "Between us")),
    ):
        assert not [words for words in unheard if chat.was_sent(words)], chat.person.name
    assert anns.was_sent("Between us"), "the frames are looked at"


async def test_earlier_lines_come_when_one_scrolls_up_and_the_marks_outlive_a_reload(
    gathering: Gathering,
) -> None:
    """RM2: history in pages for who comes late, old lines changed, unread marks, drafts."""
    *writers, ann = await gathering.join(["Mia", "Ole"], ["Ben", "Ann"])
    mias, *others = (Chat(person) for person in writers)
    for writer, chat in enumerate((mias, *others)):
        await chat.open()
        for number in range(19 * writer, 19 * (writer + 1)):
            await chat.field.fill(f"Line number {number}")
            await chat.field.press("Enter")
            await expect(chat.line(f"Line number {number}")).to_be_visible()
    anns = Chat(ann)
    await ann.page.reload()
    await ann.inside()
    await anns.open()
    await expect(anns.line("Line number 56")).to_be_visible()
    await expect(anns.line("Line number 3")).to_have_count(0)
    await anns.lines.hover()
    await ann.page.mouse.wheel(0, -20_000)
    await expect(anns.line("Line number 0")).to_have_count(1)
    await expect(anns.lines.locator(".line")).to_have_count(57)
    await mias.lines.hover()
    await mias.page.mouse.wheel(0, -20_000)
    await mias.pick("Line number 0", "Edit")
    await mias.panel.get_by_role("textbox", name="Change the line").fill("The very first")
    await mias.page.keyboard.press("Enter")
    await expect(anns.line("The very first")).to_have_count(1)
    await mias.pick("The very first", "Delete")
    await expect(anns.line("The very first")).to_have_count(0)
    await expect(anns.lines.locator(".line")).to_have_count(56)

    await anns.field.fill("Half a thought")
    await anns.close()
    await mias.field.fill("Are you there?")
    await mias.field.press("Enter")
    await expect(anns.button).to_have_accessible_description("1 unread line")
    await ann.page.reload()
    await ann.inside()
    await expect(anns.button).to_have_accessible_description("1 unread line")
    await anns.open()
    await expect(anns.line("Are you there?")).to_be_visible()
    await expect(anns.button).to_have_accessible_description("")
