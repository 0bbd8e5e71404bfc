"""Make the ways into a site at home, and print them: what `make run` says before it serves."""

import os
import secrets
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from evaluations import box
from evaluations.models import Invitation, Questionnaire
from people import access
from people.models import FocalPoint, Participation, State, User

ORGANISER = "organiser"
SAMPLE, COMING = "sample-live", "sample-coming"
NOMINATES = "UZB"  # which has a seat used, one offered, one free


class Command(BaseCommand):
    help = "Print the address, an organiser's sign-in and personal links of a site at home."

    def handle(self, *args, **options) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "setup_site makes a sign-in that anybody at this machine can read, so it refuses "
                "in production. Use `manage.py createsuperuser` there."
            )
        password = organiser_password(settings.VAR_DIR / "organiser.txt")
        self.stdout.write(f"\n  Site             {settings.SITE_URL}/")
        self.stdout.write(f"  Office           {settings.SITE_URL}/admin/")
        self.stdout.write(f"  Sign in as       {ORGANISER}")
        self.stdout.write(f"  Password         {password}")
        for name, address in links(timezone.now()):
            self.stdout.write(f"  {name:<16} {address}")
        self.stdout.write("")


def links(now: datetime) -> Iterator[tuple[str, str]]:
    """Personal links into the samples, by what they lead to; those that there are."""
    if evaluation := personal_link(now):
        yield "Evaluation", settings.SITE_URL + evaluation
    focal_point = FocalPoint.objects.active().filter(
        workshop__slug=COMING, allocations__country=NOMINATES
    )
    if found := focal_point.first():
        yield "Nominations", address(found, now)
    offered = Participation.objects.filter(
        workshop__slug=COMING, sending_country=NOMINATES, state=State.SELECTED
    )
    if found := offered.first():
        yield "Offer of a seat", address(found, now)


def address(owner: FocalPoint | Participation, now: datetime) -> str:
    """Of the owner's link; the same one while it is good."""
    link = owner.links.in_force(now).first()
    return access.address_of(link or access.make_link(owner, by=None, now=now))


def personal_link(now: datetime) -> str:
    """A fresh link to the live sample's open evaluation, for somebody who has not answered yet."""
    waiting = Invitation.objects.filter(
        questionnaire__workshop__slug=SAMPLE,
        questionnaire__status=Questionnaire.Status.OPEN,
        answered=False,
    )
    invitation = waiting.order_by("pk").first()
    if invitation is None or not invitation.questionnaire.takes_answers(now):
        return ""
    link = box.renew_link(invitation, by=None, now=now)
    return reverse("personal-link", args=[link.token])


@transaction.atomic
def organiser_password(kept: Path) -> str:
    """The organiser's password: the one kept in the file if it still opens the door, else a new one."""
    user, _made = User.objects.get_or_create(username=ORGANISER)
    password = kept.read_text().strip() if kept.exists() else ""
    if not password or not user.check_password(password):
        password = secrets.token_urlsafe(15)
        user.set_password(password)
        write_private(kept, password + "\n")
    user.is_staff = user.is_superuser = user.is_active = True
    user.save()
    return password


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, from its first byte on."""
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
