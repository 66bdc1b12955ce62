"""Paella v3's denoiser, computed plainly: as anybody would write it first, on the same module's parameters.

Everything is done anew in every call: the conditioning sequence, its keys and values, the scales of the timestep. Norms
and MLPs over channels turn the axes round and back, convolutions are convolutions, and where activations lie in memory
is left to what each operation gives (SEMANTICS section 2).

Shape letters: B batch, H W token rows and columns, h w those of the level in hand, C channels, K labels, L text tokens,
S keys, Q queries, E channels of an embedding, n the last keys, of which the attention is weighed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from paella_core.networks.attention import MultiHeadAttention
from paella_core.networks.embedding import timestep_embedding
from paella_core.networks.layers import EPS
from paella_core.networks.paella import MLP, AttentionBlock, ConvBlock, FeedForwardBlock, Paella, TimestepBlock


class Seen(NamedTuple):
    """What the blocks read beside their input: timestep embedding, conditioning sequence, which tokens of it are real,
    weights of the attention to the last keys (n) or (B, n), and the skip."""

    timestep_BE: Tensor
    sequence_BSE: Tensor
    mask_BS: Tensor | None
    weights: Tensor | None
    skip_BChw: Tensor | None = None


def plain_paella(
    network: Paella,
    tokens_BHW: Tensor,
    timesteps_B: Tensor,
    byt5_BLE: Tensor,
    clip_BE: Tensor | None = None,
    clip_image: Tensor | Sequence[Tensor] | None = None,
    attention_weights: Tensor | None = None,
    key_mask_BS: Tensor | None = None,
) -> Tensor:
    """What `network` predicts -> logits_BKHW. Arguments as for its own `forward`."""
    sequence_BSE = sequence(network, byt5_BLE, clip_BE, clip_image)
    seen = Seen(timestep_embedding(timesteps_B, network.config.c_r), sequence_BSE, key_mask_BS, attention_weights)
    x_BChw, outputs = embedded(network, tokens_BHW), []
    for level in network.down_blocks:
        x_BChw = through(level, x_BChw, seen)
        outputs.append(x_BChw)
    for level, output_BChw in zip(network.up_blocks, reversed(outputs), strict=True):
        x_BChw = through(level, x_BChw, seen._replace(skip_BChw=output_BChw))
    return logits(network, x_BChw)


def sequence(
    network: Paella, byt5_BLE: Tensor, clip_BE: Tensor | None, clip_image: Tensor | Sequence[Tensor] | None
) -> Tensor:
    """The conditioning sequence (B, S, E): text bytes, CLIP text, CLIP images."""
    images = () if clip_image is None else (clip_image,) if isinstance(clip_image, Tensor) else clip_image
    parts, shape = [network.byt5_mapper(byt5_BLE)], (network.config.clip_seq_len, network.config.c_cond)
    if clip_BE is not None:
        parts.append(network.clip_mapper(clip_BE).view(-1, *shape))
    parts += [network.clip_image_mapper(image_BE).view(-1, *shape) for image_BE in images]
    return layer_norm(torch.cat(parts, dim=1))


def embedded(network: Paella, tokens_BHW: Tensor) -> Tensor:
    """Tokens -> normed patches (B, C, h, w)."""
    x_BCHW = layer_norm(network.in_mapper.get_submodule("0")(tokens_BHW)).permute(0, 3, 1, 2)
    patches_BChw = F.pixel_unshuffle(x_BCHW, network.config.patch_size)
    return channel_norm(conv(network.embedding.get_submodule("1"), patches_BChw))


def logits(network: Paella, x_BChw: Tensor) -> Tensor:
    """The last level's output -> logits_BKHW."""
    x_BCHW = F.pixel_shuffle(conv(network.clf.get_submodule("1"), channel_norm(x_BChw)), network.config.patch_size)
    return conv(network.out_mapper.get_submodule("1"), channel_norm(x_BCHW))


def through(level: nn.Module, x_BChw: Tensor, seen: Seen) -> Tensor:
    """Through the layers of a level, one after another."""
    for layer in level.children():
        match layer:
            case ConvBlock():
                x_BChw = convolved(layer, x_BChw, seen)
            case FeedForwardBlock():
                x_BChw = x_BChw + mlp(layer.channelwise, channel_norm(x_BChw))
            case TimestepBlock():
                scale, shift = layer.mapper(seen.timestep_BE)[:, :, None, None].chunk(2, dim=1)
                x_BChw = x_BChw * (1 + scale) + shift
            case AttentionBlock():
                x_BChw = x_BChw + attended(layer, channel_norm(x_BChw), seen)
            case _:  # to half or twice the rows and columns
                x_BChw = layer.get_submodule("1")(channel_norm(x_BChw))
    return x_BChw


def convolved(block: ConvBlock, x_BChw: Tensor, seen: Seen) -> Tensor:
    """C: depthwise convolution, with the skip joined before where there is one, then the MLP."""
    joined = torch.cat([x_BChw, seen.skip_BChw], dim=1) if block.reads_skip and seen.skip_BChw is not None else x_BChw
    return x_BChw + mlp(block.channelwise, channel_norm(conv(block.depthwise, joined)))


def mlp(layers: MLP, x_BChw: Tensor) -> Tensor:
    """The MLP over channels, with response normalisation between."""
    x_BhwC = F.gelu(layers.get_submodule("0")(x_BChw.permute(0, 2, 3, 1)))
    response = layers.get_submodule("2")
    energy = x_BhwC.norm(p=2, dim=(1, 2), keepdim=True)
    relative = energy / (energy.mean(dim=-1, keepdim=True) + EPS)
    x_BhwC = response.get_parameter("gamma") * (x_BhwC * relative) + response.get_parameter("beta") + x_BhwC
    return layers.get_submodule("4")(x_BhwC).permute(0, 3, 1, 2)


def attended(block: AttentionBlock, x_BChw: Tensor, seen: Seen) -> Tensor:
    """A: the normed positions attend to themselves and to the condition."""
    queries_BQC = x_BChw.flatten(2).transpose(1, 2)
    condition_BSC = block.kv_mapper(seen.sequence_BSE)
    keys_BSC = torch.cat([queries_BQC, condition_BSC], dim=1) if block.attention.self_attn else condition_BSC
    before = keys_BSC.shape[1] - condition_BSC.shape[1]
    mask_BS, weights = seen.mask_BS, seen.weights
    if mask_BS is not None:
        mask_BS = F.pad(mask_BS, (before, condition_BSC.shape[1] - mask_BS.shape[1]), value=True)
    if weights is not None:
        weights = F.pad(weights, (keys_BSC.shape[1] - weights.shape[-1], 0), value=1.0)
    answer_BQC = written_out(block.attention.attn, queries_BQC, keys_BSC, mask_BS, weights)
    return answer_BQC.transpose(1, 2).reshape(x_BChw.shape)


def written_out(
    attention: MultiHeadAttention, queries_BQC: Tensor, keys_BSC: Tensor, mask_BS: Tensor | None, weights: Tensor | None
) -> Tensor:
    """Attention with the matrix of its shares: softmax, then the shares times the weights (S) or (B, S) of the keys,
    not made to add up to 1 again, then the sum of the values."""
    weights_qkv, biases_qkv = attention.in_proj_weight.chunk(3), attention.in_proj_bias.chunk(3)
    q, k, v = (
        F.linear(x_BSC, weight, bias).unflatten(-1, (attention.heads, -1)).transpose(1, 2)
        for x_BSC, weight, bias in zip((queries_BQC, keys_BSC, keys_BSC), weights_qkv, biases_qkv, strict=True)
    )
    scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
    if mask_BS is not None:
        scores = scores.masked_fill(~mask_BS[:, None, None], -torch.inf)
    shares = scores.softmax(dim=-1)
    if weights is not None:
        shares = shares * (weights if weights.dim() == 1 else weights[:, None, None])
    return attention.out_proj((shares @ v).transpose(1, 2).flatten(2))


def conv(layer: nn.Module, x_BChw: Tensor) -> Tensor:
    """A convolution as such, also where the layer itself would compute it otherwise; `padding` is half the kernel."""
    weight, bias = layer.get_parameter("weight"), getattr(layer, "bias", None)
    return F.conv2d(x_BChw, weight, bias, padding=weight.shape[-1] // 2, groups=x_BChw.shape[1] // weight.shape[1])


def channel_norm(x_BChw: Tensor) -> Tensor:
    """`layer_norm` over the channels of each position."""
    return layer_norm(x_BChw.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


def layer_norm(x: Tensor) -> Tensor:
    """Layer norm over the last axis, without learned scale."""
    return F.layer_norm(x, x.shape[-1:], eps=EPS)
