"""Networks that share memory: which plan is chosen, that it is kept to, and that pictures do not depend on it."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from paella_core.engine import Engine
from paella_core.errors import DeviceError
from paella_core.families import OpenPack
from paella_core.packs import manifest
from paella_core.packs.published import ARROZ_V5, PAELLA_V1, PAELLA_V3, PUBLISHED
from paella_core.params import SamplingParams
from paella_core.request import Box, Generate, Result, Step
from paella_core.residency import LARGE, MemoryNeeds, needs_of, plan_memory, plans
from paella_core.verbs.produce import _followed

CPU, CUDA = torch.device("cpu"), torch.device("cuda")
GIB = 2**30
PARAMS = SamplingParams(seed=7)
RUN_OUT = (MemoryError(), torch.OutOfMemoryError("out"), RuntimeError("DefaultCPUAllocator: can't allocate memory"))


@pytest.fixture(scope="module")
def needs() -> MemoryNeeds:
    return needs_of(PAELLA_V3)


@pytest.fixture
def on_bfloat16(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("paella_core.residency.precision", lambda _device: torch.bfloat16)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine without any memory to spare, and without remembered answers."""
    monkeypatch.setattr("paella_core.families.pack.free_bytes", lambda _device: 0)
    monkeypatch.setenv("PAELLA_HOME", str(tmp_path))


@pytest.fixture
def ample(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A machine with all the memory that there could be, and without remembered answers."""
    monkeypatch.setattr("paella_core.families.pack.free_bytes", lambda _device: 1 << 50)
    monkeypatch.setenv("PAELLA_HOME", str(tmp_path))


def steps_of(engine: Engine, prompt: str = "a boat", **params: Any) -> list[Step]:
    return list(engine.run(Generate(prompt, (32, 32), params=SamplingParams(seed=7, **params))))


def result_of(engine: Engine, prompt: str = "a boat", **params: Any) -> Result:
    result = steps_of(engine, prompt, **params)[-1].result
    assert result is not None
    return result


# ---- what is needed, and what is planned


def test_needs_are_those_of_the_published_networks(needs: MemoryNeeds) -> None:
    assert needs.numbers["denoiser"] == 1_008_350_592
    assert 2.61e9 < needs.numbers["byt5"] < 2.62e9
    assert needs.files["byt5"] == 2 * needs.numbers["byt5"]
    assert 36 * needs.layer < needs.numbers["byt5"] < 36 * needs.layer + 2e6
    assert needs.is_large


def test_files_that_are_there_tell_their_size(toy_pack: Path) -> None:
    found = needs_of(manifest.read(toy_pack))
    assert found.files == {path.stem: path.stat().st_size for path in toy_pack.glob("*.safetensors")}
    assert not found.is_large


@pytest.mark.parametrize("pack", PUBLISHED.values(), ids=PUBLISHED)
def test_every_published_pack_fits_a_usual_machine(pack: manifest.Manifest) -> None:
    plan = plan_memory(needs_of(pack), CPU, 20 * GIB)
    assert plan is not None
    assert (plan.precision, plan.arithmetic) == (torch.bfloat16, torch.float32)
    assert plan.peak_bytes < 6 * GIB


@pytest.mark.parametrize(
    ("free", "name"), [(80, "keep"), (20, "stream"), (6, "stream"), (2, None)], ids=lambda value: str(value)
)
def test_a_cpu_keeps_what_leaves_most_of_the_memory_free(needs: MemoryNeeds, free: int, name: str | None) -> None:
    plan = plan_memory(needs, CPU, free * GIB)
    assert (plan and plan.name) == name


@pytest.mark.usefixtures("on_bfloat16")
def test_a_gpu_takes_the_fastest_plan_that_fits(needs: MemoryNeeds) -> None:
    keep, stages, stream = plans(needs, CUDA)
    assert keep.peak_bytes > stages.peak_bytes > stream.peak_bytes
    for plan, cheaper in ((keep, stages), (stages, stream), (stream, None)):
        assert plan.arithmetic == plan.precision == torch.bfloat16
        assert plan_memory(needs, CUDA, int(plan.peak_bytes / 0.89)) == plan
        assert plan_memory(needs, CUDA, int(plan.peak_bytes / 0.91)) == cheaper


@pytest.mark.parametrize("pack", [PAELLA_V1, ARROZ_V5], ids=lambda pack: pack.name)
def test_what_has_no_layers_to_stream_is_not_streamed(pack: manifest.Manifest) -> None:
    assert [plan.name for plan in plans(needs_of(pack), CPU)] == ["keep", "stages"]


def test_a_small_pack_is_computed_as_ever(toy_pack: Path) -> None:
    plan = plan_memory(needs_of(manifest.read(toy_pack)), CPU, GIB)
    assert plan is not None
    assert plan.keeps
    assert plan.precision == plan.arithmetic == torch.float32


def test_a_plan_is_explained(needs: MemoryNeeds) -> None:
    keep, stream = plans(needs, CPU)
    assert keep.explained().startswith("All networks stay in memory, in bfloat16: about 1")
    assert "the text encoder layer by layer, in bfloat16: about" in stream.explained()


# ---- the plan is kept to


@pytest.mark.usefixtures("short")
def test_one_large_network_is_there_at_a_time_and_each_is_loaded_once(
    toy_pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, loads = Engine.open(toy_pack, "cpu"), []
    pack, load = engine._pack, OpenPack._load
    monkeypatch.setattr(OpenPack, "_load", lambda self, role: loads.append((role, self.loaded)) or load(self, role))
    result_of(engine, count=3)
    assert [role for role, _ in loads if role != "vqgan"] == ["byt5", "clip", "prior", "denoiser"]
    assert all(there <= {"vqgan"} for role, there in loads if role != "vqgan")
    assert pack.loaded == {"denoiser", "vqgan"}


@pytest.mark.usefixtures("short")
def test_the_same_prompt_again_touches_no_encoder(toy_pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine.open(toy_pack, "cpu")
    first, denoiser = result_of(engine), engine._pack.denoiser
    again = result_of(engine)
    assert engine._pack.denoiser is denoiser
    assert again.image.tobytes() == first.image.tobytes()
    restarted, load, loads = Engine.open(toy_pack, "cpu"), OpenPack._load, []
    monkeypatch.setattr(OpenPack, "_load", lambda self, role: loads.append(role) or load(self, role))
    result_of(restarted)
    assert set(loads) == {"denoiser", "vqgan"}


@pytest.mark.usefixtures("short")
def test_what_goes_is_gone(toy_pack: Path) -> None:
    engine = Engine.open(toy_pack, "cpu")
    result_of(engine)
    denoiser = weakref.ref(engine._pack.denoiser)
    engine._pack.conditioner.clip_text("never read before")
    assert denoiser() is None
    clip = weakref.ref(engine._pack.network("clip"))
    engine._pack.economise()
    assert clip() is None


@pytest.mark.usefixtures("short")
def test_nothing_is_loaded_early_that_would_go(toy_pack: Path) -> None:
    engine = Engine.open(toy_pack, "cpu")
    engine.load()
    assert engine._pack.loaded == {"vqgan"}


@pytest.mark.usefixtures("ample")
def test_with_memory_all_stays_and_what_every_request_needs_is_loaded_early(toy_pack: Path) -> None:
    engine = Engine.open(toy_pack, "cpu")
    engine.load()
    assert engine._pack.loaded == {"denoiser", "vqgan"}
    result_of(engine)
    assert engine._pack.loaded == {"denoiser", "vqgan", "byt5", "clip", "prior"}


def test_pictures_do_not_depend_on_the_plan(toy_pack: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pictures = []
    for free in (0, 1 << 50):
        monkeypatch.setenv("PAELLA_HOME", str(tmp_path / str(free)))
        monkeypatch.setattr("paella_core.families.pack.free_bytes", lambda _device, free=free: free)
        pictures.append([image.tobytes() for image in result_of(Engine.open(toy_pack, "cpu"), count=2).images])
    assert pictures[0] == pictures[1]


@pytest.mark.usefixtures("short")
def test_a_large_pack_computes_in_float32_from_weights_as_stored(
    toy_pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = result_of(Engine.open(toy_pack, "cpu")).image
    monkeypatch.setattr("paella_core.residency.LARGE", 0)
    engine = Engine.open(toy_pack, "cpu")
    steps = engine.run(Generate("a boat", (32, 32), params=PARAMS))
    next(steps)
    weights = dict(engine._pack.denoiser.named_parameters())
    assert weights["clf.1.weight"].dtype == torch.float16  # as in the file
    assert weights["byt5_mapper.bias"].dtype == torch.float16
    *_, last = steps
    assert last.result is not None
    assert last.result.image.tobytes() == exact.tobytes()


# ---- running out


class RunsOut:
    """Lets the denoiser run out of memory at a few of its calls."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, error: BaseException, at: Callable[[int], bool]) -> None:
        self.calls = 0
        load = OpenPack._load

        def spoiled(pack: OpenPack, role: str) -> nn.Module:
            network = load(pack, role)
            if role == "denoiser":
                network.get_submodule("clf").register_forward_pre_hook(spoil)
            return network

        def spoil(_module: object, _inputs: object) -> None:
            self.calls += 1
            if at(self.calls):
                raise error

        monkeypatch.setattr(OpenPack, "_load", spoiled)


@pytest.fixture
def undisturbed(toy_pack: Path) -> Iterator[list[bytes]]:
    yield [step.preview.tobytes() for step in steps_of(Engine.open(toy_pack, "cpu"))]
    gc.collect()


@pytest.mark.usefixtures("ample")
@pytest.mark.parametrize("error", RUN_OUT, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("call", [1, 3])
def test_running_out_goes_on_by_the_next_cheaper_plan_and_says_so(
    toy_pack: Path, undisturbed: list[bytes], monkeypatch: pytest.MonkeyPatch, error: BaseException, call: int
) -> None:
    RunsOut(monkeypatch, error, lambda calls: calls == call)
    engine = Engine.open(toy_pack, "cpu")
    assert engine._pack.plan.keeps
    steps = steps_of(engine)
    assert [step.index for step in steps] == [1, 2, 3]
    assert [step.preview.tobytes() for step in steps] == undisturbed
    assert engine._pack.plan.streams
    result = steps[-1].result
    assert result is not None
    (note,) = result.notes
    assert note.startswith("Memory ran out, so the networks were arranged anew. One network after another")
    assert result_of(engine).notes == ()


@pytest.mark.usefixtures("ample")
def test_running_out_with_every_plan_is_one_sentence(toy_pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoiled = RunsOut(monkeypatch, MemoryError(), lambda _calls: True)
    engine = Engine.open(toy_pack, "cpu")
    with pytest.raises(DeviceError, match="does not suffice"):
        result_of(engine)
    assert spoiled.calls == 2
    assert engine._pack.loaded == frozenset()


@pytest.mark.usefixtures("ample")
def test_other_failures_are_not_tried_again(toy_pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoiled = RunsOut(monkeypatch, RuntimeError("something else"), lambda _calls: True)
    with pytest.raises(RuntimeError, match="something else"):
        result_of(Engine.open(toy_pack, "cpu"))
    assert spoiled.calls == 1


@pytest.mark.usefixtures("ample")
def test_running_out_while_loading_early_leaves_it_to_the_request(
    toy_pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, load, failures = Engine.open(toy_pack, "cpu"), OpenPack._load, [MemoryError()]

    def failing(pack: OpenPack, role: str) -> nn.Module:
        if failures:
            raise failures.pop()
        return load(pack, role)

    monkeypatch.setattr(OpenPack, "_load", failing)
    engine.load()
    assert engine._pack.plan.streams
    assert len(result_of(engine).notes) == 1


def test_the_command_line_says_what_went_otherwise(capsys: pytest.CaptureFixture[str], toy_engine: Engine) -> None:
    picture = result_of(toy_engine).image
    noted = Result((picture,), (7,), PARAMS, Box(0, 0, 32, 32), "toy", "cpu", 1.0, ("Memory ran out.",))
    assert _followed(iter([Step(1, 1, noted.box, (picture,), noted)]), True) is noted
    assert capsys.readouterr().err == "paella: Memory ran out.\n"


def test_the_limit_of_what_is_small_is_where_the_documentation_says() -> None:
    assert MemoryNeeds({"denoiser": LARGE // 4 + 1}, {}, 0, 0).is_large
    assert not MemoryNeeds({"denoiser": LARGE // 4}, {}, 0, 0).is_large
