"""Checks what a running server gives with verifiers that are not ours. Use: tools/prove-ledger

A community is founded, asked questions over HTTP until its ledger needs a second tile, witnessed,
time-stamped and given a new key; then each tool checks what the server made in this run:

  Go sumdb/tlog, sumdb/note     tiles, proofs, growth, notes, cosignatures, the chain of keys
  Google's C++ verifier         inclusion and consistency
  rekor-verifier, pymerkle      inclusion and consistency; inclusion
  rfc8785, jcs                  every entry's bytes
  sd-jwt                        every commitment
  openssl                       the checkpoint's signature, the cosignature, the time stamp

A tool that is not installed is skipped with a loud line; with CI set that is a failure.
"""
import os, sys, tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import keys, proofs, stand, texts, witness
from report import done


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="witan-ledger-") as home:
        place = stand.Stand(program, home)
        place.found()
        with place.serving():
            place.grow(40)
            place.note("old.checkpoint")
            place.grow(300)
            place.note("now.checkpoint")
            cosigned, witness_key = witness.prove(place)
            proofs.prove(place, cosigned, witness_key)
            texts.prove(place)
        keys.prove(place, cosigned, witness_key)
    done()


main()
