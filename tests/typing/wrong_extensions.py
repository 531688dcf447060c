"""Mistakes in extensions: each line marked `error` must be reported by every checker, and no other line."""

from __future__ import annotations

from azure_functions_lite.extension import AppExtensionBase, ExtensionMeta, FuncExtensionBase


class Metrics(AppExtensionBase):
    @classmethod
    def configure(cls, *, key: str) -> None:
        """Take the key."""

    @classmethod
    def post_function_load_app_level(cls, function_name: str) -> None:  # error
        """Take too little."""


class Stopwatch(FuncExtensionBase):
    def __init__(self, file_path: str, unit: str = "s") -> None:
        super().__init__(file_path)

    def post_function_load(self, function_name: int, *args: object, **kwargs: object) -> None:  # error
        """Take something else."""


class Numbered(FuncExtensionBase):
    def __init__(self, number: int) -> None:
        super().__init__(number)  # error


class Bare(FuncExtensionBase):
    """Has no constructor."""


Metrics.configure(key=1)  # error
Metrics.configure(name="abc")  # error
Metrics.init(1)  # error
Metrics.pre_invocation_app_level("logger", "context")  # error
Stopwatch()  # error
Stopwatch(5)  # error
Stopwatch(__file__, units="ms")  # error
Stopwatch(__file__).nothing  # error
Bare(__file__)  # error
FuncExtensionBase(__file__)  # error
ExtensionMeta.get_function_hooks()  # error
ExtensionMeta.get_function_hooks("HttpTrigger").pre_invocation  # error
ExtensionMeta.get_application_hooks().pre_invocation  # error
ExtensionMeta.get_registered_extensions_json()["AppExtension"]  # error
