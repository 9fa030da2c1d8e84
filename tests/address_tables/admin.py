"""The foundation's admin: pages of its own, and those of each model."""

READ = """
address                               of       anonymous company      other      agency     reviewer   staff

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
admin:programs_application_screen_anew open    login     login        login      login      login      404
admin:programs_application_screen_anew closed  login     login        login      login      login      403
admin:programs_application_assign     open     login     login        login      login      login      404
admin:programs_application_assign     closed   login     login        login      login      login      200
admin:programs_selection_confirm      closed   login     login        login      login      login      200
admin:programs_selection_return       closed   login     login        login      login      login      200
admin:programs_selection_move         closed   login     login        login      login      login      403
admin:programs_selection_propose      closed   login     login        login      login      login      200
admin:programs_appliedadjustment_apply closed login     login        login      login      login      200
admin:programs_appliedadjustment_revoke closed login    login        login      login      login      200
admin:programs_objection_take          closed   login     login        login      login      login      403
admin:programs_objection_propose       closed   login     login        login      login      login      403
admin:programs_objection_send_back     closed   login     login        login      login      login      403
admin:programs_objection_decide        closed   login     login        login      login      login      403
admin:programs_ranking_freeze          closed   login     login        login      login      login      200
admin:programs_ranking_draw            closed   login     login        login      login      login      200
admin:programs_call_approve           waiting  login     login        login      login      login      200
admin:programs_call_approve           draft    login     login        login      login      login      403
admin:programs_call_send_back         waiting  login     login        login      login      login      200
admin:programs_call_send_back         open     login     login        login      login      login      403
admin:programs_call_close             open     login     login        login      login      login      200
admin:programs_call_close             closed   login     login        login      login      login      403
admin:programs_call_cancel            open     login     login        login      login      login      200
admin:programs_call_cancel            draft    login     login        login      login      login      403
admin:programs_story_withdraw         open     login     login        login      login      login      200
admin:programs_story_withdraw         draft    login     login        login      login      login      403
admin:programs_panel_apply            closed   login     login        login      login      login      200
admin:programs_panel_assign           closed   login     login        login      login      login      200
admin:programs_panel_book               closed  login     login        login      login      login      200
admin:programs_panel_fill               closed  login     login        login      login      login      200
admin:programs_panel_chair            closed   login     login        login      login      login      200
admin:programs_panel_close            closed   login     login        login      login      login      200
admin:programs_panel_draw             closed   login     login        login      login      login      200
admin:programs_panel_invite           closed   login     login        login      login      login      200
admin:programs_panel_open             closed   login     login        login      login      login      200
admin:programs_panel_place            closed   login     login        login      login      login      200
admin:programs_panel_propose          closed   login     login        login      login      login      200
admin:programs_panel_release          closed   login     login        login      login      login      200
admin:programs_panel_remove_place     closed   login     login        login      login      login      200
admin:programs_panel_reopen           closed   login     login        login      login      login      200
admin:programs_panel_take_back        closed   login     login        login      login      login      200
admin:zones_company_account           open     login     login        login      login      login      200
admin:zones_company_ban               open     login     login        login      login      login      200
admin:zones_companystatus_verify      open     login     login        login      login      login      200
admin:zones_companystatus_take_back   open     login     login        login      login      login      403
admin:zones_participationban_lift     open     login     login        login      login      login      200
admin:programs_application_checks      open     login     login        login      login      login      404
admin:programs_application_checks      closed   login     login        login      login      login      403
admin:programs_application_supplement  open     login     login        login      login      login      404
admin:programs_application_supplement  closed   login     login        login      login      login      403
admin:programs_application_supplement_close open     login     login        login      login      login      404
admin:programs_application_supplement_close closed   login     login        login      login      login      403
admin:programs_application_handle     open     login     login        login      login      login      404
admin:programs_application_handle     closed   login     login        login      login      login      200
admin:programs_application_save_filter   -     login     login        login      login      login      405
admin:programs_application_forget_filter -     login     login        login      login      login      405
admin:programs_application_import        -     login     login        login      login      login      200
admin:programs_application_import_checklists - login   login        login      login      login      200
"""

WRITE = """
address                               of       anonymous company      other      agency     reviewer   staff

admin:auth_user_password_change       -        login     login        login      login      login      403
admin:programs_application_release_file -      login     login        login      login      login      200
admin:programs_application_screen     open     login     login        login      login      login      404
admin:programs_application_screen     closed   login     login        login      login      login      403
admin:programs_application_screen_anew open    login     login        login      login      login      404
admin:programs_application_screen_anew closed  login     login        login      login      login      403
admin:programs_application_assign     open     login     login        login      login      login      404
admin:programs_application_assign     closed   login     login        login      login      login      200
admin:programs_selection_confirm      closed   login     login        login      login      login      200
admin:programs_selection_return       closed   login     login        login      login      login      200
admin:programs_selection_move         closed   login     login        login      login      login      403
admin:programs_selection_propose      closed   login     login        login      login      login      200
admin:programs_appliedadjustment_apply closed login     login        login      login      login      200
admin:programs_appliedadjustment_revoke closed login    login        login      login      login      200
admin:programs_objection_take          closed   login     login        login      login      login      403
admin:programs_objection_propose       closed   login     login        login      login      login      403
admin:programs_objection_send_back     closed   login     login        login      login      login      403
admin:programs_objection_decide        closed   login     login        login      login      login      403
admin:programs_ranking_freeze          closed   login     login        login      login      login      200
admin:programs_ranking_draw            closed   login     login        login      login      login      200
admin:programs_call_approve           waiting  login     login        login      login      login      200
admin:programs_call_approve           draft    login     login        login      login      login      403
admin:programs_call_send_back         waiting  login     login        login      login      login      200
admin:programs_call_send_back         open     login     login        login      login      login      403
admin:programs_call_close             open     login     login        login      login      login      200
admin:programs_call_close             closed   login     login        login      login      login      403
admin:programs_call_cancel            open     login     login        login      login      login      200
admin:programs_call_cancel            draft    login     login        login      login      login      403
admin:programs_story_withdraw         open     login     login        login      login      login      200
admin:programs_story_withdraw         draft    login     login        login      login      login      403
admin:programs_panel_apply            open     login     login        login      login      login      200
admin:programs_panel_assign           open     login     login        login      login      login      200
admin:programs_panel_book               open    login     login        login      login      login      404
admin:programs_panel_fill               open    login     login        login      login      login      200
admin:programs_panel_chair            open     login     login        login      login      login      200
admin:programs_panel_close            open     login     login        login      login      login      200
admin:programs_panel_draw             open     login     login        login      login      login      200
admin:programs_panel_invite           open     login     login        login      login      login      200
admin:programs_panel_open             open     login     login        login      login      login      200
admin:programs_panel_place            open     login     login        login      login      login      200
admin:programs_panel_propose          open     login     login        login      login      login      200
admin:programs_panel_release          open     login     login        login      login      login      200
admin:programs_panel_remove_place     open     login     login        login      login      login      200
admin:programs_panel_reopen           open     login     login        login      login      login      200
admin:programs_panel_take_back        open     login     login        login      login      login      200
admin:programs_panel_apply            closed   login     login        login      login      login      200
admin:programs_panel_assign           closed   login     login        login      login      login      200
admin:programs_panel_book               closed  login     login        login      login      login      200
admin:programs_panel_fill               closed  login     login        login      login      login      200
admin:programs_panel_chair            closed   login     login        login      login      login      200
admin:programs_panel_close            closed   login     login        login      login      login      200
admin:programs_panel_draw             closed   login     login        login      login      login      200
admin:programs_panel_invite           closed   login     login        login      login      login      200
admin:programs_panel_open             closed   login     login        login      login      login      200
admin:programs_panel_place            closed   login     login        login      login      login      200
admin:programs_panel_propose          closed   login     login        login      login      login      →admin-panel
admin:programs_panel_release          closed   login     login        login      login      login      200
admin:programs_panel_remove_place     closed   login     login        login      login      login      200
admin:programs_panel_reopen           closed   login     login        login      login      login      200
admin:programs_panel_take_back        closed   login     login        login      login      login      200
admin:zones_company_account           open     login     login        login      login      login      200
admin:zones_company_ban               open     login     login        login      login      login      200
admin:zones_companystatus_verify      open     login     login        login      login      login      200
admin:zones_companystatus_take_back   open     login     login        login      login      login      403
admin:zones_participationban_lift     open     login     login        login      login      login      200
admin:programs_application_handle     open     login     login        login      login      login      404
admin:programs_application_handle     closed   login     login        login      login      login      200
admin:programs_application_save_filter   -     login     login        login      login      login      →admin-list
admin:programs_application_forget_filter -     login     login        login      login      login      →admin-list
admin:programs_application_import        -     login     login        login      login      login      200
admin:programs_application_import_checklists - login   login        login      login      login      200
admin:programs_application_checks      open     login     login        login      login      login      404
admin:programs_application_checks      closed   login     login        login      login      login      403
admin:programs_application_supplement  open     login     login        login      login      login      404
admin:programs_application_supplement  closed   login     login        login      login      login      403
admin:programs_application_supplement_close open     login     login        login      login      login      404
admin:programs_application_supplement_close closed   login     login        login      login      login      403
"""

# The pages of each model, for staff; all others are led to the sign-in
MODELS = """
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
programs_appliedadjustment      200        403  200    200     403
programs_briefing               200        403  200    200     403
programs_briefingseries         200        403  200    200     403
programs_call                   200        403  200    200     403
programs_challenge              200        403  200    200     403
programs_conflict               200        403  200    200     403
programs_objection              200        403  200    200     403
programs_consenttext            200        200  200    200     403
programs_incident               200        200  200    200     403
programs_material               200        403  200    200     403
programs_panel                  200        200  200    200     403
programs_picture                200        403  200    200     403
programs_program                200        200  200    200     403
programs_ranking                 200        403  200    200     403
programs_reading                403        403  403    403     403
programs_registration           200        403  200    200     403
programs_reviewer               200        403  200    200     403
programs_reviewerinvitation     200        403  200    200     403
programs_reviewerreading        403        403  403    403     403
programs_reviewersanction       200        403  200    200     403
programs_voice                  200        200  200    200     403
programs_selection              200        403  200    200     403
programs_story                  200        403  200    200     403
"""
