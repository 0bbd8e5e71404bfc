"""What happens, where and when."""

from workshops.models.beginning import Beginning
from workshops.models.imports import ColumnMapping, ExportRun, ImportRun
from workshops.models.information import Correction, InformationSection
from workshops.models.material import Material, Photo
from workshops.models.organisation import Organisation, OrganisationRole
from workshops.models.place import Country, Venue
from workshops.models.planning import PlanningStep
from workshops.models.programme import Programme
from workshops.models.release import Release
from workshops.models.rules import RuleSetting, TravelTime, Waiver
from workshops.models.saved_view import SavedView
from workshops.models.session import (
    PartOfDay,
    PartWindow,
    Session,
    SessionOrganisation,
)
from workshops.models.speaker import Speaker, SpeakerRole
from workshops.models.trash import TrashedItem
from workshops.models.visit import SiteVisit, Stop, Transport
from workshops.models.workshop import Component, JointTitle, Outcome, Track, Workshop

__all__ = [
    "Beginning",
    "ColumnMapping",
    "Component",
    "Correction",
    "Country",
    "ExportRun",
    "ImportRun",
    "InformationSection",
    "JointTitle",
    "Material",
    "Organisation",
    "OrganisationRole",
    "Outcome",
    "PartOfDay",
    "PartWindow",
    "Photo",
    "PlanningStep",
    "Programme",
    "Release",
    "RuleSetting",
    "SavedView",
    "Session",
    "SessionOrganisation",
    "SiteVisit",
    "Speaker",
    "SpeakerRole",
    "Stop",
    "Track",
    "Transport",
    "TrashedItem",
    "TravelTime",
    "Venue",
    "Waiver",
    "Workshop",
]
