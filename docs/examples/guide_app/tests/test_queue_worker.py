import json
import unittest
from datetime import datetime, timezone

import azure_functions_lite as func
from queue_worker import main


class QueueWorkerTest(unittest.TestCase):
    def test_receipt(self) -> None:
        message = func.QueueMessage(
            id="7f4c8a52-6f53-4a0c-9d5e-0a7a3d2f1b90",
            body='{"id": "A-1007", "sku": "tea-500g", "quantity": 2}',
            dequeue_count=1,
            insertion_time=datetime(2024, 5, 17, 8, 30, tzinfo=timezone.utc),
        )
        receipt = func.Out[str]()

        with self.assertLogs(level="INFO") as logs:
            main(message, receipt)

        self.assertEqual(
            json.loads(receipt.get() or ""),
            {"order": "A-1007", "sku": "tea-500g", "quantity": 2, "ordered": "2024-05-17T08:30:00+00:00"},
        )
        self.assertEqual(logs.output, ["INFO:root:Order A-1007, attempt 1"])

    def test_malformed_order_fails(self) -> None:
        for body in ("", "tea", "{}"):
            with self.subTest(body=body), self.assertRaises(ValueError):
                main(func.QueueMessage(body=body), func.Out[str]())
