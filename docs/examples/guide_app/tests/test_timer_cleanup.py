import os
import tempfile
import time
import unittest
from pathlib import Path
from unittest import mock

import azure_functions_lite as func
from timer_cleanup import main


class TimerCleanupTest(unittest.TestCase):
    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        for patch in (
            mock.patch("shared_code.cache.folder", return_value=self.folder),
            mock.patch.dict(os.environ, {"CACHE_MAX_AGE_HOURS": "2"}),
        ):
            patch.start()
            self.addCleanup(patch.stop)

    def test_only_old_files_go(self) -> None:
        old, new = self.folder / "old.bin", self.folder / "new.bin"
        for path in (old, new):
            path.write_bytes(b"cached")
        three_hours_ago = time.time() - 3 * 3600
        os.utime(old, (three_hours_ago, three_hours_ago))

        main(func.TimerRequest())

        self.assertFalse(old.exists())
        self.assertTrue(new.exists())

    def test_late_run_is_logged(self) -> None:
        timer = func.TimerRequest(past_due=True, schedule_status={"Last": "2024-05-17T02:30:00+00:00"})

        with self.assertLogs(level="WARNING") as logs:
            main(timer)

        self.assertEqual(logs.output, ["WARNING:root:Running late; the last run was at 2024-05-17T02:30:00+00:00"])
