"""Stories as everybody reads them, and the desk where agencies write them."""

READ = """
address                     of       anonymous company      other      agency     reviewer   staff

programs:story-list         -        200       200          200        200        200        200
programs:story-detail       open     200       200          200        200        200        200
programs:story-detail       draft    404       404          404        404        404        404
programs:story-picture      open     200       200          200        200        200        200
programs:story-picture      draft    404       404          404        200        404        404
programs:story-desk         -        login     403          403        200        403        403
programs:story-create       -        login     403          403        200        403        403
programs:story-edit         open     login     404          404        200        404        404
programs:story-preview      draft    login     404          404        200        404        404
programs:story-publish      draft    login     →preview     →preview   →preview   →preview   →preview
programs:story-withdraw     open     login     404          404        200        404        404
programs:story-pictures     open     login     404          404        200        404        404
programs:picture-describe   open     login     →pictures    →pictures  →pictures  →pictures  →pictures
programs:picture-move       open     login     →pictures    →pictures  →pictures  →pictures  →pictures
programs:picture-remove     open     login     →pictures    →pictures  →pictures  →pictures  →pictures
api-story-list              -        200       200          200        200        200        200
api-story-detail            open     200       200          200        200        200        200
api-story-detail            draft    404       404          404        404        404        404
"""

WRITE = """
address                     of       anonymous company      other      agency     reviewer   staff

programs:story-create       -        login     403          403        200        403        403
programs:story-edit         open     login     404          404        200        404        404
programs:story-publish      draft    login     404          404        →preview   404        404
programs:story-withdraw     open     login     404          404        200        404        404
programs:story-pictures     open     login     404          404        200        404        404
programs:picture-describe   open     login     404          404        200        404        404
programs:picture-move       open     login     404          404        →pictures  404        404
programs:picture-remove     open     login     404          404        →pictures  404        404
"""
