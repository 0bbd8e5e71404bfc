"""Public pages of `people`; `config.urls` mounts them as `public` and as `preview`."""

pages = []
