"""Zones, companies and their people."""

READ = """
address                               of       anonymous company      other      agency     reviewer   staff

zones:zone-list                       -        200       200          200        200        200        200
zones:zone-csv                        -        200       200          200        200        200        200
zones:zone-detail                     -        200       200          200        200        200        200
zones:zone-budgets-csv                -        200       200          200        200        200        200
programs:budget-list                  -        login     403          403        200        403        403
programs:budget-plan                  open     login     404          404        200        404        404
programs:budget-plan-check            open     login     405          405        405        405        405
programs:budget-plan-take-back        open     login     →budget      →budget    →budget    →budget    →budget
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

programs:budget-plan                  open     login     404          404        200        404        404
programs:budget-plan-check            open     login     404          404        200        404        404
programs:budget-plan-take-back        open     login     404          404        →budget    404        404
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
