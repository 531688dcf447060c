import json
import unittest

import azure_functions_lite as func
from http_enqueue import main


class HttpEnqueueTest(unittest.TestCase):
    def test_order_is_queued(self) -> None:
        order = {"id": "A-1007", "sku": "tea-500g", "quantity": 2}
        msg = func.Out[str]()

        reply = main(func.HttpRequest("POST", "/api/orders", body=json.dumps(order)), msg)

        self.assertEqual(reply, "Queued order A-1007.")
        self.assertEqual(json.loads(msg.get() or ""), order)

    def test_bad_order_is_not_queued(self) -> None:
        for body in (b"", b"tea", b'{"id": "A-1008"}', b'{"id": "A-1009", "sku": "tea-500g", "quantity": 0}'):
            with self.subTest(body=body):
                msg = func.Out[str]()

                reply = main(func.HttpRequest("POST", "/api/orders", body=body), msg)

                self.assertTrue(reply.startswith("Nothing queued: "), reply)
                self.assertIsNone(msg.get())
