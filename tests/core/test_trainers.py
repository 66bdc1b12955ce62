"""Every trainer learns: one batch by heart, with gradients for all that should have them, and conditions withheld."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple, cast

import pytest
import torch
from torch.nn import functional
from toy import CONFIGS, LABELS, write_toy_arroz, write_toy_v1

from paella_core.diffusion import alpha_bar
from paella_core.packs.loading import build
from paella_core.packs.manifest import Manifest
from paella_core.packs.published import ARROZ_V1, ARROZ_V5, PAELLA_V1, PAELLA_V3
from paella_core.training.config import Config, read_config
from paella_core.training.data import Batch
from paella_core.training.data.scenes import SceneData, Scenes
from paella_core.training.data.shards import ShardData
from paella_core.training.encoders import Encoders
from paella_core.training.kinds import SECTIONS
from paella_core.training.loss import LABEL_SMOOTHING, noise_levels
from paella_core.training.pack_parts import PackParts, PackSection
from paella_core.training.randomness import SampleRandomness
from paella_core.training.run import RunConfig, rate
from paella_core.training.task import Setting, Task
from paella_core.training.tasks import denoiser
from paella_core.training.tasks.clip import ClipTask
from paella_core.training.tasks.clip2img import Clip2ImgTask, Conditions, conditioned
from paella_core.training.tasks.denoiser import Conditions as DenoiserConditions
from paella_core.training.tasks.denoiser import DenoiserTask, Withheld
from paella_core.training.tasks.denoiser_v1 import Conditions as V1Conditions
from paella_core.training.tasks.denoiser_v1 import DenoiserV1Task
from paella_core.training.tasks.prior import PriorTask
from paella_core.training.tasks.text import TextTask
from paella_core.training.tasks.vqgan import VQGANLoss, VQGANTask
from paella_core.training.tasks.watercolor import WatercolorTask

TRAINING = Path(__file__).parents[2] / "resources" / "training"
Sections = dict[str, dict[str, Any]]
CPU = torch.device("cpu")
UNET = {"c_hidden": 32, "c_r": 8, "down_levels": [1, 1], "up_levels": [1, 1]}
ATTENTION = {**UNET, "c_embd": 16, "down_attn": [[], [0]], "up_attn": [[0], []], "nhead": 2}
DENOISERS = {
    "v3": ("paella", {**CONFIGS["denoiser"][1], "c_hidden": [32, 48], "dropout": 0.0}),
    "v1": ("denoise_unet", {**UNET, "num_labels": LABELS, "c_clip": 16}),
    "arroz-v1": ("clip2img", {**UNET, "c_embd": 16}),
    "arroz-v5": ("clip2img_attention", ATTENTION),
}
VQGAN: Sections = {"loss": {"crop": 16, "settle_step": 20, "revive_every": 20}}
V3: Sections = {"noise": {"region_share": 0.0}, "conditions": {"image_share": 1.0}}
TRAINERS = [
    pytest.param(VQGANTask, "v3", VQGAN, id="vqgan f4"),
    pytest.param(WatercolorTask, "arroz-v1", VQGAN, id="vqgan watercolor"),
    pytest.param(TextTask, "v3", {}, id="text"),
    pytest.param(ClipTask, "v3", {}, id="clip"),
    pytest.param(PriorTask, "v3", {}, id="prior"),
    pytest.param(DenoiserTask, "v3", V3, id="denoiser v3"),
    pytest.param(DenoiserTask, "v3", {**V3, "loss": {"layout_weight": 1.0}}, id="denoiser v3 with its layout"),
    pytest.param(DenoiserV1Task, "v1", {}, id="denoiser v1"),
    pytest.param(Clip2ImgTask, "arroz-v1", {}, id="clip2img v1"),
    pytest.param(Clip2ImgTask, "arroz-v5", {}, id="clip2img v5"),
]
Make = Callable[..., Task]


@pytest.fixture(scope="module")
def make(toy_pack: Path, tmp_path_factory: pytest.TempPathFactory) -> Make:
    """Makes a task on a pack of frozen networks with random weights."""
    folder = tmp_path_factory.mktemp("packs")
    write_toy_v1(folder / "v1")
    write_toy_arroz(folder / "arroz")

    def task(kind: type[Task], pack: str, sections: Sections, **run: Any) -> Task:
        base = toy_pack if pack == "v3" else folder / pack.split("-")[0]
        parts = PackParts.of_pack(base, base)
        denoiser = replace(parts.networks["denoiser"], type=DENOISERS[pack][0], config=DENOISERS[pack][1])
        parts = replace(parts, networks={**parts.networks, "denoiser": denoiser})
        if kind.role == "vqgan":
            parts = parts.with_network("vqgan", {**parts.network("vqgan").config, "c_hidden": 32})
        torch.manual_seed(1)
        setting = Setting(Config(Path("test.toml"), sections), RunConfig(**{"steps": 1000, **run}), CPU, parts)
        return kind(setting).train()

    return task


def batch_of(count: int, size: int = 32) -> Batch:
    """The first scenes, 32 pixels wide."""
    source = Scenes(SceneData(size=size))
    return Batch([source.sample(number) for number in range(count)], list(range(count)))


def smoothed(labels: int) -> float:
    """What a cross entropy with smoothed labels is at least: their own entropy."""
    wrong = LABEL_SMOOTHING / labels
    right = 1 - LABEL_SMOOTHING + wrong
    return -right * math.log(right) - (labels - 1) * wrong * math.log(wrong)


def remembered(task: Task, batch: Batch) -> Batch:
    """The same, with what the frozen networks say of the pictures beside, so that they run once."""
    encoders = getattr(task, "encoders", None)
    if not isinstance(encoders, Encoders):
        return batch
    asks = {"clip_pictures": encoders.clip_pictures, "tokens": encoders.tokens}
    if isinstance(task, Clip2ImgTask):
        asks["latents"] = encoders.latents
    known = {name: ask(batch).numpy() for name, ask in asks.items()}
    rows = [{name: rows[place] for name, rows in known.items()} for place in range(len(batch))]
    samples = [replace(sample, encoding=row) for sample, row in zip(batch.samples, rows, strict=True)]
    return replace(batch, samples=samples)


def learn(task: Task, batch: Batch, steps: int, rate: float = 1e-2) -> list[float]:
    """The losses of one batch seen again and again. The rate falls at the end: the last loss is no matter of luck."""
    optimizer, losses = torch.optim.AdamW(task.parameters(), lr=rate), []
    course = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1.0, 4 * (1 - step / steps)))
    for step in range(steps):
        loss, _ = task(batch, step)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        course.step()
    return losses


def test_what_counts_more_of_a_picture_is_learned_first(make: Make) -> None:
    """The left half of the pictures is a subject, and nothing else counts."""
    left = Batch([replace(sample, boxes=((0.0, 0.0, 0.5, 1.0),)) for sample in batch_of(2).samples], [0, 1])
    task = cast(DenoiserTask, make(DenoiserTask, "v3", {**V3, "loss": {"subject_weight": 1e6}}))
    batch = remembered(task, left)
    learn(task, batch, 60)
    tokens_BHW = task.encoders.tokens(batch)
    nothing_B = torch.zeros(2, dtype=torch.bool)
    told = task.told(batch, Withheld(nothing_B, nothing_B, images=False))
    right_BHW = task.predict(tokens_BHW, torch.full((2,), 0.5), told).argmax(1) == tokens_BHW
    half = tokens_BHW.shape[2] // 2
    assert right_BHW[..., :half].float().mean() > 0.7
    assert right_BHW[..., half:].float().mean() < 0.3


class OfEdit(NamedTuple):
    """What the network is shown of an edit, where its pictures differ: the shares of the picture before and of the one
    after. And the losses of predicting the one and the other."""

    before: float
    after: float
    loss_before: float
    loss_after: float


def of_edit(
    make: Make, level: float, caption_dropout: float, monkeypatch: pytest.MonkeyPatch, begun_share: float = 0.0
) -> OfEdit:
    edit = Scenes(SceneData(size=32, edit_share=1.0)).sample(1)
    task = cast(
        DenoiserTask,
        make(
            DenoiserTask,
            "v3",
            {
                "noise": {"region_share": 0.0, "begun_share": begun_share},
                "conditions": {"caption_dropout": caption_dropout},
            },
        ),
    )
    before, after = (task.encoders.tokens(Batch([each], [0])) for each in (replace(edit, image=edit.before), edit))
    differ = (before != after).expand(40, -1, -1)
    monkeypatch.setattr(denoiser, "noise_levels", lambda uniforms_B: torch.full_like(uniforms_B, level))
    shown: list[torch.Tensor] = []

    def loss_of(predicted: torch.Tensor) -> float:
        """Where the network answers so."""
        logits = 100 * functional.one_hot(predicted, task.product.config.num_labels).movedim(-1, 1).float()

        def predict(tokens_BHW: torch.Tensor, *_: object) -> torch.Tensor:
            shown.append(tokens_BHW)
            return logits.expand(40, -1, -1, -1)

        monkeypatch.setattr(task, "predict", predict)
        return task(Batch([edit] * 40, list(range(40))), 0)[0].item()

    losses = [loss_of(before), loss_of(after)]
    shares = [(shown[0] == each)[differ].float().mean().item() for each in (before, after)]
    return OfEdit(*shares, *losses)


def test_an_edit_turns_the_picture_before_it_into_the_one_after_above_low_noise(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit = of_edit(make, 0.6, 0.0, monkeypatch)
    assert edit.before == pytest.approx(0.4, abs=0.1)
    assert edit.after == pytest.approx(0.0, abs=0.1)
    assert edit.loss_after < 0.5 * edit.loss_before


def test_at_low_noise_the_picture_before_an_edit_stays(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    edit = of_edit(make, 0.4, 0.0, monkeypatch)
    assert edit.before == pytest.approx(0.6, abs=0.1)
    assert edit.after == pytest.approx(0.0, abs=0.1)
    assert edit.loss_before < 0.5 * edit.loss_after


@pytest.mark.parametrize("level", [0.4, 0.6])
def test_without_its_caption_an_edit_is_the_picture_after(
    make: Make, monkeypatch: pytest.MonkeyPatch, level: float
) -> None:
    edit = of_edit(make, level, 1.0, monkeypatch)
    assert edit.before == pytest.approx(0.0, abs=0.1)
    assert edit.after == pytest.approx(1 - level, abs=0.1)
    assert edit.loss_after < 0.5 * edit.loss_before


@pytest.mark.parametrize("level", [0.4, 0.6])
def test_an_edit_that_has_begun_goes_on_at_any_level(make: Make, monkeypatch: pytest.MonkeyPatch, level: float) -> None:
    edit = of_edit(make, level, 0.0, monkeypatch, begun_share=1.0)
    assert edit.before == pytest.approx((1 - level) / 2, abs=0.1)
    assert edit.after == pytest.approx((1 - level) / 2, abs=0.1)
    assert edit.loss_after < 0.5 * edit.loss_before


def test_levels_favour_high_noise_but_for_edits(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    task = cast(DenoiserTask, make(DenoiserTask, "v3", {"noise": {"level_power": 4.0}}))
    levels: list[torch.Tensor] = []

    def seen(uniforms_B: torch.Tensor) -> torch.Tensor:
        levels.append(noise_levels(uniforms_B))
        return levels[-1]

    monkeypatch.setattr(denoiser, "noise_levels", seen)
    for edit_share in (0.0, 1.0):
        task(Batch([Scenes(SceneData(size=32, edit_share=edit_share)).sample(1)] * 60, list(range(60))), 0)
    drawn, of_edits = levels
    torch.testing.assert_close(1 - drawn, (1 - of_edits) ** 4, atol=0.005, rtol=0)


@pytest.mark.parametrize("image_share", [0.0, 1.0])
def test_a_sample_is_told_its_picture_alone_where_the_batch_sees_pictures(make: Make, image_share: float) -> None:
    dropout = {"caption_dropout": 0.0, "clip_dropout": 0.0}
    task = cast(
        DenoiserTask,
        make(DenoiserTask, "v3", {"conditions": {**dropout, "image_share": image_share, "image_alone": 0.5}}),
    )
    told: list[tuple[torch.Tensor, ...]] = []
    task.product.register_forward_pre_hook(lambda _, inputs: told.append(inputs[2:]))
    batch = batch_of(16)
    task(batch, 0)
    states_BLE, clip_BE, image_BE = told[0]
    everyone_B = torch.ones(len(batch), dtype=torch.bool)
    nothing_BLE, _ = task.encoders.text_states(batch, everyone_B)
    wordless_B = (states_BLE[:, :1] == nothing_BLE[:, :1]).all(2).all(1)
    assert torch.equal((clip_BE == task.encoders.clip_texts(batch, everyone_B)).all(1), wordless_B)
    if image_share:
        assert 2 < wordless_B.sum() < 14
        assert torch.equal(image_BE, task.encoders.clip_pictures(batch))
    else:
        assert not wordless_B.any()
        assert image_BE is None


@pytest.mark.parametrize(("kind", "pack", "sections"), TRAINERS)
def test_every_trainer_learns_one_batch_by_heart(make: Make, kind: type[Task], pack: str, sections: Sections) -> None:
    floor = smoothed(LABELS) if kind in (DenoiserTask, DenoiserV1Task) else 0.0
    batch = batch_of(2, 32 if pack == "v3" else 64)
    task = make(kind, pack, sections, steps=100)  # after three quarters, codes stay
    losses = learn(task, remembered(task, batch), 200 if issubclass(kind, VQGANTask) else 120)
    assert min(losses) > floor
    assert losses[-1] - floor < 0.02 * (losses[0] - floor)


@pytest.mark.parametrize(("kind", "pack", "sections"), TRAINERS)
def test_every_weight_that_learns_gets_gradients(make: Make, kind: type[Task], pack: str, sections: Sections) -> None:
    task = make(kind, pack, sections)
    learn(task, batch_of(2, 32 if pack == "v3" else 64), 22)  # some weights begin at zero, and hold others back
    without = {name for name, weight in task.named_parameters() if weight.grad is None or not weight.grad.any()}
    assert without == {name for name in without if is_idle(task, name)}
    assert not without or task.leaves_weights_out


def is_idle(task: Task, name: str) -> bool:
    """Whether a weight has nothing to do: what would modulate the watercolor VQGAN, and its codes, being averages."""
    watercolor = isinstance(task, WatercolorTask)
    return watercolor and (name.endswith((".ln.gamma", ".ln.beta")) or "codebook" in name)


def test_precisely_the_samples_that_lot_chooses_have_no_condition(make: Make) -> None:
    task = make(DenoiserV1Task, "v1", {"conditions": {"dropout": 0.3}})
    assert isinstance(task, DenoiserV1Task)
    batch = batch_of(1, 64)
    many = Batch(batch.samples * 500, list(range(500)))
    gone_B = (task.condition(many, lot_of(500)) == 0).all(1)
    assert 0.25 < gone_B.float().mean() < 0.35
    few = Batch(batch.samples * 10, list(range(100, 110)))
    assert torch.equal((task.condition(few, lot_of(10, first=100)) == 0).all(1), gone_B[100:110])


def test_v1_is_fed_with_what_its_pack_says(make: Make) -> None:
    batch, task = batch_of(2, 64), make(DenoiserV1Task, "v1", {"conditions": {"dropout": 0.0}})
    assert isinstance(task, DenoiserV1Task)
    nobody = torch.zeros(2, dtype=torch.bool)
    assert torch.equal(task.condition(batch, lot_of(2)), task.encoders.clip_texts(batch, nobody))
    task.sees_pictures = True
    assert torch.equal(task.condition(batch, lot_of(2)), task.encoders.clip_pictures(batch))


def test_conditions_of_clip2img_are_withheld_or_noised_by_lot() -> None:
    pictures_BE = torch.full((4000, 32), 3.0)
    seen_BE = conditioned(pictures_BE, Conditions(dropout=0.05, noised_share=0.1), lot_of(4000))
    gone_B, whole_B = (seen_BE == 0).all(1), (seen_BE == 3.0).all(1)
    assert 0.04 < gone_B.float().mean() < 0.06
    assert 0.085 < (~gone_B & ~whole_B).float().mean() < 0.11
    noised_BE = seen_BE[~gone_B & ~whole_B]
    signal = alpha_bar(torch.tensor(0.5)).sqrt().item()
    assert 3 * signal - 0.6 < noised_BE.mean(1).min() < noised_BE.mean(1).max() < 3.6
    assert noised_BE.std(1).max() < 1.3 * math.sqrt(1 - signal**2)
    assert (conditioned(pictures_BE, Conditions(), lot_of(4000)) == 3.0).all(1).float().mean() == pytest.approx(
        0.9, abs=0.02
    )


def lot_of(count: int, first: int = 0) -> SampleRandomness:
    return SampleRandomness(1, range(first, first + count), CPU)


@pytest.mark.parametrize(("kind", "pack", "sections"), TRAINERS[5:])
def test_the_loss_of_a_batch_is_the_mean_over_its_samples(
    make: Make, kind: type[Task], pack: str, sections: Sections
) -> None:
    task, batch = make(kind, pack, sections), batch_of(3, 32 if pack == "v3" else 64)
    together, _ = task(batch, 0)
    apart = [task(Batch([sample], [number]), 0)[0] for number, sample in enumerate(batch.samples)]
    assert together.item() == pytest.approx(torch.stack(apart).mean().item(), rel=1e-5)


# ---- configurations


@pytest.mark.parametrize(
    ("name", "pack", "role", "conditions"),
    [
        ("paella-v3", PAELLA_V3, "denoiser", DenoiserConditions),
        ("paella-v1", PAELLA_V1, "denoiser", V1Conditions),
        ("arroz-v1", ARROZ_V1, "denoiser", Conditions),
        ("arroz-v5", ARROZ_V5, "denoiser", Conditions),
        ("prior", PAELLA_V3, "prior", None),
        ("vqgan-f4", PAELLA_V3, "vqgan", None),
    ],
)
def test_published_configurations_are_of_the_published_networks(
    name: str, pack: Manifest, role: str, conditions: type[Any] | None
) -> None:
    config = read_config(TRAINING / "published" / f"{name}.toml")
    config.check_sections(SECTIONS)
    assert config.section("pack", PackSection).base == pack.name
    assert config.network() == pack.networks[role].config
    assert config.section("data", ShardData).size == (512 if name in ("arroz-v1", "arroz-v5", "prior") else 256)
    config.section("run", RunConfig)
    config.section("loss", VQGANLoss)
    if conditions:
        config.section("conditions", conditions)


def test_published_rates() -> None:
    runs = {path.stem: read_config(path).section("run", RunConfig) for path in (TRAINING / "published").glob("*.toml")}
    rates = {name: [rate(run, step) for step in (0, 10_000, run.steps - 1)] for name, run in runs.items()}
    assert rates["paella-v3"] == [0.0, 1e-4, 1e-4]
    assert rates["paella-v1"] == pytest.approx([1.2e-5, 1.2e-5 + (3e-4 - 1.2e-5) * 10_000 / 50_099, 3e-4])
    assert rates["arroz-v1"] == rates["prior"] == [0.0, 3e-4, 3e-4]
    assert rates["arroz-v5"] == [0.0, 3e-5, 3e-5]


@pytest.mark.parametrize("pack", ["paella-v1", "arroz"])
def test_small_packs_are_complete(pack: str, tmp_path: Path) -> None:
    folder = TRAINING / "small" / pack
    parts = PackParts.of_recipe(folder / "pack.toml", tmp_path)
    with torch.device("meta"):
        built = {role: build(network) for role, network in parts.networks.items()}
    assert built.keys() == parts.about(parts.networks).networks.keys()
    for path in set(folder.glob("*.toml")) - {folder / "pack.toml"}:
        config = read_config(path)
        config.check_sections(SECTIONS)
        assert config.network() in [network.config for network in parts.networks.values()]
        config.section("run", RunConfig)
        config.section("data", SceneData)
