"""The builder of a call's application form."""

READ = """
address                               of       anonymous company      other      agency     reviewer   staff

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
"""

WRITE = """
address                               of       anonymous company      other      agency     reviewer   staff

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
"""
