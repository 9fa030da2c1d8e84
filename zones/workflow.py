"""Which state may follow which in zones and companies (decision 3): the triggers read these tables."""

from portal.common.moves import Table, move
from zones.enums import BusinessState, FigureState, OfferState, PlanState

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
FIGURE: Table = {
    "write": move(FigureState.DRAFT, FigureState.RETURNED, to=FigureState.DRAFT),
    "submit": move(FigureState.DRAFT, FigureState.RETURNED, to=FigureState.SUBMITTED),
    "take_back": move(FigureState.SUBMITTED, to=FigureState.DRAFT),
    "approve": move(FigureState.SUBMITTED, to=FigureState.APPROVED),
    "return": move(FigureState.SUBMITTED, FigureState.APPROVED, to=FigureState.RETURNED),
    # What follows a published figure is another one, which corrects it
    "publish": move(FigureState.APPROVED, to=FigureState.PUBLISHED),
}
BUDGET_PLAN: Table = {
    # What was returned is a draft again once somebody writes in it
    "write": move(PlanState.DRAFT, PlanState.RETURNED, to=PlanState.DRAFT),
    "submit": move(PlanState.DRAFT, to=PlanState.SUBMITTED),
    "take_back": move(PlanState.SUBMITTED, to=PlanState.DRAFT),
    "return": move(PlanState.SUBMITTED, to=PlanState.RETURNED),
    "approve": move(PlanState.SUBMITTED, to=PlanState.APPROVED),
    "supersede": move(PlanState.APPROVED, to=PlanState.SUPERSEDED),
}
