"""Entities: batches of operations on a state that the host keeps."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .orders import Item, envelope
from .packages import df, func


def counter(context: df.DurableEntityContext) -> None:
    count = context.get_state(lambda: 0)
    match context.operation_name:
        case "add":
            count += context.get_input()
        case "reset":
            count = 0
        case "delete":
            context.destruct_on_exit()
            return
        case "get":
            context.set_result(count)
        case other:
            raise ValueError(f"no operation {other}")
    context.set_state(count)


def sent(*operations: tuple[str, object], state: object = None, exists: bool = False) -> str:
    """What the host sends for a binding of type ``entityTrigger``; each input is JSON text within the JSON."""
    return json.dumps(
        {
            "self": {"name": "counter", "key": "tea"},
            "exists": exists,
            "state": None if state is None else json.dumps(state),
            "batch": [
                {"name": name, "input": json.dumps(json.dumps(input)), "signal": False} for name, input in operations
            ],
        }
    )


def run(entity: Any, text: str) -> dict[str, Any]:
    """Carry out a batch, as the worker does; how long it took is checked and left out."""
    answer: dict[str, Any] = json.loads(df.Entity.create(entity)(func.EntityContext(text)))
    for result in answer["results"]:
        assert result.pop("duration") >= 0
        assert result.pop("startTime") > 1_700_000_000_000
    return answer


def result(value: object, is_error: bool = False) -> dict[str, object]:
    return {"isError": is_error, "result": json.dumps(value)}


def test_an_entity_that_is_new() -> None:
    assert run(counter, sent(("add", 3))) == {
        "entityExists": True,
        "entityState": "3",
        "results": [result(None)],
        "signals": [],
    }


def test_a_batch() -> None:
    answer = run(counter, sent(("add", 3), ("get", None), ("reset", None), ("add", 1), state=39, exists=True))
    assert answer["entityState"] == "1"
    # A result stays that of the operations after it, until they set one.
    assert answer["results"] == [result(None), result(42), result(42), result(42)]


def test_an_operation_that_fails() -> None:
    answer = run(counter, sent(("multiply", 3), ("add", 1), state=5, exists=True))
    assert answer["entityState"] == "6"
    assert answer["results"] == [result("no operation multiply", is_error=True), result(None)]


def test_an_entity_that_is_deleted() -> None:
    answer = run(counter, sent(("delete", None), state=5, exists=True))
    assert (answer["entityExists"], answer["entityState"]) == (False, "null")


def test_a_state_that_is_not_touched() -> None:
    def idle(context: df.DurableEntityContext) -> None:
        context.set_result([context.entity_name, context.entity_key, context.operation_name])

    answer = run(idle, sent(("look", None), state={"a": [1]}, exists=True))
    assert json.loads(answer["entityState"]) == {"a": [1]}
    assert answer["results"] == [result(["counter", "tea", "look"])]


def test_objects_of_the_user() -> None:
    def stock(context: df.DurableEntityContext) -> None:
        item = context.get_state(lambda: Item("tea", 0))
        item.count += context.get_input().count
        context.set_state(item)
        context.set_result([item.count])

    operation = ("add", envelope(Item("tea", 2)))
    answer = run(stock, sent(operation))
    assert json.loads(answer["entityState"]) == envelope(Item("tea", 2))
    answer = run(stock, sent(operation, state=envelope(Item("tea", 5)), exists=True))
    assert json.loads(answer["entityState"]) == envelope(Item("tea", 7))
    assert answer["results"] == [result([7])]


def test_a_result_that_cannot_be_written() -> None:
    def bad(context: df.DurableEntityContext) -> None:
        context.set_result(object())

    with pytest.raises(Exception, match="to_json"):
        run(bad, sent(("get", None)))


def test_the_context_may_be_text() -> None:
    answer = json.loads(df.Entity.create(counter)(sent(("add", 3))))
    assert answer["entityState"] == "3"


def test_ids() -> None:
    entity = df.EntityId("Counter", "tea")
    assert (str(entity), entity) == ("@counter@tea", df.EntityId("Counter", "tea"))
    with pytest.raises(ValueError, match="key cannot be empty"):
        df.EntityId("Counter", "")
