"""Going on with a network that was too small: a token denoiser with wider kernels or more blocks begins where the
smaller one stands, and predicts exactly the same before it learns on (Net2Net, arXiv 1511.05641)."""

from __future__ import annotations

from collections.abc import Iterator

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from paella_core.networks.paella import AttentionBlock, ConvBlock, FeedForwardBlock, Paella, TimestepBlock

_WAYS = ("down_blocks", "up_blocks")


def grow(smaller: Paella, larger: Paella) -> None:
    """Give the larger network the smaller one's weights. Kernels are padded with zeros; blocks that the smaller one
    does not have add nothing yet.

    Raises:
        RuntimeError: the networks differ in more than kernels and blocks.
    """
    levels_before, levels = _levels(smaller), _levels(larger)
    if len(levels_before) != len(levels):
        raise RuntimeError("the networks differ in their number of levels")
    for old, new in zip(levels_before, levels, strict=True):
        for block, before in _paired(old, new):
            _silence(block) if before is None else _take(before, block)
    for name, layer in larger.named_children():
        if name not in _WAYS:
            _take(smaller.get_submodule(name), layer)


def _levels(network: Paella) -> list[nn.Module]:
    """All ways down and up."""
    return [level for way in _WAYS for level in network.get_submodule(way).children()]


def _paired(old: nn.Module, new: nn.Module) -> Iterator[tuple[nn.Module, nn.Module | None]]:
    """The layers of a level of the larger network, each with its like in the smaller one."""
    rest = list(old.children())
    for layer in new.children():
        yield layer, rest.pop(0) if rest and type(rest[0]) is type(layer) else None
    if rest:
        raise RuntimeError("the smaller network has blocks that the larger one lacks")


def _take(before: nn.Module, layer: nn.Module) -> None:
    shapes = {name: tensor.shape for name, tensor in layer.state_dict().items()}
    layer.load_state_dict({name: _padded(t, shapes.get(name, t.shape)) for name, t in before.state_dict().items()})


def _padded(weights: Tensor, shape: torch.Size) -> Tensor:
    """A kernel in the middle of a wider one; anything else as it is."""
    if weights.ndim != 4 or weights.shape[2:] >= shape[2:]:
        return weights
    rows, columns = ((wide - narrow) // 2 for wide, narrow in zip(shape[2:], weights.shape[2:], strict=True))
    return F.pad(weights, (columns, columns, rows, rows))


def _silence(block: nn.Module) -> None:
    """Let a residual block add nothing: its last layer, which is the first to learn, is zero."""
    match block:
        case ConvBlock() | FeedForwardBlock():
            last = block.channelwise[-1]
        case AttentionBlock():
            last = block.attention.attn.out_proj
        case TimestepBlock():
            last = block.mapper
        case _:
            raise RuntimeError(f"a {type(block).__name__} cannot be added to a network")
    for weights in last.parameters():
        nn.init.zeros_(weights)
