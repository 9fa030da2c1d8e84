"""Seats at briefings."""

READ = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:registration-cancel          open     login     →company     →company   →company   →company   →company
programs:registration-accept          open     login     →company     →company   →company   →company   →company
"""

WRITE = """
address                               of       anonymous company      other      agency     reviewer   staff

programs:registration-cancel          open     login     →briefing    404        404        404        404
programs:registration-accept          open     login     →briefing    404        404        404        404
"""
