"""What the database refuses of applications: another applicant, and moves of the applicant after
the end of the call."""

import pgtrigger

from programs import workflow

# The verbs of the applicant; the others are staff's, after the end
UNTIL_THE_END = ("submit", "withdraw")

# The first of what ended the call, NULL for what did not
END = "least(programs_call.closes_at, programs_call.closed_at, programs_call.cancelled_at)"


def stays_with_its_company() -> pgtrigger.ReadOnly:
    return pgtrigger.ReadOnly(name="stays_with_its_company", fields=["call", "company"])


def moved_until_the_end() -> pgtrigger.Trigger:
    """After the end nobody withdraws or hands in, and what was received stays what it was.

    Who has held the call in time may write a little later, so it is asked when the transaction
    began: before it held the call. A seal ends that for the ones that began long ago.
    """
    moves = ", ".join(
        f"('{source}', '{transition.target}')"
        for transition in map(workflow.APPLICATION.__getitem__, UNTIL_THE_END)
        for source in sorted(transition.sources - {transition.target})
    )
    return pgtrigger.Trigger(
        name="moved_until_the_end",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf("state", "submitted_at", "received_won"),
        func=f"""
            IF ((OLD.state, NEW.state) IN ({moves})
                OR ROW(OLD.submitted_at, OLD.received_won)
                   IS DISTINCT FROM ROW(NEW.submitted_at, NEW.received_won))
               AND EXISTS (
                   SELECT FROM programs_call
                     LEFT JOIN programs_seal
                       ON programs_seal.call_id = programs_call.id
                      AND programs_seal.ended_at = {END}
                    WHERE programs_call.id = NEW.call_id
                      AND ({END} <= transaction_timestamp() OR programs_seal.id IS NOT NULL)
               )
            THEN
                RAISE EXCEPTION 'the call of application % has ended', NEW.id
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'programs_application_until_end';
            END IF;
            RETURN NEW;
        """,
    )


def documents_of_a_submission() -> pgtrigger.Trigger:
    """A submission holds files of its own application, and no more of them once it is sealed."""
    return pgtrigger.Trigger(
        name="not_behind_a_seal",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF NOT EXISTS (
                SELECT FROM programs_submission
                  JOIN programs_document USING (application_id)
                 WHERE programs_submission.id = NEW.submission_id
                   AND programs_document.id = NEW.document_id
            ) THEN
                RAISE EXCEPTION 'document % is not of the application of submission %',
                    NEW.document_id, NEW.submission_id
                    USING ERRCODE = 'check_violation',
                          CONSTRAINT = 'programs_submission_documents_of_one_application';
            END IF;
            IF EXISTS (
                SELECT FROM programs_submission
                  JOIN programs_application
                    ON programs_application.id = programs_submission.application_id
                  JOIN programs_seal ON programs_seal.call_id = programs_application.call_id
                 WHERE programs_submission.id = NEW.submission_id
                   AND programs_seal.sealed_at > programs_submission.received_at
            ) THEN
                RAISE EXCEPTION 'submission % is sealed', NEW.submission_id
                    USING ERRCODE = 'check_violation',
                          CONSTRAINT = 'programs_submission_documents_sealed';
            END IF;
            RETURN NEW;
        """,
    )
