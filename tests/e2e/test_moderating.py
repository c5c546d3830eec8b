"""Keeping order in real Chromium: mutes, cameras, hands, removal, lobby, passcode and lock."""

import re

from playwright.async_api import Locator, expect

from tests.e2e.gathering import Gathering
from tests.e2e.person import Person


def panel(person: Person) -> Locator:
    """Return the people panel."""
    return person.page.get_by_role("complementary", name="People", exact=True)


async def order(moderator: Person, name: str, what: str) -> None:
    """Do something about one person from the people panel."""
    await panel(moderator).get_by_role("button", name=f"Options for {name}", exact=True).click()
    await moderator.page.get_by_role("menuitem", name=what, exact=True).click()


async def open_security(moderator: Person) -> Locator:
    """Open More → Security."""
    await moderator.button("More").click()
    await moderator.page.get_by_role("menuitem", name="Security", exact=True).click()
    dialog = moderator.page.get_by_role("dialog", name="Security and permissions", exact=True)
    await dialog.wait_for()
    return dialog


async def switch(dialog: Locator, label: str) -> None:
    """Flip a switch of the dialog."""
    await dialog.locator("label").filter(has_text=label).click()


async def knock(person: Person, link: str, passcode: str | None = None) -> None:
    """Open the link, type the name (and the passcode) and press *Join*; wherever that leads."""
    await person.page.goto(link)
    await person.page.get_by_role("textbox", name="Your name").fill(person.name)
    if passcode is not None:
        await person.page.get_by_role("textbox", name="Passcode").fill(passcode)
    await person.button("Join").click()


async def test_moderators_mute_stop_cameras_lower_hands_and_remove(gathering: Gathering) -> None:
    """RM1, RT3: the server mutes, the page follows and says who did it; hands stand in their order."""
    mia, ben, ann = await gathering.join(["Mia"], ["Ben", "Ann"])
    await gathering.in_groups([mia, ben, ann])
    await mia.button("People").click()
    await order(mia, "Ben", "Mute")
    await expect(ben.notices.get_by_text("Mia muted you.")).to_be_visible()
    await expect(ben.page.get_by_role("toolbar").get_by_role("button", name="Unmute")).to_be_visible()
    await order(mia, "Ann", "Stop camera")
    await expect(ann.notices.get_by_text("Mia stopped your camera.")).to_be_visible()
    await expect(mia.page.locator(f'video[data-person="{ann.id}"]')).to_have_count(0)
    await ben.notices.get_by_role("button", name="Unmute", exact=True).click()
    await expect(ben.notices.get_by_text("Mia muted you.")).to_have_count(0)
    await ann.notices.get_by_role("button", name="Start camera", exact=True).click()
    await gathering.in_groups([mia, ben, ann])

    await ann.button("Raise hand").click()
    await expect(panel(mia).get_by_role("img", name="Hand raised", exact=True)).to_be_visible()
    await ben.button("Raise hand").click()
    first = panel(mia).get_by_role("listitem").filter(has_text="Ann")
    second = panel(mia).get_by_role("listitem").filter(has_text="Ben")
    await expect(first.get_by_role("img", name="Hand raised, number 1")).to_be_visible()
    await expect(second.get_by_role("img", name="Hand raised, number 2")).to_be_visible()
    await panel(mia).get_by_role("button", name="Lower all hands", exact=True).click()
    await expect(ben.notices.get_by_text("Mia lowered your hand.")).to_be_visible()
    await expect(panel(mia).get_by_role("img", name=re.compile("^Hand raised"))).to_have_count(0)

    await ben.button("Reactions").click()
    await ben.button("Applause").click()
    await expect(mia.page.locator(".tile", has_text="Ben").locator(".tile-reaction")).to_have_text("👏")

    await order(mia, "Ann", "Remove …")
    await mia.page.get_by_role("alertdialog").get_by_role("button", name="Remove", exact=True).click()
    await ann.reads("You are no longer in this meeting")
    await gathering.in_groups([mia, ben])
    await expect(panel(mia).get_by_text("Ann", exact=True)).to_have_count(0)


async def test_newcomers_wait_in_the_lobby_also_over_a_reload(gathering: Gathering) -> None:
    """JN3, RT2: they see and hear nobody; admitted they are in, refused they are told."""
    mia, ben = await gathering.join(["Mia"], ["Ben"])
    dialog = await open_security(mia)
    await switch(dialog, "Lobby: newcomers wait to be admitted")
    await expect(dialog.get_by_role("switch", name=re.compile("^Lobby"))).to_be_checked()
    await mia.page.keyboard.press("Escape")
    ann = await gathering.invite("Ann")
    await knock(ann, gathering.meeting.participant)
    await expect(ann.page.get_by_text("A moderator will let you in.")).to_be_visible()
    await expect(ann.page.locator("audio[data-person], video[data-person]")).to_have_count(0)
    assert "Mia" not in await ann.page.inner_text("body")
    await expect(mia.notices.get_by_text("Ann waits in the lobby.")).to_be_visible()
    await expect(ben.notices.get_by_text("Ann waits in the lobby.")).to_have_count(0)
    await ann.page.reload()
    await expect(ann.page.get_by_text("A moderator will let you in.")).to_be_visible()
    await mia.notices.get_by_role("button", name="Admit", exact=True).click()
    await ann.inside()
    await expect(mia.page.locator(".tile", has_text="Ann")).to_be_visible()

    await ann.leave()
    await ann.button("Join again").click()
    await ann.button("Join").click()
    await expect(ann.page.get_by_text("A moderator will let you in.")).to_be_visible()
    await mia.button("People").click()
    await panel(mia).get_by_role("button", name="Refuse Ann", exact=True).click()
    await ann.reads("You were not let in")


async def test_passcode_lock_and_permissions_are_kept_and_explained(gathering: Gathering) -> None:
    """JN3, RM1: the join page asks and says what is wrong; a muted room cannot unmute itself."""
    mia, ben = await gathering.join(["Mia"], ["Ben"])
    dialog = await open_security(mia)
    await dialog.get_by_role("textbox", name="Passcode for newcomers").fill("sesame")
    await dialog.get_by_role("button", name="Set passcode", exact=True).click()
    await expect(dialog.get_by_text("Newcomers need the passcode.")).to_be_visible()
    await switch(dialog, "Unmute themselves")
    await expect(dialog.get_by_role("switch", name="Unmute themselves")).not_to_be_checked()
    await mia.page.keyboard.press("Escape")

    ann = await gathering.invite("Ann")
    await knock(ann, gathering.meeting.participant, "open")
    await expect(ann.page.locator(".refusal")).to_contain_text("not the meeting's passcode")
    await ann.page.get_by_role("textbox", name="Passcode").fill("sesame")
    await ann.button("Join").click()
    await ann.inside()
    await expect(ann.page.get_by_role("toolbar").get_by_role("button", name="Unmute")).to_be_visible()

    await mia.button("People").click()
    await panel(mia).get_by_role("button", name="Mute all", exact=True).click()
    await expect(ben.notices.get_by_text("Mia muted you.")).to_be_visible()
    await expect(ben.notices.get_by_role("button", name="Unmute")).to_have_count(0)
    await ben.page.get_by_role("toolbar").get_by_role("button", name="Unmute", exact=True).click()
    await expect(
        ben.notices.get_by_text("The moderators keep microphones off for now.").first
    ).to_be_visible()

    await ann.leave()
    dialog = await open_security(mia)
    await switch(dialog, "Lock the meeting: nobody new comes in")
    await expect(dialog.get_by_role("switch", name=re.compile("^Lock"))).to_be_checked()
    await mia.page.keyboard.press("Escape")
    await ann.button("Join again").click()
    await ann.button("Join").click()
    await expect(ann.page.locator(".refusal")).to_contain_text("The meeting is locked")
    await ben.page.reload()
    await ben.inside()
