"""A pack on trial: what it makes of requests, and who judges it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np

from paella_core.benchmarks.quality.asked import Asked
from paella_core.benchmarks.quality.probe import Judge
from paella_core.engine import Engine
from paella_core.params import SamplingParams
from paella_core.request import Generate, Request, Result


@dataclass(frozen=True)
class Trial:
    """The engine, the judge, and the side of the square pictures in pixels."""

    engine: Engine
    judge: Judge
    side: int

    def made(self, request: Request, seed: int, count: int = 1) -> tuple[np.ndarray, ...]:
        """The pictures of a request."""
        params = replace(request.params, seed=seed, count=count)
        *_, last = self.engine.run(replace(request, params=params), previews=False)
        return cast(Result, last.result).images

    def generated(self, wishes: Sequence[Asked]) -> list[np.ndarray]:
        """A picture of each."""
        return [self.made(self.wish(one.prompt), one.number)[0] for one in wishes]

    def wish(self, prompt: str) -> Generate:
        """A picture from words."""
        return Generate(prompt, (self.side, self.side), params=SamplingParams())
