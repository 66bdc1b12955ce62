"""What is asked of a pack: fresh worlds, the words for all that is in them, and how they look when drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count, islice
from random import Random

import numpy as np

from paella_core.training.scenes import Scene, draft_scene
from paella_core.training.scenes.caption import COMPLETE, describe
from paella_core.training.scenes.scene import paint
from paella_core.training.scenes.world import AFLOAT, AIRBORNE, COLOURS, KINDS, Subject, World, another

SERIES = 0xA5_4E_D0  # of the worlds: nothing is trained on it


@dataclass(frozen=True)
class Asked:
    """A world with one subject, and its number in the series."""

    world: World
    number: int

    @property
    def prompt(self) -> str:
        """Words for all that is in it."""
        return describe(self.world, Random(f"{SERIES}/{self.number}/prompt"), COMPLETE)

    @property
    def subject(self) -> Subject:
        """The thing in it."""
        return self.world.subjects[0]

    def drawn(self, side: int, turn: int = 0) -> Scene:
        """It as a picture of the project's own; each turn lays it out anew."""
        image, boxes = paint(self.world, f"{SERIES}/{self.number}/{turn}", (side, side))
        return Scene(np.asarray(image), self.prompt, self.world, boxes)

    def but(self, **attributes: str) -> Asked:
        """The same world with other attributes."""
        return replace(self, world=replace(self.world, **attributes))

    def with_subject(self, subject: Subject) -> Asked:
        """The same world with another thing in it."""
        return replace(self, world=replace(self.world, subjects=(subject,)))

    def with_another(self) -> Asked:
        """The same world where another thing of another colour takes the place: not one that floats or flies."""
        lot, old = Random(f"{SERIES}/{self.number}/another"), self.subject
        kind = another(old.kind, [kind for kind in KINDS if kind not in (*AFLOAT, *AIRBORNE)], lot)
        colour = another(old.colour, COLOURS, lot)
        return self.with_subject(replace(old, kind=kind, colour=colour))


def asked(many: int) -> list[Asked]:
    """The first worlds of the series."""
    return list(islice(_series(), many))


def standing(many: int) -> list[Asked]:
    """Those whose subject is near and stands on the ground."""
    return list(islice((one for one in _series() if _stands(one.subject)), many))


def _series() -> Iterator[Asked]:
    drafts = ((draft_scene(SERIES, number), number) for number in count())
    return (Asked(draft.world, number) for draft, number in drafts if len(draft.world.subjects) == 1)


def _stands(subject: Subject) -> bool:
    return subject.distance == "near" and subject.kind not in (*AFLOAT, *AIRBORNE)
