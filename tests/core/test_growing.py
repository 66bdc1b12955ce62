"""A larger network goes on where a smaller one stands: token denoisers and VQGANs."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from paella_core.networks.paella import Paella, PaellaConfig
from paella_core.networks.vqgan_f4 import VQGAN, VQGANConfig
from paella_core.training.growing import grow, grow_decoder

SMALL = PaellaConfig(
    c_in=8, c_out=8, num_labels=16, c_cond=16, c_hidden=(16, 32), nhead=(-1, 4), blocks=(1, 1),
    level_config=("CT", "CTA"), clip_embd=8, byt5_embd=8, dropout=0.0,
)  # fmt: skip


def network(config: PaellaConfig, seed: int = 0) -> Paella:
    """One that predicts something."""
    torch.manual_seed(seed)
    made = Paella(config).eval()
    for weights in made.parameters():
        torch.nn.init.normal_(weights, std=0.1)
    return made


def predicted(asked: Paella) -> torch.Tensor:
    lot = torch.Generator().manual_seed(1)
    tokens = torch.randint(16, (2, 8, 8), generator=lot)
    text, clip = torch.randn(2, 5, 8, generator=lot), torch.randn(2, 8, generator=lot)
    return asked(tokens, torch.tensor([0.3, 0.9]), text, clip)


def learns(level: torch.nn.Module) -> bool:
    return any(weights.grad.abs().max() > 0 for weights in level.parameters() if weights.grad is not None)


@pytest.mark.parametrize(
    "more",
    [{"kernel_size": 5}, {"blocks": (3, 1)}, {"blocks": (1, 2)}, {"kernel_size": 7, "blocks": (2, 3)}, {}],
    ids=["kernels", "fine blocks", "coarse blocks", "both", "nothing"],
)
def test_a_grown_network_predicts_the_same_and_learns(more: dict) -> None:
    smaller, larger = network(SMALL), network(replace(SMALL, **more), seed=2)
    assert not torch.allclose(predicted(larger), predicted(smaller), atol=1e-3)
    grow(smaller, larger)
    torch.testing.assert_close(predicted(larger), predicted(smaller))
    predicted(larger).square().mean().backward()
    assert all(learns(level) for level in larger.down_blocks)
    before = predicted(larger)
    torch.optim.SGD(larger.parameters(), 1.0).step()
    assert not torch.allclose(predicted(larger), before, atol=1e-3)


FINER = {
    "patch_size": 1, "c_hidden": (12, 64, 32), "nhead": (-1, -1, 4), "blocks": (2, 1, 2),
    "level_config": ("CT", "CT", "CTA"),
}  # fmt: skip


def likeness(one: torch.Tensor, other: torch.Tensor) -> float:
    """The correlation of two predictions."""
    return float(torch.corrcoef(torch.stack([one.detach().flatten(), other.detach().flatten()]))[0, 1])


@pytest.mark.parametrize("seed", range(3))
def test_a_network_with_a_finer_level_predicts_almost_the_same_and_learns(seed: int) -> None:
    coarser, finer = network(replace(SMALL, c_hidden=(64, 32)), seed), network(replace(SMALL, **FINER), seed=3)
    assert likeness(predicted(finer), predicted(coarser)) < 0.5
    grow(coarser, finer)
    assert likeness(predicted(finer), predicted(coarser)) > 0.98
    predicted(finer).square().mean().backward()
    assert all(
        any(p.grad.abs().max() > 0 for p in level.parameters() if p.grad is not None) for level in finer.up_blocks
    )


DEEPER = {"c_hidden": (16, 32, 32), "nhead": (-1, 4, 4), "blocks": (1, 1, 1), "level_config": ("CT", "CTA", "CTA")}


@pytest.mark.parametrize(
    "other",
    [
        {"blocks": (0, 1)},
        {"c_hidden": (16, 64)},
        {"level_config": ("CT", "CTF")},
        {"patch_size": 1},
        {"kernel_size": 1},
        DEEPER,
        {**FINER, "c_hidden": (6, 16, 32)},
    ],
)
def test_another_network_is_refused(other: dict) -> None:
    with pytest.raises(RuntimeError):
        grow(network(SMALL), network(replace(SMALL, **other)))


VQ = VQGANConfig(bottleneck_blocks=2, c_hidden=16, codebook_size=16)


def pictures() -> torch.Tensor:
    return torch.rand(2, 3, 16, 16, generator=torch.Generator().manual_seed(1))


def vqgan(config: VQGANConfig, seed: int) -> VQGAN:
    """One that sees and paints something, and whose norm has seen pictures."""
    torch.manual_seed(seed)
    made = VQGAN(config)
    for weights in made.parameters():
        torch.nn.init.normal_(weights, std=0.3)
    norm = made.down_blocks[-1].get_submodule("1")
    assert isinstance(norm, torch.nn.BatchNorm2d)
    norm.momentum = 1.0
    made.latents(pictures())
    return made.eval()


@pytest.mark.parametrize("blocks", [2, 3, 6])
def test_a_vqgan_with_more_blocks_has_the_same_tokens_and_paints_the_same_and_learns(blocks: int) -> None:
    smaller, larger = vqgan(VQ, 0), vqgan(replace(VQ, bottleneck_blocks=blocks), 1)
    grow_decoder(smaller, larger)
    tokens = smaller.tokenize(pictures())
    assert tokens.unique().numel() > 3
    assert torch.equal(larger.tokenize(pictures()), tokens)
    torch.testing.assert_close(larger.decode_indices(tokens), smaller.decode_indices(tokens))
    larger.decode_indices(tokens).square().mean().backward()
    assert all(learns(block) for block in larger.up_blocks)


@pytest.mark.parametrize("other", [{"bottleneck_blocks": 1}, {"c_hidden": 32}, {"codebook_size": 8}, {"levels": 3}])
def test_a_vqgan_that_differs_otherwise_is_refused(other: dict) -> None:
    with pytest.raises(RuntimeError):
        grow_decoder(vqgan(VQ, 0), vqgan(replace(VQ, **other), 1))
