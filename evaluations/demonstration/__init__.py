"""The demonstration of evaluations: invented figures through the real acts, and facts with their source."""
