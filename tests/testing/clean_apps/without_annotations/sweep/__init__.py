import logging


async def main(timer):
    if timer.past_due:
        logging.warning("late")
        return
    logging.info("sweeping")
