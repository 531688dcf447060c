"""Classes that declare their options as annotated names, and the constructor that takes them.

::

    class QueueTrigger(Trigger, type=QUEUE_TRIGGER):
        queue_name: str
        \"\"\"Name of the queue.\"\"\"
        connection: str
        \"\"\"App setting that holds the connection string of the storage account.\"\"\"
        data_type: DataTypeChoice = DataTypeChoice()

Each line is a parameter of the constructor, an attribute, and a key of what `Options.get_dict_repr` returns. Checkers
see the same constructor, as `core` marks the classes below with ``dataclass_transform``. Keywords that are not options
are passed through: the host may know more than this package.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast, overload

from azure_functions_lite._typing import is_array, is_object
from azure_functions_lite.errors import ArgumentTypeError, ChoiceError, excerpt

if TYPE_CHECKING:
    from inspect import Signature

E = TypeVar("E", bound=Enum)
V = TypeVar("V")

_REQUIRED: Any = object()


def choose(kind: type[E], value: E | str, where: str) -> E:
    """Return the member of an enum that a text names, in any case, or that has it as its value.

    Raises:
        ChoiceError: the enum does not have such a member.
    """
    if isinstance(value, kind):
        return value
    if isinstance(value, str):
        for name, member in kind.__members__.items():
            if value.lower() in (name.lower(), member.value.lower() if isinstance(member.value, str) else None):
                return member
    raise ChoiceError(where, expected=f"one of {', '.join(kind.__members__)}", got=excerpt(value))


class ValueChoice(Generic[E, V]):
    """An option that is a member of an enum, given as such or as text, and is read as its value."""

    def __init__(self, kind: type[E], default: E | str | None = None) -> None:
        self.kind = kind
        self.default = default

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __set__(self, holder: object, value: E | str | None) -> None:
        where = f"cannot set {self.name!r} of {type(holder).__name__}"
        vars(holder)[f"_{self.name}"] = None if value is None else choose(self.kind, value, where)

    @overload
    def __get__(self, holder: None, owner: type) -> ValueChoice[E, V]: ...
    @overload
    def __get__(self, holder: object, owner: type) -> V | None: ...
    def __get__(self, holder: object, owner: type) -> ValueChoice[E, V] | V | None:
        if holder is None:
            return self
        member: E | None = vars(holder).get(f"_{self.name}")
        return None if member is None else self.read(member)

    def read(self, member: E) -> V:
        """Return what the option is read as."""
        value: V = member.value
        return value


class Choice(ValueChoice[E, E]):
    """An option that is read as its member: ``cardinality: Choice[Cardinality] = Choice(Cardinality)``."""

    def read(self, member: E) -> E:
        """Return what the option is read as."""
        return member


class _Renamed:
    def __init__(self, alias: str) -> None:
        self.alias = alias


def renamed(*, alias: str) -> Any:
    """Declare an option without default whose parameter has another name than its attribute."""
    return _Renamed(alias)


class _OptionsMeta(type):
    """Lets hand-written constructors pass keywords through, and shows `inspect` the options of the others."""

    if not TYPE_CHECKING:

        def __call__(cls, *arguments, **keywords):
            made = super().__call__(*arguments, **keywords)
            if cls._is_by_hand:
                # What a constructor with **kwargs has left over.
                made._pass_through({name: value for name, value in keywords.items() if not hasattr(made, name)})
            return made

    @property
    def __signature__(cls) -> Signature:
        options = cast("type[Options]", cls)
        return options._signature()  # pyright: ignore[reportPrivateUsage]  # no other class is of this kind


class Option:
    """What one line of a class body declares: a parameter of the constructor, its annotation and its default."""

    def __init__(self, parameter: str, annotation: object, default: object) -> None:
        self.parameter = parameter
        self.annotation = annotation
        self.default = default


class Options(metaclass=_OptionsMeta):
    """Base of what decorators make: entries of function.json, and settings.

    Keyword arguments of a subclass:
        init: False if it inherits its constructor.
    """

    _options: ClassVar[dict[str, Option]] = {}
    """The options by attribute, in the order of the constructor."""
    _own: ClassVar[dict[str, Option]] = {}
    """Those among them that the class itself declares."""
    _given: frozenset[str]
    """The attributes that were not left to their defaults."""
    _dict: dict[str, Any]
    """What `get_dict_repr` has written so far; the deferred bindings of the worker add to it."""
    _last: ClassVar[tuple[str, ...]] = ()
    """The attributes that `get_dict_repr` writes last, where its order is not that of the constructor."""
    _is_by_hand: ClassVar[bool] = True
    """Whether the constructor is written in the class or a base."""
    _is_open: ClassVar[bool] = False
    """Whether to pass keywords through is what the class is for, and not a way around what this package knows."""
    _no_keys: ClassVar[frozenset[str]] = frozenset()
    """Attributes that `get_dict_repr` does not write, or not under their names."""
    init_params: list[str]
    """The attributes to write, in their order: options, and what is passed through."""

    def __init_subclass__(cls, *, init: bool = True) -> None:
        super().__init_subclass__()
        own: dict[str, Option] = {}
        for name, annotation in cls.__annotations__.items():
            if name.startswith("_"):
                continue
            declared = vars(cls).get(name, _REQUIRED)
            own[name] = Option(name, annotation, declared)
            if isinstance(declared, ValueChoice):
                choice = cast("ValueChoice[Enum, object]", declared)
                own[name] = Option(name, f"{choice.kind.__name__} | str | None", choice.default)
            elif isinstance(declared, _Renamed):
                own[name] = Option(declared.alias, annotation, _REQUIRED)
                delattr(cls, name)
        cls._own = own if init or "__init__" in vars(cls) else {}
        if "__init__" in vars(cls):
            code = cls.__init__.__code__
            names = code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount]
            cls._options = {name: Option(name, object, None) for name in names}
            cls._is_by_hand = True
        elif init:
            declared = [vars(base).get("_own", {}) for base in reversed(cls.__mro__)]
            cls._options = {name: option for options in declared for name, option in options.items()}
            cls._is_by_hand = False
            setattr(cls, "__init__", Options._construct)  # noqa: B010  # checkers have one, from dataclass_transform

    @classmethod
    def _signature(cls) -> Signature:
        from inspect import Parameter, Signature, signature

        if cls._is_by_hand:
            # It would be that of the metaclass otherwise.
            written = signature(cls.__init__)
            return written.replace(parameters=[*written.parameters.values()][1:])
        defaults = {name: option.default for name, option in cls._options.items() if option.default is not _REQUIRED}
        kind = Parameter.POSITIONAL_OR_KEYWORD
        parameters = [
            Parameter(each.parameter, kind, default=defaults.get(name, Parameter.empty), annotation=each.annotation)
            for name, each in cls._options.items()
        ]
        if cls._is_open:
            parameters.append(Parameter("kwargs", Parameter.VAR_KEYWORD, annotation="object"))
        return Signature(parameters)

    @classmethod
    def documentation(cls) -> str:
        """Return the docstring with an ``Args:`` section from the documentation of the options."""
        from inspect import cleandoc

        from azure_functions_lite.decorators._documentation import attribute_docs, with_arguments

        docs = attribute_docs(cls)
        return with_arguments(
            cleandoc(cls.__doc__ or ""), {each.parameter: docs.get(name, "") for name, each in cls._options.items()}
        )

    def _construct(self, *arguments: object, **keywords: object) -> None:
        where = f"cannot make a {type(self).__name__}"
        attributes = {option.parameter: name for name, option in self._options.items()}
        if len(arguments) > len(attributes):
            raise ArgumentTypeError(where, expected=f"{len(attributes)} arguments at most", got=str(len(arguments)))
        values = dict(zip(self._options, arguments, strict=False))
        for keyword, value in keywords.items():
            name = attributes.get(keyword, keyword)
            # Twice the same does no harm: bindings of `azure.functions` take `name`, and `arg_name` as anything else.
            if values.get(name, value) != value:
                raise ArgumentTypeError(f"{where}: {keyword!r} is passed twice")
            values[name] = value
        self._given = frozenset(values)
        for name, option in self._options.items():
            if values.setdefault(name, option.default) is _REQUIRED:
                raise ArgumentTypeError(f"{where}: {option.parameter!r} is missing")
        for name in self._options:
            setattr(self, name, values.pop(name))
        self._finish()
        self._pass_through(values)

    def _finish(self) -> None:
        """Begin what `get_dict_repr` writes, once the options are set."""
        self.init_params = sorted(self._options, key=lambda name: name in self._last and self._last.index(name) + 1)
        self._dict = {}

    def _pass_through(self, values: Mapping[str, object]) -> None:
        """Pass on keywords that are not options, because the host may know more options.

        Raises:
            ArgumentTypeError: the name of one has another meaning.
        """
        for name, value in values.items():
            if name.startswith("_") or name in self._no_keys or hasattr(self, name):
                where = f"cannot pass an option through {type(self).__name__}"
                raise ArgumentTypeError(f"{where}: the name {name!r} is taken")
            setattr(self, name, value)
            self.init_params.append(name)

    def _key(self, name: str) -> str:
        """Return the host's name for an option."""
        return name

    def set_default(self, name: str, value: object) -> None:
        """Give an option a value if it has none."""
        if value is not None and getattr(self, name, None) is None:
            setattr(self, name, value)
            if name not in self.init_params:
                self.init_params.append(name)

    def get_dict_repr(self) -> dict[str, Any]:
        """Return the given options under their names in the host, without those that are None."""
        for name in self.init_params:
            if name not in self._no_keys:
                self._dict[self._key(name)] = getattr(self, name, None)
        given: dict[str, Any] = _without_none(self._dict)
        return given


def _without_none(value: object) -> Any:
    if is_object(value):
        return {name: _without_none(item) for name, item in value.items() if item is not None}
    if is_array(value):
        return [_without_none(item) for item in value if item is not None]
    return value
