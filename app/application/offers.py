"""What the button of the Edit panel will do, and why it cannot do it now."""

from __future__ import annotations

from dataclasses import dataclass

from app.document.boxes import contains
from app.document.document import Document
from app.engine.edits import EDIT_TEXTS, has_mask, painted_regions, text_of
from app.language import mark, tr
from app.modes import Mode, Wanted
from paella_core.request import Box, Generate

NEED_PICTURE = mark("Open a picture first.")
NEED_MASK = mark("Paint over what should change.")
NEED_PROMPT = mark("Describe the picture that you want.")
NEED_FRAME = mark("Drag an edge or a corner of the picture outwards.")
NEED_REGION = mark("Add a region in the Regions panel, paint it, and say what should be there.")
NEED_WORDS = mark("Say in the Regions panel what should be in each region.")
NEW_SIZE = Generate.__dataclass_fields__["size"].default


@dataclass(frozen=True)
class Offer:
    """What the button will do. With a `reason` it cannot do it now; the `note` says what to expect, `added` what comes
    to the canvas at which side."""

    text: str
    reason: str = ""
    note: str = ""
    added: str = ""


def offer(document: Document | None, wanted: Wanted, frame: Box | None) -> Offer:
    """What would happen now."""
    if document is None:
        return _offer_of_new(wanted)
    match wanted.mode:
        case Mode.GENERATE:
            note = tr("Replaces the whole picture. Paint over a part to change only that.")
            return Offer(text_of(document, wanted.mode), "" if wanted.prompt else tr(NEED_PROMPT), note)
        case Mode.INPAINT:
            wordless = tr("Without words, what fits will be filled in.")
            note = tr("Only the painted part will change.") if wanted.prompt else wordless
            return Offer(text_of(document, wanted.mode), "" if has_mask(document) else tr(NEED_MASK), note)
        case Mode.EXTEND:
            return _offer_to_extend(document, frame)
        case Mode.STRUCTURE:
            note = tr("The structure stays; the strength says how much else may go.")
            reason = "" if wanted.prompt else tr("Describe what it should become.")
            return Offer(text_of(document, wanted.mode), reason, note)
        case Mode.BLEND:
            return _offer_to_blend(document)
        case Mode.VARY:
            masked = tr("The painted part is made anew, as what is there looks.")
            whole = tr("Makes pictures like this one; words may steer.")
            return Offer(text_of(document, wanted.mode), "", masked if has_mask(document) else whole)


def _offer_to_blend(document: Document) -> Offer:
    regions = painted_regions(document)
    note = tr("Each region is filled by its own description; between them the prompt holds.")
    reason = "" if all(region.prompt for region in regions) else tr(NEED_WORDS)
    return Offer(text_of(document, Mode.BLEND), reason if regions else tr(NEED_REGION), note)


def _offer_of_new(wanted: Wanted) -> Offer:
    if wanted.mode is not Mode.GENERATE:
        return Offer(tr(EDIT_TEXTS[wanted.mode]), tr(NEED_PICTURE))
    note = tr("Makes a new picture of {width} × {height} pixels.")
    note = note.format(width=NEW_SIZE[0], height=NEW_SIZE[1])
    return Offer(tr(EDIT_TEXTS[wanted.mode]), "" if wanted.prompt else tr(NEED_PROMPT), note)


def _offer_to_extend(document: Document, frame: Box | None) -> Offer:
    text = text_of(document, Mode.EXTEND)
    if frame is None or contains(document.bounds, frame):
        return Offer(text, tr(NEED_FRAME))
    grown = [side for side in _sides(document.bounds, frame) if side[2] > 0]
    if len(grown) == 1:
        text = grown[0][0].format(pixels=grown[0][2])
    note = tr("The canvas becomes {width} × {height} pixels.").format(width=frame.width, height=frame.height)
    return Offer(text, "", note, ", ".join(added.format(pixels=by) for _, added, by in grown))


def _sides(canvas: Box, frame: Box) -> list[tuple[str, str, int]]:
    """For each side, what the button says of it alone, what it adds, and by how much the frame goes beyond it."""
    right, bottom = frame.left + frame.width, frame.top + frame.height
    return [
        (tr("Extend left by {pixels} px"), tr("left +{pixels} px"), canvas.left - frame.left),
        (tr("Extend upwards by {pixels} px"), tr("above +{pixels} px"), canvas.top - frame.top),
        (tr("Extend right by {pixels} px"), tr("right +{pixels} px"), right - canvas.left - canvas.width),
        (tr("Extend downwards by {pixels} px"), tr("below +{pixels} px"), bottom - canvas.top - canvas.height),
    ]
