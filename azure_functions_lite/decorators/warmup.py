"""The warm-up of new instances."""

from __future__ import annotations

from azure_functions_lite.decorators.constants import WARMUP_TRIGGER
from azure_functions_lite.decorators.core import DataTypeChoice, Trigger


class WarmUpTrigger(Trigger, type=WARMUP_TRIGGER):
    """Call the function when an instance is added, before it gets other calls.

    Its parameter is an `azure_functions_lite.WarmUpContext`. An app has at most one such function, named ``warmup``.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-warmup
    """

    data_type: DataTypeChoice = DataTypeChoice()
