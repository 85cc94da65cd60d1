"""Drives a running Witan server over HTTP with a recorded study. Use: tools/study-drive --study DIR

What is real: the server, its router, queue, leases, decision rule and ledger, all over HTTP.
What is recorded: the items, the people, and what each person answered to each item. Whom the router
asks but who never saw the item passes it on. The truth is never sent to the server.
"""
import argparse, collections, csv, http.client, io, json, os, random, subprocess, sys, tempfile, time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fixtures", "demo"))
import draw_photo  # noqa: E402

REGIONS = {"Africa": "002", "Asia": "142", "Australasia/Oceania": "009", "Europe": "150",
           "North America": "003", "South America": "005"}
PLACES = {"002": (-1.3, 36.8), "142": (12.9, 77.6), "009": (-25.3, 131.0), "150": (46.9, 7.4),
          "003": (34.1, -111.1), "005": (-3.1, -60.0)}


class Client:
    """One kept connection to the server."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def call(self, method, path, token, body=None, kind="application/json"):
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
        header = {"Authorization": f"Bearer {token}"} if token else {}
        if body is not None:
            header["Content-Type"] = kind
        self.connection.request(method, path, body, header)
        reply = self.connection.getresponse()
        text = reply.read()
        if reply.status >= 300:
            raise RuntimeError(f"{method} {path}: {reply.status} {text.decode()}")
        return json.loads(text)


def form(fields, files):
    """A multipart body and its media type."""
    edge = "study-" + "%016x" % random.getrandbits(64)
    out = io.BytesIO()
    for name, value in fields:
        out.write(f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, filename, kind, content in files:
        out.write(f'--{edge}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
                  f"Content-Type: {kind}\r\n\r\n".encode() + content + b"\r\n")
    out.write(f"--{edge}--\r\n".encode())
    return out.getvalue(), f"multipart/form-data; boundary={edge}"


def rows(folder, name):
    with open(os.path.join(folder, name), newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def taxonomy(folder):
    """The study's taxonomy in Witan's columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["taxon", "rank", "parent", "action", "names"])
    for row in rows(folder, "taxonomy.csv"):
        action = {"yes": "dangerous", "no": "harmless"}.get(row["dangerous"], "")
        printable = "".join(c if c.isprintable() else " " for c in row["common_name"])
        common = " ".join(printable.replace("|", " ").split())
        writer.writerow([row["taxon"], row["rank"], row["parent"], action, f"en:{common}" if common else ""])
    return out.getvalue().encode()


def photo(item, region):
    """A small JPEG with a GPS position in the item's region."""
    path = os.path.join(tempfile.gettempdir(), f"witan-study-{os.getpid()}.jpg")
    draw_photo.save(draw_photo.draw(int(item), 320, 240), path, gps=PLACES[region])
    with open(path, "rb") as file:
        content = file.read()
    os.remove(path)
    return content


def serve(witan, folder, port):
    """Starts the server and waits until it is ready."""
    server = subprocess.Popen([witan, "serve", "--data", folder, "--port", str(port),
                               "--account-limit", "0", "--question-limit", "0"],
                              stdout=subprocess.DEVNULL, stderr=open(folder + ".log", "w"))
    for _ in range(200):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return server
        except OSError:
            time.sleep(0.1)
        if server.poll() is not None:
            break
    raise SystemExit(f"the server did not start; see {folder}.log")


def answer_all(client, steward, question, tokens, record, known):
    """Lets everybody whom the router asks answer or pass, until the question closes."""
    while True:
        sheet = client.call("GET", f"/v1/questions/{question}", steward)
        if sheet["phase"] not in ("gathering", "provisional"):
            return sheet
        offered = [a["expert"] for a in sheet["assignments"] if a["state"] in ("offered", "held")]
        if not offered:
            time.sleep(0.2)
            continue
        for expert in offered:
            token = tokens[expert]
            queue = client.call("GET", "/v1/queue", token)["items"]
            if not any(item["id"] == question for item in queue):
                break  # the question closed
            client.call("POST", f"/v1/questions/{question}/take", token, {})
            if expert not in record:
                client.call("POST", f"/v1/questions/{question}/pass", token, {"reason": "not-my-region"})
                continue
            taxon = record[expert]
            body = {"taxon": taxon} if taxon in known else {"cannotTell": True}
            client.call("POST", f"/v1/questions/{question}/answers", token, body)


def plurality(record, count, truth, chance, draws=200):
    """How often the most named taxon of `count` random answers is right; ties count by shares.

    Only answers that name a taxon are drawn, at whatever rank, in favour of the baseline.
    """
    named = [taxon for taxon in record.values() if taxon]
    right = 0.0
    for _ in range(draws if named else 0):
        tally = collections.Counter(chance.sample(named, min(count, len(named))))
        best = [n for n, c in tally.items() if c == max(tally.values())]
        right += (truth in best) / len(best)
    return right / draws


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--study", required=True)
    options.add_argument("--witan", required=True)
    options.add_argument("--items", type=int, default=120)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--port", type=int, default=8099)
    options.add_argument("--folder", help="the data folder to make; kept afterwards")
    given = options.parse_args()
    chance = random.Random(given.seed)
    folder = given.folder or os.path.join(tempfile.mkdtemp(prefix="witan-study-"), "community")

    items = chance.sample(rows(given.study, "items.csv"), given.items)
    known = {row["taxon"] for row in rows(given.study, "taxonomy.csv") if row["parent"]}
    records = collections.defaultdict(dict)
    for row in rows(given.study, "answers.csv"):
        records[row["item"]][row["expert"]] = row["taxon"]

    made = json.loads(subprocess.run([given.witan, "init", folder, "--title", "The study", "--json"],
                                     check=True, capture_output=True, text=True).stdout)
    steward = made["members"][0]["token"]
    server = serve(given.witan, folder, given.port)
    try:
        client = Client(given.port)
        body, kind = form([("id", "snakes"), ("title", "Snakes of the study")],
                          [("taxonomy", "taxonomy.csv", "text/csv", taxonomy(given.study))])
        subject = client.call("POST", "/v1/subjects", steward, body, kind)
        print(f"taxonomy: {subject['taxa']} taxa", file=sys.stderr)
        tokens = {}
        for row in rows(given.study, "experts.csv"):
            joined = client.call("POST", "/v1/members", steward, {
                "handle": row["expert"], "name": f"Expert {row['expert']}", "roles": ["expert"],
                "subjects": ["snakes"], "home": REGIONS.get(row["home_region"], ""), "budget": 10000})
            tokens[row["expert"]] = joined["token"]
        asker = client.call("POST", "/v1/members", steward, {
            "handle": "asker", "name": "Asker", "roles": ["asker"]})["token"]
        print(f"people: {len(tokens)}", file=sys.stderr)

        score = collections.Counter()
        random_right, bits, started = 0.0, 0, time.time()
        for place, item in enumerate(items, 1):
            region = REGIONS[item["region"]]
            body, kind = form([("subject", "snakes"), ("text", "Which snake is this?"), ("place", region),
                               ("urgency", "today")],
                              [("photo", "IMG_1.jpg", "image/jpeg", photo(item["item"], region))])
            question = client.call("POST", "/v1/questions", asker, body, kind)["id"]
            record = records[item["item"]]
            sheet = answer_all(client, steward, question, tokens, record, known)
            answers = len(sheet["answers"])
            leading = (sheet["verdict"].get("leading") or {}).get("taxon")
            score["answers"] += answers
            score["asked"] += len(sheet["assignments"])
            score["right"] += leading == item["truth"]
            score[sheet["phase"]] += 1
            score["settledRight"] += sheet["phase"] == "settled" and leading == item["truth"]
            random_right += plurality(record, answers, item["truth"], chance)
            print(f"\r{place}/{len(items)}  right {score['right'] / place:.3f}  "
                  f"plurality {random_right / place:.3f}  answers {score['answers'] / place:.2f}",
                  end="", file=sys.stderr)
        print(file=sys.stderr)
        count = len(items)
        result = {
            "items": count, "people": len(tokens), "taxa": subject["taxa"],
            "speciesAccuracy": round(score["right"] / count, 4),
            "pluralityOfAsManyRandomAnswers": round(random_right / count, 4),
            "answersPerQuestion": round(score["answers"] / count, 3),
            "offersPerQuestion": round(score["asked"] / count, 3),
            "settled": score["settled"], "settledAndRight": score["settledRight"],
            "split": score["split"], "unsettled": score["unsettled"],
            "seconds": round(time.time() - started, 1), "folder": folder}
        print(json.dumps(result, indent=2))
    finally:
        server.terminate()
        server.wait(30)
    verify = subprocess.run([given.witan, "audit", "verify", "--data", folder])
    raise SystemExit(verify.returncode)


if __name__ == "__main__":
    main()
