import unittest
from pathlib import Path

from azure_functions_lite.testing import blob, http_request, load_app


class HttpReadBlobTest(unittest.TestCase):
    def setUp(self) -> None:
        self.app = load_app(Path(__file__).parents[1])
        self.addCleanup(self.app.close)

    request = http_request(url="/api/reports/2024-05.csv", route_params={"name": "2024-05.csv"})

    def test_report(self) -> None:
        report = blob("day,orders\n1,12\n", name="reports/2024-05.csv")

        response = self.app.invoke("http_read_blob", req=self.request, obj=report).return_value

        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.mimetype, "text/csv")
        self.assertEqual(response.headers["cache-control"], "max-age=60")
        self.assertEqual(response.get_body(), b"day,orders\n1,12\n")

    def test_no_such_report(self) -> None:
        response = self.app.invoke("http_read_blob", req=self.request, obj=None).return_value

        self.assertEqual(response.status_code, 404)
