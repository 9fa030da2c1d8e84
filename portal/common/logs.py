"""What is kept out of the logs."""

import logging
import re

# As the queue writes a job: task[number](arguments), up to the last bracket of the line
ARGUMENTS = re.compile(r"(\[\d+\])\(.*\)", re.DOTALL)


class JobNames(logging.Filter):
    """Names jobs by task and number, without their arguments: those of a mail are the mail itself."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.partition(".")[0] == "procrastinate":
            record.msg, record.args = ARGUMENTS.sub(r"\1", record.getMessage()), ()
        return True
