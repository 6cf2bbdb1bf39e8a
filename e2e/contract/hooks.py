"""What Schemathesis has to be told about Offload, and the rules that OpenAPI can't express.

`./offload drill contract` loads this file. Everything here makes a check weaker, so each entry has its reason.
"""

import atexit
import collections
import json
import os
import re
import signal
import time

import requests
import schemathesis
from schemathesis.core.failures import Failure
from schemathesis.core.transport import Response

# The drill's own key: if a case deleted it, all that follow would only test the answer 401.
OWN_KEY = os.environ["OFFLOAD_CONTRACT_KEY"].split("_")[1]

# Nobody listens there. Addresses that Schemathesis makes up are somebody else's.
NOBODY = "http://127.0.0.1:9/hook"

# The problems of a task, wherever it is in a body, and the places where it may be.
OF_TASKS = "invalid-task|invalid-schedule|invalid-group"
PART = r"(/task|/then/\d+/task)*"

# Rules for requests that JSON Schema and OpenAPI can't express: code of the problem, where (a pattern for the pointer
# of the mistake, or for the detail if there is no pointer), and what is said there. Everything else that a request is
# refused for has to be in the document.
BEYOND_SCHEMAS = [
    # A bound of a duration or a moment is a matter of arithmetic, and some depend on the present.
    (OF_TASKS, PART + r"/(delay|timeout|runAt|expiresAt)", r"at most|in the future|must be after|PT0S"),
    (OF_TASKS, PART + r"/retry/maxDelay", r"must be at (least firstDelay|most P)"),
    (OF_TASKS, PART + r"/retry/firstDelay", r"must be at most maxDelay"),
    (OF_TASKS, PART + r"/debounce/(wait|max)", r"must be at (least|most)"),
    # RFC 3339 allows the year 0000 and 9999 with any offset, which may leave them in UTC.
    ("invalid-.*", r"/.*", r"in the years 0000 to 9999"),
    ("invalid-parameter", r"", r"in the years 0000 to 9999"),
    # A URL has more rules than a pattern can show; docs/reference/webhooks.md has them.
    (OF_TASKS, PART + r"/notify/\d+/webhook", r"must "),
    # The part before the @ has at most 64 characters.
    (OF_TASKS, PART + r"/notify/\d+/email", r"must be an e-mail address"),
    # An expression may be well formed and never fire, or fire too often.
    ("invalid-schedule", r"/cron", r""),
    ("invalid-schedule", r"/timeZone", r"IANA"),
    # As in notify. And a patch is right or wrong for the endpoint it meets.
    ("invalid-webhook", r"/url", r"must "),
    ("invalid-webhook|invalid-parameter", r"/rate(/.*)?", r"in whole milliseconds|at most|is required"),
    ("invalid-preferences", r"/email", r"must be an e-mail address"),
    ("invalid-preferences", r"/digest/every", r"in whole seconds"),
    ("invalid-preferences", r"/timeZone", r"IANA"),
    # Whether there is such a file, and what is on it.
    ("invalid-face", r"/file", r"must (be the id of an uploaded file|be a picture|show exactly one face)"),
    # Which headers belong to a delivery is a list, and names differ in more than capitals.
    ("invalid-webhook", r"/headers(/.*)?", r"is not allowed|must not appear twice|must have at most"),
    # A certificate is more than a text, goes with its key, and makes sense with https alone.
    ("invalid-webhook", r"/tls(/.*)?", r"in PEM|is required with|only with an https URL|must have|must be null, too"),
    # Progress may be left out, so it has no order.
    ("invalid-webhook", r"/events", r"must not have task\.progress if ordered"),
    # A token is a text or a header, and a request with both does not say which one counts.
    ("invalid-parameter", r"", r"Send the token once"),
    # How long a token is good for is a duration, with bounds as above.
    ("invalid-parameter", r"/expiresIn", r"must be at (least|most) P"),
    # What a name must be depends on the kind of its scope, and a path has no other rule for each.
    ("invalid-limit", r"", r"the name in the path must be"),
    ("invalid-limit", r"/rate/per", r"in whole milliseconds"),
    # A schema can't count how deep something is nested.
    (OF_TASKS, PART + r"/then", r"must not be nested more than"),
    # A successor may only name the group of what it follows.
    (OF_TASKS, PART + r"/group", r"must be that of the task it follows"),
    # A line of a batch may name a group unless the query does.
    ("invalid-task", r"/group", r"all lines join the same group"),
    ("invalid-task", r"/debounce", r"not allowed together with group"),
    # What a line waits for are other lines, of which a case has none.
    ("invalid-task", r"/after/\d+", r"must be the name of a line of this batch"),
    # A cursor is opaque, and good for the query it was made for.
    ("invalid-parameter", r"", r"cursor must be the nextCursor"),
    # A hash is right or wrong for the bytes beside it.
    ("checksum-mismatch", r"", r""),
    ("invalid-parameter", r"", r"must be the same hash"),
    ("invalid-parameter", r"", r"Content-Digest would cover the whole multipart body"),
    # The headers of tus are needed only together, and some have a text in base64 with rules of its own.
    ("invalid-parameter", r"", r"^(Upload-(Length|Offset|Metadata|Checksum) must be|Send Upload-Checksum instead)"),
    ("invalid-parameter", r"", r"filetype in Upload-Metadata|The name of the file must be"),
    ("unsupported-media-type", r"", r"Send the first piece with"),
    ("too-large", r"", r"goes beyond the|A file may have at most"),
    ("wrong-offset|upload-busy|piece-mismatch", r"", r""),
    # What is there now decides.
    ("precondition-failed|range-not-satisfiable", r"", r""),
    ("invalid-task", r"/group", r"must be the id of an open group"),
    ("group-sealed|face-deleted|file-in-use|already-finished|not-finished|not-replayable|idempotency-mismatch", r"", r""),
    # An input is described by the schema of its type, which belongs to its handler.
    (OF_TASKS, PART + r"/input/.*", r""),
]

BATCH = "POST /v1/tasks/batch"

# How many failures each rule has hidden. A rule that hides more than it used to may hide a new mistake.
HIDDEN = collections.Counter()

# No wait for an answer is longer, in seconds.
LONGEST_WAIT = 10


@atexit.register
def print_what_was_hidden():
    if HIDDEN:
        print("Failures that were ignored, by rule of hooks.py:")
    for rule, count in sorted(HIDDEN.items()):
        print(f"{count:7} {rule}")


def _end(number, frame):
    """The drill ends a part whose time is up. What was found until then is printed."""
    raise KeyboardInterrupt


signal.signal(signal.SIGTERM, _end)


@schemathesis.serializer("application/x-ndjson")
def one_line(ctx, value):
    return json.dumps(value).encode()


@schemathesis.serializer("application/offset+octet-stream")
def piece(ctx, value):
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


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
        if "/v1/webhooks" in case.operation.label:
            _make_harmless(body, "url")
        if isinstance(body.get("cron"), str) and 0 < len(body["cron"]) <= 200:
            body["cron"] = "30 8 * * MON-FRI"
        if isinstance(body.get("timeZone"), str):
            body["timeZone"] = "Europe/Berlin"


@schemathesis.hook
def after_call(context, case, response):
    """Does once what a 503 with Retry-After asks for. A service that still can't answer is a finding."""
    wait = response.headers.get("retry-after")
    if response.status_code != 503 or not wait:
        return
    HIDDEN["503 with Retry-After, sent again once"] += 1
    time.sleep(min(int(wait[0]), LONGEST_WAIT))
    with requests.Session() as session:
        answer = session.send(response.request, timeout=20)
    again = Response.from_requests(answer, verify=response.verify, _override=response._override)
    for name in Response.__slots__:
        setattr(response, name, getattr(again, name))


def _make_possible(task):
    if not isinstance(task, dict):
        return
    if isinstance(task.get("type"), str) and "input" in task:
        # One of the configured types, with an input that it takes.
        task["type"] = "probe"
        if isinstance(task["input"], dict):
            task["input"] = {}
    for way in task.get("notify") if isinstance(task.get("notify"), list) else []:
        if isinstance(way, dict):
            _make_harmless(way, "webhook")
    for successor in task.get("then") if isinstance(task.get("then"), list) else []:
        _make_possible(successor.get("task") if isinstance(successor, dict) else None)


def _make_harmless(owner, member):
    url = owner.get(member)
    if isinstance(url, str) and re.match("https?://", url, re.IGNORECASE) and len(url) <= 2048:
        owner[member] = NOBODY


def _has_no_digest(case, response, header="Content-Digest") -> bool:
    """Whether an upload was made with a digest that is empty, or that does not match the document's pattern."""
    digest = (case.headers or {}).get(header)
    if case.operation.label != "POST /v1/files" or digest is None:
        return False
    if response.status_code == 201:
        # An empty dictionary field is the same as none (RFC 9651, section 3.2), so it is accepted.
        return digest == ""
    # Schemathesis takes 0 for a valid value of this pattern.
    parameters = case.operation.schema.raw_schema["paths"]["/v1/files"]["post"]["parameters"]
    pattern = next(p["schema"]["pattern"] for p in parameters if p["name"] == header)
    return not re.search(pattern, digest)


@schemathesis.check
def right_lines_are_accepted(ctx, response, case):
    """A batch answers 200 whatever becomes of its lines, so what is said of each is looked at here."""
    right = case.meta is not None and case.meta.generation.mode.is_positive
    if case.operation.label != BATCH or response.status_code != 200 or not right:
        return
    for line in response.content.splitlines():
        answer = json.loads(line)
        if answer["status"] < 400:
            continue
        rules = _broken(answer["problem"])
        HIDDEN.update(rules)
        if not rules:
            raise AssertionError(f"A line as in the document was refused: {line.decode()}")


@schemathesis.hook
def filter_failure(context, failure: Failure, case, response) -> bool:
    rules = _rules_that_hide(type(failure).__name__, case, response)
    HIDDEN.update(rules)
    return not rules


def _rules_that_hide(failure, case, response) -> list[str]:
    """The rules by which a failure is none. Empty if it is one."""
    for header in "Content-Digest", "Repr-Digest":
        if not _has_no_digest(case, response, header):
            continue
        if failure == "RejectedPositiveData" and f"{header} must" in response.text:
            return [f"{header} that does not match its pattern, refused"]
        if failure == "AcceptedNegativeData":
            return [f"{header} that is empty or does not match its pattern"]
    if failure == "RejectedPositiveData" and case.method == "HEAD" and response.status_code == 412:
        # The answer to HEAD has no body that could say which precondition it was.
        return ["HEAD with a precondition that does not hold"]
    if failure == "RejectedPositiveData":
        return _beyond_schemas(response)
    if failure == "AcceptedNegativeData" and response.status_code == 412:
        # Nothing was accepted: a precondition is evaluated before the content is (RFC 9110, section 13.2.1).
        return ["wrong content with a precondition that does not hold"]
    if failure == "AcceptedNegativeData" and response.status_code == 413:
        # Nothing was accepted: nobody reads more bytes than a body may have in order to say what else is wrong.
        return ["wrong content of more bytes than are read"]
    if failure == "MissingHeaderNotRejected" and response.status_code == 412 and "Tus-Resumable" in response.text:
        # tus wants 412 for a version that is not spoken, and so for none.
        return ["no version of tus"]
    if failure == "AcceptedNegativeData" and case.operation.label == BATCH:
        # A batch is accepted or refused line by line.
        answers = [json.loads(line) for line in response.content.splitlines()]
        return [] if any(answer["status"] < 400 for answer in answers) else ["lines of a batch, all refused"]
    return []


def _beyond_schemas(response) -> list[str]:
    try:
        problem = response.json()
    except ValueError:
        return []
    return _broken(problem) if isinstance(problem, dict) and "code" in problem else []


def _broken(problem) -> list[str]:
    """The rules of BEYOND_SCHEMAS that all mistakes in a request break. Empty if one of them is another mistake."""
    mistakes = problem.get("errors") or [{"pointer": "", "detail": problem.get("detail", "")}]
    broken = [_rule(problem["code"], mistake) for mistake in mistakes]
    return [] if None in broken else broken


def _rule(code, mistake):
    # A member's name may have line breaks in it.
    for rule in BEYOND_SCHEMAS:
        if (
            re.fullmatch(rule[0], code)
            and re.fullmatch(rule[1], mistake["pointer"], re.DOTALL)
            and re.search(rule[2], mistake["detail"], re.DOTALL)
        ):
            return " | ".join(rule)
    return None
