import asyncio
from typing import Any

from azure_functions_lite.testing import blob, context, http_request
from reports import compare, report

REQUEST = http_request(url="/api/reports/2024-05", route_params={"name": "2024-05"})


def test_a_report() -> None:
    text = "station,taken,celsius\nKiruna,2024-05-17,-3.5\nLund,2024-05-17,9\nKiruna,2024-05-18,1\n"

    response = report(REQUEST, blob(text, name="uploads/2024-05.csv"))

    assert response.status_code == 200
    assert response.mimetype == "application/json"
    assert response.get_json() == {"Kiruna": 1.0, "Lund": 9.0}


def test_no_such_report() -> None:
    no_blob: Any = None

    response = report(REQUEST, no_blob)

    assert response.status_code == 404


def test_an_async_function() -> None:
    request = http_request(url="/api/compare", json=[[1, 2, 3], [4, 6]])

    response = asyncio.run(compare(request, context(invocation_id="5b8f0c1e")))

    assert response.get_json() == {"means": [2.0, 5.0]}
    assert response.headers["x-invocation-id"] == "5b8f0c1e"
