"""Bindings and settings, and the enums of their options."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Protocol

from azure_functions_lite._typing import dataclass_transform
from azure_functions_lite.decorators._options import Options, ValueChoice, renamed
from azure_functions_lite.decorators.utils import StringifyEnum, to_camel_case
from azure_functions_lite.errors import ArgumentTypeError

__all__ = [
    "SCRIPT_FILE_NAME",
    "AccessRights",
    "AuthLevel",
    "Binding",
    "BindingDirection",
    "BlobSource",
    "Cardinality",
    "CosmosDBChangeFeedMode",
    "DataType",
    "DataTypeChoice",
    "Decorated",
    "InputBinding",
    "McpPropertyType",
    "OutputBinding",
    "Setting",
    "Trigger",
]

SCRIPT_FILE_NAME = "function_app.py"
"""The file in which the worker looks for the app."""


class BindingDirection(StringifyEnum):
    """Whether a binding brings a value in or takes one out."""

    IN = 0
    OUT = 1
    INOUT = 2


class DataType(StringifyEnum):
    """How the host passes a payload."""

    UNDEFINED = 0
    STRING = 1
    BINARY = 2
    STREAM = 3


class AuthLevel(StringifyEnum):
    """Which key callers of an HTTP function need."""

    FUNCTION = "function"
    ANONYMOUS = "anonymous"
    ADMIN = "admin"


class Cardinality(StringifyEnum):
    """Whether a function is called for each message or for a batch of them."""

    ONE = "one"
    MANY = "many"


class AccessRights(StringifyEnum):
    """What a connection to Service Bus may do."""

    MANAGE = "manage"
    LISTEN = "listen"


class BlobSource(StringifyEnum):
    """How the host learns of new blobs."""

    EVENT_GRID = "EventGrid"
    LOGS_AND_CONTAINER_SCAN = "LogsAndContainerScan"


class CosmosDBChangeFeedMode(StringifyEnum):
    """What the change feed of Cosmos DB delivers: the newest version of a document, or each change and deletion."""

    LATEST_VERSION = "LatestVersion"
    ALL_VERSIONS_AND_DELETES = "AllVersionsAndDeletes"


class McpPropertyType(StringifyEnum):
    """JSON type of an argument of an MCP tool."""

    INTEGER = "integer"
    FLOAT = "number"
    STRING = "string"
    BOOLEAN = "boolean"
    OBJECT = "object"
    DATETIME = "string"  # JSON has no type for it, so it is another name of STRING


class DataTypeChoice(ValueChoice[DataType, int]):
    """The option ``data_type``; the worker reads the number of its member."""

    def __init__(self) -> None:
        super().__init__(DataType)


@dataclass_transform(field_specifiers=(renamed,))
class Entry(Options, init=False):
    """What an entry of function.json has in addition to its options.

    Keyword arguments of a subclass:
        type: Type of the binding.
        init: False if the constructor is inherited; otherwise its parameters are the annotated names of the class.
    """

    _no_keys = frozenset({"data_type", "direction", "type"})
    _direction: ClassVar[BindingDirection] = BindingDirection.IN

    # No options yet, as `init` is False: each class below has its own place for `data_type`.
    type: str
    """Type of the binding."""
    data_type: DataTypeChoice = DataTypeChoice()
    """How the host passes the payload."""

    def __init_subclass__(cls, *, type: str | None = None, init: bool = True) -> None:
        super().__init_subclass__(init=init)
        if type is not None:
            setattr(cls, "get_binding_name", staticmethod(lambda: type))  # noqa: B010  # no method to checkers

    @staticmethod
    def get_binding_name() -> str | None:
        """Return the type of the binding, None if each object has its own."""
        return None

    @property
    def direction(self) -> int:
        """In, out or both, as the number of a `BindingDirection`."""
        number: int = self._direction.value
        return number

    def _finish(self) -> None:
        super()._finish()
        self.type = self.get_binding_name() or self.type
        chosen = vars(self).get("_data_type")
        self._dict = {"direction": self._direction, "dataType": chosen, "type": self.type}

    def _pass_through(self, values: Mapping[str, object]) -> None:
        # The class says these two, and `azure.functions` takes them without looking.
        super()._pass_through({name: value for name, value in values.items() if name not in ("type", "direction")})

    def _key(self, name: str) -> str:
        return to_camel_case(name)


class Decorated(Protocol):
    """What a binding may read from its function."""

    _settings: list[Setting]

    def get_bindings(self) -> list[Binding]: ...
    def get_user_function(self) -> Callable[..., Any]: ...
    def set_user_function(self, func: Callable[..., Any]) -> None: ...


class Binding(Entry, init=False):
    """An entry of function.json.

    Args:
        name: The parameter of the function that the binding is for, or ``$return``.
        data_type: How the host passes the payload.
        type: Type of the binding, if the class does not define it.
    """

    name: str = renamed(alias="arg_name")
    """The parameter of the function that the binding is for, or ``$return``."""

    def __init__(self, name: str, data_type: DataType | str | None = None, type: str | None = None) -> None:
        self.name = name
        self.data_type = data_type
        self.type: str = type or ""
        self._finish()

    def settle(self, function: Decorated) -> None:
        """Read what the function and its other decorators declare; called whenever the function is built.

        Raises:
            AppError: they do not fit this binding.
        """


class Trigger(Binding, init=False):
    """The trigger that calls a function; each function has one."""

    @staticmethod
    def is_supported_trigger_type(trigger_instance: Trigger, trigger_type: type[Trigger]) -> bool:
        """Return whether a trigger is of a class, or has the type of the class in function.json."""
        is_one = isinstance(trigger_instance, trigger_type)
        return is_one or trigger_instance.type == trigger_type.get_binding_name()


class InputBinding(Binding, init=False):
    """A value that the host adds to the call."""


class OutputBinding(Binding, init=False):
    """A value that the function sends back."""

    _direction = BindingDirection.OUT


@dataclass_transform(field_specifiers=(renamed,))
class Setting(Options, init=False):
    """Something about a function that is not a binding.

    Keyword arguments of a subclass:
        name: Name of the setting.
        init: As for `Entry`.
    """

    _no_keys = frozenset({"setting_extra_fields"})

    def __init_subclass__(cls, *, name: str = "", init: bool = True) -> None:
        super().__init_subclass__(init=init)
        cls.setting_name = name

    def __init__(self, setting_name: str) -> None:
        self.setting_name: str = setting_name
        """Name of the setting."""
        self._finish()

    def _finish(self) -> None:
        super()._finish()
        self._dict = {"setting_name": self.setting_name}
        extra: Mapping[str, object] | None = getattr(self, "setting_extra_fields", None)
        super()._pass_through(extra or {})

    def _pass_through(self, values: Mapping[str, object]) -> None:
        if self._is_by_hand:
            super()._pass_through(values)
        elif values:
            where = f"cannot make a {type(self).__name__}"
            expected = f"one of {', '.join(option.parameter for option in self._options.values())}"
            raise ArgumentTypeError(where, expected=expected, got=", ".join(values))

    def get_setting_name(self) -> str:
        """Return the name of the setting."""
        return self.setting_name

    def get_settings_value(self, settings_attribute_key: str) -> object:
        """Return one value of the setting, or None if it has no such value."""
        return self.get_dict_repr().get(settings_attribute_key)
