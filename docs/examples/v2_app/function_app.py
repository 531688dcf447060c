"""Collect the readings of weather stations, keep them, and warn of frost."""

import json
import logging
import os
from typing import List

import azure_functions_lite as func
from reports import reports
from weather.readings import Reading

app = func.FunctionApp(http_auth_level=func.AuthLevel.FUNCTION)
app.register_functions(reports)


@app.route(route="readings", methods=["POST"])
@app.queue_output(arg_name="msg", queue_name="readings", connection="AzureWebJobsStorage")
def take_reading(req: func.HttpRequest, msg: func.Out[str]) -> func.HttpResponse:
    """Take a reading and put it on a queue: ``POST /api/readings``."""
    try:
        reading = Reading.from_json(req.get_json())
    except ValueError as error:
        return func.HttpResponse(f"Not taken: {error}", status_code=400)

    msg.set(reading.to_json())
    return func.HttpResponse(status_code=202)


@app.queue_trigger(arg_name="msg", queue_name="readings", connection="AzureWebJobsStorage")
@app.table_output(arg_name="entity", table_name="readings", connection="AzureWebJobsStorage")
@app.blob_output(arg_name="copy", path="readings/{id}.json", connection="AzureWebJobsStorage")
@app.retry(strategy="fixed_delay", max_retry_count="3", delay_interval="00:00:10")
def keep_reading(msg: func.QueueMessage, entity: func.Out[str], copy: func.Out[bytes]) -> None:
    """Keep a reading from the queue: as a row of a table, and as it came."""
    reading = Reading.from_json(msg.get_json())
    logging.info("%s: %.1f degrees, attempt %s", reading.station, reading.celsius, msg.dequeue_count)

    entity.set(json.dumps(reading.to_entity()))
    copy.set(msg.get_body())


@app.service_bus_queue_trigger(
    arg_name="messages",
    queue_name="readings",
    connection="ServiceBusConnection",
    cardinality=func.Cardinality.MANY,
    data_type=func.DataType.BINARY,
)
@app.cosmos_db_output(
    arg_name="documents", connection="CosmosDBConnection", database_name="weather", container_name="readings"
)
# List, not list: the worker loads no function that is annotated with list[…].
def import_readings(messages: List[func.ServiceBusMessage], documents: func.Out[func.DocumentList]) -> None:
    """Keep what a partner sends, a batch at a time."""
    documents.set(func.DocumentList(func.Document(message.get_json(), id=message.message_id) for message in messages))


@app.cosmos_db_trigger(
    arg_name="changes",
    connection="CosmosDBConnection",
    database_name="weather",
    container_name="readings",
    lease_container_name="leases",
    create_lease_container_if_not_exists=True,
)
@app.queue_output(arg_name="cold", queue_name="frost", connection="AzureWebJobsStorage")
def watch_for_frost(changes: func.DocumentList, cold: func.Out[List[str]]) -> None:
    """Warn of each station that has it colder than the limit."""
    # App settings are environment variables; locally they come from local.settings.json.
    limit = float(os.environ.get("FROST_LIMIT", "0"))
    cold.set([str(change["station"]) for change in changes if change["celsius"] < limit])


@app.function_name("nightly")
@app.timer_trigger(arg_name="timer", schedule="0 30 2 * * *")
def log_the_night(timer: func.TimerRequest) -> None:
    """Say that the app is alive, every night."""
    if timer.past_due:
        logging.warning("Running late; the last run was at %s", timer.schedule_status.get("Last"))
    logging.info("All is well")


@app.mcp_tool()
@app.mcp_tool_property(arg_name="celsius", description="Temperature in degrees Celsius.")
def to_fahrenheit(celsius: float) -> str:
    """Convert a temperature, for a model that calls it as a tool."""
    return f"{celsius * 9 / 5 + 32:.1f} degrees Fahrenheit"
