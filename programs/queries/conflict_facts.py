"""Facts that keep reviewers from applications, as SQL: one select for each ground.

Each asks about all reviewers and applications of a scope at once, and answers with rows of
(reviewer, application, state, fact). A fact is data (a name, a number, a domain), the ground says
what it means. Names are no identity: equal names alone are suspicions.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection

from portal.common.text import organisation_key
from programs.enums import (
    UNDER_WAY,
    ConflictGround,
    ConflictState,
    ParticipantRole,
    ReviewerState,
    TieKind,
)
from programs.models import Application, Reviewer

LOOK_BACK = "3 years"  # 연구개발특구법 시행령 제9조의3

STANDING, SUSPECTED = f"'{ConflictState.STANDING}'", f"'{ConflictState.SUSPECTED}'"
# Of kaist.ac.kr three labels say whose it is, of others two
DOMAIN = (
    "substring(split_part(lower({email}), '@', 2) "
    r"from '([^.]+\.(?:ac|re|co|or|go|ne|pe)\.kr|[^.]+\.[^.]+)$')"
)

# The submission that counts, and today's rows: what was submitted counts, and so does what is true
PARTIES = f"""
    WITH cases AS (
        SELECT a.id, a.company_id, s.content::jsonb AS content
          FROM programs_application a
          LEFT JOIN LATERAL (
            SELECT content FROM programs_submission
             WHERE application_id = a.id ORDER BY received_at DESC, id DESC LIMIT 1
          ) s ON true
         WHERE a.id = ANY(%(applications)s)
    )
    SELECT cases.id, true, c.name, coalesce(c.business_number, ''), '', c.representative_name
      FROM cases JOIN zones_company c ON c.id = cases.company_id
    UNION
    SELECT id, true, coalesce(content->'company'->>'name', ''),
           coalesce(content->'company'->>'business_number', ''), '',
           coalesce(content->'company'->>'representative_name', '')
      FROM cases WHERE content ? 'company'
    UNION
    SELECT cases.id, p->>'role' = '{ParticipantRole.LEAD}', coalesce(p->>'name', ''),
           coalesce(p->>'business_number', ''), coalesce(p->>'responsible_department', ''),
           coalesce(p->>'responsible_name', '')
      FROM cases, jsonb_array_elements(content->'plan'->'participants') p
    UNION
    SELECT cases.id, p.role = '{ParticipantRole.LEAD}',
           CASE WHEN p.role = '{ParticipantRole.LEAD}' THEN c.name ELSE p.name END,
           CASE WHEN p.role = '{ParticipantRole.LEAD}' THEN coalesce(c.business_number, '')
                ELSE p.business_number END,
           p.responsible_department, p.responsible_name
      FROM cases JOIN zones_company c ON c.id = cases.company_id
      JOIN programs_participant p ON p.application_id = cases.id
    UNION
    SELECT cases.id, false, '', '', '', coalesce(p->>'name', '')
      FROM cases, jsonb_array_elements(content->'plan'->'people') p
    UNION
    SELECT cases.id, false, '', '', '', person.name
      FROM cases JOIN programs_participant p ON p.application_id = cases.id
      JOIN programs_projectperson person ON person.participant_id = p.id
"""

COMMON = f"""
    parties AS MATERIALIZED (
        SELECT * FROM jsonb_to_recordset(%(parties)s::jsonb) AS p(
            application_id bigint, is_lead boolean, name text, key text, number text,
            department text, department_key text, person text)
    ), cases AS MATERIALIZED (
        SELECT a.id, a.call_id, a.company_id, call.program_id
          FROM programs_application a JOIN programs_call call ON call.id = a.call_id
         WHERE a.id = ANY(%(applications)s)
    ), pool AS MATERIALIZED (
        SELECT r.id, r.user_id, r.employer, r.organisation_key, r.department, r.department_key,
               r.employer_business_number AS number, r.is_public_official, u.name,
               {DOMAIN.format(email="u.email")} AS domain
          FROM programs_reviewer r JOIN accounts_user u ON u.id = r.user_id
         WHERE r.state <> '{ReviewerState.LEFT}'
           AND (%(reviewer)s::bigint IS NULL OR r.id = %(reviewer)s)
    )
"""

PARTICIPANT = f"""
    SELECT pool.id, cases.id, {STANDING}, company.name
      FROM pool
      JOIN zones_companymember member ON member.user_id = pool.user_id
      JOIN zones_company company ON company.id = member.company_id
      JOIN cases ON cases.company_id = company.id
    UNION ALL
    SELECT pool.id, parties.application_id, {STANDING}, parties.number
      FROM pool JOIN parties ON parties.number = pool.number AND parties.is_lead
     WHERE pool.number <> ''
    UNION ALL
    SELECT pool.id, parties.application_id, {SUSPECTED}, parties.person
      FROM pool JOIN parties ON replace(parties.person, ' ', '') = replace(pool.name, ' ', '')
     WHERE parties.person <> ''
"""

# Since 2024 another department of the same organisation may judge; a person looks where it is not
# known, and where one number has several places
DEPARTMENT = f"""
    SELECT pool.id, parties.application_id,
           CASE WHEN pool.department_key <> '' AND pool.department_key = parties.department_key
                THEN {STANDING} ELSE {SUSPECTED} END,
           concat_ws(' · ', parties.name, nullif(parties.department, ''))
      FROM pool
      JOIN parties ON parties.number = pool.number AND pool.number <> '' AND NOT parties.is_lead
                   OR parties.key = pool.organisation_key AND pool.organisation_key <> ''
                  AND (parties.number = '' OR pool.number = '')
"""

KIN = f"""
    SELECT pool.id, parties.application_id, {STANDING}, tie.organisation
      FROM pool JOIN programs_reviewertie tie ON tie.reviewer_id = pool.id
      JOIN parties ON parties.number = tie.business_number AND tie.business_number <> ''
                   OR parties.key = tie.organisation_key AND tie.organisation_key <> ''
     WHERE tie.kind = '{TieKind.KIN}'
"""

_PAST_TIE = f"""
    SELECT pool.id, parties.application_id, {STANDING}, tie.organisation
      FROM pool JOIN programs_reviewertie tie ON tie.reviewer_id = pool.id
      JOIN parties ON parties.number = tie.business_number AND tie.business_number <> ''
                   OR parties.key = tie.organisation_key AND tie.organisation_key <> ''
     WHERE tie.kind IN ({{kinds}})
       AND coalesce(tie.until_on, current_date) >= current_date - interval '{LOOK_BACK}'
"""
TIES = (TieKind.EMPLOYEE, TieKind.ADVISER, TieKind.OWNER, TieKind.OTHER)
TIE = f"""
    {_PAST_TIE.format(kinds=", ".join(f"'{kind}'" for kind in TIES))}
    UNION ALL
    SELECT pool.id, cases.id, {STANDING}, company.name
      FROM pool
      JOIN zones_companymemberhistory former ON former.user_id = pool.user_id
      JOIN zones_company company ON company.id = former.company_id
      JOIN cases ON cases.company_id = company.id
     WHERE former.pgh_label = 'delete'
       AND former.pgh_created_at >= now() - interval '{LOOK_BACK}'
"""

CO_PARTICIPATION = f"""
    {_PAST_TIE.format(kinds=f"'{TieKind.CO_RESEARCHER}'")}
    UNION ALL
    SELECT pool.id, parties.application_id, {SUSPECTED}, parties.name
      FROM pool
      JOIN past own ON own.number = pool.number
      JOIN past other ON other.application_id = own.application_id AND other.number <> own.number
      JOIN parties ON parties.number = other.number
     WHERE parties.application_id <> own.application_id
"""
PAST = f"""
    , past AS MATERIALIZED (
        SELECT a.id AS application_id, company.business_number AS number
          FROM programs_application a JOIN zones_company company ON company.id = a.company_id
         WHERE company.business_number IS NOT NULL AND a.received_won IS NOT NULL
           AND a.submitted_at >= now() - interval '{LOOK_BACK}'
        UNION
        SELECT a.id, p.business_number
          FROM programs_application a JOIN programs_participant p ON p.application_id = a.id
         WHERE p.business_number <> '' AND a.received_won IS NOT NULL
           AND a.submitted_at >= now() - interval '{LOOK_BACK}'
    )
"""

# Of pairs who judge each other at the same time either may be the one who should not, so that
# whoever has an application of their own in the round judges no other of it (제27조제3항제3호)
MUTUAL = f"""
    SELECT pool.id, cases.id, {STANDING}, company.name
      FROM cases
      JOIN programs_call call ON call.program_id = cases.program_id
      JOIN programs_application own ON own.call_id = call.id AND own.id <> cases.id
       AND own.state IN ({", ".join(f"'{state}'" for state in UNDER_WAY)})
      JOIN zones_company company ON company.id = own.company_id
      JOIN pool ON pool.number <> '' AND pool.number = company.business_number
                OR EXISTS (SELECT 1 FROM zones_companymember member
                            WHERE member.company_id = company.id
                              AND member.user_id = pool.user_id)
     WHERE company.id <> cases.company_id
"""

OFFICIAL = f"""
    SELECT pool.id, cases.id, {SUSPECTED}, pool.employer
      FROM pool CROSS JOIN cases WHERE pool.is_public_official
"""

MAIL_DOMAIN = rf"""
    SELECT pool.id, cases.id,
           CASE WHEN pool.domain ~ '\.(ac|re)\.kr$' THEN {SUSPECTED} ELSE {STANDING} END,
           pool.domain
      FROM pool
      JOIN accounts_user person ON {DOMAIN.format(email="person.email")} = pool.domain
      JOIN zones_companymember member ON member.user_id = person.id AND person.id <> pool.user_id
      JOIN cases ON cases.company_id = member.company_id
     WHERE NOT pool.domain = ANY(%(shared)s)
"""

GROUNDS: dict[ConflictGround, str] = {
    ConflictGround.PARTICIPANT: PARTICIPANT,
    ConflictGround.KIN: KIN,
    ConflictGround.MUTUAL: MUTUAL,
    ConflictGround.DEPARTMENT: DEPARTMENT,
    ConflictGround.OFFICIAL: OFFICIAL,
    ConflictGround.MAIL_DOMAIN: MAIL_DOMAIN,
    ConflictGround.CO_PARTICIPATION: CO_PARTICIPATION,
    ConflictGround.TIE: TIE,
}


@dataclass(frozen=True)
class Found:
    """A ground that holds now, with its fact."""

    ground: ConflictGround
    state: ConflictState
    fact: str


def question_of(ground: ConflictGround) -> str:
    """CTEs that end in `found`: one row for each pair, the strongest state and all of its facts."""
    past = PAST if ground == ConflictGround.CO_PARTICIPATION else ""
    return f"""WITH {COMMON}{past}, facts(reviewer_id, application_id, state, fact) AS (
        {GROUNDS[ground]}
    ), found AS (
        SELECT reviewer_id, application_id, min(state) AS state,
               left(string_agg(DISTINCT fact, ' / ' ORDER BY fact), 300) AS fact
          FROM facts GROUP BY reviewer_id, application_id
    )"""


def scope_of(applications: Iterable[int], *, reviewer: int | None = None) -> dict[str, Any]:
    """What the questions ask about, with the parties of these applications; one statement."""
    keys = sorted(applications)
    with connection.cursor() as cursor:
        cursor.execute(PARTIES, {"applications": keys})
        parties = [_party(*row) for row in cursor.fetchall()]
    return {
        "applications": keys,
        "reviewer": reviewer,
        "parties": json.dumps(parties, ensure_ascii=False),
        "shared": list(settings.SHARED_MAIL_DOMAINS),
    }


def _party(
    application_id: int, is_lead: bool, name: str, number: str, department: str, person: str
) -> dict[str, Any]:
    return {
        "application_id": application_id,
        "is_lead": is_lead,
        "name": name,
        "key": organisation_key(name),
        "number": number,
        "department": department,
        "department_key": organisation_key(department),
        "person": person,
    }


def facts_of(reviewer: Reviewer, application: Application) -> Sequence[Found]:
    """What holds between these two at this moment, whatever was written down before."""
    scope = scope_of([application.pk], reviewer=reviewer.pk)
    found = []
    with connection.cursor() as cursor:
        for ground in GROUNDS:
            cursor.execute(f"{question_of(ground)} SELECT state, fact FROM found", scope)
            found += [
                Found(ground, ConflictState(state), fact) for state, fact in cursor.fetchall()
            ]
    return found
