"""What the Layer menu does with the mask of a layer, each as one undo step."""

from __future__ import annotations

import numpy as np

from app.application.document_commands import Refused
from app.application.layer_pixels import selected
from app.document.document import Document
from app.document.node import Layer
from app.document.plane import Plane
from app.language import tr


def add(document: Document, layer: Layer) -> None:
    """Show what the document's mask covers and hide the rest; all is shown where that mask is empty. From then on the
    layer's mask is painted on.

    Raises:
        Refused: the layer has a mask.
    """
    if layer.mask is not None:
        raise Refused(tr("“{name}” has a layer mask already.").format(name=layer.look.name))
    with document.edit(tr("Add layer mask"), layer.masking):
        layer.mask = _fresh(document)
    document.paints_mask = True


def apply(document: Document, layer: Layer) -> None:
    """Make what the mask hides transparent, and take the mask away.

    Raises:
        Refused: there is none, or it is switched off.
    """
    _check(layer)
    if not layer.mask_enabled:
        text = tr("The layer mask of “{name}” is switched off. Switch it on, or delete it.")
        raise Refused(text.format(name=layer.look.name))
    with document.edit(tr("Apply layer mask"), layer.pixels, layer.masking):
        with layer.pixels.paint(layer.area) as pixels:
            pixels[...] = layer.read(layer.area)
        layer.mask = None


def delete(document: Document, layer: Layer) -> None:
    """Take the mask away, so that all of the layer is shown.

    Raises:
        Refused: there is none.
    """
    _check(layer)
    with document.edit(tr("Delete layer mask"), layer.masking):
        layer.mask = None


def switch(document: Document, layer: Layer) -> None:
    """Let the mask count no longer, or again.

    Raises:
        Refused: there is none.
    """
    _check(layer)
    text = tr("Switch layer mask off") if layer.mask_enabled else tr("Switch layer mask on")
    with document.edit(text, layer.masking):
        layer.mask_enabled = not layer.mask_enabled


def _check(layer: Layer) -> None:
    if layer.mask is None:
        raise Refused(tr("“{name}” has no layer mask. Add one first.").format(name=layer.look.name))


def _fresh(document: Document) -> Plane:
    if selected(document) is None:
        return Plane(np.full((document.height, document.width), 255, np.uint8), background=255)
    return Plane(document.mask.read(document.bounds))
