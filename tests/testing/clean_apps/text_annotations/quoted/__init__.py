import azure_functions_lite as func


def main(req: "func.HttpRequest", context: "func.Context") -> "func.HttpResponse":
    return reply(context)


def reply(context: func.Context) -> func.HttpResponse:
    return func.HttpResponse(context.invocation_id)
