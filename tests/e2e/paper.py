"""A person whose browser runs no scripts: what the server sent is read, forms are sent as they stand."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import FilePayload

from decisions.demonstration.records import PASSWORD
from tests.interface.markup import CONTROLS, Markup, text

CHECKED = ("checkbox", "radio")
Values = dict[str, list[str | SimpleUploadedFile]]


class PaperDesk:
    """The same words as `people.Desk`, spoken over HTTP alone; forms carry their own protection."""

    def __init__(self, username: str) -> None:
        self.username = username
        self.client = Client(enforce_csrf_checks=True)
        self.go("/")

    @property
    def page(self) -> PaperDesk:
        return self

    def go(self, path: str) -> PaperDesk:
        self._read(self.client.get(path, follow=True))
        if self.url.startswith("/inloggen/"):
            self.type(username=self.username, password=PASSWORD).press("Inloggen")
        return self

    def type(self, **values: str) -> PaperDesk:
        for name, value in values.items():
            self.typed[self._by_id(f"id_{name}")] = value
        return self

    def type_in(self, prefix: str, **values: str) -> PaperDesk:
        return self.type(**{f"{prefix}-{name}": value for name, value in values.items()})

    def choose(self, name: str, label: str) -> PaperDesk:
        for e in self.html.all("select"):
            if e.get("name") == name:
                option = next(o for o in e.iter("option") if label in text(o))
                self.typed[e] = option.get("value", text(option))
                return self
        labels = {e.get("for"): text(e) for e in self.html.all("label")}
        group = [e for e in self.html.all("input") if e.get("name") == name]
        chosen = next(e for e in group if labels[e.get("id")].startswith(label))
        for e in group:
            if e.get("type") == "radio":
                self.ticked[e] = e is chosen
        self.ticked[chosen] = True
        return self

    def tick(self, name: str, on: bool = True) -> PaperDesk:
        self.ticked[self._by_id(f"id_{name}")] = on
        return self

    def attach(self, name: str, file: FilePayload) -> PaperDesk:
        self.files[name] = SimpleUploadedFile(file["name"], file["buffer"], file["mimeType"])
        return self

    def press(self, name: str) -> PaperDesk:
        button = next(e for e in self.main.iter("button") if text(e) == name)
        form = next(up for up in self.html.above(button) if up.tag == "form")
        values = self._values(form)
        if button.get("name"):
            values.setdefault(button.get("name", ""), []).append(button.get("value", ""))
        where = urljoin(self.url, form.get("action") or self.url)
        if form.get("method", "get").lower() == "post":
            self._read(self.client.post(where, values, follow=True))
        else:
            self._read(self.client.get(where, values, follow=True))
        return self

    def follow(self, name: str | re.Pattern[str]) -> PaperDesk:
        found = re.compile(re.escape(name)) if isinstance(name, str) else name
        link = next(e for e in self.main.iter("a") if found.search(text(e)))
        return self.go(urljoin(self.url, link.get("href") or ""))

    def sees(self, *texts: str) -> PaperDesk:
        for words in texts:
            assert words in text(self.main), f"{self.url}: {words}"
        return self

    def does_not_see(self, *texts: str) -> PaperDesk:
        for words in texts:
            assert words not in text(self.main), f"{self.url}: {words}"
        return self

    def download(self, path: str, target: Path) -> bytes:
        self.go("/")
        response = self.client.get(path)
        assert response.status_code == 200, path
        content: bytes = response.getvalue()
        target.write_bytes(content)
        return content

    def _read(self, response: object) -> None:
        answer = response
        assert answer.status_code < 500, answer  # type: ignore[attr-defined]
        request = answer.request  # type: ignore[attr-defined]
        self.url = urlsplit(request["PATH_INFO"]).path
        self.html = Markup(answer.content.decode())  # type: ignore[attr-defined]
        (self.main,) = self.html.all("main")
        self.typed: dict[Element, str] = {}
        self.ticked: dict[Element, bool] = {}
        self.files: dict[str, SimpleUploadedFile] = {}

    def _by_id(self, name: str) -> Element:
        return next(e for e in self.html.elements if e.get("id") == name)

    def _values(self, form: Element) -> Values:
        """What a browser sends of this form (the 'successful controls' of HTML)."""
        values: Values = {}
        inside = set(form.iter())
        for e in self.html.all(*CONTROLS):
            name = e.get("name")
            if not name or e not in inside or e.get("disabled") is not None:
                continue
            if e.get("type") == "file":
                if name in self.files:
                    values[name] = [self.files[name]]
            elif e.get("type") in CHECKED:
                if self.ticked.get(e, e.get("checked") is not None):
                    values.setdefault(name, []).append(e.get("value", "on"))
            else:
                values.setdefault(name, []).append(self.typed.get(e, _sent(e)))
        return values


def _sent(control: Element) -> str:
    """The value of a control that nobody touched."""
    if control.tag == "textarea":
        return "".join(control.itertext()).removeprefix("\n")
    if control.tag == "select":
        options = list(control.iter("option"))
        chosen = [o for o in options if o.get("selected") is not None] or options[:1]
        return chosen[0].get("value", text(chosen[0])) if chosen else ""
    return control.get("value", "")
