import json

import azure_functions_lite as func


def main(req: func.HttpRequest, entity: str, answers: func.Out[str]) -> func.HttpResponse:
    answers.set(json.dumps({"target": "orders", "arguments": [json.loads(entity)]}))
    return func.HttpResponse(entity, mimetype="application/json")
