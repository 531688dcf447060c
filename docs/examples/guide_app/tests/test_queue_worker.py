import json
import unittest

import azure_functions_lite as func
from azure_functions_lite.testing import queue_message
from queue_worker import main


class QueueWorkerTest(unittest.TestCase):
    def test_receipt(self) -> None:
        message = queue_message(json={"id": "A-1007", "sku": "tea-500g", "quantity": 2})
        receipt = func.Out[str]()

        with self.assertLogs(level="INFO") as logs:
            main(message, receipt)

        self.assertEqual(
            json.loads(receipt.get() or ""),
            {"order": "A-1007", "sku": "tea-500g", "quantity": 2, "ordered": "2024-01-01T12:00:00+00:00"},
        )
        self.assertEqual(logs.output, ["INFO:root:Order A-1007, attempt 1"])

    def test_malformed_order_fails(self) -> None:
        for body in ("", "tea", "{}"):
            with self.subTest(body=body), self.assertRaises(ValueError):
                main(func.QueueMessage(body=body), func.Out[str]())
