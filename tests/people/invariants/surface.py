"""Everything by which the site lets anybody change people and seats, and by which path the invariants try it.

A page, an action of a list, a command or an action of the product that no line names fails
`test_surface.py`. A line names a path of `paths`, or a module of tests that tries it, or says why it can
break none of the twelve.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator

from django.contrib import admin
from django.core.management import get_commands

import people.actions
from tests.house.addresses import addresses

PACKAGES = ("people", "workshops", "reports", "evaluations")
SPACES = (
    "access-link", "admin:people_", "admin:reports_", "admin:workshops_import",
    "admin:workshops_trasheditem_", "admin:workshops_workshop_", "desk:", "place:",
)  # fmt: skip
PLAIN = ("changelist", "history")  # of every model; what a list does stands under "list:…"


def surface() -> set[str]:
    """Names of all of them: pages as `{% url %}` has them, "list:…", "command:…", "action:…"."""
    return {*pages(), *actions_of_lists(), *commands(), *actions()}


def pages() -> Iterator[str]:
    for address in addresses():
        is_of_people = address.name.startswith(SPACES)
        if is_of_people and address.name.rpartition("_")[2] not in PLAIN:
            yield address.name


def actions_of_lists() -> Iterator[str]:
    for model, model_admin in admin.site._registry.items():
        if model._meta.app_label in PACKAGES:
            for action in model_admin.actions or ():
                name = action if isinstance(action, str) else action.__name__
                yield f"list:{model._meta.model_name}.{name}"


def commands() -> Iterator[str]:
    return (f"command:{name}" for name, app in get_commands().items() if app in PACKAGES)


def actions() -> Iterator[str]:
    """Functions of `people.actions` that somebody does: that ask by whom."""
    for found in pkgutil.iter_modules(people.actions.__path__):
        module = importlib.import_module(f"people.actions.{found.name}")
        for name, function in vars(module).items():
            own = inspect.isfunction(function) and function.__module__ == module.__name__
            if own and "by" in inspect.signature(function).parameters:
                yield f"action:{found.name}.{name}"


# What is tried: by a path of the tables, by a function of `paths`, or in a module of tests.
TRIED: dict[str, str] = {
    # people, in the office
    "admin:people_participation_change": "on_form",
    "admin:people_participation_delete": "test_returning",
    "admin:people_participation_state": "page of the state",
    "admin:people_participation_seat": "on_page_of_seat",
    "admin:people_participation_selection": "selection board",
    "admin:people_participation_selection_reserve": "test_07",
    "admin:people_participation_following": "test_following",
    "admin:people_participation_reinstate": "test_withdrawing",
    "admin:people_participation_replace": "page that names another",
    "admin:people_participation_withdraw": "page of withdrawing",
    "list:participation.withdraw": "action of the list that withdraws",
    "admin:people_person_delete": "test_returning",
    "admin:workshops_trasheditem_change": "test_returning",
    "list:participation.change_state": "action of the list",
    "list:trasheditem.bring_back": "test_returning",
    "admin:people_participation_arrive": "page of an arrival",
    "admin:people_participation_check_in": "at_the_door",
    "admin:people_participation_absent": "page of those who did not come",
    "admin:people_participation_miss": "page of a no-show",
    "admin:people_participation_leave": "page of leaving early",
    "admin:people_participation_complete": "test_completing",
    "admin:people_participation_finish": "test_completing",
    "admin:people_person_merge": "test_merging",
    # seats, in the office
    "admin:people_allocation_resize": "page that raises and lowers",
    "admin:people_allocation_return": "page that gives back",
    "admin:people_allocation_cancel": "page that cancels",
    "admin:people_allocation_reallocate": "page that gives to another",
    "admin:people_allocation_delete": "test_returning",
    "admin:people_allocation_add": "test_04",
    "admin:people_allocation_change": "test_05",
    "admin:people_allocation_back": "test_04",
    "admin:people_call_add": "test_04",
    "admin:people_call_change": "test_04",
    "admin:people_fund_change": "test_05",
    "list:seat.cancel": "action of the list that cancels seats",
    "list:seat.give_back": "action of the list that gives seats back",
    "list:seat.bring_back": "test_04",
    # files
    "admin:workshops_import": "page of the import",
    "admin:workshops_import_undo": "test_04",
    "command:import_roster": "command of the import",
    "command:import_allocations": "command of the import",
    # ministries, nominees, the clock
    "desk:withdraw": "page of the ministry",
    "desk:replace": "replace_at_desk",
    "desk:replace-by-new": "test_ministry",
    "desk:seats": "page of the ministry that gives back",
    "place:accept": "page of the nominee",
    "place:decline": "page of the nominee",
    "command:run_offers": "command that ends offers",
    # the report
    "admin:reports_report_finalise": "test_11",
    "list:report.make_final": "test_11",
    # actions
    "action:states.change": "action",
    "action:states.record": "test_08",
    "action:replacing.replace": "action",
    "action:replacements.replace": "replace_at_desk",
    "action:replacements.replace_by_new": "test_ministry",
    "action:replacements.keep_for_reserve": "test_ministry",
    "action:offers.make": "offer",
    "action:offers.accept": "page of the nominee",
    "action:offers.decline": "page of the nominee",
    "action:arrivals.check_in": "at_the_door",
    "action:arrivals.leave_early": "page of leaving early",
    "action:arrivals.complete": "test_completing",
    "action:merging.merge": "test_merging",
    "action:selection.select": "selection board",
    "action:selection.reserve": "selection board",
    "action:selection.decline": "selection board",
    "action:selection.rule_out": "selection board",
    "action:selection.reopen": "selection board",
    "action:selection.move_in_reserve": "test_07",
    "action:selection.release": "test_07",
    "action:succession.promote": "test_following",
    "action:succession.reinstate": "test_withdrawing",
    "action:succession.withdraw": "page of withdrawing",
    "action:seating.reseat": "on_page_of_seat",
    "action:nominations.withdraw": "page of the ministry",
    "action:nominations.return_seats": "page of the ministry that gives back",
    "action:seats.resize": "action",
    "action:seats.give_back": "given back",
    "action:seats.cancel": "cancelled",
    "action:seats.reallocate": "reallocated",
    "action:seats.bring_back": "test_04",
    "action:seat_numbers.resize": "page that raises and lowers",
    "action:seat_numbers.give_back": "page that gives back",
    "action:seat_numbers.cancel": "page that cancels",
    "action:seat_numbers.reallocate": "page that gives to another",
    "action:seat_numbers.bring_back": "test_04",
}

# What can break none of the twelve, by the reason why.
HARMLESS: dict[str, tuple[str, ...]] = {
    "shows, and changes nothing": (
        "admin:people_allocation_board",
        "admin:people_allocation_export",
        "admin:people_call_of",
        "admin:people_group_logo",
        "admin:people_group_notice",
        "admin:people_group_presentation",
        "admin:people_participation_export",
        "admin:people_participation_print",
        "admin:people_participation_selection_balance",
        "admin:people_participation_selection_compare",
        "admin:people_participation_selection_file",
        "admin:people_participation_travel",
        "admin:people_participation_travel_meals",
        "admin:people_participation_travel_risks",
        "admin:people_participation_visits",
        "admin:people_participation_visits_punctuality",
        "admin:reports_confirmation",
        "admin:workshops_import_own_template",
        "admin:workshops_import_template",
        "admin:workshops_workshop_readiness",
        "admin:workshops_workshop_rules",
        "command:export_roster",
        "desk:allocation",
        "desk:confirmation",
        "desk:nominee-file",
        "desk:nowhere",
        "desk:programme",
        "desk:start",
        "list:allocation.export_rows",
        "list:participation.export_rows",
        "place:changes",
        "place:nowhere",
        "place:start",
    ),
    "signs in or out, or lets a focal point do so": (
        "access-link",
        "action:focal_points.end",
        "action:focal_points.invite",
        "action:focal_points.mail_new_link",
        "action:focal_points.renew",
        "admin:people_focalpoint_act",
        "admin:people_focalpoint_add",
        "admin:people_focalpoint_change",
        "admin:people_focalpoint_delete",
        "desk:hand-over",
        "desk:sign-out",
        "list:focalpoint.end",
        "list:focalpoint.invite",
        "list:focalpoint.renew",
        "place:sign-out",
    ),
    "is about letters alone": (
        "action:drafts.discard",
        "action:drafts.draft",
        "action:drafts.send",
        "action:offers.link_for",
        "action:offers.tell_of_offer",
        "action:sending.cancel",
        "action:sending.retry",
        "action:succession.ask",
        "action:succession.ask_one",
        "admin:people_message_add",
        "admin:people_message_change",
        "admin:people_message_delete",
        "admin:people_message_drafts",
        "command:send_messages",
        "list:message.cancel",
        "list:message.try_again",
    ),
    "is called by those above, with the rows locked": (
        "action:actors.columns_of",
        "action:actors.user_of",
        "action:merging.move",
        "action:nominations.begin",
        "action:nominations.change",
        "action:nominations.give_word",
        "action:nominations.hand_in",
        "action:nominations.write",
        "action:nominees.known_before",
        "action:nominees.person_for",
        "action:offers.to_answer",
        "action:owning.check_open",
        "action:owning.check_pace",
        "action:owning.check_replacing",
        "action:owning.lock_one",
        "action:owning.lock_own",
        "action:replacements.enter_endorsed",
        "action:replacing.check_time",
        "action:seats.keep_beginning",
        "action:seats.leave_out",
        "action:seats.move_all",
        "action:seats.store",
        "action:states.begin",
        "action:states.begin_all",
        "action:states.store",
        "action:states.undo_withdrawal",
    ),
    "is an early phase, which holds no seat": (
        "action:nominations.endorse",
        "action:nominations.reorder",
        "action:nominations.save_draft",
        "action:nominations.submit",
        "action:selection.decide_gate",
        "action:selection.note",
        "action:selection.return_for_completion",
        "action:selection.waive_endorsement",
        "admin:people_participation_add",
        "admin:people_participation_selection_nominee",
        "desk:endorsement",
        "desk:new-nominee",
        "desk:nominee",
        "desk:order",
    ),
    "counts days, or takes back what was entered today: who is there keeps the seat": (
        "action:arrivals.enter_day",
        "action:arrivals.set_days",
        "action:arrivals.take_back",
        "action:states.undo_arrival",
        "admin:people_participation_days",
        "admin:people_participation_take_back",
    ),
    "is about certificates alone": (
        "action:certificates.keep",
        "action:certificates.take_back",
        "action:certificates.waive",
        "admin:people_participation_certificate",
        "admin:people_participation_no_certificate",
    ),
    "offers seats that count already": (
        "action:seat_numbers.offer",
        "action:seats.offer",
        "admin:people_allocation_offer",
        "list:seat.offer",
    ),
    "adds a role that needs no seat: test_roles.py holds it beside a participant's": (
        "action:roles.add",
        "action:roles.go_on_to",
        "action:roles.list_speaker",
        "admin:people_participation_role",
        "admin:people_participation_speaker",
    ),
    "adds something that nobody holds yet, or names what is there": (
        "admin:people_bloc_add",
        "admin:people_bloc_change",
        "admin:people_fund_add",
        "admin:people_person_add",
        "admin:people_person_change",
        "admin:people_seat_change",
        "admin:people_stream_add",
        "admin:people_stream_change",
        "admin:people_user_add",
        "admin:people_user_change",
        "admin:workshops_workshop_add",
        "admin:workshops_workshop_new",
        "admin:workshops_workshop_step",
        "admin:workshops_workshop_change",
        "place:calendar",
        "place:consents",
        "place:details",
    ),
    "is offered to nobody": (
        "admin:people_seat_add",
        "admin:people_seat_delete",
        "admin:workshops_trasheditem_add",
        "admin:workshops_trasheditem_delete",
    ),
    "deletes what nothing leans on: the database protects the rest": (
        "admin:people_bloc_delete",
        "admin:people_call_delete",
        "admin:people_fund_delete",
        "admin:people_stream_delete",
        "admin:people_user_delete",
        "admin:reports_report_delete",
        "admin:workshops_trasheditem_purge",
        "admin:workshops_workshop_delete",
        "command:empty_trash",
    ),
    "is about papers for the journey, which are no seats and no states": (
        "action:facets.bring_up_to_date",
        "action:facets.change",
        "action:facets.put",
        "action:facets.reveal",
        "action:facets.set_many",
        "action:facets.undo",
        "admin:people_participation_travel_cell",
        "admin:people_participation_travel_make",
        "admin:people_participation_travel_reveal",
        "admin:people_participation_travel_set",
        "admin:people_participation_travel_undo",
        "admin:people_visarule_add",
        "admin:people_visarule_change",
        "admin:people_visarule_delete",
        "admin:people_visarule_several",
    ),
    "takes people along on visits, whose seats are in a bus": (
        "action:visits.count",
        "action:visits.sign_up",
        "action:visits.withdraw",
        "admin:people_participation_visit",
        "admin:people_participation_visit_people",
        "admin:people_participation_visit_times",
        "place:visits",
    ),
    "puts people into groups, which are no seats": (
        "action:groups.make",
        "action:groups.undo",
        "admin:people_group_add",
        "admin:people_group_board",
        "admin:people_group_change",
        "admin:people_group_delete",
        "admin:people_group_make",
        "admin:people_group_undo",
    ),
    "is about agendas, evaluations, reports or the site": (
        "admin:reports_report_add",
        "admin:workshops_workshop_happened",
        "admin:workshops_workshop_happened_add",
        "admin:workshops_workshop_happened_session",
        "admin:reports_report_change",
        "admin:workshops_workshop_archive",
        "admin:workshops_workshop_import",
        "admin:workshops_workshop_publish",
        "admin:workshops_workshop_release",
        "admin:workshops_workshop_release_back",
        "admin:workshops_workshop_release_cancel",
        "admin:workshops_workshop_release_forward",
        "admin:workshops_workshop_releases",
        "admin:workshops_workshop_rules_set",
        "admin:workshops_workshop_rules_unwaive",
        "admin:workshops_workshop_rules_waive",
        "admin:workshops_workshop_withdraw",
        "command:close_due_questionnaires",
        "command:import_agenda",
        "command:import_programme",
        "command:import_published",
        "command:import_questionnaire",
        "command:load_sample",
        "command:run_releases",
        "command:setup_site",
        "command:sweep_drafts",
        "command:sweep_uploads",
        "list:comment.keep_private",
        "list:comment.show",
        "list:report.make_draft",
        "list:report.publish",
        "list:report.withdraw",
    ),
}
