"""What evaluations refuse, by name, in words fit for the person who reads them."""

from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """An action that cannot be done as the world stands. `message` may be shown."""

    message = _("This cannot be done.")

    def __init__(self, message=None):
        self.message = message or type(self).message
        super().__init__(self.message)

    def __str__(self) -> str:
        return str(self.message)


class UnknownLink(Refused):
    message = _("This link is not valid. Open it once more from the message you received.")


class NotOpen(Refused):
    message = _("This evaluation is not open, so nothing was sent.")


class AlreadyAnswered(Refused):
    message = _("We already have your answers. They count once.")


class AlreadyOpened(Refused):
    message = _("This questionnaire has been opened before. Copy it to ask again.")


class AlreadyInvited(Refused):
    message = _("This person has been invited already. Make a new link instead.")


class NotInvitable(Refused):
    message = _("Only participants who have arrived at this workshop are invited.")


class NobodyToInvite(Refused):
    message = _("No participant has arrived yet, so there is nobody to invite.")


class FormTooLong(Refused):
    message = _("The form is too long: the fullest answer would not fit into a sealed envelope.")


class NothingToAsk(Refused):
    message = _("The form has no questions yet.")


class KeyMissing(Refused):
    message = _(
        "The private key of this questionnaire is not on this machine, so its box cannot be opened. "
        "Nothing was changed. Bring the key file back to the key folder and try again."
    )


class EnvelopeDamaged(Refused):
    message = _("Some envelopes cannot be opened with this key. Nothing was changed.")
