"""Public pages of `workshops`; `config.urls` mounts them as `public` and as `preview`."""

from django.urls import include, path

from workshops import handouts
from workshops.views import (
    agenda,
    feeds,
    files,
    information,
    offline,
    releases,
    speakers,
    workshops,
)

feeds_of_a_workshop = [
    path("agenda.ics", feeds.agenda_calendar, name="agenda-ics"),
    path("agenda.json", feeds.file, {"name": "agenda.json"}, name="agenda-json"),
    path("agenda.xlsx", feeds.file, {"name": "agenda.xlsx"}, name="agenda-xlsx"),
    path("schedule.xml", feeds.file, {"name": "schedule.xml"}, name="schedule-xml"),
    path("schedule.json", feeds.file, {"name": "schedule.json"}, name="schedule-json"),
    path("releases.atom", feeds.atom, name="releases-atom"),
    path("sessions/<slug:session>/session.ics", feeds.session_calendar, name="session-ics"),
    path("speakers/<slug:speaker>/agenda.ics", feeds.speaker_calendar, name="speaker-ics"),
    path("releases/<int:number>/agenda.ics", feeds.agenda_calendar, name="release-ics"),
    *(
        path(f"releases/<int:number>/{name}", feeds.file, {"name": name}, name=f"release-{slug}")
        for name, slug in feeds.FROZEN.items()
    ),
]

of_a_workshop = [
    *feeds_of_a_workshop,
    path("", workshops.workshop, name="workshop"),
    path("agenda/", agenda.agenda, name="agenda"),
    path("sessions/<slug:session>/", agenda.session, name="session"),
    path("speakers/", speakers.speakers, name="speakers"),
    path("speakers/<slug:speaker>/", speakers.speaker, name="speaker"),
    path("speakers/<slug:speaker>/photo.webp", files.speaker_photo, name="speaker-photo"),
    path("visits/", agenda.visits, name="visits"),
    path("releases/", releases.releases_page, name="releases"),
    path("releases/working-copy/", releases.working_copy, name="working-copy"),
    path("releases/<int:before>..<int:after>/", releases.changes_page, name="changes"),
    path("releases/<int:before>..<int:after>.json", releases.changes_json, name="changes-json"),
    path("information/", information.information, name="information"),
    path("offline.json", offline.listing, name="offline"),
    path("app.webmanifest", offline.manifest, name="manifest"),
    path("materials/<uuid:uuid>/", files.material, name="material"),
    path("photos/<uuid:uuid>.webp", files.photo, name="photo"),
    path(
        "photos/<uuid:uuid>-small.webp",
        files.photo,
        {"longest": handouts.SMALL},
        name="photo-small",
    ),
]

pages = [
    path("", workshops.workshops, name="start"),
    path("workshops/", workshops.workshops, name="workshops"),
    path("workshops/<slug:slug>/", include(of_a_workshop)),
]
