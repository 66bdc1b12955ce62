"""What the encoders of a pack say of texts and pictures, asked once.

Letters in names: L text tokens, E width of an embedding, H W rows and columns of pixels.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, cast

import numpy as np
import torch
from torch import Tensor, nn

from paella_core.conditioning import byt5
from paella_core.conditioning.cache import Remembered, Shelf, Tensors, cache_folder, content_key
from paella_core.conditioning.clip import ClipEncoder
from paella_core.conditioning.concepts import PLAIN, Vocabulary, encoders_of
from paella_core.conditioning.libraries import CLIP, T5EncoderModel
from paella_core.conditioning.prior import imagine
from paella_core.conditioning.splicing import Text
from paella_core.images import to_tensor
from paella_core.networks.prior import Prior
from paella_core.packs.manifest import Manifest, Recipe

_KEPT = 64
_ENCODERS = ("byt5", "clip", "prior")
_MEANING = 1  # to be raised when the same networks and settings come to give other answers


class Conditioner:
    """What a pack's encoders say of texts and pictures.

    Each answer is remembered in memory and on disk: what was asked before needs no network, also after a restart.
    Answers are float32, not normalised, alike from wherever they come, and shared: do not write to them.

    Args:
        network: gives the network of the role "byt5", "clip" or "prior", ready to run. It is asked for each new
            answer, and nobody holds on to what it gives, so that networks may go between.
        identities: for each role what tells its network, its settings and its arithmetic from all others.
        recipe: how long texts may be, and how the prior is sampled.
        clip_config: the configuration of CLIP; empty if the pack has none.
        shelf: where answers outlast the program; None keeps them in memory alone.
        vocabulary: which concepts a prompt may name.
    """

    def __init__(
        self,
        network: Callable[[str], nn.Module],
        identities: Mapping[str, str],
        recipe: Recipe,
        clip_config: Mapping[str, Any],
        shelf: Shelf | None,
        device: torch.device,
        vocabulary: Vocabulary = PLAIN,
    ) -> None:
        self._network = network
        self._vocabulary = vocabulary
        self._recipe = recipe
        self._clip_config = clip_config
        self._device = device

        def remembered(kind: str, roles: tuple[str, ...], *settings: float) -> Remembered:
            makers = [identities.get(role) for role in roles]
            return Remembered(shelf, json.dumps([_MEANING, kind, makers, settings]), _KEPT, device)

        self._states = remembered("byt5 states", ("byt5",), recipe.byt5_length)
        self._clip_texts = remembered("clip text", ("clip",))
        self._clip_pictures = remembered("clip picture", ("clip",))
        self._imagined = remembered("prior", ("clip", "prior"), recipe.prior_steps, recipe.prior_guidance)

    @classmethod
    def of_pack(
        cls, manifest: Manifest, device: torch.device, network: Callable[[str], nn.Module], arithmetic: torch.dtype
    ) -> Conditioner:
        """The conditioner of a pack whose networks compute in `arithmetic`, with the user's folder of answers."""
        present = [role for role in _ENCODERS if role in manifest.networks]
        clip_config = manifest.networks["clip"].config if "clip" in present else {}
        return cls(
            network,
            {role: identity(manifest, role, device, arithmetic) for role in present},
            manifest.conditioning,
            clip_config,
            Shelf(cache_folder()),
            device,
            Vocabulary(encoders_of(manifest)),
        )

    def text_states(self, prompt: str) -> tuple[Tensor, Tensor]:
        """What the byte-level T5 says of a text: states (1, L, E), and which of them are real (1, L) bool."""
        key, text = self._spoken("byt5", prompt)
        states = self._states.get(key, lambda: self._read(text))
        return states["states"], states["mask"]

    def clip_text(self, prompt: str) -> Tensor:
        """The CLIP embedding (1, E) of a text."""
        key, text = self._spoken("clip", prompt)
        return _one(self._clip_texts, key, lambda: self._clip().text([text]))

    def clip_picture(self, picture_HW3: np.ndarray) -> Tensor:
        """The CLIP embedding (1, E) of a float picture in 0..1, of any size and shape."""
        return _one(
            self._clip_pictures,
            content_key(picture_HW3),
            lambda: self._clip().pictures(to_tensor(picture_HW3, self._device)),
        )

    def imagined(self, prompt: str, seed: int) -> Tensor:
        """The CLIP image embedding (1, E) that the prior imagines for a text and a seed."""
        key, _ = self._spoken("clip", prompt)
        return _one(self._imagined, json.dumps([key, seed]), lambda: self._imagine(prompt, seed))

    def _spoken(self, role: str, prompt: str) -> tuple[str, Text]:
        """A prompt as the encoder of a role reads it, with the concepts that it names, and a key that knows them by
        content: what was learnt anew is asked anew."""
        pieces = self._vocabulary.pieces(role, prompt)
        words = [piece for piece in pieces if isinstance(piece, str)]
        if len(words) == len(pieces):
            return "".join(words), "".join(words)
        key = json.dumps([piece if isinstance(piece, str) else content_key(piece) for piece in pieces])
        return key, [piece if isinstance(piece, str) else torch.from_numpy(piece) for piece in pieces]

    def _read(self, text: Text) -> Tensors:
        encoder = cast(T5EncoderModel, self._network("byt5"))
        states_1LE, mask_1L = byt5.states(encoder, [text], self._recipe.byt5_length)
        return {"states": states_1LE.float(), "mask": mask_1L}

    def _imagine(self, prompt: str, seed: int) -> Tensor:
        steps, guidance = self._recipe.prior_steps, self._recipe.prior_guidance
        text_1E = self.clip_text(prompt)
        return imagine(cast(Prior, self._network("prior")), text_1E, seed, steps, guidance)

    def _clip(self) -> ClipEncoder:
        return ClipEncoder(cast(CLIP, self._network("clip")), self._clip_config)


def identity(manifest: Manifest, role: str, device: torch.device, dtype: torch.dtype) -> str:
    """What tells a network of a pack from all others: its weights, its configuration, and how it computes."""
    network = manifest.networks[role]
    weights = manifest.files[network.file].sha256
    return json.dumps([weights, network.type, dict(network.config), device.type, str(dtype)], sort_keys=True)


def _one(memory: Remembered, key: str, make: Callable[[], Tensor]) -> Tensor:
    """The only tensor of a key."""
    return memory.get(key, lambda: {"embedding": make()})["embedding"]
