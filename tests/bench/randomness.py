"""What the counted randomness of a draw costs beside the step that it belongs to, on one thread of this computer.

Run it by itself: `python tests/bench/randomness.py [mini] [published]`, without a name for both. `mini` is the pack's
denoiser at its native size; `published` is paella-v3's, 1.0B parameters of random weights: it takes minutes and 5 GB of
memory. A step is two predictions (guidance), the noise and the draw. Times are seconds of processor time, the least of
a few rounds, so that the computer's other work counts as little as can be. `share` is what must stay below 5 %.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from paella_core.draws import multinomial
from paella_core.networks.paella import Paella, PaellaConfig
from paella_core.randomness import CountedRandomness
from paella_core.schedule import Schedule

PACK = Path(__file__).resolve().parents[2] / "resources/packs/mini/pack.json"
TEXT_LENGTH = 40


def mini() -> Paella:
    """The denoiser of the pack that comes with the program, with random weights."""
    pack = json.loads(PACK.read_text(encoding="utf-8"))
    return Paella(PaellaConfig(**pack["networks"]["denoiser"]["config"]))


def published() -> Paella:
    """paella-v3 as released, its weights whatever the memory holds, which costs as much."""
    with torch.device("meta"):
        network = Paella(PaellaConfig())
    network = network.to_empty(device="cpu")
    for parameter in network.parameters():
        torch.nn.init.constant_(parameter, 1e-3)
    return network


CASES: dict[str, tuple[Callable[[], Paella], int, int]] = {"mini": (mini, 32, 5), "published": (published, 64, 2)}
"""How to build each network, the side of its token grid, and how often it is timed."""


def seconds(work: Callable[[], object], rounds: int) -> float:
    """The least processor time of a few rounds, after one to warm up."""
    times: list[float] = []
    for _ in range(rounds + 1):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times[1:])


@torch.inference_mode()
def measure(name: str) -> str:
    """A row of the table."""
    build, side, rounds = CASES[name]
    network = build().eval()
    config, randomness = network.config, CountedRandomness([1], network.config.num_labels, side, side)
    tokens, level = randomness.noise(0), torch.tensor([0.5])
    byt5, clip = torch.zeros(1, TEXT_LENGTH, config.byt5_embd), torch.zeros(1, config.clip_embd)
    logits = network(tokens, level, byt5, clip, [clip])
    draw = multinomial(Schedule.linear(1), randomness)
    predicting = seconds(lambda: network(tokens, level, byt5, clip, [clip]), rounds)
    noise = seconds(lambda: [len(part) for part in randomness.gumbel(0)], 5)
    drawing = seconds(lambda: draw(logits, 0), 5)
    share = noise / (2 * predicting + drawing)
    return f"{name:<10}{config.num_labels:>7}{side:>6}{predicting:>12.4f}{noise:>10.4f}{drawing:>10.4f}{share:>9.2%}"


def main() -> None:
    """Print the table."""
    torch.set_num_threads(1)
    print(f"{'network':<10}{'labels':>7}{'side':>6}{'prediction':>12}{'noise':>10}{'draw':>10}{'share':>9}")
    for name in sys.argv[1:] or CASES:
        print(measure(name), flush=True)


if __name__ == "__main__":
    main()
