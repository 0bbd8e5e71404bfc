"""Parts of walks through the site: what each kind of user does, to be put together by the tests."""

from playwright.sync_api import Locator, Page


def clicked(page: Page, what: Locator) -> None:
    """Press a link or a button and wait for the page that it leads to."""
    with page.expect_navigation():
        what.click()
