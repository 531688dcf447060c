"""Timers."""

from __future__ import annotations

from azure_functions_lite.decorators.constants import TIMER_TRIGGER
from azure_functions_lite.decorators.core import DataTypeChoice, Trigger


class TimerTrigger(Trigger, type=TIMER_TRIGGER):
    """Call the function on a schedule, with an `azure_functions_lite.TimerRequest`.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer
    """

    schedule: str
    """Six-field NCRONTAB text, seconds first, in UTC: ``"0 */5 * * * *"``; or ``"%NAME%"`` of an app setting."""
    run_on_startup: bool | None = None
    """Whether the function is called each time that the host starts too; False by default."""
    use_monitor: bool | None = None
    """Whether the host stores when the function was called, to notice missed calls; True by default."""
    data_type: DataTypeChoice = DataTypeChoice()
