"""Pictures with the statistics of photographs: the same everywhere, endless, and as such pictures are."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest

from paella_core.errors import TrainingError
from paella_core.training.config import read_config
from paella_core.training.data.photographic import Photographic, PhotographicData, leaves, picture, textures
from paella_core.training.data.sources import open_source


@pytest.fixture(scope="module")
def brightnesses_NHW() -> np.ndarray:
    """Of leaves, which most of the pictures are, on their own."""
    return np.stack([np.asarray(leaves(Random(number), 128), float).mean(-1) for number in range(40)])


def test_a_picture_depends_on_its_numbers_alone() -> None:
    series = Photographic(PhotographicData(size=64))
    for number in range(12):
        sample = series.sample(number)
        assert np.array_equal(sample.image, series.sample(number).image)
        assert sample.image.shape == (64, 64, 3)
        assert sample.image.dtype == np.uint8
        assert sample.caption == ""
    assert len({series.sample(number).image.tobytes() for number in range(12)}) == 12
    other = Photographic(PhotographicData(size=64, seed=2))
    assert not np.array_equal(series.sample(1).image, other.sample(1).image)


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
def test_scenes_are_as_many_as_asked_for(share: float) -> None:
    series = Photographic(PhotographicData(size=16, scene_share=share))
    scenes = [series.sample(number).name.startswith("scene") for number in range(200)]
    assert np.mean(scenes) == pytest.approx(share, abs=0.1)


def test_amplitudes_fall_as_those_of_photographs(brightnesses_NHW: np.ndarray) -> None:
    """With an exponent of about 1.2 (Field 1987)."""
    windows_HW = np.hanning(128)[:, None] * np.hanning(128)
    around_zero_NHW = brightnesses_NHW - brightnesses_NHW.mean((1, 2), keepdims=True)
    amplitudes_HW = np.abs(np.fft.fft2(around_zero_NHW * windows_HW)).mean(0)
    frequencies_HW = np.hypot(np.fft.fftfreq(128)[:, None], np.fft.fftfreq(128)) * 128
    rings = np.arange(3, 48)
    amplitudes = [amplitudes_HW[np.abs(frequencies_HW - ring) < 0.5].mean() for ring in rings]
    exponent, _ = np.polyfit(np.log(rings), np.log(amplitudes), 1)
    assert exponent == pytest.approx(-1.25, abs=0.08)


def test_most_neighbours_are_alike_and_a_few_very_different(brightnesses_NHW: np.ndarray) -> None:
    """Edges: the kurtosis of differences is far above a bell curve's 3."""
    differences = np.diff(brightnesses_NHW, axis=2)
    assert np.mean(differences**4) / np.mean(differences**2) ** 2 > 10


def test_of_a_picture_hardly_two_neighbours_are_equal() -> None:
    """As they are in leaves: light, texture and noise are over them."""
    pictures = [picture(Random(number), 64).astype(int) for number in range(12)]
    assert np.mean([(np.diff(each, axis=1) == 0).all(-1).mean() for each in pictures]) < 0.1
    assert len({each.tobytes() for each in pictures}) == 12


def test_textures_repeat_without_a_seam_and_have_one_variance() -> None:
    for texture in textures():
        assert texture.mean() == pytest.approx(0, abs=1e-4)
        assert texture.std() == pytest.approx(1, abs=1e-4)
        seam, inside = np.abs(texture[0] - texture[-1]).mean(), np.abs(np.diff(texture, axis=0)).mean()
        assert seam < 1.5 * inside


def test_a_configuration_names_them(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text('[data]\nsource = "photographic"\nsize = 32\nscene_share = 0.25\nworkers = 1\n')
    source, workers = open_source(read_config(tmp_path / "x.toml"))
    assert isinstance(source, Photographic)
    assert (source.data.size, source.data.scene_share, workers) == (32, 0.25, 1)
    (tmp_path / "x.toml").write_text('[data]\nsource = "photographic"\nscenes = 0.25\n')
    with pytest.raises(TrainingError, match="scenes"):
        open_source(read_config(tmp_path / "x.toml"))
