"""Word rules as data: one file per check, each rule proven on its own examples before it is used."""

from checker.rules.loading import RuleFileError, load_rules, rules_when_asked

__all__ = ["RuleFileError", "load_rules", "rules_when_asked"]
