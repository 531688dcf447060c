import azure_functions_lite as func


def main(req: func.HttpRequest):
    if not req.params:
        return
    return func.HttpResponse("open")
