"""The pool of reviewers, conflicts and challenges."""

READ = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:reviewer-join                -        login      404        404        404        404        404
programs:reviewer-profile             -        login      403        403        403        200        403
programs:reviewer-account             -        login      403        403        403        200        403
programs:reviewer-pause               -        login      →profile   →profile   →profile   →profile   →profile
programs:reviewer-resume              -        login      →profile   →profile   →profile   →profile   →profile
programs:challenge                    open     login      200        404        404        404        404
programs:challenge                    closed   login      200        404        404        404        404
programs:review-panel-conflict        open     login      404        404        404        200        404
programs:review-panel-conflict        closed   login      404        404        404        200        404
admin:programs_reviewer_invite        -        login      login      login      login      login      200
admin:programs_reviewer_sanction      closed   login      login      login      login      login      200
admin:programs_reviewer_account       closed   login      login      login      login      login      200
admin:programs_reviewersanction_lift  -        login      login      login      login      login      200
admin:programs_application_conflict   open     login      login      login      login      login      404
admin:programs_application_conflict   closed   login      login      login      login      login      200
admin:programs_conflict_settle        open     login      login      login      login      login      404
admin:programs_conflict_settle        closed   login      login      login      login      login      403
admin:programs_conflict_ask_waiver    open     login      login      login      login      login      404
admin:programs_conflict_ask_waiver    closed   login      login      login      login      login      200
admin:programs_conflict_waive         open     login      login      login      login      login      404
admin:programs_conflict_waive         closed   login      login      login      login      login      403
admin:programs_challenge_decide       open     login      login      login      login      login      404
admin:programs_challenge_decide       closed   login      login      login      login      login      200
"""

WRITE = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:reviewer-join                -        login      404        404        404        404        404
programs:reviewer-profile             -        login      403        403        403        200        403
programs:reviewer-account             -        login      403        403        403        200        403
programs:reviewer-pause               -        login      403        403        403        →profile   403
programs:reviewer-resume              -        login      403        403        403        →profile   403
programs:challenge                    open     login      200        404        404        404        404
programs:challenge                    closed   login      200        404        404        404        404
programs:review-panel-conflict        open     login      404        404        404        200        404
programs:review-panel-conflict        closed   login      404        404        404        200        404
admin:programs_reviewer_invite        -        login      login      login      login      login      200
admin:programs_reviewer_sanction      closed   login      login      login      login      login      200
admin:programs_reviewer_account       closed   login      login      login      login      login      200
admin:programs_reviewersanction_lift  -        login      login      login      login      login      200
admin:programs_application_conflict   open     login      login      login      login      login      404
admin:programs_application_conflict   closed   login      login      login      login      login      200
admin:programs_conflict_settle        open     login      login      login      login      login      404
admin:programs_conflict_settle        closed   login      login      login      login      login      403
admin:programs_conflict_ask_waiver    open     login      login      login      login      login      404
admin:programs_conflict_ask_waiver    closed   login      login      login      login      login      200
admin:programs_conflict_waive         open     login      login      login      login      login      404
admin:programs_conflict_waive         closed   login      login      login      login      login      403
admin:programs_challenge_decide       open     login      login      login      login      login      404
admin:programs_challenge_decide       closed   login      login      login      login      login      200
"""
