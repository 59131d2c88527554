"""Does the post ask children onto a platform they are too young for? The rules are in rules/platform_follow.toml."""

from __future__ import annotations

from checker.checks.by_rule import RuleCheck

CHILDREN_ASKED = RuleCheck("platform.follow", "Does the post ask pupils under 13 to follow, message or join?")
