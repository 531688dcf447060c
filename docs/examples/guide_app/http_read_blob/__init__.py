"""Send a report from blob storage: ``GET /api/reports/2024-05.csv``."""

import azure_functions_lite as func


def main(req: func.HttpRequest, obj: func.InputStream) -> func.HttpResponse:
    name = req.route_params["name"]
    # None where there is no such blob; the worker does not load a function whose annotation says Optional.
    if obj is None:  # pyright: ignore[reportUnnecessaryComparison]
        return func.HttpResponse(f"There is no report {name}.", status_code=404)
    return func.HttpResponse(
        obj.read(),
        mimetype="text/csv",
        headers={"Cache-Control": "max-age=60", "Access-Control-Allow-Origin": "https://reports.example.com"},
    )
