from django.contrib import admin

from programs.admin.public_text import PublicTextAdmin
from programs.forms.public_text import FaqForm
from programs.models import Faq


@admin.register(Faq)
class FaqAdmin(PublicTextAdmin):
    """자주 하는 질문."""

    form_class = FaqForm
    list_display = ["question_ko", "category", "position", "state", "posted_on"]
    list_filter = ["state", "category"]
    search_fields = ["question_ko", "question_en", "answer_ko"]
