import shop_that_is_nowhere

import azure_functions_lite as func


def main(req: func.HttpRequest) -> str:
    return shop_that_is_nowhere.greeting()
