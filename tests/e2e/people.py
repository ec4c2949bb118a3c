"""People at their own screens: one browser context each, so that stories read as they are lived."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, FilePayload, Page, expect

from decisions.demonstration.records import PASSWORD
from tests.e2e import pages

Person = Callable[[str], "Desk"]


class Desk:
    """One person's screen: sign in, go somewhere, type, choose, press."""

    def __init__(self, page: Page, base: str, username: str) -> None:
        self.page, self.base, self.username = page, base, username
        self.go("/")

    def go(self, path: str) -> Desk:
        """Open a page; sign in (again) when the session is over, as it is after months."""
        self.page.goto(f"{self.base}{path}")
        if "/inloggen/" in self.page.url:
            self.type(username=self.username, password=PASSWORD).press("Inloggen")
        return self

    def type(self, **values: str) -> Desk:
        """Type in fields by name (the part of the id after 'id_')."""
        for name, value in values.items():
            self.page.fill(f"#id_{name}", value)
        return self

    def type_in(self, prefix: str, **values: str) -> Desk:
        """The same for a form with a prefix."""
        for name, value in values.items():
            self.page.fill(f"#id_{prefix}-{name}", value)
        return self

    def choose(self, name: str, label: str) -> Desk:
        """A choice from a list, or the option of a question with this name."""
        control = self.page.locator(f"select[id='id_{name}']")
        if control.count():
            for option in control.locator("option").all():
                if label in option.inner_text():
                    control.select_option(value=option.get_attribute("value"))
                    return self
        else:
            group = self.page.locator(f"input[name='{name}']")
            for index in range(group.count()):
                option = group.nth(index)
                words = option.evaluate("e => e.labels[0].innerText.trim()")
                if words.startswith(label):
                    option.check()
                    return self
        raise AssertionError(f"{name} has no option {label}")

    def tick(self, name: str, on: bool = True) -> Desk:
        """A single checkbox, by the name of its field."""
        self.page.locator(f"#id_{name}").set_checked(on)
        return self

    def attach(self, name: str, file: FilePayload) -> Desk:
        """A file, chosen for the field of this name."""
        self.page.set_input_files(f"#id_{name}", files=[file])
        return self

    def press(self, name: str) -> Desk:
        self.page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()
        return self

    def follow(self, name: str | re.Pattern[str]) -> Desk:
        self.page.get_by_role("main").get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()
        return self

    def sees(self, *texts: str) -> Desk:
        for text in texts:
            expect(self.page.get_by_role("main")).to_contain_text(text)
        return self

    def does_not_see(self, *texts: str) -> Desk:
        for text in texts:
            expect(self.page.get_by_role("main")).not_to_contain_text(text)
        return self

    def download(self, path: str, target: Path) -> bytes:
        """Fetch a file with this person's session."""
        self.go("/")
        answer = self.page.request.get(f"{self.base}{path}")
        assert answer.status == 200, (path, answer.status)
        target.write_bytes(answer.body())
        return answer.body()

    def status_of(self, path: str) -> int:
        """What the server itself answers to this person, redirects included."""
        self.go("/")
        return int(self.page.request.get(f"{self.base}{path}", max_redirects=0).status)


@contextmanager
def desks(
    browser: Browser, base: str, context_args: dict[str, Any], kind: type[Desk] = Desk
) -> Iterator[Person]:
    """People who sign in when they are first needed; every page is watched."""
    with ExitStack() as stack:
        known: dict[str, Desk] = {}

        def person(username: str) -> Desk:
            if username not in known:
                context = browser.new_context(**context_args)
                stack.callback(context.close)
                page = stack.enter_context(pages.watch(context.new_page(), base))
                known[username] = kind(page, base, username)
            return known[username]

        yield person
