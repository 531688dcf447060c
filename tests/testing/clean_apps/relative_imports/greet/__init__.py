from __app__.shared import words
from __app__.shared.words import GREETING

import azure_functions_lite as func

from ..shared.shop import Shop
from . import names


def main(req: func.HttpRequest) -> str:
    return f"{GREETING}, {names.name_of(req)}! {words.BYE} from {Shop().name}."
