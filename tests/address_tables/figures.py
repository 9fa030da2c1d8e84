"""Statistics as everybody reads them, and the desk where agencies enter their figures."""

READ = """
address                     of       anonymous company      other      agency     reviewer   staff

programs:statistics         -        200       200          200        200        200        200
programs:indicator          -        200       200          200        200        200        200
programs:indicator-csv      -        200       200          200        200        200        200
programs:indicator-json     -        200       200          200        200        200        200
"""

WRITE = """
address                     of       anonymous company      other      agency     reviewer   staff
"""
