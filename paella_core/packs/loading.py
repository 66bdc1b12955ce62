"""Build the networks of a pack and fill them from safetensors, strictly.

Every name, shape and kind of number must be what is expected, and every number finite. Networks are built on the meta
device, so that no memory is filled twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from paella_core.atomic import replacing
from paella_core.conditioning.byt5 import build_encoder
from paella_core.conditioning.clip import build_clip
from paella_core.errors import PackBroken
from paella_core.networks.clip2img import Clip2Img, Clip2ImgAttention, Clip2ImgAttentionConfig, Clip2ImgConfig
from paella_core.networks.denoise_unet import DenoiseUNet, DenoiseUNetConfig
from paella_core.networks.paella import Paella, PaellaConfig
from paella_core.networks.prior import Prior, PriorConfig
from paella_core.networks.vqgan_f4 import VQGAN, VQGANConfig
from paella_core.networks.vqgan_f8 import GumbelVQGAN, GumbelVQGANConfig
from paella_core.networks.vqgan_watercolor import WatercolorVQGAN, WatercolorVQGANConfig
from paella_core.packs.manifest import Manifest, Network

Config = TypeVar("Config")
_ADVICE = "Install the pack again."
_FLOATS = (torch.float16, torch.bfloat16, torch.float32, torch.float64)


def build(network: Network) -> nn.Module:
    """A network of a manifest with fresh weights, on torch's current default device.

    Raises:
        PackBroken: an unknown type, or a configuration that does not fit it.
    """
    if network.type not in _BUILDERS:
        raise PackBroken(f"Networks of type {network.type!r} are unknown to this version. Update the program.")
    try:
        return _BUILDERS[network.type](dict(network.config))
    except (TypeError, ValueError, KeyError, AssertionError) as error:
        raise PackBroken(f"The configuration of {network.file} does not fit a {network.type}: {error}") from None


def load(folder: Path, manifest: Manifest, role: str, device: torch.device, dtype: torch.dtype) -> nn.Module:
    """The network of a role, ready to run: evaluation mode, no gradients, floating weights in `dtype` on `device`.

    Raises:
        PackBroken: there is none; its file is missing, damaged, or holds other weights than the network needs.
    """
    if role not in manifest.networks:
        raise PackBroken(f"The pack {manifest.name!r} has no network for {role!r}, which this family needs.")
    network = manifest.networks[role]
    path = folder / network.file
    _check_size(path, manifest.files[network.file].size)
    return load_network(network, path, device, dtype)


def check_files(folder: Path, manifest: Manifest) -> None:
    """Look whether a pack is complete, without reading its weights.

    Raises:
        PackBroken: a file is missing, or has another size than the manifest says.
    """
    for name, file in manifest.files.items():
        _check_size(folder / name, file.size)


def load_network(network: Network, path: Path, device: torch.device, dtype: torch.dtype) -> nn.Module:
    """One network from the file of its weights, ready to run, as `load` gives it.

    Raises:
        PackBroken: the file is missing, damaged, or holds other weights than the network needs.
    """
    with torch.device("meta"):
        module = build(network)
    _fill(module, _read(path), network.file)
    return module.to(device, dtype).eval().requires_grad_(False)


def save(module: nn.Module, path: Path, dtype: torch.dtype = torch.float16) -> None:
    """Write a network's weights atomically, floating ones in `dtype`; tensors that are one are written once."""
    weights = {name: _stored(tensor, dtype) for name, tensor in _distinct(module).items()}
    with replacing(path) as temporary:
        save_file(weights, temporary)


def _configured(network: Callable[[Config], nn.Module], config: type[Config]) -> Callable[[dict[str, Any]], nn.Module]:
    """A builder of one of our networks, which take their own configuration dataclass."""
    return lambda values: network(config(**values))


_BUILDERS: Mapping[str, Callable[[dict[str, Any]], nn.Module]] = {
    "paella": _configured(Paella, PaellaConfig),
    "denoise_unet": _configured(DenoiseUNet, DenoiseUNetConfig),
    "clip2img": _configured(Clip2Img, Clip2ImgConfig),
    "clip2img_attention": _configured(Clip2ImgAttention, Clip2ImgAttentionConfig),
    "vqgan_f4": _configured(VQGAN, VQGANConfig),
    "vqgan_f8": _configured(GumbelVQGAN, GumbelVQGANConfig),
    "vqgan_watercolor": _configured(WatercolorVQGAN, WatercolorVQGANConfig),
    "prior": _configured(Prior, PriorConfig),
    "clip": build_clip,
    "byt5": build_encoder,
}


def _check_size(path: Path, size: int) -> None:
    try:
        actual = path.stat().st_size
    except OSError as error:
        raise PackBroken(f"{path} cannot be read ({error}). {_ADVICE}") from None
    if actual != size:
        raise PackBroken(f"{path} has {actual} bytes instead of {size}. {_ADVICE}")


def _read(path: Path) -> dict[str, Tensor]:
    try:
        return load_file(path)
    except (OSError, SafetensorError) as error:
        raise PackBroken(f"{path} cannot be read ({error}). {_ADVICE}") from None


def _fill(module: nn.Module, weights: dict[str, Tensor], file: str) -> None:
    """Give an empty network its weights, after checking all that can be wrong with them."""
    _check(weights, _distinct(module), file)
    aliases = _aliases(module)
    module.load_state_dict(weights, strict=False, assign=True)
    for name, first in aliases.items():
        parent, _, leaf = name.rpartition(".")
        setattr(module.get_submodule(parent), leaf, module.get_parameter(first))


def _check(weights: Mapping[str, Tensor], expected: Mapping[str, Tensor], file: str) -> None:
    """Refuse weights that are not what a network expects, naming the first of them (PackBroken)."""
    missing, unexpected = expected.keys() - weights.keys(), weights.keys() - expected.keys()
    if missing or unexpected:
        names = f"missing {_some(missing)}; unexpected {_some(unexpected)}"
        raise PackBroken(f"{file} does not fit its network: {names}. {_ADVICE}")
    faults: Mapping[str, Callable[[Tensor, Tensor], bool]] = {
        "has weights of other shapes than its network": lambda given, wanted: given.shape != wanted.shape,
        "has other kinds of numbers than its network": lambda given, wanted: _kind(given) != _kind(wanted),
        "holds numbers that are not finite": lambda given, _wanted: not _is_finite(given),
    }
    for fault, is_so in faults.items():
        faulty = {name for name, given in weights.items() if is_so(given, expected[name])}
        if faulty:
            raise PackBroken(f"{file} {fault}: {_some(faulty)}. {_ADVICE}")


def _kind(tensor: Tensor) -> torch.dtype | str:
    """Floats of the usual precisions are of one kind, anything else is its own."""
    return "float" if tensor.dtype in _FLOATS else tensor.dtype


def _is_finite(tensor: Tensor) -> bool:
    """Whether there is no NaN or infinity; the extremes tell, without a copy of the weights."""
    if tensor.dtype not in _FLOATS or not tensor.numel():
        return True
    return bool(torch.stack(tensor.aminmax()).isfinite().all())


def _aliases(module: nn.Module) -> dict[str, str]:
    """The further names of shared tensors, each with the first name that it stands for."""
    names = {id(tensor): name for name, tensor in _distinct(module).items()}
    return {
        name: names[id(tensor)]
        for name, tensor in module.state_dict(keep_vars=True).items()
        if names[id(tensor)] != name
    }


def _distinct(module: nn.Module) -> dict[str, Tensor]:
    """What a network saves, by its first name: tensors that are shared (tied embeddings) appear once."""
    first: dict[int, tuple[str, Tensor]] = {}
    for name, tensor in module.state_dict(keep_vars=True).items():
        first.setdefault(id(tensor), (name, tensor))
    return dict(first.values())


def _stored(tensor: Tensor, dtype: torch.dtype) -> Tensor:
    tensor = tensor.detach().cpu().contiguous()
    return tensor.to(dtype) if tensor.is_floating_point() else tensor


def _some(names: set[str]) -> str:
    shown = sorted(names)[:3]
    return ", ".join(shown) + (" ..." if len(names) > len(shown) else "") if names else "none"
