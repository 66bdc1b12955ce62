"""`pack.json`: what a pack is, what it can do, and what its files are. Imports no torch."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

from paella_core.atomic import write_text
from paella_core.errors import BadInput, PackBroken, PackNotFound
from paella_core.params import SamplingParams

FILE_NAME = "pack.json"
FORMAT = 1
ROLES = ("denoiser", "vqgan", "prior", "clip", "byt5")
ABILITIES = (
    "generate",
    "inpaint",
    "outpaint",
    "structural-edit",
    "strength-map",
    "vary",
    "interpolate",
    "blend",
    "negative",
    "branch",
)
Renoise = Literal["start", "prev", "rand", "posterior"]
DiffusionStep = Literal["ddpm", "ddim"]
Precision = Literal["float32", "bfloat16", "int8"]
"""What a network of a pack can be stored in."""
Section = TypeVar("Section", "Recipe", "Sampler")
_FROM_PICTURES = {"vary", "interpolate"}
_READ_AT_ONCE = 1 << 22  # bytes
_PERSONAL = ("seed", "count")
KNOBS = tuple(each.name for each in fields(SamplingParams) if each.name not in _PERSONAL)
_SAFE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Needs:
    """What a family asks of its packs: networks, defaults of sampling, which inputs its denoiser can have, and the
    abilities that none of them has."""

    roles: tuple[str, ...]
    defaults: tuple[str, ...]
    feeds: tuple[str, ...]
    most_feeds: int
    never: tuple[str, ...] = ()


_TOKEN_DEFAULTS = ("steps", "renoise_steps", "temperature", "guidance")
FAMILIES: Mapping[str, Needs] = {
    "paella-v3": Needs(("denoiser", "vqgan"), _TOKEN_DEFAULTS, ("byt5", "clip", "clip_image"), 3),
    "paella-v1": Needs(("denoiser", "vqgan"), _TOKEN_DEFAULTS, ("clip", "clip_image"), 1),
    "arroz": Needs(("denoiser", "vqgan"), ("steps", "guidance"), ("clip_image",), 1, never=("branch",)),
}


@dataclass(frozen=True)
class Network:
    """One network: the `type` that builds it, its `config`, and the safetensors `file` of its weights in the pack."""

    type: str
    config: Mapping[str, Any]
    file: str


@dataclass(frozen=True)
class PackFile:
    """What a file must be: its size in bytes and its SHA-256 in hex."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Recipe:
    """How text becomes a condition: what feeds the denoiser, and how the prior is sampled where it does.

    `prompt_weight` and `image_weight` multiply the attention (1 leaves it) to the prompt and to the CLIP image tokens.
    """

    feeds: tuple[str, ...] = ("byt5", "clip", "clip_image")
    byt5_length: int = 768
    prior_steps: int = 60
    prior_guidance: float = 3.0
    prompt_weight: float = 1.0
    image_weight: float = 1.0


@dataclass(frozen=True)
class Sampler:
    """How a pack is sampled, for published ones as they were; these are no choices of a person.

    `renoise` is how tokens are noised after the first step: `schedule.RenoiseFrom`. Typical filtering leaves at least
    `typical_min_tokens`. `step` is for the Gaussian families.
    """

    renoise: Renoise = "start"
    typical_min_tokens: int = 1
    step: DiffusionStep = "ddpm"


@dataclass(frozen=True)
class Manifest:
    """A pack. Sizes are sides of a square picture in pixels, `downscale` is pixels a token (or latent cell); the sides
    of a grid, in tokens, are multiples of `size_multiple` and at least `smallest_grid`.

    `title` and `about` are for people. `defaults` has every knob set that its family needs (`FAMILIES`). `presets` are
    further settings by name; a knob that a preset leaves at None is the default's. `abilities` are some of `ABILITIES`.

    Raises:
        PackBroken: this cannot be a pack.
    """

    family: str
    name: str
    version: str
    licence: str
    source: str
    networks: Mapping[str, Network]
    defaults: SamplingParams
    abilities: tuple[str, ...]
    native_size: int
    largest_size: int
    downscale: int
    size_multiple: int
    smallest_grid: int = 1
    title: str = ""
    about: str = ""
    presets: Mapping[str, SamplingParams] = field(default_factory=dict)
    sampler: Sampler = field(default_factory=Sampler)
    conditioning: Recipe = field(default_factory=Recipe)
    files: Mapping[str, PackFile] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _demand(is_name(self.name), f"the name {self.name!r} has unusual characters")
        _demand(self.family in FAMILIES, f"the family {self.family!r} is unknown to this version. Update the program")
        _check_networks(self)
        _check_abilities(self)
        _check_feeds(self)
        _check_sampling(self)
        for name in ("native_size", "downscale", "size_multiple", "smallest_grid"):
            _demand(getattr(self, name) > 0, f"{name} must be above 0")
        _demand(self.largest_size >= self.native_size, "largest_size is below native_size")


def _check_networks(pack: Manifest) -> None:
    missing = [role for role in FAMILIES[pack.family].roles if role not in pack.networks]
    _demand(not missing, f"it has no {' and no '.join(missing)}")
    for role, network in pack.networks.items():
        _demand(role in ROLES, f"{role!r} is no role of a network")
        _demand(is_name(network.file), f"the file name {network.file!r} has unusual characters")


def _check_abilities(pack: Manifest) -> None:
    for ability in pack.abilities:
        _demand(ability in ABILITIES, f"{ability!r} is no ability that this version knows. Update the program")
        _demand(ability not in FAMILIES[pack.family].never, f"no pack of {pack.family} can {ability}")
    if "vary" in pack.abilities:
        _demand("clip" in pack.networks, "it cannot vary without the network 'clip'")


def _check_feeds(pack: Manifest) -> None:
    needs, feeds = FAMILIES[pack.family], pack.conditioning.feeds
    _demand(feeds, "nothing feeds the denoiser")
    _demand(len(feeds) <= needs.most_feeds, f"no more than {needs.most_feeds} may feed a denoiser of {pack.family}")
    from_text = not set(pack.abilities) <= _FROM_PICTURES
    for feed in feeds:
        _demand(feed in needs.feeds, f"{feed!r} cannot feed the denoiser")
        makers = _makers(feed, from_text)
        _demand(makers <= set(pack.networks), f"the networks that make {feed!r} are missing")


def _makers(feed: str, from_text: bool) -> set[str]:
    """The networks that make an input of the denoiser; an image embedding comes from text only by way of the prior."""
    by_way = {"prior"} if from_text else set()
    return {"byt5": {"byt5"}, "clip": {"clip"}, "clip_image": {"clip"} | by_way}[feed]


def _check_sampling(pack: Manifest) -> None:
    for name in FAMILIES[pack.family].defaults:
        _demand(getattr(pack.defaults, name) is not None, f"the default of {name!r} is missing")
    for name, preset in pack.presets.items():
        _demand(is_name(name), f"the name of the preset {name!r} has unusual characters")
        _demand(preset.seed is None and preset.count == 1, f"the preset {name!r} sets the seed or the count")
    for weight in (pack.conditioning.prompt_weight, pack.conditioning.image_weight):
        _demand(0 <= weight < math.inf, f"the attention cannot have the weight {weight}")
    _demand(pack.sampler.renoise in get_args(Renoise), f"{pack.sampler.renoise!r} is no way to noise again")
    _demand(pack.sampler.step in get_args(DiffusionStep), f"{pack.sampler.step!r} is no step of diffusion")
    _demand(pack.sampler.typical_min_tokens > 0, "typical_min_tokens must be above 0")


def is_name(text: str) -> bool:
    """Whether a pack, or a file of it, may have that name."""
    return _SAFE_NAME.fullmatch(text) is not None


def read(folder: Path) -> Manifest:
    """The manifest of the pack in `folder`.

    Raises:
        PackNotFound: there is no `pack.json`.
        PackBroken: it is damaged, or made for a newer program.
    """
    path = folder / FILE_NAME
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        raise PackNotFound(f"{folder} is no model pack: it has no {FILE_NAME}.") from None
    except (OSError, ValueError) as error:
        raise PackBroken(f"{path} cannot be read ({error}). Install the pack again.") from None
    try:
        made_for = _typed(data, "format", int)
        _demand(made_for <= FORMAT, "it was made for a newer version of Paella Studio. Update the program")
        pack = parse(data, _networks(data["networks"]), _files(data["files"]))
        for network in pack.networks.values():
            _demand(network.file in pack.files, f"the file {network.file!r} is not described")
        return pack
    except PackBroken as error:
        raise PackBroken(f"{path} is not a usable manifest: {error}") from None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PackBroken(f"{path} is not a usable manifest: {_reason(error)}") from None


def write(folder: Path, manifest: Manifest) -> Manifest:
    """Write `pack.json` atomically, with the size and SHA-256 of every network's file; returns what was written.

    Raises:
        OSError: a file of weights is missing, or the folder cannot be written.
    """
    names = sorted({network.file for network in manifest.networks.values()})
    complete = replace(manifest, files={name: describe(folder / name) for name in names})
    write_text(folder / FILE_NAME, json.dumps(_as_json(complete), indent=2, ensure_ascii=False) + "\n")
    return complete


def describe(path: Path, progress: Callable[[int], None] = lambda _: None) -> PackFile:
    """The size and SHA-256 of a file; `progress` is told how many of its bytes were read."""
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_READ_AT_ONCE):
            digest.update(block)
            done += len(block)
            progress(done)
    return PackFile(done, digest.hexdigest())


def parse(data: Mapping[str, Any], networks: Mapping[str, Network], files: Mapping[str, PackFile]) -> Manifest:
    """A manifest from plain data (of JSON or TOML) and its networks.

    `title`, `about`, `presets`, `sampler` and `smallest_grid` may be absent, and so may any value of `conditioning` but
    `feeds`.

    Raises:
        PackBroken: something is missing, unknown, or of the wrong kind.
    """
    try:
        return Manifest(
            **{name: _typed(data, name, str) for name in ("family", "name", "version", "licence", "source")},
            **{name: _typed(data, name, int) for name in ("native_size", "largest_size", "downscale", "size_multiple")},
            smallest_grid=_typed({"smallest_grid": 1, **data}, "smallest_grid", int),
            **{name: _typed({name: "", **data}, name, str) for name in ("title", "about")},
            networks=networks,
            defaults=_params(data["defaults"]),
            presets={name: _params(preset) for name, preset in data.get("presets", {}).items()},
            sampler=_section(Sampler, data.get("sampler", {})),
            abilities=tuple(_typed(data, "abilities", list)),
            conditioning=parse_recipe(data["conditioning"]),
            files=files,
        )
    except (BadInput, KeyError, TypeError, ValueError, AttributeError) as error:
        raise PackBroken(_reason(error)) from None


def _params(data: Mapping[str, Any]) -> SamplingParams:
    """Some knobs; JSON's lists are pairs."""
    for name in data:
        _demand(name in KNOBS, f"{name!r} is no knob that a pack can set")
    values: dict[str, Any] = {name: tuple(value) if type(value) is list else value for name, value in data.items()}
    return SamplingParams(**values)


def parse_recipe(data: Mapping[str, Any]) -> Recipe:
    """A recipe from plain data, which must say what feeds the denoiser; the rest has defaults.

    Raises:
        PackBroken: a value is unknown or of the wrong kind.
    """
    _demand("feeds" in data, "'feeds' is missing")
    return _section(Recipe, data)


def _section(kind: type[Section], data: Mapping[str, Any]) -> Section:
    """A dataclass whose fields all have defaults: every value is of its default's type, a list stands for a tuple."""
    defaults = asdict(kind())
    for name in data:
        _demand(name in defaults, f"{name!r} is unknown to this version. Update the program")
    return kind(**{name: _like(defaults[name], data, name) for name in data})


def _like(default: Any, data: Mapping[str, Any], name: str) -> Any:
    if isinstance(default, float) and type(data[name]) is int:
        return float(data[name])
    return tuple(_typed(data, name, list)) if isinstance(default, tuple) else _typed(data, name, type(default))


def _networks(data: Mapping[str, Any]) -> dict[str, Network]:
    return {role: Network(**entry) for role, entry in data.items()}


def _files(data: Mapping[str, Any]) -> dict[str, PackFile]:
    return {name: PackFile(**entry) for name, entry in data.items()}


def _as_json(manifest: Manifest) -> dict[str, Any]:
    data = {"format": FORMAT} | asdict(manifest)
    data["defaults"] = _set_knobs(manifest.defaults)
    data["presets"] = {name: _set_knobs(preset) for name, preset in manifest.presets.items()}
    return data


def _set_knobs(params: SamplingParams) -> dict[str, Any]:
    return {name: value for name, value in params.chosen.items() if name in KNOBS}


def _typed(data: Mapping[str, Any], name: str, kind: type) -> Any:
    _demand(type(data[name]) is kind, f"{name!r} must be a {kind.__name__}")
    return data[name]


def _demand(truth: object, reason: str) -> None:
    if not truth:
        raise PackBroken(f"{reason}.".replace("..", "."))


def _reason(error: Exception) -> str:
    return f"{error} is missing." if isinstance(error, KeyError) else str(error)
