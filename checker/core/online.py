"""What in a text is a picture sign, a link, a hashtag or an account?"""

from __future__ import annotations

import re

_SKIN_OR_STYLE = "[\ufe0f\U0001f3fb-\U0001f3ff]"
_SIGN = "[\u231a-\u23ff\u25aa-\u27bf\u2934\u2935\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
# Signs that are writing unless a style mark follows: ©, ®, ™, arrows.
_WRITTEN = "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa]\ufe0f"
_ONE = f"(?:{_WRITTEN}|{_SIGN}{_SKIN_OR_STYLE}*)"
EMOJI = (
    f"(?:[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|\U0001f3f4[\U000e0020-\U000e007f]+|{_ONE}(?:\u200d{_ONE})*)"
)
"""Pattern of one emoji as it is seen, however many code points it takes."""

# Endings that are hardly ever the end of a sentence; the second list is only a link with something after a slash.
_ENDINGS = "com|org|net|uk|info|eu|london|wales|scot|example"
_SHORT_ENDINGS = "co|io|ly|gl|me|gd|gg|be|us|link|at|cc|to|app|page|tv|fm"
_TAIL = r"[^\s<>\"]*(?<![.,;:!?)\]'’])"
LINK = re.compile(
    rf"(?:https?://|\bwww\.)[^\s<>\"]{_TAIL}|"
    rf"(?<![\w@.+/-])(?:[a-z0-9-]{{1,63}}\.)+(?:(?:{_ENDINGS})\b(?![@\w])(?:/{_TAIL})?|(?:{_SHORT_ENDINGS})/[^\s<>\"]{_TAIL})",
    re.IGNORECASE,
)
HASHTAG = re.compile(r"(?<![\w&#/])#(\w*[^\W\d_]\w*)")
HANDLE = re.compile(r"(?<![\w@.+-])@([A-Za-z0-9_](?:[A-Za-z0-9_.]{0,48}[A-Za-z0-9_])?)(?![\w@])")
