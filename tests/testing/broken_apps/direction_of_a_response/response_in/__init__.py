import logging


def main(req, res) -> None:
    logging.info("%s %s", req.url, res)
