"""Zones, companies and their people."""

READ = """
address                               of       anonymous company      other      agency     reviewer   staff

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
"""

WRITE = """
address                               of       anonymous company      other      agency     reviewer   staff

zones:company-register                -        login     200          200        200        200        200
zones:company-edit                    open     login     200          404        404        404        404
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
"""
