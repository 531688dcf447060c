import azure_functions_lite as func


def main(docs: func.DocumentList, report: func.Out[func.InputStream], out: func.Out[bytes]) -> None:
    for target in (report, out):
        target.set(f"{len(docs)} documents".encode())
