"""Whatever is declared with the decorators of either package, function.json is the same."""

from __future__ import annotations

import enum
import inspect
from functools import partial
from types import ModuleType
from typing import Any, cast

import pytest
from hypothesis import Phase, given, settings
from hypothesis.strategies import SearchStrategy

from .decorators import NAMES, OFFICIAL, ONLY_IN_2, Stack, beside, uses, values_of
from .decorators_classes import BASES, CONSTANTS, ENUMS, PUBLIC, ROWS, SETTINGS, find, rows
from .decorators_classes import differences as row_differences
from .decorators_compare import Found, compare, texts_of
from .decorators_mistakes import MISTAKES
from .decorators_read import attempt, differences, index, text_of
from .decorators_stacks import SCENARIOS, Scenario, run
from .decorators_strategies import APPS, STACKS, Apps, index_all
from .packages import HAS_TO_DICT, official, ours, resolve

SHOWN = 5
"""How many of the differences of one decorator are shown."""

PHASES = (Phase.generate,)
"""Made-up cases are shown as they are: those of `test_decorator` are small, and are mostly about the same."""


def _none(found: list[Found]) -> None:
    reports = texts_of(found)
    assert not reports, f"{len(reports)} differ\n" + "\n".join(reports[:SHOWN])


# Signatures


def test_decorators_have_the_same_names() -> None:
    owners: list[type[Any]] = [ours.DecoratorApi, ours.TriggerApi, ours.BindingApi, ours.SettingsApi]
    found = {name for owner in owners for name in vars(owner) if not name.startswith("_")}
    # What is not a property.
    assert {name for name in found if callable(getattr(ours.FunctionApp(), name))} == OFFICIAL.keys()


@pytest.mark.parametrize("owner", ["DecoratorApi", "TriggerApi", "BindingApi", "SettingsApi", "FunctionRegister"])
def test_classes_have_the_same_members(owner: str) -> None:
    named = {name for name in dir(getattr(official, owner)) if not name.startswith("_")}
    assert {name for name in dir(getattr(ours, owner)) if not name.startswith("_")} == named


@pytest.mark.parametrize("name", OFFICIAL)
def test_signature(name: str) -> None:
    expected = [_parameter(item) for item in OFFICIAL[name].parameters.values() if item.kind is not item.VAR_KEYWORD]
    mine = inspect.signature(getattr(ours.FunctionApp(), name)).parameters.values()
    found = [_parameter(item) for item in mine if item.kind is not item.VAR_KEYWORD]
    if name in ONLY_IN_2 and not HAS_TO_DICT:
        found = [item for item in found if not item.startswith(ONLY_IN_2[name].name)]
    assert found == expected


def _parameter(parameter: inspect.Parameter) -> str:
    default = "" if parameter.default is parameter.empty else f" = {text_of(parameter.default)}"
    return f"{parameter.name}{default} ({parameter.kind.name})"


@pytest.mark.parametrize("name", ONLY_IN_2)
def test_what_only_2_has(name: str) -> None:
    given = [item for item in OFFICIAL[name].parameters if item != "self"]
    assert (ONLY_IN_2[name].name in given) is HAS_TO_DICT
    place = list(inspect.signature(getattr(ours.FunctionApp(), name)).parameters).index(ONLY_IN_2[name].name)
    assert place == ONLY_IN_2[name].place


@pytest.mark.parametrize("name", ["FunctionApp", "Blueprint", "AsgiFunctionApp", "WsgiFunctionApp"])
def test_signature_of_app(name: str) -> None:
    expected = [_parameter(item) for item in inspect.signature(getattr(official, name)).parameters.values()]
    assert [_parameter(item) for item in inspect.signature(getattr(ours, name)).parameters.values()] == expected


# One decorator


@pytest.mark.parametrize("name", NAMES)
def test_decorator(name: str) -> None:
    _none([report for use in uses(name) for report in differences(Stack(beside(use)))])


@pytest.mark.parametrize("name", NAMES)
def test_every_option_is_tried(name: str) -> None:
    tried: set[str] = set()
    for use in uses(name):
        if "outcome" not in index(official, Stack(beside(use))):
            tried |= {*use.kwargs, *list(values_of(OFFICIAL[name]))[: len(use.args)]}
    assert values_of(OFFICIAL[name]).keys() <= tried


# Several decorators


@pytest.mark.parametrize("stacks", STACKS.values(), ids=STACKS)
def test_generated_stacks(stacks: SearchStrategy[Stack]) -> None:
    @settings(max_examples=25, phases=PHASES)
    @given(stacks)
    def check(stack: Stack) -> None:
        _none(differences(stack))

    check()


@settings(max_examples=25, phases=PHASES)
@given(APPS)
def test_generated_apps(apps: Apps) -> None:
    _none(list(compare(apps, index_all(official, apps), index_all(ours, apps))))


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
def test_scenario(scenario: Scenario) -> None:
    theirs = run(official, scenario)
    assert not isinstance(theirs.get("outcome"), Exception), theirs
    _none(list(compare("", theirs, run(ours, scenario))))


@pytest.mark.parametrize("scenario", MISTAKES.values(), ids=MISTAKES)
def test_mistake(scenario: Scenario) -> None:
    theirs = run(official, scenario)
    assert isinstance(theirs.get("outcome"), Exception), theirs
    _none(list(compare("", theirs, run(ours, scenario))))


# The modules


@pytest.mark.parametrize("path", [*ROWS, *SETTINGS])
def test_class(path: str) -> None:
    _none([report for row in rows(path) for report in row_differences(row)])


@pytest.mark.parametrize("path", [*ROWS, *SETTINGS])
def test_class_is_a_subclass_of_the_same(path: str) -> None:
    core = official.decorators.core
    named = [name for name in BASES if issubclass(resolve(official, path), getattr(core, name))]
    assert [name for name in BASES if issubclass(find(ours, path), getattr(ours.decorators.core, name))] == named


@pytest.mark.parametrize("path", ENUMS)
def test_enum(path: str) -> None:
    expected = [(name, item.name, _value(item), str(item)) for name, item in ENUMS[path].__members__.items()]
    found = [(name, item.name, item.value, str(item)) for name, item in resolve(ours, path).__members__.items()]
    # 1.x has not all of them.
    assert (found if HAS_TO_DICT else [item for item in found if item in expected]) == expected


def _value(member: enum.Enum) -> object:
    """Return the value of an official member that ours has: the row "decorator-enum-values" names those that differ."""
    value: Any = member.value
    if str(member) == "FLOAT":
        return "number"
    return {(0,): 0, ("raw_text",): "raw_text"}.get(value, value)


def test_values_of_members_that_differ() -> None:
    members = [cast("enum.Enum", item) for kind in ENUMS.values() for item in kind.__members__.values()]
    assert {text_of(item) for item in members if _value(item) != item.value} == {
        *("McpPropertyType.FLOAT", "OAuthBearerMethod.DEFAULT", "InputType.RawText")
    }


@pytest.mark.parametrize("path", ENUMS)
def test_exported_enum(path: str) -> None:
    name = path.rpartition(".")[2]
    assert hasattr(ours, name) or not hasattr(official, name)
    assert getattr(ours, name, None) in (None, resolve(ours, path))


@pytest.mark.parametrize("path", CONSTANTS)
def test_constant(path: str) -> None:
    assert resolve(ours, path) == CONSTANTS[path]


@pytest.mark.parametrize("path", PUBLIC)
def test_public_name(path: str) -> None:
    assert attempt(lambda: resolve(ours, path).__name__) == repr(path.rpartition(".")[2])


NAMES_TO_CONVERT = [
    *("a", "a_b", "aB", "A_b", "a__b", "_a", "a_", "a1_2", "1"),
    *("a-b", "", "\u00e4_b", "a_B", "AB_cd", "a b", "x9_y", "a_b1"),
]


@pytest.mark.parametrize("name", NAMES_TO_CONVERT)
def test_names_of_options(name: str) -> None:
    theirs, mine = (attempt(partial(_camel_case, func, name)) for func in (official, ours))
    _none(list(compare(name, {"to_camel_case()": theirs}, {"to_camel_case()": mine})))


def _camel_case(func: ModuleType, name: str) -> object:
    return resolve(func, "decorators.utils.to_camel_case")(name)
