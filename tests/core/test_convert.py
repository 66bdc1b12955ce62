"""Weights are written as a pack has them: exactly, in pieces, whole or not at all; int8 comes back as it was made."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file
from test_recognise import OTHER_SIZES
from torch import Tensor, nn
from toy import ARROZ_CONFIGS, CONFIGS

from paella_core.errors import PackBroken
from paella_core.packs import convert, int8
from paella_core.packs.convert import PRECISIONS, precision_for, size_of, write_weights
from paella_core.packs.loading import build, load_network
from paella_core.packs.manifest import Network, Precision
from paella_core.packs.recognise import Recognised, recognise, weights_of

CPU = torch.device("cpu")
NETWORKS = {**OTHER_SIZES, "vqgan_watercolor": ARROZ_CONFIGS["vqgan"]}
with_torchao = pytest.mark.skipif(find_spec("torchao") is None, reason="torchao is an extra")


def values(weights: Mapping[str, Tensor], seed: int = 0) -> dict[str, Tensor]:
    """Random numbers in the shapes of weights, integers where they are."""
    generator = torch.Generator().manual_seed(seed)
    return {
        name: torch.randn(tensor.shape, generator=generator).mul(9).to(tensor.dtype) for name, tensor in weights.items()
    }


def found(kind: str, config: Mapping[str, Any]) -> Recognised:
    return recognise(values(weights_of(Network(kind, config, "any.safetensors"))))


@pytest.fixture
def encoder() -> Recognised:
    return found(*CONFIGS["byt5"])


@pytest.mark.parametrize("name", NETWORKS)
def test_float32_is_exact(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convert, "_PIECE", 100)
    network, path = found(*NETWORKS[name]), tmp_path / "a.safetensors"
    write_weights(network, path, "float32")
    read = load_file(path)
    assert read.keys() == network.weights.keys()
    assert all(
        torch.equal(read[name], tensor) and read[name].dtype == tensor.dtype for name, tensor in network.weights.items()
    )
    assert path.stat().st_size == size_of(network, "float32")
    loaded = load_network(network.network, path, CPU, torch.float32).state_dict()
    assert all(torch.equal(loaded[name], tensor) for name, tensor in network.weights.items())


def test_bfloat16_is_rounded_as_torch_rounds(tmp_path: Path) -> None:
    network, path = found(*CONFIGS["denoiser"]), tmp_path / "a.safetensors"
    write_weights(network, path, "bfloat16")
    read = load_file(path)
    assert all(torch.equal(read[name], tensor.bfloat16()) for name, tensor in network.weights.items())
    assert path.stat().st_size == size_of(network, "bfloat16")


def test_what_is_counted_and_averaged_keeps_its_precision(tmp_path: Path) -> None:
    network = found(*CONFIGS["vqgan"])
    other = Recognised("denoiser", network.network, network.weights, network.title)
    write_weights(other, tmp_path / "a.safetensors", "bfloat16")
    types = {name: tensor.dtype for name, tensor in load_file(tmp_path / "a.safetensors").items()}
    kept = {name: dtype for name, dtype in types.items() if dtype != torch.bfloat16}
    [batch_norm] = {name.rsplit(".", 1)[0] for name in kept}
    assert kept == {
        f"{batch_norm}.running_mean": torch.float32,
        f"{batch_norm}.running_var": torch.float32,
        f"{batch_norm}.num_batches_tracked": torch.int64,
    }
    assert _types_in_order(tmp_path / "a.safetensors") == ["I64", "F32", "BF16"]


def _types_in_order(path: Path) -> list[str]:
    """The types of a file's tensors as they follow: wide before narrow, every tensor lies aligned to its type."""
    with path.open("rb") as file:
        described = json.loads(file.read(int.from_bytes(file.read(8), "little")))
    ordered = sorted(described.values(), key=lambda tensor: tensor["data_offsets"])
    return list(dict.fromkeys(tensor["dtype"] for tensor in ordered))


def test_every_role_has_its_precisions() -> None:
    assert PRECISIONS["vqgan"] == ("float32",)
    assert precision_for("vqgan", "bfloat16") == "float32"
    assert precision_for("byt5", "int8") == "int8"
    assert precision_for("clip", "int8") == "bfloat16"
    assert precision_for("denoiser", "float32") == "float32"


@pytest.mark.parametrize(("role", "precision"), [("vqgan", "bfloat16"), ("vqgan", "int8"), ("clip", "int8")])
def test_a_precision_that_spoils_a_network_is_refused(role: str, precision: Precision, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=f"a {role} cannot be stored as {precision}"):
        write_weights(found(*CONFIGS[role]), tmp_path / "a.safetensors", precision)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("bad", "precision"), [(float("nan"), "float32"), (float("-inf"), "bfloat16"), (3.4e38, "bfloat16")]
)
def test_numbers_that_are_none_are_refused(bad: float, precision: Precision, tmp_path: Path) -> None:
    network, path = found(*CONFIGS["prior"]), tmp_path / "a.safetensors"
    path.write_text("what was there")
    network.weights["blocks.2.3.weight"][3, 5] = bad
    with pytest.raises(PackBroken, match=r"blocks\.2\.3\.weight holds numbers that are not finite"):
        write_weights(network, path, precision)
    assert path.read_text() == "what was there"
    assert list(tmp_path.iterdir()) == [path]


def test_the_largest_of_float32_may_stay(tmp_path: Path) -> None:
    network = found(*CONFIGS["prior"])
    network.weights["blocks.2.3.weight"][3, 5] = 3.4e38
    write_weights(network, tmp_path / "a.safetensors", "float32")


def test_tensors_of_any_layout_and_precision_are_written(tmp_path: Path) -> None:
    network = found(*CONFIGS["prior"])
    weights = dict(network.weights)
    weights["blocks.0.weight"] = weights["blocks.0.weight"].T.contiguous().T
    weights["blocks.1.1.weight"] = torch.full((), 0.5, dtype=torch.float16).expand(64)
    weights["blocks.1.1.bias"] = torch.arange(128.0, dtype=torch.float64)[::2]
    write_weights(Recognised(network.role, network.network, weights, ""), tmp_path / "a.safetensors", "float32")
    read = load_file(tmp_path / "a.safetensors")
    assert all(torch.equal(read[name], tensor.float()) for name, tensor in weights.items())


def test_progress_counts_every_byte(tmp_path: Path, encoder: Recognised) -> None:
    told: list[tuple[int, int]] = []
    write_weights(encoder, tmp_path / "a.safetensors", "bfloat16", lambda done, total: told.append((done, total)))
    size = (tmp_path / "a.safetensors").stat().st_size
    assert told[-1] == (size, size)
    assert sorted(told) == told
    assert len(told) == len(encoder.weights)


def test_nothing_is_left_of_a_conversion_that_is_cut_off(tmp_path: Path, encoder: Recognised) -> None:
    def stop(done: int, total: int) -> None:
        if done > total / 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_weights(encoder, tmp_path / "a.safetensors", "bfloat16", stop)
    assert list(tmp_path.iterdir()) == []


MEASURE = """
import sys, torch
from pathlib import Path
from safetensors.torch import load_file
from paella_core.packs.convert import write_weights
from paella_core.packs.recognise import recognise

def resident():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS:")) >> 10

found = recognise(load_file(sys.argv[1]))
base, most = resident(), 0
def look(done, total):
    global most
    most = max(most, resident())
write_weights(found, Path(sys.argv[2]), "bfloat16", look)
print(most - base)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, and only Linux lets pages go")
def test_a_large_file_is_converted_in_little_memory(tmp_path: Path) -> None:
    wide = {"vocab_size": 384, "d_model": 1024, "d_kv": 64, "d_ff": 4096, "num_layers": 2, "num_heads": 16}
    config = {**wide, "feed_forward_proj": "gated-gelu", "dropout_rate": 0.0}
    source, made = tmp_path / "t5.safetensors", tmp_path / "made.safetensors"
    write_weights(found("byt5", config), source, "float32")
    assert source.stat().st_size > 130e6
    said = subprocess.run(
        [sys.executable, "-c", MEASURE, source, made], capture_output=True, text=True, check=True, timeout=120
    )
    assert int(said.stdout) < 70
    assert made.stat().st_size < source.stat().st_size * 0.51


# ---- int8


@with_torchao
def test_int8_is_stored_once_and_comes_back(
    tmp_path: Path, encoder: Recognised, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(convert, "_PIECE", 100)
    path = tmp_path / "a.safetensors"
    write_weights(encoder, path, "int8")
    read = load_file(path)
    assert path.stat().st_size == size_of(encoder, "int8")
    name = "encoder.block.0.layer.1.DenseReluDense.wo.weight"
    whole, scales = int8.quantised(encoder.weights[name])
    assert torch.equal(read[name], whole)
    assert torch.equal(read[name + int8.SCALE], scales)
    assert (read["shared.weight"].dtype, read["encoder.final_layer_norm.weight"].dtype) == (torch.bfloat16,) * 2
    restored = int8.restored(read, torch.float32)
    assert restored.keys() == encoder.weights.keys()
    plain = int8.dense(read, torch.float32)
    assert plain.keys() == encoder.weights.keys()
    assert torch.equal(plain[name], restored[name].dequantize())
    error = (plain[name] - encoder.weights[name]).abs() / scales
    assert 0.4 < error.max() <= 0.5001


@with_torchao
def test_a_network_computes_with_int8(encoder: Recognised, tmp_path: Path) -> None:
    write_weights(encoder, tmp_path / "a.safetensors", "int8")
    read = load_file(tmp_path / "a.safetensors")
    with torch.device("meta"):
        module = build(encoder.network)
    expected = {name: tensor for name, tensor in module.state_dict().items() if name in encoder.weights}
    stored = int8.stored(expected, read, module)
    assert {name: (tensor.shape, tensor.dtype == torch.int8) for name, tensor in stored.items()} == {
        name: (tensor.shape, tensor.dtype == torch.int8) for name, tensor in read.items()
    }
    layer = nn.Linear(24, 16, bias=False, device="meta")
    name = "encoder.block.0.layer.0.SelfAttention.q.weight"
    layer.load_state_dict({"weight": int8.restored(read, torch.float32)[name]}, assign=True)
    inputs = torch.randn(5, 24)
    exact = nn.functional.linear(inputs, encoder.weights[name])
    difference = (layer(inputs) - exact).norm() / exact.norm()
    assert 0 < difference < 0.02


def test_only_linear_layers_go_with_scales(encoder: Recognised) -> None:
    module = build(encoder.network)
    expected = weights_of(encoder.network)
    given = {**expected, "shared.weight": torch.zeros(384, 24, dtype=torch.int8)}
    assert int8.stored(expected, given, module).keys() == expected.keys()
    for join in (int8.restored, int8.dense):
        same = join(encoder.weights, torch.bfloat16)
        assert all(same[name] is tensor for name, tensor in encoder.weights.items())
