"""Who may open what: every address of the resolver against one table, as six callers.

An address without a row fails, a row without an address fails. "open" and "closed" are calls with
an application of the company that was received; before the closing nobody else reads it. "draft"
is a call that its agency writes, "waiting" one that waits for the foundation's approval.
"""

import pytest
from django.db import transaction
from django.urls import reverse

from tests.addresses import addresses, admin_models, client_of, first_of, outcome, path_of
from tests.factories.world import CALLERS

READ = """
address                               of       anonymous company      other      agency     reviewer   staff

home                                  -        200       200          200        200        200        200
search                                -        200       200          200        200        200        200
sitemap                               -        200       200          200        200        200        200
robots                                -        200       200          200        200        200        200
favicon                               -        →static   →static      →static    →static    →static    →static
set_language                          -        →home     →home        →home      →home      →home      →home
healthz                               -        200       200          200        200        200        200
readyz                                -        200       200          200        200        200        200
desk                                  -        login     →company     →company   →agency    →reviews   →admin

account_login                         -        200       →desk        →desk      →desk      →desk      →desk
account_logout                        -        →home     200          200        200        200        200
account_inactive                      -        200       200          200        200        200        200
account_signup                        -        200       →desk        →desk      →desk      →desk      →desk
account_reauthenticate                -        login     200          200        200        200        200
account_email                         -        login     200          200        200        200        200
account_email_verification_sent       -        200       200          200        200        200        200
account_change_password               -        login     200          200        200        200        200
account_set_password                  -        login     →change      →change    →change    →change    →change
account_reset_password                -        200       200          200        200        200        200
account_reset_password_done           -        200       200          200        200        200        200
account_reset_password_from_key       -        200       200          200        200        200        200
account_reset_password_from_key_done  -        200       200          200        200        200        200
account_confirm_email                 -        200       200          200        200        200        200
account_confirm_login_code            -        login     →desk        →desk      →desk      →desk      →desk
mfa_index                             -        login     200          200        200        200        200
mfa_authenticate                      -        login     →desk        →desk      →desk      →desk      →desk
mfa_reauthenticate                    -        login     confirm      confirm    confirm    confirm    confirm
mfa_activate_totp                     -        login     →mfa         →mfa       →mfa       →mfa       →mfa
mfa_deactivate_totp                   -        login     404          404        404        404        404
mfa_view_recovery_codes               -        login     404          404        404        404        404
mfa_generate_recovery_codes           -        login     confirm      confirm    confirm    confirm    confirm
mfa_download_recovery_codes           -        login     404          404        404        404        404
mfa_list_webauthn                     -        login     200          200        200        200        200
mfa_add_webauthn                      -        login     →mfa         →mfa       →mfa       →mfa       →mfa
mfa_reauthenticate_webauthn           -        login     confirm      confirm    confirm    confirm    confirm
mfa_remove_webauthn                   -        login     confirm      confirm    confirm    confirm    confirm
mfa_edit_webauthn                     -        login     confirm      confirm    confirm    confirm    confirm
mfa_login_webauthn                    -        login     →desk        →desk      →desk      →desk      →desk

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
api-schema                            -        200       200          200        200        200        200
api-docs                              -        200       200          200        200        200        200

zones:zone-list                       -        200       200          200        200        200        200
zones:zone-detail                     -        200       200          200        200        200        200
zones:company-register                -        login     200          200        200        200        200
zones:company-edit                    open     login     200          404        404        404        404
zones:company-history                 open     login     200          404        404        404        404
zones:company-people                  open     login     200          404        404        404        404
zones:company-account                 open     login     200          404        404        404        404
zones:company-account-remove          open     login     →account     →account   →account   →account   →account
zones:company-member-remove           open     login     →people      →people    →people    →people    →people
zones:company-offer                   open     login     →people      →people    →people    →people    →people
zones:company-offer-take-back         open     login     →people      →people    →people    →people    →people
zones:company-offer-decline           open     login     →people      →people    →people    →people    →people
zones:company-offer-accept            open     login     →people      →people    →people    →people    →people
zones:company-invitation-again        open     login     →people      →people    →people    →people    →people
zones:company-invitation-revoke       open     login     →people      →people    →people    →people    →people
zones:invitation                      -        login     404          404        404        404        404

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
programs:briefing-list                -        200       200          200        200        200        200
programs:briefing-detail              open     200       200          200        200        200        200
programs:briefing-event               open     200       200          200        200        200        200
programs:briefing-register            open     login     200          200        200        200        200
programs:registration-cancel          open     login     →company     →company   →company   →company   →company
programs:receipt-check                -        200       200          200        200        200        200
clock                                 -        200       200          200        200        200        200
programs:receipt-keys                 -        200       200          200        200        200        200

programs:company-vault                open     login     200          404        404        404        404
programs:company-vault-download       open     login     200          404        404        404        404
programs:company-vault-remove         open     login     →vault       →vault     →vault     →vault     →vault
programs:document-from-vault          open     login     →documents   →documents →documents →documents →documents
programs:company-desk                 -        login     200          200        200        200        200
programs:application-start            open     login     200          200        200        200        200
programs:application-start            closed   login     200          200        200        200        200
programs:application-start            draft    login     404          404        404        404        404
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
programs:call-question-new            draft    login      404        404        200        404        404
programs:call-question-new            waiting  login      404        404        →draft     404        404
programs:call-form-section-new        draft    login      404        404        200        404        404
programs:call-form-section-new        waiting  login      404        404        →draft     404        404
programs:call-form-copy               draft    login      404        404        200        404        404
programs:call-form-copy               waiting  login      404        404        →draft     404        404
programs:call-question                waiting  login      404        404        →draft     404        404
programs:call-form-section            draft    login      404        404        404        404        404
programs:call-form-preview            draft    login      404        404        200        404        404
programs:call-form-preview            waiting  login      404        404        200        404        404
programs:call-question-move           draft    login     →questions   →questions →questions →questions →questions
programs:call-question-delete         draft    login     →questions   →questions →questions →questions →questions
programs:call-form-section-move       draft    login     →questions   →questions →questions →questions →questions
programs:call-form-section-delete     draft    login     →questions   →questions →questions →questions →questions
programs:call-form-template           draft    login     →questions   →questions →questions →questions →questions
programs:call-submit                  draft    login     →draft       →draft     →draft     →draft     →draft
programs:call-take-back               waiting  login     →draft       →draft     →draft     →draft     →draft
programs:amendment-start              open     login     404          404        200        404        404
programs:amendment-start              draft    login     404          404        →draft     404        404
programs:call-copy                    open     login     →draft       →draft     →draft     →draft     →draft
programs:call-discard                 draft    login     →draft       →draft     →draft     →draft     →draft
programs:briefing-create              -        login     403          403        200        403        403
programs:briefing-edit                open     login     404          404        200        404        404
programs:briefing-cancel              open     login     404          404        200        404        404

programs:inquiry-ask                  open     login     200          200        200        200        200
programs:inquiry-ask                  closed   login     200          200        200        200        200
programs:inquiry-ask                  draft    login     404          404        404        404        404
programs:call-inquiries               open     login     404          404        200        404        404
programs:inquiry-set-aside            open     login     404          404        200        404        404
programs:reply-correct                open     login     404          404        200        404        404

programs:saved-list                   -        login     200          200        200        200        200
programs:call-save                    open     login     →call        →call      →call      →call      →call
programs:search-save                  -        login     →calls       →calls     →calls     →calls     →calls
programs:savedcall-change             open     login     →saved       →saved     →saved     →saved     →saved
programs:savedcall-remove             open     login     →saved       →saved     →saved     →saved     →saved
programs:savedsearch-change           open     login     →saved       →saved     →saved     →saved     →saved
programs:savedsearch-remove           open     login     →saved       →saved     →saved     →saved     →saved
programs:calendar-change              -        login     →saved       →saved     →saved     →saved     →saved
programs:unsubscribe                  -        404       404          404        404        404        404
programs:private-calendar             -        404       404          404        404        404        404

programs:review-list                  -        login     403          403        403        200        403
programs:review-detail                open     login     404          404        404        404        404
programs:review-detail                closed   login     404          404        404        200        404
programs:review-pledge                closed   login     →review      →review    →review    →review    →review
programs:review-recuse                closed   login     404          404        404        →review    404
programs:review-save                  closed   login     404          404        404        →review    404
programs:review-finish                closed   login     404          404        404        →review    404

admin:index                           -        login     login        login      login      login      200
admin:login                           -        login     403          403        403        403        →admin
admin:logout                          -        →admin    →admin       →admin     →admin     →admin     405
admin:password_change                 -        login     login        login      login      login      200
admin:password_change_done            -        login     login        login      login      login      200
admin:autocomplete                    -        login     login        login      login      login      403
admin:jsi18n                          -        login     login        login      login      login      200
admin:view_on_site                    -        login     login        login      login      login      →call
admin:app_list                        -        login     login        login      login      login      200
admin/(?P<url>.*)$                    -        login     login        login      login      login      404
admin:auth_user_password_change       -        login     login        login      login      login      403
admin:programs_application_change     open     login     login        login      login      login      →admin
admin:programs_application_history    open     login     login        login      login      login      →admin
admin:programs_application_release_file -      login     login        login      login      login      200
admin:programs_application_screen     open     login     login        login      login      login      404
admin:programs_application_screen     closed   login     login        login      login      login      403
admin:programs_application_assign     open     login     login        login      login      login      404
admin:programs_application_assign     closed   login     login        login      login      login      200
admin:programs_application_decide     open     login     login        login      login      login      404
admin:programs_application_decide     closed   login     login        login      login      login      200
admin:programs_call_approve           waiting  login     login        login      login      login      200
admin:programs_call_approve           draft    login     login        login      login      login      403
admin:programs_call_send_back         waiting  login     login        login      login      login      200
admin:programs_call_send_back         open     login     login        login      login      login      403
admin:programs_call_close             open     login     login        login      login      login      200
admin:programs_call_close             closed   login     login        login      login      login      403
admin:programs_call_cancel            open     login     login        login      login      login      200
admin:programs_call_cancel            draft    login     login        login      login      login      403
admin:zones_company_account           open     login     login        login      login      login      200
admin:zones_company_ban               open     login     login        login      login      login      200
admin:zones_companystatus_verify      open     login     login        login      login      login      200
admin:zones_companystatus_take_back   open     login     login        login      login      login      403
admin:zones_participationban_lift     open     login     login        login      login      login      200
"""

# The pages of each model in the admin, for staff; all others are led to the sign-in
ADMIN = """
model                           changelist add  change history delete

auth_group                      403        403  403    403     403
account_emailaddress            403        403  403    403     403
mfa_authenticator               403        403  403    403     403
axes_accessattempt              403        403  403    403     403
axes_accesslog                  403        403  403    403     403
axes_accessfailurelog           403        403  403    403     403
accounts_user                   200        403  200    200     403
zones_agency                    200        200  200    200     403
zones_budget                    200        200  200    200     403
zones_company                   200        403  200    200     403
zones_companyreading            403        403  403    403     403
zones_companystatus             200        403  200    200     403
zones_designation               200        200  200    200     403
zones_institution               200        200  200    200     403
zones_municipality              200        200  200    200     403
zones_participationban          200        403  200    200     403
zones_province                  200        200  200    200     403
zones_zone                      200        200  200    200     403
pghistory_events                403        403  403    403     403
programs_application            200        403  200    200     403
programs_amendment              200        403  200    200     403
programs_briefing               200        403  200    200     403
programs_call                   200        403  200    200     403
programs_consenttext            200        200  200    200     403
programs_incident               200        200  200    200     403
programs_panel                  200        200  200    200     403
programs_program                200        200  200    200     403
programs_reading                403        403  403    403     403
programs_registration           200        403  200    200     403
programs_reviewer               200        200  200    200     403
"""

# What an empty form does, undone each time; every other address of ours refuses to be written to
WRITE = """
address                               of       anonymous company      other      agency     reviewer   staff

set_language                          -        →home     →home        →home      →home      →home      →home
sitemap                               -        200       200          200        200        200        200
zones:company-register                -        login     200          200        200        200        200
zones:company-edit                    open     login     200          404        404        404        404
programs:briefing-register            open     login     200          200        200        200        200
programs:registration-cancel          open     login     →briefing    404        404        404        404
programs:application-start            open     login     200          200        200        200        200
programs:application-start            closed   login     200          200        200        200        200
programs:application-start            draft    login     404          404        404        404        404
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
programs:company-vault                open     login     200          404        404        404        404
programs:company-vault-remove         open     login     →vault       404        404        404        404
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
zones:company-people                  open     login     200          404        404        404        404
zones:company-account                 open     login     200          404        404        404        404
zones:company-account-remove          open     login     →account     404        404        404        404
zones:company-member-remove           open     login     →people      404        404        404        404
zones:company-offer                   open     login     →people      404        404        404        404
zones:company-offer-take-back         open     login     →people      404        404        404        404
zones:company-offer-decline           open     login     →people      404        404        404        404
zones:company-offer-accept            open     login     →people      404        404        404        404
zones:company-invitation-again        open     login     →people      404        404        404        404
zones:company-invitation-revoke       open     login     →people      404        404        404        404
zones:invitation                      -        login     404          404        404        404        404
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
programs:call-question-new            draft    login      404        404        200        404        404
programs:call-question-new            waiting  login      404        404        200        404        404
programs:call-form-section-new        draft    login      404        404        200        404        404
programs:call-form-section-new        waiting  login      404        404        200        404        404
programs:call-form-copy               draft    login      404        404        200        404        404
programs:call-form-copy               waiting  login      404        404        200        404        404
programs:call-question                waiting  login      404        404        200        404        404
programs:call-form-section            draft    login      404        404        200        404        404
programs:call-question-move           draft    login      404        404        →questions 404        404
programs:call-question-move           waiting  login      404        404        →questions 404        404
programs:call-question-delete         draft    login      404        404        →questions 404        404
programs:call-question-delete         waiting  login      404        404        →questions 404        404
programs:call-form-section-move       draft    login      404        404        →questions 404        404
programs:call-form-section-move       waiting  login      404        404        →questions 404        404
programs:call-form-section-delete     draft    login      404        404        →questions 404        404
programs:call-form-section-delete     waiting  login      404        404        →questions 404        404
programs:call-form-template           draft    login      404        404        200        404        404
programs:call-form-template           waiting  login      404        404        200        404        404
programs:call-submit                  draft    login     404          404        →draft     404        404
programs:amendment-start              open     login     404          404        200        404        404
programs:amendment-start              draft    login     404          404        200        404        404
programs:call-copy                    open     login     403          403        →draft     403        403
programs:call-copy                    draft    login     404          404        →draft     404        403
programs:call-discard                 draft    login     404          404        →agency    404        404
programs:call-discard                 open     login     404          404        →draft     404        404
programs:receipt-check                -        200       200          200        200        200        200
programs:application-confirm          open     login     →application 404        404        404        404
programs:application-confirm          closed   login     →application 404        404        403        403
programs:call-submit                  waiting  login     404          404        →draft        404        404
programs:call-take-back               draft    login     404          404        →draft        404        404
programs:call-take-back               waiting  login     404          404        →draft        404        404
programs:call-submit                  open     login     404          404        →draft        404        404
programs:briefing-create              -        login     403          403        200        403        403
programs:briefing-edit                open     login     404          404        200        404        404
programs:briefing-cancel              open     login     404          404        200        404        404
programs:inquiry-ask                  open     login     200          200        200        200        200
programs:inquiry-ask                  closed   login     200          200        200        200        200
programs:inquiry-ask                  draft    login     404          404        404        404        404
programs:call-inquiries               open     login     404          404        200        404        404
programs:inquiry-set-aside            open     login     404          404        200        404        404
programs:reply-correct                open     login     404          404        200        404        404
programs:call-save                    open     login     →saved       →saved     →saved     →saved     →saved
programs:call-save                    draft    login     404          404        404        404        404
programs:search-save                  -        login     →saved       →saved     →saved     →saved     →saved
programs:savedcall-change             open     login     →saved       404        404        404        404
programs:savedcall-remove             open     login     →saved       404        404        404        404
programs:savedsearch-change           open     login     →saved       404        404        404        404
programs:savedsearch-remove           open     login     →saved       404        404        404        404
programs:calendar-change              -        login     →saved       →saved     →saved     →saved     →saved
programs:unsubscribe                  -        404       404          404        404        404        404
programs:review-pledge                open     login     404          404        404        404        404
programs:review-pledge                closed   login     404          404        404        →review        404
programs:review-recuse                open     login     404          404        404        404        404
programs:review-recuse                closed   login     404          404        404        200        404
programs:review-save                  open     login     404          404        404        404        404
programs:review-save                  closed   login     404          404        404        →review    404
programs:review-finish                open     login     404          404        404        404        404
programs:review-finish                closed   login     404          404        404        200        404
admin:auth_user_password_change       -        login     login        login      login      login      403
admin:programs_application_release_file -      login     login        login      login      login      200
admin:programs_application_screen     open     login     login        login      login      login      404
admin:programs_application_screen     closed   login     login        login      login      login      403
admin:programs_application_assign     open     login     login        login      login      login      404
admin:programs_application_assign     closed   login     login        login      login      login      200
admin:programs_application_decide     open     login     login        login      login      login      404
admin:programs_application_decide     closed   login     login        login      login      login      200
admin:programs_call_approve           waiting  login     login        login      login      login      200
admin:programs_call_approve           draft    login     login        login      login      login      403
admin:programs_call_send_back         waiting  login     login        login      login      login      200
admin:programs_call_send_back         open     login     login        login      login      login      403
admin:programs_call_close             open     login     login        login      login      login      200
admin:programs_call_close             closed   login     login        login      login      login      403
admin:programs_call_cancel            open     login     login        login      login      login      200
admin:programs_call_cancel            draft    login     login        login      login      login      403
admin:zones_company_account           open     login     login        login      login      login      200
admin:zones_company_ban               open     login     login        login      login      login      200
admin:zones_companystatus_verify      open     login     login        login      login      login      200
admin:zones_companystatus_take_back   open     login     login        login      login      login      403
admin:zones_participationban_lift     open     login     login        login      login      login      200
"""

EMPTY = {"csrfmiddlewaretoken": "-"}  # what a browser sends of a form that nobody filled in
PAGES = ("changelist", "add", "change", "history", "delete")


def rows_of(table: str) -> dict[tuple[str, str], dict[str, str]]:
    """(address, of) → caller → outcome."""
    lines = [line.split() for line in table.splitlines() if line]
    return {(name, of): dict(zip(CALLERS, cells, strict=True)) for name, of, *cells in lines[1:]}


def admin_rows() -> dict[str, dict[str, str]]:
    """Model → page → outcome for staff."""
    lines = [line.split() for line in ADMIN.splitlines() if line]
    return {model: dict(zip(PAGES, cells, strict=True)) for model, *cells in lines[1:]}


def pages_of_models() -> set[str]:
    """The names of the addresses that the table ADMIN speaks of."""
    return {f"admin:{model}_{page}" for model in admin_models() for page in PAGES}


def old_addresses_of_models() -> set[str]:
    """Nameless routes that lead from what Django's admin once had to the page of an object."""
    return {
        f"admin/{model._meta.app_label}/{model._meta.model_name}/<path:object_id>/"
        for model in admin_models().values()
    }


def differences(found: dict, table: str, caller: str) -> dict[tuple[str, str], str]:
    expected = {row: outcomes[caller] for row, outcomes in rows_of(table).items()}
    return {
        row: f"{answer}, not {expected[row]}"
        for row, answer in found.items()
        if answer != expected[row]
    }


@pytest.fixture
def clients(world, db):
    return {caller: client_of(user) for caller, user in world.users.items()}


def test_every_address_has_a_row_and_every_row_an_address():
    names = {address.name for address in addresses()}

    rows = {name for name, _of in rows_of(READ)} | pages_of_models() | old_addresses_of_models()

    assert names == rows
    assert set(admin_models()) == set(admin_rows())


@pytest.mark.parametrize("caller", CALLERS)
def test_reading(world, clients, caller):
    parameters = {address.name: address.parameters for address in addresses()}

    found = {
        (name, of): outcome(clients[caller].get(path_of(name, parameters[name], of, world)))
        for name, of in rows_of(READ)
    }

    assert differences(found, READ, caller) == {}


@pytest.mark.parametrize("caller", CALLERS)
def test_writing(world, clients, caller):
    parameters = {address.name: address.parameters for address in addresses()}
    found = {}

    for name, of in rows_of(WRITE):
        with transaction.atomic():
            path = path_of(name, parameters[name], of, world)
            found[name, of] = outcome(clients[caller].post(path, EMPTY))
            transaction.set_rollback(True)

    assert differences(found, WRITE, caller) == {}


@pytest.mark.parametrize("caller", CALLERS)
def test_what_is_no_form_cannot_be_written_to(world, clients, caller):
    ours = [
        (name, of)
        for name, of in rows_of(READ)
        if not name.startswith(("admin", "account", "mfa")) and (name, of) not in rows_of(WRITE)
    ]
    forms = {name for name, _of in rows_of(WRITE)}
    parameters = {address.name: address.parameters for address in addresses()}

    found = {
        name: outcome(clients[caller].post(path_of(name, parameters[name], of, world), EMPTY))
        for name, of in ours
        if name not in forms
    }

    allowed = {"405", "login"} if caller == "anonymous" else {"405"}
    assert {name: answer for name, answer in found.items() if answer not in allowed} == {}


@pytest.mark.parametrize("caller", CALLERS)
def test_pages_of_models_in_the_admin(world, clients, caller):
    found = {model: {} for model in admin_models()}
    for name, model in admin_models().items():
        thing = first_of(model, world)
        for page in PAGES:
            args = [] if page in ("changelist", "add") else [thing.pk]
            path = reverse(f"admin:{name}_{page}", args=args)
            found[name][page] = outcome(clients[caller].get(path))

    nothing = {model: dict.fromkeys(PAGES, "login") for model in admin_models()}
    assert found == (admin_rows() if caller == "staff" else nothing)


@pytest.mark.parametrize("caller", CALLERS)
def test_old_addresses_of_the_admin_lead_to_the_page_of_the_object(world, clients, caller):
    found = set()
    for name, model in admin_models().items():
        path = reverse(f"admin:{name}_changelist") + f"{first_of(model, world).pk}/"
        found.add((name, outcome(clients[caller].get(path))))

    leads_to = "→admin:{}_change" if caller == "staff" else "login"
    leads_to_short = {"programs_call": "→admin-call"} if caller == "staff" else {}
    assert found == {
        (name, leads_to_short.get(name, leads_to.format(name))) for name in admin_models()
    }
