"""Voices of the field: "open" is answered, its summary public; "closed" is asked again, its summary not."""

READ = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:summary-list                 -        200       200          200        200        200        200
programs:summary-detail               open     200       200          200        200        200        200
programs:summary-detail               closed   404       404          404        404        404        404
programs:voice-statistics             -        200       200          200        200        200        200
programs:company-voices               open     login     200          404        404        404        404
programs:company-voice-new            open     login     200          404        404        404        404
programs:company-voice                open     login     200          404        404        404        404
programs:company-voice                closed   login     200          404        404        404        404
programs:company-voice-withdraw       open     login     →voice       →voice     →voice     →voice     →voice
programs:company-voice-agree          open     login     →voice       →voice     →voice     →voice     →voice
programs:company-voice-decline        open     login     →voice       →voice     →voice     →voice     →voice
programs:agency-voices                -        login     403          403        200        403        403
programs:agency-voice                 open     login     404          404        200        404        404
programs:agency-voice                 closed   login     404          404        404        404        404
programs:briefing-voice-new           open     login     404          404        200        404        404
admin:programs_voice_assign           closed   login     login        login      login      login      200
admin:programs_voice_assign           open     login     login        login      login      login      403
admin:programs_voice_answer           closed   login     login        login      login      login      200
admin:programs_voice_summary          open     login     login        login      login      login      200
admin:programs_voice_summary          closed   login     login        login      login      login      403
admin:programs_voice_publish          open     login     login        login      login      login      403
admin:programs_voice_unpublish        open     login     login        login      login      login      200
"""

WRITE = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:company-voice-new            open     login     200          404        404        404        404
programs:company-voice                open     login     200          404        404        404        404
programs:company-voice-withdraw       closed   login     →voice       404        404        404        404
programs:company-voice-agree          open     login     →voice       404        404        404        404
programs:company-voice-decline        open     login     →voice       404        404        404        404
programs:agency-voice                 open     login     404          404        200        404        404
programs:agency-voice                 closed   login     404          404        404        404        404
programs:briefing-voice-new           open     login     404          404        200        404        404
admin:programs_voice_assign           closed   login     login        login      login      login      200
admin:programs_voice_assign           open     login     login        login      login      login      403
admin:programs_voice_answer           closed   login     login        login      login      login      200
admin:programs_voice_summary          open     login     login        login      login      login      200
admin:programs_voice_summary          closed   login     login        login      login      login      403
admin:programs_voice_publish          open     login     login        login      login      login      403
admin:programs_voice_unpublish        open     login     login        login      login      login      200
"""
