"""What Schemathesis has to be told about Offload, and the rules that OpenAPI can't express.

`./offload drill contract` loads this file. Everything here makes a check weaker, so each entry has its reason.
"""

import json
import os
import re

import schemathesis
from schemathesis.core.failures import Failure

# The drill's own key: if a case deleted it, all that follow would only test the answer 401.
OWN_KEY = os.environ["OFFLOAD_CONTRACT_KEY"].split("_")[1]

# Nobody listens there. Addresses that Schemathesis makes up are somebody else's.
NOBODY = "http://127.0.0.1:9/hook"

# Rules for requests that JSON Schema and OpenAPI can't express: code of the problem, where (a pattern for the pointer
# of the mistake, or for the detail if there is no pointer), and what is said there. Everything else that a request is
# refused for has to be in the document.
BEYOND_SCHEMAS = [
    # A bound of a duration or a moment is a matter of arithmetic, and some depend on the present.
    ("invalid-task|invalid-schedule", r"(/task)?/(delay|timeout|runAt|expiresAt)", r"at most|in the future|must be after|PT0S"),
    ("invalid-task|invalid-schedule", r"(/task)?/retry/maxDelay", r"must be at (least firstDelay|most P)"),
    # RFC 3339 allows the year 0000 and 9999 with any offset, which may leave them in UTC.
    ("invalid-.*", r"/.*", r"in the years 0000 to 9999"),
    ("invalid-parameter", r"", r"in the years 0000 to 9999"),
    # A URL has more rules than a pattern can show; docs/reference/webhooks.md has them.
    ("invalid-task|invalid-schedule", r"(/task)?/notify/\d+/webhook", r"must "),
    # The part before the @ has at most 64 characters.
    ("invalid-task|invalid-schedule", r"(/task)?/notify/\d+/email", r"must be an e-mail address"),
    # An expression may be well formed and never fire, or fire too often.
    ("invalid-schedule", r"/cron", r""),
    ("invalid-schedule", r"/timeZone", r"IANA"),
    # What a name must be depends on the kind of its scope, and a path has no other rule for each.
    ("invalid-limit", r"", r"the name in the path must be"),
    ("invalid-limit", r"/rate/per", r"in whole milliseconds"),
    # A cursor is opaque, and good for the query it was made for.
    ("invalid-parameter", r"", r"cursor must be the nextCursor"),
    # A hash is right or wrong for the bytes beside it.
    ("checksum-mismatch", r"", r""),
    ("invalid-parameter", r"", r"must be the same hash"),
    ("invalid-parameter", r"", r"Content-Digest would cover the whole multipart body"),
    # What is there now decides.
    ("precondition-failed|range-not-satisfiable", r"", r""),
    ("file-in-use|already-finished|not-finished|not-replayable|idempotency-mismatch", r"", r""),
    # An input is described by the schema of its type, which belongs to its handler.
    ("invalid-task|invalid-schedule", r"(/task)?/input/.*", r""),
]


@schemathesis.serializer("application/x-ndjson")
def one_line(ctx, value):
    return json.dumps(value).encode()


@schemathesis.deserializer("application/x-ndjson")
def first_answer(ctx, response):
    """The schema is that of each line."""
    lines = response.content.splitlines()
    return json.loads(lines[0]) if lines else {"line": 0, "status": 200}


@schemathesis.hook
def before_call(context, case, kwargs):
    """Replaces what can only be right by knowing more than the document, unless it is wrong on purpose."""
    if case.operation.label == "DELETE /v1/keys/{id}" and case.path_parameters.get("id") == OWN_KEY:
        case.path_parameters["id"] = "another"
    body = case.body
    if isinstance(body, dict):
        _make_possible(body)
        _make_possible(body.get("task"))
        if isinstance(body.get("cron"), str) and 0 < len(body["cron"]) <= 200:
            body["cron"] = "30 8 * * MON-FRI"
        if isinstance(body.get("timeZone"), str):
            body["timeZone"] = "Europe/Berlin"


def _make_possible(task):
    if not isinstance(task, dict):
        return
    if isinstance(task.get("type"), str) and "input" in task:
        # One of the configured types, with an input that it takes.
        task["type"] = "probe"
        if isinstance(task["input"], dict):
            task["input"] = {}
    for way in task.get("notify") if isinstance(task.get("notify"), list) else []:
        webhook = way.get("webhook") if isinstance(way, dict) else None
        if isinstance(webhook, str) and re.match("https?://", webhook, re.IGNORECASE) and len(webhook) <= 2048:
            way["webhook"] = NOBODY


def _has_no_digest(case, response) -> bool:
    """Whether an upload was made with a Content-Digest that is empty, or that does not match the document's pattern."""
    digest = (case.headers or {}).get("Content-Digest")
    if case.operation.label != "POST /v1/files" or digest is None:
        return False
    if response.status_code == 201:
        # An empty dictionary field is the same as none (RFC 9651, section 3.2), so it is accepted.
        return digest == ""
    # Schemathesis takes 0 for a valid value of this pattern.
    parameters = case.operation.schema.raw_schema["paths"]["/v1/files"]["post"]["parameters"]
    pattern = next(p["schema"]["pattern"] for p in parameters if p["name"] == "Content-Digest")
    return not re.search(pattern, digest)


@schemathesis.hook
def filter_failure(context, failure: Failure, case, response) -> bool:
    name = type(failure).__name__
    if name == "RejectedPositiveData" and _has_no_digest(case, response) and "Content-Digest must" in response.text:
        return False
    if name == "AcceptedNegativeData" and _has_no_digest(case, response):
        return False
    if name == "RejectedPositiveData":
        return not _is_beyond_schemas(response)
    if name == "AcceptedNegativeData" and case.operation.label == "POST /v1/tasks/batch":
        # A batch is accepted or refused line by line.
        answers = [json.loads(line) for line in response.content.splitlines()]
        return any(answer["status"] < 400 for answer in answers)
    return True


def _is_beyond_schemas(response) -> bool:
    try:
        problem = response.json()
    except ValueError:
        return False
    if not isinstance(problem, dict) or "code" not in problem:
        return False
    mistakes = problem.get("errors") or [{"pointer": "", "detail": problem.get("detail", "")}]
    return all(
        any(
            re.fullmatch(code, problem["code"])
            and re.fullmatch(pointer, mistake["pointer"])
            and re.search(detail, mistake["detail"])
            for code, pointer, detail in BEYOND_SCHEMAS
        )
        for mistake in mistakes
    )
