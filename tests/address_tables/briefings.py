"""Briefings, and the desk where agencies write them."""

READ = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:briefing-list                -        200       200          200        200        200        200
programs:briefing-detail              open     200       200          200        200        200        200
programs:briefing-event               open     200       200          200        200        200        200
programs:briefing-create              -        login     403          403        200        403        403
programs:briefing-edit                open     login     404          404        200        404        404
programs:briefing-cancel              open     login     404          404        200        404        404
"""

WRITE = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:briefing-create              -        login     403          403        200        403        403
programs:briefing-edit                open     login     404          404        200        404        404
programs:briefing-cancel              open     login     404          404        200        404        404
"""
