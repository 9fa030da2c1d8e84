"""Sign-in, sign-up and the second factor."""

READ = """
address                               of       anonymous company      other      agency     reviewer   staff

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
"""
