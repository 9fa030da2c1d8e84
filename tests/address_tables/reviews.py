"""The desk of reviewers."""

READ = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:review-list                  -        login     403          403        403        200        403
programs:review-panel                 open     login     404          404        404        200        404
programs:review-panel                 closed   login     404          404        404        200        404
programs:review-panel-accept          closed   login     →panel       →panel     →panel     →panel     →panel
programs:review-panel-decline         closed   login     →panel       →panel     →panel     →panel     →panel
programs:review-panel-pledge          closed   login     →panel       →panel     →panel     →panel     →panel
programs:review-detail                open     login     404          404        404        404        404
programs:review-detail                closed   login     404          404        404        200        404
programs:review-document              open     login     404          404        404        404        404
programs:review-document              closed   login     404          404        404        200        404
programs:review-document-page         open     login     404          404        404        404        404
programs:review-document-page         closed   login     404          404        404        422        404
programs:review-pledge                closed   login     →review      →review    →review    →review    →review
programs:review-recuse                closed   login     404          404        404        →review    404
programs:review-save                  closed   login     404          404        404        →review    404
programs:review-finish                closed   login     404          404        404        →review    404
programs:review-unlock                open     login     404          404        404        404        404
programs:review-unlock                closed   login     404          404        404        404        404
"""

WRITE = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:review-panel-accept          closed   login     404          404        404        →panel        404
programs:review-panel-decline         closed   login     404          404        404        →panel        404
programs:review-panel-pledge          closed   login     404          404        404        →panel        404
programs:review-document              open     login     404          404        404        404        404
programs:review-document              closed   login     404          404        404        →pages     404
programs:review-pledge                open     login     404          404        404        404        404
programs:review-pledge                closed   login     404          404        404        →review        404
programs:review-recuse                open     login     404          404        404        404        404
programs:review-recuse                closed   login     404          404        404        200        404
programs:review-save                  open     login     404          404        404        404        404
programs:review-save                  closed   login     404          404        404        →review    404
programs:review-finish                open     login     404          404        404        404        404
programs:review-finish                closed   login     404          404        404        200        404
programs:review-unlock                open     login     404          404        404        404        404
programs:review-unlock                closed   login     404          404        404        404        404
"""
