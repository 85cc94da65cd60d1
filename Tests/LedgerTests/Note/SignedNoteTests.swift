import Ledger
import Testing

/// Signed notes against C2SP signed-note.
struct SignedNoteTests {
  private let seed = Array(repeating: UInt8(7), count: 32)

  @Test func `the example of the specification verifies`() throws {
    let note = try SignedNote(parsing: Log.file("example"))
    let verifier = try NoteVerifier(Log.file("exampleKey"))
    #expect(note.text == "This is an example message.\n")
    #expect(try note.verify(by: [verifier]) == [verifier])
    #expect(try note.description == Log.file("example"))
  }

  @Test func `signing gives the known checkpoint byte by byte`() throws {
    let known = try SignedNote(parsing: Log.file("checkpoint"))
    let signer = try Log.signer()
    let signed = try SignedNote.sign(text: known.text, by: [signer])
    #expect(try signed.verify(by: [signer.verifier]) == [signer.verifier])
    #if !canImport(Darwin)  // Apple's library signs with randomness, as it may.
      #expect(try signed.description == Log.file("checkpoint"))
    #endif
  }

  @Test func `no byte of a signed note can change`() throws {
    let file = Array(try Log.file("checkpoint").utf8)
    let verifier = try Log.signer().verifier
    for place in file.indices {
      for change in [[], [file[place] ^ 1], [file[place] ^ 0x20], [file[place], file[place]]] {
        let mutant = file[..<place] + change + file[(place + 1)...]
        guard mutant != file[...] else { continue }
        let text = String(decoding: mutant, as: UTF8.self)
        #expect(throws: NoteFault.self, "byte \(place)") {
          try SignedNote(parsing: text).verify(by: [verifier])
        }
      }
    }
  }

  @Test func `signatures of unknown keys are ignored`() throws {
    let note = try SignedNote(parsing: Log.file("cosigned"))
    let verifier = try Log.signer().verifier
    #expect(note.signatures.map(\.keyName) == ["example.com/quorum-kat", "witness.example/w1"])
    #expect(note.signatures.map(\.bytes.count) == [64, 72])
    #expect(try note.verify(by: [verifier]) == [verifier])
    #expect(try note.description == Log.file("cosigned"))
  }

  @Test func `a note that no known key signed is refused`() throws {
    let note = try SignedNote(parsing: Log.file("cosigned"))
    let signer = try Log.signer()
    let otherKey = try NoteSigner(name: signer.name, seed: seed).verifier
    let otherName = try NoteSigner(name: "other.example", seed: seed).verifier
    for verifiers in [[], [otherKey], [otherName], [otherKey, otherName]] {
      #expect(throws: NoteFault.noKnownSignature) { try note.verify(by: verifiers) }
    }
    #expect(try note.verify(by: [otherKey, signer.verifier]) == [signer.verifier])
  }

  @Test func `a known key that fails refuses the note whatever else is there`() throws {
    let signer = try Log.signer()
    let other = try NoteSigner(name: "other.example", seed: seed)
    let good = try signer.signature(for: "text\n")
    let bad = try other.signature(for: "another text\n")
    for signatures in [[good, bad], [bad, good], [bad]] {
      let note = try SignedNote(text: "text\n", signatures: signatures)
      #expect(throws: NoteFault.signatureFails(keyName: "other.example")) {
        try note.verify(by: [signer.verifier, other.verifier])
      }
    }
    let twice = try SignedNote(
      text: "text\n",
      signatures: [
        good, NoteSignature(keyName: good.keyName, keyID: good.keyID, bytes: [1]),
      ])
    #expect(throws: NoteFault.self) { try twice.verify(by: [signer.verifier]) }
    let doubled = try SignedNote(text: "text\n", signatures: [good, good])
    #expect(try doubled.verify(by: [signer.verifier]) == [signer.verifier])
  }

  @Test func `a text may hold blank lines and look like a signature`() throws {
    let signer = try Log.signer()
    for text in ["\n", "a\n\n", "a\n\nb\n", "a\n\n— b c\n", "\n\n\n", "é e\u{301}\u{7F}\n"] {
      let note = try SignedNote.sign(text: text, by: [signer])
      let read = try SignedNote(parsing: note.description)
      #expect(read == note)
      #expect(read.text.utf8.elementsEqual(text.utf8))
      #expect(try read.verify(by: [signer.verifier]) == [signer.verifier])
    }
  }

  @Test(arguments: ["", "a", "a\r\n", "a\tb\n", "\0\n", "a\n\u{1F}\n"])
  func `a text without final newline or with controls cannot be signed`(text: String) throws {
    let signer = try Log.signer()
    #expect(throws: NoteFault.self) { try SignedNote.sign(text: text, by: [signer]) }
    #expect(throws: NoteFault.self) { try signer.signature(for: text) }
  }

  @Test(arguments: [
    "", "\n", "\n\n", "text\n", "text\n\n", "text\n\n\n", "text\n— a AAAAAAE=\n",
    "\n— a AAAAAAE=\n",
    "text\n\n— a AAAAAAE=", "text\n\n— a AAAAAAE=\n\n", "text\n\n- a AAAAAAE=\n",
    "text\n\n—  a AAAAAAE=\n", "text\n\n— a  AAAAAAE=\n", "text\n\n— a AAAAAAE= \n",
    "text\n\n— a\n",
    "text\n\n— a \n", "text\n\n—  AAAAAAE=\n", "text\n\n— a AAAAAA==\n", "text\n\n— a AAAAAAE\n",
    "text\n\n— a AAAAAAF=\n", "text\n\n— a+b AAAAAAE=\n", "text\n\n— a\u{A0}b AAAAAAE=\n",
    "text\r\n\r\n— a AAAAAAE=\r\n", "te\u{0}xt\n\n— a AAAAAAE=\n", "text\n\n—a AAAAAAE=\n",
    "text\n\n— a AAAAAAE=\nb\n", "text\n\n— a AAAAAAE=\n— b\n", "text\n\n— a ====\n",
  ])
  func `a file that is not framed as a note is refused`(file: String) {
    #expect(throws: NoteFault.self) { try SignedNote(parsing: file) }
  }

  @Test func `a hundred signatures are read and no more`() throws {
    let line = "— a AAAAAAE=\n"
    let most = String(repeating: line, count: SignedNote.mostSignatures)
    #expect(try SignedNote(parsing: "text\n\n" + most).signatures.count == 100)
    #expect(throws: NoteFault.self) { try SignedNote(parsing: "text\n\n" + most + line) }
    let long = String(repeating: "x", count: SignedNote.longestNote) + "\n\n" + line
    #expect(throws: NoteFault.self) { try SignedNote(parsing: long) }
    #expect(throws: NoteFault.self) { try SignedNote.sign(text: "text\n", by: []) }
  }
}
