"""Sum up each day."""

import json
import logging

import azure_functions_lite as func

summary = func.Blueprint()


@summary.timer_trigger(arg_name="timer", schedule="0 30 2 * * *")
@summary.cosmos_db_input(
    arg_name="orders",
    connection="CosmosDBConnection",
    database_name="shop",
    container_name="orders",
    sql_query="SELECT * FROM o WHERE o.placed >= DateTimeAdd('day', -1, GetCurrentDateTime())",
)
@summary.blob_output(arg_name="report", path="summaries/{DateTime:yyyy-MM-dd}.json", connection="AzureWebJobsStorage")
def sum_up(timer: func.TimerRequest, orders: func.DocumentList, report: func.Out[str]) -> None:
    """Write what was ordered in the last 24 hours, every night at half past two."""
    if timer.past_due:
        logging.warning("The summary is late")
    totals: dict[str, int] = {}
    for order in orders:
        totals[order["status"]] = totals.get(order["status"], 0) + order["total"]
    report.set(json.dumps({"orders": len(orders), "cents": totals}))
