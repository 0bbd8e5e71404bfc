"""Why a change of people or seats is not possible: each by name, with a sentence for whoever reads it."""

from collections.abc import Mapping


class Refused(Exception):
    """The change is not possible; the message says why."""


class StateRefused(Refused):
    """A participation cannot go to that state."""


class NotNext(StateRefused):
    """The life cycle does not lead there from here."""


class NoSeat(StateRefused):
    """There is no free seat that this person could have."""


class SeatTaken(StateRefused):
    """Somebody else holds the seat."""


class AlreadyThere(StateRefused):
    """The person is a participant of this workshop already, or has that role in it."""


class SeveralAlike(Refused):
    """People of one name are known, and nothing says which of them is meant."""


class NotEndorsed(StateRefused):
    """Nobody endorsed the nominee, and nobody waived it."""


class NotCleared(StateRefused):
    """A criterion of the call is not passed, and no selector decided on it."""


class FundRefuses(StateRefused):
    """The fund behind the seat pays for others only."""


class WrongCountry(StateRefused):
    """The seat is another country's."""


class NotYet(StateRefused):
    """The time for this has not come."""


class StillExpected(StateRefused):
    """The person was there, or is expected later."""


class NotThere(StateRefused):
    """The person was not there, or not as this supposes."""


class WrongDay(StateRefused):
    """That cannot have been on that day."""


class OutOfTurn(StateRefused):
    """Others in the reserve come first, and no reason was given."""


class NoReason(Refused):
    """A reason has to be given."""


class NotInReserve(Refused):
    """The person has no place in the reserve that could be changed."""


class NobodyToAsk(Refused):
    """No focal point could name somebody."""


class TooLate(Refused):
    """The deadline has passed."""


class NotOffered(Refused):
    """There is no offer to answer."""


class AlreadyAnswered(NotOffered):
    """The offer was answered the same way before."""


class NotTakingPart(Refused):
    """The person has no seat that this could be said for."""


class OutOfRange(Refused):
    """The day is not near the workshop."""


class NotMergeable(Refused):
    """The two records cannot become one."""


class NotReplaceable(Refused):
    """One cannot stand in the place of the other."""


class SeatsRefused(Refused):
    """The number of seats is not possible."""


class SeatsHeld(SeatsRefused):
    """Somebody sits on seats that would go; the message names them."""


class TooManySeats(SeatsRefused):
    """The number is probably a slip."""


class SeatsChanged(SeatsRefused):
    """Somebody changed the seats since they were looked at."""


class OverCapacity(SeatsRefused):
    """The workshop has no more places."""


class NotToRetry(Refused):
    """The message did not fail."""


class NotToCancel(Refused):
    """The message went out, or is going out."""


class AccessEnded(Refused):
    """The focal point may not sign in any more."""


class GroupsRefused(Refused):
    """The groups cannot be made or changed so."""


class MovedMeanwhile(GroupsRefused):
    """Somebody else moved the person since the page was shown."""


class GroupsChanged(GroupsRefused):
    """The groups are no longer as the page showed them."""


class NotInGroups(GroupsRefused):
    """The person has no place in a group of this workshop."""


class NominationRefused(Refused):
    """A focal point cannot do this with a nomination."""


class NotYours(NominationRefused):
    """The allocation is not the focal point's, or not any more."""


class NotEditable(NominationRefused):
    """What is said of the nominee cannot be changed any more."""


class AlreadyNominated(NominationRefused):
    """The person is on the list of the allocation already."""


class TooMany(NominationRefused):
    """As many are put forward as may be."""


class TooOften(NominationRefused):
    """Somebody without an account would have us write to many addresses within an hour."""


class Incomplete(NominationRefused):
    """Something is missing: `missing` says for which field what."""

    def __init__(self, missing: Mapping[str, object]):
        super().__init__(" ".join(str(sentence) for sentence in missing.values()))
        self.missing = missing


class FacetsRefused(Refused):
    """What somebody needs cannot be set so."""


class NotExpected(FacetsRefused):
    """The person is not expected, so nothing more is needed."""


class FacetChanged(FacetsRefused):
    """Somebody changed it since the page was shown: `facet` is what it is now."""

    def __init__(self, said: str, facet: object):
        super().__init__(said)
        self.facet = facet


class VisitRefused(Refused):
    """That cannot be done on this site visit."""


class NoSignUp(VisitRefused):
    """Nobody signs up for the visit: the whole group comes."""


class SignUpOver(VisitRefused):
    """The time to sign up, or to withdraw, has ended."""


class VehicleFull(VisitRefused):
    """The vehicle has no seat left."""


class NotOnVisit(VisitRefused):
    """The person, or the vehicle, is none of this visit."""
