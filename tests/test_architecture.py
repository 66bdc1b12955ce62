"""The rules of the house that a machine can hold: who may import whom, and how large a piece may be.

Each rule takes the sources ({path: text}) and returns one sentence for each breach. There is no list of exceptions.
Every rule is also shown to fail on a planted breach.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable, Sequence
from graphlib import CycleError, TopologicalSorter

import pytest
from sources import (
    PRODUCT,
    ROOT,
    Sources,
    all_imports,
    module_named,
    module_of,
    parse,
    part_of,
    project_sources,
    root_of,
)

LONGEST_FILE = 400
LONGEST_FUNCTION = 60

Rule = Callable[[Sources], list[str]]

# Left may import right, never the reverse; those on one line may import each other, without circles.
CORE_LAYERS = [
    layer.split()
    for layer in (
        "paella_core __main__",
        "cli",
        "verbs benchmarks",
        "engine training installing",
        "families",
        "fits",
        "counting",
        "residency speed arithmetic",
        "edits conditioning packs",
        "plan checks",
        "networks sampling draws diffusion schedule guidance randomness contexts masks seams outpainting images "
        "devices pictures films atomic tiling typical graphs",
        "params request errors",
    )
]
BORDER = CORE_LAYERS[-1]

# What a part of the editor may import besides itself and the plain parts.
APP_PLAIN = {
    *("actions", "entries", "language", "modes", "settings", "resources", "qimage", "crash", "theme", "version"),
    *("diagnostics", "licences"),
}
APP_MAY_IMPORT = {
    "app": set(),
    "__main__": {"application"},
    "application": {"main_window", "panels", "canvas", "dialogs", "tools", "document", "engine"},
    "bench": {"application", "panels", "canvas", "document", "engine", "tools"},
    "main_window": {"panels", "canvas", "dialogs", "tools", "document"},
    "panels": {"tools", "document", "engine.client", "engine.gallery"},
    "canvas": {"tools", "document"},
    "dialogs": {"tools", "document", "engine.packs", "engine.concepts"},
    "tools": {"document"},
    "engine": {"document"},
    "document": set(),
    **{plain: set() for plain in APP_PLAIN},
}
WITH_WIDGETS = {"application", "bench", "main_window", "panels", "canvas", "dialogs"}
WITHOUT_WINDOWS = {"document", "tools"}
HEAVY = {"torch", "torchvision", "open_clip", "transformers", "timm"}
UNPICKLERS = {"pickle", "cPickle", "_pickle", "dill", "cloudpickle", "joblib", "shelve"}


# ---- who may import whom


def core_knows_no_interface(sources: Sources) -> list[str]:
    banned = {"PySide6", "shiboken6", "app"}
    return [
        one.breach("the engine knows nothing of the interface")
        for one in all_imports(sources, "paella_core")
        if root_of(one.target) in banned
    ]


def border_is_light(sources: Sources) -> list[str]:
    """params, request and errors import nothing of ours but each other, and nothing heavy."""
    paths = {f"paella_core/{name}.py" for name in BORDER}
    return [
        one.breach("params, request and errors import only each other, numpy and the standard library")
        for one in all_imports(sources, "paella_core")
        if one.path in paths
        and not (is_standard(one.target) or root_of(one.target) == "numpy" or in_parts(one.target, BORDER))
    ]


def is_standard(target: str) -> bool:
    return root_of(target) in sys.stdlib_module_names


def in_parts(target: str, parts: Sequence[str]) -> bool:
    """Whether an import names one of the parts of paella_core."""
    return any(f"{target}.".startswith(f"paella_core.{part}.") for part in parts)


def networks_import_only_torch(sources: Sources) -> list[str]:
    return [
        one.breach("networks import only torch, the standard library and each other")
        for one in all_imports(sources, "paella_core")
        if one.path.startswith("paella_core/networks/")
        and not (is_standard(one.target) or root_of(one.target) == "torch" or in_parts(one.target, ("networks",)))
    ]


def core_imports_rightwards(sources: Sources) -> list[str]:
    rank = {part: number for number, layer in enumerate(CORE_LAYERS) for part in layer}
    breaches = []
    for one in all_imports(sources, "paella_core"):
        here = part_of(sources, module_of(one.path))
        there = part_of(sources, one.target) if root_of(one.target) == "paella_core" else here
        if here not in rank or there not in rank:
            breaches.append(one.breach(f"{here if here not in rank else there} has no layer in CORE_LAYERS"))
        elif rank[there] < rank[here]:
            breaches.append(one.breach(f"{there} lies left of {here}"))
    return breaches


def app_imports_rightwards(sources: Sources) -> list[str]:
    breaches = []
    for one in all_imports(sources, "app"):
        here = part_of(sources, module_of(one.path))
        if here not in APP_MAY_IMPORT:
            breaches.append(one.breach(f"{here} has no place in APP_MAY_IMPORT"))
        elif root_of(one.target) == "app" and not may_import(sources, here, one.target):
            breaches.append(one.breach(f"not for {here}"))
    return breaches


def may_import(sources: Sources, here: str, target: str) -> bool:
    """Whether a part of the editor may import a name of the editor."""
    there = part_of(sources, target)
    allowed = APP_MAY_IMPORT[here]
    if there == here or there in allowed or there in APP_PLAIN:
        return True
    return any("." in name and f"{target}.".startswith(f"app.{name}.") for name in allowed)


def app_meets_the_engine_at_its_border(sources: Sources) -> list[str]:
    return [
        one.breach("outside app/engine only params, request and errors may be imported from the engine")
        for one in all_imports(sources, "app")
        if root_of(one.target) == "paella_core"
        and not one.path.startswith("app/engine/")
        and not in_parts(one.target, BORDER)
    ]


def app_is_torch_free(sources: Sources) -> list[str]:
    return [
        one.breach("the interface never imports torch or what draws it in")
        for one in all_imports(sources, "app")
        if root_of(one.target) in HEAVY
    ]


def widgets_stay_in_their_place(sources: Sources) -> list[str]:
    return [
        one.breach("widgets belong in " + ", ".join(sorted(WITH_WIDGETS)))
        for one in all_imports(sources, "app")
        if root_of(one.target) == "PySide6"
        and any(name.endswith("Widgets") for name in one.target.split(".")[1:2])
        and part_of(sources, module_of(one.path)) not in WITH_WIDGETS
    ]


def document_and_tools_need_no_window(sources: Sources) -> list[str]:
    return [
        one.breach("document and tools need QtCore and QtGui at most")
        for one in all_imports(sources, "app")
        if root_of(one.target) == "PySide6"
        and part_of(sources, module_of(one.path)) in WITHOUT_WINDOWS
        and one.target.split(".")[1] not in ("QtCore", "QtGui")
    ]


def imports_stand_on_top(sources: Sources) -> list[str]:
    """Only app/engine/worker.py imports inside a function, and only the engine."""
    return [
        one.breach("imports stand on top of the file")
        for one in all_imports(sources, *PRODUCT)
        if one.inside_function
        and not (one.path == "app/engine/worker.py" and f"{one.target}.".startswith("paella_core.engine."))
    ]


def no_circles(sources: Sources) -> list[str]:
    ours = {path: text for path, text in sources.items() if path.split("/")[0] in PRODUCT}
    graph: dict[str, set[str]] = {module_of(path): set() for path in ours}
    for one in all_imports(ours, *PRODUCT):
        here, there = module_of(one.path), module_named(ours, one.target)
        if there not in (None, here):
            graph[here].add(there)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return ["a circle of imports: " + " -> ".join(error.args[1])]
    return []


# ---- sizes, names, safety


def files_are_short(sources: Sources) -> list[str]:
    lengths = {path: len(text.splitlines()) for path, text in sources.items()}
    return [f"{path} has {n} lines, {LONGEST_FILE} at most" for path, n in lengths.items() if n > LONGEST_FILE]


def functions_are_short(sources: Sources) -> list[str]:
    return [
        f"{path}:{node.lineno} {node.name} has {length(node)} lines, {LONGEST_FUNCTION} at most"
        for path, text in sources.items()
        for node in ast.walk(parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and length(node) > LONGEST_FUNCTION
    ]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def no_file_of_odds_and_ends(sources: Sources) -> list[str]:
    names = {"utils.py", "helpers.py", "util.py", "helper.py", "misc.py"}
    return [f"{path}: name a file after what it is about" for path in sources if path.rsplit("/", 1)[-1] in names]


def nothing_unpickles(sources: Sources) -> list[str]:
    product = {path: text for path, text in sources.items() if path.split("/")[0] in PRODUCT}
    imports = [
        one.breach("nothing here unpickles")
        for one in all_imports(product, *PRODUCT)
        if root_of(one.target) in UNPICKLERS or one.target == "torch.load"
    ]
    return imports + [
        f"{path}:{node.lineno} calls {ast.unparse(node.func)}: nothing here unpickles"
        for path, text in product.items()
        for node in ast.walk(parse(text))
        if isinstance(node, ast.Call) and unpickles(node)
    ]


def unpickles(call: ast.Call) -> bool:
    """Whether a call is torch.load, or asks numpy to allow pickles."""
    allows = any(word.arg == "allow_pickle" for word in call.keywords)
    return allows or ast.unparse(call.func) in ("torch.load", "torch.serialization.load")


# ---- the tests

PLANTED: list[tuple[Rule, str, str]] = [
    (core_knows_no_interface, "paella_core/masks.py", "from PySide6.QtGui import QImage"),
    (core_knows_no_interface, "paella_core/packs/store.py", "import app.settings"),
    (border_is_light, "paella_core/request.py", "import torch"),
    (border_is_light, "paella_core/params.py", "from paella_core.masks import to_tokens"),
    (border_is_light, "paella_core/errors.py", "from paella_core import Engine"),
    (networks_import_only_torch, "paella_core/networks/prior.py", "import numpy as np"),
    (networks_import_only_torch, "paella_core/networks/prior.py", "from paella_core.errors import PaellaError"),
    (networks_import_only_torch, "paella_core/networks/prior.py", "from ..masks import dilate"),
    (core_imports_rightwards, "paella_core/sampling.py", "from paella_core.edits import inpaint"),
    (core_imports_rightwards, "paella_core/engine.py", "from paella_core import cli"),
    (core_imports_rightwards, "paella_core/packs/store.py", "from paella_core import Engine"),
    (core_imports_rightwards, "paella_core/elsewhere.py", "import numpy"),
    (app_imports_rightwards, "app/document/layer.py", "from app.tools.brush import Brush"),
    (app_imports_rightwards, "app/panels/prompt.py", "from app.engine.worker import Worker"),
    (app_imports_rightwards, "app/dialogs/packs.py", "from app.engine.client import EngineClient"),
    (app_imports_rightwards, "app/canvas/overlays.py", "from ..panels import prompt"),
    (app_imports_rightwards, "app/main_window.py", "from app.engine.client import EngineClient"),
    (app_imports_rightwards, "app/theme.py", "from app.document.document import Document"),
    (app_imports_rightwards, "app/elsewhere.py", "import numpy"),
    (app_meets_the_engine_at_its_border, "app/panels/packs.py", "from paella_core.packs.store import find"),
    (app_meets_the_engine_at_its_border, "app/application.py", "from paella_core import Engine"),
    (app_is_torch_free, "app/engine/client.py", "from torch import Tensor"),
    (widgets_stay_in_their_place, "app/tools/brush.py", "from PySide6.QtWidgets import QWidget"),
    (widgets_stay_in_their_place, "app/theme.py", "from PySide6 import QtWidgets"),
    (widgets_stay_in_their_place, "app/__main__.py", "import PySide6.QtOpenGLWidgets"),
    (document_and_tools_need_no_window, "app/document/files.py", "from PySide6.QtSvg import QSvgRenderer"),
    (imports_stand_on_top, "app/panels/prompt.py", "def ask():\n    from app.engine import client"),
    (imports_stand_on_top, "app/engine/worker.py", "def run():\n    import numpy"),
    (imports_stand_on_top, "paella_core/images.py", "class A:\n    async def f(self):\n        import torch"),
    (no_circles, "paella_core/errors.py", "import paella_core.params"),
    (files_are_short, "app/tools/fill.py", "a = 1\n" * (LONGEST_FILE + 1)),
    (functions_are_short, "tests/test_fill.py", "def f():\n" + "    a = 1\n" * LONGEST_FUNCTION),
    (no_file_of_odds_and_ends, "paella_core/training/utils.py", ""),
    (no_file_of_odds_and_ends, "tests/app/helpers.py", ""),
    (nothing_unpickles, "paella_core/packs/convert.py", "from pickle import loads"),
    (nothing_unpickles, "paella_core/training/checkpoint.py", "import torch\ntorch.load('a', weights_only=True)"),
    (nothing_unpickles, "paella_core/training/data.py", "import numpy as np\nnp.load('a', allow_pickle=True)"),
]
RULES = list(dict.fromkeys(rule for rule, _, _ in PLANTED))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_project_keeps_the_rule(rule: Rule) -> None:
    assert rule(project_sources()) == []


@pytest.mark.parametrize(("rule", "path", "text"), PLANTED, ids=lambda value: getattr(value, "__name__", ""))
def test_a_planted_breach_is_found(rule: Rule, path: str, text: str) -> None:
    breaches = rule({**project_sources(), path: text})
    place = module_of(path) if rule is no_circles else path
    assert any(place in breach for breach in breaches), breaches


def test_the_worker_may_import_the_engine_inside_a_function() -> None:
    planted = {"app/engine/worker.py": "def run():\n    from paella_core.engine import Engine"}
    assert imports_stand_on_top(planted) == []


@pytest.mark.parametrize(
    "module", ["paella_core", *(f"paella_core.{name}" for name in BORDER), "app", "app.application"]
)
def test_importing_stays_light(module: str) -> None:
    """The window is painted before torch is imported."""
    question = f"import sys, {module}; print(*sorted({HEAVY!r} & set(sys.modules)))"
    answer = subprocess.run(
        [sys.executable, "-c", question], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert answer.stdout.strip() == ""
