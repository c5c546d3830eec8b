"""Links and erasing in real Chromium: what a moderator does, and what it is like for everybody else."""

import re

from playwright.async_api import Locator, expect

from tests.e2e.chat import Chat
from tests.e2e.gathering import Gathering
from tests.e2e.person import Person


async def open_invite(moderator: Person) -> Locator:
    """Open More → Invite; return the dialog with its links."""
    await moderator.button("More").click()
    await moderator.page.get_by_role("menuitem", name="Invite", exact=True).click()
    dialog = moderator.page.get_by_role("dialog", name="Invite people", exact=True)
    await expect(dialog.get_by_role("textbox", name="Link for participants")).to_have_value(
        re.compile("/join/")
    )
    return dialog


async def test_old_links_open_nothing_and_who_is_inside_stays(gathering: Gathering) -> None:
    """JN1, JN2: a link for three days is copied and opens; after revoking, only what is made then does."""
    mia, ben = await gathering.join(["Mia"], ["Ben"], quiet=True)
    await mia.context.grant_permissions(["clipboard-read", "clipboard-write"])
    dialog = await open_invite(mia)
    field = dialog.get_by_role("textbox", name="Link for participants")
    first = await field.input_value()
    await dialog.get_by_role("textbox", name="Days the links are good for").fill("3")
    await dialog.get_by_role("button", name="Make new links", exact=True).click()
    await expect(field).not_to_have_value(first)
    await dialog.get_by_role("button", name="Copy link for participants", exact=True).click()
    await expect(dialog.get_by_role("button", name="Copy link for participants")).to_have_text("Copied")
    copied = await mia.page.evaluate("() => navigator.clipboard.readText()")
    assert copied == await field.input_value()

    await dialog.get_by_role("button", name="Let old links open nothing …", exact=True).click()
    question = mia.page.get_by_role("alertdialog", name="Let old links open nothing?", exact=True)
    await question.get_by_role("button", name="Let old links open nothing", exact=True).click()
    await expect(dialog.get_by_text("Old links open nothing any more.")).to_be_visible()
    await expect(field).not_to_have_value(copied)
    fresh = await field.input_value()

    ann = await gathering.invite("Ann", quiet=True)
    await ann.page.goto(copied)
    await ann.reads("This link was replaced")
    await ann.join(fresh)
    for person in (ben, mia):
        await person.page.reload()
        await person.inside()
    await expect(mia.page.locator(".tile")).to_have_count(3)
    await ben.leave()
    await ben.button("Join again").click()
    await ben.reads("This link was replaced")
    await mia.button("People").click()
    await mia.page.get_by_role("complementary", name="People").get_by_role("button", name="Invite").click()
    await expect(mia.page.get_by_role("dialog", name="Invite people", exact=True)).to_be_visible()


async def test_what_was_said_is_erased_for_everybody_while_the_meeting_goes_on(gathering: Gathering) -> None:
    """RT3: chat and names go at once; everybody is told and takes their name again when they want it."""
    mia, ben = await gathering.join(["Mia"], ["Ben"], quiet=True)
    chat = Chat(ben)
    await chat.open()
    await chat.say("My secret")
    await expect(chat.line("My secret")).to_be_visible()
    await mia.button("More").click()
    await mia.page.get_by_role("menuitem", name="Security", exact=True).click()
    await mia.button("Erase what was said …").click()
    question = mia.page.get_by_role("alertdialog", name="Erase what was said?", exact=True)
    await question.get_by_role("button", name="Erase everything", exact=True).click()
    told = "What was said in this meeting was erased, and all names with it."
    for person in (mia, ben):
        await expect(person.notices.get_by_text(told)).to_be_visible()
    await expect(chat.line("My secret")).to_have_count(0)
    await expect(mia.page.locator(".tile", has_text="Erased person")).to_have_count(2)
    await ben.notices.get_by_role("button", name="Use my name again", exact=True).click()
    await expect(mia.page.locator(".tile", has_text="Ben")).to_be_visible()
    await expect(ben.notices.get_by_text(told)).to_have_count(0)
