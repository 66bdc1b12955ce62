"""The project's sources as the rules of `test_architecture.py` read them: files, modules, imports, parts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PRODUCT = ("app", "paella_core", "installers")

Sources = dict[str, str]


class Import(NamedTuple):
    """One imported name: where it stands, the module that it names, and whether a function holds it."""

    path: str
    line: int
    target: str
    inside_function: bool

    def breach(self, why: str) -> str:
        return f"{self.path}:{self.line} imports {self.target}: {why}"


def project_sources(folders: tuple[str, ...] = (*PRODUCT, "tests")) -> Sources:
    """Every Python file of the folders, by its path from the root."""
    files = (file for folder in folders for file in sorted((ROOT / folder).rglob("*.py")))
    return {file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8") for file in files}


@cache
def parse(text: str) -> ast.Module:
    return ast.parse(text)


def module_of(path: str) -> str:
    """The dotted name of a file."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports_of(path: str, text: str) -> Iterator[Import]:
    """All imports of a file, relative ones resolved. `from a import b` names a.b."""
    for node, inside in walk(parse(text), inside_function=False):
        if isinstance(node, ast.Import):
            yield from (Import(path, node.lineno, alias.name, inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = absolute(path, node)
            yield from (Import(path, node.lineno, f"{base}.{alias.name}", inside) for alias in node.names)


def walk(node: ast.AST, inside_function: bool) -> Iterator[tuple[ast.AST, bool]]:
    """Every node below, with whether a function holds it."""
    inside_function = inside_function or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    for child in ast.iter_child_nodes(node):
        yield child, inside_function
        yield from walk(child, inside_function)


def absolute(path: str, node: ast.ImportFrom) -> str:
    """The dotted name that a `from` import starts at."""
    if not node.level:
        return node.module or ""
    package = path.removesuffix(".py").split("/")[: -node.level]
    return ".".join([*package, *filter(None, [node.module])])


def all_imports(sources: Sources, *packages: str) -> list[Import]:
    """The imports of every file in the packages."""
    return [one for path, text in sources.items() if path.split("/")[0] in packages for one in imports_of(path, text)]


def root_of(target: str) -> str:
    return target.split(".")[0]


def part_of(sources: Sources, module: str) -> str:
    """The part of a package that a module belongs to: its first name below the package, or the package itself.

    A name that is no module of ours (`paella_core.Engine`) belongs to the package itself.
    """
    package, _, rest = module.partition(".")
    first = rest.split(".")[0]
    is_ours = any(path.startswith((f"{package}/{first}/", f"{package}/{first}.py")) for path in sources)
    return first if first and is_ours else package


def module_named(sources: Sources, target: str) -> str | None:
    """The module of ours that an imported name is, or lies in."""
    modules = {module_of(path) for path in sources}
    parts = target.split(".")
    return next((name for n in range(len(parts), 0, -1) if (name := ".".join(parts[:n])) in modules), None)
