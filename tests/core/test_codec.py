"""What is not looked at is not decoded, and what did not change is not encoded: the results are those of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from torch import Tensor

from paella_core.engine import Engine
from paella_core.families import Canvas, Filled, Look
from paella_core.networks.trimmed import Cells
from paella_core.params import SamplingParams
from paella_core.request import Blend, Inpaint, Interpolate, Outpaint, Region, Request, StructuralEdit

PARAMS = SamplingParams(seed=7, steps=1)
SIDE = 128
TOYS = ["toy_engine", "toy_v1_engine", "toy_arroz_engine"]
Fill = Callable[[Canvas], Iterator[Look]]


def picture_of(height: int, width: int) -> np.ndarray:
    """Slopes with a square on them, so that much of what a decoder makes is like what is there."""
    rows, columns = np.mgrid[:height, :width]
    picture = np.stack([rows % 256, columns % 256, (rows + columns) // 2 % 256], axis=-1).astype(np.uint8)
    picture[height // 4 : height // 2, width // 3 : width // 2] = 200, 40, 30
    return picture


def mask_of(height: int, width: int, value: int = 255) -> np.ndarray:
    """A disc above and left of the middle, about a tenth of the picture."""
    rows, columns = np.mgrid[:height, :width]
    centred = (rows - 0.42 * height) ** 2 + (columns - 0.4 * width) ** 2
    return np.where(centred < 0.03 * height * width, value, 0).astype(np.uint8)


PICTURE, MASK = picture_of(SIDE, SIDE), mask_of(SIDE, SIDE)
SLOPE = np.broadcast_to(np.linspace(0, 255, SIDE).astype(np.uint8), (SIDE, SIDE)) * (MASK > 0)
ALPHA = np.dstack([PICTURE, np.where(mask_of(SIDE, SIDE)[:, ::-1] > 0, 0, 255).astype(np.uint8)])
CORNER = np.pad(MASK[48:, 40:], ((0, 48), (0, 40)))
SMALL, LARGE = picture_of(44, 60), picture_of(300, 180)
REQUESTS: dict[str, Request] = {
    "inpaint": Inpaint(PICTURE, MASK, "a red circle", params=SamplingParams(seed=7, steps=2, count=2)),
    "inpaint beyond the edge": Inpaint(PICTURE, MASK, "a red circle", edge="wide", params=PARAMS),
    "inpaint by a map": Inpaint(PICTURE, MASK, "a red circle", strength_map=SLOPE, params=PARAMS),
    "inpaint with alpha": Inpaint(ALPHA, MASK, "a red circle", params=PARAMS),
    "inpaint at the corner": Inpaint(PICTURE, CORNER, "a red circle", params=PARAMS),
    "inpaint of an enlarged picture": Inpaint(SMALL, mask_of(44, 60), "a red circle", params=PARAMS),
    "inpaint of a part": Inpaint(LARGE, mask_of(300, 180), "a red circle", params=PARAMS),
    "outpaint": Outpaint(SMALL, "a red circle", left=13, params=PARAMS),
    "structural edit": StructuralEdit(PICTURE, "a red circle", 0.4, mask=MASK, params=PARAMS),
    "structural edits": StructuralEdit(PICTURE, "a red circle", strengths=(0.3, 0.8), mask=MASK, params=PARAMS),
    "regions": Blend([Region(MASK, "a red circle"), Region(MASK.T.copy(), "a boat")], PICTURE, params=PARAMS),
    "film": Interpolate(["a boat", "a red circle"], 2, image=PICTURE, mask=MASK, params=PARAMS),
}


def images_of(engine: Engine, request: Request) -> list[np.ndarray]:
    """All that the engine shows: previews, and the pictures."""
    shown: list[np.ndarray] = []
    for step in engine.run(request):
        shown += step.previews
        shown += [] if step.result is None else step.result.images
    return shown


def deciding(fill: Fill, parts: list[float]) -> Fill:
    """Decode everything, whatever is looked at; note which part that is."""

    def whole(canvas: Canvas) -> Iterator[Look]:
        box = canvas.looked_at
        assert box is not None
        parts.append(box.width * box.height / canvas.levels.size)
        return fill(replace(canvas, looked_at=None))

    return whole


def disturbed(fill: Fill) -> Fill:
    """Put noise where nothing should look."""

    def noisy(canvas: Canvas) -> Iterator[Look]:
        return (partial(with_noise, look, canvas) for look in fill(canvas))

    return noisy


def with_noise(look: Look, canvas: Canvas) -> list[Filled]:
    filled, box, random = look(), canvas.looked_at, np.random.default_rng(1)
    assert box is not None
    cell = len(filled[0].picture) // len(canvas.levels)
    rows, columns = (slice(cell * part.start, cell * part.stop) for part in box.slices)
    for picture, _ in filled:
        kept = picture[rows, columns].copy()
        picture[:] = random.random(picture.shape, np.float32)
        picture[rows, columns] = kept
    return filled


CASES = [("mini_engine", name) for name in REQUESTS] + [
    (engine_name, name)
    for engine_name in TOYS
    for name in ("inpaint", "inpaint of an enlarged picture", "structural edits", "outpaint")
]


@pytest.mark.parametrize(("engine_name", "name"), CASES)
def test_what_is_not_looked_at_need_not_be_decoded(
    engine_name: str, name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine: Engine = request.getfixturevalue(engine_name)
    edit, fill, parts = REQUESTS[name], engine._family.fill, []
    usual = images_of(engine, edit)
    monkeypatch.setattr(engine._family, "fill", disturbed(fill))
    for one, other in zip(images_of(engine, edit), usual, strict=True):
        assert np.array_equal(one, other)
    monkeypatch.setattr(engine._family, "fill", deciding(fill, parts))
    for one, other in zip(images_of(engine, edit), usual, strict=True):
        differs = np.abs(one.astype(int) - other)
        assert differs.max() <= 1
        assert (differs > 0).mean() < 1e-3
    assert max(parts) < 1


def counted(engine: Engine, name: str, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many cells each call of a method of the VQGAN is asked for from now on."""
    network, numbers = engine._pack.vqgan, []
    method: Callable[..., Tensor] = getattr(network, name)

    def counting(tensor: Tensor, *wanted: Cells) -> Tensor:
        numbers.append(tensor.shape[-2] * tensor.shape[-1])
        return method(tensor, *wanted)

    monkeypatch.setattr(network, name, counting)
    return numbers


def test_a_tenth_of_a_picture_is_decoded_from_less_than_half_of_it(
    mini_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    side = 2 * SIDE
    decoded = counted(mini_engine, "decode_indices", monkeypatch)
    images_of(mini_engine, Inpaint(picture_of(side, side), mask_of(side, side), "a red circle", params=PARAMS))
    assert len(decoded) == 1
    assert max(decoded) < (side // 4) ** 2 / 2


@pytest.fixture
def fresh(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Engine]:
    """Engines on the pack `mini` that remember nothing."""
    pack = request.getfixturevalue("mini_engine")._pack.folder
    numbers = iter(range(9))

    def opened() -> Engine:
        monkeypatch.setenv("PAELLA_HOME", str(tmp_path / str(next(numbers))))
        return Engine.open(pack, "cpu")

    return opened


def test_the_next_edit_encodes_what_the_last_one_changed(
    fresh: Callable[[], Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = fresh()
    encoded = counted(engine, "tokenize", monkeypatch)
    first = images_of(engine, Inpaint(PICTURE, MASK, "a red circle", params=PARAMS))[-1]
    again = Inpaint(first, np.roll(MASK, 20, 1), "a boat", params=PARAMS)
    second = images_of(engine, again)[-1]
    assert encoded[0] == SIDE**2
    assert len(encoded) == 2
    assert encoded[1] < SIDE**2 / 2
    # Of another engine, which sees the picture for the first time.
    assert np.abs(images_of(fresh(), again)[-1].astype(int) - second).max() <= 1
    images_of(engine, Inpaint(PICTURE, MASK, "a boat", params=PARAMS))
    assert len(encoded) == 2


def test_after_a_restart_a_picture_is_known_and_so_is_what_is_like_it(
    mini_engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PAELLA_HOME", str(tmp_path))
    for shade in (0, 255):
        engine, picture = Engine.open(mini_engine._pack.folder, "cpu"), PICTURE.copy()
        encoded = counted(engine, "tokenize", monkeypatch)
        images_of(engine, Inpaint(picture, MASK, "a boat", params=PARAMS))
        picture[90:100, 90:100] = shade
        images_of(engine, Inpaint(picture, MASK, "a boat", params=PARAMS))
        assert [number == SIDE**2 for number in encoded] == ([True, False] if shade == 0 else [False])


def test_only_where_memory_is_short_parts_are_coded_in_tiles(
    fresh: Callable[[], Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paella_core.families.codec.LARGEST_TILE", 1)
    outpaint = Outpaint(picture_of(200, 120), "a red circle", left=40, params=PARAMS)
    shown, calls = [], []
    for free in (1 << 50, 0):
        monkeypatch.setattr("paella_core.families.pack.free_bytes", lambda _device, free=free: free)
        engine = fresh()
        calls += [counted(engine, name, monkeypatch) for name in ("tokenize", "decode_indices")]
        shown.append(images_of(engine, outpaint))
    assert [len(numbers) > 1 for numbers in calls] == [False, False, True, True]
    assert max(calls[-1]) <= (4 * engine._family.codec.vqgan.decoder_reach) ** 2  # type: ignore[attr-defined]
    for one, other in zip(*shown, strict=True):
        assert np.abs(one.astype(int) - other).max() <= 1
