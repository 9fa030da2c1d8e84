"""What stays of a session: its materials and its recording."""

READ = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:material-download            open     200       200          200        200        200        200
programs:briefing-materials           open     login     404          404        200        404        404
programs:briefing-recording           open     login     →materials   →materials →materials →materials →materials
programs:briefing-material-label      open     login     →materials   →materials →materials →materials →materials
programs:briefing-material-move       open     login     →materials   →materials →materials →materials →materials
programs:briefing-material-remove     open     login     →materials   →materials →materials →materials →materials
"""

WRITE = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:briefing-materials           open     login     404          404        200        404        404
programs:briefing-recording           open     login     404          404        →materials 404        404
programs:briefing-material-label      open     login     404          404        →materials 404        404
programs:briefing-material-move       open     login     404          404        →materials 404        404
programs:briefing-material-remove     open     login     404          404        →materials 404        404
"""
