import azure_functions_lite as func


def name_of(req: func.HttpRequest) -> str:
    return req.params.get("name", "you")
