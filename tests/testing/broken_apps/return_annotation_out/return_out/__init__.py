import azure_functions_lite as func


def main(req: func.HttpRequest) -> func.Out[str]:
    return func.Out()
