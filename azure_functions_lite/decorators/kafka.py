"""Topics of Kafka."""

from __future__ import annotations

from azure_functions_lite.decorators._options import Choice
from azure_functions_lite.decorators.constants import KAFKA, KAFKA_TRIGGER
from azure_functions_lite.decorators.core import Binding, Cardinality, DataTypeChoice, OutputBinding, Trigger
from azure_functions_lite.decorators.utils import StringifyEnum


class BrokerAuthenticationMode(StringifyEnum):
    """How a client authenticates to a broker: a mechanism of SASL."""

    NOTSET = -1
    """What the host has by default."""
    GSSAPI = 0
    PLAIN = 1
    SCRAMSHA256 = 2
    SCRAMSHA512 = 3


class BrokerProtocol(StringifyEnum):
    """How a client is connected to a broker."""

    NOTSET = -1
    """What the host has by default."""
    PLAINTEXT = 0
    SSL = 1
    SASLPLAINTEXT = 2
    SASLSSL = 3


class OAuthBearerMethod(StringifyEnum):
    """How a client gets a token of OAuth."""

    DEFAULT = 0
    """With its own unsecured token, for tests."""
    OIDC = 1
    """By OpenID Connect."""


class KafkaMessageKeyType(StringifyEnum):
    """Type of the key of an event."""

    INT = 0
    """An integer of 32 bits."""
    LONG = 1
    """An integer of 64 bits."""
    STRING = 2
    BINARY = 3


class _Topic(Binding):
    topic: str
    """Name of the topic."""
    broker_list: str
    """Brokers, host and port of each, with commas: ``"a.example.com:9092,b.example.com:9092"``."""


class _Consumer(_Topic):
    event_hub_connection_string: str | None = None
    """App setting with the connection string, if the topic is an event hub of Azure."""
    consumer_group: str | None = None
    """Consumer group that reads the events."""


class _Client(Binding):
    """What a client needs in addition to the topic.

    Text can be ``"%NAME%"`` of an app setting, so that passwords and keys are not in function.json.
    """

    avro_schema: str | None = None
    """Avro schema of the value of an event, as JSON text."""
    key_avro_schema: str | None = None
    """Avro schema of the key of an event, as JSON text."""
    key_data_type: Choice[KafkaMessageKeyType] = Choice(KafkaMessageKeyType, KafkaMessageKeyType.STRING)
    """Type of the key of an event, where `key_avro_schema` does not say it."""
    username: str | None = None
    """User name for SASL, but not for `BrokerAuthenticationMode.GSSAPI`."""
    password: str | None = None
    """Password for SASL, but not for `BrokerAuthenticationMode.GSSAPI`."""
    ssl_key_location: str | None = None
    """Path of the file with the client's private key, in PEM."""
    ssl_ca_location: str | None = None
    """Path of the file with the certificates of authorities, in PEM, by which that of a broker is checked."""
    ssl_certificate_location: str | None = None
    """Path of the file with the client's certificate, in PEM."""
    ssl_key_password: str | None = None
    """Password of the client's private key."""
    ssl_certificate_pem: str | None = None
    """The client's certificate itself, as PEM text."""
    ssl_key_pem: str | None = None
    """The client's private key itself, as PEM text."""
    ssl_ca_pem: str | None = None
    """The certificates of authorities themselves, as PEM text."""
    ssl_certificate_and_key_pem: str | None = None
    """The client's certificate and private key themselves, as one PEM text."""
    schema_registry_url: str | None = None
    """URL of the schema registry."""
    schema_registry_username: str | None = None
    """User name for the schema registry."""
    schema_registry_password: str | None = None
    """Password for the schema registry."""
    o_auth_bearer_method: Choice[OAuthBearerMethod] = Choice(OAuthBearerMethod)
    """How the client gets a token of OAuth; `OAuthBearerMethod.OIDC` needs id, secret and URL of the options below."""
    o_auth_bearer_client_id: str | None = None
    """Client id for OAuth."""
    o_auth_bearer_client_secret: str | None = None
    """Client secret for OAuth."""
    o_auth_bearer_scope: str | None = None
    """Scope that the client asks for."""
    o_auth_bearer_token_endpoint_url: str | None = None
    """URL that issues tokens."""
    o_auth_bearer_extensions: str | None = None
    """What the broker receives in addition to the token, separated by commas: ``"key1=value1,key2=value2"``."""


class KafkaTrigger(_Client, _Consumer, Trigger, type=KAFKA_TRIGGER):
    """Call the function for the events of a topic.

    Its parameter is an `azure_functions_lite.KafkaEvent`, or a list of them for `Cardinality.MANY`. Text can be
    ``"%NAME%"`` of an app setting, so that passwords and keys are not in function.json.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-kafka-trigger
    """

    authentication_mode: Choice[BrokerAuthenticationMode] = Choice(BrokerAuthenticationMode, "NotSet")
    """Mechanism of SASL."""
    protocol: Choice[BrokerProtocol] = Choice(BrokerProtocol, "NotSet")
    """How the client is connected to the brokers."""
    cardinality: Choice[Cardinality] = Choice(Cardinality, "One")
    """``many`` for a batch of events in each call, ``one`` for one event."""
    lag_threshold: int = 1000
    """Number of events that wait in a partition for which the host adds an instance."""
    data_type: DataTypeChoice = DataTypeChoice()


class KafkaOutput(_Client, _Topic, OutputBinding, type=KAFKA):
    """Send events to a topic.

    The parameter is an `azure_functions_lite.Out` of ``str`` or ``bytes``. Text can be ``"%NAME%"`` of an app
    setting, so that passwords and keys are not in function.json.

    Source: https://learn.microsoft.com/azure/azure-functions/functions-bindings-kafka-output
    """

    max_message_bytes: int = 1000000
    """Size of an event in bytes at most."""
    batch_size: int = 10000
    """Number of events that are sent at once at most."""
    enable_idempotence: bool = False
    """Whether each event is stored exactly once, and in order."""
    message_timeout_ms: int = 300000
    """Milliseconds within which an event must have been delivered, retries included; 0 for no limit."""
    request_timeout_ms: int = 5000
    """Milliseconds within which a broker must have confirmed a request."""
    max_retries: int = 2147483647
    """Number of times that an event is sent again at most."""
    authentication_mode: Choice[BrokerAuthenticationMode] = Choice(BrokerAuthenticationMode, "NOTSET")
    """Mechanism of SASL."""
    protocol: Choice[BrokerProtocol] = Choice(BrokerProtocol, "NOTSET")
    """How the client is connected to the brokers."""
    linger_ms: int = 5
    """Milliseconds for which events are gathered before they are sent."""
    data_type: DataTypeChoice = DataTypeChoice()
