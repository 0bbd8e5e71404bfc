"""Public pages of `evaluations`; `config.urls` mounts them as `public` and as `preview`."""

from django.urls import path

from evaluations.views import answering, public
from evaluations.views import links as personal

HERE = "workshops/<slug:slug>/evaluation/"

pages = [
    path(HERE, public.evaluation, name="evaluation"),
    path(f"{HERE}try/<slug:questionnaire>/", public.trial, name="evaluation-trial"),
    path(f"{HERE}thanks/", answering.thanks, name="thanks"),
    path(f"{HERE}answer/", answering.answer, name="answer"),
    path(f"{HERE}answer/check/", answering.check, name="answer-check"),
    path(f"{HERE}answer/submit/", answering.submit, name="answer-submit"),
    path(f"{HERE}answer/delete/", answering.delete, name="answer-delete"),
    path(f"{HERE}answer/<slug:code>/", answering.section, name="answer-section"),
]
links = [path("e/<str:token>/", personal.link, name="personal-link")]
