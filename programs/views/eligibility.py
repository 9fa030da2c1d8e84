from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from programs.enums import Verdict
from programs.forms.eligibility import TrialForm
from programs.queries import Match, calls_for, known_companies_of, matches_for

PAGE_SIZE = 20


@require_safe
def call_matches(request: HttpRequest) -> HttpResponse:
    """What a company can apply for; a trial with what the address says of one, for everybody."""
    companies = list(known_companies_of(request.user)) if request.user.is_authenticated else []
    is_trial = "applicant_kind" in request.GET
    company = None if is_trial else _chosen(companies, request.GET.get("company", ""))
    form = TrialForm(request.GET if is_trial else None)
    matches: list[Match] = []
    if company is not None:
        matches = calls_for(company)
    elif is_trial and form.is_valid():
        matches = matches_for(form.profile)
    return TemplateResponse(
        request,
        "programs/call_matches.html",
        {
            "companies": companies,
            "company": company,
            "form": form,
            "is_trial": is_trial,
            "is_judged": company is not None or (is_trial and form.is_valid()),
            **_page_of(request, matches),
        },
    )


def _chosen(companies: list, pk: str) -> Any:
    """The company that the address names; the first where it names none of one's own."""
    named = (company for company in companies if str(company.pk) == pk)
    return next(named, companies[0] if companies else None)


def _page_of(request: HttpRequest, matches: list[Match]) -> dict[str, Any]:
    """One page of the matches, of one verdict where the address names one; how many there are."""
    counts = Counter(match.verdict for match in matches)
    verdict = request.GET.get("verdict", "")
    if verdict in Verdict.values:
        matches = [match for match in matches if match.verdict == verdict]
    return {
        "verdict": verdict if verdict in Verdict.values else "",
        "verdicts": [(kind.value, kind.label, counts[kind]) for kind in Verdict],
        "match_count": sum(counts.values()),
        "page_obj": Paginator(matches, PAGE_SIZE).get_page(request.GET.get("page")),
    }
