"""Replays of the functions around the networks: noise, losses, draws, guidance, diffusion, mixing, rates, filters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
import torch
from golden_samplers import RecordedRandomness
from golden_vectors import Check, Vectors, compare, equal_check, exact_check, relative_check
from torch import Tensor

from paella_core.conditioning.mixing import lerp, slerp
from paella_core.diffusion import alpha_bar, bent, ddim_step, ddpm_step, diffuse, p2_weight
from paella_core.draws import multinomial
from paella_core.guidance import combine
from paella_core.networks.denoise_unet import noise_embedding
from paella_core.networks.embedding import timestep_embedding
from paella_core.randomness import gumbel
from paella_core.schedule import Schedule, line, noise_share
from paella_core.training.filters import Demands, caption_kept, kept_for_arroz, kept_for_v3
from paella_core.training.loss import add_noise, loss_weights, mean_loss, token_losses, weighted_loss
from paella_core.training.run import ONE_CYCLE_START, RunConfig, beta1, rate
from paella_core.typical import typical_logits

TIMESTEP_TOLERANCE = 1e-6
NEVER_NOISED = 2.0


def replay_functions(vectors: Vectors) -> Iterator[Check]:
    """`functions`."""
    groups = (timesteps, noising, losses, typical_labels, draws, guidance, schedules, diffusion, mixing, rates, filters)
    for replay in groups:
        yield from replay(vectors)


def timesteps(vectors: Vectors) -> Iterator[Check]:
    r = vectors["timestep.r"]
    for width in vectors.config["cr"]:
        yield compare(vectors, f"timestep.linear.c_r{width}", timestep_embedding(r, width), TIMESTEP_TOLERANCE)
        yield compare(vectors, f"timestep.cosine.c_r{width}", noise_embedding(r, width), TIMESTEP_TOLERANCE)
    yield relative_check(vectors, "timestep.gamma_v1", noise_share(r))


def noising(vectors: Vectors) -> Iterator[Check]:
    x, noise, u, t = (vectors[f"add_noise.{name}"] for name in ("x", "random_x", "u", "t"))
    for name, share in (("v3", t), ("v1", noise_share(vectors["add_noise.v1.r"]))):
        noised, mask = add_noise(x, share, u, noise)
        yield exact_check(vectors, f"add_noise.{name}.out", noised)
        yield exact_check(vectors, f"add_noise.{name}.mask", mask)
    chosen = torch.where(vectors["add_noise.v3_given_mask.mask"].bool(), 0.0, NEVER_NOISED)
    yield exact_check(vectors, "add_noise.v3_given_mask.out", add_noise(x, t, chosen, noise).tokens_BHW)


def losses(vectors: Vectors) -> Iterator[Check]:
    logits, x, t = vectors["loss.logits"], vectors["add_noise.x"], vectors["add_noise.t"]
    mask = vectors["add_noise.v3.mask"].bool()
    for least in vectors.config["minval"]:
        yield relative_check(vectors, f"loss_weight.min{least}", loss_weights(mask, t, least))
    yield relative_check(vectors, "loss.ce_smooth01_elementwise", token_losses(logits, x))
    yield relative_check(vectors, "loss.v3_weighted", weighted_loss(logits, x, loss_weights(mask, t)))
    yield relative_check(vectors, "loss.v1_mean", mean_loss(logits, x))


def typical_labels(vectors: Vectors) -> Iterator[Check]:
    for name, logits_NK in vectors.under("typical.logits_"):
        for mass in vectors.config["masses"]:
            for least in vectors.config["mints"]:
                filtered_NK = typical_logits(logits_NK, mass, least)
                yield exact_check(vectors, f"typical.kept_{name}.mass{mass}.min{least}", filtered_NK == logits_NK)


def draws(vectors: Vectors) -> Iterator[Check]:
    u, logits = vectors["gumbel.u"], vectors["typical.logits_0"]
    yield relative_check(vectors, "gumbel.noise", gumbel(u.clone()))
    randomness = RecordedRandomness(torch.zeros(len(u), 1, 1), draws=u[None])
    for name, _ in vectors.under("gumbel.sample_T"):
        schedule = Schedule.linear(1, (float(name), float(name)))
        drawn = multinomial(schedule, randomness)(logits, 0, torch.arange(len(logits)))
        yield exact_check(vectors, f"gumbel.sample_T{name}", drawn)


def guidance(vectors: Vectors) -> Iterator[Check]:
    for scale in vectors.config["cfgs"]:
        combined = combine(vectors["cfg.cond"], vectors["cfg.uncond"], scale)
        yield relative_check(vectors, f"cfg.v3.scale{scale}", combined)
        yield relative_check(vectors, f"cfg.v1.scale{scale}", combined)


def schedules(vectors: Vectors) -> Iterator[Check]:
    t = vectors["diffuzz.t"]
    yield relative_check(vectors, "diffuzz.alpha_cumprod", alpha_bar(t))
    yield relative_check(vectors, "diffuzz.alpha_cumprod_torchtools", alpha_bar(t))
    for power in vectors.config["scale"]:
        yield relative_check(vectors, f"diffuzz.alpha_cumprod_torchtools.scaler{power}", alpha_bar(bent(t, power)))
    for k, gamma in vectors.config["p2"]:
        yield relative_check(vectors, f"diffuzz.p2.k{k}.gamma{gamma}", p2_weight(t, k, gamma))


def diffusion(vectors: Vectors) -> Iterator[Check]:
    x, noise, eps, z = (vectors[f"diffuzz.{name}"] for name in ("x", "noise", "pred_eps", "z"))
    yield relative_check(vectors, "diffuzz.diffuse", diffuse(x, vectors["diffuzz.td"], noise))
    for t, t_next in vectors.config["tp"]:
        now, then = torch.full((len(x),), t), torch.full((len(x),), t_next)
        yield relative_check(vectors, f"diffuzz.ddpm.{t}_{t_next}", ddpm_step(x, eps, now, then, z))
        yield relative_check(vectors, f"diffuzz.ddim.{t}_{t_next}", ddim_step(x, eps, now, then, z))
    mixed = ddpm_step(x, eps, torch.tensor([0.3, 0.3]), torch.tensor([0.0, 0.2]), z)
    yield relative_check(vectors, "diffuzz.ddpm.mixed", mixed)


def mixing(vectors: Vectors) -> Iterator[Check]:
    low, high = vectors["interp.low"], vectors["interp.high"]
    for kind, mixed in (("lerp", lerp), ("slerp", slerp)):
        for share, _ in vectors.under(f"interp.{kind}."):
            yield relative_check(vectors, f"interp.{kind}.{share}", mixed(low, high, float(share)))
    a, b = vectors["interp.spatial_a"], vectors["interp.spatial_b"]
    height, width = vectors["interp.spatial_vertical"].shape[-2:]
    rows = torch.stack([lerp(a, b, share) for share in line(0, 1, height)], -1)
    columns = torch.stack([lerp(a, b, share) for share in line(0, 1, width)], -1)
    yield relative_check(vectors, "interp.spatial_vertical", rows[..., None].expand(-1, -1, -1, width))
    yield relative_check(vectors, "interp.spatial_horizontal", columns[..., None, :].expand(-1, -1, height, -1))


def rates(vectors: Vectors) -> Iterator[Check]:
    def note(name: str) -> str:
        return vectors.about["tensors"][name]["note"]

    about, recorded = note("lr.gradual_warmup"), vectors["lr.gradual_warmup"]
    warming = RunConfig(
        steps=len(recorded),
        learning_rate=number(about, "base"),
        schedule="constant",
        warmup_steps=round(number(about, "total_epoch")),
    )
    yield relative_check(vectors, "lr.gradual_warmup", course(warming, rate))
    cycle = one_cycle_run(note("lr.onecycle_v1.lr"), "total_steps", "pct_start")
    yield relative_check(vectors, "lr.onecycle_v1.lr", course(cycle, rate))
    yield relative_check(vectors, "lr.onecycle_v1.beta1", course(cycle, beta1))


def one_cycle_run(about: str, total: str, share: str) -> RunConfig:
    """A run as paella-v1's, by a description that calls its length and the share of its rise so."""
    steps = round(number(about, total))
    assert number(about, "div") == pytest.approx(1 / ONE_CYCLE_START)
    return RunConfig(
        steps=steps,
        learning_rate=number(about, "max_lr"),
        schedule="one-cycle",
        warmup_steps=round(number(about, share) * steps),
        beta2=0.999,
    )


def course(run: RunConfig, of_step: Callable[[RunConfig, int], float]) -> Tensor:
    """A number of each step of a run."""
    return torch.tensor([of_step(run, step) for step in range(run.steps)], dtype=torch.float64)


def number(text: str, name: str) -> float:
    """The number that a description gives after a name."""
    found = re.search(rf"(?<![a-z_]){re.escape(name)}[ =]+([0-9.e-]*[0-9])", text)
    assert found is not None, f"no {name} in {text!r}"
    return float(found[1])


def filters(vectors: Vectors) -> Iterator[Check]:
    about = vectors.cases("webdataset_filter")
    keepers = {"v3": kept_for_v3, "arroz": kept_for_arroz}
    columns = [name for name in about["cases"][0] if name != "json"]
    for i, case in enumerate(about["cases"]):
        for column in columns:
            family, size = column.split("_min")
            verdict = outcome(keepers[family], {"json": case["json"]}, demands_of(about["params"], int(size)))
            yield equal_check(f"functions: webdataset_filter {i} {column}", verdict, case[column])
    for family, keeps in keepers.items():
        kept = outcome(keeps, {}, demands_of(about["params"], Demands.least_size))
        yield equal_check(f"functions: webdataset_filter without json, {family}", kept, about["no_json_member"])
    rules = about["text_conditions"]
    for case in about["text_cases"]:
        kept = caption_kept(case["caption"], rules["min_words"], rules["forbidden_words"])
        for family in keepers:
            yield equal_check(f"functions: text {case['caption']!r} {family}", kept, case[family])


def outcome(keeps: Callable[[Mapping[str, Any], Demands], bool], sample: Mapping[str, Any], demands: Demands) -> object:
    """What a filter says, or raises."""
    try:
        return keeps(sample, demands)
    except TypeError:
        return "raises TypeError"


def demands_of(params: dict[str, float], size: int) -> Demands:
    """The demands of a truth table."""
    return Demands(size, params["max_pwatermark"], params["aesthetic_threshold"], params["unsafe_threshold"])
