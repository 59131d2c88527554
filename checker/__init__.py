"""The check a school runs before its social media account posts."""

import os

# onnxruntime reports to its maker unless told not to: from 1.29 on it writes a device id and a queue of events into the
# home folder as soon as it is imported, and sends them. Said here, before anything of ours can import it, and inherited
# by every worker and by the page.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
