"""How a workshop begins: from nothing, from the recommended pattern, or from one there is.

Upper packages say what they copy of a workshop, in `AppConfig.ready()`:

    copies.add_copier(Copier("streams", _("Streams and seats"), said, copy, order=80))
"""
