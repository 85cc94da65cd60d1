"""Attacks files and asks the audit. Use: prove_tamper.py BINARIES ATTACKS SEED

Prints for each kind of attack how many changed what the file says, how many of those were found, of
how many the report named the very place, and how many changed nothing (a flipped byte on a page that
is free). The library's audit is asked about all, the program about a sample made here by sqlite3.
"""
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__.splitlines()[0])
    binaries, attacks, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    run = subprocess.run(
        [os.path.join(binaries, "WitanBench"), "tamper", str(attacks), str(max(30, attacks // 10)), str(seed)],
        stdout=subprocess.PIPE, text=True)
    if run.returncode not in (0, 1):
        sys.exit(f"WitanBench ended with {run.returncode}")
    misses = report(run.stdout.splitlines())
    misses += sample(os.path.join(binaries, "witan"), random.Random(seed))
    print("all is found" if misses == 0 else f"{misses} MISSED")
    sys.exit(misses > 0)


def report(lines):
    misses = 0
    print(f"{'attack':<26} {'changed':>8} {'found':>8} {'named':>8} {'nothing':>8}")
    for line in lines[1:]:
        name, _, rest = line.partition(",")
        if name == "miss":
            misses += 1
            print(f"MISSED {rest}")
        elif name == "whole":
            done, alone = rest.split(",")
            print(f"{done} forgeries that are whole in themselves: all but those missed found by --against,"
                  f" {alone} of them without it")
        elif name == "untouched":
            print(f"{rest} files that say what they said: an alarm only where one is listed as missed")
        else:
            print(f"{name:<26} " + " ".join(f"{int(n):>8,}" for n in rest.split(",")))
    return misses


def sample(witan, chance):
    """The program itself on a founded demonstration: exit 8, or 69 for a newer format; 0 untouched."""
    misses = 0
    with tempfile.TemporaryDirectory(prefix="witan-tamper-") as home:
        folder = os.path.join(home, "community")
        subprocess.run([witan, "init", folder, "--demo", os.path.join(ROOT, "fixtures", "demo")],
                       check=True, capture_output=True)
        subprocess.run([witan, "ask", "Which?", "--subject", "snakes", "--as", "dr-mehta", "--data", folder,
                        "--photo", os.path.join(ROOT, "fixtures", "demo", "photo.jpg")],
                       check=True, capture_output=True)
        for name, deed, wanted in deeds(chance):
            copy = os.path.join(home, "copy")
            shutil.copytree(folder, copy)
            deed(os.path.join(copy, "community.sqlite"))
            done = subprocess.run([witan, "audit", "verify", "--data", copy], capture_output=True, text=True)
            is_right = done.returncode == wanted
            misses += not is_right
            print(f"{'ok    ' if is_right else 'FAIL  '} witan audit verify: {name}: exit {done.returncode}"
                  + ("" if is_right else f"\n{done.stdout}{done.stderr}"))
            shutil.rmtree(copy)
    return misses


def deeds(chance):
    def sql(*statements):
        def deed(path):
            base = sqlite3.connect(path)
            guards = base.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in guards:
                base.execute(f'DROP TRIGGER "{name}"')
            for statement in statements:
                base.execute(statement)
            for _, text in guards:
                base.execute(text)
            base.commit()
            base.close()
        return deed

    def flip(path):
        with open(path, "r+b") as file:
            size = file.seek(0, 2)
            for _ in range(200):
                place = chance.randrange(size)
                file.seek(place)
                byte = file.read(1)[0]
                file.seek(place)
                file.write(bytes([byte ^ 1 << chance.randrange(8)]))

    def cut(path):
        os.truncate(path, os.path.getsize(path) // 2)

    return [
        ("untouched", sql(), 0),
        ("untouched, written anew", lambda path: sqlite3.connect(path, isolation_level=None).execute("VACUUM"), 0),
        ("a byte of an entry", sql("UPDATE event SET bytes = CAST(bytes || x'20' AS BLOB) WHERE idx = 5"), 8),
        ("an entry lost", sql("DELETE FROM event WHERE idx = 7"), 8),
        ("two entries exchanged", sql(
            "CREATE TEMP TABLE t AS SELECT idx, bytes FROM event WHERE idx IN (4, 5)",
            "UPDATE event SET bytes = (SELECT bytes FROM t WHERE t.idx = 9 - event.idx) WHERE idx IN (4, 5)"), 8),
        ("the tail cut", sql("DELETE FROM event WHERE idx > 20"), 8),
        ("everything emptied", sql("DELETE FROM event", "DELETE FROM node", "DELETE FROM checkpoint"), 8),
        ("no member left", sql("DELETE FROM member"), 8),
        ("a member's role", sql("UPDATE member SET body = replace(body, 'expert', 'steward')"), 8),
        ("a member's body no JSON", sql("UPDATE member SET body = 'x'"), 8),
        ("a payload with another's salt", sql(
            "UPDATE payload SET disclosure = (SELECT disclosure FROM payload ORDER BY digest DESC LIMIT 1)"
            " WHERE digest = (SELECT min(digest) FROM payload)"), 8),
        ("a photo's byte", sql("UPDATE sqlar SET data = CAST(x'00' || substr(data, 2) AS BLOB)"
                               " WHERE name LIKE 'photos/%'"), 8),
        ("a photo renamed", sql("UPDATE sqlar SET name = name || 'x' WHERE name LIKE 'photos/%'"), 8),
        ("the checkpoint altered", sql("UPDATE checkpoint SET note = replace(note, char(10), char(10) || '0')"), 8),
        ("no checkpoint", sql("DELETE FROM checkpoint"), 8),
        ("a table too many", sql("CREATE TABLE more (text)"), 8),
        ("a trigger too many", sql("CREATE TRIGGER more AFTER INSERT ON answer BEGIN SELECT 1; END"), 8),
        ("an index gone", sql("DROP INDEX question_by_asker"), 8),
        ("a table gone", sql("DROP TABLE answer"), 8),
        ("the archive of another name", sql("UPDATE archive SET community = 'other'"), 8),
        ("two archives", sql("INSERT INTO archive (community) VALUES ('other')"), 8),
        ("of no format", sql("PRAGMA user_version = 0"), 8),
        ("of a newer format", sql("PRAGMA user_version = 7"), 69),
        ("of another program", sql("PRAGMA application_id = 7"), 8),
        ("two hundred flipped bits of the file", flip, 8),
        ("half of the file", cut, 8),
    ]


if __name__ == "__main__":
    main()
