"""Applications with their documents and papers, and their receipts."""

READ = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:receipt-check                -        200       200          200        200        200        200
programs:receipt-keys                 -        200       200          200        200        200        200
programs:document-from-vault          open     login     →documents   →documents →documents →documents →documents
programs:application-detail           open     login     200          404        404        404        404
programs:application-detail           closed   login     200          404        404        404        404
programs:application-edit             open     login     200          404        404        404        404
programs:application-edit             closed   login     →application 404        404        404        404
programs:application-section          open     login     200          404        404        404        404
programs:application-section          closed   login     →application 404        404        404        404
programs:application-participants     open     login     200          404        404        404        404
programs:application-participants     closed   login     →application 404        404        404        404
programs:application-people           open     login     200          404        404        404        404
programs:application-people           closed   login     →application 404        404        404        404
programs:application-budget           open     login     200          404        404        404        404
programs:application-budget           closed   login     →application 404        404        404        404
programs:application-milestones       open     login     200          404        404        404        404
programs:application-milestones       closed   login     →application 404        404        404        404
programs:application-budget-check     open     login     405          405        405        405        405
programs:application-check            open     login     200          404        404        404        404
programs:application-check            closed   login     200          404        404        404        404
programs:application-submit           open     login     →check       →check     →check     →check     →check
programs:application-withdraw         open     login     →application →application →application →application →application
programs:application-discard          open     login     →application →application →application →application →application
programs:application-confirm          open     login     →application →application →application →application →application
programs:document-list                open     login     200          404        404        404        404
programs:document-list                closed   login     200          404        404        404        404
programs:document-download            open     login     200          404        404        404        404
programs:document-download            closed   login     200          404        404        200        200
programs:document-remove              open     login     →documents   →documents →documents →documents →documents
programs:document-restore             open     login     →documents   →documents →documents →documents →documents
programs:document-leave-aside         open     login     →documents   →documents →documents →documents →documents
programs:upload-start                 open     login     405          405        405        405        405
programs:upload-parts                 open     login     200          404        404        404        404
programs:upload-parts                 closed   login     200          404        404        404        404
programs:upload-finish                open     login     405          405        405        405        405
programs:upload-discard               open     login     →documents   →documents →documents →documents →documents
programs:application-pdf              open     login     200          404        404        404        404
programs:application-pdf              closed   login     200          404        404        404        404
programs:application-hwpx             open     login     200          404        404        404        404
programs:application-hwpx             closed   login     200          404        404        404        404
programs:application-zip              open     login     200          404        404        404        404
programs:application-zip              closed   login     200          404        404        404        404
programs:receipt-application-pdf      open     login     200          404        404        404        404
programs:receipt-application-pdf      closed   login     200          404        404        404        404
programs:receipt-application-hwpx     open     login     200          404        404        404        404
programs:receipt-application-hwpx     closed   login     200          404        404        404        404
programs:receipt-pdf                  open     login     200          404        404        404        404
programs:receipt-pdf                  closed   login     200          404        404        404        404
programs:receipt-detail               open     login     200          404        404        404        404
programs:receipt-detail               closed   login     200          404        404        404        404
programs:receipt-json                 open     login     200          404        404        404        404
programs:receipt-json                 closed   login     200          404        404        404        404
programs:receipt-pdf-of-number        open     login     200          404        404        404        404
programs:receipt-pdf-of-number        closed   login     200          404        404        404        404
"""

WRITE = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:application-section          open     login     →edit        404        404        404        404
programs:application-section          closed   login     200          404        404        404        404
programs:application-participants     open     login     →edit        404        404        404        404
programs:application-people           open     login     →edit        404        404        404        404
programs:application-budget           open     login     →edit        404        404        404        404
programs:application-milestones       open     login     →edit        404        404        404        404
programs:application-budget-check     open     login     200          404        404        404        404
programs:application-budget-check     closed   login     200          404        404        404        404
programs:application-submit           open     login     →receipt     404        404        404        404
programs:application-submit           closed   login     →application 404        404        404        404
programs:application-withdraw         open     login     →application 404        404        404        404
programs:application-discard          open     login     →application 404        404        404        404
programs:application-withdraw         closed   login     →application 404        404        404        404
programs:application-discard          closed   login     →application 404        404        404        404
programs:document-from-vault          open     login     →documents   404        404        404        404
programs:document-list                open     login     200          404        404        404        404
programs:document-list                closed   login     200          404        404        404        404
programs:document-remove              open     login     →documents   404        404        404        404
programs:document-remove              closed   login     →documents   404        404        404        404
programs:document-restore             open     login     →documents   404        404        404        404
programs:document-restore             closed   login     →documents   404        404        404        404
programs:document-leave-aside         open     login     →documents   404        404        404        404
programs:document-leave-aside         closed   login     →documents   404        404        404        404
programs:upload-start                 open     login     422          404        404        404        404
programs:upload-start                 closed   login     422          404        404        404        404
programs:upload-finish                open     login     409          404        404        404        404
programs:upload-discard               open     login     →documents   404        404        404        404
programs:upload-finish                closed   login     409          404        404        404        404
programs:upload-discard               closed   login     →documents   404        404        404        404
programs:receipt-check                -        200       200          200        200        200        200
programs:application-confirm          open     login     →application 404        404        404        404
programs:application-confirm          closed   login     →application 404        404        403        403
"""
