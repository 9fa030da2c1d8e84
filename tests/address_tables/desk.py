"""The desks of agencies and of companies."""

READ = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:company-vault                open     login     200          404        404        404        404
programs:company-vault-download       open     login     200          404        404        404        404
programs:company-vault-remove         open     login     →vault       →vault     →vault     →vault     →vault
programs:company-desk                 -        login     200          200        200        200        200
programs:agency-desk                  -        login     403          403        200        403        403
programs:call-create                  -        login     403          403        200        403        403
programs:call-import                  -        login     403          403        200        403        403
programs:call-draft-export            draft    login     404          404        200        404        404
programs:call-draft-export            open     login     404          404        200        404        404
programs:call-draft                   draft    login     404          404        200        404        404
programs:call-draft                   open     login     404          404        200        404        404
programs:call-section                 draft    login     404          404        200        404        404
programs:call-section                 waiting  login     404          404        →draft     404        404
programs:call-section                 open     login     404          404        →draft     404        404
programs:call-section-preview         draft    login     405          405        405        405        405
programs:call-reason                  draft    login     404          404        →draft     404        404
programs:call-questions               draft    login     404          404        200        404        404
programs:call-questions               waiting  login     404          404        →draft        404        404
programs:call-attachments             draft    login     404          404        200        404        404
programs:call-attachments             waiting  login     404          404        200        404        404
programs:call-attachments             open     login     404          404        200        404        404
programs:call-attachment-label        draft    login     →attachments →attachments →attachments →attachments →attachments
programs:call-attachment-remove       draft    login     →attachments →attachments →attachments →attachments →attachments
programs:call-submit                  draft    login     →draft       →draft     →draft     →draft     →draft
programs:call-take-back               waiting  login     →draft       →draft     →draft     →draft     →draft
programs:amendment-start              open     login     404          404        200        404        404
programs:amendment-start              draft    login     404          404        →draft     404        404
programs:call-copy                    open     login     →draft       →draft     →draft     →draft     →draft
programs:call-discard                 draft    login     →draft       →draft     →draft     →draft     →draft
programs:call-inquiries               open     login     404          404        200        404        404
programs:inquiry-set-aside            open     login     404          404        200        404        404
programs:reply-correct                open     login     404          404        200        404        404
"""

WRITE = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:company-vault                open     login     200          404        404        404        404
programs:company-vault-remove         open     login     →vault       404        404        404        404
programs:call-create                  -        login     403          403        200        403        403
programs:call-import                  -        login     403          403        200        403        403
programs:call-section                 draft    login     404          404        200        404        404
programs:call-section                 waiting  login     404          404        200        404        404
programs:call-section-preview         draft    login     404          404        200        404        404
programs:call-section-preview         open     login     404          404        422        404        404
programs:call-reason                  draft    login     404          404        200        404        404
programs:call-attachments             draft    login     404          404        200        404        404
programs:call-attachments             waiting  login     404          404        200        404        404
programs:call-attachment-label        draft    login     404          404        →attachments 404      404
programs:call-attachment-label        waiting  login     404          404        200        404        404
programs:call-attachment-label        open     login     404          404        200        404        404
programs:call-attachment-remove       draft    login     404          404        →attachments 404      404
programs:call-attachment-remove       waiting  login     404          404        →attachments 404      404
programs:call-attachment-remove       open     login     404          404        →attachments 404      404
programs:call-submit                  draft    login     404          404        →draft     404        404
programs:amendment-start              open     login     404          404        200        404        404
programs:amendment-start              draft    login     404          404        200        404        404
programs:call-copy                    open     login     403          403        →draft     403        403
programs:call-copy                    draft    login     404          404        →draft     404        403
programs:call-discard                 draft    login     404          404        →agency    404        404
programs:call-discard                 open     login     404          404        →draft     404        404
programs:call-submit                  waiting  login     404          404        →draft        404        404
programs:call-take-back               draft    login     404          404        →draft        404        404
programs:call-take-back               waiting  login     404          404        →draft        404        404
programs:call-submit                  open     login     404          404        →draft        404        404
programs:call-inquiries               open     login     404          404        200        404        404
programs:inquiry-set-aside            open     login     404          404        200        404        404
programs:reply-correct                open     login     404          404        200        404        404
"""
