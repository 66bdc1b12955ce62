"""What a published checkpoint wraps around its weights, taken off. Works on mappings that were read before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from torch import Tensor

from paella_core.errors import PackBroken

_WRAPPERS = ("ema_state_dict", "state_dict")
_PREFIX = "model."
_TRAINING = "loss."


def unwrap(checkpoint: Mapping[str, Any]) -> dict[str, Tensor]:
    """The weights of a checkpoint by the names that the network gives them.

    Understood are bare state dicts; training checkpoints, which hold them as `state_dict` beside a counter, an
    optimizer and the like; and all of these with `model.` before every name. Where a checkpoint holds an
    `ema_state_dict` too, that is taken: raw training checkpoints have both, and the average is what was meant for use.
    Weights of a training loss (`loss.*`) are dropped.

    Raises:
        PackBroken: it holds no weights, or something else among them.
    """
    weights = {name: tensor for name, tensor in _inner(checkpoint).items() if not str(name).startswith(_TRAINING)}
    for name, tensor in weights.items():
        if not isinstance(name, str) or not isinstance(tensor, Tensor):
            raise PackBroken(f"The checkpoint holds {name!r} where only weights may be; choose the file of a network.")
    if not weights:
        raise PackBroken("The checkpoint holds no weights; choose the file of a network.")
    if all(name.startswith(_PREFIX) for name in weights):
        return {name.removeprefix(_PREFIX): tensor for name, tensor in weights.items()}
    return weights


def _inner(checkpoint: Mapping[str, Any]) -> Mapping[str, Any]:
    """The state dict inside a training checkpoint, or the mapping itself."""
    for wrapper in _WRAPPERS:
        inner = checkpoint.get(wrapper)
        if isinstance(inner, Mapping) and inner:
            return inner
    return checkpoint
