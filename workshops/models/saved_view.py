"""Lists of the office as people want to see them again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """One list with its filters, search and order, under a name; its owner's, or shared with the office."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="saved_views",
        verbose_name=_("owner"),
    )
    kind = models.CharField(
        _("list"), max_length=80, help_text=_("The model whose rows it lists, as “people.person”.")
    )
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=2000, editable=False)
    is_shared = models.BooleanField(
        _("shared"),
        default=False,
        help_text=_("Everybody in the office who sees this list sees the view, too."),
    )

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "kind", "name"], name="saved_view_has_a_name_of_its_own"
            )
        ]

    def __str__(self) -> str:
        return self.name
