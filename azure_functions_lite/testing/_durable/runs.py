"""One orchestration: its orchestrator is replayed turn by turn, and between turns something that it asked for happens.

Source: the shim of the Durable Functions extension for other languages (``OutOfProcOrchestrationShim.cs``), which
carries out an orchestrator's actions in order, and numbers what it schedules in that order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from itertools import count
from typing import Any, Final, NamedTuple

from azure_functions_lite._bindings.durable_codec import df_dumps, df_loads
from azure_functions_lite._typing import is_mapping
from azure_functions_lite._wire import json
from azure_functions_lite._wire.scalars import timestamp
from azure_functions_lite.errors import AppError, ArgumentTypeError, FunctionsError, describe
from azure_functions_lite.testing._durable.actions import ACTIVITIES, SUB_ORCHESTRATORS, Kind, flat, shown
from azure_functions_lite.testing._durable.history import Event, History, text_of
from azure_functions_lite.testing._durable.outcomes import NEVER, Outcome, outcome_of
from azure_functions_lite.testing._durable.results import Call, OrchestrationResult, RuntimeStatus
from azure_functions_lite.testing._durable.world import Raised, World

# What the history has of a task: that it was scheduled, that it is complete, that it failed.
_TASK: Final = (Event.TASK_SCHEDULED, Event.TASK_COMPLETED, Event.TASK_FAILED)
_SUB: Final = (Event.SUB_ORCHESTRATION_CREATED, Event.SUB_ORCHESTRATION_COMPLETED, Event.SUB_ORCHESTRATION_FAILED)


class _Due(NamedTuple):
    """Something that is going to happen."""

    at: datetime
    order: int
    call: Call
    happen: Callable[[], None]
    joins: bool = False
    """Whether it may happen in the turn of something else: it schedules nothing, and nothing can cancel it."""


@dataclass
class _Task:
    """An activity, a sub-orchestration or an HTTP call, which may be tried several times."""

    call: Call
    perform: Callable[[], Outcome]
    events: tuple[Event, Event, Event]
    kind: str
    """What the host calls it when it fails."""
    fields: Mapping[str, object]
    retry: Mapping[str, Any] = field(default_factory=dict[str, Any])


class Orchestration:
    """An orchestration, from its start until it ends, or waits for something that does not come.

    Args:
        world: What it shares with others.
        name: Name of the orchestrator.
        input: Its input as JSON text, or None.
        start: The time at which it starts.
        instance_id: Its id.
        parent_instance_id: Id of the orchestration that starts it.
        version: Its version.
    """

    def __init__(
        self,
        world: World,
        name: str,
        input: str | None,
        start: datetime,
        *,
        instance_id: str,
        parent_instance_id: str | None = None,
        version: str | None = None,
    ) -> None:
        self._world = world
        self._name = name
        self._input = input
        self._now: datetime = start
        self._parent_instance_id = parent_instance_id
        self._version = version
        self.result = OrchestrationResult(name, instance_id)
        self.returned: str | None = None
        """What the orchestrator returned, as JSON text."""
        self._orders = count()

    def run(self) -> OrchestrationResult:
        """Run it.

        Raises:
            AppError: a function is missing that has no stand-in, the orchestrator is not deterministic, or it is not
                done after the limit of turns.
        """
        for _ in range(self._world.restarts + 1):
            self.result.runtime_status = self._run_once()
            self.result.history = self._history.events
            self.result.ended_at = self._now = self._history.now
            if self.result.runtime_status != "ContinuedAsNew":
                break
        return self.result

    def _run_once(self) -> RuntimeStatus:
        self._history = History(
            self._name,
            self._input,
            self._now,
            instance_id=self.result.instance_id,
            parent_instance_id=self._parent_instance_id,
            version=self._version,
        )
        self._sequence = count()
        self._taken: list[tuple[dict[str, Any], Call | None]] = []
        self._due: list[_Due] = []
        self._waits: list[tuple[int, Call]] = []
        self.result.inputs.append(_loaded(self._input))
        for _ in range(self._world.limit):
            state, error = self._world.functions.orchestrate(self._name, self._history.text())
            self._note_status(state.get("customStatus"))
            self._take([*flat(state.get("actions", []))])
            if error is not None:
                self.result.error = error
                return "Failed"
            if state.get("isDone"):
                if any(action["actionType"] == Kind.CONTINUE_AS_NEW for action, _ in self._taken):
                    return "ContinuedAsNew"
                self.result.returned = state.get("output")
                self.returned = df_dumps(self.result.returned)
                return "Completed"
            if not self._go_on():
                return "Running"
        raise AppError(f"the orchestration {self._name!r} neither ends nor waits within {self._world.limit} turns")

    def _note_status(self, status: object) -> None:
        if status is not None and status != self.result.custom_status:
            self.result.custom_status = status
            self.result.custom_statuses.append(status)

    def _take(self, actions: list[dict[str, Any]]) -> None:
        """Carry out the actions that are new."""
        for index, (known, call) in enumerate(self._taken):
            action = actions[index] if index < len(actions) else None
            if action is None or shown(action) != shown(known):
                got = "none" if action is None else shown(action)
                where = f"the orchestrator {self._name!r} is not deterministic"
                raise AppError(where, expected=f"{shown(known)} as its action {index} in a replay", got=str(got))
            if call is not None and action.get("isCanceled") and call.status == "pending":
                call.status = "cancelled"
        for action in actions[len(self._taken) :]:
            call = self._carry_out(action)
            if call is not None:
                self.result.calls.append(call)
            self._taken.append((action, call))

    def _go_on(self) -> bool:
        """Let the next thing happen, in a new turn; return whether there is one."""
        candidates = [due for due in self._due if due.call.status == "pending"]
        candidates += [due for order, call in self._waits for due in self._events_for(order, call)]
        if not candidates:
            return False
        candidates.sort(key=lambda due: (max(due.at, self._history.now), due.order))
        first = candidates[0]
        moment = max(first.at, self._history.now)
        if moment > self._world.until:
            return False
        # What ends at the same time does so in one turn, so that there are fewer replays.
        following = [first, *(due for due in candidates[1:] if first.joins and due.joins and due.at <= moment)]
        self._due = [due for due in self._due if due not in following]
        self._history.turn(moment)
        for due in following:
            due.happen()
        return True

    def _events_for(self, order: int, call: Call) -> Iterator[_Due]:
        for raised in self._world.events:
            if raised.name == call.name:

                def happen(raised: Raised = raised) -> None:
                    self._world.events.remove(raised)
                    self._waits.remove((order, call))
                    self._history.add(Event.EVENT_RAISED, Name=raised.name, Input=raised.value)
                    _complete(call, raised.value)

                yield _Due(raised.due, order, call, happen)

    def _later(self, delay: timedelta, call: Call, happen: Callable[[], None], *, joins: bool = False) -> None:
        try:
            at = self._history.now + delay
        except OverflowError:
            return
        self._due.append(_Due(at, next(self._orders), call, happen, joins))

    def _carry_out(self, action: dict[str, Any]) -> Call | None:
        kind, name = action["actionType"], str(action.get("functionName"))
        if kind in ACTIVITIES:
            return self._begin_activity(name, action)
        if kind in SUB_ORCHESTRATORS:
            return self._begin_sub_orchestration(name, action)
        if kind == Kind.TIMER:
            return self._begin_timer(action)
        if kind == Kind.EXTERNAL_EVENT:
            call = Call("event", action["externalEventName"])
            self._waits.append((next(self._orders), call))
            return call
        if kind in (Kind.CALL_ENTITY, Kind.SIGNAL_ENTITY):
            return self._send_to_entity(action, is_signal=kind == Kind.SIGNAL_ENTITY)
        if kind == Kind.CALL_HTTP:
            return self._begin_http_call(action["httpRequest"])
        if kind == Kind.CONTINUE_AS_NEW:
            self._input = action["input"]
            return None
        raise AppError(f"cannot run the orchestration {self._name!r}", expected="a known action", got=f"type {kind}")

    def _begin_activity(self, name: str, action: dict[str, Any]) -> Call:
        input: str | None = action.get("input")
        call = Call("activity", name, _loaded(input), attempts=0)

        def perform() -> Outcome:
            if name in self._world.activities:
                return outcome_of(self._world.activities[name], call.input)
            return self._world.functions.act(name, input)

        fields = {"Name": name, "Version": "", "Input": input}
        self._attempt(_Task(call, perform, _TASK, "Activity", fields, action.get("retryOptions", {})))
        return call

    def _begin_sub_orchestration(self, name: str, action: dict[str, Any]) -> Call:
        input: str | None = action.get("input")
        call = Call("sub_orchestration", name, _loaded(input), attempts=0)
        instance_id = action.get("instanceId") or f"{self.result.instance_id}:{len(self.result.calls)}"

        def perform() -> Outcome:
            if name in self._world.sub_orchestrators:
                return outcome_of(self._world.sub_orchestrators[name], call.input)
            sub = Orchestration(
                self._world,
                name,
                input,
                self._history.now,
                instance_id=instance_id,
                parent_instance_id=self.result.instance_id,
                version=action.get("version"),
            )
            call.orchestration = sub.run()
            if call.orchestration.runtime_status not in ("Completed", "Failed") or sub.result.ended_at is None:
                return NEVER
            return Outcome(sub.result.ended_at - self._history.now, sub.returned, sub.result.error)

        fields = {"Name": name, "InstanceId": instance_id, "Input": input}
        self._attempt(_Task(call, perform, _SUB, "Orchestrator", fields, action.get("retryOptions", {})))
        return call

    def _begin_http_call(self, request: dict[str, Any]) -> Call:
        call = Call("http", f"{request['method']} {request['uri']}", request, attempts=0)
        given = self._world.http
        if is_mapping(given):
            given = given.get(call.name, given.get(request["uri"]))
        if given is None:
            answers = f", only for {', '.join(self._world.http)}" if is_mapping(self._world.http) else ""
            raise AppError(f"http= has no answer for the HTTP call {call.name!r}{answers}")

        def perform() -> Outcome:
            outcome = outcome_of(given, request)
            if outcome.error is not None:
                return outcome
            response: object = json.loads(outcome.result, "cannot read an HTTP response")
            if not is_mapping(response):
                where = f"cannot answer the HTTP call {call.name!r}"
                raise ArgumentTypeError(where, expected="statusCode, headers, content", got=describe(response))
            filled: dict[str, Any] = {"statusCode": 200, "headers": {}, "content": None, **response}
            return Outcome(outcome.delay, df_dumps(filled))

        # The host makes HTTP calls in its own activity.
        fields = {"Name": "BuiltIn::HttpActivity", "Version": "", "Input": df_dumps([request])}
        self._attempt(_Task(call, perform, _TASK, "Activity", fields))
        return call

    def _attempt(self, task: _Task) -> None:
        scheduled, completed, failed = task.events
        id = next(self._sequence)
        self._history.add(scheduled, id, **task.fields)
        task.call.attempts += 1
        task.call.status = "pending"
        outcome = task.perform()

        def happen() -> None:
            if outcome.error is None:
                self._history.add(completed, TaskScheduledId=id, Result=outcome.result)
                _complete(task.call, outcome.result)
                return
            name, error = task.fields["Name"], outcome.error
            # The host takes an activity's error from the worker, with its class, and that of an orchestrator without.
            text = f"{type(error).__name__}: {error}" if task.events is _TASK else str(error) or str(type(error))
            reason = f"{task.kind} function '{name}' failed: {text}"
            self._history.add(failed, TaskScheduledId=id, Reason=reason, Details=text)
            task.call.error, task.call.status = error, "failed"
            if task.retry:
                self._wait_for_retry(task)

        self._later(outcome.delay, task.call, happen, joins=not task.retry)

    def _wait_for_retry(self, task: _Task) -> None:
        # Also after the last attempt: only when this timer fires, the host counts the attempts.
        interval = timedelta(milliseconds=task.retry["firstRetryIntervalInMilliseconds"])
        timer, fire_at = next(self._sequence), text_of(self._history.now + interval)
        self._history.add(Event.TIMER_CREATED, timer, FireAt=fire_at)

        def happen() -> None:
            self._history.add(Event.TIMER_FIRED, TimerId=timer, FireAt=fire_at)
            if task.call.attempts < task.retry["maxNumberOfAttempts"]:
                self._attempt(task)
            else:
                task.call.status = "failed"

        task.call.status = "pending"
        self._later(interval, task.call, happen)

    def _begin_timer(self, action: dict[str, Any]) -> Call:
        fire_at = timestamp(action["fireAt"]) or self._history.now
        call = Call("timer", "", fire_at, status="cancelled" if action.get("isCanceled") else "pending")
        id = next(self._sequence)
        self._history.add(Event.TIMER_CREATED, id, FireAt=text_of(fire_at))

        def happen() -> None:
            self._history.add(Event.TIMER_FIRED, TimerId=id, FireAt=text_of(fire_at))
            call.status = "completed"

        self._due.append(_Due(fire_at.astimezone(timezone.utc), next(self._orders), call, happen))
        return call

    def _send_to_entity(self, action: dict[str, Any], *, is_signal: bool) -> Call:
        entity, operation, input = action["instanceId"], action["operation"], action.get("input")
        call = Call("signal" if is_signal else "entity", f"{entity} {operation}", _loaded(input))
        id = next(self._sequence)
        request_id = f"00000000-0000-4000-8000-{id:012}"
        request = {"id": request_id, "op": operation, "signal": is_signal, "input": input}
        self._history.add(
            Event.EVENT_SENT, id, InstanceId=entity, Name="op", Input=json.dumps(request, "cannot write a request")
        )
        _, name, key = entity.split("@", 2)
        state = self._world.entities.get(entity)
        self._world.entities[entity], [done] = self._world.functions.operate(name, key, state, [(operation, input)])
        if done.error is not None:
            call.error, call.status = FunctionsError(done.error), "failed"
        else:
            _complete(call, df_dumps(done.result))
        if is_signal:
            return call
        status, call.status = call.status, "pending"
        response = {"result": df_dumps(done.result if done.error is None else done.error)}
        if done.error is not None:
            response["exceptionType"] = "Exception"

        def happen() -> None:
            self._history.add(Event.EVENT_RAISED, Name=request_id, Input=df_dumps(response))
            call.status = status

        self._later(timedelta(), call, happen)
        return call


def _complete(call: Call, result: str | None) -> None:
    call.result, call.error, call.status = _loaded(result), None, "completed"


def _loaded(text: str | None) -> Any:
    return None if text is None else df_loads(text)
