"""The portal's own pages."""

READ = """
address                               of       anonymous company      other      agency     reviewer   staff

home                                  -        200       200          200        200        200        200
search                                -        200       200          200        200        200        200
sitemap                               -        200       200          200        200        200        200
robots                                -        200       200          200        200        200        200
favicon                               -        →static   →static      →static    →static    →static    →static
set_language                          -        →home     →home        →home      →home      →home      →home
healthz                               -        200       200          200        200        200        200
readyz                                -        200       200          200        200        200        200
desk                                  -        login     →company     →company   →agency    →reviews   →admin
clock                                 -        200       200          200        200        200        200
"""

WRITE = """
address                               of       anonymous company      other      agency     reviewer   staff

set_language                          -        →home     →home        →home      →home      →home      →home
sitemap                               -        200       200          200        200        200        200
"""
