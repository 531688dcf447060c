import unittest
from datetime import datetime, timezone

import azure_functions_lite as func
from order_archive import main


class OrderArchiveTest(unittest.TestCase):
    def test_each_order_is_a_document(self) -> None:
        shipped = datetime(2024, 5, 17, 8, 30, tzinfo=timezone.utc)
        messages = [
            func.ServiceBusMessage(body='{"sku": "tea-500g"}', message_id="A-1007", enqueued_time_utc=shipped),
            func.ServiceBusMessage(body='{"sku": "cup"}', message_id="A-1008"),
        ]
        documents = func.Out[func.DocumentList]()

        main(messages, documents)

        self.assertEqual(
            documents.get(),
            [
                {"sku": "tea-500g", "id": "A-1007", "shipped": shipped},
                {"sku": "cup", "id": "A-1008", "shipped": None},
            ],
        )
