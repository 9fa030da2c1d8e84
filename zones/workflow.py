"""Which state may follow which in zones and companies (decision 3): the triggers read these tables."""

from portal.common.moves import Table, move
from zones.enums import BusinessState, OfferState

OFFER: Table = {
    "accept": move(OfferState.WAITING, to=OfferState.ACCEPTED),
    "decline": move(OfferState.WAITING, to=OfferState.DECLINED),
    "take_back": move(OfferState.WAITING, to=OfferState.TAKEN_BACK),
}
ANSWERS = [state for state in BusinessState if state != BusinessState.WAITING]
BUSINESS_CHECK: Table = {
    # Another number is asked for anew; an answer is never turned into another one
    "ask_again": move(*ANSWERS, to=BusinessState.WAITING),
    **{f"find_{state}": move(BusinessState.WAITING, to=state) for state in ANSWERS},
}
