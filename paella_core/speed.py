"""How long a picture will take: the work is counted on networks without weights, the device's pace is measured.

The count covers matrix products and convolutions, 2 for each multiply-accumulate. All else takes time too, so an
estimate multiplies by what was measured of it.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import cast

import torch
from torch import Tensor, nn
from torch.utils.flop_counter import FlopCounterMode

from paella_core.networks.vqgan_f4 import VQGAN
from paella_core.networks.vqgan_f8 import GumbelVQGAN
from paella_core.networks.vqgan_watercolor import WatercolorVQGAN
from paella_core.packs.loading import build
from paella_core.packs.manifest import Manifest

_WORDS = 64  # tokens of a usual prompt
_TRIALS = 12
_PROBE = 384  # side of the matrices that are multiplied: done before the system gives the processor to others
_BESIDE = 2.0  # of the time of the products alone
_META = torch.device("meta")


def seconds_of(work: float, operations_a_second: float) -> float:
    """About how long it takes, with all that is not counted."""
    return _BESIDE * work / operations_a_second


def work_of(manifest: Manifest) -> float:
    """The floating-point operations of a picture of `native_size` by the pack's own settings. Needs no weights.

    Raises:
        PackBroken: a network's configuration does not fit it.
    """
    side = manifest.native_size // manifest.downscale
    with _META:
        denoiser, vqgan = build(manifest.networks["denoiser"]), build(manifest.networks["vqgan"])
        step = _operations(lambda: _PREDICT[manifest.family](denoiser, side, manifest))
        decoding = _operations(lambda: _decode(vqgan, side, manifest))
    guidance = 1 if manifest.defaults.guidance in (None, 1.0) else 2
    return step * guidance * (manifest.defaults.steps or 1) + decoding


def pace(device: torch.device, dtype: torch.dtype, trials: int = _TRIALS) -> float:
    """The floating-point operations a second of matrix products on a device, the best of some trials: they take a tenth
    of a second or so, longer in numbers that the device imitates."""
    left = torch.randn(_PROBE, _PROBE, device=device).to(dtype)
    best = min(_seconds(lambda: left @ left) for _ in range(trials))
    return 2 * _PROBE**3 / best


def _seconds(work: Callable[[], Tensor]) -> float:
    began = time.perf_counter()
    work().sum().item()  # which waits for the device
    return time.perf_counter() - began


def _operations(run: Callable[[], object]) -> float:
    with FlopCounterMode(display=False) as counter, torch.inference_mode():
        run()
    return float(counter.get_total_flops())


def _tokens(side: int) -> Tensor:
    return torch.zeros(1, side, side, dtype=torch.long)


def _paella_v3(denoiser: nn.Module, side: int, manifest: Manifest) -> Tensor:
    config = manifest.networks["denoiser"].config
    words, embedding = torch.empty(1, _WORDS, config["byt5_embd"]), torch.empty(1, config["clip_embd"])
    return denoiser(_tokens(side), torch.zeros(1), words, embedding)


def _paella_v1(denoiser: nn.Module, side: int, manifest: Manifest) -> Tensor:
    return denoiser(_tokens(side), torch.zeros(1), torch.empty(1, manifest.networks["denoiser"].config["c_clip"]))


def _arroz(denoiser: nn.Module, side: int, manifest: Manifest) -> Tensor:
    embedding = torch.empty(1, manifest.networks["denoiser"].config["c_embd"])
    return denoiser(_latents(side, manifest), torch.zeros(1), embedding)


def _decode(vqgan: nn.Module, side: int, manifest: Manifest) -> Tensor:
    if manifest.family == "arroz":
        return cast(WatercolorVQGAN, vqgan).decode(_latents(side, manifest))
    return cast(VQGAN | GumbelVQGAN, vqgan).decode_indices(_tokens(side))


def _latents(side: int, manifest: Manifest) -> Tensor:
    return torch.empty(1, manifest.networks["vqgan"].config["c_latent"], side, side)


_PREDICT: dict[str, Callable[[nn.Module, int, Manifest], Tensor]] = {
    "paella-v3": _paella_v3,
    "paella-v1": _paella_v1,
    "arroz": _arroz,
}
