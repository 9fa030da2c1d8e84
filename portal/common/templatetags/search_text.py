"""What a search has found, in templates: `{{ hit.title|marked:words }}`."""

from django import template

from portal.common.highlight import excerpt, marked

register = template.Library()
register.filter("marked", marked)
register.filter("excerpt", excerpt)
