"""Learning a concept: vectors in the place of a word, from a few pictures of one thing (SEMANTICS section 8).

All networks are frozen; the vectors follow the loss of the pack's own denoiser. Three things differ from upstream: each
text encoder reads as it does when pictures are made, CLIP's with its causal mask (upstream ran it without); a word has
several vectors, since some encoders read letters; and they are measured in the spread of the encoder's token
embeddings, so that a learning rate means the same for all.

Shape letters: B batch, H W token rows and columns, N vectors, L text tokens, E channels of an embedding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

import torch
from torch import Tensor, nn

from paella_core.conditioning import byt5
from paella_core.conditioning.splicing import Text
from paella_core.errors import NotSupported
from paella_core.networks.denoise_unet import DenoiseUNet
from paella_core.networks.paella import Paella
from paella_core.schedule import noise_share
from paella_core.training.data import Batch
from paella_core.training.data.concept import PLACE
from paella_core.training.encoders import Encoders
from paella_core.training.loss import add_noise, loss_weights, mean_loss, noise_levels, weighted_loss
from paella_core.training.randomness import SampleRandomness, stream
from paella_core.training.task import Metrics, Setting, Task

_SCATTER = 0.1  # of the spread, at first, around the middle of all tokens: equal vectors would learn alike


@dataclass(frozen=True)
class ConceptSection:
    """The section `concept`: how many vectors a word has for each encoder, and the word whose tokens they are at first;
    without one they begin in the middle of all tokens."""

    vectors: int = 8
    like: str = ""


@dataclass(frozen=True)
class Heard:
    """What the text encoders that feed the denoiser say of a batch: states (B, L, E) with the mask (B, L) of those that
    are real, and CLIP embeddings (B, E)."""

    byt5: tuple[Tensor, Tensor] | None
    clip_BE: Tensor | None


class ConceptTask(Task):
    """What learns is a word.

    Raises:
        NotSupported: the pack's denoiser reads no text.
    """

    role = "concept"

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self._encoders = Encoders(setting.parts, setting.device)
        self._longest, self._seed = setting.parts.conditioning.byt5_length, setting.run.seed
        self._loss = _loss_of(setting)
        section = setting.config.section("concept", ConceptSection)
        self.product: Word = Word(
            {role: _first(*self._table(role), section, self._seed) for role in _heard_roles(setting)}
        )

    def forward(self, batch: Batch, step: int) -> tuple[Tensor, Metrics]:  # noqa: ARG002
        """The denoiser's loss of pictures that are called by the word."""
        tokens_BHW = self._encoders.tokens(batch)
        chance = SampleRandomness(self._seed, batch.numbers, tokens_BHW.device)
        return self._loss(tokens_BHW, self.heard(batch.captions), chance), {}

    def heard(self, captions: Sequence[str]) -> Heard:
        """What the encoders say of captions, with the word in its place."""
        worded = {role: self._worded(role, captions) for role in self.product.roles}
        states = byt5.states(self._encoders.byt5, worded["byt5"], self._longest) if "byt5" in worded else None
        return Heard(states, self._encoders.clip.text(worded["clip"]) if "clip" in worded else None)

    def _worded(self, role: str, captions: Sequence[str]) -> list[Text]:
        vectors_NE = self.product.vectors(role)
        return [_joined(caption.split(PLACE), vectors_NE) for caption in captions]

    def _table(self, role: str) -> tuple[Tensor, Callable[[str], list[int]]]:
        """The token embeddings of an encoder, and how it spells."""
        if role == "byt5":
            return _weight(byt5.table(self._encoders.byt5)), byt5.letters
        return _weight(self._encoders.clip.table), self._encoders.clip.letters


class Word(nn.Module):
    """Vectors for each encoder, in units of `spread`."""

    def __init__(self, first: Mapping[str, tuple[Tensor, float]]) -> None:
        """`first` has the vectors (N, E) to begin with, and their encoder's spread, by role."""
        super().__init__()
        self._spreads = {role: spread for role, (_, spread) in first.items()}
        self.units = nn.ParameterDict({role: vectors_NE / spread for role, (vectors_NE, spread) in first.items()})

    @property
    def roles(self) -> tuple[str, ...]:
        """For which encoders there are vectors."""
        return tuple(self._spreads)

    def vectors(self, role: str) -> Tensor:
        """(N, E), to stand among an encoder's token embeddings."""
        return self.units[role] * self._spreads[role]


def paella_loss(network: Paella, tokens_BHW: Tensor, heard: Heard, chance: SampleRandomness) -> Tensor:
    """That of paella-v3."""
    assert heard.byt5 is not None
    states_BLE, mask_BL = heard.byt5
    grid = tokens_BHW.shape[1:]
    t_B = noise_levels(chance.uniforms())
    random_BHW = chance.integers(network.config.num_labels, *grid)
    noised = add_noise(tokens_BHW, t_B, chance.uniforms(*grid), random_BHW)
    logits_BKHW = network(noised.tokens_BHW, t_B, states_BLE, heard.clip_BE, key_mask_BS=mask_BL)
    return weighted_loss(logits_BKHW, tokens_BHW, loss_weights(noised.mask_BHW, t_B))


def unet_loss(network: DenoiseUNet, tokens_BHW: Tensor, heard: Heard, chance: SampleRandomness) -> Tensor:
    """That of paella-v1."""
    assert heard.clip_BE is not None
    grid = tokens_BHW.shape[1:]
    r_B = chance.uniforms()
    random_BHW = chance.integers(network.config.num_labels, *grid)
    noised = add_noise(tokens_BHW, noise_share(r_B), chance.uniforms(*grid), random_BHW)
    return mean_loss(network(noised.tokens_BHW, r_B, heard.clip_BE), tokens_BHW)


_LOSSES: Mapping[str, Callable[..., Tensor]] = {"paella": paella_loss, "denoise_unet": unet_loss}


def _loss_of(setting: Setting) -> Callable[[Tensor, Heard, SampleRandomness], Tensor]:
    """The loss on the pack's denoiser, which a partial hides from what learns."""
    kind = setting.parts.network("denoiser").type
    if kind not in _LOSSES or not _heard_roles(setting):
        raise NotSupported(
            "This pack cannot learn a concept: its denoiser reads no text, only embeddings of pictures. "
            "Choose one of the family paella-v3, or one of paella-v1 that reads text."
        )
    return partial(_LOSSES[kind], setting.parts.load("denoiser", setting.device))


def _heard_roles(setting: Setting) -> list[str]:
    """The text encoders that feed the denoiser."""
    return [role for role in ("byt5", "clip") if role in setting.parts.conditioning.feeds]


def _first(
    table_KE: Tensor, letters: Callable[[str], list[int]], section: ConceptSection, seed: int
) -> tuple[Tensor, float]:
    """The vectors to begin with, and the spread of the table."""
    spread = float(table_KE.std())
    ids = letters(section.like)
    if ids:
        places_N = torch.linspace(0, len(ids) - 1, section.vectors).round().long().tolist()
        return table_KE[[ids[place] for place in places_N]].clone(), spread
    scattered_NE = torch.randn(section.vectors, table_KE.shape[1], generator=stream(seed, "concept"))
    return table_KE.mean(0) + _SCATTER * spread * scattered_NE.to(table_KE), spread


def _weight(table: nn.Module) -> Tensor:
    return cast(nn.Embedding, table).weight.detach()


def _joined(pieces: Sequence[str], vectors_NE: Tensor) -> list[str | Tensor]:
    """Text with the vectors between its pieces."""
    first, *others = pieces
    return [first, *(part for piece in others for part in (vectors_NE, piece))]
