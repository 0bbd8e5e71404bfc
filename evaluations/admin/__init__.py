"""The office's pages for evaluations.

Envelopes, drafts, responses and answers have none: nobody looks at one person's answers. Invitations
have none either: who has answered is nobody's business; only how many.
"""

from evaluations.admin import comment, form, questionnaire, watches  # noqa: F401 - registering
