"""Sign-ins of the demonstration where it was not loaded; `test_demo` has it loaded throughout."""

from io import StringIO

from django.core.management import call_command


def test_demo_signins_before_loading_says_how(db):
    output = StringIO()

    call_command("demo_signins", stdout=output)

    assert "load_demo" in output.getvalue()
