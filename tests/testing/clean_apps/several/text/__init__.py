import logging


def main(msg: str, picture: bytes) -> None:
    logging.info("%s %s", msg, len(picture))
