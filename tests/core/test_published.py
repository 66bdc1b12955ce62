"""The published models: their networks at full size (on the meta device), and how their authors sampled them."""

from __future__ import annotations

import json
from importlib.metadata import files
from pathlib import Path

import pytest
import torch

from paella_core.networks.clip2img import Clip2ImgAttentionConfig, Clip2ImgConfig
from paella_core.networks.denoise_unet import DenoiseUNetConfig
from paella_core.networks.unet import UNetConfig
from paella_core.packs import manifest
from paella_core.packs.loading import build
from paella_core.packs.manifest import ABILITIES, Manifest
from paella_core.packs.published import ARROZ_V1, ARROZ_V5, PAELLA_V1, PAELLA_V1_IMAGE, PAELLA_V3, PUBLISHED

MANIFESTS = Path(__file__).with_name("manifests")
FULL_SIZE = [
    (PAELLA_V3, "denoiser", 1_008_350_592, "paella_v3"),
    (PAELLA_V3, "vqgan", 18_406_894, "vqgan_f4"),
    (PAELLA_V3, "prior", 899_770_624, "prior_v1"),
    (PAELLA_V1, "denoiser", 577_995_184, "paella_v1"),
    (PAELLA_V1, "vqgan", 68_995_971, "rudalle_vqgan_f8"),
    (ARROZ_V1, "denoiser", 604_629_252, "arroz_clip2img_v1"),
    (ARROZ_V5, "denoiser", 1_147_474_748, "arroz_clip2img_v5"),
    (ARROZ_V5, "vqgan", 66_924_946, "arroz_vqgan"),
]
OF_TRAINING = {"kl_weight", "temp_init", "double_z", "dropout"}


def on_meta(pack: Manifest, role: str) -> torch.nn.Module:
    with torch.device("meta"):
        return build(pack.networks[role])


def size_of(module: torch.nn.Module) -> int:
    return sum(parameter.numel() for parameter in module.parameters())


@pytest.mark.parametrize(("pack", "role", "parameters", "file"), FULL_SIZE)
def test_a_network_is_built_as_it_was_released(pack: Manifest, role: str, parameters: int, file: str) -> None:
    assert size_of(on_meta(pack, role)) == parameters
    constructor = json.loads((MANIFESTS / f"{file}.json").read_text())["constructor"]
    config = pack.networks[role].config
    assert {name: config[name] for name in constructor if name in config} | {
        name: constructor[name] for name in OF_TRAINING & constructor.keys() - config.keys()
    } == constructor


@pytest.mark.parametrize(("pack", "text", "image"), [(PAELLA_V3, 354.03, 632.08), (PAELLA_V1, 354.03, 1012.65)])
def test_the_towers_of_clip_have_their_sizes(pack: Manifest, text: float, image: float) -> None:
    clip = on_meta(pack, "clip")
    seen = size_of(clip.get_submodule("visual"))
    assert round(seen / 1e6, 2) == image
    assert round((size_of(clip) - seen) / 1e6, 2) == text


@pytest.mark.parametrize(("pack", "name"), [(PAELLA_V3, "ViT-H-14"), (PAELLA_V1, "ViT-g-14")])
def test_clip_is_configured_as_open_clip_does(pack: Manifest, name: str) -> None:
    [path] = [path for path in files("open_clip_torch") or [] if path.match(f"model_configs/{name}.json")]
    assert pack.networks["clip"].config == json.loads(path.read_text())


def test_the_byte_level_encoder_has_its_size() -> None:
    attention, gated, norms = 4 * 2560 * 32 * 64, 3 * 2560 * 6720, 2 * 2560
    vocabulary, positions, last_norm = 384 * 2560, 32 * 32, 2560
    expected = 36 * (attention + gated + norms) + vocabulary + positions + last_norm
    assert size_of(on_meta(PAELLA_V3, "byt5")) == expected == 2_614_091_264


@pytest.mark.parametrize(
    ("pack", "kind"),
    [
        (PAELLA_V1, DenoiseUNetConfig),
        (PAELLA_V1_IMAGE, DenoiseUNetConfig),
        (ARROZ_V1, Clip2ImgConfig),
        (ARROZ_V5, Clip2ImgAttentionConfig),
    ],
)
def test_grids_are_what_the_network_takes(pack: Manifest, kind: type[UNetConfig]) -> None:
    config = kind(**pack.networks["denoiser"].config)
    assert (pack.size_multiple, pack.smallest_grid) == (config.grid_multiple, config.smallest_grid)
    assert pack.native_size % (pack.downscale * pack.size_multiple) == 0


def test_v3_is_sampled_by_the_released_recipe() -> None:
    params, recipe = PAELLA_V3.defaults, PAELLA_V3.conditioning
    assert (params.steps, params.renoise_steps, params.temperature, params.guidance) == (32, 26, (1.2, 0.2), 8.0)
    assert (recipe.prior_steps, recipe.prior_guidance, recipe.byt5_length) == (60, 3.0, 768)
    assert (recipe.prompt_weight, recipe.image_weight) == (1.2, 0.4)
    fast, fastest = (PAELLA_V3.presets[name].over(params) for name in ("fast", "fastest"))
    assert (fast.steps, fast.renoise_steps, fast.temperature, fast.guidance) == (12, 11, (1.0, 0.2), 8.0)
    assert (fastest.steps, fastest.renoise_steps) == (8, 7)


def test_v1_and_arroz_are_sampled_as_their_authors_did() -> None:
    v1 = PAELLA_V1.defaults
    assert (v1.steps, v1.renoise_steps, v1.temperature, v1.typical_mass) == (12, 11, (1.0, 1.0), 0.2)
    assert (PAELLA_V1.sampler.renoise, PAELLA_V1.sampler.typical_min_tokens) == ("start", 1)
    for arroz in (ARROZ_V1, ARROZ_V5):
        assert (arroz.defaults.steps, arroz.defaults.guidance, arroz.sampler.step) == (20, 3.0, "ddpm")


def test_each_can_what_its_condition_allows() -> None:
    assert set(PAELLA_V1.abilities) == set(ABILITIES) - {"vary"}
    assert set(PAELLA_V1_IMAGE.abilities) == {"vary", "interpolate"}
    assert PAELLA_V3.abilities == ABILITIES
    for pack in (ARROZ_V1, ARROZ_V5):
        assert set(pack.abilities) == set(ABILITIES) - {"branch"}


@pytest.mark.parametrize("pack", PUBLISHED.values(), ids=PUBLISHED)
def test_a_published_manifest_survives_its_file(pack: Manifest, tmp_path: Path) -> None:
    for network in pack.networks.values():
        (tmp_path / network.file).write_bytes(b"weights")
    written = manifest.write(tmp_path, pack)
    assert manifest.read(tmp_path) == written
    assert PUBLISHED[written.name] is pack
