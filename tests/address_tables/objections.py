"""Objections of applicants."""

READ = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:objection                    open     login     200          404        404        404        404
programs:objection                    closed   login     200          404        404        404        404
programs:objection-withdraw           closed   login     →objection   →objection →objection →objection →objection
programs:objection-file               open     login     200          404        404        404        404
programs:objection-file               closed   login     200          404        404        404        200
"""

WRITE = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:objection                    closed   login     200          404        404        404        404
programs:objection-withdraw           closed   login     →objection   404        404        404        404
"""
