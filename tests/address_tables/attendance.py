"""The desk on the day of a briefing, and what comes after it."""

READ = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:briefing-check-in            open     login     404          404        200        404        404
programs:briefing-scans               open     login     405          405        405        405        405
programs:briefing-headcount           open     login     404          404        200        404        404
programs:briefing-walk-in             open     login     404          404        200        404        404
programs:briefing-attendance          open     login     404          404        200        404        404
programs:briefing-badges              open     login     404          404        200        404        404
programs:ticket                       open     login     404          404        200        404        404
programs:ticket-undo                  open     login     404          404        200        404        404
programs:session-ask                  open     login     200          200        200        200        200
programs:session-survey               open     login     200          200        200        200        200
programs:briefing-questions           open     login     404          404        200        404        404
programs:session-question-set-aside   open     login     404          404        200        404        404
programs:session-reply-correct        open     login     404          404        200        404        404
programs:briefing-survey              open     login     403          403        200        403        200
programs:call-waivers                 open     login     404          404        200        404        404
programs:call-waiver-revoke           open     login     →waivers     →waivers   →waivers   →waivers   →waivers
"""

WRITE = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:briefing-check-in            open     login     404          404        200        404        404
programs:briefing-scans               open     login     404          404        422        404        404
programs:briefing-walk-in             open     login     404          404        200        404        404
programs:ticket                       open     login     404          404        →ticket    404        404
programs:ticket-undo                  open     login     404          404        200        404        404
programs:session-ask                  open     login     200          200        200        200        200
programs:session-survey               open     login     200          200        200        200        200
programs:briefing-questions           open     login     404          404        200        404        404
programs:session-question-set-aside   open     login     404          404        200        404        404
programs:session-reply-correct        open     login     404          404        200        404        404
programs:call-waivers                 open     login     404          404        200        404        404
programs:call-waiver-revoke           open     login     404          404        →waivers   404        404
"""
