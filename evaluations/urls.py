"""Public pages of `evaluations`; `config.urls` mounts them as `public` and as `preview`."""

pages = []
links = []
