"""Notices, questions and answers as everybody reads them; they are written in the admin."""

READ = """
address                      of       anonymous company      other      agency     reviewer   staff

programs:notice-list         -        200       200          200        200        200        200
programs:notice-feed         -        200       200          200        200        200        200
programs:notice-detail       open     200       200          200        200        200        200
programs:notice-detail       draft    404       404          404        404        404        404
programs:notice-file         open     200       200          200        200        200        200
programs:notice-file         draft    404       404          404        404        404        200
programs:faq-list            -        200       200          200        200        200        200
programs:faq-detail          open     200       200          200        200        200        200
programs:faq-detail          draft    404       404          404        404        404        404
api-notice-list              -        200       200          200        200        200        200
api-notice-detail            open     200       200          200        200        200        200
api-notice-detail            draft    404       404          404        404        404        404
api-faq-list                 -        200       200          200        200        200        200
api-faq-detail               open     200       200          200        200        200        200
api-faq-detail               draft    404       404          404        404        404        404
admin:programs_notice_write     open  login     login        login      login      login      200
admin:programs_notice_publish   open  login     login        login      login      login      403
admin:programs_notice_publish   draft login     login        login      login      login      200
admin:programs_notice_withdraw  open  login     login        login      login      login      200
admin:programs_notice_withdraw  draft login     login        login      login      login      403
admin:programs_notice_pin       open  login     login        login      login      login      200
admin:programs_notice_pin       draft login     login        login      login      login      403
admin:programs_notice_files     draft login     login        login      login      login      200
admin:programs_faq_write        open  login     login        login      login      login      200
admin:programs_faq_publish      open  login     login        login      login      login      403
admin:programs_faq_publish      draft login     login        login      login      login      200
admin:programs_faq_withdraw     open  login     login        login      login      login      200
admin:programs_faq_withdraw     draft login     login        login      login      login      403
"""

WRITE = """
address                      of       anonymous company      other      agency     reviewer   staff

admin:programs_notice_write     open  login     login        login      login      login      200
admin:programs_notice_publish   open  login     login        login      login      login      403
admin:programs_notice_publish   draft login     login        login      login      login      →admin:programs_notice_change
admin:programs_notice_withdraw  open  login     login        login      login      login      200
admin:programs_notice_withdraw  draft login     login        login      login      login      403
admin:programs_notice_pin       open  login     login        login      login      login      →admin:programs_notice_change
admin:programs_notice_pin       draft login     login        login      login      login      403
admin:programs_notice_files     draft login     login        login      login      login      200
admin:programs_faq_write        open  login     login        login      login      login      200
admin:programs_faq_publish      open  login     login        login      login      login      403
admin:programs_faq_publish      draft login     login        login      login      login      →admin:programs_faq_change
admin:programs_faq_withdraw     open  login     login        login      login      login      200
admin:programs_faq_withdraw     draft login     login        login      login      login      403
"""
