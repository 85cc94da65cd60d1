"""Counts what was checked, and says how it went."""
import os

passed = failed = skipped = 0


def check(what, is_so, evidence=""):
    """One claim."""
    global passed, failed
    passed, failed = passed + bool(is_so), failed + (not is_so)
    print(("ok    " if is_so else "FAIL  ") + what + ("" if is_so else f"\n      {str(evidence)[:2000]}"), flush=True)
    return bool(is_so)


def skip(what):
    """One tool that is not there."""
    global skipped
    skipped += 1
    print(f"SKIPPED {what} is not installed (tools/setup --tests)", flush=True)


def done():
    """The last line, and the exit code."""
    print(f"\n{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    raise SystemExit(failed > 0 or (skipped > 0 and bool(os.environ.get("CI"))))
