import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import Logging
import NIOCore
import Testing

@testable import WitanHTTP

/// The statuses of C2SP tlog-witness, by a witness that remembers in memory.
@Suite struct `A witness over HTTP` {
  private let log: NoteSigner
  private let cosigner: Cosigner
  private let tree: MemoryTree

  init() throws {
    log = try NoteSigner(name: "log.example", seed: [UInt8](repeating: 1, count: 32))
    cosigner = try Cosigner(name: "w.example", seed: [UInt8](repeating: 2, count: 32))
    var tree = MemoryTree()
    for number in 0..<20 { tree.append(entry: "entry-\(number)".utf8) }
    self.tree = tree
  }

  /// Remembers one log.
  private actor Memory {
    var known: WitnessedLog
    let cosigner: Cosigner

    init(_ known: WitnessedLog, _ cosigner: Cosigner) {
      (self.known, self.cosigner) = (known, cosigner)
    }

    func cosign(_ request: AddCheckpoint) throws -> NoteSignature {
      known = try known.accepting(request)
      return try cosigner.cosignature(of: request.readCheckpoint(), at: 1_700_000_000)
    }
  }

  private func note(_ size: Int, by signer: NoteSigner? = nil) throws -> SignedNote {
    let signer = signer ?? log
    let root = try MerkleTree.root(size: size, nodes: tree)
    return try SignedNote.sign(
      text: Checkpoint(origin: signer.name, size: size, root: root).text, by: [signer])
  }

  private func body(_ old: Int, _ new: Int, by signer: NoteSigner? = nil) throws -> String {
    let proof =
      old > 0 && old < new
      ? try MerkleTree.consistencyProof(from: old, to: new, nodes: tree) : []
    return AddCheckpoint(oldSize: old, proof: proof, checkpoint: try note(new, by: signer))
      .description
  }

  private struct Answer {
    let status: Int
    let type: String?
    let text: String
  }

  private func open(_ work: @Sendable ((String) async throws -> Answer) async throws -> Void)
    async throws
  {
    let memory = Memory(WitnessedLog(verifier: log.verifier, last: nil), cosigner)
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let server = WitnessServer(host: "127.0.0.1", port: 0, logger: logger) {
      try await memory.cosign($0)
    }
    try await server.application().test(.router) { client in
      try await work { body in
        let response = try await client.executeRequest(
          uri: "/add-checkpoint", method: .post, headers: [:], body: ByteBuffer(string: body))
        return Answer(
          status: response.status.code, type: response.headers[.contentType],
          text: String(buffer: response.body))
      }
    }
  }

  @Test func `growth is cosigned, and each refusal has its status`() async throws {
    try await open { post in
      let first = try await post(body(0, 5))
      #expect(first.status == 200, "\(first.text)")
      let cosigned = try SignedNote(parsing: note(5).description + first.text)
      #expect(try cosigned.verify(by: [log.verifier, cosigner.verifier]).count == 2)
      #expect(cosigned.seconds(by: cosigner.verifier) == 1_700_000_000)
      #expect(try await post(body(5, 12)).status == 200)
      #expect(try await post(body(12, 12)).status == 200, "the same again")
      for old in [0, 5, 11, 13] {
        let conflict = try await post(body(old, 14))
        #expect(conflict.status == 409, "old \(old)")
        #expect(conflict.type == "text/x.tlog.size" && conflict.text == "12\n")
      }
      let root = try MerkleTree.root(size: 11, nodes: tree)
      let fork = Checkpoint(origin: log.name, size: 12, root: root)
      let forked = try SignedNote.sign(text: fork.text, by: [log])
      #expect(try await post("old 12\n\n\(forked)").status == 409)
      let larger = Checkpoint(origin: log.name, size: 14, root: root)
      let proof = try MerkleTree.consistencyProof(from: 12, to: 14, nodes: tree)
      let request = AddCheckpoint(
        oldSize: 12, proof: proof,
        checkpoint: try SignedNote.sign(text: larger.text, by: [log]))
      #expect(try await post(request.description).status == 422)
      #expect(try await post("old 12\n\n\(note(14))").status == 422, "a proof is missing")
      #expect(try await post(body(12, 7)).status == 400, "a rollback")
      let stranger = try NoteSigner(name: "x.example", seed: [UInt8](repeating: 1, count: 32))
      #expect(try await post(body(12, 14, by: stranger)).status == 404)
      let thief = try NoteSigner(name: log.name, seed: [UInt8](repeating: 9, count: 32))
      #expect(try await post(body(12, 14, by: thief)).status == 403)
      let good = try note(14)
      for nonsense in ["", "old 12\n", "new 12\n\n\(good)", "old 12\nx\n\n\(good)"] {
        #expect(try await post(nonsense).status == 400, "\(nonsense.prefix(20))")
      }
      let long = String(repeating: "a", count: WitnessFront.limitBytes + 1)
      #expect(try await post(long).status == 413)
      #expect(try await post(body(12, 14)).status == 200, "refusals changed nothing")
    }
  }

  @Test func `other paths and methods are refused`() async throws {
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    let server = WitnessServer(host: "127.0.0.1", port: 0, logger: logger) { _ in
      throw WitnessFault.unknownOrigin("x")
    }
    try await server.application().test(.router) { client in
      for (method, path, status) in [
        (HTTPRequest.Method.get, "/healthz", 200), (.head, "/healthz", 200),
        (.get, "/add-checkpoint", 405), (.post, "/healthz", 405), (.get, "/", 404),
        (.post, "/v1/me", 404),
      ] {
        let response = try await client.executeRequest(
          uri: path, method: method, headers: [:], body: nil)
        #expect(response.status.code == status, "\(method) \(path)")
      }
    }
  }
}
