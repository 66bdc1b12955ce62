"""In which numbers the CPU computes large packs: tried once, and kept for the machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from paella_core import arithmetic, residency
from paella_core.arithmetic import bfloat16_gain, cpu_arithmetic
from paella_core.conditioning.cache import cache_folder
from paella_core.residency import LARGE, MemoryNeeds, plans

CPU = torch.device("cpu")


@pytest.fixture
def gains(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What measurements give, one after the other, in a new home."""
    monkeypatch.setenv("PAELLA_HOME", str(tmp_path))
    ahead: list[float] = []
    monkeypatch.setattr(arithmetic, "bfloat16_gain", lambda: ahead.pop(0))
    return ahead


@pytest.mark.parametrize(
    ("gain", "chosen"), [(2.1, torch.bfloat16), (1.3, torch.bfloat16), (1.2, torch.float32), (0.2, torch.float32)]
)
def test_the_faster_numbers_are_chosen_once(gains: list[float], gain: float, chosen: torch.dtype) -> None:
    gains.append(gain)
    assert [cpu_arithmetic() for _ in range(3)] == [chosen] * 3
    assert not gains


@pytest.mark.parametrize("text", ["", "{}", '{"machine": "another", "bfloat16_gain": 2.0}', "[1]"])
def test_what_is_kept_of_another_machine_or_damaged_is_measured_anew(gains: list[float], text: str) -> None:
    gains += [0.2, 3.0]
    assert cpu_arithmetic() == torch.float32
    path = cache_folder() / "arithmetic.json"
    path.write_text(text, encoding="utf-8")
    assert cpu_arithmetic() == torch.bfloat16
    assert json.loads(path.read_bytes())["bfloat16_gain"] == 3.0


def test_the_measurement_compares_the_two() -> None:
    assert 0.001 < bfloat16_gain() < 1000


@pytest.mark.parametrize("chosen", [torch.bfloat16, torch.float32])
def test_only_large_packs_are_computed_so(monkeypatch: pytest.MonkeyPatch, chosen: torch.dtype) -> None:
    monkeypatch.setattr(residency, "cpu_arithmetic", lambda: chosen)
    large, small = (
        MemoryNeeds({"denoiser": numbers, "vqgan": 1}, {"denoiser": 1, "vqgan": 1}, 0, 0) for numbers in (LARGE, 5)
    )
    assert {(plan.precision, plan.arithmetic) for plan in plans(large, CPU)} == {(torch.bfloat16, chosen)}
    assert {(plan.precision, plan.arithmetic) for plan in plans(small, CPU)} == {(torch.float32, torch.float32)}
    assert {plan.widens for plan in plans(large, CPU)} == {chosen == torch.float32}
