"""A person without a mouse: every control is reached with Tab, and worked with keys alone."""

from __future__ import annotations

import re

from playwright.sync_api import FilePayload, Locator

from tests.e2e.people import Desk

MOST = 400  # stops on one page; beyond that a control cannot be reached

IS_FOCUSED = "element => document.activeElement === element"
# Focus stands on the control, or on one of the options of its group.
IN_GROUP = """element => document.activeElement === element
  || (element.type === "radio" && document.activeElement.name === element.name)"""
AT_THE_TOP = "() => document.activeElement === document.body"


class KeyboardDesk(Desk):
    """The same screen, worked with Tab, Enter, space and arrows. An address is typed, as anybody does."""

    def type(self, **values: str) -> Desk:
        for name, value in values.items():
            self._write(f"#id_{name}", value)
        return self

    def type_in(self, prefix: str, **values: str) -> Desk:
        for name, value in values.items():
            self._write(f"#id_{prefix}-{name}", value)
        return self

    def choose(self, name: str, label: str) -> Desk:
        control = self.page.locator(f"select[id='id_{name}']")
        if control.count():
            labels = [option.inner_text() for option in control.locator("option").all()]
            wanted = next(at for at, words in enumerate(labels) if label in words)
            self._reach(control)
            while (now := control.evaluate("e => e.selectedIndex")) != wanted:
                self.page.keyboard.press("ArrowDown" if now < wanted else "ArrowUp")
            return self
        group = self.page.locator(f"input[name='{name}']")
        words = group.evaluate_all("all => all.map(e => e.labels[0].innerText.trim())")
        option = group.nth(next(at for at, found in enumerate(words) if found.startswith(label)))
        self._reach(option, IN_GROUP)
        for _ in words:
            if option.evaluate(IS_FOCUSED):
                break
            self.page.keyboard.press("ArrowDown")
        if not option.is_checked():
            self.page.keyboard.press("Space")
        assert option.is_checked(), (name, label)
        return self

    def tick(self, name: str, on: bool = True) -> Desk:
        box = self.page.locator(f"#id_{name}")
        if box.is_checked() != on:
            self._reach(box)
            self.page.keyboard.press("Space")
        assert box.is_checked() == on, name
        return self

    def attach(self, name: str, file: FilePayload) -> Desk:
        self._reach(self.page.locator(f"#id_{name}"))
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Enter")
        chooser.value.set_files(files=[file])
        return self

    def press(self, name: str) -> Desk:
        return self._enter(self.page.get_by_role("main").get_by_role("button", name=name, exact=True).first)

    def follow(self, name: str | re.Pattern[str]) -> Desk:
        return self._enter(self.page.get_by_role("main").get_by_role("link", name=name).first)

    def _enter(self, control: Locator) -> Desk:
        self._reach(control)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()
        return self

    def _write(self, selector: str, value: str) -> None:
        field = self.page.locator(selector)
        self._reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(value)
        assert field.input_value() == value, selector

    def _reach(self, control: Locator, there: str = IS_FOCUSED) -> None:
        """Tab until focus stands on it; from the top of the page over the first link, past the menu."""
        if self.page.evaluate(AT_THE_TOP):
            self.page.keyboard.press("Tab")
            assert self.page.evaluate("document.activeElement.hash") == "#inhoud"
            self.page.keyboard.press("Enter")
        element = control.element_handle()
        for _ in range(MOST):
            if element.evaluate(there):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{self.page.url}: Tab does not reach {control}")
