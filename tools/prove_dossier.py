#!/usr/bin/env python3
"""Attacks a dossier. Use: prove_dossier.py DOSSIER.zip [PROV.json ...], the dossier with --whole

Sees that the second verifier refuses each attack and names the file.
Changes one byte at a time in every file (with SHA256SUMS as it was, and made to fit), leaves
entries out, and signs ledgers anew whose verdict does not follow. Runs the steps of VERIFY.md by the
shell, and reads the PROV-JSON with PyPI's `prov` where that is installed.
"""
import base64
import hashlib
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import zipfile

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
sys.dont_write_bytecode = True
import verify_dossier as verifier  # noqa: E402

# Copies for reading, and what only tells when and by whom the dossier was made: the seal alone
# binds them.
UNBOUND = {"VERIFY.md", "dossier.html", "certificate.html", "verify_dossier.py", "dossier.json",
           "provenance.json"}
PLACES = 12


class Failed(Exception):
    pass


def files_of(contents):
    files = verifier.Files.__new__(verifier.Files)
    files.bytes = dict(contents)
    return files


def with_sums(contents):
    """The same with sums that fit; a seal stays as it was."""
    lines = [f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in contents.items()
             if name not in ("SHA256SUMS", "SEAL")]
    return {**contents, "SHA256SUMS": "".join(lines).encode()}


def refusal(contents, unsealed=True):
    """What the verifier says against a dossier, without its seal; nothing where it holds."""
    contents = {name: data for name, data in contents.items() if not unsealed or name != "SEAL"}
    try:
        verifier.verify(files_of(contents), unsealed=unsealed)
    except verifier.Refused as refused:
        return str(refused)
    return ""


def change_bytes(contents, seed):
    chance, shallow, deep, sealed = random.Random(seed), 0, 0, 0
    for name in sorted(contents):
        data = contents[name]
        places = {0, len(data) - 1} | {chance.randrange(len(data)) for _ in range(PLACES)}
        for place in sorted(places):
            changed = bytearray(data)
            changed[place] ^= 1 << chance.randrange(8)
            said = refusal({**contents, name: bytes(changed)}, unsealed=False)
            if name not in said:
                raise Failed(f"seed {seed}: byte {place} of {name} changed: {said or 'it held'}")
            shallow += 1
            if name in ("SHA256SUMS", "SEAL"):
                continue
            said = refusal(with_sums({**contents, name: bytes(changed)}), unsealed=False)
            if not said:
                raise Failed(f"seed {seed}: byte {place} of {name} changed with its sum: "
                             f"{said or 'it held'}")
            sealed += 1
            if name in UNBOUND:
                continue
            said = refusal(with_sums({**contents, name: bytes(changed)}))
            if not said:
                raise Failed(f"seed {seed}: byte {place} of {name} changed with its sum: it held")
            deep += 1
    said = refusal({n: d for n, d in contents.items() if n != "SEAL"}, unsealed=False)
    if not said.startswith("SEAL: is missing"):
        raise Failed(f"the seal taken away: {said or 'it held'}")
    print(f"  {shallow} changed bytes refused, the file named; {sealed} with sums that fit, by the "
          f"seal;\n  {deep} of them by what they say, without the seal")


def leave_out(contents):
    """A dossier without some entry on which its verdict rests."""
    head = json.loads(contents["dossier.json"])
    count = 0
    without = {name: data for name, data in contents.items() if name != "ledger.jsonl"}
    if refusal(with_sums(without)):
        raise Failed(f"without ledger.jsonl: {refusal(with_sums(without))}")
    for name in [n for n in contents if n.startswith("entries/")]:
        entry = json.loads(contents[name])
        mine = entry["data"].get("question") == head["question"]
        if entry["kind"] not in ("answerGiven", "skillsMoved", "ruleAdopted", "subjectDefined",
                                 "consensusReached", "questionAsked", "communityFounded"):
            continue
        if entry["kind"] in ("skillsMoved",) and mine:
            continue
        rest = {n: d for n, d in without.items()
                if n not in (name, name.replace("entries", "proofs").replace(
                    ".json", ".tlog-proof"))}
        if not refusal(with_sums(rest)):
            raise Failed(f"{name} ({entry['kind']}) left out: it held")
        count += 1
    print(f"  {count} entries left out, one at a time, and missed")


def inclusion(leaves, index):
    if len(leaves) == 1:
        return []
    split = 1 << (len(leaves) - 1).bit_length() - 1
    if index < split:
        return inclusion(leaves[:split], index) + [verifier.tree_root(leaves[split:])]
    return inclusion(leaves[split:], index - split) + [verifier.tree_root(leaves[:split])]


def signed_anew(contents, change):
    """The dossier of a ledger that was rewritten and signed by a key of the forger's own."""
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes(serialization.Encoding.Raw,
                                           serialization.PublicFormat.Raw)
    origin = contents["checkpoint"].decode().split("\n")[0]
    key_id = hashlib.sha256(origin.encode() + b"\n\1" + public).digest()[:4]
    text_key = f"{origin}+{key_id.hex()}+{base64.b64encode(b'%c' % 1 + public).decode()}"
    entries = [json.loads(line) for line in contents["ledger.jsonl"].split(b"\n")[:-1]]
    for entry in entries:
        if entry["kind"] == "communityFounded":
            entry["data"]["verifierKey"] = text_key
        change(entry)
    lines = [verifier.canonical(entry).encode() for entry in entries]
    leaves = [verifier.leaf_hash(line) for line in lines]
    root = base64.b64encode(verifier.tree_root(leaves)).decode()
    text = f"{origin}\n{len(lines)}\n{root}\n"
    signature = key.sign(text.encode())
    note = f"{text}\n— {origin} {base64.b64encode(key_id + signature).decode()}\n"
    forged = {**contents, "keys.txt": f"{text_key}\n".encode(), "checkpoint": note.encode(),
              "openssl/checkpoint.txt": text.encode(), "openssl/checkpoint.sig": signature,
              "openssl/key.pem": key.public_key().public_bytes(
                  serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo),
              "ledger.jsonl": b"".join(line + b"\n" for line in lines)}
    for name in [n for n in contents if n.startswith("entries/")]:
        index = int(name[8:17])
        forged[name] = lines[index]
        proof = "".join(base64.b64encode(h).decode() + "\n" for h in inclusion(leaves, index))
        forged[f"proofs/{index:09d}.tlog-proof"] = (
            f"c2sp.org/tlog-proof@v1\nindex {index}\n{proof}\n{note}".encode())
    return with_sums(forged)


def forge(contents):
    question = json.loads(contents["dossier.json"])["question"]

    def of(kind, change):
        def apply(entry):
            if entry["kind"] == kind and entry["data"].get("question", question) == question:
                change(entry["data"])
        return apply

    def nudge(share, field="partsPerMillion", by=2):
        if share:
            share[field] += by if share[field] < 500_000 else -by

    forgeries = {
        "nothing but the key": (lambda entry: None, False),
        "two parts per million of an action": (
            of("consensusReached", lambda d: [nudge(s) for s in d["actions"]]), True),
        "two parts per million of the taxon": (
            of("consensusReached", lambda d: nudge(d.get("leading"))), True),
        "two thousandths of a bit": (
            of("consensusReached",
               lambda d: [nudge(r, "milliBits", 2) for r in d["reasons"]]), True),
        "a verdict settled that is not, or the other way": (
            of("consensusReached", lambda d: d.update(
                phase="unsettled" if d["phase"] == "settled" else "settled")), True),
        "how firm it stands": (
            of("consensusReached", lambda d: d.update(
                fragility=6 if d.get("fragility") != 6 else 1)), True),
        "how sure somebody was": (
            of("answerGiven", lambda d: d.update(
                confidence="guess" if d["confidence"] != "guess" else "sure")), True),
        "answers of those who are no experts": (
            of("memberJoined", lambda d: d.update(
                roles=["asker"] if d["roles"] == ["expert"] else d["roles"])), True),
        "what the rule asks for": (
            of("ruleAdopted", lambda d: d["rule"].update(
                noviceAccuracyPartsPerMillion=[840_000, 750_000, 650_000])), True),
    }
    for what, (change, is_refused) in forgeries.items():
        said = refusal(signed_anew(contents, change))
        if bool(said) != is_refused:
            raise Failed(f"signed anew with {what}: {said or 'it held'}")
    def rule_9(entry):
        of("ruleAdopted", lambda d: d["rule"].update(version="9", arithmetic=9))(entry)
        of("consensusReached", lambda d: d.update(rule="9"))(entry)

    if "it follows arithmetic 5 to 8" not in refusal(signed_anew(contents, rule_9)):
        raise Failed(f"rule 9: {refusal(signed_anew(contents, rule_9)) or 'it held'}")
    try:
        verifier.verify(files_of(signed_anew(contents, lambda entry: None)), unsealed=True,
                        key=contents["keys.txt"].decode().split("\n")[0])
        raise Failed("another key held")
    except verifier.Refused:
        pass
    try:
        changed = signed_anew(contents, of("answerGiven", lambda d: d.update(taxon=None)))
        old = contents["checkpoint"].decode()
        verifier.verify(files_of(changed), against=old, unsealed=True)
        raise Failed("a rewritten history held")
    except verifier.Refused:
        pass
    print(f"  {len(forgeries) - 1} verdicts that do not follow refused, although signed;\n  "
          "a key and a history of the forger's own, and a rule that is not known, as well")


def walk(archive, contents):
    """The steps of VERIFY.md, by the shell."""
    blocks = re.findall(r"```sh\n(.*?)```", contents["VERIFY.md"].decode(), re.S)
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(archive) as box:
            box.extractall(folder)
        said = []
        for block in blocks:
            block = block.replace("python3 ", sys.executable + " ")
            run = subprocess.run(["bash", "-euo", "pipefail", "-c", block], cwd=folder,
                                 capture_output=True, text=True)
            if run.returncode:
                raise Failed(f"VERIFY.md: {block}\n{run.stdout}{run.stderr}")
            said.append(run.stdout + run.stderr)
        keys = said[2].split("\n")
        expected = [said[0] == "", "Verified Successfully" in said[1],
                    keys[0] == keys[1] and len(keys[0]) == 64,
                    "Verified Successfully" in said[3]
                    and len(set(re.findall("[0-9a-f]{64}", said[3]))) == 1,
                    said[4][:64] in contents["VERIFY.md"].decode(), said[5] == "",
                    "HOLDS" in said[6]]
        if len(said) != 7 or not all(expected):
            raise Failed(f"VERIFY.md: what its steps print is not what it says: {said}")
    print(f"  {len(said)} steps of VERIFY.md by sha256sum, openssl and the shell")


def skipped(what):
    """A reader that is not there: a loud line, and in CI a failure."""
    if os.environ.get("CI"):
        raise Failed(f"{what} is not installed, and CI is set")
    print(f"SKIPPED: {what} is not installed (tools/setup --tests)")


def check_provenance(texts):
    try:
        import prov
        from prov.model import ProvDocument
    except ImportError:
        return skipped("PyPI's prov")
    schema = os.path.join(os.path.dirname(prov.__file__), "tests", "schemas",
                          "prov-json.schema.json")
    validator = None
    if not os.path.exists(schema):
        skipped("the schema of PROV-JSON, which PyPI's prov brings along,")
    else:
        try:
            import jsonschema
        except ImportError:
            return skipped("PyPI's jsonschema")
        with open(schema, encoding="utf-8") as file:
            validator = jsonschema.Draft4Validator(json.load(file))
    reached, lessons = 0, 0
    for text in texts:
        document = ProvDocument.deserialize(content=text, format="json")
        again = ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
        if document != again:
            raise Failed("prov reads another document than it wrote")
        with tempfile.TemporaryDirectory() as folder:
            paths = [os.path.join(folder, name) for name in ("a.json", "b.provn", "c.json")]
            with open(paths[0], "w", encoding="utf-8") as file:
                file.write(text)
            tools = os.path.dirname(sys.executable)
            for form, path in (("provn", paths[1]), ("json", paths[2])):
                subprocess.run([f"{tools}/prov-convert", "-f", form, paths[0], path], check=True)
            subprocess.run([f"{tools}/prov-compare", "-f", "json", "-F", "json", paths[0],
                            paths[2]], check=True)
        raw = json.loads(text)
        if validator:
            wrong = next(validator.iter_errors(raw), None)
            if wrong:
                raise Failed(f"the schema of PROV-JSON refuses it: {wrong.message[:300]}")
        for part in [raw] + list(raw.get("bundle", {}).values()):
            answers, taught = reach(part)
            reached, lessons = reached + answers, lessons + taught
    if not lessons:
        raise Failed("no skill that a verdict used leads to a lesson")
    print(f"  PROV-JSON read, written and compared by prov {prov.__version__}, "
          f"{'valid by its schema, ' if validator else ''}{reached} answers reached, "
          f"{lessons} lessons")


def reach(part):
    """Each consensus leads to every answer that its activity used, to skills and a rule."""
    edges = {}
    ends = {"used": ("prov:activity", "prov:entity"),
            "wasGeneratedBy": ("prov:entity", "prov:activity"),
            "wasDerivedFrom": ("prov:generatedEntity", "prov:usedEntity"),
            "wasAssociatedWith": ("prov:activity", "prov:agent")}
    for kind, (start, end) in ends.items():
        for relation in part.get(kind, {}).values():
            edges.setdefault(relation[start], set()).add(relation[end])
    types = {name: things["prov:type"]["$"] for name, things in part.get("entity", {}).items()}
    answers = sorted(n for n, kind in types.items() if kind == "w:Answer")
    count, taught = 0, 0
    for name in sorted(n for n, kind in types.items() if kind == "w:Consensus"):
        found, waiting = set(), [name]
        while waiting:
            here = waiting.pop()
            for there in edges.get(here, ()):
                if there not in found:
                    found.add(there)
                    waiting.append(there)
        kinds = {types.get(each) for each in found}
        used = [a for a in answers if a in found]
        if "prov:Plan" not in kinds or used and "w:SkillSnapshot" not in kinds:
            raise Failed(f"{name} leads to no rule, or to no skills")
        moved = [n for n in found if types.get(n) == "w:SkillSnapshot" and n in edges
                 and not any(types.get(e) in ("w:Lessons", "w:Estimate") for e in edges[n])
                 and any(e.startswith("w:entry.") for e in edges[n])]
        if moved:
            raise Failed(f"{moved[0]} was made by an entry and comes from no lessons")
        taught += sum(types.get(n) in ("w:Lessons", "w:Estimate") for n in found)
        count += len(used)
    last = [n for n, kind in types.items() if kind == "w:Consensus"]
    if last and not all(a in found for a in answers):
        raise Failed(f"{name} does not lead to every answer")
    return count, taught


def main():
    archive, texts = sys.argv[1], sys.argv[2:]
    contents = verifier.Files(archive).bytes
    seed = int(os.environ.get("WITAN_SEED", "1"))
    try:
        if refusal(contents, unsealed=False):
            raise Failed(refusal(contents, unsealed=False))
        change_bytes(contents, seed)
        leave_out(contents)
        forge(contents)
        walk(archive, contents)
        provs = [contents["provenance.json"].decode()]
        for path in texts:
            with open(path, encoding="utf-8") as file:
                provs.append(file.read())
        check_provenance(provs)
    except Failed as failed:
        print(f"prove_dossier: {failed}", file=sys.stderr)
        return 1
    print("PROVED")
    return 0


if __name__ == "__main__":
    sys.exit(main())
