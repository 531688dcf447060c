import azure_functions_lite as func


async def main(req: func.HttpRequest, starter: str) -> func.HttpResponse:
    return func.HttpResponse(starter, status_code=202)
