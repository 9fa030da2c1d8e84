"""Calls as everybody reads them, with what a reader may do from there."""

READ = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:call-list                    -        200       200          200        200        200        200
programs:call-feed                    -        200       200          200        200        200        200
programs:call-calendar                -        200       200          200        200        200        200
programs:call-csv                     -        200       200          200        200        200        200
programs:call-month                   -        200       200          200        200        200        200
programs:call-matches                 -        200       200          200        200        200        200
programs:call-detail                  open     200       200          200        200        200        200
programs:call-detail                  closed   200       200          200        200        200        200
programs:call-detail                  draft    404       404          404        200        404        200
programs:call-detail                  waiting  404       404          404        200        404        200
programs:call-schema                  -        200       200          200        200        200        200
programs:call-export                  open     200       200          200        200        200        200
programs:call-export                  closed   200       200          200        200        200        200
programs:call-export                  draft    404       404          404        404        404        404
programs:call-export                  waiting  404       404          404        404        404        404
programs:call-card                    open     200       200          200        200        200        200
programs:call-card                    closed   200       200          200        200        200        200
programs:call-card                    draft    404       404          404        404        404        404
programs:call-card                    waiting  404       404          404        404        404        404
programs:attachment-download          open     200       200          200        200        200        200
programs:attachment-download          closed   200       200          200        200        200        200
programs:attachment-download          draft    404       404          404        200        404        200
programs:attachment-download          waiting  404       404          404        200        404        200
programs:call-history                 open     200       200          200        200        200        200
programs:call-history                 draft    404       404          404        200        404        200
programs:call-version                 open     200       200          200        200        200        200
programs:call-version                 closed   404       404          404        404        404        404
programs:call-version                 draft    404       404          404        404        404        404
programs:incident-detail              -        200       200          200        200        200        200
programs:application-start            open     login     200          200        200        200        200
programs:application-start            closed   login     200          200        200        200        200
programs:application-start            draft    login     404          404        404        404        404
programs:inquiry-ask                  open     login     200          200        200        200        200
programs:inquiry-ask                  closed   login     200          200        200        200        200
programs:inquiry-ask                  draft    login     404          404        404        404        404
programs:call-save                    open     login     →call        →call      →call      →call      →call
"""

WRITE = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:application-start            open     login     200          200        200        200        200
programs:application-start            closed   login     200          200        200        200        200
programs:application-start            draft    login     404          404        404        404        404
programs:inquiry-ask                  open     login     200          200        200        200        200
programs:inquiry-ask                  closed   login     200          200        200        200        200
programs:inquiry-ask                  draft    login     404          404        404        404        404
programs:call-save                    open     login     →saved       →saved     →saved     →saved     →saved
programs:call-save                    draft    login     404          404        404        404        404
"""
