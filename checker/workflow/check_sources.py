"""What can a check say, and what does it ask? Read from its own source, so that no list of it can fall behind."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import lru_cache
from types import ModuleType

from checker.core.context import Context
from checker.core.finding import Severity
from checker.workflow.pipeline import AnyCheck

_CHECKS = "checker.checks."
_READ = {part.name for part in fields(Context)} - {"evidence"}


@dataclass(frozen=True, slots=True)
class CheckSource:
    """What stands in a check's source: severities of its own, evidence it asks for, what else it reads."""

    file: str
    severities: frozenset[Severity]
    asks: frozenset[str]
    """Names of methods of `core.context.Evidence`."""
    reads: frozenset[str]
    """Fields of `core.context.Context` besides the evidence: rules, packs, settings, today."""
    has_patterns: bool


def read_source(check: AnyCheck) -> CheckSource:
    """What the class of this check, and whatever it uses from the checks' files, can say and ask."""
    module = sys.modules[type(check).__module__]
    seen = _Seen()
    for node in _reachable(module, type(check).__name__, set()):
        seen.visit(node)
    file = "/".join(module.__name__.split(".")) + ".py"
    return CheckSource(
        file, frozenset(seen.severities), frozenset(seen.asks), frozenset(seen.reads), seen.has_patterns
    )  # fmt: skip


def _reachable(module: ModuleType, name: str, walked: set[tuple[str, str]]) -> Iterator[ast.AST]:
    """The definition of this name and, through it, every definition it uses in the checks' own files."""
    definitions, imports = _names(module)
    if (module.__name__, name) in walked:
        return
    walked.add((module.__name__, name))
    if name in imports:
        other, its_name = imports[name]
        yield from _reachable(sys.modules[other], its_name, walked)
    if name in definitions:
        yield definitions[name]
        for node in ast.walk(definitions[name]):
            if isinstance(node, ast.Name):
                yield from _reachable(module, node.id, walked)


@lru_cache(maxsize=256)  # parsed once: a check's words lead to one module again and again
def _names(module: ModuleType) -> tuple[dict[str, ast.AST], dict[str, tuple[str, str]]]:
    definitions: dict[str, ast.AST] = {}
    imports: dict[str, tuple[str, str]] = {}
    for node in ast.parse(inspect.getsource(module)).body:
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                definitions[name] = node
            case ast.Assign(targets=targets):
                definitions |= {target.id: node for target in targets if isinstance(target, ast.Name)}
            case ast.ImportFrom(module=str(other)) if other.startswith(_CHECKS):
                imports |= {alias.asname or alias.name: (other, alias.name) for alias in node.names}
    return definitions, imports


@dataclass
class _Seen(ast.NodeVisitor):
    severities: set[Severity] = field(default_factory=set)
    asks: set[str] = field(default_factory=set)
    reads: set[str] = field(default_factory=set)
    has_patterns: bool = False

    def visit_Compare(self, node: ast.Compare) -> None:
        """A severity that is only compared with is not one that the check gives."""
        for part in (node.left, *node.comparators):
            if not _is_severity(part):
                self.visit(part)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if _is_severity(node):
            self.severities.add(Severity[node.attr])
        elif _called(node.value) == "evidence":
            self.asks.add(node.attr)
        elif _called(node.value).lstrip("_") == "context" and node.attr in _READ:
            self.reads.add(node.attr)
        elif _called(node.value) == "re" and node.attr == "compile":
            self.has_patterns = True
        self.generic_visit(node)


def _is_severity(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and _called(node.value) == "Severity" and node.attr in Severity.__members__


def _called(node: ast.AST) -> str:
    """The last word of `context.evidence` or `evidence`; empty for anything else."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
