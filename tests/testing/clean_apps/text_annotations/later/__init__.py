from __future__ import annotations

from typing import TYPE_CHECKING, List

import azure_functions_lite as func

if TYPE_CHECKING:
    from pathlib import Path


async def main(msg: func.QueueMessage, out: func.Out[List[str]], context: func.Context) -> None:
    out.set([str(msg.id), context.function_name])


def folder_of(context: func.Context) -> Path:
    raise NotImplementedError
