"""Going on with a network that was too small: a token denoiser with wider kernels, more blocks or a finer level, or an
f4 VQGAN with more blocks, begins where the smaller one stands. Before it learns on it gives exactly the same (Net2Net,
arXiv 1511.05641); with a finer level, almost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from paella_core.networks.paella import (
    AttentionBlock,
    ConvBlock,
    FeedForwardBlock,
    Paella,
    PaellaConfig,
    TimestepBlock,
)
from paella_core.networks.vqgan_f4 import VQGAN, ResBlock

_WAYS = ("down_blocks", "up_blocks")
_OF_LEVELS = ("c_hidden", "nhead", "blocks", "level_config")
_PATCHES = ("embedding.", "clf.")


def grow(smaller: Paella, larger: Paella) -> None:
    """Give the larger network the smaller one's weights. Kernels are padded with zeros; blocks that the smaller one
    does not have add nothing yet. Where the smaller one reads patches of 2x2 tokens, the larger one may read single
    tokens in one more level.

    Raises:
        RuntimeError: the networks differ in more than that.
    """
    if (smaller.config.patch_size, larger.config.patch_size) == (2, 1):
        smaller = _refined(smaller, larger.config)
    levels_before, levels = _levels(smaller), _levels(larger)
    if len(levels_before) != len(levels):
        raise RuntimeError("the networks differ in their number of levels")
    for old, new in zip(levels_before, levels, strict=True):
        for block, before in _paired(old, new):
            _silence(block) if before is None else _take(before, block)
    for name, layer in larger.named_children():
        if name not in _WAYS:
            _take(smaller.get_submodule(name), layer)


def grow_decoder(smaller: VQGAN, larger: VQGAN) -> None:
    """Give the larger VQGAN the smaller one's weights. Blocks that the smaller one's decoder does not have add nothing
    yet; pictures have the same tokens.

    Raises:
        RuntimeError: the networks differ in more than that.
    """
    for name, layer in larger.named_children():
        if name != "up_blocks":
            layer.load_state_dict(smaller.get_submodule(name).state_dict())
    for block, before in _paired(smaller.up_blocks, larger.up_blocks):
        _silence(block) if before is None else block.load_state_dict(before.state_dict())


def _refined(coarser: Paella, like: PaellaConfig) -> Paella:
    """The network with a finest level of single tokens before its patches of 2x2, of the width and letters of `like`.

    The level hands tokens on unchanged: what made patches of them is now the way down to the next level, and what made
    tokens of patches the way up from it. Two things are met in the mean only: a way down has no norm at its end, and a
    way up one bias for the four tokens of a patch.

    Raises:
        RuntimeError: the level is too narrow for an embedded token.
    """
    before = coarser.config
    if like.c_hidden[0] < max(before.c_in, before.c_out):
        raise RuntimeError("the finest level is narrower than the embedding of a token")
    levels = {name: (getattr(like, name)[0], *getattr(before, name)) for name in _OF_LEVELS}
    finer = Paella(replace(before, patch_size=1, dropout=like.dropout, **levels))
    weights = {_moved(key): tensor for key, tensor in coarser.state_dict().items() if not key.startswith(_PATCHES)}
    finer.load_state_dict(weights, strict=False)
    with torch.no_grad():
        for layers in (finer.embedding, finer.clf):
            weight, bias = _weights(layers.get_submodule("1"))
            nn.init.dirac_(weight)
            nn.init.zeros_(bias)
        for block in (*finer.down_blocks[0].children(), *finer.up_blocks[-1].children()):
            _silence(block)
        _take_patches(coarser, finer)
    return finer


def _moved(key: str) -> str:
    """The name of a weight where one more level comes first on the way down, and a way down first in the next."""
    match key.split("."):
        case ["down_blocks", "0", layer, *rest]:
            return ".".join(["down_blocks", "1", str(int(layer) + 1), *rest])
        case ["down_blocks", level, *rest]:
            return ".".join(["down_blocks", str(int(level) + 1), *rest])
    return key


def _take_patches(coarser: Paella, finer: Paella) -> None:
    """Give the ways between the two finest levels what made patches of tokens, and tokens of patches."""
    c_in, c_out, width = coarser.config.c_in, coarser.config.c_out, finer.config.c_hidden[0]
    weight, bias = _weights(coarser.embedding.get_submodule("1"))
    down, down_bias = _weights(finer.down_blocks[1].get_submodule("0.1"))
    scale = _scale_of_patches(coarser) * (c_in / width) ** 0.5  # the norm before it sees all channels
    nn.init.zeros_(down)
    down[:, :c_in] = (weight - weight.mean(0)).flatten(1).unflatten(1, (c_in, 2, 2)) * scale
    down_bias.copy_((bias - bias.mean()) * _scale_of_patches(coarser))
    weight, bias = _weights(coarser.clf.get_submodule("1"))
    up, up_bias = _weights(list(finer.up_blocks[-2].children())[-1].get_submodule("1"))
    up[:, :c_out] = weight.flatten(1).unflatten(0, (c_out, 2, 2)).permute(3, 0, 1, 2)
    up_bias[:c_out] = bias.unflatten(0, (c_out, 4)).mean(1)


def _scale_of_patches(network: Paella) -> Tensor:
    """What the norm multiplies an embedded patch by, in the mean over patches of equal tokens."""
    embedded_K11C = network.token_embedding(torch.arange(network.config.num_labels))[:, None, None]
    unshuffle, pointwise, _norm = network.embedding
    patches_KC11 = pointwise(unshuffle(embedded_K11C.expand(-1, 2, 2, -1).permute(0, 3, 1, 2)))
    return (1 / patches_KC11.std(1, correction=0)).mean()


def _weights(layer: nn.Module) -> tuple[Tensor, Tensor]:
    return layer.get_parameter("weight"), layer.get_parameter("bias")


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
    """Let a residual block add nothing: its last layer or its gains, which are the first to learn, are zero."""
    for weights in _last(block):
        nn.init.zeros_(weights)


def _last(block: nn.Module) -> Iterable[Tensor]:
    match block:
        case ConvBlock() | FeedForwardBlock():
            return block.channelwise[-1].parameters()
        case AttentionBlock():
            return block.attention.attn.out_proj.parameters()
        case TimestepBlock():
            return block.mapper.parameters()
        case ResBlock():
            return [block.gammas]
    raise RuntimeError(f"a {type(block).__name__} cannot be added to a network")
