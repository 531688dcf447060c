"""`azure.functions`, whichever package that is, and `azure.durable_functions`, which is built on it.

Durable Functions has no types, and which package the other one is depends on the run: type checkers read the stub
beside this file, and `azure_functions_lite`, which has every name that is used here.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import azure_functions_lite as func

    from . import durable as df  # pyright: ignore[reportMissingModuleSource]  # a stub only
else:
    import azure.durable_functions as df
    import azure.functions as func

__all__ = ["df", "func"]
