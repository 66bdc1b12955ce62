"""What a training reads: every sample once an epoch in every process, resumed where it was; pictures of every kind made
square; folders of them; what cannot be read left out, and what is wrong said early."""

import io
import json
import random
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from paella_core.cli import main
from paella_core.errors import TrainingError
from paella_core.training.data.batches import Division, Readable, batches, loaded
from paella_core.training.data.folder import Folder, FolderData
from paella_core.training.data.order import GroupShuffle, Shuffle, next_in_epoch
from paella_core.training.data.pictures import Squares
from paella_core.training.data.sample import Source, Unreadable
from paella_core.training.distributed import Share

SIZE = 16
CUT = Squares(SIZE, "centre", 1)


def coloured(red: int, size: tuple[int, int] = (SIZE, SIZE)) -> Image.Image:
    return Image.new("RGB", size, (red, 100, 50))


def filed(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@pytest.fixture
def twelve(tmp_path: Path) -> Path:
    """Twelve pictures, half of them in a folder inside, the red of each its number and in its caption."""
    (tmp_path / "inside").mkdir()
    for number in range(12):
        path = tmp_path / ("inside" if number % 2 else "") / f"{number}.png"
        coloured(number).save(path)
        path.with_suffix(".txt").write_text(f"red {number}\n", encoding="utf-8")
    return tmp_path


def folder(path: Path, **settings: object) -> Folder:
    return Folder(FolderData(**{"path": str(path), "size": SIZE, **settings}))  # type: ignore[arg-type]


def captions(source: Source, division: Division, steps: range) -> list[str]:
    return [caption for parts in batches(source, division, steps, 0) for part in parts for caption in part.captions]


# ---- order


@pytest.mark.parametrize("count", [1, 2, 3])
def test_every_sample_comes_once_an_epoch_whatever_the_processes(twelve: Path, count: int) -> None:
    seen = [
        [captions(folder(twelve), Division(6, 2, Share(index, count)), steps) for index in range(count)]
        for steps in (range(2), range(2, 4))
    ]
    for epoch in seen:
        together = [caption for process in epoch for caption in process]
        assert sorted(together) == sorted(f"red {number}" for number in range(12))
    assert seen[0] != seen[1]


def test_a_resumed_run_sees_what_an_uninterrupted_one_sees(twelve: Path) -> None:
    division = Division(5, 2, Share())
    whole = captions(folder(twelve), division, range(7))
    assert captions(folder(twelve), division, range(3)) + captions(folder(twelve), division, range(3, 7)) == whole
    assert captions(folder(twelve, seed=2), division, range(7)) != whole


def test_worker_processes_change_nothing(twelve: Path) -> None:
    division = Division(4, 0, Share())
    alone, helped = (
        [part for parts in batches(folder(twelve), division, range(3), workers) for part in parts] for workers in (0, 2)
    )
    for one, other in zip(alone, helped, strict=True):
        assert one.captions == other.captions
        assert np.array_equal(one.images, other.images)


def test_a_shuffle_is_a_permutation_of_each_epoch() -> None:
    shuffle = Shuffle(7, 1000)
    epochs = [[shuffle.index(number) for number in range(n * 1000, (n + 1) * 1000)] for n in range(3)]
    assert all(sorted(epoch) == list(range(1000)) for epoch in epochs)
    assert len({tuple(epoch) for epoch in epochs}) == 3
    assert [shuffle.index(number) for number in range(1000)] == epochs[0]  # also when gone back to


@pytest.mark.parametrize("window", [1, 3, 100])
def test_groups_are_shuffled_a_few_at_a_time(window: int) -> None:
    counts = [5, 1, 8, 3, 4, 9, 2]
    shuffle, count = GroupShuffle(3, counts, window), sum(counts)
    every = {(group, index) for group, n in enumerate(counts) for index in range(n)}
    for epoch in range(2):
        places = [shuffle.place(number) for number in range(epoch * count, (epoch + 1) * count)]
        assert set(places) == every
        assert len(places) == count
        groups = [group for group, _ in places]
        firsts = list(dict.fromkeys(groups))
        for n in range(0, len(counts), window):
            together = firsts[n : n + window]
            mine = [groups.pop(0) for _ in range(sum(counts[group] for group in together))]
            assert set(mine) == set(together)
            assert len(together) == 1 or mine != sorted(mine, key=together.index)
    assert shuffle.place(0) == GroupShuffle(3, counts, window).place(0)


def test_groups_read_in_any_order_of_numbers_stay_the_same() -> None:
    shuffle = GroupShuffle(3, [5, 6, 7, 8], 1)
    forwards = {number: shuffle.place(number) for number in range(100)}
    numbers = list(range(100))
    random.Random(1).shuffle(numbers)
    assert {number: shuffle.place(number) for number in numbers} == forwards


def test_another_sample_is_the_next_of_the_same_epoch() -> None:
    assert [next_in_epoch(number, 4) for number in (0, 3, 4, 7)] == [1, 0, 5, 4]


# ---- pictures


def test_orientation_is_applied() -> None:
    exif = Image.Exif()
    exif[274] = 6  # to be turned to the right
    stored = np.zeros((SIZE, SIZE, 3), np.uint8)
    stored[-1] = 255  # its lower edge
    read = CUT.read(filed(Image.fromarray(stored), exif=exif), "a.png", 0)
    assert (read[:, 0] == 255).all()
    assert not read[:, 1:].any()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (filed(Image.new("RGBA", (20, 20), (200, 0, 0, 0))), (255, 255, 255)),
        (filed(Image.new("RGBA", (20, 20), (255, 0, 0, 51))), (255, 204, 204)),
        (filed(Image.new("LA", (20, 20), (0, 255))), (0, 0, 0)),
        (filed(Image.new("L", (20, 20), 9)), (9, 9, 9)),
        (filed(Image.new("1", (20, 20), 1)), (255, 255, 255)),
        (filed(coloured(40).quantize(4)), (40, 100, 50)),
        (filed(Image.new("P", (20, 20), 0), transparency=0), (255, 255, 255)),
        (filed(Image.fromarray(np.full((20, 20), 257 * 77, np.uint16))), (77, 77, 77)),
        (filed(Image.new("CMYK", (20, 20), (0, 0, 0, 0)), "TIFF"), (255, 255, 255)),
        (filed(coloured(40), "GIF"), (40, 100, 50)),
        (filed(coloured(40), "WEBP", lossless=True), (40, 100, 50)),
        (filed(coloured(40), "BMP"), (40, 100, 50)),
    ],
    ids=["clear", "glass", "LA", "L", "1", "P", "P-clear", "16-bit", "CMYK", "GIF", "WEBP", "BMP"],
)
def test_pictures_of_every_kind_become_rgb(content: bytes, expected: tuple[int, int, int]) -> None:
    read = CUT.read(content, "a", 0)
    assert read.shape == (SIZE, SIZE, 3)
    assert read.dtype == np.uint8
    assert (read == expected).all()


def test_16_bit_tiff_is_read() -> None:
    file = io.BytesIO()
    tifffile.imwrite(file, np.full((20, 20, 3), 257 * 33, np.uint16), photometric="rgb")
    assert (CUT.read(file.getvalue(), "a.tif", 0) == 33).all()


def test_a_long_picture_is_cut_where_seed_and_number_say() -> None:
    ramp = np.repeat(np.arange(64, dtype=np.uint8)[None, :, None], SIZE, 0).repeat(3, 2)
    content = filed(Image.fromarray(ramp))
    assert np.array_equal(CUT.read(content, "a", 5), ramp[:, 24:40])
    firsts = [int(Squares(SIZE, "random", 1).read(content, "a", number)[0, 0, 0]) for number in range(200)]
    assert min(firsts) == 0
    assert max(firsts) == 48
    assert firsts == [int(Squares(SIZE, "random", 1).read(content, "a", number)[0, 0, 0]) for number in range(200)]
    assert firsts != [int(Squares(SIZE, "random", 2).read(content, "a", number)[0, 0, 0]) for number in range(200)]


def test_the_shorter_side_becomes_the_size() -> None:
    halves = np.zeros((200, 400, 3), np.uint8)
    halves[:100] = 255
    read = CUT.read(filed(Image.fromarray(halves), "JPEG", quality=95), "a.jpg", 0)
    assert (read[: SIZE // 2 - 2] > 240).all()
    assert (read[SIZE // 2 + 2 :] < 15).all()


def test_damaged_files_are_unreadable_and_never_anything_else() -> None:
    lot = random.Random(4)
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (30, 30, 3), np.uint8))
    for kind in ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP"):
        whole = filed(noise, kind)
        for _ in range(40):
            broken = bytearray(whole[: lot.randrange(1, len(whole))])
            for _ in range(lot.randrange(3)):
                broken[lot.randrange(len(broken))] = lot.randrange(256)
            with suppress(Unreadable):
                assert CUT.read(bytes(broken), "a", 0).shape == (SIZE, SIZE, 3)


@pytest.mark.parametrize("content", [b"", b"not a picture", filed(coloured(1), "JPEG")[:300]])
def test_a_file_that_is_no_picture_is_named(content: bytes) -> None:
    with pytest.raises(Unreadable, match=r"^here/boat\.jpg (is not a picture|cannot be used as a picture)"):
        CUT.read(content, "here/boat.jpg", 0)


def test_pictures_of_too_many_pixels_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(Unreadable, match="bomb"):
        CUT.read(filed(coloured(1, (15, 15))), "a", 0)


@pytest.mark.parametrize("settings", [{"crop": "left"}, {"size": 0}])
def test_squares_that_cannot_be_are_refused(twelve: Path, settings: dict[str, object]) -> None:
    with pytest.raises(TrainingError, match=next(iter(settings))):
        folder(twelve, **settings)


# ---- a folder


def test_captions_belong_to_their_pictures(twelve: Path) -> None:
    source = folder(twelve)
    for number in range(12):
        sample = source.sample(number)
        red = int(sample.image[0, 0, 0])
        assert sample.caption == f"red {red}"
        assert sample.name.endswith(f"{red}.png")
    assert len(source) == 12
    assert "12 pictures" in source.about


def test_one_of_several_lines_is_drawn(twelve: Path) -> None:
    for path in twelve.rglob("*.txt"):
        path.write_text("\ufeffone\n\n  two \n", encoding="utf-8")
    source = folder(twelve)
    drawn = [source.sample(number).caption for number in range(48)]
    assert set(drawn) == {"one", "two"}
    assert drawn == [folder(twelve).sample(number).caption for number in range(48)]


def test_the_projects_scenes_are_a_folder(tmp_path: Path) -> None:
    main(["scenes", "--count", "2", "--size", "32x32", "-o", str(tmp_path / "scenes")])
    source = folder(tmp_path / "scenes", size=32)
    written = {json.loads(path.read_text())["caption"] for path in (tmp_path / "scenes").glob("*.json")}
    assert {source.sample(number).caption for number in range(2)} == written


def test_bad_samples_are_left_out_and_listed(twelve: Path) -> None:
    (twelve / "0.png").write_bytes(b"no picture")
    (twelve / "2.txt").write_text(" \n")
    (twelve / "4.txt").write_bytes(b"\xff\xfe\x00")
    (twelve / "inside" / "1.png").unlink()
    (twelve / "inside" / "1.png").symlink_to(twelve / "gone.png")
    batch = next(loaded(Readable(folder(twelve)), [list(range(12))], 0))
    assert len(batch) == 12
    assert sorted({sample.caption for sample in batch.samples}) == sorted(
        f"red {n}" for n in (3, 5, 6, 7, 8, 9, 10, 11)
    )
    told = "\n".join(batch.left_out)
    for name in ("0.png", "2.txt holds no caption", "4.txt is not text", "1.png cannot be read"):
        assert name in told


def test_a_folder_of_bad_pictures_alone_ends(twelve: Path) -> None:
    for path in twelve.rglob("*.png"):
        path.write_bytes(b"")
    with pytest.raises(TrainingError, match="one after the other"):
        next(loaded(Readable(folder(twelve)), [[0]], 0))


def test_what_is_wrong_with_a_folder_is_said_early(tmp_path: Path, twelve: Path) -> None:
    with pytest.raises(TrainingError, match=r"There is no folder .*nowhere"):
        folder(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "._a.png").write_bytes(b"left by another system")
    with pytest.raises(TrainingError, match=r"There is no picture in .*empty"):
        folder(tmp_path / "empty")
    (twelve / "4.txt").unlink()
    (twelve / "inside" / "3.txt").unlink()
    with pytest.raises(TrainingError, match=r"2 of 12 pictures have no caption, .*4\.png for one: write 4\.txt"):
        folder(twelve)
    with pytest.raises(TrainingError, match='"refuse" or "leave out" or "empty"'):
        folder(twelve, missing_captions="ignore")


def test_missing_captions_may_be_left_out_or_empty(twelve: Path) -> None:
    (twelve / "4.txt").unlink()
    (twelve / "6.txt").write_text("")
    assert len(folder(twelve, missing_captions="leave out")) == 11
    source = folder(twelve, missing_captions="empty")
    drawn = {int(sample.image[0, 0, 0]): sample.caption for sample in map(source.sample, range(12))}
    assert drawn == {n: "" if n in (4, 6) else f"red {n}" for n in range(12)}
    assert "1 without a caption" in source.about
