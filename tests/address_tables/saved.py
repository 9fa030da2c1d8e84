"""What a person keeps an eye on."""

READ = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:saved-list                   -        login     200          200        200        200        200
programs:search-save                  -        login     →calls       →calls     →calls     →calls     →calls
programs:savedcall-change             open     login     →saved       →saved     →saved     →saved     →saved
programs:savedcall-remove             open     login     →saved       →saved     →saved     →saved     →saved
programs:savedsearch-change           open     login     →saved       →saved     →saved     →saved     →saved
programs:savedsearch-remove           open     login     →saved       →saved     →saved     →saved     →saved
programs:calendar-change              -        login     →saved       →saved     →saved     →saved     →saved
programs:unsubscribe                  -        404       404          404        404        404        404
programs:private-calendar             -        404       404          404        404        404        404
"""

WRITE = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:search-save                  -        login     →saved       →saved     →saved     →saved     →saved
programs:savedcall-change             open     login     →saved       404        404        404        404
programs:savedcall-remove             open     login     →saved       404        404        404        404
programs:savedsearch-change           open     login     →saved       404        404        404        404
programs:savedsearch-remove           open     login     →saved       404        404        404        404
programs:calendar-change              -        login     →saved       →saved     →saved     →saved     →saved
programs:unsubscribe                  -        404       404          404        404        404        404
"""
