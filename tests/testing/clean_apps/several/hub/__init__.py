import typing

import azure_functions_lite as func


def main(events: typing.List[func.EventHubEvent], copies: func.Out[typing.List[str]]) -> None:
    copies.set([event.get_body().decode() for event in events])
