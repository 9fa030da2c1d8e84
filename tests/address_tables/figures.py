"""Statistics as everybody reads them, and the desk where agencies enter their figures."""

READ = """
address                     of       anonymous company      other      agency     reviewer   staff

programs:statistics         -        200       200          200        200        200        200
programs:indicator          -        200       200          200        200        200        200
programs:indicator-csv      -        200       200          200        200        200        200
programs:indicator-json     -        200       200          200        200        200        200
programs:figure-desk        -        login     403          403        200        403        403
programs:figure-sheet       open     login     404          404        200        404        404
programs:figure-submit      open     login     →sheet       →sheet     →sheet     →sheet     →sheet
programs:figure-take-back   open     login     →sheet       →sheet     →sheet     →sheet     →sheet
programs:figure-sheet-xlsx  open     login     404          404        200        404        404
programs:figure-sheet-import open    login     404          404        200        404        404
programs:figure-evidence    open     login     →sheet       →sheet     →sheet     →sheet     →sheet
programs:figure-evidence-download open login   404          404        200        404        200
programs:figure-evidence-remove open login     →sheet       →sheet     →sheet     →sheet     →sheet
programs:figure-correct     open     login     404          404        200        404        404
"""

WRITE = """
address                     of       anonymous company      other      agency     reviewer   staff

programs:figure-sheet       open     login     404          404        200        404        404
programs:figure-submit      open     login     404          404        →sheet     404        404
programs:figure-take-back   open     login     404          404        →sheet     404        404
programs:figure-sheet-import open    login     404          404        200        404        404
programs:figure-evidence    open     login     404          404        200        404        404
programs:figure-evidence-remove open login     404          404        →sheet     404        404
programs:figure-correct     open     login     404          404        200        404        404
"""
