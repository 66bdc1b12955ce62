"""Precomputing: what networks said is read back as it was said, and never mixed with what others said."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors import safe_open
from safetensors.numpy import load_file
from torch import Tensor

from paella_core.errors import TrainingError
from paella_core.images import batch_to_tensor
from paella_core.training.data.batches import Division, Readable, batches, loaded
from paella_core.training.data.encoded import NAMES, Encoded, EncodedData, read_manifest, shard_path
from paella_core.training.data.folder import Folder, FolderData
from paella_core.training.data.precompute import Plan, precompute
from paella_core.training.data.sample import Batch, Sample
from paella_core.training.data.scenes import SceneData, Scenes
from paella_core.training.distributed import Share

SIZE, COUNT = 16, 11
NETWORKS = {"vqgan": "aa", "clip": "bb"}


class SmallNetworks:
    """Every answer follows from the pictures and captions, so that what is read back can be told from another's."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def tokens(self, batch: Batch) -> Tensor:
        self.asked += batch.captions
        return (self._images(batch)[:, 0, ::4, ::4] * 255).round().long() * 200

    def latents(self, batch: Batch) -> Tensor:
        return self._images(batch)[:, :, ::8, ::8] - 0.5

    def clip_pictures(self, batch: Batch) -> Tensor:
        return self._images(batch).mean((2, 3))

    def clip_texts(self, batch: Batch, withheld_B: Tensor) -> Tensor:
        return torch.tensor([[len(text), 1.0] for text in self._texts(batch, withheld_B)])

    def text_states(self, batch: Batch, withheld_B: Tensor) -> tuple[Tensor, Tensor]:
        """A state for each byte and one for the end, padded."""
        ends = [[*text.encode(), 1] for text in self._texts(batch, withheld_B)]
        longest = max(map(len, ends))
        states_BL = torch.tensor([each + [99] * (longest - len(each)) for each in ends])
        real_BL = torch.arange(longest) < torch.tensor([[len(each)] for each in ends])
        return torch.stack([states_BL, -states_BL], 2).float(), real_BL

    def _images(self, batch: Batch) -> Tensor:
        return batch_to_tensor(batch.images, torch.device("cpu"))

    def _texts(self, batch: Batch, withheld_B: Tensor) -> list[str]:
        return ["" if gone else text for text, gone in zip(batch.captions, withheld_B.tolist(), strict=True)]


@pytest.fixture
def source(tmp_path: Path) -> Folder:
    """Pictures of one red each, with captions of every length."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    for number in range(COUNT):
        Image.new("RGB", (SIZE, SIZE), (20 * number, 0, 0)).save(folder / f"{number}.png")
        (folder / f"{number}.txt").write_text(f"{number}" + "é" * number, encoding="utf-8")
    return Folder(FolderData(str(folder), size=SIZE))


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return Plan(tmp_path / "encoded", NAMES, COUNT, NETWORKS, "pictures", shard_size=4, batch_size=3)


def opened(plan: Plan, **settings: Any) -> Encoded:
    return Encoded(EncodedData(str(plan.folder), **settings))


def epoch(source: Encoded) -> list[Sample]:
    return [source.sample(number) for number in range(len(source))]


def content(folder: Path, shard: int) -> tuple[dict[str, str], dict[str, bytes]]:
    """All that is in a shard."""
    path = shard_path(folder, shard)
    with safe_open(path, "np") as file:
        return file.metadata(), {name: array.tobytes() for name, array in load_file(path).items()}


def said(networks: SmallNetworks, name: str, sample: Sample, withheld: bool = False) -> np.ndarray:
    """What networks say of one sample when they are asked about it alone."""
    batch, gone = Batch([sample], [0]), torch.tensor([withheld])
    if name == "text_states":
        return networks.text_states(batch, gone)[0][0].numpy()
    answer = networks.clip_texts(batch, gone) if name == "clip_texts" else getattr(networks, name)(batch)
    return answer[0].numpy()


def test_what_was_said_is_read_back(source: Folder, plan: Plan) -> None:
    assert list(precompute(source, SmallNetworks(), plan))[-1] == COUNT
    pictures = {sample.name: sample for sample in map(source.sample, range(COUNT))}
    read = epoch(opened(plan))
    assert {sample.name for sample in read} == set(pictures)
    for sample in read:
        picture = pictures[sample.name]
        assert sample.caption == picture.caption
        assert sample.image.shape == (0, 0, 3)
        for name in NAMES:
            expected = said(SmallNetworks(), name, picture)
            assert sample.encoding[name].shape == expected.shape
            assert np.allclose(sample.encoding[name], expected, atol=1e-3), name
        for name in ("clip_texts", "text_states"):
            nothing = said(SmallNetworks(), name, picture, withheld=True)
            assert np.array_equal(sample.encoding[f"nothing_{name}"], nothing)
    assert read[0].encoding["tokens"].dtype == np.int64
    assert max(sample.encoding["tokens"].max() for sample in read) == 20 * 10 * 200  # beyond what int16 holds


def test_worker_processes_and_batches_change_nothing(source: Folder, plan: Plan, tmp_path: Path) -> None:
    other = replace(plan, folder=tmp_path / "other", batch_size=4, workers=2)
    for each in (plan, other):
        list(precompute(source, SmallNetworks(), each))
    for shard in range(3):
        assert content(plan.folder, shard) == content(other.folder, shard)


@pytest.mark.parametrize("names", [("tokens",), ("clip_pictures", "clip_texts"), ("text_states",)])
def test_only_what_is_asked_for_is_kept(source: Folder, plan: Plan, names: tuple[str, ...]) -> None:
    list(precompute(source, SmallNetworks(), replace(plan, names=names)))
    nothing = {f"nothing_{name}" for name in names if name in ("clip_texts", "text_states")}
    assert set(opened(plan).sample(0).encoding) == {*names, *nothing}
    assert opened(plan).manifest.names == list(names)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_every_sample_comes_once_an_epoch(source: Folder, plan: Plan, count: int) -> None:
    list(precompute(source, SmallNetworks(), replace(plan, count=6)))
    seen = [
        [
            sample.name
            for index in range(count)
            for parts in batches(opened(plan, window=1), Division(6, 2, Share(index, count)), range(step, step + 1), 0)
            for part in parts
            for sample in part.samples
        ]
        for step in range(4)
    ]
    assert all(len(set(names)) == 6 == len(names) for names in seen)
    assert len({tuple(names) for names in seen}) > 1


def test_readers_ahead_map_the_files_themselves(source: Folder, plan: Plan) -> None:
    list(precompute(source, SmallNetworks(), plan))
    read = opened(plan)
    division = Division(4, 0, Share())
    alone, helped = ([p.captions for (p,) in batches(read, division, range(3), workers)] for workers in (0, 2))
    assert alone == helped


def test_boxes_are_kept(plan: Plan) -> None:
    scenes = Scenes(SceneData(size=32))
    list(precompute(scenes, SmallNetworks(), replace(plan, count=3)))
    boxes = {sample.caption: sample.boxes for sample in map(scenes.sample, range(3))}
    assert {sample.caption: sample.boxes for sample in epoch(opened(plan))} == boxes
    assert any(boxes.values())


def test_unreadable_samples_are_skipped_and_listed(source: Folder, plan: Plan) -> None:
    numbers = {int(Path(source.sample(number).name).stem): number for number in range(COUNT)}
    for red in (2, 7):
        Path(source.sample(numbers[red]).name).write_bytes(b"no picture")
    assert list(precompute(source, SmallNetworks(), plan))[-1] == COUNT
    manifest = read_manifest(plan.folder)
    assert sum(manifest.counts) == len(opened(plan)) == COUNT - 2
    assert sorted(Path(told.split(" ")[0]).name for told in manifest.left_out) == ["2.png", "7.png"]
    assert {Path(sample.name).stem for sample in epoch(opened(plan))} == {f"{n}" for n in range(11) if n not in (2, 7)}


def test_a_shard_of_nothing_is_passed_over(source: Folder, plan: Plan) -> None:
    for name in [source.sample(number).name for number in range(4, 8)]:  # of the second shard
        Path(name).write_bytes(b"no picture")
    list(precompute(source, SmallNetworks(), plan))
    assert read_manifest(plan.folder).counts == [4, 0, 3]
    for window in (1, 2):
        assert len({sample.name for sample in epoch(opened(plan, window=window))}) == 7


def test_nothing_usable_at_all_ends(source: Folder, plan: Plan) -> None:
    for name in [source.sample(number).name for number in range(COUNT)]:
        Path(name).write_bytes(b"no picture")
    with pytest.raises(TrainingError, match=r"None of 11 samples can be used; the first: .*\.png is not a picture"):
        list(precompute(source, SmallNetworks(), plan))


def test_it_goes_on_where_it_was(source: Folder, plan: Plan) -> None:
    first, second = SmallNetworks(), SmallNetworks()
    for done in precompute(source, first, plan):
        if done == 7:
            break  # within the second shard
    with pytest.raises(TrainingError, match="not all yet"):
        opened(plan)
    kept = shard_path(plan.folder, 0).stat().st_mtime_ns
    list(precompute(source, second, plan))
    assert shard_path(plan.folder, 0).stat().st_mtime_ns == kept
    assert second.asked == [source.sample(number).caption for number in range(4, COUNT)]
    assert len({sample.name for sample in epoch(opened(plan))}) == COUNT
    again = SmallNetworks()
    list(precompute(source, again, plan))
    assert again.asked == []


def test_a_damaged_shard_is_made_again(source: Folder, plan: Plan) -> None:
    list(precompute(source, SmallNetworks(), plan))
    path = shard_path(plan.folder, 1)
    whole = content(plan.folder, 1)
    path.write_bytes(path.read_bytes()[:-50])
    batch = next(loaded(Readable(opened(plan, window=1)), [list(range(COUNT))], 0))
    assert all(told.endswith(").") and "00001.safetensors cannot be read" in told for told in batch.left_out)
    assert len({sample.name for sample in batch.samples}) == COUNT - 4
    list(precompute(source, SmallNetworks(), plan))
    assert content(plan.folder, 1) == whole


@pytest.mark.parametrize(
    "change",
    [{"networks": {**NETWORKS, "clip": "cc"}}, {"data": "others"}, {"names": ("tokens",)}, {"shard_size": 5}],
)
def test_what_others_said_is_not_mixed_in(source: Folder, plan: Plan, change: dict[str, Any]) -> None:
    list(precompute(source, SmallNetworks(), plan))
    with pytest.raises(TrainingError, match="name another folder, or remove"):
        list(precompute(source, SmallNetworks(), replace(plan, **change)))


@pytest.mark.parametrize("networks", [{"vqgan": "aa", "clip": "cc"}, {"vqgan": "aa"}])
def test_samples_of_other_networks_are_refused(source: Folder, plan: Plan, networks: dict[str, str]) -> None:
    list(precompute(source, SmallNetworks(), plan))
    manifest = opened(plan).manifest
    manifest.check_networks({**NETWORKS, "prior": "dd"})
    with pytest.raises(TrainingError, match="another clip than that of the pack"):
        manifest.check_networks(networks)


@pytest.mark.parametrize("change", [{"names": ("words",)}, {"names": ()}, {"count": 0}, {"shard_size": 0}])
def test_plans_that_cannot_be_are_refused(plan: Plan, change: dict[str, Any]) -> None:
    with pytest.raises(TrainingError, match=r"precomputed|at least 1"):
        replace(plan, **change)


class LoudNetworks(SmallNetworks):
    """Numbers that what is kept cannot hold."""

    def tokens(self, batch: Batch) -> Tensor:
        return super().tokens(batch) + 2**16

    def clip_pictures(self, batch: Batch) -> Tensor:
        return super().clip_pictures(batch) + 70000


@pytest.mark.parametrize(("name", "told"), [("tokens", "more than 65536"), ("clip_pictures", "too large for float16")])
def test_numbers_that_do_not_fit_are_refused(source: Folder, plan: Plan, name: str, told: str) -> None:
    with pytest.raises(TrainingError, match=told):
        list(precompute(source, LoudNetworks(), replace(plan, names=(name,))))


def edited(folder: Path, **changes: Any) -> None:
    path = folder / "encoded.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **changes}))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda folder: edited(folder, version=2), "another version"),
        (lambda folder: edited(folder, more=1), "damaged or of another version"),
        (lambda folder: (folder / "encoded.json").write_text("{"), "damaged or of another version"),
        (lambda folder: (folder / "encoded.json").unlink(), "no precomputed samples"),
        (lambda folder: (folder / "00001.safetensors").unlink(), r"00001\.safetensors is missing"),
        (
            lambda folder: (folder / "nothing.safetensors").write_bytes(b""),
            r"nothing\.safetensors is missing or damaged",
        ),
    ],
)
def test_what_is_wrong_with_a_folder_is_said_early(source: Folder, plan: Plan, spoil: Any, told: str) -> None:
    list(precompute(source, SmallNetworks(), plan))
    spoil(plan.folder)
    with pytest.raises(TrainingError, match=told):
        opened(plan)


def test_a_window_of_none_is_refused(source: Folder, plan: Plan) -> None:
    list(precompute(source, SmallNetworks(), plan))
    with pytest.raises(TrainingError, match="window is 0"):
        opened(plan, window=0)
