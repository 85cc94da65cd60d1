#!/usr/bin/env python3
"""Checks a Witan dossier offline. Use: verify_dossier.py DOSSIER [OPTIONS]

Derives its verdicts anew from answers, skills, prior and rule.

  python3 verify_dossier.py DOSSIER [--key VERIFIER-KEY] [--against CHECKPOINT]
                            [--consistency FILE] [--witness WITNESS-KEY]

DOSSIER is the zip file, or the folder into which it was unpacked. Needs Python 3.9 or later and
the package `cryptography` (Debian python3-cryptography), nothing else, and no network.

  --key          a verifier key that you got elsewhere; the dossier must be signed by it, or by
                 the one to which it handed over by its own signature in the ledger
  --against      an older signed checkpoint that you kept; the dossier's ledger must continue it
  --consistency  what `witan audit prove --from SIZE --json` printed, for that
  --witness      the key of a witness who must have cosigned; may be repeated

Written from the published formats and the description of the rule, apart from the program that
makes dossiers. Exits with 0 when everything holds, else with 1 and a sentence that names the file.
It follows arithmetic 5 to 8 of the rule and refuses others: see RULE_FIELDS.
"""
import argparse
import base64
import collections
import csv
import hashlib
import io
import json
import math
import os
import re
import sys
import unicodedata
import zipfile

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    print("UNKNOWN  Nothing was checked: this needs the Python package `cryptography`. Debian has it "
          "as\n         python3-cryptography, PyPI as cryptography.", file=sys.stderr)
    sys.exit(3)

# Probabilities are compared in parts per million, bits in thousandths: both are rounded, and the
# last digit may differ where two machines' logarithms differ in the last bit.
TOLERANCE = 1
# Two beliefs nearer to each other than this are a tie, which may fall either way.
TIE = 1e-9

# A rule says by which arithmetic it is read; one that was recorded without it, by its name.
RULE = re.compile(r"([5678])([-.][ -~]*)?")
RULE_5_FIELDS = set("""version noviceAccuracyPartsPerMillion poolingStrengths
homeShiftPartsPerMillion awayShiftPartsPerMillion errors openSharePartsPerMillion
sameRegionPartsPerMillion elsewherePartsPerMillion priorStrength presenceWorth
abroadPartsPerMillion actionNeedsPartsPerMillion unprovedActionNeedsPartsPerMillion
answersForAction actionsNeedingProof actionErrorLimitPartsPerMillion taxonNeedsPartsPerMillion
answersForTaxon actionCostsPartsPerMillion answerPricePartsPerMillion answersAtMost
splitPartsPerMillion foundingQuestions foundingAnswers lessonNeedsPartsPerMillion
questionsPerEstimate estimateWindow taxonSlopePartsPerMillion actionSlopePartsPerMillion
explorationPartsPerMillion reservePartsPerMillion waveSizes clocks reach
missPartsPerMillion missStrength copyingPartsPerMillion skillHalfLifeDays""".split())
# Rule 6 hears so many answers of one group; rule 5 knew none.
RULE_6_FIELDS = RULE_5_FIELDS | {"answersPerGroup"}
# Rule 7 holds some newcomers for unfit; so does no rule before it.
RULE_7_FIELDS = RULE_6_FIELDS | {"newcomers"}
# Rule 8 says how many answers keep a class that needs proof from being said; no rule before it.
RULE_FIELDS = {"5": RULE_5_FIELDS, "6": RULE_6_FIELDS, "7": RULE_7_FIELDS,
               "8": RULE_7_FIELDS | {"answersAgainstProof"}}

# UN M49 with the Unicode CLDR's choices for islands and Antarctica: the regions of skill.
REGIONS = {
    "002": """AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS
        LY MA MG ML MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA
        ZM ZW""",
    "003": """AG AI AW BB BL BM BQ BS BZ CA CR CU CW DM DO GD GL GP GT HN HT JM KN KY LC MF MQ MS
        MX NI PA PM PR SV SX TC TT US VC VG VI""",
    "005": """AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE""",
    "009": """AQ AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU
        WF WS""",
    "142": """AE AF AM AZ BD BH BN BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK
        MM MN MO MV MY NP OM PH PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE""",
    "150": """AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE
        LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK""",
}
REGION_OF = {country: region for region, all_ in REGIONS.items() for country in all_.split()}


class Refused(Exception):
    """A file that does not hold, and why."""

    def __init__(self, name, reason):
        super().__init__(f"{name}: {reason}")


class Unknown(Exception):
    """What cannot be told, as something is missing."""


def need(condition, name, reason):
    if not condition:
        raise Refused(name, reason)


# ---------------------------------------------------------------- the files

class Files:
    """The dossier's files, from a zip or a folder, each as SHA256SUMS has it."""

    def __init__(self, path):
        self.bytes = {}
        if os.path.isdir(path):
            for folder, _, names in os.walk(path):
                for name in names:
                    full = os.path.join(folder, name)
                    with open(full, "rb") as file:
                        self.bytes[os.path.relpath(full, path).replace(os.sep, "/")] = file.read()
        else:
            try:
                with zipfile.ZipFile(path) as box:
                    for name in box.namelist():
                        need(name not in self.bytes, name, "stands twice in the zip file")
                        try:
                            self.bytes[name] = box.read(name)
                        except (zipfile.BadZipFile, zipfile.zlib.error, EOFError) as error:
                            raise Refused(name, f"cannot be unpacked: {error}")
            except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
                raise Refused(path, f"is no zip file that can be read: {error}")

    def get(self, name):
        need(name in self.bytes, name, "is missing")
        return self.bytes[name]

    def text(self, name):
        try:
            return self.get(name).decode("utf-8")
        except UnicodeDecodeError:
            raise Refused(name, "is not UTF-8")

    def below(self, folder):
        return sorted(name for name in self.bytes if name.startswith(folder + "/"))

    def check_sums(self):
        listed = set()
        for line in self.text("SHA256SUMS").split("\n")[:-1]:
            match = re.fullmatch(r"([0-9a-f]{64})  ([ -~]+)", line)
            need(match and match[2] not in listed, "SHA256SUMS", f"has a malformed line: {line!r}")
            need(match[2] in self.bytes, match[2], "is listed in SHA256SUMS and missing")
            found = hashlib.sha256(self.bytes[match[2]]).hexdigest()
            need(found == match[1], match[2],
                 f"hashes to {found}, and SHA256SUMS says {match[1]}")
            listed.add(match[2])
        need(self.text("SHA256SUMS").endswith("\n"), "SHA256SUMS", "does not end in a newline")
        for name in sorted(self.bytes):
            need(name in listed or name in ("SHA256SUMS", "SEAL"), name,
                 "is not listed in SHA256SUMS")
        return len(listed)


# ---------------------------------------------------------------- canonical JSON (RFC 8785)

def canonical(value):
    if isinstance(value, dict):
        pairs = sorted(value.items(), key=lambda pair: pair[0].encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(k)}:{canonical(v)}" for k, v in pairs) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def read_canonical(name, data):
    def pairs(items):
        need(len(dict(items)) == len(items), name, "names a member twice")
        return dict(items)

    def number(text):
        need(text != "-0" and abs(int(text)) < 2 ** 53, name, f"has the number {text}")
        return int(text)

    def no_float(text):
        raise Refused(name, f"has a number that is no integer: {text}")

    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=pairs, parse_int=number,
                           parse_float=no_float, parse_constant=no_float)
        same = canonical(value).encode("utf-8") == data
    except (ValueError, RecursionError) as error:
        raise Refused(name, f"is no JSON: {error}")
    need(same, name, "is not in the canonical spelling (RFC 8785)")
    return value


# ---------------------------------------------------------------- ledger (RFC 9162, C2SP)

def leaf_hash(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def tree_root(leaves):
    """The root over all leaves; the left half of n is the largest power of two below n."""
    stack = []
    for place, leaf in enumerate(leaves):
        stack.append(leaf)
        while place & 1:
            right = stack.pop()
            stack[-1] = node_hash(stack[-1], right)
            place >>= 1
    while len(stack) > 1:
        right = stack.pop()
        stack[-1] = node_hash(stack[-1], right)
    return stack[0] if stack else hashlib.sha256(b"").digest()


def check_inclusion(name, leaf, index, size, proof, root):
    """RFC 9162 2.1.3.2."""
    need(index < size, name, f"is of entry {index} in a ledger of {size}")
    fn, sn, r = index, size - 1, leaf
    for p in proof:
        need(sn > 0, name, "has a proof with too many hashes")
        if fn & 1 or fn == sn:
            r = node_hash(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node_hash(r, p)
        fn, sn = fn >> 1, sn >> 1
    need(sn == 0 and r == root, name,
         "and its entry do not lead to the root that the checkpoint signs")


def check_consistency(name, old_size, old_root, new_size, new_root, proof):
    """RFC 9162 2.1.4.2."""
    need(0 < old_size <= new_size, name, "is between sizes out of order")
    if old_size == new_size:
        return need(old_root == new_root and not proof, name, "has another root for the same size")
    path = list(proof)
    if old_size & (old_size - 1) == 0:
        path.insert(0, old_root)
    need(path, name, "is empty")
    fn, sn = old_size - 1, new_size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        need(sn > 0, name, "has too many hashes")
        if fn & 1 or fn == sn:
            fr, sr = node_hash(c, fr), node_hash(c, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, c)
        fn, sn = fn >> 1, sn >> 1
    need(fr == old_root and sr == new_root and sn == 0, name,
         "does not show that the older ledger is the beginning of this one")


def base64_bytes(name, text):
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Refused(name, f"has no base64 where it should: {text!r}")
    need(base64.b64encode(data).decode() == text, name, f"has loose base64: {text!r}")
    return data


class Key:
    """A C2SP verifier key: name+hex8(id)+base64(0x01 || Ed25519 key)."""

    def __init__(self, name, text):
        parts = text.split("+", 2)
        need(len(parts) == 3, name, "is no verifier key (name+id+key)")
        self.text, self.name, typed = text, parts[0], base64_bytes(name, parts[2])
        need(len(typed) == 33 and typed[0] == 1, name, "is no Ed25519 key")
        self.id = hashlib.sha256(parts[0].encode() + b"\n" + typed).digest()[:4]
        need(parts[1] == self.id.hex(), name, "has an ID that is not that of its name and key")
        self.public = Ed25519PublicKey.from_public_bytes(typed[1:])


class WitnessKey:
    """A C2SP verifier key of a witness: name+hex8(id)+base64(0x04 || Ed25519 key)."""

    def __init__(self, name, text):
        parts = text.split("+", 2)
        need(len(parts) == 3, name, "is no verifier key (name+id+key)")
        self.name, typed = parts[0], base64_bytes(name, parts[2])
        need(len(typed) == 33 and typed[0] == 4, name, "is no witness's key")
        self.id = hashlib.sha256(parts[0].encode() + b"\n" + typed).digest()[:4]
        need(parts[1] == self.id.hex(), name, "has an ID that is not that of its name and key")
        self.public = Ed25519PublicKey.from_public_bytes(typed[1:])

    def check(self, name, note):
        """That this witness cosigned a note (cosignature/v1); gives when, in POSIX seconds."""
        text, _, lines = note.rpartition("\n\n")
        for line in lines.split("\n")[:-1]:
            match = re.fullmatch(r"— ([^ +]+) (\S+)", line)
            data = base64_bytes(name, match[2]) if match else b""
            if not match or match[1] != self.name or data[:4] != self.id:
                continue
            need(len(data) == 4 + 8 + 64, name, f"has a malformed cosignature of {self.name}")
            time = int.from_bytes(data[4:12], "big")
            try:
                self.public.verify(
                    data[12:], f"cosignature/v1\ntime {time}\n{text}\n".encode())
            except InvalidSignature:
                raise Refused(name, f"has a cosignature of {self.name} that does not fit")
            return time
        raise Refused(name, f"is not cosigned by {self.name}")


class Note:
    """A C2SP signed note: a text, and a signature under it by a key that is known."""

    def __init__(self, name, note, keys):
        end = note.rfind("\n\n")
        need(end >= 0 and note.endswith("\n"), name, "is no signed note")
        self.text = note[:end + 1]
        self.signature = None
        for line in note[end + 2:-1].split("\n"):
            match = re.fullmatch(r"— ([^ +]+) (\S+)", line)
            need(match, name, f"has a malformed signature line: {line!r}")
            data = base64_bytes(name, match[2])
            for key in keys:
                if (match[1], data[:4]) != (key.name, key.id):
                    continue
                try:
                    key.public.verify(data[4:], self.text.encode())
                except InvalidSignature:
                    raise Refused(name, f"has a signature of {key.name} that does not fit")
                self.signature, self.key = data[4:], key
        need(self.signature, name, "is not signed by a key that is known here")


class Checkpoint(Note):
    """A signed checkpoint: origin, size, root; and a signature by the origin's own key."""

    def __init__(self, name, note, keys):
        super().__init__(name, note, keys)
        lines = self.text.split("\n")
        need(len(lines) == 4 and re.fullmatch(r"0|[1-9][0-9]*", lines[1]), name,
             "is no checkpoint of three lines")
        self.origin, self.size, self.root = lines[0], int(lines[1]), base64_bytes(name, lines[2])
        need(self.origin == self.key.name, name, "is signed by another ledger's key")


def read_proof(name, text):
    """A C2SP tlog-proof: index, hashes, and the checkpoint's own text."""
    head, blank, note = text.partition("\n\n")
    lines = head.split("\n")
    need(blank and lines[0] == "c2sp.org/tlog-proof@v1", name, "is no tlog-proof")
    match = re.fullmatch(r"index (0|[1-9][0-9]*)", lines[1] if len(lines) > 1 else "")
    need(match, name, "has no index")
    hashes = [base64_bytes(name, line) for line in lines[2:]]
    need(all(len(each) == 32 for each in hashes), name, "has a hash that is not of 32 bytes")
    return int(match[1]), hashes, note


# ---------------------------------------------------------------- places and taxa

def region_of(place):
    """The region of skill of a place code: IN-KA and IN are 142, as 142 is itself."""
    return place if place in REGIONS else REGION_OF.get(place.split("-")[0], "")


class Taxonomy:
    """Taxa by number: the root is 0, then breadth first, siblings in the order of the file."""

    def __init__(self, rows):
        """Rows of (name, rank, parent's name or None, action or None, countries)."""
        below = {}
        for row in rows:
            below.setdefault(row[2], []).append(row)
        order = below.get(None, [])[:1]
        number = {order[0][0]: 0}
        place = 0
        while place < len(order):
            for row in below.get(order[place][0], []):
                number[row[0]] = len(order)
                order.append(row)
            place += 1
        self.number = number
        self.names, self.ranks = [r[0] for r in order], [r[1] for r in order]
        self.parent = [-1] + [number[r[2]] for r in order[1:]]
        self.children = [[number[r[0]] for r in below.get(name, [])] for name in self.names]
        self.countries = [set(r[4]) for r in order]
        self.actions = sorted({r[3] for r in order if r[3]})
        self.action = []
        for node, row in enumerate(order):
            self.action.append(row[3] or (self.action[self.parent[node]] if node else None))
        self.flat = all(parent <= 0 for parent in self.parent)

    @classmethod
    def from_csv(cls, name, data):
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
        column = {title: place for place, title in enumerate(rows[0])}

        def field(row, title):
            text = row[column[title]] if title in column else ""
            return unicodedata.normalize("NFC", text).strip(" \t\u00a0\u3000")

        return cls([(field(r, "taxon"), field(r, "rank"), field(r, "parent") or None,
                     field(r, "action") or None, field(r, "countries").split(" ")
                     if field(r, "countries") else []) for r in rows[1:] if r])

    @classmethod
    def from_options(cls, options):
        return cls([("", "question", None, None, [])]
                   + [(option, "option", "", None, []) for option in options])

    def path(self, node):
        """From the root's child down to the node."""
        path = []
        while node > 0:
            path.append(node)
            node = self.parent[node]
        return path[::-1]

    def branch(self, node):
        return "" if self.flat or not self.path(node) else self.names[self.path(node)[0]]

    def within(self, node, above):
        return above == 0 or above in self.path(node)


class Prior:
    """What was to be expected: mass by node, and how it divides among the action classes.

    A leaf weighs 1 in its country, a little in its region, less elsewhere; what the record found is
    added to `priorStrength` times those shares. Each node keeps an open share of its mass for a
    child that is not listed.
    """

    def __init__(self, taxa, place, rule, seen):
        self.taxa = taxa
        self.open = 0 if taxa.flat else rule["openSharePartsPerMillion"] / 1e6
        region, country = (region_of(place), place.split("-")[0]) if place else ("", None)
        weight = [0.0] * len(taxa.names)
        for node, below in enumerate(taxa.children):
            if below:
                continue
            homes = taxa.countries[node]
            in_region = any(REGION_OF.get(each) == region for each in homes)
            if not place or not homes:
                weight[node] = 1.0
            elif country in homes if country not in REGIONS else in_region:
                weight[node] = 1.0
            else:
                key = "sameRegion" if in_region else "elsewhere"
                weight[node] = rule[key + "PartsPerMillion"] / 1e6
        kinds = taxa.actions + [None]
        divided = [{} for _ in weight]
        counts = {} if taxa.flat else {
            taxa.number[each["taxon"]]: each["partsPerMillion"] / 1e6 for each in seen
            if each["taxon"] in taxa.number and not taxa.children[taxa.number[each["taxon"]]]
            and each["partsPerMillion"] > 0}
        self.seen = sorted(counts)
        strength = max(rule["priorStrength"], 0) or 1 if seen and not taxa.flat else 1
        total = sum(weight) or 1.0
        if not sum(weight):
            weight = [0.0 if below else 1.0 for below in taxa.children]
            total = sum(weight)
        self.share = [strength * each / total for each in weight]
        for leaf, count in counts.items():
            self.share[leaf] += count
        whole = strength + sum(counts.values())
        for node in range(len(weight) - 1, -1, -1):
            if not taxa.children[node]:
                divided[node] = {taxa.action[node]: self.share[node]}
            if node:
                above = taxa.parent[node]
                self.share[above] += self.share[node]
                for kind, part in divided[node].items():
                    divided[above][kind] = divided[above].get(kind, 0.0) + part
        self.classes = [[parts.get(kind, 0.0) / share if share else float(kind is None)
                         for kind in kinds] for parts, share in zip(divided, self.share)]
        self.mass = [share / whole for share in self.share]
        for node in range(1, len(weight)):
            depth = len(taxa.path(node))
            self.mass[node] *= (1 - self.open) ** depth

    def open_mass(self, node):
        return self.open * self.mass[node] if self.taxa.children[node] else 0.0

    def conditional(self, child):
        above = self.mass[self.taxa.parent[child]]
        return self.mass[child] / above if above > 0 else 0.0


# ---------------------------------------------------------------- belief (docs/decisions/0007)

def log(value):
    return math.log(value) if value > 0 else -math.inf


def log_sum(terms):
    top = max(terms, default=-math.inf)
    return top if top == -math.inf else top + math.log(math.fsum(math.exp(t - top) for t in terms))


def log_rising(start, count):
    """log(x (x+1) ... (x+count-1)), by which an urn is drawn from (Blackwell & MacQueen 1973)."""
    return math.fsum(math.log(start + step) for step in range(count))


def sigmoid_log(x):
    """log P(right) and log P(wrong) of a logit."""
    return -math.log1p(math.exp(-x)) if x > 0 else x - math.log1p(math.exp(x)), (
        -x - math.log1p(math.exp(-x)) if x > 0 else -math.log1p(math.exp(x)))


class Errors:
    """How experts err together: forks that are hard for all, and wrong turns that are repeated."""
    POINTS = (0.0, 1.355626179974266, -1.355626179974266, 2.856970013872806, -2.856970013872806)
    WEIGHTS = (8 / 15, .2220759220056126, .2220759220056126, .01125741132772069,
               .01125741132772069)

    def __init__(self, rule):
        numbers = rule["errors"]
        spread = max(0, numbers["difficultyPartsPerMillion"]) / 1e6
        self.shifts = [(p * spread, math.log(w)) for p, w in zip(self.POINTS, self.WEIGHTS)]
        if spread == 0:
            self.shifts = [(0.0, 0.0)]
        self.scale = math.sqrt(1 + spread * spread * math.pi / 8)
        self.echoes = [max(1e-3, e / 1e6) for e in numbers["echoPartsPerMillion"]]
        self.astray = max(1e-3, numbers["echoAstrayPartsPerMillion"] / 1e6)
        self.popular = min(1, max(0, numbers["popularSharePartsPerMillion"] / 1e6))

    def echo(self, depth):
        return self.echoes[min(depth, len(self.echoes) - 1)]


class Vote:
    """A path in the taxonomy and, for each step, the probability of taking the right child."""

    def __init__(self, path, accuracy):
        self.path = path
        self.accuracy = [min(0.998, max(0.002, each)) for each in accuracy]


class Belief:
    """What is believed of each taxon after the votes.

    All truths that lie in an answered node, but in none of the answered nodes directly beneath it,
    explain the votes equally well: they are one class, named by that node.
    """

    def __init__(self, taxa, prior, votes, errors):
        self.taxa, self.prior, self.errors = taxa, prior, errors
        self.steps = {}
        self.below = {0: []}
        for vote in votes:
            for node, accuracy in zip(vote.path, vote.accuracy):
                if node not in self.below:
                    self.below[node] = []
                    self.below[taxa.parent[node]].append(node)
                self.steps.setdefault(node, []).append(math.log(accuracy / (1 - accuracy)))
        self.likelihood = {}
        self.explain(0, 0, 0.0)
        self.rest = {node: self.rest_mass(node) for node in self.below}
        self.weight = {n: log(self.rest[n]) + self.likelihood[n] for n in self.below}
        self.log_evidence = whole = log_sum(self.weight.values())
        self.own = {n: math.exp(w - whole) for n, w in self.weight.items()}

    def chance(self, child):
        """That one who errs at a fork takes this child."""
        siblings = len(self.taxa.children[self.taxa.parent[child]])
        if self.prior.open == 0:
            return 1 / max(1, siblings - 1)
        popular = self.errors.popular
        return max(1e-12, (1 - popular) / siblings + popular * self.prior.conditional(child))

    def drawn(self, children, concentration):
        """The log-probability of these children's votes as draws from one urn."""
        counts = [(child, len(self.steps[child])) for child in children]
        return (math.fsum(log_rising(concentration * self.chance(c), n) for c, n in counts)
                - log_rising(concentration, sum(n for _, n in counts)))

    def lost(self, node):
        """The log-probability of all steps beneath a node that is off the way."""
        below = self.below[node]
        return (self.drawn(below, self.errors.astray)
                + math.fsum(map(self.lost, below))) if below else 0.0

    def explain(self, node, depth, so_far):
        """The log-likelihood of all votes for each class at or beneath a node."""
        below = self.below[node]
        for truth in below + [None]:
            wrong = [child for child in below if child != truth]
            at_fork = []
            for shift, weight in self.errors.shifts:
                terms = [weight]
                for child in below:
                    for logit in self.steps[child]:
                        right = sigmoid_log(logit * self.errors.scale + shift)
                        terms.append(right[0] if child == truth else right[1])
                at_fork.append(math.fsum(terms))
            found = so_far + math.fsum(
                [log_sum(at_fork), self.drawn(wrong, self.errors.echo(depth)) if wrong else 0.0]
                + [self.lost(child) for child in wrong])
            if not below:
                found = so_far
            if truth is None:
                self.likelihood[node] = found
            else:
                self.explain(truth, depth + 1, found)

    def rest_mass(self, node):
        """The prior mass of a class."""
        below, mass, open_ = self.below[node], self.prior.mass[node], self.prior.open_mass(node)
        if not below:
            return mass
        return open_ + self.unanswered(node)

    def unanswered(self, node):
        """The prior mass of the listed children that nobody answered."""
        others = [c for c in self.taxa.children[node] if c not in self.below]
        return math.fsum(self.prior.mass[c] for c in others)

    def log_odds(self, node):
        top = node
        while top not in self.below:
            top = self.taxa.parent[top]
        if top == node:
            inside = [w for n, w in self.weight.items() if self.taxa.within(n, node)]
            outside = [w for n, w in self.weight.items() if not self.taxa.within(n, node)]
            return log_sum(inside) - log_sum(outside)
        part = min(1, self.prior.mass[node] / self.rest[top]) if self.rest[top] else 0.0
        others = [w for n, w in self.weight.items() if n != top]
        if part == 0:
            return -math.inf
        remains = self.weight[top] + (math.log1p(-part) if part < 1 else -math.inf)
        return self.weight[top] + math.log(part) - log_sum(others + [remains])

    def probability(self, node):
        top = node
        while top not in self.below:
            top = self.taxa.parent[top]
        if top == node:
            return min(1, math.fsum(p for n, p in self.own.items() if self.taxa.within(n, node)))
        return self.own[top] * min(1, self.prior.mass[node] / self.rest[top]) \
            if self.rest[top] else 0.0

    def ends(self):
        """Answered nodes with none answered beneath, likeliest first."""
        found = [(self.probability(n), n) for n, below in self.below.items() if n and not below]
        return sorted(found, key=lambda each: (-each[0], each[1]))

    def actions(self):
        """The belief in each action class; an unlisted child is what its siblings are."""
        sums = [0.0] * len(self.taxa.actions)
        for node, belief in self.own.items():
            shares = self.prior.classes[node]
            others = [c for c in self.taxa.children[node] if c not in self.below]
            listed = self.unanswered(node)
            if self.below[node] and listed > 0:
                open_ = self.prior.open_mass(node)
                mixed = [math.fsum(self.prior.mass[c] * self.prior.classes[c][k] for c in others)
                         for k in range(len(shares))]
                shares = [(open_ * share + part) / (open_ + listed)
                          for share, part in zip(shares, mixed)]
            for kind in range(len(sums)):
                sums[kind] += belief * shares[kind]
        return dict(zip(self.taxa.actions, sums))


# ---------------------------------------------------------------- skill and calibration

def pooled(mean, strength, right, wrong):
    whole = max(0, strength) + max(0, right) + max(0, wrong)
    return min(1, (max(0, strength) * mean + max(0, right)) / whole) if whole > 0 else mean


def at(numbers, depth):
    return numbers[depth - 1] if 1 <= depth <= len(numbers) else 0


def log_beta(above, below):
    return math.lgamma(above) + math.lgamma(below) - math.lgamma(above + below)


def unfit_beyond_usual(rule, learned):
    """The share of newcomers held to be unfit beyond those who usually are, in parts per million."""
    newcomers = rule.get("newcomers")
    if not newcomers:
        return 0
    share, usual = (learned or {}).get("unfitPartsPerMillion"), newcomers["unfitPartsPerMillion"]
    if share is None:
        return newcomers["excessPartsPerMillion"]
    return max(0, share - usual) * 1_000_000 // max(1, 1_000_000 - usual)


def novice(rule, depth):
    numbers = rule["noviceAccuracyPartsPerMillion"]
    return numbers[min(max(depth, 1), len(numbers)) - 1] / 1e6 if numbers else 0.5


class Skill:
    """One expert's right and wrong steps, by branch and region: the sum of all lessons in force."""

    def __init__(self, expert, lessons):
        self.expert, self.depths, self.cells = expert, [], {}
        self.misses, self.copying = {"met": 0, "missed": 0}, 0
        for lesson in lessons:
            self.copying += lesson["copying"]
            for key in self.misses:
                self.misses[key] += lesson["misses"][key]
            self.depths = add(self.depths, [0] * lesson["depth"] + [1])
            if not lesson["right"]:
                continue
            cell = self.cells.setdefault((lesson["region"], lesson["branch"]), {
                "branch": lesson["branch"], "region": lesson["region"], "right": [], "wrong": [],
                "worth": {"answers": 0, "milliBits": 0, "milliBitsSquared": 0}})
            cell["right"] = add(cell["right"], lesson["right"])
            cell["wrong"] = add(cell["wrong"], lesson["wrong"])
            cell["worth"]["answers"] += 1
            cell["worth"]["milliBits"] += lesson["milliBits"]
            cell["worth"]["milliBitsSquared"] += lesson["milliBits"] ** 2

    def json(self, subject):
        order = sorted(self.cells, key=lambda key: [part.encode() for part in key])
        return {"subject": subject, "expert": self.expert, "depths": self.depths,
                "misses": self.misses, "copying": self.copying,
                "cells": [self.cells[key] for key in order]}

    def unfit_share(self, rule, strength, unfit):
        """The probability that they know nothing or lie: the share of newcomers who do, and what
        was seen at the step below the root."""
        right, wrong = (max(0, sum(at(cell[kind], 1) for cell in self.cells.values()) / 1e6)
                        for kind in ("right", "wrong"))

        def evidence(mean):
            above, below = max(1, strength) * mean, max(1, strength) * (1 - mean)
            return log_beta(above + right, below + wrong) - log_beta(above, below)

        share = min(0.99, max(1e-6, unfit / 1e6))
        odds = math.log(share / (1 - share)) - evidence(novice(rule, 1)) + evidence(
            rule["newcomers"]["unfitAccuracyPartsPerMillion"] / 1e6)
        return 1 / (1 + math.exp(-max(-30, min(30, odds))))

    def answers(self):
        return sum(cell["worth"]["answers"] for cell in self.cells.values())

    def accuracy(self, branch, region, is_home, depth, rule, strengths, unfit):
        def seen(cells, kind):
            return sum(at(cell[kind], depth) for cell in cells) / 1e6

        every = list(self.cells.values())
        local = [cell for cell in every if cell["region"] == region]
        close = [cell for cell in every if cell["branch"] == branch] if depth > 1 else []
        strength = (list(strengths) + [0, 0, 0])[:3]
        right, wrong = seen(every, "right"), seen(every, "wrong")
        mean = pooled(novice(rule, depth), strength[0], right, wrong)
        if unfit and rule.get("newcomers"):
            share = self.unfit_share(rule, strength[0], unfit)
            mean = (1 - share) * mean + share * pooled(
                rule["newcomers"]["unfitAccuracyPartsPerMillion"] / 1e6, strength[0], right, wrong)
        if is_home is not None and 0 < mean < 1:
            shift = rule["homeShiftPartsPerMillion" if is_home else "awayShiftPartsPerMillion"]
            mean = 1 / (1 + math.exp(-math.log(mean / (1 - mean)) - shift / 1e6))
        mean = pooled(mean, strength[1], seen(local, "right"), seen(local, "wrong"))
        return pooled(mean, strength[2], seen(close, "right"), seen(close, "wrong"))

    def miss_rate(self, rule):
        """How often the costliest class is missed, drawn towards the rule's share."""
        strength, usual = rule["missStrength"], rule["missPartsPerMillion"]
        whole = strength + self.misses["met"] / 1e6
        return (strength * usual + self.misses["missed"]) / 1e6 / whole if whole > 0 else usual / 1e6

    def is_suspected(self, rule):
        """Whether they are likelier than not to copy, by what their answers said for it so far."""
        before = rule["copyingPartsPerMillion"] / 1e6
        if not 0 < before < 1:
            return False
        return math.log(before / (1 - before)) + self.copying / 1000 > 0

    def judged(self, region):
        return sum(cell["worth"]["answers"] for key, cell in self.cells.items() if key[0] == region)


def add(left, right):
    width = max(len(left), len(right))
    sums = [at(left, d) + at(right, d) for d in range(1, width + 1)]
    while sums and sums[-1] == 0:
        sums.pop()
    return sums


def stated(probability, slope):
    """Platt scaling without offset, above one half."""
    if not 0.5 < probability < 1:
        return probability
    return 1 / (1 + math.exp(-slope / 1e6 * math.log(probability / (1 - probability))))


def ppm(probability):
    return min(999_999, max(0, math.floor(probability * 1e6 + 0.5)))


def thousandths(bits):
    return int(math.copysign(math.floor(abs(bits) * 1000 + 0.5), bits))


# ---------------------------------------------------------------- the decision (rules 5 to 7)

class Case:
    """All that one version of a consensus depends on."""

    def __init__(self, taxa, prior, rule, inputs, question, answers):
        self.taxa, self.prior, self.rule, self.inputs = taxa, prior, rule, inputs
        self.question, self.answers = question, answers
        self.region = inputs["region"]
        learned = inputs["progress"].get("calibration")
        self.strengths = (learned or rule)["poolingStrengths"]
        self.unfit = unfit_beyond_usual(rule, learned)
        self.taxon_slope = (learned or rule)["taxonSlopePartsPerMillion"]
        self.action_slope = (learned or rule)["actionSlopePartsPerMillion"]
        self.judged = learned or {"actionsJudged": {}, "actionsWrong": {}}
        self.errors = Errors(rule)
        copies = self.copies()
        self.votes = [Vote([], []) if copy else self.vote(answer)
                      for answer, copy in zip(answers, copies)]
        self.nodes = [None if copy else taxa.number.get(answer.get("taxon"))
                      for answer, copy in zip(answers, copies)]

    def copies(self):
        """Which answers are not heard: of those who are held to copy the first who says a thing
        is, and of one group as many as the rule tells."""
        heard, groups, found = set(), collections.Counter(), []
        limit = self.rule.get("answersPerGroup")
        for answer in self.answers:
            taxon = answer.get("taxon")
            skill, _, group = self.inputs["skills"][answer["expert"]]
            is_copy = False
            if taxon is not None:
                is_copy = bool(limit and group and groups[group] >= limit)
                if not is_copy and skill.is_suspected(self.rule):
                    is_copy = taxon in heard
                    heard.add(taxon)
                if group and not is_copy:
                    groups[group] += 1
            found.append(is_copy)
        return found

    def accuracy(self, answer, node, depth):
        skill, is_home, _ = self.inputs["skills"][answer["expert"]]
        return skill.accuracy(self.taxa.branch(node), self.region, is_home, depth, self.rule,
                              self.strengths, self.unfit)

    def vote(self, answer):
        node = self.taxa.number.get(answer.get("taxon"))
        if node is None:
            return Vote([], [])
        path = self.taxa.path(node)
        odds = {"guess": 0.5, "think": 1.0, "sure": 1.5}[answer["confidence"]]
        means = [self.accuracy(answer, node, depth + 1) for depth in range(len(path))]
        means = [m if odds == 1 else m * odds / (m * odds + 1 - m) for m in means]
        newcomers = self.rule.get("newcomers")
        if newcomers:
            skill = self.inputs["skills"][answer["expert"]][0]
            if self.unfit and skill.answers() < newcomers["firstAnswers"]:
                means = [max(m, self.guessed(n)) for m, n in zip(means, path)]
        return Vote(path, means)

    def guessed(self, node):
        """How often one is right at a step who names what is common without having looked."""
        above = self.prior.mass[self.taxa.parent[node]]
        return min(0.99, self.prior.mass[node] / above) if above > 0 else 0

    def belief(self, votes):
        return Belief(self.taxa, self.prior, votes, self.errors)

    def actions(self, belief):
        """The belief in each action class; a likeliest one that needs proof is doubted.

        Its supporters may all miss the costliest class together, and name what is plausible
        whatever they saw: then the belief is that of the other answers.
        """
        shares = belief.actions()
        likeliest = max(shares, key=shares.get, default=None)
        named = [n is not None and self.taxa.action[n] == likeliest for n in self.nodes]
        if likeliest not in self.rule["actionsNeedingProof"] or not any(named):
            return shares
        log_odds = 0.0
        for answer, is_named in zip(self.answers, named):
            if is_named:
                rate = self.inputs["skills"][answer["expert"]][0].miss_rate(self.rule)
                rate = min(0.95, max(1e-6, rate))
                log_odds += math.log(rate / (1 - rate))
        for node in {n for n, is_named in zip(self.nodes, named) if is_named}:
            log_odds += math.log(max(1e-12, self.prior.mass[node]))
        rest = self.belief([v for v, is_named in zip(self.votes, named) if not is_named])
        odds = math.exp(min(30, log_odds + rest.log_evidence - belief.log_evidence))
        others = rest.actions()
        return {name: (p + odds * others[name]) / (1 + odds) for name, p in shares.items()}

    def support(self, node):
        return sum(1 for n in self.nodes if n is not None and self.taxa.within(n, node))

    def share(self, node, belief):
        return {"taxon": self.taxa.names[node], "rank": self.taxa.ranks[node],
                "partsPerMillion": ppm(stated(belief.probability(node), self.taxon_slope))}

    def said(self, shares):
        """The likeliest action class, if the rule lets it be said."""
        if not shares:
            return None
        likeliest, rule = shares[0], self.rule
        name = likeliest["name"]

        def of(table, fallback):
            return rule[table].get(name, rule[table].get("otherwise", fallback))

        needs = of("actionNeedsPartsPerMillion", 950_000)
        if not self.is_proved(name):
            needs = max(needs, rule["unprovedActionNeedsPartsPerMillion"].get(name, needs))
        backers = [(a, n) for a, n in zip(self.answers, self.nodes)
                   if n is not None and self.taxa.action[n] == name]
        if likeliest["partsPerMillion"] < needs or len(backers) < of("answersForAction", 2):
            return None
        if name not in rule["actionsNeedingProof"]:
            return likeliest
        is_proved = any(self.proved_here(*backer) for backer in backers)
        return likeliest if is_proved and not self.contested(name) else None

    def contested(self, name):
        """Whether so many name a class that it costs more to miss that this one may not be said."""
        costs, limit = self.rule["actionCostsPartsPerMillion"], self.rule.get("answersAgainstProof")

        def cost(action):
            return costs.get(action, costs.get("otherwise", 200_000))

        named = [self.taxa.action[n] for n in self.nodes if n is not None]
        against = sum(1 for a in named if a is not None and cost(a) > cost(name))
        return limit is not None and against >= limit

    def is_proved(self, name):
        """Wilson's bound at z = 1.645 on how often such verdicts were wrong."""
        judged = self.judged["actionsJudged"].get(name, 0)
        if judged <= 0:
            return False
        wrong, z = self.judged["actionsWrong"].get(name, 0) / judged, 1.645
        margin = z * math.sqrt(wrong * (1 - wrong) / judged + z * z / (4 * judged * judged))
        bound = (wrong + z * z / (2 * judged) + margin) / (1 + z * z / judged)
        return bound <= self.rule["actionErrorLimitPartsPerMillion"] / 1e6

    def proved_here(self, answer, node):
        """Five judged answers in the region, and no worse than is expected of anybody."""
        depth = len(self.taxa.path(node))
        mean = self.accuracy(answer, node, depth)
        skill = self.inputs["skills"][answer["expert"]][0]
        return mean >= novice(self.rule, depth) and skill.judged(self.region) >= 5

    def held(self, belief):
        """The finest answered taxon that clears the rule and that enough people named."""
        asks = self.rule["taxonNeedsPartsPerMillion"] / 1e6
        if 0.5 < asks < 1 and self.taxon_slope > 0:
            asks = 1 / (1 + math.exp(-math.log(asks / (1 - asks)) * 1e6 / self.taxon_slope))
        best = max((n for n in belief.below if n == 0 or belief.probability(n) >= asks),
                   key=lambda n: (len(self.taxa.path(n)), belief.probability(n), -n))
        for node in reversed(self.taxa.path(best)):
            if self.support(node) >= self.rule["answersForTaxon"]:
                return self.share(node, belief)
        return None

    def bits(self, belief, node):
        whole = belief.log_odds(node)
        weights = []
        for place in range(len(self.votes)):
            without = self.belief(self.votes[:place] + self.votes[place + 1:]).log_odds(node)
            moved = (whole - without) / math.log(2)
            weights.append(0.0 if math.isnan(moved) else max(-64.0, min(64.0, moved)))
        return [thousandths(weight) for weight in weights]

    def independent(self, node):
        """The design effect of the supporters (Kish 1965)."""
        backers = [vote for vote in self.votes if node in vote.path]
        if len(backers) < 2:
            return 1000 * len(backers)
        before = self.belief([]).log_odds(node)
        together = self.belief(backers).log_odds(node) - before
        alone = math.fsum(self.belief([vote]).log_odds(node) - before for vote in backers)
        if alone <= 0 or not math.isfinite(together * len(backers) / alone):
            return 1000 * len(backers)
        return thousandths(min(len(backers), max(1, together * len(backers) / alone)))

    def fragility(self, node, rival, tie):
        """How few dissents take the lead; ties fall to the dissenters when `tie` is positive."""
        taxa, prior = self.taxa, self.prior
        kin = [n for n in taxa.children[taxa.parent[node]] if n != node]
        kin = kin or [n for n in taxa.children[0] if not taxa.within(node, n)]
        seen = [leaf for leaf in prior.seen if not taxa.within(leaf, node)]

        def commonest(nodes):
            return max(nodes, key=lambda n: (round(prior.mass[n], 12), -n), default=None)

        others = {rival, commonest(kin), commonest(seen)} - {None}
        backers = [vote for vote in self.votes if node in vote.path]
        fewest = None
        for other in sorted(others):
            path, accuracy = taxa.path(other), []
            for step in range(len(path)):
                known = [v.accuracy[step] for v in backers if step < len(v.accuracy)]
                accuracy.append(sum(known) / len(known) if known else novice(self.rule, step + 1))
            for count in range(1, 7):
                belief = self.belief(self.votes + [Vote(path, accuracy)] * count)
                if belief.probability(other) + tie >= belief.probability(node):
                    fewest = min(fewest or count, count)
                    break
        return fewest

    def consensus(self, fact, phase_before):
        """The consensus that follows, in the shape of the event `fact`, whose occasion it takes."""
        rule, belief = self.rule, self.belief(self.votes)
        ends = belief.ends()
        for place, key in enumerate(("leading", "runnerUp")):
            # Taxa that are level may come in either order.
            named = self.taxa.number.get((fact.get(key) or {}).get("taxon"))
            level = [each for each in ends[place:] if ends[place][0] - each[0] < TIE]
            for each in level:
                if each[1] == named:
                    ends.remove(each)
                    ends.insert(place, each)
        tops = [(ppm(stated(p, self.taxon_slope)), node) for p, node in ends]
        shares = [{"name": name, "partsPerMillion": ppm(stated(p, self.action_slope))}
                  for name, p in self.actions(belief).items()]
        order = [each["name"] for each in fact["actions"]]
        shares.sort(key=lambda each: (-each["partsPerMillion"], each["name"]))
        if sorted(order) == sorted(each["name"] for each in shares):
            there = sorted(shares, key=lambda each: order.index(each["name"]))
            if all(a["partsPerMillion"] >= b["partsPerMillion"] - TOLERANCE
                   for a, b in zip(there, there[1:])):
                shares = there
        action = self.said(shares)
        lead, node = tops[0] if tops else (0, None)
        is_founding = (not self.taxa.flat and self.question["urgency"] != "emergency"
                       and self.inputs["progress"]["closed"] < rule["foundingQuestions"])
        occasion = fact["occasion"]
        is_last = (occasion in ("exhausted", "late")
                   or occasion == "recalled" and phase_before not in OPEN_PHASES)
        settled = (
            node is not None and not self.taxa.children[node]
            and lead >= rule["taxonNeedsPartsPerMillion"]
            and self.support(node) >= rule["answersForTaxon"]
            and (is_last or not is_founding
                 or len(self.answers) >= rule["foundingAnswers"])
            and (action is None or self.taxa.action[node] == action["name"]))
        if settled:
            phase = "settled"
        elif occasion == "deadline":
            phase = "provisional"
        elif not is_last:
            phase = "provisional" if action or phase_before == "provisional" else "gathering"
        else:
            second = tops[1][0] if len(tops) > 1 else 0
            phase = "split" if second >= rule["splitPartsPerMillion"] else "unsettled"
        bits = self.bits(belief, node) if node is not None else [0] * len(self.answers)
        rival = tops[1][1] if len(tops) > 1 else None
        turns = [] if node is None else [self.fragility(node, rival, t) for t in (TIE, -TIE)]
        return {
            "phase": phase, "action": action, "actions": shares, "held": self.held(belief),
            "leading": self.share(node, belief) if node is not None else None,
            "runnerUp": self.share(rival, belief) if rival is not None else None,
            "unnamedPartsPerMillion": max(0, 1_000_000 - sum(top for top, _ in tops)),
            "independentAnswersThousandths": self.independent(node) if node is not None else 0,
            "fragility": fact.get("fragility") if fact.get("fragility") in turns
            else (turns or [None])[0],
            "reasons": [{key: value for key, value in (
                ("answer", a["answer"]), ("expert", a["expert"]), ("taxon", a.get("taxon")),
                ("milliBits", weight)) if value is not None}
                for a, weight in zip(self.answers, bits)],
        }


def differs(found, recorded, slack, where=""):
    """Where two values differ by more than rounding; nothing if they do not."""
    if isinstance(found, int) and isinstance(recorded, int) and not isinstance(found, bool):
        return "" if abs(found - recorded) <= slack else f"{where}: {found} here, {recorded} there"
    if isinstance(found, dict) and isinstance(recorded, dict):
        for key in sorted(set(found) | set(recorded)):
            wrong = differs(found.get(key), recorded.get(key), slack, f"{where} {key}".strip())
            if wrong:
                return wrong
        return ""
    if isinstance(found, list) and isinstance(recorded, list) and len(found) == len(recorded):
        wrong = (differs(*both, slack, f"{where} {place + 1}".strip())
                 for place, both in enumerate(zip(found, recorded)))
        return next((each for each in wrong if each), "")
    return "" if found == recorded else f"{where}: {found!r} here, {recorded!r} there"


# ---------------------------------------------------------------- the dossier

SEAL_HEAD = "witan-dossier-seal/1"
OPEN_PHASES = ("gathering", "provisional")


class Dossier:
    """A dossier under check; each method checks one thing and says what it found."""

    def __init__(self, files):
        self.files = files
        self.entries = {}

    def check_head(self):
        self.head = read_canonical("dossier.json", self.files.get("dossier.json"))
        need(self.head.get("format") == "witan-dossier/1", "dossier.json",
             "is of a format that this verifier does not know")
        lines = self.files.text("keys.txt").split("\n")
        need(len(lines) > 1 and lines[-1] == "", "keys.txt", "does not end in a newline")
        self.keys = [Key("keys.txt", line) for line in lines[:-1]]
        self.note = self.files.text("checkpoint")
        self.checkpoint = Checkpoint("checkpoint", self.note, self.keys)
        point = self.checkpoint
        need(self.files.get("openssl/checkpoint.txt") == point.text.encode(),
             "openssl/checkpoint.txt", "is not the text that is signed")
        need(self.files.get("openssl/checkpoint.sig") == point.signature,
             "openssl/checkpoint.sig", "is not the signature under the checkpoint")
        spki = point.key.public.public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        need(self.files.get("openssl/key.pem") == spki, "openssl/key.pem",
             "is not the key that signed the checkpoint")
        need((self.head["origin"], self.head["size"]) == (point.origin, point.size),
             "dossier.json", "speaks of another ledger than the checkpoint")
        return f"{point.size} entries, signed by {point.key.name} {point.key.id.hex()}"

    def check_seal(self, is_wanted):
        """That the community signed the sums, and so the pages."""
        self.is_sealed = "SEAL" in self.files.bytes
        if not self.is_sealed:
            need(not is_wanted, "SEAL", "is missing: who passed the dossier on may have altered its "
                 "pages; with --unsealed the evidence is checked without them")
            return "none: do not rely on dossier.html, certificate.html and VERIFY.md"
        text = Note("SEAL", self.files.text("SEAL"), [self.checkpoint.key]).text
        sums = hashlib.sha256(self.files.get("SHA256SUMS")).hexdigest()
        need(text == f"{SEAL_HEAD}\n{self.checkpoint.origin}\n{self.head['question']}\n{sums}\n",
             "SEAL", "is of other files than these")
        return f"all files are as {self.checkpoint.key.name} signed them"

    def check_entries(self):
        names = self.files.below("entries")
        for name in names:
            data = self.files.get(name)
            entry = read_canonical(name, data)
            index = entry.get("index")
            need(name == f"entries/{index:09d}.json" if isinstance(index, int) else False, name,
                 f"says that its index is {index}")
            proof = name.replace("entries/", "proofs/").replace(".json", ".tlog-proof")
            place, hashes, note = read_proof(proof, self.files.text(proof))
            need(place == index, proof, f"is of entry {place}")
            need(note == self.note, proof, "carries another checkpoint than the dossier")
            check_inclusion(proof, leaf_hash(data), index, self.checkpoint.size, hashes,
                            self.checkpoint.root)
            need(isinstance(entry.get("data"), dict) and entry.get("v") == 1
                 and re.fullmatch("[A-Za-z0-9_-]{22}", str(entry.get("salt")))
                 and entry.get("community") == self.head["community"], name,
                 "is no entry of this version and community")
            self.entries[index] = entry
        proofs = self.files.below("proofs")
        need(len(proofs) == len(names), "proofs", "has a proof without its entry")
        return f"{len(names)} canonical, each proved to stand in the ledger"

    def check_whole(self):
        """With all entries at hand, that nothing was left out."""
        if "ledger.jsonl" not in self.files.bytes:
            return "not in the dossier: that no entry was left out rests on the exporter's word"
        lines = self.files.get("ledger.jsonl").split(b"\n")
        need(lines.pop() == b"", "ledger.jsonl", "does not end in a newline")
        need(len(lines) == self.checkpoint.size, "ledger.jsonl", f"has {len(lines)} entries")
        self.leaves = [leaf_hash(line) for line in lines]
        need(tree_root(self.leaves) == self.checkpoint.root, "ledger.jsonl",
             "has another root than the checkpoint signs")
        for index, line in enumerate(lines):
            entry = read_canonical("ledger.jsonl", line)
            self.entries.setdefault(index, entry)
        return f"all {len(lines)} entries give the root that is signed: nothing was left out"

    def check_keys(self, key):
        """Which key signs checkpoints of which size, and that this one is signed by the right one.

        A key that was replaced signs nothing that holds its replacement, whoever has it.
        """
        self.terms = []
        for index, entry in sorted(self.entries.items()):
            data, name = entry["data"], f"entry {index}"
            if entry["kind"] == "communityFounded":
                need(index == 0 and not self.terms, name, "founds a ledger that is there already")
                self.terms.append((Key(name, data["verifierKey"]), 0))
            if entry["kind"] != "keyRotated":
                continue
            need(self.terms and data["from"] == self.terms[-1][0].text, name,
                 "replaces a key that did not sign")
            new = Key(name, data["to"])
            need(new.name == self.checkpoint.origin
                 and new.text not in [term.text for term, _ in self.terms], name,
                 "brings no new key of this ledger")
            text = ("witan key rotation v1\n"
                    f"{self.checkpoint.origin}\n{index}\n{data['from']}\n{data['to']}\n\n")
            lines = "".join(line + "\n" for line in data["signatures"])
            for each in (self.terms[-1][0], new):
                Note(name, text + lines, [each])
            self.terms.append((new, index + 1))
        need(self.terms, "entries", "do not tell by which key the ledger began")
        point = self.checkpoint
        need(point.key.text == self.key_for(point.size).text, "checkpoint",
             f"of {point.size} entries is signed by {point.key.id.hex()}, and those of this size "
             f"are signed by {self.key_for(point.size).id.hex()}")
        if key:
            need(key in [term.text for term, _ in self.terms], "entries",
                 f"tell of no key {key}: it neither signed this ledger nor handed over")
        return f"{len(self.terms)}; the one that signs this size is {point.key.id.hex()}"

    def key_for(self, size):
        """The key that signs checkpoints of a size."""
        return [term for term, start in self.terms if start <= size][-1]

    def check_people(self):
        """With all entries at hand, that who asked, answered and told the truth had the role for it."""
        if "ledger.jsonl" not in self.files.bytes:
            return "not checked: who had which role stands in the whole ledger"
        roles, answered, count = {}, set(), 0
        needed = {"questionAsked": ("asker", {"asker", "steward"}), "answerGiven": ("expert", {"expert"}),
                  "assignmentTaken": ("expert", {"expert"}), "openQuestionTaken": ("expert", {"expert"}),
                  "assignmentPassed": ("expert", {"expert"}), "outcomeRecorded": ("by", {"steward"})}
        for index in range(self.checkpoint.size):
            entry, name = self.entries[index], f"entry {index}"
            kind, data = entry["kind"], entry["data"]
            if kind in ("memberJoined", "rolesSet"):
                roles[data["member"]] = set(data["roles"])
            if kind not in needed or kind == "outcomeRecorded" and data["source"] != "outcome":
                continue
            field, allowed = needed[kind]
            need(entry.get("by") == data[field], name, f"is not by its {field}")
            need(allowed & roles.get(data[field], set()), name,
                 f"is by {data[field]}, who was no {' or '.join(sorted(allowed))} then")
            if kind == "answerGiven":
                pair = (data["question"], data["expert"])
                need(pair not in answered, name, "is a second answer of one person to one question")
                answered.add(pair)
            count += 1
        return f"{count} questions, answers and truths, each by somebody who had the role for it"

    def facts(self, kind, before=None):
        return [(index, self.entries[index]["data"]) for index in sorted(self.entries)
                if self.entries[index]["kind"] == kind and (before is None or index < before)]

    def check_disclosures(self):
        """Each opened commitment hashes to what an entry holds; the others are told."""
        self.opened = {}
        for name in self.files.below("disclosures"):
            text = self.files.text(name)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
            digest = digest.rstrip(b"=").decode()
            need(name == f"disclosures/{digest}.txt", name,
                 f"hashes to {digest}: it is not what the ledger committed to")
            try:
                parts = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
                self.opened[digest] = (parts[1], parts[2])
            except (ValueError, IndexError, TypeError):
                raise Refused(name, "is no disclosure of salt, name and value")
        self.known, self.missing = set(), []
        fields = {"questionAsked": ("text", "photos", "originals", "known"),
                  "photosAdded": ("photos", "originals"),
                  "memberJoined": ("handle", "name"), "answerGiven": ("note",),
                  "outcomeRecorded": ("ground",), "routeSteered": ("ground",),
                  "spotTold": ("spot",)}
        for index in sorted(self.entries):
            entry = self.entries[index]
            for field in fields.get(entry["kind"], ()):
                value = entry["data"].get(field)
                for digest in value if isinstance(value, list) else [value]:
                    if digest and digest not in self.opened and index in self.head["entries"]:
                        self.missing.append((index, field, digest))
            self.known |= set(re.findall(r'"([A-Za-z0-9_-]{43})"', canonical(entry["data"])))
        for digest in self.opened:
            need(digest in self.known, f"disclosures/{digest}.txt", "belongs to no entry here")
        return f"{len(self.opened)} opened"

    def erasures(self):
        """What cannot be opened, and the entry that says that it was erased, if there is one."""
        for index, field, digest in self.missing:
            by = [i for i, e in self.entries.items() if e["kind"].startswith("erased")
                  and digest in canonical(e["data"])]
            said = f"erased by entry {by[-1]}" if by else "erased or withheld"
            yield f"entry {index}, {field}: {said} (commitment {digest} remains)"

    def check_photos(self):
        wanted = {value for name, value in self.opened.values() if name == "photo"}
        for name in self.files.below("photos"):
            found = hashlib.sha256(self.files.get(name)).hexdigest()
            need(name.split("/")[1].split(".")[0] == found, name, f"hashes to {found}")
            need(name.split("/")[1] in wanted, name, "is committed to by no entry here")
        for value in sorted(wanted):
            need(f"photos/{value}" in self.files.bytes, f"photos/{value}",
                 "is committed to and missing")
        return f"{len(wanted)} as the ledger committed to them"

    def check_attachments(self):
        bound = {f"taxonomies/{d['taxonomy']}.csv" for _, d in self.facts("subjectDefined")
                 if d.get("taxonomy")}
        bound |= {f"estimates/{d['lessons']}.json" for _, d in self.facts("skillsEstimated")}
        for name in self.files.below("taxonomies") + self.files.below("estimates"):
            found = hashlib.sha256(self.files.get(name)).hexdigest()
            need(found in name, name, f"hashes to {found}")
            need(name in bound, name, "is named by no entry here")

    def subject_of(self, question):
        asked = [d for _, d in self.facts("questionAsked") if d["question"] == question]
        return asked[0] if asked else None

    def lessons(self, subject, before):
        """By question: what it teaches just before an entry, and the region where it was."""
        force = {}
        for index in sorted(i for i in self.entries if i < before):
            entry = self.entries[index]
            if entry["kind"] == "skillsMoved":
                asked = self.subject_of(entry["data"]["question"])
                if asked and asked["subject"] == subject:
                    force[entry["data"]["question"]] = entry["data"]
            elif entry["kind"] == "skillsEstimated" and entry["data"]["subject"] == subject:
                name = f"estimates/{entry['data']['lessons']}.json"
                if name in self.files.bytes:
                    for moved in read_canonical(name, self.files.get(name)):
                        force[moved["question"]] = moved
        return force

    def region_of_lessons(self, moved):
        if moved["lessons"]:
            return moved["lessons"][0]["region"]
        asked = self.subject_of(moved["question"])
        return region_of(asked.get("place") or "") if asked else ""

    def seen(self, force, region, rule):
        """What was found, as a question of a region counts it."""
        found = {}
        for moved in force.values():
            by_taxon = found.setdefault(self.region_of_lessons(moved), {})
            for each in moved["found"]:
                by_taxon[each["taxon"]] = by_taxon.get(each["taxon"], 0) + each["partsPerMillion"]
        counts = {}
        for place, taxa in found.items():
            share = 1_000_000 if place == region else rule["abroadPartsPerMillion"]
            for taxon, count in taxa.items():
                counts[taxon] = counts.get(taxon, 0) + count * share // 1_000_000
                if place == region:
                    counts[taxon] += min(1_000_000, max(0, 2 * count)) * rule["presenceWorth"]
        return [{"taxon": taxon, "partsPerMillion": counts[taxon]}
                for taxon in sorted(counts, key=str.encode)
                if any(taxon in taxa and taxa[taxon] for taxa in found.values())]

    def progress(self, subject, before, rule, urgency):
        """How far the subject's record had come."""
        last = ([d for _, d in self.facts("skillsEstimated", before)
                 if d["subject"] == subject] or [{}])[-1]
        found = {"estimate": last.get("estimate", 0)}
        if "calibration" in last:
            found["calibration"] = last["calibration"]
        if urgency != "emergency":
            closed = set()
            for _, fact in self.facts("consensusReached", before):
                asked = self.subject_of(fact["question"])
                if fact["phase"] not in OPEN_PHASES and asked and asked["subject"] == subject:
                    closed.add(fact["question"])
            found["closed"] = min(len(closed), rule["foundingQuestions"])
        return found

    def check_version(self, index, fact):
        """Derives one version of the consensus anew."""
        name = f"inputs/version-{fact['version']}.json"
        entry = f"entries/{index:09d}.json"
        rules = [d["rule"] for _, d in self.facts("ruleAdopted", index)]
        need(rules, entry, "comes before any rule")
        rule = rules[-1]
        named = RULE.fullmatch(fact["rule"])
        arithmetic = str(rule.get("arithmetic", named[1] if named else ""))
        need(set(rule) - {"arithmetic"} == RULE_FIELDS.get(arithmetic), entry,
             f"was decided by rule {fact['rule']}, whose arithmetic this verifier does not know: "
             "it follows arithmetic 5 to 8. Take the verifier of that rule.")
        need(rule["version"] == fact["rule"] and fact["skillsAsOf"] == index, entry,
             "names another rule or other skills than those in force")
        asked = self.subject_of(fact["question"])
        need(asked, entry, "is of a question that is not here")
        subject, region = asked["subject"], region_of(asked.get("place") or "")
        stated_ = read_canonical(name, self.files.get(name))
        joined = self.facts("memberJoined", index)
        homes = {d["member"]: d.get("home") for _, d in joined}
        groups = {d["member"]: d.get("group") for _, d in joined}
        groups.update((d["member"], d.get("group")) for _, d in self.facts("groupSet", index))
        answers = [d for _, d in self.facts("answerGiven", index)
                   if d["question"] == fact["question"]]
        force = self.lessons(subject, index)
        skills = {}
        for expert in {a["expert"] for a in answers}:
            need(expert in homes, name, f"needs the entry by which {expert} joined")
            taught = [lesson for moved in force.values() for lesson in moved["lessons"]
                      if lesson["expert"] == expert]
            home = homes[expert]
            is_home = region_of(home) == region if home and asked.get("place") else None
            skills[expert] = (Skill(expert, taught), is_home, groups[expert])
        options = asked["options"] + [d["option"] for _, d in self.facts("optionAdded", index)
                                      if d["question"] == fact["question"]]
        defined = [d for _, d in self.facts("subjectDefined", index) if d["subject"] == subject]
        seen = self.seen(force, region, rule)
        progress = self.progress(subject, index, rule, asked["urgency"])
        derived = {
            "version": fact["version"], "entry": index, "subject": subject, "region": region,
            "rule": rule["version"], "progress": progress, "seen": seen,
            "experts": [{k: v for k, v in (("skill", s.json(subject)), ("isHome", h),
                                                ("group", g))
                         if v is not None} for _, (s, h, g) in sorted(skills.items())]}
        if not options and defined:
            derived["taxonomy"] = defined[-1]["taxonomy"]
        wrong = differs(derived, stated_, 0)
        need(not wrong, name, f"does not follow from the entries: {wrong}")
        if options:
            taxa = Taxonomy.from_options(options)
        else:
            file = f"taxonomies/{derived['taxonomy']}.csv"
            taxa = Taxonomy.from_csv(file, self.files.get(file))
        inputs = {"region": region, "progress": progress, "skills": skills}
        prior = Prior(taxa, asked.get("place"), rule, seen)
        earlier = [d["phase"] for _, d in self.facts("consensusReached", index)
                   if d["question"] == fact["question"]]
        found = Case(taxa, prior, rule, inputs, asked, answers).consensus(
            fact, earlier[-1] if earlier else "gathering")
        recorded = {key: fact.get(key) for key in found}
        slack = TOLERANCE * max(1, len(answers))
        rest = found.pop("unnamedPartsPerMillion"), recorded.pop("unnamedPartsPerMillion")
        wrong = differs(found, recorded, TOLERANCE) or differs(*rest, slack, "unnamed")
        need(not wrong, entry, f"records a verdict that does not follow: {wrong}")

    def check_verdicts(self):
        mine = [(i, d) for i, d in self.facts("consensusReached")
                if d["question"] == self.head["question"]]
        for number, (index, fact) in enumerate(mine):
            need(fact["version"] == number + 1, f"entries/{index:09d}.json",
                 f"is version {fact['version']} where {number + 1} was to come")
            self.check_version(index, fact)
        need(len(mine) == len(self.files.below("inputs")), "inputs",
             "has not one file for each version")
        self.last = mine[-1][1] if mine else None
        self.check_recalls([told(fact) for _, fact in mine])
        return f"{len(mine)} derived anew from answers, skills, prior and rule"

    def check_recalls(self, versions):
        """A recall takes back what stood: the version's verdict, or an earlier truth."""
        own = self.head["question"]
        outcomes = [d["taxon"] for _, d in self.facts("outcomeRecorded") if d["question"] == own]
        self.recalls, standing = [], None
        for index, fact in self.facts("verdictRecalled"):
            if fact["question"] != own:
                continue
            entry = f"entries/{index:09d}.json"
            need(1 <= fact["version"] <= len(versions), entry, "recalls a version that never was")
            stood = standing or versions[fact["version"] - 1]
            need(fact["was"] == stood, entry,
                 "tells of another verdict than the one that it recalls")
            need(fact["because"] != own or fact["now"].get("taxon") in outcomes, entry,
                 "names a truth that no outcome tells")
            standing = fact["now"] if fact["because"] == own else None
            self.recalls.append(fact)

    def check_provenance(self):
        name = "provenance.json"
        try:
            prov = json.loads(self.files.text(name))
            used = {(u["prov:activity"], u["prov:entity"]) for u in prov["used"].values()}
            made = {g["prov:entity"]: g["prov:activity"] for g in prov["wasGeneratedBy"].values()}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Refused(name, f"is no PROV-JSON: {error}")
        for _, fact in self.facts("consensusReached"):
            if fact["question"] != self.head["question"]:
                continue
            activity = made.get(f"w:consensus.{fact['question']}.{fact['version']}")
            for reason in fact["reasons"]:
                need((activity, f"w:answer.{reason['answer']}") in used, name,
                     f"does not lead from version {fact['version']} to {reason['answer']}")
        return "every version leads to every answer that it used"

    def check_state(self, stem):
        """That the ledger begins with the state of the note `stem`.checkpoint; gives the note."""
        name = f"{stem}.checkpoint"
        note = self.files.text(name)
        lines = note.split("\n")
        need(len(lines) > 4 and lines[3] == "" and re.fullmatch(r"[1-9][0-9]*", lines[1]), name,
             "is no checkpoint of three lines")
        need(lines[0] == self.checkpoint.origin, name, "is of another ledger")
        sheet = read_canonical(f"{stem}.consistency.json",
                               self.files.get(f"{stem}.consistency.json"))
        check_consistency(f"{stem}.consistency.json", int(lines[1]), base64_bytes(name, lines[2]),
                          self.checkpoint.size, self.checkpoint.root,
                          [bytes.fromhex(each) for each in sheet["proof"]])
        return note, int(lines[1])

    def check_witnesses(self, witnesses):
        name = "witnesses/cosigned.checkpoint"
        if name not in self.files.bytes:
            need(not witnesses, name, "is missing: no witness has cosigned this dossier's ledger")
            return "none"
        note, size = self.check_state("witnesses/cosigned")
        for key in witnesses:
            key.check(name, note)
        names = ", ".join(key.name for key in witnesses)
        return (f"{names} cosigned the first {size} entries" if names else
                f"the first {size} entries are cosigned: --witness KEY tells by whom")

    def check_stamps(self):
        """That each stamp is of a state of this ledger. Who made it, and when: openssl tells."""
        sizes = []
        for token in self.files.below("stamps"):
            if not token.endswith(".tsr"):
                continue
            note, size = self.check_state(token[:-len(".tsr")])
            imprint = hashlib.sha256(note.encode()).digest()
            need(imprint in self.files.get(token), token, "is not of the checkpoint beside it")
            sizes.append(str(size))
        return (f"of the first {', '.join(sizes)} entries; when and by whom: step 8 of VERIFY.md"
                if sizes else "none")

    def check_against(self, note, consistency):
        old = Checkpoint("the older checkpoint", note, [term for term, _ in self.terms])
        # At the size where the key changed, both sign.
        Note("the older checkpoint", note, [self.key_for(old.size)])
        point = self.checkpoint
        need(old.size <= point.size, "checkpoint", f"is of {point.size} entries, the older one of "
             f"{old.size}: the end was cut off, or the dossier is older")
        if old.size == point.size:
            need(old.root == point.root, "checkpoint", "has another root than the older one")
        elif hasattr(self, "leaves"):
            need(tree_root(self.leaves[:old.size]) == old.root, "ledger.jsonl",
                 "does not continue the older checkpoint: the history was rewritten")
        else:
            if not consistency:
                raise Unknown(
                    f"whether the ledger of {point.size} entries continues the one of {old.size}: "
                    f"give --consistency with\n         what `witan audit prove --from {old.size} "
                    f"--to {point.size} --json` prints. Whoever made it need not be believed.")
            sheet = json.loads(consistency)
            proof = [bytes.fromhex(each) for each in sheet["proof"]]
            check_consistency("the consistency proof", old.size, old.root, point.size, point.root,
                              proof)
        return f"continues the one of {old.size} entries"


def told(consensus):
    """What a consensus tells the asker: the members that it has of `action` and `taxon`."""
    parts = {"action": (consensus.get("action") or {}).get("name"),
             "taxon": (consensus.get("held") or {}).get("taxon")}
    return {name: part for name, part in parts.items() if part is not None}


def said(words):
    """What a recall tells of a verdict."""
    return ", ".join(words[key] for key in ("action", "taxon") if words.get(key)) or "nothing"


def percent(parts):
    return f"{parts // 10_000}.{parts // 100 % 100:02} %"


def verify(files, key=None, against=None, consistency=None, tell=lambda label, text: None,
           unsealed=False, witnesses=()):
    """Checks everything; gives the dossier, or throws what is `Refused`."""
    try:
        tell("files", f"{files.check_sums()} as SHA256SUMS has them")
        dossier = Dossier(files)
        tell("checkpoint", dossier.check_head())
        tell("seal", dossier.check_seal(not unsealed))
        tell("of", f"question {dossier.head['question']}, made {dossier.head['madeAt']}")
        tell("entries", dossier.check_entries())
        tell("whole ledger", dossier.check_whole())
        tell("keys", dossier.check_keys(key))
        tell("people", dossier.check_people())
        tell("commitments", dossier.check_disclosures())
        for line in dossier.erasures():
            tell("", line)
        tell("photos", dossier.check_photos())
        dossier.check_attachments()
        tell("versions", dossier.check_verdicts())
        tell("provenance", dossier.check_provenance())
        tell("witnesses", dossier.check_witnesses(
            [WitnessKey("the witness's key", each) for each in witnesses]))
        tell("time stamps", dossier.check_stamps())
        if against:
            tell("older one", dossier.check_against(against, consistency))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise Refused("the dossier", "something in it has not the shape it should have "
                      f"({type(error).__name__}: {error})")
    return dossier


def main():
    parser = argparse.ArgumentParser(description="Checks a Witan dossier offline.")
    parser.add_argument("dossier")
    parser.add_argument("--key", help="a verifier key that you got elsewhere")
    parser.add_argument("--against", help="an older signed checkpoint that you kept")
    parser.add_argument("--unsealed", action="store_true",
                        help="check the evidence of a dossier that has no seal, without its pages")
    parser.add_argument("--consistency", help="what `witan audit prove --from SIZE --json` printed")
    parser.add_argument("--witness", action="append", default=[],
                        help="the key of a witness who must have cosigned; may be repeated")
    options = parser.parse_args()
    texts = []
    for name in (options.against, options.consistency):
        if name:
            with open(name, encoding="utf-8") as file:
                texts.append(file.read())
        else:
            texts.append(None)
    try:
        dossier = verify(Files(options.dossier), options.key, *texts,
                         tell=lambda label, text: print(f"  {label:<13} {text}"),
                         unsealed=options.unsealed, witnesses=options.witness)
    except Refused as refusal:
        print(f"REFUSED  {refusal}", file=sys.stderr)
        return 1
    except Unknown as unknown:
        print(f"UNKNOWN  {unknown}", file=sys.stderr)
        return 3
    fact = dossier.last
    if fact:
        held, action = fact.get("held"), fact.get("action")
        print(f"VERDICT  version {fact['version']}, {fact['phase']}: "
              + (f"{held['taxon']} ({held['rank']}) {percent(held['partsPerMillion'])}"
                 if held else "no taxon is held")
              + (f"; {action['name']} {percent(action['partsPerMillion'])}"
                 if action else "; no action is said"))
    for recall in dossier.recalls:
        print(f"RECALLED version {recall['version']}: it was {said(recall['was'])}; "
              f"it is now {said(recall['now'])}")
    print("HOLDS    Everything above was checked here. dossier.html, certificate.html and VERIFY.md")
    print("         are copies for reading: " + (
          "the community signed them, and this program did not read them."
          if dossier.is_sealed else "nobody signed them. Believe the lines above alone."))
    if hasattr(dossier, "leaves"):
        print(f"AS OF    {dossier.checkpoint.size} entries: what came to the ledger later, such as a recall,")
        print("         is not in it.")
    else:
        about = [index for index, entry in dossier.entries.items()
                 if entry["data"].get("question") == dossier.head["question"]]
        print(f"AS OF    entry {max(about, default=0)} of a ledger of {dossier.checkpoint.size}: later "
              "entries about the question")
        print("         may have been left out, such as another verdict, an outcome or a recall. Only")
        print("         a dossier made with --whole, or the ledger itself, shows that there is none.")
    if not options.key:
        print(f"         Signed by {dossier.checkpoint.key.text}")
        print("         Compare this key with one that you got elsewhere (--key), and the ledger")
        print("         with a checkpoint that you kept (--against): a dossier cannot vouch for")
        print("         its own key.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
