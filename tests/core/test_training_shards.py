"""Webdataset shards: tar files as many programs write them, read in any order, filtered, damaged, and found again."""

import io
import json
import tarfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from paella_core.cli import main
from paella_core.conditioning.cache import cache_folder
from paella_core.errors import TrainingError
from paella_core.training.data import tars
from paella_core.training.data.batches import Division, Readable, batches, loaded
from paella_core.training.data.shards import ShardData, Shards, tar_files
from paella_core.training.distributed import Share

SIZE = 16
GOOD = {"original_width": 512, "original_height": 400, "pwatermark": 0.0, "aesthetic": 6.0, "punsafe": 0.0}

Files = Iterable[tuple[str, bytes]]


def picture(red: int, kind: str = "PNG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (20, 20), (red, 0, 0)).save(file, kind)
    return file.getvalue()


def sample(red: int, key: str = "", **members: Any) -> Files:
    """A picture and what is told of it, the caption "red N" unless another; a member None is left out."""
    key = key or f"{red:06}"
    yield f"{key}.png", picture(red)
    for suffix, content in {"txt": f"red {red}", **members}.items():
        if content is not None:
            yield f"{key}.{suffix}", content.encode() if isinstance(content, str) else json.dumps(content).encode()


def write(path: Path, *files: Files, kind: int = tarfile.PAX_FORMAT) -> Path:
    with tarfile.open(path, "w", format=kind) as tar:
        for name, content in (file for each in files for file in each):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return path


def shards(path: Path | str, **settings: Any) -> Shards:
    return Shards(ShardData(**{"path": str(path), "size": SIZE, **settings}))


def reds(source: Shards, epoch: int = 0) -> list[int]:
    """The reds of an epoch's pictures, in their order; each must have the caption that belongs to it."""
    found = [source.sample(number) for number in range(epoch * len(source), (epoch + 1) * len(source))]
    assert all(each.caption == f"red {each.image[0, 0, 0]}" for each in found)
    return [int(each.image[0, 0, 0]) for each in found]


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Three shards of 4, 6 and 2 samples."""
    (tmp_path / "data").mkdir()
    for shard, numbers in enumerate((range(4), range(4, 10), range(10, 12))):
        write(tmp_path / "data" / f"part-{shard:03}.tar", *map(sample, numbers))
    return tmp_path / "data"


def test_every_sample_comes_once_an_epoch(three: Path) -> None:
    for window in (1, 2, 8):
        source = shards(three, window=window)
        assert sorted(reds(source)) == sorted(reds(source, 1)) == list(range(12))
        assert reds(source) != reds(source, 1)
        assert reds(source) == reds(shards(three, window=window))
    assert "12 pictures in 3 shards" in source.about


@pytest.mark.parametrize("count", [1, 2, 3])
def test_processes_share_an_epoch(three: Path, count: int) -> None:
    seen = [
        caption
        for index in range(count)
        for parts in batches(shards(three, window=1), Division(6, 0, Share(index, count)), range(2), 0)
        for part in parts
        for caption in part.captions
    ]
    assert sorted(seen) == sorted(f"red {n}" for n in range(12))


def test_reading_stays_in_a_few_shards(three: Path) -> None:
    source = shards(three, window=1)
    names = [Path(source.sample(number).name).parent.name for number in range(12)]
    assert len([n for n in range(1, 12) if names[n] != names[n - 1]]) == 2


@pytest.mark.parametrize(
    ("pattern", "count"),
    [("", 12), ("part-001.tar", 6), ("part-*.tar", 12), ("part-{001..002}.tar", 8), ("part-0{00..01}.tar", 10)],
)
def test_shards_are_named_in_many_ways(three: Path, pattern: str, count: int) -> None:
    assert len(shards(three / pattern)) == count


def test_ranges_are_written_out(tmp_path: Path) -> None:
    for name in ("a8", "a9", "a10", "b8", "b9", "b10"):
        write(tmp_path / f"{name}.tar")
    (tmp_path / "d{1..2}").mkdir()
    assert [path.stem for path in tar_files(f"{tmp_path}/a{{8..10}}.tar")] == ["a8", "a9", "a10"]


def test_the_projects_scenes_are_a_shard(tmp_path: Path) -> None:
    main(["scenes", "--count", "3", "--size", "32x32", "-o", str(tmp_path / "x.tar")])
    source = shards(tmp_path / "x.tar", size=32)
    found = {source.sample(number).name: source.sample(number) for number in range(3)}
    with tarfile.open(tmp_path / "x.tar") as tar:
        for name, each in found.items():
            about, image = (tar.extractfile(Path(name).name + suffix) for suffix in (".json", ".png"))
            assert about is not None
            assert image is not None
            assert each.caption == json.load(about)["caption"]
            assert np.array_equal(each.image, np.asarray(Image.open(image)))


@pytest.mark.parametrize("kind", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_tar_files_of_others_are_read(tmp_path: Path, kind: int) -> None:
    """Folders, ./ before names, long and foreign names, several dots, capitals, pictures and texts apart."""
    folder = tmp_path / "written"
    long = "long" * 20
    for key, red in (
        ("a", 1),
        ("inside/a", 2),
        (f"inside/{long}/{long}", 3),
        ("über", 4),
        ("Capital", 5),
        ("apart", 6),
    ):
        path = folder / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_name(path.name + (".PNG" if red == 5 else ".png")).write_bytes(picture(red))
        path.with_name(path.name + ".txt").write_text(f"red {red}")
    (folder / "a.mask.png").write_bytes(picture(200))
    (folder / "a.other.txt").write_text("not this")
    (folder / "dots.img.png").write_bytes(picture(7))
    (folder / "dots.cap.txt").write_text("red 7")
    (folder / "._a.png").write_bytes(b"left by another system")
    (folder / "readme").write_text("no sample")
    with tarfile.open(tmp_path / "a.tar", "w", format=kind) as tar:
        tar.add(folder, "./")
    source = shards(tmp_path / "a.tar")
    assert sorted(reds(source)) == [1, 2, 3, 4, 5, 6, 7]
    assert "left out" not in source.about
    assert any(each.endswith("/über") for each in (source.sample(number).name for number in range(7)))


def test_joined_and_updated_tar_files(tmp_path: Path) -> None:
    """What `cat` and `tar -r` make; a key that comes again is no second sample."""
    one, two = write(tmp_path / "1", sample(1)), write(tmp_path / "2", sample(2), sample(9, "000001"))
    (tmp_path / "a.tar").write_bytes(one.read_bytes() + two.read_bytes())
    source = shards(tmp_path / "a.tar")
    assert sorted(reds(source)) == [1, 2]
    assert "2 of a name that came before" in source.about


def test_captions_come_from_json_where_there_is_no_text(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.tar",
        sample(1, txt=None, json={"caption": " red 1 "}),
        sample(2, json={"caption": "not this"}),
        sample(3, txt="", json={"caption": "red 3"}),
        sample(4, txt="red 4\n\nred 4\n"),
    )
    assert sorted(reds(shards(path))) == [1, 2, 3, 4]


def test_samples_without_what_they_need_are_counted(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.tar",
        sample(1),
        sample(2, txt=None),
        sample(3, txt=None, json={"caption": None}),
        sample(4, txt=None, json="{no json"),
        sample(5, txt=None, json=["a list"]),
        [("000006.txt", b"no picture")],
    )
    source = shards(path)
    assert reds(source) == [1]
    assert "4 without a caption" in source.about
    assert "1 without a picture" in source.about
    with pytest.raises(TrainingError, match=r"4 pictures in .* have no caption"):
        shards(path, missing_captions="refuse")
    empty = shards(path, missing_captions="empty")
    drawn = {int(each.image[0, 0, 0]): each.caption for each in map(empty.sample, range(5))}
    assert drawn == {1: "red 1", 2: "", 3: "", 4: "", 5: ""}


def test_bad_samples_are_left_out_and_listed(tmp_path: Path) -> None:
    broken = [("000003.png", picture(3)[:40]), ("000003.txt", b"red 3")]
    path = write(tmp_path / "a.tar", sample(1), sample(2, txt="  \n "), broken, sample(4))
    batch = next(loaded(Readable(shards(path)), [list(range(4))], 0))
    assert {each.caption for each in batch.samples} == {"red 1", "red 4"}
    assert any("a.tar/000002 holds no caption" in told for told in batch.left_out)
    assert any("a.tar/000003 is not a picture" in told for told in batch.left_out)


def test_a_tar_file_that_was_cut_gives_what_is_there(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tar", *map(sample, range(10)))
    whole = path.read_bytes()
    for length in range(600, len(whole), 700):
        path.write_bytes(whole[:length])
        index = tars.index_tar(path, tars.Wanted(captionless=False))
        assert len(index) == sum(2048 * n + 1541 <= length for n in range(10))  # up to where the text of each ends
        for n in range(len(index)):
            place = index.place(n)
            with path.open("rb") as file:
                assert place.captions(file, "") == [f"red {n}"]
                assert place.picture.read(file) == picture(n)


def test_a_sample_that_was_cut_is_counted(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tar", *map(sample, range(3)))
    path.write_bytes(path.read_bytes()[: 2 * 2048 + 520])
    source = shards(path)
    assert sorted(reds(source)) == [0, 1]
    assert "1 cut off" in source.about


def test_damage_costs_the_samples_that_it_hits(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tar", *map(sample, range(10)), kind=tarfile.USTAR_FORMAT)
    content = bytearray(path.read_bytes())
    content[3 * 2048 : 3 * 2048 + 100] = b"\xff" * 100  # the header of the fourth picture
    path.write_bytes(content)
    assert sorted(reds(shards(path))) == [0, 1, 2, 4, 5, 6, 7, 8, 9]


def test_files_that_are_no_tar_are_passed_over(three: Path) -> None:
    (three / "empty.tar").write_bytes(b"")
    (three / "text.tar").write_bytes(b"no tar file" * 1000)
    with tarfile.open(three / "packed.tar", "w:gz") as tar:
        tar.add(three / "part-000.tar", "000001.txt")
    source = shards(three)
    assert sorted(reds(source)) == list(range(12))
    assert "3 that is no tar file, or a compressed one" in source.about


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("absent", "There is no tar file .*absent|1 of 1 tar files are missing"),
        ("part-9*.tar", "There is no tar file"),
        ("part-{001..004}.tar", r"2 of 4 tar files are missing, .*part-003\.tar for one"),
        ("bare.tar", r"Nothing in .*bare\.tar can be used; left out: 2 without a caption"),
    ],
)
def test_what_is_wrong_with_shards_is_said_early(three: Path, name: str, told: str) -> None:
    write(three / "bare.tar", sample(1, txt=None), sample(2, txt=None))
    with pytest.raises(TrainingError, match=told):
        shards(three / name)


def test_settings_that_cannot_be_are_refused(three: Path) -> None:
    with pytest.raises(TrainingError, match="window is 0"):
        shards(three, window=0)
    with pytest.raises(TrainingError, match="missing_captions"):
        shards(three, missing_captions="forget")


# ---- the filter


def test_the_filter_is_off_unless_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tar", sample(1), sample(2, json={"punsafe": 1.0}))
    assert sorted(reds(shards(path))) == [1, 2]


@pytest.mark.parametrize(
    ("settings", "kept"),
    [
        ({"least_size": 256}, [1, 2, 4, 5, 6]),
        ({"most_watermark": 0.5}, [1, 3, 4, 5]),
        ({"least_aesthetic": 5.0}, [1, 2, 3, 5]),
        ({"most_unsafe": 0.99}, [1, 2, 3, 4]),
        ({"least_size": 256, "most_watermark": 0.5, "least_aesthetic": 5, "most_unsafe": 0.99}, [1]),
    ],
)
def test_each_bound_is_held_alone_and_0_is_0(tmp_path: Path, settings: dict[str, float], kept: list[int]) -> None:
    path = write(
        tmp_path / "a.tar",
        sample(1, json=GOOD),
        sample(2, json={**GOOD, "pwatermark": 0.6}),
        sample(3, json={**GOOD, "original_height": 255}),
        sample(4, json={**GOOD, "aesthetic": 4.9}),
        sample(5, json={**GOOD, "punsafe": 1.0}),
        sample(6, json={**GOOD, "pwatermark": None, "aesthetic": None, "punsafe": None}),
        sample(7, json={**GOOD, "original_width": "512", "pwatermark": "0", "aesthetic": "6", "punsafe": "0"}),
        sample(8),
    )
    source = shards(path, **settings)
    assert sorted(reds(source)) == kept
    assert f"{8 - len(kept)} below the demands" in source.about


def test_unwanted_captions_are_left_out(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tar", sample(1, txt="a red boat"), sample(2, txt="boat"), sample(3, txt="a LOGO of red"))
    source = shards(path, least_words=2, forbidden=["logo"])
    assert [source.sample(0).caption, len(source)] == ["a red boat", 1]
    assert "2 with a caption that is not wanted" in source.about


# ---- what is kept of a tar file


def test_an_index_is_kept_until_the_file_or_the_demands_change(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Path] = []
    look = tars.index_tar
    monkeypatch.setattr(tars, "index_tar", lambda path, wanted: asked.append(path) or look(path, wanted))
    first = reds(shards(three))
    assert len(asked) == 3
    assert reds(shards(three)) == first
    assert len(asked) == 3
    with pytest.raises(TrainingError, match="12 below the demands"):
        shards(three, least_size=256)
    assert len(asked) == 6
    write(three / "part-000.tar", sample(50))
    assert sorted(reds(shards(three))) == [*range(4, 12), 50]
    assert len(asked) == 7


def test_a_damaged_cache_is_made_again(three: Path) -> None:
    first = reds(shards(three))
    for path in (cache_folder() / "tars").glob("*.npz"):
        path.write_bytes(path.read_bytes()[:100])
    assert reds(shards(three)) == first


def test_without_room_for_a_cache_it_works_too(three: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("PAELLA_HOME", str(tmp_path / "file"))
    assert sorted(reds(shards(three))) == list(range(12))
