"""Vectors in the place of words: what an encoder reads there is not from its table of token embeddings.

Letters in names: B texts, L tokens, N vectors, E width of a token embedding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import torch
from torch import Tensor, nn

Text = str | Sequence[str | Tensor]
"""A text; or its pieces, some of which are vectors (N, E) that stand where words would."""

VECTOR = -1  # in the place of the id of a token that is a vector


def spelled(text: Text, letters: Callable[[str], list[int]]) -> list[int]:
    """The ids of a text, whose words `letters` spells; VECTOR for each vector."""
    spelling: list[int] = []
    for piece in _pieces(text):
        spelling += letters(piece) if isinstance(piece, str) else [VECTOR] * len(piece)
    return spelling


@contextmanager
def spliced(table: nn.Module, texts: Sequence[Text], ids_BL: Tensor) -> Iterator[None]:
    """While it lasts, `table`, asked for the embeddings of `ids_BL`, gives the texts' own vectors where VECTOR stands.

    What follows in the network - positions, masks, where it pools - is as for any other token. Gradients reach the
    vectors.
    """
    found_BL = ids_BL == VECTOR
    if not found_BL.any():
        yield
        return
    # A text that was cut has lost its last vectors.
    kept = [_vectors(text)[:count] for text, count in zip(texts, found_BL.sum(1).tolist(), strict=True) if count]
    vectors_NE = torch.cat(kept)

    def replaced(_table: nn.Module, _ids: object, embedded_BLE: Tensor) -> Tensor:
        return embedded_BLE.index_put((found_BL,), vectors_NE.to(embedded_BLE))

    handles = (
        table.register_forward_pre_hook(lambda _table, _ids: (ids_BL.clamp(min=0),)),
        table.register_forward_hook(replaced),
    )
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


def _vectors(text: Text) -> Tensor:
    """All vectors of a text, one after another."""
    return torch.cat([piece for piece in _pieces(text) if not isinstance(piece, str)])


def _pieces(text: Text) -> Sequence[str | Tensor]:
    return [text] if isinstance(text, str) else text
