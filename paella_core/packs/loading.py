"""Build the networks of a pack and fill them from safetensors, strictly.

Every name, shape and kind of number must be what is expected, and every number finite. Networks are built on the meta
device, so that no memory is filled twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from pathlib import Path
from typing import Any, TypeVar, cast

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from paella_core.atomic import replacing
from paella_core.conditioning.byt5 import build_encoder
from paella_core.conditioning.clip import build_clip
from paella_core.conditioning.libraries import T5EncoderModel
from paella_core.errors import PackBroken
from paella_core.networks.clip2img import Clip2Img, Clip2ImgAttention, Clip2ImgAttentionConfig, Clip2ImgConfig
from paella_core.networks.denoise_unet import DenoiseUNet, DenoiseUNetConfig
from paella_core.networks.paella import Paella, PaellaConfig
from paella_core.networks.prior import Prior, PriorConfig
from paella_core.networks.vqgan_f4 import VQGAN, VQGANConfig
from paella_core.networks.vqgan_f8 import GumbelVQGAN, GumbelVQGANConfig
from paella_core.networks.vqgan_watercolor import WatercolorVQGAN, WatercolorVQGANConfig
from paella_core.packs import int8
from paella_core.packs.manifest import Manifest, Network
from paella_core.packs.momentary import Room, stream, widen

Config = TypeVar("Config")
Module = TypeVar("Module", bound=nn.Module)
_ADVICE = "Install the pack again."
_LAYER = "encoder.block."
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
    network, path = _found(folder, manifest, role)
    return load_network(network, path, device, dtype)


def load_widened(folder: Path, manifest: Manifest, role: str, device: torch.device) -> nn.Module:
    """As `load`, but the weights stay mapped from the file as it has them, and are float32 while they are used.

    Raises:
        PackBroken: as `load`.
    """
    network, path = _found(folder, manifest, role)
    module = _loaded(network, path).to(device)
    widen(module)
    return module.eval().requires_grad_(False)


def load_streamed(
    folder: Path, manifest: Manifest, role: str, device: torch.device, dtype: torch.dtype
) -> T5EncoderModel:
    """As `load`, for a T5 encoder whose layers are read from the file each time that they run, and dropped after.

    Raises:
        PackBroken: as `load`; numbers that are not finite are found when their layer runs first.
    """
    network, path = _found(folder, manifest, role)
    with torch.device("meta"):
        encoder = cast(T5EncoderModel, build(network))
    _check_described(path, encoder)
    layers, encoder.encoder.block = encoder.encoder.block, nn.ModuleList()
    _fill(encoder, _read(path, lambda name: not name.startswith(_LAYER)), network.file)
    _ready(encoder, device, dtype).encoder.block = layers
    stream(list(layers), _Layers(layers, path, device, dtype).fill)
    return encoder.eval()


class _Layers:
    """Gives the layers of a T5 encoder their weights from its file."""

    def __init__(self, layers: Iterable[nn.Module], path: Path, device: torch.device, dtype: torch.dtype) -> None:
        self._names = {id(layer): f"{_LAYER}{index}." for index, layer in enumerate(layers)}
        self._unchecked = set(self._names)
        self._path = path
        self._device, self._dtype, self._room = device, dtype, Room(dtype)

    def fill(self, layer: nn.Module) -> None:
        name = self._names[id(layer)]
        stored = _read(self._path, lambda each: each.startswith(name))
        weights = {each.removeprefix(name): tensor for each, tensor in stored.items()}
        if id(layer) in self._unchecked:
            _check(weights, int8.stored(distinct(layer), weights, layer), self._path.name)
            self._unchecked.remove(id(layer))
        dense = int8.dense(weights, self._dtype)
        copies = self._room.copies(list(dense.values()), self._device)
        layer.load_state_dict(dict(zip(dense, copies, strict=True)), assign=True)
        layer.requires_grad_(False)


def _found(folder: Path, manifest: Manifest, role: str) -> tuple[Network, Path]:
    """The network of a role, and the file of its weights, which has the size that it should have."""
    if role not in manifest.networks:
        raise PackBroken(f"The pack {manifest.name!r} has no network for {role!r}, which this family needs.")
    network = manifest.networks[role]
    path = folder / network.file
    _check_size(path, manifest.files[network.file].size)
    return network, path


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
    return _ready(_loaded(network, path), device, dtype)


def save(module: nn.Module, path: Path, dtype: torch.dtype = torch.float16) -> None:
    """Write a network's weights atomically, floating ones in `dtype`; tensors that are one are written once."""
    weights = {name: _stored(tensor, dtype) for name, tensor in distinct(module).items()}
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


def _loaded(network: Network, path: Path) -> nn.Module:
    """A network with the weights of its file, mapped, as they are stored."""
    with torch.device("meta"):
        module = build(network)
    _fill(module, _read(path, lambda _name: True), network.file)
    return module


def _ready(module: Module, device: torch.device, dtype: torch.dtype) -> Module:
    return module.to(device, dtype).eval().requires_grad_(False)


def _read(path: Path, wanted: Callable[[str], bool]) -> dict[str, Tensor]:
    """The weights of a file by their names there, mapped; here stored tensors become those of networks."""
    try:
        with safe_open(path, "pt") as file:
            return {name: file.get_tensor(name) for name in file.keys() if wanted(name)}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise PackBroken(f"{path} cannot be read ({error}). {_ADVICE}") from None


def _fill(module: nn.Module, weights: dict[str, Tensor], file: str) -> None:
    """Give an empty network its weights, after checking all that can be wrong with them."""
    _check(weights, int8.stored(distinct(module), weights, module), file)
    aliases = _aliases(module)
    module.load_state_dict(int8.restored(weights, torch.float32), strict=False, assign=True)
    for name, first in aliases.items():
        parent, _, leaf = name.rpartition(".")
        setattr(module.get_submodule(parent), leaf, module.get_parameter(first))


def _check_described(path: Path, module: nn.Module) -> None:
    """Refuse a file whose header describes other weights than a network has, without reading them (PackBroken)."""
    try:
        with safe_open(path, "pt") as file:
            given = {name: _empty(file.get_slice(name)) for name in file.keys()}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise PackBroken(f"{path} cannot be read ({error}). {_ADVICE}") from None
    expected = int8.stored(distinct(module), given, module)
    _check_names(given.keys(), expected.keys(), path.name)
    others = {name for name, tensor in expected.items() if given[name].shape != tensor.shape}
    if others:
        raise PackBroken(f"{path.name} has weights of other shapes than its network: {_some(others)}. {_ADVICE}")


def _empty(described: Any) -> Tensor:
    """A tensor of the shape that a file describes; of its types only int8 is told from the others here."""
    dtype = torch.int8 if described.get_dtype() == "I8" else torch.float32
    return torch.empty(described.get_shape(), dtype=dtype, device="meta")


def _check_names(given: Set[str], expected: Set[str], file: str) -> None:
    missing, unexpected = expected - given, given - expected
    if missing or unexpected:
        names = f"missing {_some(missing)}; unexpected {_some(unexpected)}"
        raise PackBroken(f"{file} does not fit its network: {names}. {_ADVICE}")


def _check(weights: Mapping[str, Tensor], expected: Mapping[str, Tensor], file: str) -> None:
    """Refuse weights that are not what a network expects, naming the first of them (PackBroken)."""
    _check_names(weights.keys(), expected.keys(), file)
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
    names = {id(tensor): name for name, tensor in distinct(module).items()}
    return {
        name: names[id(tensor)]
        for name, tensor in module.state_dict(keep_vars=True).items()
        if names[id(tensor)] != name
    }


def distinct(module: nn.Module) -> dict[str, Tensor]:
    """What a network saves, by its first name: tensors that are shared (tied embeddings) appear once."""
    first: dict[int, tuple[str, Tensor]] = {}
    for name, tensor in module.state_dict(keep_vars=True).items():
        first.setdefault(id(tensor), (name, tensor))
    return dict(first.values())


def _stored(tensor: Tensor, dtype: torch.dtype) -> Tensor:
    tensor = tensor.detach().cpu().contiguous()
    return tensor.to(dtype) if tensor.is_floating_point() else tensor


def _some(names: Set[str]) -> str:
    shown = sorted(names)[:3]
    return ", ".join(shown) + (" ..." if len(names) > len(shown) else "") if names else "none"
