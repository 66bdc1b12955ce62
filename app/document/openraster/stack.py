"""stack.xml: how a layer or a group is shown, as attributes; and all the rest that another program wrote there.

The XML is read with its prefixes as they are, so that what is not understood can be written again as it was.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from app.document.blending import BlendMode
from app.document.compositor import Group, composites_alone
from app.document.node import Look

NAMESPACE = ("xmlns:paella", "urn:paella-studio:openraster")
ISOLATION = "paella:isolation"  # what was chosen, where the group's look isolates it anyway
KNOWN = {"name", "opacity", "visibility", "composite-op", "edit-locked", "selected", "isolation", ISOLATION}
KNOWN_OF_LAYER = KNOWN | {"src", "x", "y"}
TILES = ("background_tile", "mypaint:background-tile")  # MyPaint takes its background from these, not from the layer
_DEEPEST = 64  # groups in groups
_FARTHEST = 1 << 20  # pixels from the canvas' corner
_KEY = "openraster"
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MODES = {mode.value: mode for mode in BlendMode}


@dataclass(frozen=True)
class Extras:
    """What was in the file beside what a document has a place for.

    Attributes:
        attributes: of the element, as they were.
        operator: the blend mode, where it is not one of ours.
        before: elements and comments just above this one in the file. Not to be written to.
        inside: those in a layer, or below the last member of a group. Not to be written to.
        checksum: of the pixels, where the archive holds them a second time.
    """

    attributes: Mapping[str, str] = field(default_factory=dict)
    operator: str = ""
    before: tuple[Element, ...] = ()
    inside: tuple[Element, ...] = ()
    checksum: int | None = None


@dataclass(frozen=True)
class FileExtras:
    """What was in the file, but in no layer or group.

    Attributes:
        attributes: of the image.
        before, inside: elements and comments above and below the layers. Not to be written to.
        members: files in the archive that nobody here knows, by their names.
    """

    attributes: Mapping[str, str] = field(default_factory=dict)
    before: tuple[Element, ...] = ()
    inside: tuple[Element, ...] = ()
    members: Mapping[str, bytes] = field(default_factory=dict)


def extras_of(foreign: Mapping[str, Any]) -> Extras:
    """What a node of an OpenRaster file carries along; nothing for one that was made here."""
    return foreign.get(_KEY, Extras())


def file_extras_of(foreign: Mapping[str, Any]) -> FileExtras:
    """The same for the document."""
    return foreign.get(_KEY, FileExtras())


def as_foreign(extras: Extras | FileExtras) -> dict[str, Any]:
    """Where `extras_of` or `file_extras_of` finds it."""
    return {_KEY: extras}


def parse(data: bytes) -> Element:
    """The tree of an XML document, tags and attributes with their prefixes.

    Raises:
        ValueError: it is not well-formed, declares a document type or entities, or is nested too deeply.
    """
    builder, parser, depth = TreeBuilder(insert_comments=True), expat.ParserCreate(), 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise ValueError("groups are nested too deeply")
        builder.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.CommentHandler = builder.data, builder.comment
    parser.StartDoctypeDeclHandler = _refuse_document_type
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError) as error:  # no such encoding
        raise ValueError(f"not well-formed: {error}") from error
    return builder.close()


def _refuse_document_type(*_: object) -> None:
    raise ValueError("a document type is declared")  # entities could make it expand without end


def look_of(element: Element) -> Look:
    """How a layer or a group is shown. What cannot be understood is as if it were not there."""
    get = element.get
    return Look(
        name=get("name", ""),
        opacity=min(max(number(get("opacity"), 1.0), 0.0), 1.0),
        visible=get("visibility", "visible") != "hidden",
        locked=get("edit-locked", "false").strip().lower() in ("true", "1"),
        mode=_MODES.get(get("composite-op", ""), BlendMode.NORMAL),
    )


def is_isolated(element: Element) -> bool:
    """Whether a group was made to be composited by itself."""
    return element.get(ISOLATION, element.get("isolation", "isolate")).strip().lower() != "auto"


def operator_of(element: Element) -> str:
    """The blend mode as text where it is none of ours, else nothing."""
    operator = element.get("composite-op", "")
    return "" if operator in _MODES else operator


def unknown_attributes(element: Element) -> dict[str, str]:
    """Those of a layer or a group that say nothing to us."""
    known = KNOWN_OF_LAYER if element.tag == "layer" else KNOWN
    return {name: value for name, value in element.attrib.items() if name not in known}


def described(tag: str, look: Look, extras: Extras, active: bool) -> Element:
    """An element for a layer or a group."""
    mode = extras.operator if extras.operator and look.mode is BlendMode.NORMAL else look.mode.value
    attributes = {
        "name": _legal(look.name),
        "opacity": repr(float(look.opacity)),
        "visibility": "visible" if look.visible else "hidden",
        "composite-op": mode,
    }
    attributes |= {"edit-locked": "true"} if look.locked else {}
    attributes |= {"selected": "true"} if active else {}
    return Element(tag, {**extras.attributes, **attributes})


def isolation_of(group: Group) -> dict[str, str]:
    """The attributes that say how a group is composited. Programs differ in what "auto" means for a group with an
    opacity or a mode of its own, so it is called isolated then, as it is shown here."""
    isolated = {"isolation": "isolate" if composites_alone(group) else "auto"}
    return isolated if group.isolated == composites_alone(group) else {**isolated, ISOLATION: "auto"}


def place_of(element: Element) -> tuple[int, int]:
    """Where a layer's upper left pixel lies.

    Raises:
        ValueError: far from anything.
    """
    left, top = (round(number(element.get(name), 0.0)) for name in ("x", "y"))
    if max(abs(left), abs(top)) > _FARTHEST:
        raise ValueError(f"a layer lies at {left}, {top}")
    return left, top


def number(text: str | None, default: float) -> float:
    """A finite number, with a comma or a point; the default for anything else."""
    try:
        found = float((text or "").replace(",", "."))
    except ValueError:
        return default
    return found if math.isfinite(found) else default


def _legal(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return _ILLEGAL.sub("", text)
