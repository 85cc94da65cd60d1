import Ledger
import Witan

/// What copy is wanted.
public struct NewBackup: Codable, Sendable {
  /// A new file's plain name; made of the time when absent.
  public var path: String?
  /// How many copies to keep; all when absent.
  public var keep: Int?

  /// Takes the fields as they are.
  public init(path: String?, keep: Int?) { (self.path, self.keep) = (path, keep) }
}

/// Where a backup was written.
public struct BackupSheet: Codable, Sendable {
  /// The file, beside the community's own.
  public let path: String
  /// What witnesses and time-stamp authorities said, a zip file beside it; nil for nothing.
  public let testimony: String?
  /// Older copies that were removed, as `keep` asks; nil for none.
  public let removed: [String]?
}

extension API {
  /// `GET /v1/questions/{id}/history`: its entries of the ledger.
  static func history(_ request: Endpoint.Request) async throws -> Reply {
    let lines = try await request.desk.history(request.caller, ID(request.name("id")))
    return try request.page(of: lines) { String($0.index) }.reply
  }

  /// `GET /v1/questions/{id}/explanation`: why the verdict is what it is.
  static func explain(_ request: Endpoint.Request) async throws -> Reply {
    try .json(await request.desk.explain(request.caller, ID(request.name("id"))))
  }

  /// `GET /v1/questions/{id}/routes`: whom it was brought to and why.
  static func routes(_ request: Endpoint.Request) async throws -> Reply {
    try .json(await request.desk.routes(request.caller, ID(request.name("id"))))
  }

  /// `POST /v1/audit/verify`: checks the whole archive.
  static func verify(_ request: Endpoint.Request) async throws -> Reply {
    struct Body: Decodable {
      let against: String?
      let witnesses: [String]?
    }
    let body = try request.body(Body.self)
    let witnesses = try (body.witnesses ?? []).map(witness)
    return try .json(
      await request.desk.verify(
        request.caller, against: body.against, witnesses: witnesses,
        progress: request.call.progress ?? { _, _ in }, tell: request.call.faults ?? { _ in }))
  }

  private static func witness(_ key: String) throws(Refusal) -> NoteVerifier {
    guard let verifier = try? NoteVerifier(key), verifier.kind == .witness else {
      throw .invalid(field: "witnesses", reason: "\"\(key)\" is no witness's key")
    }
    return verifier
  }

  /// `GET /v1/diagnosis`: whether the archive is well.
  static func diagnosis(_ request: Endpoint.Request) async throws -> Reply {
    try .json(await request.desk.diagnose(request.caller))
  }

  /// `POST /v1/backups`: writes a verified copy.
  static func backup(_ request: Endpoint.Request) async throws -> Reply {
    let body = try request.body(NewBackup.self)
    let made = try await request.desk.backup(request.caller, named: body.path, keep: body.keep)
    return try .json(
      BackupSheet(
        path: made.path, testimony: made.testimony,
        removed: made.removed.isEmpty ? nil : made.removed), status: 201)
  }

  /// `GET /v1/ledger/checkpoint`: the signed checkpoint.
  static func checkpoint(_ request: Endpoint.Request) async throws -> Reply {
    .text(try await request.desk.checkpoint())
  }

  /// `GET /v1/ledger/proofs/{index}`: the evidence for one entry.
  static func proof(_ request: Endpoint.Request) async throws -> Reply {
    .text(try await request.desk.prove(index: index(request)))
  }

  /// `POST /v1/ledger/proofs/{index}`: the same under another checkpoint.
  static func proofUnder(_ request: Endpoint.Request) async throws -> Reply {
    struct Body: Decodable { let checkpoint: String }
    let note = try request.body(Body.self).checkpoint
    return .text(try await request.desk.prove(index: index(request), under: note))
  }

  /// `GET /v1/ledger/keys`: which key signs checkpoints of which sizes.
  static func keys(_ request: Endpoint.Request) async throws -> Reply {
    try request.page(of: await request.desk.keys()) { String($0.fromSize) }.reply
  }

  private static func index(_ request: Endpoint.Request) throws(Refusal) -> Int {
    let text = request.name("index")
    guard text.utf8.allSatisfy({ (48...57).contains($0) }), let index = Int(text) else {
      throw .invalid(field: "index", reason: "it is no whole number")
    }
    return index
  }

  /// `GET /v1/ledger/consistency`: the evidence that the ledger only grew.
  static func consistency(_ request: Endpoint.Request) async throws -> Reply {
    guard let from = try request.number("from") else {
      throw Refusal.invalid(field: "from", reason: "it is missing")
    }
    return try .json(
      await request.desk.proveConsistency(from: from, to: request.number("to")))
  }
}
