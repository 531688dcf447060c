"""Written by tests/stubs/write.py."""

import datetime
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, ParamSpec, TypeVar

from azure_functions_lite.decorators._attach import Decorator
from azure_functions_lite.decorators._function import Function, FunctionBuilder
from azure_functions_lite.decorators.core import (
    AccessRights,
    AuthLevel,
    BlobSource,
    Cardinality,
    CosmosDBChangeFeedMode,
    DataType,
    McpPropertyType,
)
from azure_functions_lite.decorators.external import AsgiFunctionApp as AsgiFunctionApp
from azure_functions_lite.decorators.external import ExternalHttpFunctionApp as ExternalHttpFunctionApp
from azure_functions_lite.decorators.external import WsgiFunctionApp as WsgiFunctionApp
from azure_functions_lite.decorators.http import HttpMethod
from azure_functions_lite.decorators.kafka import (
    BrokerAuthenticationMode,
    BrokerProtocol,
    KafkaMessageKeyType,
    OAuthBearerMethod,
)
from azure_functions_lite.decorators.mcp import PromptArgument
from azure_functions_lite.decorators.openai import InputType, OpenAIModels

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

Q = ParamSpec("Q")

R = TypeVar("R")

class DecoratorApi:
    """What apps and blueprints share: they collect the functions that they decorate.

    An app knows every function that one of its decorators was applied to, directly or on top of other decorators.
    """

    _function_builders: list[FunctionBuilder[..., Any]]
    _app_script_file: str
    def __init__(self, *args: object, **kwargs: object) -> None: ...
    @property
    def app_script_file(self) -> str: ...
    def _configure_function_builder(self, wrap: Callable[[FunctionBuilder[..., Any]], Any]) -> Decorator: ...
    def _validate_type(self, func: Callable[Q, R]) -> FunctionBuilder[Q, R]: ...
    def _builder_of(self, func: Callable[Q, R]) -> FunctionBuilder[Q, R]: ...
    def function_name(
        self,
        name: str,
        setting_extra_fields: Mapping[str, object] | None = None,
    ) -> Decorator:
        """The name of a function in the host, if it is not the name of the callable.

        Args:
            name: The name, unique in the app.
            setting_extra_fields: Further values of the setting.
        """
    def http_type(self, http_type: str) -> Decorator: ...
    def _hand_over(self, decorator: str, *arguments: str | None) -> Decorator: ...

class TriggerApi(DecoratorApi):
    def route(
        self,
        route: str | None = None,
        trigger_arg_name: str = "req",
        binding_arg_name: str = "$return",
        methods: HttpMethod | str | Iterable[HttpMethod | str] | None = None,
        auth_level: AuthLevel | str | None = None,
        trigger_extra_fields: Mapping[str, Any] | None = None,
        binding_extra_fields: Mapping[str, Any] | None = None,
    ) -> Decorator: ...
    def orchestration_trigger(self, context_name: str, orchestration: str | None = None) -> Decorator: ...
    def activity_trigger(self, input_name: str, activity: str | None = None) -> Decorator: ...
    def entity_trigger(self, context_name: str, entity_name: str | None = None) -> Decorator: ...
    def assistant_skill_trigger(
        self,
        arg_name: str,
        function_description: str,
        function_name: str | None = None,
        parameter_description_json: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Let assistants call the function as a skill.

        Its parameter is the argument from the model: text or JSON text.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            function_description: What the function does, in words for the model.
            function_name: Name of the function for the model; by default the name that the host has for it.
            parameter_description_json: Description of the parameters for the model, as JSON text; by
                default the host derives it from the function.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-openai-assistant-trigger
        """
    def blob_trigger(
        self,
        arg_name: str,
        path: str,
        connection: str,
        source: BlobSource | str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Call the function for each blob that is new or changed.

        Its parameter is an `azure_functions_lite.InputStream`, or the content as ``bytes`` or ``str``.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            path: Container and name of the blobs, with placeholders like ``{name}``:
                ``"orders/{name}.json"``.
            connection: App setting that has the connection string of the storage account, or prefix of
                settings that describe it.
            source: How the host learns of new blobs; by default by scanning the container.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-trigger
        """
    def connector_trigger(
        self,
        arg_name: str,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Call the function for each event of a connector.

        Its parameter is the payload as it was sent, ``str`` or ``bytes``; what it returns goes back as text.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            data_type: How the host passes the payload.

        Source: `azure.functions.decorators.connectors`.
        """
    def cosmos_db_trigger(
        self,
        arg_name: str,
        connection: str,
        database_name: str,
        container_name: str,
        lease_connection: str | None = None,
        lease_database_name: str | None = None,
        lease_container_name: str | None = None,
        create_lease_container_if_not_exists: bool | None = None,
        leases_container_throughput: int | None = None,
        lease_container_prefix: str | None = None,
        feed_poll_delay: int | None = None,
        lease_acquire_interval: int | None = None,
        lease_expiration_interval: int | None = None,
        lease_renew_interval: int | None = None,
        max_items_per_invocation: int | None = None,
        start_from_beginning: bool | datetime.time | None = None,
        start_from_time: datetime.datetime | datetime.time | str | None = None,
        preferred_locations: str | None = None,
        change_feed_mode: CosmosDBChangeFeedMode | str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Call the function for documents of a container that are new or changed.

        Its parameter is an `azure_functions_lite.DocumentList`.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            connection: App setting that has the connection string of the account, or prefix of settings
                that describe it.
            database_name: Name of the database.
            container_name: Name of the container.
            lease_connection: App setting that has the connection of the account with the leases; by default
                that of `connection`.
            lease_database_name: Database of the leases; by default that of the documents.
            lease_container_name: Container of the leases; ``leases`` by default.
            create_lease_container_if_not_exists: Whether the host creates the container of the leases if
                there is none; False by default.
            leases_container_throughput: Throughput in request units per second of the container of the
                leases, if the host creates it.
            lease_container_prefix: Prefix of this function's leases, so that functions share the container
                of the leases but not the changes.
            feed_poll_delay: Milliseconds between two looks at the changes, once all have been read; 5000 by
                default.
            lease_acquire_interval: Milliseconds between two looks at how the partitions are spread over
                instances; 13000 by default.
            lease_expiration_interval: Milliseconds for which a lease is held, unless it is renewed; 60000
                by default.
            lease_renew_interval: Milliseconds between two renewals of a lease; 17000 by default.
            max_items_per_invocation: Number of documents in one call at most.
            start_from_beginning: Whether the first start, when there are no leases, reads all changes; by
                default it reads those from then on.
            start_from_time: Time from which the first start, when there are no leases, reads changes, in
                UTC: ``"2021-02-16T14:19:29Z"``.
            preferred_locations: Regions of a geo-replicated account by preference, with commas: ``"East
                US,North Europe"``.
            change_feed_mode: What the changes tell; `CosmosDBChangeFeedMode.LATEST_VERSION` by default.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-cosmosdb-v2-trigger
        """
    def cosmos_db_trigger_v3(
        self,
        arg_name: str,
        database_name: str,
        collection_name: str,
        connection_string_setting: str,
        lease_collection_name: str | None = None,
        lease_connection_string_setting: str | None = None,
        lease_database_name: str | None = None,
        create_lease_collection_if_not_exists: bool | None = None,
        leases_collection_throughput: int | None = None,
        lease_collection_prefix: str | None = None,
        checkpoint_interval: int | None = None,
        checkpoint_document_count: int | None = None,
        feed_poll_delay: int | None = None,
        lease_renew_interval: int | None = None,
        lease_acquire_interval: int | None = None,
        lease_expiration_interval: int | None = None,
        max_items_per_invocation: int | None = None,
        start_from_beginning: bool | None = None,
        preferred_locations: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Call the function for documents of a collection that are new or changed, by version 3 of the extension.

        Its parameter is an `azure_functions_lite.DocumentList`. Deprecated, as that version is: use `CosmosDBTrigger`.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            database_name: Name of the database.
            collection_name: Name of the collection.
            connection_string_setting: App setting that has the connection string of the account.
            lease_collection_name: Collection of the leases; ``leases`` by default.
            lease_connection_string_setting: App setting that has the connection string of the account with
                the leases; by default that of the documents.
            lease_database_name: Database of the leases; by default that of the documents.
            create_lease_collection_if_not_exists: Whether the host creates the collection of the leases if
                there is none; False by default.
            leases_collection_throughput: Throughput in request units per second of the collection of the
                leases, if the host creates it.
            lease_collection_prefix: Prefix of this function's leases, so that functions share the
                collection of the leases but not the changes.
            checkpoint_interval: Milliseconds between two checkpoints; by default there is one after each
                call that succeeds.
            checkpoint_document_count: Number of documents between two checkpoints; by default there is one
                after each call that succeeds.
            feed_poll_delay: Milliseconds between two looks at the changes, once all have been read; 5000 by
                default.
            lease_renew_interval: Milliseconds between two renewals of a lease; 17000 by default.
            lease_acquire_interval: Milliseconds between two looks at how the partitions are spread over
                instances; 13000 by default.
            lease_expiration_interval: Milliseconds for which a lease is held, unless it is renewed; 60000
                by default.
            max_items_per_invocation: Number of documents in one call at most.
            start_from_beginning: Whether the first start, when there are no leases, reads all changes; by
                default it reads those from then on.
            preferred_locations: Regions of a geo-replicated account by preference, with commas: ``"East
                US,North Europe"``.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-cosmosdb-v2-trigger
        """
    def dapr_binding_trigger(
        self,
        arg_name: str,
        binding_name: str,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Call the function for each event of a Dapr input binding, with its JSON as text.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            binding_name: Name of the Dapr binding.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-dapr-trigger
        """
    def dapr_service_invocation_trigger(
        self,
        arg_name: str,
        method_name: str,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Call the function when a service invokes a method of this app through Dapr, with the JSON of the call as text.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            method_name: Name of the method that others invoke.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-dapr-trigger-svc-invoke
        """
    def dapr_topic_trigger(
        self,
        arg_name: str,
        pub_sub_name: str,
        topic: str,
        route: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Call the function for each message of a Dapr topic, with its CloudEvent as JSON text.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            pub_sub_name: Name of the Dapr pub/sub component.
            topic: Name of the topic.
            route: Path at which Dapr delivers the messages; by default the name of the topic.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-dapr-trigger-topic
        """
    def event_grid_trigger(
        self,
        arg_name: str,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Call the function for each event of a subscription.

        Its parameter is an `azure_functions_lite.EventGridEvent` or an `azure_functions_lite.CloudEvent`, by the schema of
        the subscription.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-event-grid-trigger
        """
    def event_hub_message_trigger(
        self,
        arg_name: str,
        connection: str,
        event_hub_name: str,
        data_type: DataType | str | None = None,
        cardinality: Cardinality | str | None = None,
        consumer_group: str | None = None,
    ) -> Decorator:
        """Call the function for the events of an event hub.

        Its parameter is an `azure_functions_lite.EventHubEvent`, or a list of them for `Cardinality.MANY`.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            connection: App setting that has the connection string of the namespace, or prefix of settings
                that describe it.
            event_hub_name: Name of the event hub; one in the connection string goes before it.
            data_type: How the host passes the payload.
            cardinality: ``many`` for a batch of events in each call, ``one`` for one event.
            consumer_group: Consumer group that reads the events; ``$Default`` by default.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-event-hubs-trigger
        """
    def generic_trigger(
        self,
        arg_name: str,
        type: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Call the function by a trigger of any type; further keywords are keys of function.json, in camel case there.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            type: Type of the binding in function.json.
            data_type: How the host passes the payload.
        """
    def kafka_trigger(
        self,
        arg_name: str,
        topic: str,
        broker_list: str,
        event_hub_connection_string: str | None = None,
        consumer_group: str | None = None,
        avro_schema: str | None = None,
        key_avro_schema: str | None = None,
        key_data_type: KafkaMessageKeyType | str | None = KafkaMessageKeyType.STRING,
        username: str | None = None,
        password: str | None = None,
        ssl_key_location: str | None = None,
        ssl_ca_location: str | None = None,
        ssl_certificate_location: str | None = None,
        ssl_key_password: str | None = None,
        ssl_certificate_pem: str | None = None,
        ssl_key_pem: str | None = None,
        ssl_ca_pem: str | None = None,
        ssl_certificate_and_key_pem: str | None = None,
        schema_registry_url: str | None = None,
        schema_registry_username: str | None = None,
        schema_registry_password: str | None = None,
        o_auth_bearer_method: OAuthBearerMethod | str | None = None,
        o_auth_bearer_client_id: str | None = None,
        o_auth_bearer_client_secret: str | None = None,
        o_auth_bearer_scope: str | None = None,
        o_auth_bearer_token_endpoint_url: str | None = None,
        o_auth_bearer_extensions: str | None = None,
        authentication_mode: BrokerAuthenticationMode | str | None = "NotSet",
        protocol: BrokerProtocol | str | None = "NotSet",
        cardinality: Cardinality | str | None = "One",
        lag_threshold: int = 1000,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Call the function for the events of a topic.

        Its parameter is an `azure_functions_lite.KafkaEvent`, or a list of them for `Cardinality.MANY`. Text can be
        ``"%NAME%"`` of an app setting, so that passwords and keys are not in function.json.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            topic: Name of the topic.
            broker_list: Brokers, host and port of each, with commas:
                ``"a.example.com:9092,b.example.com:9092"``.
            event_hub_connection_string: App setting with the connection string, if the topic is an event
                hub of Azure.
            consumer_group: Consumer group that reads the events.
            avro_schema: Avro schema of the value of an event, as JSON text.
            key_avro_schema: Avro schema of the key of an event, as JSON text.
            key_data_type: Type of the key of an event, where `key_avro_schema` does not say it.
            username: User name for SASL, but not for `BrokerAuthenticationMode.GSSAPI`.
            password: Password for SASL, but not for `BrokerAuthenticationMode.GSSAPI`.
            ssl_key_location: Path of the file with the client's private key, in PEM.
            ssl_ca_location: Path of the file with the certificates of authorities, in PEM, by which that of
                a broker is checked.
            ssl_certificate_location: Path of the file with the client's certificate, in PEM.
            ssl_key_password: Password of the client's private key.
            ssl_certificate_pem: The client's certificate itself, as PEM text.
            ssl_key_pem: The client's private key itself, as PEM text.
            ssl_ca_pem: The certificates of authorities themselves, as PEM text.
            ssl_certificate_and_key_pem: The client's certificate and private key themselves, as one PEM
                text.
            schema_registry_url: URL of the schema registry.
            schema_registry_username: User name for the schema registry.
            schema_registry_password: Password for the schema registry.
            o_auth_bearer_method: How the client gets a token of OAuth; `OAuthBearerMethod.OIDC` needs id,
                secret and URL of the options below.
            o_auth_bearer_client_id: Client id for OAuth.
            o_auth_bearer_client_secret: Client secret for OAuth.
            o_auth_bearer_scope: Scope that the client asks for.
            o_auth_bearer_token_endpoint_url: URL that issues tokens.
            o_auth_bearer_extensions: What the broker receives in addition to the token, separated by
                commas: ``"key1=value1,key2=value2"``.
            authentication_mode: Mechanism of SASL.
            protocol: How the client is connected to the brokers.
            cardinality: ``many`` for a batch of events in each call, ``one`` for one event.
            lag_threshold: Number of events that wait in a partition for which the host adds an instance.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-kafka-trigger
        """
    def mcp_prompt_trigger(
        self,
        arg_name: str,
        prompt_name: str,
        prompt_arguments: Collection[PromptArgument] | str | None = None,
        title: str | None = None,
        description: str | None = None,
        metadata: str | None = None,
        icons: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Call the function when a client asks for a prompt of the MCP server, and answer with what it returns.

        The parameter gets an `azure_functions_lite.PromptInvocationContext`.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            prompt_name: Name of the prompt.
            prompt_arguments: What a client can fill in; as an attribute, it is the text of a JSON array, or
                None.
            title: Name that clients show.
            description: What the prompt is for, for users.
            metadata: Further metadata for clients, as the text of a JSON object.
            icons: Icons that clients show, as the text of a JSON array.
            data_type: How the host passes the payload.

        Raises:
            ArgumentTypeError: `prompt_arguments` is not a list of `PromptArgument`.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-mcp-prompt-trigger
        """
    def mcp_resource_trigger(
        self,
        arg_name: str,
        uri: str,
        resource_name: str,
        title: str | None = None,
        description: str | None = None,
        mime_type: str | None = None,
        size: int | None = None,
        metadata: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Call the function when a client reads a resource of the MCP server, and answer with what it returns.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            uri: Address of the resource.
            resource_name: Name of the resource.
            title: Name that clients show.
            description: Description of the resource, for models and users.
            mime_type: Media type of the content.
            size: Length of the content in bytes.
            metadata: Further metadata for clients, as the text of a JSON object.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-mcp-resource-trigger
        """
    def mcp_tool(
        self,
        metadata: str | None = None,
        use_result_schema: bool | None = False,
    ) -> Decorator:
        """Make the function a tool of the MCP server: its parameters are the arguments, its docstring the description.

        A parameter annotated `azure_functions_lite.MCPToolContext` gets all of the call, and one annotated
        `azure_functions_lite.Context` the invocation; the parameters of other bindings stay theirs.

        Args:
            metadata: Further metadata for clients, as the text of a JSON object.
            use_result_schema: Whether results go back as structured content, too; those of classes that are marked with
                `mcp_content` do anyway.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-mcp-tool-trigger
        """
    def mcp_tool_property(
        self,
        arg_name: str,
        description: str | None = None,
        property_type: McpPropertyType | str | None = None,
        is_required: bool | None = True,
        as_array: bool | None = False,
    ) -> Decorator:
        """Describe an argument of an `MCPTool`. What you leave out comes from the function.

        Args:
            arg_name: The parameter of the function.
            description: Description of the argument, for the model.
            property_type: Its JSON type; that of its items if it is an array.
            is_required: Whether a client must pass it; counts only if set. Otherwise it is required if the
                parameter has no default and does not accept None.
            as_array: Whether it is an array; counts only if set. Otherwise it is if the parameter is
                annotated as a list or the like.
        """
    def mcp_tool_trigger(
        self,
        arg_name: str,
        tool_name: str,
        description: str | None = None,
        tool_properties: Collection[Any] | str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Call the function when a client calls a tool of the MCP server, and answer with what it returns.

        The parameter gets an `azure_functions_lite.MCPToolContext`. With `MCPTool`, arguments are parameters.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            tool_name: Name of the tool.
            description: What the tool does, for the model.
            tool_properties: Arguments of the tool, a list of objects or its JSON text: see
                `MCPTool.tool_properties`. It is read as text.
            data_type: How the host passes the payload.

        Raises:
            ArgumentTypeError: `tool_properties` is neither text nor a list, or something in it has no JSON form.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-mcp-tool-trigger
        """
    def mysql_trigger(
        self,
        arg_name: str,
        table_name: str,
        connection_string_setting: str,
        leases_table_name: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Call the function for the changes of a table.

        Its parameter is JSON text: a list of changes, each with ``Item``, the row as it is now.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            table_name: Name of the table.
            connection_string_setting: App setting that has the connection string of the database.
            leases_table_name: Table in which the host keeps its leases; ``Leases_{FunctionId}_{TableId}``
                by default.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-azure-mysql-trigger
        """
    def queue_trigger(
        self,
        arg_name: str,
        queue_name: str,
        connection: str,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Call the function for each message of a queue.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            queue_name: Name of the queue.
            connection: App setting that has the connection string of the storage account.
            data_type: How the host passes the payload.
        """
    def service_bus_queue_trigger(
        self,
        arg_name: str,
        connection: str,
        queue_name: str,
        data_type: DataType | str | None = None,
        access_rights: AccessRights | str | None = None,
        is_sessions_enabled: bool | None = None,
        cardinality: Cardinality | str | None = None,
        auto_complete_messages: bool | None = None,
    ) -> Decorator:
        """Call the function for the messages of a Service Bus queue.

        Its parameter is an `azure_functions_lite.ServiceBusMessage`, or a list of them for `Cardinality.MANY`.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            connection: App setting that has the connection string of the namespace, or prefix of settings
                that describe it.
            queue_name: Name of the queue.
            data_type: How the host passes the payload.
            access_rights: What the connection may do; read by version 1 of the host, where
                `AccessRights.MANAGE` is the default.
            is_sessions_enabled: Whether the queue has sessions; False by default.
            cardinality: ``many`` for a batch of messages in each call, ``one`` for one message.
            auto_complete_messages: Whether the host completes the messages of a call that succeeds; by
                default what host.json says.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger
        """
    def service_bus_topic_trigger(
        self,
        arg_name: str,
        connection: str,
        topic_name: str,
        subscription_name: str,
        data_type: DataType | str | None = None,
        access_rights: AccessRights | str | None = None,
        is_sessions_enabled: bool | None = None,
        cardinality: Cardinality | str | None = None,
        auto_complete_messages: bool | None = None,
    ) -> Decorator:
        """Call the function for the messages of a subscription to a Service Bus topic.

        Its parameter is an `azure_functions_lite.ServiceBusMessage`, or a list of them for `Cardinality.MANY`.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            connection: App setting that has the connection string of the namespace, or prefix of settings
                that describe it.
            topic_name: Name of the topic.
            subscription_name: Name of the subscription.
            data_type: How the host passes the payload.
            access_rights: What the connection may do; read by version 1 of the host, where
                `AccessRights.MANAGE` is the default.
            is_sessions_enabled: Whether the subscription has sessions; False by default.
            cardinality: ``many`` for a batch of messages in each call, ``one`` for one message.
            auto_complete_messages: Whether the host completes the messages of a call that succeeds; by
                default what host.json says.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger
        """
    def sql_trigger(
        self,
        arg_name: str,
        table_name: str,
        connection_string_setting: str,
        leases_table_name: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Call the function for the changes of a table.

        Its parameter is JSON text: a list of changes, each with ``Item`` and ``Operation``: 0 for a row that was inserted,
        1 for one that was updated, 2 for one that was deleted.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            table_name: Name of the table.
            connection_string_setting: App setting that has the connection string of the database.
            leases_table_name: Table in which the host keeps its leases; ``Leases_{FunctionId}_{TableId}``
                by default.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-azure-sql-trigger
        """
    def timer_trigger(
        self,
        arg_name: str,
        schedule: str,
        run_on_startup: bool | None = None,
        use_monitor: bool | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Call the function on a schedule, with an `azure_functions_lite.TimerRequest`.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            schedule: Six-field NCRONTAB text, seconds first, in UTC: ``"0 */5 * * * *"``; or ``"%NAME%"``
                of an app setting.
            run_on_startup: Whether the function is called each time that the host starts too; False by
                default.
            use_monitor: Whether the host stores when the function was called, to notice missed calls; True
                by default.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer
        """
    schedule = timer_trigger
    def warm_up_trigger(
        self,
        arg_name: str,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Call the function when an instance is added, before it gets other calls.

        Its parameter is an `azure_functions_lite.WarmUpContext`. An app has at most one such function, named ``warmup``.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-warmup
        """

class BindingApi(DecoratorApi):
    def durable_client_input(
        self, client_name: str, task_hub: str | None = None, connection_name: str | None = None
    ) -> Decorator: ...
    def assistant_create_output(
        self,
        arg_name: str,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Create an assistant, with JSON text that has its ``id`` and ``instructions``.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-openai-assistantcreate-output
        """
    def assistant_post_input(
        self,
        arg_name: str,
        id: str,
        user_message: str,
        ai_connection_name: str | None = "",
        chat_model: OpenAIModels | str | None = OpenAIModels.DefaultChatModel,
        chat_storage_connection_setting: str | None = "AzureWebJobsStorage",
        collection_name: str | None = "ChatState",
        temperature: str | None = "0.5",
        top_p: str | None = None,
        max_tokens: str | None = "100",
        is_reasoning_model: bool | None = False,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Send a message to an assistant, and add the state of the chat with its answer, as JSON text.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            id: Id of the assistant.
            user_message: The message; values of the trigger go in braces.
            ai_connection_name: Prefix of app settings that describe the AI service; by default the settings
                of the service itself.
            chat_model: The model, or its deployment; or ``"%NAME%"`` of an app setting with it.
            chat_storage_connection_setting: App setting that has the connection of the storage account with
                the chats.
            collection_name: Table that has the chats.
            temperature: How random the answer is, a number from 0 to 2.
            top_p: Share of the probability, from 0 to 1, from which words are taken; set it instead of
                `temperature`.
            max_tokens: Number of tokens in the answer at most.
            is_reasoning_model: Whether it is a reasoning model, which accepts neither `temperature` nor
                `top_p`.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-openai-assistantpost-input
        """
    def assistant_query_input(
        self,
        arg_name: str,
        id: str,
        timestamp_utc: str,
        chat_storage_connection_setting: str | None = "AzureWebJobsStorage",
        collection_name: str | None = "ChatState",
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Add the state of a chat with an assistant, as JSON text.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            id: Id of the assistant.
            timestamp_utc: Time, in UTC and ISO 8601, from which messages are given; values of the trigger
                go in braces.
            chat_storage_connection_setting: App setting that has the connection of the storage account with
                the chats.
            collection_name: Table that has the chats.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-openai-assistantquery-input
        """
    def blob_input(
        self,
        arg_name: str,
        path: str,
        connection: str,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Add the content of a blob.

        The parameter is an `azure_functions_lite.InputStream`, or the content as ``bytes`` or ``str``; None if there is no
        such blob.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            path: Container and name of the blob; values of the trigger go in braces:
                ``"orders/{queueTrigger}"``.
            connection: App setting that has the connection string of the storage account, or prefix of
                settings that describe it.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-input
        """
    def blob_output(
        self,
        arg_name: str,
        path: str,
        connection: str,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Write a blob: text, bytes, or an object with ``read()``.

        The parameter is an `azure_functions_lite.Out`.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            path: Container and name of the blob; values of the trigger go in braces, and ``{rand-guid}`` is
                a new name.
            connection: App setting that has the connection string of the storage account, or prefix of
                settings that describe it.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-output
        """
    def cosmos_db_input(
        self,
        arg_name: str,
        connection: str,
        database_name: str,
        container_name: str,
        partition_key: str | None = None,
        id: str | None = None,
        sql_query: str | None = None,
        preferred_locations: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Add documents of a container, found by their id or by a query.

        The parameter is an `azure_functions_lite.DocumentList`.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            connection: App setting that has the connection string of the account, or prefix of settings
                that describe it.
            database_name: Name of the database.
            container_name: Name of the container.
            partition_key: Value of the partition key; values of the trigger go in braces.
            id: Id of the one document to read; not together with `sql_query`.
            sql_query: Query for several documents; values of the trigger go in braces: ``"SELECT * FROM c
                WHERE c.shop = {shop}"``.
            preferred_locations: Regions of a geo-replicated account by preference, with commas: ``"East
                US,North Europe"``.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-cosmosdb-v2-input
        """
    def cosmos_db_input_v3(
        self,
        arg_name: str,
        database_name: str,
        collection_name: str,
        connection_string_setting: str,
        id: str | None = None,
        sql_query: str | None = None,
        partition_key: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Add documents of a collection, found by their id or by a query, by version 3 of the extension.

        The parameter is an `azure_functions_lite.DocumentList`. Deprecated, as that version is: use `CosmosDBInput`.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            database_name: Name of the database.
            collection_name: Name of the collection.
            connection_string_setting: App setting that has the connection string of the account.
            id: Id of the one document to read; not together with `sql_query`.
            sql_query: Query for several documents; values of the trigger go in braces: ``"SELECT * FROM c
                WHERE c.shop = {shop}"``.
            partition_key: Value of the partition key; values of the trigger go in braces.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-cosmosdb-v2-input
        """
    def cosmos_db_output(
        self,
        arg_name: str,
        connection: str,
        database_name: str,
        container_name: str,
        create_if_not_exists: bool | None = None,
        partition_key: str | None = None,
        container_throughput: int | None = None,
        preferred_locations: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Write documents to a container: those of an id that is there are replaced.

        The parameter is an `azure_functions_lite.Out` of an `azure_functions_lite.Document` or an
        `azure_functions_lite.DocumentList`.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            connection: App setting that has the connection string of the account, or prefix of settings
                that describe it.
            database_name: Name of the database.
            container_name: Name of the container.
            create_if_not_exists: Whether the host creates the container if there is none; False by default.
            partition_key: Path of the partition key, such as ``"/shop"``, of the container if the host
                creates it.
            container_throughput: Throughput in request units per second of the container, if the host
                creates it.
            preferred_locations: Regions of a geo-replicated account by preference, with commas: ``"East
                US,North Europe"``.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-cosmosdb-v2-output
        """
    def cosmos_db_output_v3(
        self,
        arg_name: str,
        database_name: str,
        collection_name: str,
        connection_string_setting: str,
        create_if_not_exists: bool | None = None,
        partition_key: str | None = None,
        collection_throughput: int | None = None,
        use_multiple_write_locations: bool | None = None,
        preferred_locations: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Write documents to a collection, by version 3 of the extension: those of an id that is there are replaced.

        The parameter is an `azure_functions_lite.Out` of an `azure_functions_lite.Document` or an
        `azure_functions_lite.DocumentList`. Deprecated, as that version is: use `CosmosDBOutput`.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            database_name: Name of the database.
            collection_name: Name of the collection.
            connection_string_setting: App setting that has the connection string of the account.
            create_if_not_exists: Whether the host creates the collection if there is none; False by
                default.
            partition_key: Path of the partition key, such as ``"/shop"``, of the collection if the host
                creates it.
            collection_throughput: Throughput in request units per second of the collection, if the host
                creates it.
            use_multiple_write_locations: Whether the account is written to in several regions; False by
                default.
            preferred_locations: Regions of a geo-replicated account by preference, with commas: ``"East
                US,North Europe"``.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-cosmosdb-v2-output
        """
    def dapr_binding_output(
        self,
        arg_name: str,
        binding_name: str,
        operation: str,
        dapr_address: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Send a value to a Dapr output binding, as JSON text with ``data``, and ``metadata`` if there is any.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            binding_name: Name of the Dapr binding.
            operation: What the binding does with the value, such as ``create``.
            dapr_address: URL of the Dapr sidecar; ``http://localhost:3500`` by default.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-dapr-output
        """
    def dapr_invoke_output(
        self,
        arg_name: str,
        app_id: str,
        method_name: str,
        http_verb: str,
        dapr_address: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Invoke a method of another app through Dapr, with JSON text whose ``body`` is that of the call.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            app_id: Dapr's name of the app.
            method_name: Name of the method; values of the trigger go in braces.
            http_verb: HTTP method of the call, such as ``post``.
            dapr_address: URL of the Dapr sidecar; ``http://localhost:3500`` by default.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-dapr-output-invoke
        """
    def dapr_publish_output(
        self,
        arg_name: str,
        pub_sub_name: str,
        topic: str,
        dapr_address: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Publish a message to a Dapr topic, with JSON text whose ``payload`` is the message.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            pub_sub_name: Name of the Dapr pub/sub component.
            topic: Name of the topic.
            dapr_address: URL of the Dapr sidecar; ``http://localhost:3500`` by default.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-dapr-output-publish
        """
    def dapr_secret_input(
        self,
        arg_name: str,
        secret_store_name: str,
        key: str,
        metadata: str,
        dapr_address: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Add a secret of a Dapr secret store, as JSON text.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            secret_store_name: Name of the Dapr secret store component.
            key: Name of the secret.
            metadata: Further metadata for the store, in the form ``"key1=value1&key2=value2"``.
            dapr_address: URL of the Dapr sidecar; ``http://localhost:3500`` by default.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-dapr-input-secret
        """
    def dapr_state_input(
        self,
        arg_name: str,
        state_store: str,
        key: str,
        dapr_address: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Add a value of a Dapr state store, as text.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            state_store: Name of the Dapr state store component.
            key: Key of the value; values of the trigger go in braces.
            dapr_address: URL of the Dapr sidecar; ``http://localhost:3500`` by default.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-dapr-input-state
        """
    def dapr_state_output(
        self,
        arg_name: str,
        state_store: str,
        key: str,
        dapr_address: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Store a value in a Dapr state store, with JSON text whose ``value`` it is.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            state_store: Name of the Dapr state store component.
            key: Key of the value; values of the trigger go in braces.
            dapr_address: URL of the Dapr sidecar; ``http://localhost:3500`` by default.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-dapr-output-state
        """
    def embeddings_input(
        self,
        arg_name: str,
        input: str,
        input_type: InputType | str,
        ai_connection_name: str | None = "",
        embeddings_model: OpenAIModels | str | None = OpenAIModels.DefaultEmbeddingsModel,
        max_chunk_length: int | None = 8192,
        max_overlap: int | None = 128,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Add the embeddings of a text, as JSON text.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            input: The text, or where it is; write values of the trigger in braces.
            input_type: Which of these `input` is: a member, or as text ``rawText``, ``filePath`` or
                ``url``.
            ai_connection_name: Prefix of app settings that describe the AI service; by default the settings
                of the service itself.
            embeddings_model: The model, or its deployment; or ``"%NAME%"`` of an app setting with it.
            max_chunk_length: Number of characters at most in each chunk of the text.
            max_overlap: Number of characters at most that two chunks have in common.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-openai-embeddings-input
        """
    def embeddings_store_output(
        self,
        arg_name: str,
        input: str,
        input_type: InputType | str,
        store_connection_name: str,
        collection: str,
        ai_connection_name: str | None = "",
        embeddings_model: OpenAIModels | str | None = OpenAIModels.DefaultEmbeddingsModel,
        max_chunk_length: int | None = 8192,
        max_overlap: int | None = 128,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Store the embeddings of a text for semantic search, under the ``title`` that the function sends as JSON text.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            input: The text, or where it is; write values of the trigger in braces.
            input_type: Which of these `input` is: a member, or as text ``rawText``, ``filePath`` or
                ``url``.
            store_connection_name: App setting that has the connection string or the endpoint of the store.
            collection: Name of the index or table that gets the embeddings.
            ai_connection_name: Prefix of app settings that describe the AI service; by default the settings
                of the service itself.
            embeddings_model: The model, or its deployment; or ``"%NAME%"`` of an app setting with it.
            max_chunk_length: Number of characters at most in each chunk of the text.
            max_overlap: Number of characters at most that two chunks have in common.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-openai-embeddingsstore-output
        """
    def event_grid_output(
        self,
        arg_name: str,
        topic_endpoint_uri: str | None = None,
        topic_key_setting: str | None = None,
        connection: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Send events to a custom topic: `connection` says which, or `topic_endpoint_uri` and `topic_key_setting` do.

        The parameter is an `azure_functions_lite.Out` of an `azure_functions_lite.EventGridOutputEvent`, an
        `azure_functions_lite.CloudEvent`, text or a mapping, or of several of them.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            topic_endpoint_uri: App setting that has the URL of the topic.
            topic_key_setting: App setting that has an access key of the topic.
            connection: Prefix of app settings that describe the topic: ``<prefix>__topicEndpointUri``, and
                an identity if it has one.
            data_type: How the host passes the payload.

        Raises:
            DataError: neither is given, or both, or one half.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-event-grid-output
        """
    def event_hub_output(
        self,
        arg_name: str,
        connection: str,
        event_hub_name: str,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Send events to an event hub: text, bytes, numbers, mappings, or several of them as a list.

        The parameter is an `azure_functions_lite.Out`.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            connection: App setting that has the connection string of the namespace, or prefix of settings
                that describe it.
            event_hub_name: Name of the event hub; one in the connection string goes before it.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-event-hubs-output
        """
    def generic_input_binding(
        self,
        arg_name: str,
        type: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Add the value of an input of any type; further keywords are keys of function.json, in camel case there.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            type: Type of the binding in function.json.
            data_type: How the host passes the payload.
        """
    def generic_output_binding(
        self,
        arg_name: str,
        type: str,
        data_type: DataType | str | None = None,
        **kwargs: object,
    ) -> Decorator:
        """Add an output of any type; further keywords are keys of function.json, in camel case there.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            type: Type of the binding in function.json.
            data_type: How the host passes the payload.
        """
    def kafka_output(
        self,
        arg_name: str,
        topic: str,
        broker_list: str,
        avro_schema: str | None = None,
        key_avro_schema: str | None = None,
        key_data_type: KafkaMessageKeyType | str | None = KafkaMessageKeyType.STRING,
        username: str | None = None,
        password: str | None = None,
        ssl_key_location: str | None = None,
        ssl_ca_location: str | None = None,
        ssl_certificate_location: str | None = None,
        ssl_key_password: str | None = None,
        ssl_certificate_pem: str | None = None,
        ssl_key_pem: str | None = None,
        ssl_ca_pem: str | None = None,
        ssl_certificate_and_key_pem: str | None = None,
        schema_registry_url: str | None = None,
        schema_registry_username: str | None = None,
        schema_registry_password: str | None = None,
        o_auth_bearer_method: OAuthBearerMethod | str | None = None,
        o_auth_bearer_client_id: str | None = None,
        o_auth_bearer_client_secret: str | None = None,
        o_auth_bearer_scope: str | None = None,
        o_auth_bearer_token_endpoint_url: str | None = None,
        o_auth_bearer_extensions: str | None = None,
        max_message_bytes: int = 1000000,
        batch_size: int = 10000,
        enable_idempotence: bool = False,
        message_timeout_ms: int = 300000,
        request_timeout_ms: int = 5000,
        max_retries: int = 2147483647,
        authentication_mode: BrokerAuthenticationMode | str | None = "NOTSET",
        protocol: BrokerProtocol | str | None = "NOTSET",
        linger_ms: int = 5,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Send events to a topic.

        The parameter is an `azure_functions_lite.Out` of ``str`` or ``bytes``. Text can be ``"%NAME%"`` of an app
        setting, so that passwords and keys are not in function.json.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            topic: Name of the topic.
            broker_list: Brokers, host and port of each, with commas:
                ``"a.example.com:9092,b.example.com:9092"``.
            avro_schema: Avro schema of the value of an event, as JSON text.
            key_avro_schema: Avro schema of the key of an event, as JSON text.
            key_data_type: Type of the key of an event, where `key_avro_schema` does not say it.
            username: User name for SASL, but not for `BrokerAuthenticationMode.GSSAPI`.
            password: Password for SASL, but not for `BrokerAuthenticationMode.GSSAPI`.
            ssl_key_location: Path of the file with the client's private key, in PEM.
            ssl_ca_location: Path of the file with the certificates of authorities, in PEM, by which that of
                a broker is checked.
            ssl_certificate_location: Path of the file with the client's certificate, in PEM.
            ssl_key_password: Password of the client's private key.
            ssl_certificate_pem: The client's certificate itself, as PEM text.
            ssl_key_pem: The client's private key itself, as PEM text.
            ssl_ca_pem: The certificates of authorities themselves, as PEM text.
            ssl_certificate_and_key_pem: The client's certificate and private key themselves, as one PEM
                text.
            schema_registry_url: URL of the schema registry.
            schema_registry_username: User name for the schema registry.
            schema_registry_password: Password for the schema registry.
            o_auth_bearer_method: How the client gets a token of OAuth; `OAuthBearerMethod.OIDC` needs id,
                secret and URL of the options below.
            o_auth_bearer_client_id: Client id for OAuth.
            o_auth_bearer_client_secret: Client secret for OAuth.
            o_auth_bearer_scope: Scope that the client asks for.
            o_auth_bearer_token_endpoint_url: URL that issues tokens.
            o_auth_bearer_extensions: What the broker receives in addition to the token, separated by
                commas: ``"key1=value1,key2=value2"``.
            max_message_bytes: Size of an event in bytes at most.
            batch_size: Number of events that are sent at once at most.
            enable_idempotence: Whether each event is stored exactly once, and in order.
            message_timeout_ms: Milliseconds within which an event must have been delivered, retries
                included; 0 for no limit.
            request_timeout_ms: Milliseconds within which a broker must have confirmed a request.
            max_retries: Number of times that an event is sent again at most.
            authentication_mode: Mechanism of SASL.
            protocol: How the client is connected to the brokers.
            linger_ms: Milliseconds for which events are gathered before they are sent.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-kafka-output
        """
    def mysql_input(
        self,
        arg_name: str,
        command_text: str,
        connection_string_setting: str,
        command_type: str | None = "Text",
        parameters: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Add the rows that a query returns.

        The parameter is an `azure_functions_lite.MySqlRowList`, a list of `azure_functions_lite.MySqlRow`.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            command_text: Query with parameters like ``@id``, or name of a stored procedure.
            connection_string_setting: App setting that has the connection string of the database.
            command_type: ``Text`` for a query, ``StoredProcedure`` for the name of one.
            parameters: Values of the parameters, without commas and equals signs in them:
                ``"@id={id},@kind=book"``.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-azure-mysql-input
        """
    def mysql_output(
        self,
        arg_name: str,
        command_text: str,
        connection_string_setting: str,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Insert rows into a table, or update those that have the same primary key.

        The parameter is an `azure_functions_lite.Out` of an `azure_functions_lite.MySqlRow` or an
        `azure_functions_lite.MySqlRowList`.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            command_text: Name of the table.
            connection_string_setting: App setting that has the connection string of the database.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-azure-mysql-output
        """
    def queue_output(
        self,
        arg_name: str,
        queue_name: str,
        connection: str,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Send messages to a queue.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            queue_name: Name of the queue.
            connection: App setting that has the connection string of the storage account.
            data_type: How the host passes the payload.
        """
    def semantic_search_input(
        self,
        arg_name: str,
        search_connection_name: str,
        collection: str,
        query: str | None = None,
        ai_connection_name: str | None = "",
        embeddings_model: OpenAIModels | str | None = OpenAIModels.DefaultEmbeddingsModel,
        chat_model: OpenAIModels | str | None = OpenAIModels.DefaultChatModel,
        system_prompt: str | None = ...,
        max_knowledge_count: int | None = 1,
        temperature: str | None = "0.5",
        top_p: str | None = None,
        max_tokens: str | None = "100",
        is_reasoning_model: bool | None = False,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Ask a model a question about stored documents, and add its answer, as JSON text.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            search_connection_name: App setting that has the connection string or the endpoint of the
                search.
            collection: Name of the index or table that has the documents.
            query: The question; values of the trigger go in braces.
            ai_connection_name: Prefix of app settings that describe the AI service; by default the settings
                of the service itself.
            embeddings_model: The model for embeddings, or its deployment; or ``"%NAME%"`` of an app setting
                with it.
            chat_model: The model for the answer, or its deployment; or ``"%NAME%"`` of an app setting with
                it.
            system_prompt: The instructions before the documents that were found.
            max_knowledge_count: Number of documents at most that the model is given.
            temperature: How random the answer is, a number from 0 to 2.
            top_p: Share of the probability, from 0 to 1, from which words are taken; set it instead of
                `temperature`.
            max_tokens: Number of tokens in the answer at most.
            is_reasoning_model: Whether it is a reasoning model, which accepts neither `temperature` nor
                `top_p`.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-openai-semanticsearch-input
        """
    def service_bus_queue_output(
        self,
        arg_name: str,
        connection: str,
        queue_name: str,
        data_type: DataType | str | None = None,
        access_rights: AccessRights | str | None = None,
    ) -> Decorator:
        """Send messages to a Service Bus queue: text, bytes, mappings, or several of them as a list.

        The parameter is an `azure_functions_lite.Out`.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            connection: App setting that has the connection string of the namespace, or prefix of settings
                that describe it.
            queue_name: Name of the queue.
            data_type: How the host passes the payload.
            access_rights: What the connection may do; read by version 1 of the host, where
                `AccessRights.MANAGE` is the default.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-output
        """
    def service_bus_topic_output(
        self,
        arg_name: str,
        connection: str,
        topic_name: str,
        subscription_name: str | None = None,
        data_type: DataType | str | None = None,
        access_rights: AccessRights | str | None = None,
    ) -> Decorator:
        """Send messages to a Service Bus topic: text, bytes, mappings, or several of them as a list.

        The parameter is an `azure_functions_lite.Out`.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            connection: App setting that has the connection string of the namespace, or prefix of settings
                that describe it.
            topic_name: Name of the topic.
            subscription_name: Name of a subscription, which selects nothing: messages go to the topic.
            data_type: How the host passes the payload.
            access_rights: What the connection may do; read by version 1 of the host, where
                `AccessRights.MANAGE` is the default.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-output
        """
    def sql_input(
        self,
        arg_name: str,
        command_text: str,
        connection_string_setting: str,
        command_type: str | None = "Text",
        parameters: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Add the rows that a query returns.

        The parameter is an `azure_functions_lite.SqlRowList`, a list of `azure_functions_lite.SqlRow`.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            command_text: Query with parameters like ``@id``, or name of a stored procedure.
            connection_string_setting: App setting that has the connection string of the database.
            command_type: ``Text`` for a query, ``StoredProcedure`` for the name of one.
            parameters: Values of the parameters, without commas and equals signs in them:
                ``"@id={id},@kind=book"``.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-azure-sql-input
        """
    def sql_output(
        self,
        arg_name: str,
        command_text: str,
        connection_string_setting: str,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Insert rows into a table, or update those that have the same primary key.

        The parameter is an `azure_functions_lite.Out` of an `azure_functions_lite.SqlRow` or an
        `azure_functions_lite.SqlRowList`.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            command_text: Name of the table.
            connection_string_setting: App setting that has the connection string of the database.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-azure-sql-output
        """
    def table_input(
        self,
        arg_name: str,
        connection: str,
        table_name: str,
        row_key: str | None = None,
        partition_key: str | None = None,
        take: int | None = None,
        filter: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Add one entity of a table, or several, as JSON text.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            connection: App setting that has the connection string of the account, or prefix of settings
                that describe it.
            table_name: Name of the table.
            row_key: Row key of the one entity to read, with `partition_key`; not together with `take` and
                `filter`.
            partition_key: Partition key of the entities to read.
            take: Number of entities at most.
            filter: OData expression that the entities fulfil.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-table-input
        """
    def table_output(
        self,
        arg_name: str,
        connection: str,
        table_name: str,
        row_key: str | None = None,
        partition_key: str | None = None,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Add entities to a table: JSON text of an object, or of a list of them.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            connection: App setting that has the connection string of the account, or prefix of settings
                that describe it.
            table_name: Name of the table.
            row_key: Row key of the entity; by default its ``RowKey``.
            partition_key: Partition key of the entity; by default its ``PartitionKey``.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-table-output
        """
    def text_completion_input(
        self,
        arg_name: str,
        prompt: str,
        ai_connection_name: str | None = "",
        chat_model: OpenAIModels | str | None = OpenAIModels.DefaultChatModel,
        temperature: str | None = "0.5",
        top_p: str | None = None,
        max_tokens: str | None = "100",
        is_reasoning_model: bool | None = False,
        data_type: DataType | str | None = None,
    ) -> Decorator:
        """Send a prompt to a model, and add its answer, as JSON text.

        Args:
            arg_name: The parameter of the function that the binding is for, or ``$return``.
            prompt: The prompt; values of the trigger go in braces.
            ai_connection_name: Prefix of app settings that describe the AI service; by default the settings
                of the service itself.
            chat_model: The model, or its deployment; or ``"%NAME%"`` of an app setting with it.
            temperature: How random the answer is, a number from 0 to 2.
            top_p: Share of the probability, from 0 to 1, from which words are taken; set it instead of
                `temperature`.
            max_tokens: Number of tokens in the answer at most.
            is_reasoning_model: Whether it is a reasoning model, which accepts neither `temperature` nor
                `top_p`.
            data_type: How the host passes the payload.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-openai-textcompletion-input
        """

class SettingsApi(DecoratorApi):
    def retry(
        self,
        strategy: str,
        max_retry_count: str,
        delay_interval: str | None = None,
        minimum_interval: str | None = None,
        maximum_interval: str | None = None,
        setting_extra_fields: Mapping[str, object] | None = None,
    ) -> Decorator:
        """How often the host calls a function again that has failed, and after how long.

        Args:
            strategy: ``fixed_delay`` or ``exponential_backoff``.
            max_retry_count: Retries at most; ``-1`` for no limit.
            delay_interval: Time between retries, ``HH:MM:SS``, for ``fixed_delay``.
            minimum_interval: Time before the first retry, ``HH:MM:SS``, for ``exponential_backoff``.
            maximum_interval: Time between retries at most, ``HH:MM:SS``, for ``exponential_backoff``.
            setting_extra_fields: Further values of the setting.

        Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-error-pages
        """

class FunctionRegister(DecoratorApi):
    """Something with functions that the worker loads.

    Args:
        auth_level: Which key callers need for a route without its own `auth_level`.

    Raises:
        ChoiceError: `auth_level` names no member.
    """

    _auth_level: AuthLevel
    functions_bindings: dict[Any, Any] | None
    def __init__(self, auth_level: AuthLevel | str, *args: object, **kwargs: object) -> None: ...
    @property
    def auth_level(self) -> AuthLevel: ...
    def get_functions(self) -> list[Function[..., Any]]: ...
    def validate_function_names(self, functions: list[Function[..., Any]]) -> None: ...
    def register_functions(self, function_container: DecoratorApi) -> None: ...
    register_blueprint = register_functions

class FunctionApp(FunctionRegister, TriggerApi, BindingApi, SettingsApi):
    """A function app: what the worker looks for in ``function_app.py``.

    Args:
        http_auth_level: Which key callers need for a route without its own `auth_level`.

    Raises:
        ChoiceError: `http_auth_level` names no member.

    Source: `azure.functions.FunctionApp`. Differs: see "Function apps and decorators" among the differences.
    """

    def __init__(self, http_auth_level: AuthLevel | str = AuthLevel.FUNCTION) -> None: ...

class Blueprint(TriggerApi, BindingApi, SettingsApi): ...
