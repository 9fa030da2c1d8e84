"""Seats at briefings. A token that is unknown opens nothing to anybody; what one that is known opens
to each caller stands in tests/programs/views/test_registration.py."""

READ = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:registration-cancel          open     login     →company     →company   →company   →company   →company
programs:registration-accept          open     login     →company     →company   →company   →company   →company
programs:briefing-register            open     200       →place       200        200        200        200
programs:guest-register               open     404       404          404        404        404        404
programs:registration-detail          open     404       404          404        404        404        404
programs:registration-event           open     404       404          404        404        404        404
programs:registration-change          open     404       404          404        404        404        404
programs:registration-questions        open     404       404          404        404        404        404
programs:registration-survey           open     404       404          404        404        404        404
programs:registration-leave           open     →place    →place       →place     →place     →place     →place
programs:registration-renew           open     →place    →place       →place     →place     →place     →place
programs:registration-answer          open     →place    →place       →place     →place     →place     →place
programs:registration-needs           open     →place    →place       →place     →place     →place     →place
programs:slot-take                    open     →place    →place       →place     →place     →place     →place
programs:slot-release                 open     →place    →place       →place     →place     →place     →place
programs:guest-list                   open     login     404          404        200        404        404
programs:guest-needs                  open     login     404          404        200        404        200
programs:guest-slots                  open     login     404          404        200        404        404
programs:guest-slots-remove           open     login     →slots       →slots     →slots     →slots     →slots
"""

WRITE = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:registration-cancel          open     login     →briefing    404        404        404        404
programs:registration-accept          open     login     →briefing    404        404        404        404
programs:briefing-register            open     200       200          200        200        200        200
programs:guest-register               open     404       404          404        404        404        404
programs:registration-change          open     404       404          404        404        404        404
programs:registration-questions        open     404       404          404        404        404        404
programs:registration-survey           open     404       404          404        404        404        404
programs:registration-leave           open     404       404          404        404        404        404
programs:registration-renew           open     404       404          404        404        404        404
programs:registration-answer          open     404       404          404        404        404        404
programs:registration-needs           open     404       404          404        404        404        404
programs:slot-take                    open     404       404          404        404        404        404
programs:slot-release                 open     404       404          404        404        404        404
programs:guest-slots                  open     login     404          404        200        404        404
programs:guest-slots-remove           open     login     404          404        →slots     404        404
"""
