import azure_functions_lite as func


def main(req: func.HttpRequest) -> dict:
    return {"url": req.url}
