"""The law, rule by rule: a test with the name of the rule, with what passes and what fails."""
