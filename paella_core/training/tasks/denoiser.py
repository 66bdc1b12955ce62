"""Training the token denoiser of paella-v3 on the frozen codec and text encoders.

Shape letters: B batch, H W token rows and columns, L text tokens, E channels of an embedding.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

import torch
from torch import Tensor

from paella_core.networks.paella import Paella
from paella_core.packs.loading import build
from paella_core.training.data import Batch
from paella_core.training.encoders import Encoders
from paella_core.training.layout import LayoutReader
from paella_core.training.loss import (
    LABEL_SMOOTHING,
    accuracy,
    add_noise,
    loss_weights,
    noise_levels,
    weighted_loss,
)
from paella_core.training.randomness import SampleRandomness, stream
from paella_core.training.regions import UNIFORMS, known_contexts, on_subjects
from paella_core.training.task import Metrics, Setting, Task

EDITS_ABOVE = 0.5
"""The noise levels above which the picture before an edit is to become the one after it; below, it is to stay."""


@dataclass(frozen=True)
class Conditions:
    """The section `conditions`: how often a sample's caption, or CLIP's reading of it, is withheld, and how many of the
    batches see the pictures' own CLIP embeddings. Upstream draws these three once a batch and process (SEMANTICS
    section 9); here each sample has its own draw of the first two. And how often, in batches that see the embeddings, a
    sample is told nothing else, as when a picture is varied."""

    caption_dropout: float = 0.1
    clip_dropout: float = 0.4
    image_share: float = 0.15
    image_alone: float = 0.0


@dataclass(frozen=True)
class Noise:
    """The section `noise`: the share of samples noised in a rectangle only, so that the network learns to go on from a
    clean context at any noise level; how levels are spread, but for edits: 1 evenly as published, more favours high
    noise, where the composition is decided; and the share of edits that have begun, as when it samples by the posterior
    (`schedule.RenoiseFrom`).
    """

    region_share: float = 0.35
    level_power: float = 1.0
    begun_share: float = 0.0


@dataclass(frozen=True)
class Loss:
    """The section `loss`: the share of the labels that is spread over all codes. As published, a tenth; then a tenth of
    what is drawn at temperature 1 is any code at all, which lower temperatures hide together with small things. And how
    many times the tokens of a subject count, where its box is known: most of a picture is around it. And how much it
    counts to know from the coarsest level on what stands where (`training.layout`), for pictures whose world is known.
    """

    label_smoothing: float = LABEL_SMOOTHING
    subject_weight: float = 1.0
    layout_weight: float = 0.0


class Withheld(NamedTuple):
    """Which samples are not told their caption (B,), and which not CLIP's reading of it (B,); and whether none of the
    batch is told CLIP's embedding of its picture."""

    caption_B: Tensor
    clip_B: Tensor
    images: bool


class Told(NamedTuple):
    """What the network is told of a picture: states of the text encoder (B, L, E) and which are real (B, L), and CLIP's
    embeddings (B, E)."""

    states_BLE: Tensor
    mask_BL: Tensor
    clip_BE: Tensor | None
    image_BE: Tensor | None


class DenoiserTask(Task[Paella]):
    """Noise the tokens of a picture, predict them from the caption.

    Of an edit that the caption asks for, the tokens of the picture before it are noised; at low levels they are also
    what is to be predicted, so that a faint strength keeps the picture whatever is asked. But some edits have begun:
    some of their tokens are those of the picture after, which at any level all are to become.
    """

    role = "denoiser"
    asks = ("tokens", "text_states", "clip_texts", "clip_pictures")
    leaves_weights_out = True  # a batch that sees no picture has no use for what maps its embedding

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.product = cast(Paella, build(setting.parts.network(self.role)))
        self.encoders = Encoders(setting.parts, setting.device)
        self.conditions = setting.config.section("conditions", Conditions)
        self.noise = setting.config.section("noise", Noise)
        self.loss = setting.config.section("loss", Loss)
        self.layout = LayoutReader(self.product) if self.loss.layout_weight else None
        self.feeds = setting.parts.conditioning.feeds
        self.run, self.device = setting.run, setting.device

    def forward(self, batch: Batch, step: int, /) -> tuple[Tensor, Metrics]:
        lot = SampleRandomness(self.run.seed, batch.numbers, self.device)
        after_BHW = self.encoders.tokens(batch)
        grid = after_BHW.shape[1:]
        t_B = noise_levels(lot.uniforms() ** self._level_powers(batch))
        region_BHW = known_contexts(batch.samples, grid, self.noise.region_share, lot.uniforms(UNIFORMS))
        region_BHW = region_BHW.to(self.device)
        withheld = self._withheld(lot, step)
        told = self.told(batch, withheld)
        before_BHW = self.encoders.tokens_before(batch, after_BHW)
        before_BHW = torch.where(withheld.caption_B[:, None, None], after_BHW, before_BHW)
        shown_BHW, tokens_BHW = self._edited(lot, before_BHW, after_BHW, t_B)
        random_BHW = lot.integers(self.product.config.num_labels, *grid)
        noised = add_noise(shown_BHW, t_B, lot.uniforms(*grid), random_BHW)
        logits_BKHW = self.predict(torch.where(region_BHW, noised.tokens_BHW, tokens_BHW), t_B, told)
        weights_BHW = loss_weights(noised.mask_BHW, t_B) * region_BHW * self._counts(batch, grid)
        metrics = {"accuracy": accuracy(logits_BKHW, tokens_BHW)} if self.run.logs(step) else {}
        loss = weighted_loss(logits_BKHW, tokens_BHW, weights_BHW, self.loss.label_smoothing)
        if self.layout is not None:
            layout = self.layout(batch.samples)
            loss, metrics["layout"] = loss + self.loss.layout_weight * layout, layout.detach()
        return loss, metrics

    def _edited(
        self, lot: SampleRandomness, before_BHW: Tensor, after_BHW: Tensor, t_B: Tensor
    ) -> tuple[Tensor, Tensor]:
        """The tokens that edits are shown by, and those that they are to become."""
        begun_B11 = (lot.uniforms() < self.noise.begun_share)[:, None, None]
        turned_BHW = lot.uniforms(*after_BHW.shape[1:]) < lot.uniforms()[:, None, None]
        shown_BHW = torch.where(begun_B11 & turned_BHW, after_BHW, before_BHW)
        becomes_B11 = begun_B11 | (t_B > EDITS_ABOVE)[:, None, None]
        return shown_BHW, torch.where(becomes_B11, after_BHW, shown_BHW)

    def _level_powers(self, batch: Batch) -> Tensor:
        """How each sample's noise levels are spread, (B,): those of edits evenly."""
        edits_B = torch.tensor([sample.before is not None for sample in batch.samples], device=self.device)
        return torch.where(edits_B, 1.0, self.noise.level_power)

    def _counts(self, batch: Batch, grid: Sequence[int]) -> Tensor:
        """How many times each token counts, (B, H, W)."""
        on_subjects_BHW = on_subjects(batch.samples, grid).to(self.device)
        return torch.where(on_subjects_BHW, self.loss.subject_weight, 1.0)

    def told(self, batch: Batch, withheld: Withheld) -> Told:
        """The samples' conditions: captions, CLIP's readings of them, and its embeddings of the pictures, but what is
        withheld."""
        states_BLE, mask_BL = self.encoders.text_states(batch, withheld.caption_B)
        clip_BE = self.encoders.clip_texts(batch, withheld.clip_B) if "clip" in self.feeds else None
        image_BE = None if withheld.images else self.encoders.clip_pictures(batch)
        return Told(states_BLE, mask_BL, clip_BE, image_BE)

    def predict(self, tokens_BHW: Tensor, t_B: Tensor, told: Told) -> Tensor:
        """The network's logits (B, K, H, W)."""
        return self.product(tokens_BHW, t_B, told.states_BLE, told.clip_BE, told.image_BE, key_mask_BS=told.mask_BL)

    def _withheld(self, lot: SampleRandomness, step: int) -> Withheld:
        """What the samples are not told, by lot."""
        caption_B = lot.uniforms() < self.conditions.caption_dropout
        clip_B = lot.uniforms() < self.conditions.clip_dropout
        if not self._shows_pictures(step):
            return Withheld(caption_B, clip_B, images=True)
        alone_B = lot.uniforms() < self.conditions.image_alone
        return Withheld(caption_B | alone_B, clip_B | alone_B, images=False)

    def _shows_pictures(self, step: int) -> bool:
        """Whether this step sees the pictures' embeddings: the same in every process."""
        return float(torch.rand((), generator=stream(self.run.seed, "pictures", step))) < self.conditions.image_share
