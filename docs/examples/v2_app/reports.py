"""What the app tells by HTTP, as a blueprint."""

import asyncio
import json

import azure_functions_lite as func
from weather import tables

reports = func.Blueprint()


@reports.route(route="reports/{name}", methods=[func.HttpMethod.GET], auth_level=func.AuthLevel.ANONYMOUS)
@reports.blob_input(arg_name="file", path="uploads/{name}.csv", data_type="binary", connection="AzureWebJobsStorage")
def report(req: func.HttpRequest, file: func.InputStream) -> func.HttpResponse:
    """Tell the highest temperatures of an uploaded file: ``GET /api/reports/2024-05``."""
    # None where there is no such blob; the worker does not load a function whose annotation says Optional.
    if file is None:  # pyright: ignore[reportUnnecessaryComparison]
        return func.HttpResponse(f"There is no report {req.route_params['name']}.", status_code=404)
    return func.HttpResponse(json.dumps(tables.summary(tables.read(file))), mimetype="application/json")


@reports.route(methods=["POST"])
async def compare(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    """Compare the values of two lists, side by side: ``POST /api/compare``."""
    lists: list[list[float]] = req.get_json()
    means = await asyncio.gather(*(asyncio.to_thread(mean, values) for values in lists))
    return func.HttpResponse(
        json.dumps({"means": means}),
        mimetype="application/json",
        headers={"X-Invocation-Id": context.invocation_id},
    )


def mean(values: list[float]) -> float:
    return sum(values) / len(values)
