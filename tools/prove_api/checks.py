"""What schemathesis checks of Witan besides its own: nobody gets what is for others."""
import os, re
import schemathesis

ROLES = set(filter(None, os.environ.get("WITAN_CALLER_ROLES", "").split(",")))
MARK = os.environ.get("WITAN_MARK", "")


@schemathesis.check
def only_for_its_roles(ctx, response, case):
    """What the description says is for other roles, is not done."""
    if not ROLES or not 200 <= response.status_code < 300:
        return
    text = case.operation.definition.raw.get("description", "")
    told = re.match(r"Roles: ([^.]*)\.", text)
    allowed = told.group(1) if told else ""
    if "anybody" in allowed or "any member" in allowed and "nobody" not in ROLES:
        return
    assert ROLES & set(re.findall(r"\w+", allowed)), f"done for {sorted(ROLES)}, and is for: {allowed}"


@schemathesis.check
def nothing_of_others(ctx, response, case):
    """The text of a question that is none of the caller's business is in no reply."""
    if MARK:
        assert MARK.encode() not in response.content, "a question of somebody else is told"
