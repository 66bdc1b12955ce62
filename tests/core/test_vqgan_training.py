"""The VQGAN's training: crops, codes that are kept in use, the discriminator, and processes that learn as one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch
import torch.distributed as dist
from torch import Tensor
from torch.distributed.tensor import DTensor
from torch.multiprocessing.spawn import spawn

from paella_core.images import batch_to_tensor
from paella_core.packs.manifest import Network, Recipe
from paella_core.training.config import Config
from paella_core.training.data import Batch
from paella_core.training.data.batches import Division, batches
from paella_core.training.data.scenes import SceneData, Scenes
from paella_core.training.distributed import Share, distributed, mean_of_all
from paella_core.training.loop import descend
from paella_core.training.optimisation import Optimisation
from paella_core.training.pack_parts import PackParts
from paella_core.training.randomness import SampleRandomness
from paella_core.training.run import RunConfig, Sharding
from paella_core.training.task import Setting
from paella_core.training.tasks.discriminator import Discriminator
from paella_core.training.tasks.vqgan import VQGANTask, crops
from paella_core.training.tasks.watercolor import WatercolorTask

CPU = torch.device("cpu")
SCENES = Scenes(SceneData(size=48))
TASKS = {"vqgan_f4": VQGANTask, "vqgan_watercolor": WatercolorTask}
CODES = 32
RUNS: list[tuple[str, Sharding]] = [(kind, sharding) for kind in TASKS for sharding in ("ddp", "fsdp")]


def task_of(
    kind: str = "vqgan_f4", *, steps: int = 100, rate: float = 3e-3, sharding: Sharding = "ddp", **loss: Any
) -> VQGANTask:
    """A small VQGAN to be trained on crops of 32 pixels."""
    config = Config(Path("test.toml"), {"loss": {"crop": 32, "adversarial_width": 8, **loss}})
    network = {"levels": 2, "bottleneck_blocks": 1, "c_hidden": 16, "codebook_size": CODES}
    parts = PackParts({"vqgan": Network(kind, network, "vqgan.safetensors")}, Recipe(), unused, Path("nowhere"))
    run = RunConfig(steps, batch_size=4, learning_rate=rate, warmup_steps=20, sharding=sharding)
    torch.manual_seed(1)
    return TASKS[kind](Setting(config, run, CPU, parts)).train()


def unused(_networks: object) -> Any:
    """These packs are never written."""
    raise AssertionError


def batch_of(*numbers: int) -> Batch:
    return Batch([SCENES.sample(number) for number in numbers], list(numbers))


def codes(task: VQGANTask) -> Tensor:
    return task.quantiser.codebook.weight.detach().clone()


def latents_seen(task: VQGANTask, batch: Batch, step: int) -> Tensor:
    """The latents of what the task sees of a batch."""
    lot = SampleRandomness(task.run.seed, batch.numbers, CPU)
    crop_BCHW = crops(batch_to_tensor(batch.images, CPU), task.weights.crop, lot.uniforms(2))
    with torch.no_grad():
        return task.latents(crop_BCHW, step)


def points(latents_BDhw: Tensor) -> Tensor:
    """Latents (N, D)."""
    return latents_BDhw.detach().permute(0, 2, 3, 1).flatten(0, 2)


def moved(before_KD: Tensor, after_KD: Tensor) -> Tensor:
    return (before_KD != after_KD).any(1)


# ---- crops


def test_each_sample_has_a_crop_of_its_own() -> None:
    images_BCHW = torch.arange(2 * 9 * 9.0).view(2, 1, 9, 9)
    first, second = crops(images_BCHW, 4, torch.tensor([[0.0, 0.999], [0.5, 0.2]]))
    assert torch.equal(first, images_BCHW[0, :, 0:4, 5:9])
    assert torch.equal(second, images_BCHW[1, :, 3:7, 1:5])


def test_a_sample_has_the_same_loss_in_any_company() -> None:
    task = task_of(settle_step=-1)
    together, _ = task(batch_of(3, 5), 1)
    apart = [task(batch_of(number), 1)[0].item() for number in (3, 5)]
    assert apart[0] != apart[1]
    assert together.item() == pytest.approx(sum(apart) / 2, rel=1e-5)


# ---- the norm and the codes


def test_norm_and_codes_settle() -> None:
    task, batch = task_of(settle_step=2), batch_of(0, 1)
    norm = task.before_norm(torch.zeros(1, 3, 32, 32))[1]
    means: list[list[float]] = []
    for step in range(4):
        before_KD = codes(task)
        task(batch, step)
        assert moved(before_KD, codes(task)).all() == (step == 2)
        means.append(norm.get_buffer("running_mean").tolist())
    assert means[0] != means[1] == means[2] == means[3]


def test_before_codes_settle_latents_pass_as_they_are() -> None:
    task = task_of(settle_step=1)
    latents_BDhw = torch.randn(1, 4, 8, 8)
    passed_BDhw, commitment = task.quantise(latents_BDhw, 0)
    assert torch.equal(passed_BDhw, latents_BDhw)
    assert commitment.item() == 0
    quantised_BDhw, commitment = task.quantise(latents_BDhw, 1)
    assert torch.cdist(points(quantised_BDhw), codes(task)).min(1).values.max() < 1e-3
    assert commitment.item() > 0


@pytest.mark.parametrize("kind", TASKS)
def test_codes_are_placed_at_latents(kind: str) -> None:
    task, batch = task_of(kind, settle_step=0), batch_of(0, 1)
    latents_BDhw = latents_seen(task, batch, 0)
    task.move_codes(latents_BDhw, 0)
    assert torch.cdist(codes(task), points(latents_BDhw)).min(1).values.max() < 1e-3
    assert len(codes(task).unique(dim=0)) > CODES / 2


@pytest.mark.parametrize("kind", TASKS)
def test_only_codes_that_nobody_used_move_and_none_near_the_end(kind: str) -> None:
    task, latents_BDhw = task_of(kind, settle_step=0, revive_every=10), torch.randn(1, 4, 8, 8)
    used = torch.arange(CODES) < 20
    for step, expected in ((7, None), (10, ~used), (70, ~used), (80, None)):
        task.usage.used_K.copy_(used)
        before_KD = codes(task)
        task.move_codes(latents_BDhw, step)
        assert torch.equal(moved(before_KD, codes(task)), torch.zeros(CODES) > 0 if expected is None else expected)
        assert task.usage.used_K.any() == (step == 7)


def test_codes_move_once_in_a_step_of_several_parts() -> None:
    task, latents_BDhw = task_of(settle_step=0, revive_every=10), torch.randn(1, 4, 8, 8)
    task.move_codes(latents_BDhw, 10)
    placed_KD = codes(task)
    task.usage.note(torch.tensor([[[3]]]))
    task.move_codes(latents_BDhw, 10)
    assert torch.equal(codes(task), placed_KD)
    assert task.usage.used_K.nonzero().tolist() == [[3]]


def test_a_vqgan_that_learned_before_keeps_its_codes_at_first() -> None:
    task = task_of(settle_step=-1, revive_every=10)
    before_KD = codes(task)
    task(batch_of(0), 0)
    assert torch.equal(codes(task), before_KD)


@pytest.mark.parametrize("kind", TASKS)
def test_a_decoder_that_learns_alone_leaves_tokens_as_they_are(kind: str) -> None:
    task, batch = task_of(kind, decoder_only=True, settle_step=5, revive_every=5), batch_of(0, 1)
    before = {name: weights.clone() for name, weights in task.product.state_dict().items()}
    optimisation, psnr = Optimisation(task.parameters(), task.run), []
    for step in range(30):
        loss, metrics = task(batch, step)
        loss.backward()
        optimisation.step(step)
        optimisation.clear()
        psnr.append(metrics["psnr"].item())
    changed = {name for name, weights in task.product.state_dict().items() if not torch.equal(weights, before[name])}
    assert {name.split(".")[0] for name in changed} == set(task.decoder)
    assert psnr[-1] > psnr[0] + 3


def test_averaged_codes_go_to_the_latents_assigned_to_them() -> None:
    task = task_of("vqgan_watercolor", settle_step=0)
    latents_BDhw = torch.randn(1, 4, 8, 8)
    task.move_codes(latents_BDhw, 0)
    placed_KD = codes(task)
    task.quantise(latents_BDhw, 1)
    assert 0 < (codes(task) - placed_KD).abs().max() < 0.1
    distances = []
    for step in range(2, 200):
        quantised_BDhw, _ = task.quantise(latents_BDhw, step)
        distances.append((quantised_BDhw - latents_BDhw).square().mean().item())
    assert distances[-1] < 0.8 * distances[0]


# ---- the discriminator


def test_the_discriminator_alone_learns_from_its_own_loss() -> None:
    discriminator = Discriminator(8)
    real_BCHW, output_BCHW = torch.rand(2, 3, 32, 32), torch.rand(2, 3, 32, 32, requires_grad=True)
    discriminator.loss(real_BCHW, output_BCHW).backward()
    assert output_BCHW.grad is None
    assert all(weight.grad is not None and weight.grad.any() for weight in learning(discriminator))


@pytest.mark.parametrize("precision", [torch.float32, torch.bfloat16])
def test_the_discriminator_learns_nothing_from_the_loss_against_it(precision: torch.dtype) -> None:
    discriminator = Discriminator(8)
    output_BCHW = torch.rand(2, 3, 32, 32, requires_grad=True)
    with torch.autocast("cpu", torch.bfloat16, enabled=precision == torch.bfloat16):
        own = discriminator.loss(torch.rand(2, 3, 32, 32), output_BCHW)
        against = discriminator.against(output_BCHW)
    against.backward()
    assert output_BCHW.grad is not None
    assert output_BCHW.grad.any()
    assert all(weight.grad is None for weight in discriminator.parameters())
    own.backward()
    assert all(weight.grad is not None for weight in discriminator.parameters())


def learning(discriminator: Discriminator) -> list[Tensor]:
    """Its weights, but for biases that a norm takes away again."""
    away = ("second.bias", "third.bias")
    return [weight for name, weight in discriminator.named_parameters() if name not in away]


def test_the_hinge_is_satisfied_by_clear_verdicts() -> None:
    discriminator = Discriminator(8)
    with torch.no_grad():
        discriminator.verdict.weight.zero_()
        discriminator.verdict.get_parameter("bias").fill_(3.0)
    images_BCHW = torch.rand(1, 3, 32, 32)
    assert discriminator.loss(images_BCHW, images_BCHW).item() == pytest.approx((0 + 4) / 2)
    assert discriminator.against(images_BCHW).item() == pytest.approx(-3)


def test_gradients_of_a_step_are_those_of_each_side_alone() -> None:
    task, batch = task_of(adversarial=0.5, adversarial_step=0, settle_step=-1), batch_of(0, 1)
    plain = task_of(settle_step=-1)
    for each in (task, plain):
        each(batch, 0)[0].backward()
    assert task.discriminator is not None
    together = gradients(task)
    task.zero_grad()
    crop_BCHW, output_BCHW = seen_and_made(task, batch)
    task.discriminator.loss(crop_BCHW, output_BCHW).backward()
    (0.5 * -task.discriminator(output_BCHW).mean()).backward(inputs=list(task.product.parameters()))
    reconstruction = gradients(plain)
    for name, apart in gradients(task).items():
        expected = apart + reconstruction.get(name, torch.zeros(()))
        torch.testing.assert_close(together[name], expected, rtol=1e-4, atol=1e-6)


def gradients(task: VQGANTask) -> dict[str, Tensor]:
    """The gradients there are, of copies."""
    return {name: weight.grad.clone() for name, weight in task.named_parameters() if weight.grad is not None}


def seen_and_made(task: VQGANTask, batch: Batch) -> tuple[Tensor, Tensor]:
    """The crops that a task sees, and what its settled VQGAN makes of them."""
    lot = SampleRandomness(task.run.seed, batch.numbers, CPU)
    crop_BCHW = crops(batch_to_tensor(batch.images, CPU), task.weights.crop, lot.uniforms(2))
    quantised_BDhw, _ = task.quantise(task.latents(crop_BCHW, 0), 0)
    return crop_BCHW, task.picture(quantised_BDhw)


def test_the_discriminator_begins_at_its_step_and_leaves_no_trace_in_the_pack() -> None:
    task, batch = task_of(adversarial=0.5, adversarial_step=3), batch_of(0)
    assert "discriminator" not in task(batch, 2)[1]
    assert "discriminator" in task(batch, 3)[1]
    assert not any("discriminator" in name for name in task.product.state_dict())
    assert task_of().discriminator is None


# ---- several processes


def learned(kind: str, sharding: Sharding, share: Share) -> tuple[list[float], Tensor, Tensor]:
    """The losses of some steps, with all that happens at certain ones; the codes, and the norm's means."""
    marks = {"settle_step": 3, "revive_every": 2, "adversarial": 0.1, "adversarial_step": 5}
    task = task_of(kind, steps=12, rate=2e-4, sharding=sharding, **marks)
    network = distributed(task, task.run, share, task.leaves_weights_out)
    optimisation, losses = Optimisation(task.parameters(), task.run), []
    for step, parts in enumerate(batches(SCENES, Division(4, 0, share), range(12), 0)):
        metrics = descend(network, parts, step, task.run, CPU)
        optimisation.step(step)
        optimisation.clear()
        losses.append(mean_of_all(metrics, share)["loss"])
    weight = task.quantiser.codebook.weight
    codes_KD = weight.full_tensor() if isinstance(weight, DTensor) else weight
    mean_D = next(b for name, b in task.named_buffers() if name.endswith("running_mean"))
    return losses, codes_KD.detach(), mean_D


def learn_together(rank: int, folder: Path) -> None:
    """One of two processes, first with whole networks, then with divided ones."""
    torch.set_num_threads(1)
    dist.init_process_group("gloo", init_method=(folder / "meet").as_uri(), rank=rank, world_size=2)
    for kind, sharding in RUNS:
        losses, codes_KD, mean_D = learned(kind, sharding, Share(rank, 2))
        told = json.dumps([losses, codes_KD.tolist(), mean_D.tolist()])
        (folder / f"{kind}-{sharding}-{rank}.json").write_text(told)
    dist.destroy_process_group()


@pytest.mark.slow
def test_two_processes_learn_as_one(tmp_path: Path) -> None:
    spawn(learn_together, (tmp_path,), nprocs=2)
    for kind, sharding in RUNS:
        losses, codes_KD, mean_D = learned(kind, "ddp", Share())
        for rank in range(2):
            theirs = json.loads((tmp_path / f"{kind}-{sharding}-{rank}.json").read_text())
            assert theirs[0] == pytest.approx(losses, rel=1e-5)
            torch.testing.assert_close(torch.tensor(theirs[1]), codes_KD, rtol=1e-3, atol=1e-3)
            torch.testing.assert_close(torch.tensor(theirs[2]), mean_D)


# ---- does it learn?


@pytest.mark.slow
@pytest.mark.parametrize("kind", TASKS)
@pytest.mark.parametrize("adversarial", [0.0, 0.02])
def test_a_small_one_learns_to_draw_scenes(kind: str, adversarial: float) -> None:
    marks = {"settle_step": 50, "revive_every": 20, "adversarial_step": 100, "adversarial": adversarial}
    task = task_of(kind, steps=200, **marks)
    optimisation, psnr = Optimisation(task.parameters(), task.run), []
    for step, (part,) in enumerate(batches(SCENES, Division(8, 0, Share()), range(200), 0)):
        loss, metrics = task(part, step)
        loss.backward()
        optimisation.step(step)
        optimisation.clear()
        psnr.append(metrics["psnr"].item())
    assert sum(psnr[-20:]) / 20 > 17
