"""What programs read."""

READ = """
address                               of       anonymous company      other      agency     reviewer   staff

api-zone-list                         -        200       200          200        200        200        200
api-zone-detail                       -        200       200          200        200        200        200
api-call-list                         -        200       200          200        200        200        200
api-call-detail                       open     200       200          200        200        200        200
api-call-detail                       closed   200       200          200        200        200        200
api-call-detail                       draft    404       404          404        404        404        404
api-call-detail                       waiting  404       404          404        404        404        404
api-briefing-list                     -        200       200          200        200        200        200
api-briefing-detail                   open     200       200          200        200        200        200
api-catalogue-bizinfo-list            -        200       200          200        200        200        200
api-catalogue-kstartup-list           -        200       200          200        200        200        200
api-voice-statistics                  -        200       200          200        200        200        200
api-schema                            -        200       200          200        200        200        200
api-docs                              -        200       200          200        200        200        200
"""
