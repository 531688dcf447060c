import azure_functions_lite as func


def main(out: func.Out[str]) -> None:
    out.set("7")
