import json

import azure_functions_lite as func


def main(context: func.OrchestrationContext) -> str:
    return json.dumps({"isDone": True, "output": context.body})
