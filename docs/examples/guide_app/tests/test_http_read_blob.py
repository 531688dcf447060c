import unittest
from typing import Any

import azure_functions_lite as func
from http_read_blob import main


class HttpReadBlobTest(unittest.TestCase):
    request = func.HttpRequest("GET", "/api/reports/2024-05.csv", route_params={"name": "2024-05.csv"})

    def test_report(self) -> None:
        blob = func.InputStream(data="day,orders\n1,12\n", name="reports/2024-05.csv")

        response = main(self.request, blob)

        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.mimetype, "text/csv")
        self.assertEqual(response.headers["cache-control"], "max-age=60")
        self.assertEqual(response.get_body(), b"day,orders\n1,12\n")

    def test_no_such_report(self) -> None:
        no_blob: Any = None

        response = main(self.request, no_blob)

        self.assertEqual(response.status_code, 404)
