"""What became of calls: nothing before its instant, whoever asks."""

READ = """
address                     of       anonymous company      other      agency     reviewer   staff

programs:result-list        -        200       200          200        200        200        200
programs:result-feed        -        200       200          200        200        200        200
programs:result-detail      closed   404       404          404        404        404        404
programs:round-statistics   -        200       200          200        200        200        200
programs:round-statistics-csv -      200       200          200        200        200        200
api-result-list             -        200       200          200        200        200        200
api-result-detail           closed   404       404          404        404        404        404
"""

WRITE = """
address                     of       anonymous company      other      agency     reviewer   staff

"""
