"""Public pages of `workshops`; `config.urls` mounts them as `public` and as `preview`."""

pages = []
