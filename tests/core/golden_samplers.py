"""Replays of the samplers, with the recorded randomness in place of the product's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
from golden_networks import paella_of, prior_of
from golden_unets import denoise_unet_of
from golden_vectors import Check, Vectors, exact_check, loaded, relative_check
from torch import Tensor, nn

from paella_core.diffusion import Known, all_times, batch_of, ddim_step, ddpm_step, denoise, times
from paella_core.draws import Draw, argmax, headed, multinomial, quant, switched, typical
from paella_core.guidance import Together, guided
from paella_core.networks.clip2img import Clip2Img, Clip2ImgConfig
from paella_core.networks.denoise_unet import DenoiseUNet
from paella_core.networks.paella import Paella
from paella_core.networks.prepared_paella import PreparedPaella
from paella_core.networks.prepared_unet import PreparedDenoiseUNet
from paella_core.randomness import gumbel
from paella_core.sampling import Predict, sample
from paella_core.schedule import Schedule

ALL, NONE = 0.0, 2.0  # uniforms that noise every token, and no token


class RecordedRandomness:
    """The `Randomness` of a recorded run."""

    def __init__(
        self,
        start: Tensor,
        first: float = ALL,
        renoising: Tensor | None = None,
        draws: Tensor | None = None,
        fresh: Tensor | None = None,
    ) -> None:
        self.start, self.first, self.renoising, self.draws, self.fresh = start, first, renoising, draws, fresh

    @classmethod
    def of_run(cls, vectors: Vectors, run: str, draws: str, known: str) -> RecordedRandomness:
        """Tokens that a run began with, and had no mask, are not noised before its first step."""
        begun = vectors.get(f"{run}.{known}")
        start = vectors.get(f"{run}.init_noise")
        start = begun if start is None else start
        assert start is not None
        first = ALL if begun is None or f"{run}.mask" in vectors else NONE
        drawn, fresh = vectors.get(f"{run}.{draws}"), vectors.get(f"{run}.random_x")
        return cls(start, first, vectors[f"{run}.u_renoise"], drawn, fresh)

    def noise(self, step: int) -> Tensor:
        if step == 0:
            return self.start
        assert self.fresh is not None
        return self.fresh[step - 1]

    def renoise(self, step: int) -> Tensor:
        """Past what is recorded nothing should be noised: all would be."""
        if step == 0 or self.renoising is None or step > len(self.renoising):
            return torch.full(self.start.shape, self.first if step == 0 else ALL)
        return self.renoising[step - 1]

    def gumbel(self, step: int, cells_N: Tensor) -> Iterator[Tensor]:
        assert self.draws is not None
        yield gumbel(self.draws[step][cells_N])


@torch.no_grad()
def replay_sampler_v3(vectors: Vectors) -> Iterator[Check]:
    """`sampler_v3`: each run token by token at every step, before and after noise is added; by the network as it is,
    and prepared for sampling."""
    for run, about in vectors.about["runs"].items():
        schedule, network = schedule_of_v3(about), paella_of(weights_of(vectors, run))
        randomness = RecordedRandomness.of_run(vectors, run, "u_categorical", "init_x")
        draw, prepared = draw_of_v3(vectors, run, about, schedule, randomness), PreparedPaella(network)
        for predict, drawn in (
            (as_rows(predict_of_v3(vectors, run, network, schedule)), draw),
            (prepared_v3(vectors, run, prepared, schedule), headed(prepared.head, draw, network.config.num_labels)),
        ):
            traces = traces_of(predict, drawn, schedule, randomness, vectors.get(f"{run}.init_x"))
            yield from trace_checks(vectors, run, traces)


@torch.no_grad()
def replay_sampler_v1(vectors: Vectors) -> Iterator[Check]:
    """`sampler_v1`: likewise, with typical draws, masks, fresh noise, and conditions by position."""
    for run, about in vectors.about["runs"].items():
        schedule, network = schedule_of_v1(about), denoise_unet_of(weights_of(vectors, run))
        randomness = RecordedRandomness.of_run(vectors, run, "u_gumbel", "x")
        draw, prepared = multinomial(schedule, randomness), PreparedDenoiseUNet(network)
        if about["typical_filtering"]:
            draw = typical(draw, about["typical_mass"], about["typical_min_tokens"])
        known, mask = vectors.get(f"{run}.x"), vectors.get(f"{run}.mask")
        unlock = None if mask is None else mask.float()
        for predict, drawn in (
            (as_rows(predict_of_v1(vectors, run, network, schedule)), draw),
            (prepared_v1(vectors, run, prepared, schedule), headed(prepared.head, draw, network.config.num_labels)),
        ):
            yield from trace_checks(vectors, run, traces_of(predict, drawn, schedule, randomness, known, unlock))


def weights_of(vectors: Vectors, run: str) -> Vectors:
    """The file whose weights a run uses."""
    about, anyway = vectors.about, vectors.about.get("weights_from")
    named = anyway if isinstance(anyway, str) else about["runs"][run].get("weights") or about["weights_from"][run]
    return Vectors.load(vectors.folder, named)


def traces_of(
    predict: Predict,
    draw: Draw,
    schedule: Schedule,
    randomness: RecordedRandomness,
    known: Tensor | None,
    unlock: Tensor | None = None,
) -> dict[str, Tensor]:
    """The tokens at every step of a run, by the names of a recording."""
    seen: list[Tensor] = []
    samples = sample(recording(predict, seen), draw, schedule, randomness, known, unlock)
    sampled = [tokens for _, tokens in samples]
    traces = {f"step{i}.sampled": tokens for i, tokens in enumerate(sampled)}
    traces |= {f"all_step{i}.sampled": tokens for i, tokens in enumerate(sampled)}
    traces |= {f"step{i}.renoised": tokens for i, tokens in enumerate(seen[1:])}
    return traces | {"tokens_final": sampled[-1]}


def recording(predict: Predict, seen: list[Tensor]) -> Predict:
    """The same prediction, keeping the tokens that it was asked about."""

    def recorded(tokens: Tensor, level: float, step: int) -> Tensor:
        seen.append(tokens)
        return predict(tokens, level, step)

    return recorded


def trace_checks(vectors: Vectors, run: str, traces: dict[str, Tensor]) -> Iterator[Check]:
    """All that was recorded of a run."""
    for name, tokens in traces.items():
        if f"{run}.{name}" in vectors:
            yield exact_check(vectors, f"{run}.{name}", tokens)


def schedule_of_v3(about: dict[str, Any]) -> Schedule:
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


def schedule_of_v1(about: dict[str, Any]) -> Schedule:
    """The schedule of a recorded run; a negative guidance is none."""
    scale = about["classifier_free_scale"]
    whole = Schedule.cosine(
        about["T"],
        tuple(about["temp_range"]),
        1.0 if scale < 0 else scale,
        renoise_steps=about["renoise_steps"],
        renoise_from=about["renoise_mode"],
    )
    return whole.from_step(about["starting_t"])


def predict_of_v3(vectors: Vectors, run: str, network: Paella, schedule: Schedule) -> Predict:
    """The guided prediction of a recorded run; only its conditional half is re-weighted."""
    images = [tensor for _, tensor in vectors.under(f"{run}.clip_image.")] or vectors.get(f"{run}.clip_image")
    byt5, clip, weights = vectors[f"{run}.byt5"], vectors.get(f"{run}.clip"), vectors.get(f"{run}.attn_weights")
    null_byt5, null_clip = vectors[f"{run}.uncond_byt5"], vectors.get(f"{run}.uncond_clip")

    def conditional(tokens: Tensor, t: float, _step: int) -> Tensor:
        return network(tokens, batch_of(t, tokens), byt5, clip, images, weights)

    def unconditional(tokens: Tensor, t: float, _step: int) -> Tensor:
        return network(tokens, batch_of(t, tokens), null_byt5, null_clip)

    return guided(conditional, unconditional, schedule.guidance)


def prepared_v3(vectors: Vectors, run: str, prepared: PreparedPaella, schedule: Schedule) -> Predict:
    """The same as `predict_of_v3`, both halves in one batch."""
    images = [tensor for _, tensor in vectors.under(f"{run}.clip_image.")] or vectors.get(f"{run}.clip_image")
    images = [] if images is None else images if isinstance(images, list) else [images]
    weights = vectors.get(f"{run}.attn_weights")
    byt5, clip = vectors[f"{run}.byt5"], vectors.get(f"{run}.clip")
    null_byt5, null_clip = vectors[f"{run}.uncond_byt5"], vectors.get(f"{run}.uncond_clip")
    return Together(
        lambda tell: tell(),
        prepared.joined,
        lambda tokens, level, told: prepared.features(tokens, prepared.at(level), told),
        [(lambda: prepared.told(byt5, clip, images, weights), 1.0)],
        lambda: prepared.told(null_byt5, null_clip),
        schedule.guidance,
    )


def prepared_v1(vectors: Vectors, run: str, prepared: PreparedDenoiseUNet, schedule: Schedule) -> Predict:
    """The same as `predict_of_v1`, both halves in one batch."""
    condition, grid = vectors[f"{run}.c"], vectors[f"{run}.tokens_final"].shape[1:]
    return Together(
        lambda one: prepared.told(one, grid),
        prepared.joined,
        lambda tokens, level, told: prepared.features(tokens, prepared.at(level), told),
        [(condition, 1.0)],
        torch.zeros_like(condition),
        schedule.guidance,
    )


def as_rows(predict: Predict) -> Predict:
    """A prediction of logits_BKHW, as the sampler takes it."""
    return lambda state, level, step: predict(state, level, step).permute(0, 2, 3, 1)


def predict_of_v1(vectors: Vectors, run: str, network: DenoiseUNet, schedule: Schedule) -> Predict:
    """The guided prediction of a recorded run."""
    condition = vectors[f"{run}.c"]
    conditional, unconditional = (conditioned(network, c) for c in (condition, torch.zeros_like(condition)))
    return guided(conditional, unconditional, schedule.guidance)


def conditioned(network: nn.Module, condition: Tensor) -> Predict:
    """A network under a condition, as a prediction."""
    return lambda state, level, _step: network(state, batch_of(level, state), condition)


def draw_of_v3(
    vectors: Vectors, run: str, about: dict[str, Any], schedule: Schedule, randomness: RecordedRandomness
) -> Draw:
    """The way of drawing of a recorded run."""
    if f"{run}.u_categorical" not in vectors:
        return argmax
    if "sampling_quant_steps" not in about:
        return multinomial(schedule, randomness)
    averaged = quant(schedule, vectors[f"{run}.codebook"])
    return switched(about["sampling_quant_steps"], multinomial(schedule, randomness), averaged)


def clip2img_of(vectors: Vectors) -> Clip2Img:
    """The latent denoiser of a golden file."""
    return loaded(Clip2Img(Clip2ImgConfig(**vectors.config)), vectors)


@torch.no_grad()
def replay_sampler_diffuzz(vectors: Vectors) -> Iterator[Check]:
    """`sampler_diffuzz`: every run state by state."""
    networks = {"prior_v1": prior_of, "arroz_clip2img_v1": clip2img_of}
    for run, about in vectors.about["runs"].items():
        network = networks[about["weights"]](weights_of(vectors, run))
        states = torch.stack(list(denoised(vectors, run, about, network)))
        yield relative_check(vectors, f"{run}.preds", states)


def denoised(vectors: Vectors, run: str, about: dict[str, Any], network: nn.Module) -> Iterator[Tensor]:
    """One run of a Gaussian sampler."""
    noise, start, mask = (vectors.get(f"{run}.{name}") for name in ("init_noise", "x_init", "mask"))
    condition, null = vectors[f"{run}.c"], vectors.get(f"{run}.uncond_c")
    conditional = conditioned(network, condition)
    unconditional = conditioned(network, torch.zeros_like(condition) if null is None else null)
    scale = 1.0 if about["cfg"] is None else about["cfg"]
    predict = guided(conditional, unconditional, [scale] * about["timesteps"])
    divided = {"arroz": times, "torchtools": all_times}[about["variant"]]
    ts = divided(about["timesteps"], about["t_start"], about["t_end"])
    advance = {"ddpm": ddpm_step, "ddim": ddim_step}[about["sampler"]]
    state = start if noise is None else noise
    assert state is not None
    recorded = iter(vectors[f"{run}.z"] if about["gaussians_used"] else ())
    known = None if mask is None or start is None else Known(start, mask, lambda _step: next(recorded))

    def fresh(_step: int) -> Tensor:
        return next(recorded) if advance is ddpm_step else torch.zeros_like(state)

    return denoise(predict, state, ts, fresh, advance, known)
