"""Replay of the first training step of the paella-v3 denoiser: noising, weights, loss and every gradient."""

from __future__ import annotations

from collections.abc import Iterator

from golden_networks import paella_of
from golden_vectors import Check, Vectors, compare, exact_check, first_check, network_check, relative_check
from torch import nn

from paella_core.training.loss import accuracy, add_noise, loss_weights, weighted_loss

GRADIENT_TOLERANCE = 1e-5


def replay_train_v3(vectors: Vectors) -> Iterator[Check]:
    """`train_v3`, before the optimizer: its steps follow when a published learning-rate schedule exists."""
    network = paella_of(vectors).train()
    tokens, noise, u, t = (vectors[f"inputs.{name}"] for name in ("latents", "random_x", "u", "t"))
    noised, mask = add_noise(tokens, t, u, noise)
    weights = loss_weights(mask, t)
    yield exact_check(vectors, "outputs.noised", noised)
    yield exact_check(vectors, "outputs.mask", mask)
    yield relative_check(vectors, "outputs.loss_weight", weights)
    logits = network(noised, t, *(vectors[f"inputs.{name}"] for name in ("byt5", "clip", "clip_image")))
    loss = weighted_loss(logits, tokens, weights)
    loss.backward()
    yield network_check(vectors, "outputs.logits_step0", logits)
    yield first_check(vectors, "outputs.loss", loss)
    yield first_check(vectors, "outputs.acc", accuracy(logits, tokens))
    for name, parameter in network.named_parameters():
        assert parameter.grad is not None
        yield compare(vectors, f"grads_step0.{name}", parameter.grad, GRADIENT_TOLERANCE)
    norm = nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    yield first_check(vectors, "outputs.grad_norm", norm)
