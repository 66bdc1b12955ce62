"""Replays of the samplers of the paella-v3 family, with the recorded randomness in place of the product's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
from golden_networks import paella_of, prior_of
from golden_vectors import Check, Vectors, exact_check, relative_check
from torch import Tensor

from paella_core.diffusion import ddim, ddpm, times
from paella_core.guidance import guided
from paella_core.networks.paella import Paella
from paella_core.networks.prior import Prior
from paella_core.sampling import Draw, Predict, argmax, multinomial, quant, sample, switched
from paella_core.schedule import Schedule


class RecordedRandomness:
    """The `Randomness` of a recorded run. Nothing is noised before the first step: the start is recorded as it was."""

    def __init__(self, vectors: Vectors, run: str) -> None:
        self.noise_BHW = vectors[f"{run}.init_noise"]
        self.renoise_uniforms = vectors[f"{run}.u_renoise"]
        self.categorical_uniforms = vectors.get(f"{run}.u_categorical")

    def noise(self) -> Tensor:
        return self.noise_BHW

    def renoise(self, step: int) -> Tensor:
        if step == 0:
            return torch.full(self.noise_BHW.shape, 2.0)
        return self.renoise_uniforms[step - 1]

    def categorical(self, step: int) -> Tensor:
        assert self.categorical_uniforms is not None
        return self.categorical_uniforms[step].view(*self.noise_BHW.shape, -1)


@torch.no_grad()
def replay_sampler_v3(vectors: Vectors) -> Iterator[Check]:
    """`sampler_v3`: each run token by token at every step, before and after noise is added."""
    for run, about in vectors.about["runs"].items():
        network = paella_of(weights_of(vectors, run))
        yield from replay_tokens(vectors, run, about, network)


def weights_of(vectors: Vectors, run: str) -> Vectors:
    """The file whose weights a run uses."""
    about = vectors.about
    return Vectors.load(vectors.folder, about["runs"][run].get("weights") or about["weights_from"][run])


def replay_tokens(vectors: Vectors, run: str, about: dict[str, Any], network: Paella) -> Iterator[Check]:
    """One run of the token sampler."""
    schedule, randomness = schedule_of(about), RecordedRandomness(vectors, run)
    seen: list[Tensor] = []
    predict = recording(predict_of(vectors, run, network, schedule), seen)
    draw = draw_of(vectors, run, about, schedule, randomness)
    sampled = [tokens for _, tokens in sample(predict, draw, schedule, randomness, vectors.get(f"{run}.init_x"))]
    traces = {f"step{i}.sampled": tokens for i, tokens in enumerate(sampled)}
    traces |= {f"all_step{i}.sampled": tokens for i, tokens in enumerate(sampled)}
    traces |= {f"step{i}.renoised": tokens for i, tokens in enumerate(seen[1:])}
    traces["tokens_final"] = sampled[-1]
    for name, tokens in traces.items():
        if f"{run}.{name}" in vectors:
            yield exact_check(vectors, f"{run}.{name}", tokens)


def schedule_of(about: dict[str, Any]) -> Schedule:
    """The schedule of a recorded run."""
    cfg = about["cfg"]
    return Schedule.linear(
        about["steps"],
        tuple(about["temperature"]),
        tuple(cfg) if isinstance(cfg, list) else cfg,
        about.get("sampling_conditional_steps"),
        about["renoise_steps"],
        about["t_start"],
        about["t_end"],
    )


def predict_of(vectors: Vectors, run: str, network: Paella, schedule: Schedule) -> Predict:
    """The guided prediction of a recorded run; only its conditional half is re-weighted."""
    images = [tensor for _, tensor in vectors.under(f"{run}.clip_image.")] or vectors.get(f"{run}.clip_image")
    byt5, clip, weights = vectors[f"{run}.byt5"], vectors.get(f"{run}.clip"), vectors.get(f"{run}.attn_weights")
    null_byt5, null_clip = vectors[f"{run}.uncond_byt5"], vectors.get(f"{run}.uncond_clip")

    def conditional(tokens: Tensor, t: float, _step: int) -> Tensor:
        return network(tokens, torch.full((len(tokens),), t), byt5, clip, images, weights)

    def unconditional(tokens: Tensor, t: float, _step: int) -> Tensor:
        return network(tokens, torch.full((len(tokens),), t), null_byt5, null_clip)

    return guided(conditional, unconditional, schedule.guidance)


def draw_of(
    vectors: Vectors, run: str, about: dict[str, Any], schedule: Schedule, randomness: RecordedRandomness
) -> Draw:
    """The way of drawing of a recorded run."""
    if f"{run}.u_categorical" not in vectors:
        return argmax
    if "sampling_quant_steps" not in about:
        return multinomial(schedule, randomness)
    averaged = quant(schedule, vectors[f"{run}.codebook"])
    return switched(about["sampling_quant_steps"], multinomial(schedule, randomness), averaged)


def recording(predict: Predict, seen: list[Tensor]) -> Predict:
    """The same prediction, keeping the tokens that it was asked about."""

    def recorded(tokens: Tensor, t: float, step: int) -> Tensor:
        seen.append(tokens)
        return predict(tokens, t, step)

    return recorded


@torch.no_grad()
def replay_sampler_diffuzz(vectors: Vectors) -> Iterator[Check]:
    """`sampler_diffuzz`: the runs of the prior in the variant `arroz`, state by state."""
    for run, about in vectors.about["runs"].items():
        if about["variant"] == "arroz" and about["weights"] == "prior_v1":
            network = prior_of(weights_of(vectors, run))
            states = torch.stack(list(denoise(vectors, run, about, network)))
            yield relative_check(vectors, f"{run}.preds", states)


def denoise(vectors: Vectors, run: str, about: dict[str, Any], network: Prior) -> Iterator[Tensor]:
    """One run of a Gaussian sampler."""
    text, start = vectors[f"{run}.c"], vectors.get(f"{run}.x_init")
    state = vectors[f"{run}.init_noise"] if start is None else start
    null = vectors.get(f"{run}.uncond_c")
    null_text = torch.zeros_like(text) if null is None else null
    scale = 1.0 if about["cfg"] is None else about["cfg"]
    predict = guided(
        prior_prediction(network, text), prior_prediction(network, null_text), [scale] * about["timesteps"]
    )
    ts = times(about["timesteps"], about["t_start"], about["t_end"])
    if about["sampler"] == "ddim":
        return ddim(predict, state, ts)
    return ddpm(predict, state, ts, lambda step: vectors[f"{run}.z"][step])


def prior_prediction(network: Prior, text: Tensor) -> Predict:
    """The prior under a text, as a prediction."""
    return lambda state, t, _step: network(state, torch.full((len(state),), t), text)
