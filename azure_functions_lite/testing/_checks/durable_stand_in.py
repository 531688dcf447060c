"""The stand-in for azure-functions-durable if that is missing: its decorators add the same entries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from azure_functions_lite.decorators.function_app import Blueprint, FunctionApp, FunctionBuilder
from azure_functions_lite.decorators.generic import GenericInputBinding, GenericTrigger
from azure_functions_lite.testing._checks.stand_ins import mark_touched, written


class _Durable(Blueprint):
    """The decorators of azure-functions-durable, as far as the rows of function.json go."""

    def orchestration_trigger(self, context_name: str, orchestration: str | None = None, **_: object) -> Any:
        return self._hand_on("orchestrationTrigger", context_name, orchestration=orchestration)

    def entity_trigger(self, context_name: str, entity_name: str | None = None) -> Any:
        return self._hand_on("entityTrigger", context_name, entity_name=entity_name)

    def activity_trigger(self, input_name: str, activity: str | None = None) -> Any:
        trigger = GenericTrigger(input_name, "activityTrigger", activity=activity)
        return self._configure_function_builder(lambda builder: builder.attach(trigger))

    def durable_client_input(
        self, client_name: str, task_hub: str | None = None, connection_name: str | None = None
    ) -> Any:
        row = GenericInputBinding(client_name, "durableClient", task_hub=task_hub, connection_name=connection_name)

        def wrap(builder: FunctionBuilder[..., Any]) -> FunctionBuilder[..., Any]:
            # The worker passes text, from which the package makes the client.
            written(builder).__annotations__[client_name] = str
            return builder.attach(row)

        return self._configure_function_builder(wrap)

    def _hand_on(self, kind: str, name: str, **options: str | None) -> Callable[..., Any]:
        """Return a decorator that has the package call the function, and not the worker."""
        trigger = GenericTrigger(name, kind, **options)

        def wrap(builder: FunctionBuilder[..., Any]) -> FunctionBuilder[..., Any]:
            mark_touched(builder)
            return builder.attach(trigger)

        return self._configure_function_builder(wrap)


class DurableBlueprint(_Durable):
    """A blueprint of azure-functions-durable."""

    def __init__(self, http_auth_level: object = None) -> None:
        super().__init__()


class DurableApp(_Durable, FunctionApp):
    """The app of azure-functions-durable."""
