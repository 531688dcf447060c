import azure_functions_lite as func

app = func.FunctionApp()


def greet(req: func.HttpRequest) -> str:
    return "open"
