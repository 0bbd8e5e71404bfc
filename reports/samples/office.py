"""Who acts for the office in the samples: an account that nobody can sign in to."""

from people.models import User


def sample_office() -> User:
    user, is_new = User.objects.get_or_create(
        username="sample.office",
        defaults={"first_name": "Sample", "last_name": "Office", "is_active": False},
    )
    if is_new:
        user.set_unusable_password()
        user.save()
    return user
