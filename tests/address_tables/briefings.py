"""Briefings, and the desk where agencies write them."""

READ = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:briefing-list                -        200       200          200        200        200        200
programs:briefing-month               -        200       200          200        200        200        200
programs:briefing-map                 -        200       200          200        200        200        200
programs:briefing-feed                -        200       200          200        200        200        200
programs:briefing-calendar            -        200       200          200        200        200        200
programs:series-list                  -        200       200          200        200        200        200
programs:series-detail                open     200       200          200        200        200        200
programs:briefing-detail              open     200       200          200        200        200        200
programs:briefing-event               open     200       200          200        200        200        200
programs:briefing-create              -        login     403          403        200        403        403
programs:briefing-edit                open     login     404          404        200        404        404
programs:briefing-cancel              open     login     404          404        200        404        404
programs:briefing-desk                 -        login     403          403        200        403        403
programs:briefing-programme           open     login     404          404        200        404        404
programs:series-create                -        login     403          403        200        403        403
programs:series-yearly                -        login     403          403        200        403        403
programs:series-edit                  open     login     404          404        200        404        404
programs:series-edition               open     login     404          404        200        404        404
"""

WRITE = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:briefing-create              -        login     403          403        200        403        403
programs:briefing-edit                open     login     404          404        200        404        404
programs:briefing-cancel              open     login     404          404        200        404        404
programs:briefing-programme           open     login     404          404        200        404        404
programs:series-create                -        login     403          403        200        403        403
programs:series-yearly                -        login     403          403        200        403        403
programs:series-edit                  open     login     404          404        200        404        404
programs:series-edition               open     login     404          404        200        404        404
"""
