"""Extensions of the worker: no checker may report anything here."""

from __future__ import annotations

from logging import Logger
from pathlib import Path
from time import perf_counter
from typing import ClassVar

from typing_extensions import assert_type

import azure_functions_lite as func
from azure_functions_lite.extension import (
    AppExtensionBase,
    ExtensionMeta,
    FuncExtensionBase,
    FunctionExtensionException,
)
from azure_functions_lite.extension.app_extension_hooks import AppExtensionHooks
from azure_functions_lite.extension.extension_scope import ExtensionScope
from azure_functions_lite.extension.func_extension_hooks import FuncExtensionHooks


class Metrics(AppExtensionBase):
    """Overrides every method, with the signatures that these have."""

    key: str | None = None
    loaded: ClassVar[dict[str, Path]] = {}

    @classmethod
    def init(cls) -> None:
        cls.key = None

    @classmethod
    def configure(cls, *, key: str) -> None:
        cls.key = key

    @classmethod
    def post_function_load_app_level(
        cls, function_name: str, function_directory: str, *args: object, **kwargs: object
    ) -> None:
        cls.loaded[function_name] = Path(function_directory)

    @classmethod
    def pre_invocation_app_level(
        cls,
        logger: Logger,
        context: func.Context,
        func_args: dict[str, object] | None = None,
        *args: object,
        **kwargs: object,
    ) -> None:
        logger.info("%s %s", context.invocation_id, sorted(func_args or {}))

    @classmethod
    def post_invocation_app_level(
        cls,
        logger: Logger,
        context: func.Context,
        func_args: dict[str, object] | None = None,
        func_ret: object = None,
        *args: object,
        **kwargs: object,
    ) -> None:
        logger.info("%s %r", context.function_name, func_ret)


class Stopwatch(FuncExtensionBase):
    """Has a constructor with more parameters than the base, and takes them as they come in a hook."""

    def __init__(self, file_path: str, unit: str = "s") -> None:
        super().__init__(file_path)
        self.unit = unit
        self.start = 0.0

    def pre_invocation(self, *args: object, **kwargs: object) -> None:
        self.start = perf_counter()

    def post_invocation(
        self,
        logger: Logger,
        context: func.Context,
        func_args: dict[str, object] | None = None,
        func_ret: object | None = None,
        *args: object,
        **kwargs: object,
    ) -> None:
        logger.info("%s %s", perf_counter() - self.start, self.unit)


class ByPath(FuncExtensionBase):
    def __init__(self, file_path: Path) -> None:
        super().__init__(file_path)


def use() -> None:
    Metrics.configure(key="abc")
    try:
        assert_type(Stopwatch(__file__), Stopwatch)
        assert_type(Stopwatch(__file__, unit="ms").start, float)
        assert_type(ByPath(Path(__file__)), ByPath)
    except FunctionExtensionException as error:
        assert_type(error.where, str)


def look_up(logger: Logger, context: func.Context) -> None:
    hooks = ExtensionMeta.get_function_hooks("HttpTrigger")
    assert_type(hooks, FuncExtensionHooks | None)
    if hooks is not None:
        for hook in hooks.pre_invocation:
            assert_type(hook.ext_name, str)
            hook.ext_impl(logger, context, {})
    assert_type(ExtensionMeta.get_application_hooks(), AppExtensionHooks | None)
    assert_type(ExtensionMeta.get_registered_extensions_json(), str)
    assert_type(ExtensionScope(2), ExtensionScope)
