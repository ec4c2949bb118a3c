"""What everybody may see, without signing in: the register as pages, as files and as an API."""
