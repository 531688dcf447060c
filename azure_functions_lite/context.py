"""What a host supplies in addition to the inputs: `Out` to set outputs, `Context` to describe the invocation.

All of them are concrete, so that a test can construct them. A subclass need not call our constructor: a property then
has its default.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar, cast

from azure_functions_lite._bindings.values import Value
from azure_functions_lite.errors import excerpt

if TYPE_CHECKING:
    from threading import local

__all__ = ["Context", "Out", "RetryContext", "RpcException", "TraceContext"]

T = TypeVar("T")


class Out(Generic[T]):
    """An output that a function sets: ``def main(req: HttpRequest, msg: Out[str])``.

    The worker passes its own object with the same two methods. In a test, pass ``Out()`` and call `get`. The converter
    of the binding decides what you can set: at run time, ``Out[QueueMessage]`` also accepts text.

    Source: `azure.functions.Out`, where it is abstract.
    """

    _value: T | None = None

    def set(self, val: T) -> None:
        """Set the value to send. The last one wins, and None sends nothing."""
        self._value = val

    def get(self) -> T:
        """Return the value that was set, None before that.

        For checkers it is always the value, as in `azure.functions`.
        """
        return cast("T", self._value)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Out):
            return NotImplemented
        mine: object = self.get()
        return mine == cast("Out[object]", other).get()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({excerpt(self.get())})"


class TraceContext(Value):
    """The place of an invocation in a distributed trace (W3C Trace Context).

    Source: `azure.functions._abc.TraceContext`; the capitalised names are older spellings of the same values.
    """

    _fields = ("trace_parent", "trace_state", "attributes")
    _trace_parent: str = ""
    _trace_state: str = ""
    _attributes: Mapping[str, str] | None = None

    def __init__(
        self, *, trace_parent: str = "", trace_state: str = "", attributes: Mapping[str, str] | None = None
    ) -> None:
        self._trace_parent = trace_parent
        self._trace_state = trace_state
        self._attributes = attributes

    @property
    def trace_parent(self) -> str:
        """The ``traceparent`` header: version, trace id, parent id and flags."""
        return self._trace_parent

    @property
    def trace_state(self) -> str:
        """The ``tracestate`` header: what vendors add."""
        return self._trace_state

    @property
    def attributes(self) -> Mapping[str, str]:
        """What the host adds for telemetry."""
        return self._attributes or {}

    @property
    def Traceparent(self) -> str:  # noqa: N802  # the name that azure.functions has
        """The same as `trace_parent`."""
        return self.trace_parent

    @property
    def Tracestate(self) -> str:  # noqa: N802  # as above
        """The same as `trace_state`."""
        return self.trace_state

    @property
    def Attributes(self) -> Mapping[str, str]:  # noqa: N802  # as above
        """The same as `attributes`."""
        return self.attributes

    def __hash__(self) -> int:
        # Attributes are left out: a dict cannot be hashed, and every `Context` holds a trace context.
        return hash((type(self), self.trace_parent, self.trace_state))


class RpcException(Value):
    """An exception as the host reports it; not an exception itself.

    Source: `azure.functions._abc.RpcException`.
    """

    _fields = ("source", "stack_trace", "message")
    _source: str = ""
    _stack_trace: str = ""
    _message: str = ""

    def __init__(self, *, source: str = "", stack_trace: str = "", message: str = "") -> None:
        self._source = source
        self._stack_trace = stack_trace
        self._message = message

    @property
    def source(self) -> str:
        """Where it came from."""
        return self._source

    @property
    def stack_trace(self) -> str:
        """The stack at that time, as text."""
        return self._stack_trace

    @property
    def message(self) -> str:
        """What it said."""
        return self._message


class RetryContext(Value):
    """The attempt of an invocation, with a retry policy.

    Source: `azure.functions._abc.RetryContext`.
    """

    _fields = ("retry_count", "max_retry_count", "exception")
    _retry_count: int = 0
    _max_retry_count: int = 0
    _exception: RpcException | None = None

    def __init__(
        self, *, retry_count: int = 0, max_retry_count: int = 0, exception: RpcException | None = None
    ) -> None:
        self._retry_count = retry_count
        self._max_retry_count = max_retry_count
        self._exception = exception

    @property
    def retry_count(self) -> int:
        """Retries so far; 0 on the first attempt."""
        return self._retry_count

    @property
    def max_retry_count(self) -> int:
        """Retries that the policy allows."""
        return self._max_retry_count

    @property
    def exception(self) -> RpcException | None:
        """What the attempt before this one failed with."""
        return self._exception


class Context(Value):
    """What is known about an invocation: ``def main(req: HttpRequest, context: Context)``.

    The worker passes its own object with the same attributes. Comparing and pickling ignore `thread_local_storage`.

    Args:
        invocation_id: Id of the invocation.
        function_name: Name of the function.
        function_directory: Folder of the function.
        thread_local_storage: Storage of the invocation's thread; by default a new one.
        trace_context: Where the invocation belongs in a distributed trace; by default an empty one.
        retry_context: Which attempt this is; by default an empty one.

    Source: `azure.functions.Context`, where it is abstract.
    """

    _fields: ClassVar[tuple[str, ...]] = (
        "invocation_id",
        "function_name",
        "function_directory",
        "trace_context",
        "retry_context",
    )
    _invocation_id: str = ""
    _function_name: str = ""
    _function_directory: str = ""
    _thread_local_storage: local | None = None
    # Never None: stand-ins in tests derive from this class, set attributes with these names, and return them.
    _trace_context: TraceContext = TraceContext()
    _retry_context: RetryContext = RetryContext()

    def __init__(
        self,
        *,
        invocation_id: str = "",
        function_name: str = "",
        function_directory: str = "",
        thread_local_storage: local | None = None,
        trace_context: TraceContext | None = None,
        retry_context: RetryContext | None = None,
    ) -> None:
        self._invocation_id = invocation_id
        self._function_name = function_name
        self._function_directory = function_directory
        self._thread_local_storage = thread_local_storage
        self._trace_context = TraceContext() if trace_context is None else trace_context
        self._retry_context = RetryContext() if retry_context is None else retry_context

    @property
    def invocation_id(self) -> str:
        """Id of this invocation, new for each."""
        return self._invocation_id

    @property
    def function_name(self) -> str:
        """Name of the function."""
        return self._function_name

    @property
    def function_directory(self) -> str:
        """Folder of the function."""
        return self._function_directory

    @property
    def thread_local_storage(self) -> local:
        """Storage of the invocation's thread: set its ``invocation_id`` in your own threads to keep their logs."""
        if self._thread_local_storage is None:
            from threading import local

            self._thread_local_storage = local()
        return self._thread_local_storage

    @property
    def trace_context(self) -> TraceContext:
        """Where this invocation belongs in a distributed trace."""
        return self._trace_context

    @property
    def retry_context(self) -> RetryContext:
        """Which attempt this is."""
        return self._retry_context

    def __getstate__(self) -> dict[str, Any]:
        return {**vars(self), "_thread_local_storage": None}
