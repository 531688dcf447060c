import json
import unittest
from pathlib import Path

from azure_functions_lite.testing import http_request, load_app


class HttpEnqueueTest(unittest.TestCase):
    def setUp(self) -> None:
        self.app = load_app(Path(__file__).parents[1])
        self.addCleanup(self.app.close)

    def test_order_is_queued(self) -> None:
        order = {"id": "A-1007", "sku": "tea-500g", "quantity": 2}

        result = self.app.invoke("http_enqueue", req=http_request(url="/api/orders", json=order))

        self.assertEqual(result.return_value, "Queued order A-1007.")
        self.assertEqual(json.loads(result.outputs["msg"]), order)
        self.assertEqual(sorted(result.wire), ["$return", "msg"])

    def test_bad_order_is_not_queued(self) -> None:
        for body in (b"", b"tea", b'{"id": "A-1008"}', b'{"id": "A-1009", "sku": "tea-500g", "quantity": 0}'):
            with self.subTest(body=body):
                result = self.app.invoke("http_enqueue", req=http_request("POST", "/api/orders", body=body))

                self.assertTrue(result.return_value.startswith("Nothing queued: "), result.return_value)
                self.assertEqual(result.outputs, {})
