import os
import tempfile
import time
import unittest
from pathlib import Path
from unittest import mock

from azure_functions_lite.testing import load_app, timer_request


class TimerCleanupTest(unittest.TestCase):
    def setUp(self) -> None:
        self.app = load_app(Path(__file__).parents[1])
        self.addCleanup(self.app.close)
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        for patch in (
            mock.patch.object(self.app.module("shared_code.cache"), "folder", return_value=self.folder),
            # In the place of what local.settings.json says.
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

        self.app.invoke("timer_cleanup")

        self.assertFalse(old.exists())
        self.assertTrue(new.exists())

    def test_late_run_is_logged(self) -> None:
        timer = timer_request(past_due=True, schedule_status={"Last": "2024-05-17T02:30:00+00:00"})

        with self.assertLogs(level="WARNING") as logs:
            self.app.invoke("timer_cleanup", timer=timer)

        self.assertEqual(logs.output, ["WARNING:root:Running late; the last run was at 2024-05-17T02:30:00+00:00"])
