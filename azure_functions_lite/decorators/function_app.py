"""The v2 programming model: an app, the functions that its decorators collect, and the decorators.

A decorator of one entry is one line, `attaches` and its class: see `azure_functions_lite.decorators._attach`. After a
change, ``python tests/stubs/write.py`` rewrites ``function_app.pyi``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar, cast

from azure_functions_lite import decorators as bindings
from azure_functions_lite.decorators._attach import attaches, refuse_bare
from azure_functions_lite.decorators._function import Function, FunctionBuilder
from azure_functions_lite.decorators._options import choose
from azure_functions_lite.decorators.core import SCRIPT_FILE_NAME, AuthLevel
from azure_functions_lite.errors import AppError, ArgumentTypeError, MissingPackageError, describe

if TYPE_CHECKING:
    from azure_functions_lite.decorators._attach import Decorator
    from azure_functions_lite.decorators.http import HttpMethod

__all__ = [
    "BindingApi",
    "Blueprint",
    "DecoratorApi",
    "Function",
    "FunctionApp",
    "FunctionBuilder",
    "FunctionRegister",
    "SettingsApi",
    "TriggerApi",
]

P = ParamSpec("P")
Q = ParamSpec("Q")
R = TypeVar("R")


class DecoratorApi:
    """What apps and blueprints share: they collect the functions that they decorate.

    An app knows every function that one of its decorators was applied to, directly or on top of other decorators.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        self._function_builders: list[FunctionBuilder[..., Any]] = []
        self._app_script_file: str = SCRIPT_FILE_NAME

    @property
    def app_script_file(self) -> str:
        """The file that function.json names."""
        return self._app_script_file

    def _configure_function_builder(self, wrap: Callable[[FunctionBuilder[..., Any]], Any]) -> Decorator:
        """Return the decorator that has `wrap` add something to a function; `azure.functions` has the name."""

        def decorate(func: Callable[Q, R], /) -> FunctionBuilder[Q, R]:
            builder = self._builder_of(func)
            decorated: FunctionBuilder[Q, R] = wrap(builder)
            if builder not in self._function_builders:
                self._function_builders.append(builder)
            return decorated

        return decorate

    def _validate_type(self, func: Callable[Q, R]) -> FunctionBuilder[Q, R]:
        """Return the builder of a function, for a caller that adds it to `_function_builders` itself.

        That is `azure-functions-durable` from version 2 on.
        """
        builder = self._builder_of(func)
        self._function_builders[:] = [each for each in self._function_builders if each is not builder]
        return builder

    def _builder_of(self, func: Callable[Q, R]) -> FunctionBuilder[Q, R]:
        if isinstance(func, FunctionBuilder):
            return cast("FunctionBuilder[Q, R]", func)
        if not callable(func) or type(func) is Function:
            raise AppError("cannot decorate", expected="a function", got=describe(func))
        return FunctionBuilder(func, self._app_script_file)

    function_name: Final = attaches(lambda: bindings.function_name.FunctionName)

    def http_type(self, http_type: str) -> Decorator:
        """Say which kind of HTTP application the function is.

        Args:
            http_type: ``function``, ``asgi`` or ``wsgi``.
        """
        refuse_bare("http_type", http_type)
        return self._configure_function_builder(lambda builder: builder.configure_http_type(http_type))

    def _hand_over(self, decorator: str, *arguments: str | None) -> Decorator:
        """Return a decorator of azure-functions-durable, by name.

        Raises:
            MissingPackageError: it is not installed.
        """
        refuse_bare(decorator, *arguments)
        try:
            durable_functions = import_module("azure.durable_functions")
        except ImportError as error:
            where = f"cannot use the decorator {decorator!r}"
            raise MissingPackageError(where, expected="the package azure-functions-durable", got=str(error)) from error
        durable: Callable[[object], Any] = getattr(durable_functions.Blueprint(), decorator)(*arguments)

        return self._configure_function_builder(lambda builder: builder.hand_over(durable))


class TriggerApi(DecoratorApi):
    """The decorators that add a trigger."""

    def route(
        self,
        route: str | None = None,
        trigger_arg_name: str = "req",
        binding_arg_name: str = "$return",
        methods: HttpMethod | str | Iterable[HttpMethod | str] | None = None,
        auth_level: AuthLevel | str | None = None,
        trigger_extra_fields: Mapping[str, Any] | None = None,
        binding_extra_fields: Mapping[str, Any] | None = None,
    ) -> Decorator:
        """Call the function for HTTP requests, and send what it returns as the response.

        Args:
            route: Path below ``/api/``, with placeholders like ``{id}``; by default the name of the function.
            trigger_arg_name: The parameter that gets the `azure_functions_lite.HttpRequest`.
            binding_arg_name: Where the response comes from: ``$return``, or the parameter for an
                `azure_functions_lite.Out`.
            methods: Methods that the function accepts; all of them by default.
            auth_level: Which key callers need; by default the one of the app.
            trigger_extra_fields: Further keys of the entry of the trigger, in snake case.
            binding_extra_fields: Further keys of the entry of the response, in snake case.

        Raises:
            ChoiceError: `methods` or `auth_level` names no member.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger
        """
        refuse_bare("route", route)
        options: dict[str, Any] = {"methods": methods, "auth_level": auth_level, "route": route}
        twice = [name for name in trigger_extra_fields or {} if name in options]
        if twice:
            raise ArgumentTypeError(f"{twice[0]!r} of a route is set twice, also in trigger_extra_fields")
        options |= trigger_extra_fields or {}
        # Once now, to find mistakes and use up generators, and then again for each function.
        options["methods"] = bindings.http.HttpTrigger(trigger_arg_name, **options).methods

        def wrap(builder: FunctionBuilder[..., Any]) -> FunctionBuilder[..., Any]:
            trigger = bindings.http.HttpTrigger(trigger_arg_name, **options)
            response = bindings.http.HttpOutput(binding_arg_name, **binding_extra_fields or {})
            return builder.add_trigger(trigger).add_binding(response)

        return self._configure_function_builder(wrap)

    def orchestration_trigger(self, context_name: str, orchestration: str | None = None) -> Decorator:
        """Make the function an orchestrator of Durable Functions; needs the package azure-functions-durable.

        Args:
            context_name: The parameter that gets the ``DurableOrchestrationContext``.
            orchestration: Name of the orchestration; by default that of the function.
        """
        return self._hand_over("orchestration_trigger", context_name, orchestration)

    def activity_trigger(self, input_name: str, activity: str | None = None) -> Decorator:
        """Make the function an activity of Durable Functions; needs the package azure-functions-durable.

        Args:
            input_name: The parameter that gets what the orchestrator passes.
            activity: Name of the activity; by default that of the function.
        """
        return self._hand_over("activity_trigger", input_name, activity)

    def entity_trigger(self, context_name: str, entity_name: str | None = None) -> Decorator:
        """Make the function an entity of Durable Functions; needs the package azure-functions-durable.

        Args:
            context_name: The parameter that gets the ``DurableEntityContext``.
            entity_name: Name of the entity; by default that of the function.
        """
        return self._hand_over("entity_trigger", context_name, entity_name)

    assistant_skill_trigger: Final = attaches(lambda: bindings.openai.AssistantSkillTrigger)
    blob_trigger: Final = attaches(lambda: bindings.blob.BlobTrigger)
    connector_trigger: Final = attaches(lambda: bindings.connectors.ConnectorTrigger)
    cosmos_db_trigger: Final = attaches(lambda: bindings.cosmosdb.CosmosDBTrigger)
    cosmos_db_trigger_v3: Final = attaches(lambda: bindings.cosmosdb.CosmosDBTriggerV3)
    dapr_binding_trigger: Final = attaches(lambda: bindings.dapr.DaprBindingTrigger)
    dapr_service_invocation_trigger: Final = attaches(lambda: bindings.dapr.DaprServiceInvocationTrigger)
    dapr_topic_trigger: Final = attaches(lambda: bindings.dapr.DaprTopicTrigger)
    event_grid_trigger: Final = attaches(lambda: bindings.eventgrid.EventGridTrigger)
    event_hub_message_trigger: Final = attaches(lambda: bindings.eventhub.EventHubTrigger)
    generic_trigger: Final = attaches(lambda: bindings.generic.GenericTrigger)
    kafka_trigger: Final = attaches(lambda: bindings.kafka.KafkaTrigger)
    mcp_prompt_trigger: Final = attaches(lambda: bindings.mcp.MCPPromptTrigger)
    mcp_resource_trigger: Final = attaches(lambda: bindings.mcp.MCPResourceTrigger)
    mcp_tool: Final = attaches(lambda: bindings.mcp.MCPTool)
    mcp_tool_property: Final = attaches(lambda: bindings.mcp.MCPToolProperty)
    mcp_tool_trigger: Final = attaches(lambda: bindings.mcp.MCPToolTrigger)
    mysql_trigger: Final = attaches(lambda: bindings.mysql.MySqlTrigger)
    queue_trigger: Final = attaches(lambda: bindings.queue.QueueTrigger)
    service_bus_queue_trigger: Final = attaches(lambda: bindings.servicebus.ServiceBusQueueTrigger)
    service_bus_topic_trigger: Final = attaches(lambda: bindings.servicebus.ServiceBusTopicTrigger)
    sql_trigger: Final = attaches(lambda: bindings.sql.SqlTrigger)
    timer_trigger: Final = attaches(lambda: bindings.timer.TimerTrigger)
    schedule: Final = timer_trigger
    warm_up_trigger: Final = attaches(lambda: bindings.warmup.WarmUpTrigger)


class BindingApi(DecoratorApi):
    """The decorators that add an input or an output."""

    def durable_client_input(
        self, client_name: str, task_hub: str | None = None, connection_name: str | None = None
    ) -> Decorator:
        """Give the function a client of Durable Functions; needs the package azure-functions-durable.

        Args:
            client_name: The parameter that gets the ``DurableOrchestrationClient``.
            task_hub: Name of the task hub; by default that of ``host.json``.
            connection_name: App setting that has the connection string of the storage account.
        """
        return self._hand_over("durable_client_input", client_name, task_hub, connection_name)

    assistant_create_output: Final = attaches(lambda: bindings.openai.AssistantCreateOutput)
    assistant_post_input: Final = attaches(lambda: bindings.openai.AssistantPostInput)
    assistant_query_input: Final = attaches(lambda: bindings.openai.AssistantQueryInput)
    blob_input: Final = attaches(lambda: bindings.blob.BlobInput)
    blob_output: Final = attaches(lambda: bindings.blob.BlobOutput)
    cosmos_db_input: Final = attaches(lambda: bindings.cosmosdb.CosmosDBInput)
    cosmos_db_input_v3: Final = attaches(lambda: bindings.cosmosdb.CosmosDBInputV3)
    cosmos_db_output: Final = attaches(lambda: bindings.cosmosdb.CosmosDBOutput)
    cosmos_db_output_v3: Final = attaches(lambda: bindings.cosmosdb.CosmosDBOutputV3)
    dapr_binding_output: Final = attaches(lambda: bindings.dapr.DaprBindingOutput)
    dapr_invoke_output: Final = attaches(lambda: bindings.dapr.DaprInvokeOutput)
    dapr_publish_output: Final = attaches(lambda: bindings.dapr.DaprPublishOutput)
    dapr_secret_input: Final = attaches(lambda: bindings.dapr.DaprSecretInput)
    dapr_state_input: Final = attaches(lambda: bindings.dapr.DaprStateInput)
    dapr_state_output: Final = attaches(lambda: bindings.dapr.DaprStateOutput)
    embeddings_input: Final = attaches(lambda: bindings.openai.EmbeddingsInput)
    embeddings_store_output: Final = attaches(lambda: bindings.openai.EmbeddingsStoreOutput)
    event_grid_output: Final = attaches(lambda: bindings.eventgrid.EventGridOutput)
    event_hub_output: Final = attaches(lambda: bindings.eventhub.EventHubOutput)
    generic_input_binding: Final = attaches(lambda: bindings.generic.GenericInputBinding)
    generic_output_binding: Final = attaches(lambda: bindings.generic.GenericOutputBinding)
    kafka_output: Final = attaches(lambda: bindings.kafka.KafkaOutput)
    mysql_input: Final = attaches(lambda: bindings.mysql.MySqlInput)
    mysql_output: Final = attaches(lambda: bindings.mysql.MySqlOutput)
    queue_output: Final = attaches(lambda: bindings.queue.QueueOutput)
    semantic_search_input: Final = attaches(lambda: bindings.openai.SemanticSearchInput)
    service_bus_queue_output: Final = attaches(lambda: bindings.servicebus.ServiceBusQueueOutput)
    service_bus_topic_output: Final = attaches(lambda: bindings.servicebus.ServiceBusTopicOutput)
    sql_input: Final = attaches(lambda: bindings.sql.SqlInput)
    sql_output: Final = attaches(lambda: bindings.sql.SqlOutput)
    table_input: Final = attaches(lambda: bindings.table.TableInput)
    table_output: Final = attaches(lambda: bindings.table.TableOutput)
    text_completion_input: Final = attaches(lambda: bindings.openai.TextCompletionInput)


class SettingsApi(DecoratorApi):
    """The decorators that add a setting."""

    retry: Final = attaches(lambda: bindings.retry_policy.RetryPolicy)


class FunctionRegister(DecoratorApi):
    """Something with functions that the worker loads.

    Args:
        auth_level: Which key callers need for a route without its own `auth_level`.

    Raises:
        ChoiceError: `auth_level` names no member.
    """

    def __init__(self, auth_level: AuthLevel | str, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._auth_level: AuthLevel = choose(AuthLevel, auth_level, "cannot set the auth level of the app")
        self.functions_bindings: dict[Any, Any] | None = None
        """Nothing: apps and tests set it to ``{}`` to have `azure.functions` forget the names of functions."""

    @property
    def auth_level(self) -> AuthLevel:
        """Which key callers need for a route without its own `auth_level`."""
        return self._auth_level

    def get_functions(self) -> list[Function[..., Any]]:
        """Return the functions, in the order they were decorated.

        Raises:
            AppError: one has no trigger, or two have one name.
        """
        functions = [builder.build(self.auth_level) for builder in self._function_builders]
        self.validate_function_names(functions)
        return functions

    def validate_function_names(self, functions: list[Function[..., Any]]) -> None:
        """Check that all names are unique.

        Args:
            functions: The functions of the app.

        Raises:
            AppError: two functions have the same name.
        """
        known: dict[str, Function[..., Any]] = {}
        for function in functions:
            other = known.setdefault(function.get_function_name(), function)
            if other is not function:
                name = function.get_function_name()
                raise AppError(f"duplicate function name {name!r}, used by {other!r} and {function!r}")

    def register_functions(self, function_container: DecoratorApi) -> None:
        """Add the functions that a blueprint has now.

        Args:
            function_container: The blueprint.

        Raises:
            ArgumentTypeError: it is not a blueprint, but an app or something else.
        """
        builders: list[FunctionBuilder[..., Any]] | None = getattr(function_container, "_function_builders", None)
        if builders is None or isinstance(function_container, FunctionRegister):
            got = type(function_container).__name__
            raise ArgumentTypeError("cannot register functions", expected="a Blueprint", got=got)
        self._function_builders.extend(each for each in builders if each not in self._function_builders)

    register_blueprint = register_functions


class FunctionApp(FunctionRegister, TriggerApi, BindingApi, SettingsApi):
    """A function app: what the worker looks for in ``function_app.py``.

    Args:
        http_auth_level: Which key callers need for a route without its own `auth_level`.

    Raises:
        ChoiceError: `http_auth_level` names no member.

    Source: `azure.functions.FunctionApp`. Differs: see "Function apps and decorators" among the differences.
    """

    def __init__(self, http_auth_level: AuthLevel | str = AuthLevel.FUNCTION) -> None:
        super().__init__(auth_level=http_auth_level)


class Blueprint(TriggerApi, BindingApi, SettingsApi):
    """Functions that an app registers: `FunctionApp.register_functions`.

    Source: `azure.functions.Blueprint`.
    """


if not TYPE_CHECKING:

    def __getattr__(name):
        """Find the apps that `azure.functions` has in this module."""
        if name not in ("AsgiFunctionApp", "ExternalHttpFunctionApp", "WsgiFunctionApp"):
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(bindings, name)
