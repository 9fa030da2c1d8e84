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
"""

WRITE = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:briefing-check-in            open     login     404          404        200        404        404
programs:briefing-scans               open     login     404          404        422        404        404
programs:briefing-walk-in             open     login     404          404        200        404        404
programs:ticket                       open     login     404          404        →ticket    404        404
programs:ticket-undo                  open     login     404          404        200        404        404
"""
