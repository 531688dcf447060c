"""Send the checksums of the request's body, calculated side by side: ``POST /api/http_async``."""

import asyncio
import hashlib
import json

import azure_functions_lite as func

ALGORITHMS = ("sha256", "blake2s")


def checksum(algorithm: str, content: bytes) -> str:
    return hashlib.new(algorithm, content).hexdigest()


async def main(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    content = req.get_body()
    checksums = await asyncio.gather(*(asyncio.to_thread(checksum, name, content) for name in ALGORITHMS))
    return func.HttpResponse(
        json.dumps(dict(zip(ALGORITHMS, checksums, strict=True))),
        mimetype="application/json",
        headers={"X-Invocation-Id": context.invocation_id},
    )
