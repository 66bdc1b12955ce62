"""What is said of packs: sizes, times, abilities, and whether they fit."""

from __future__ import annotations

import pytest

from app.dialogs.packs_words import abilities_words, fit_words, of_words, size_words, time_words
from app.engine.packs.entry import Fit


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 B"), (999, "999 B"), (18_400, "18 kB"), (18_000_000, "18 MB"), (14_951_437_144, "15.0 GB")],
)
def test_sizes_in_words(count: int, words: str) -> None:
    assert size_words(count) == words


def test_long_sizes_have_no_digit_too_many() -> None:
    assert size_words(120_000_000_000) == "120 GB"
    assert of_words(3_100_000_000, 14_900_000_000) == "3.1 of 14.9 GB"
    assert of_words(1_000_000, 14_900_000_000) == "0.0 of 14.9 GB"


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 s"), (40, "40 s"), (240, "4 min"), (4800, "80 min"), (7260, "2 h 1 min")]
)
def test_times_in_words(seconds: float, words: str) -> None:
    assert time_words(seconds) == words


def test_abilities_have_the_names_of_the_edit_panel() -> None:
    assert abilities_words(["outpaint", "generate", "juggle"]) == "Generate, Extend"


@pytest.mark.parametrize(
    ("fit", "words"),
    [
        (
            Fit(True, "cpu", "bfloat16", "stages", "", 240),
            "Fits this computer: bfloat16, stages one after another; about 4 min for a picture.",
        ),
        (Fit(True, "cpu", "int8", "sideways", "", None), "Fits this computer: int8, sideways."),
        (Fit(True), "Fits this computer."),
        (Fit(False, text="It needs 30 GB."), "It needs 30 GB."),
        (Fit(False), "Does not fit this computer."),
    ],
)
def test_whether_it_fits_in_words(fit: Fit, words: str) -> None:
    assert fit_words(fit) == words
