"""Delete old files of this app's cache, every night."""

import logging
import os

import azure_functions_lite as func
from shared_code import cache


def main(timer: func.TimerRequest) -> None:
    if timer.past_due:
        logging.warning("Running late; the last run was at %s", timer.schedule_status.get("Last"))

    # App settings are environment variables; locally they come from local.settings.json.
    max_age_hours = float(os.environ.get("CACHE_MAX_AGE_HOURS", "24"))
    removed = cache.remove_older_than(max_age_hours)
    logging.info("Removed %d files", removed)
