"""Public pages of `reports`; `config.urls` mounts them as `public` and as `preview`."""

pages = []
