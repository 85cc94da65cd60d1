import AsyncHTTPClient
import Foundation
import Ledger
import NIOCore
import NIOHTTP1

/// One checkpoint for one witness: C2SP tlog-witness, `POST add-checkpoint`.
struct WitnessCall: Sendable {
  let witness: Witness
  /// The signed checkpoint, and how many entries it is of.
  let note: SignedNote
  let size: Int
  /// The consistency proof from an older size to this one (RFC 9162 section 2.1.4).
  let proof: @Sendable (_ oldSize: Int) async throws -> [TreeHash]

  private static let seconds: Int64 = 10
  /// A reply is a line or two.
  private static let limitBytes = 64 << 10

  /// The cosignature, verified. A witness who knows another size than we think says so (409), and
  /// is asked once more, from there.
  ///
  /// - Throws: `WitnessSilence`.
  func cosignature(knownSize: Int) async throws -> NoteSignature {
    var reply = try await send(from: knownSize)
    if let known = try size(in: reply), known != knownSize {
      guard known <= size else { throw WitnessSilence.knowsMore(known: known, size: size) }
      reply = try await send(from: known)
    }
    guard reply.status == 200 else {
      // The root for this size differs, or the proof does not hold: they saw another history.
      let isContradiction = [409, 422].contains(reply.status)
      throw isContradiction
        ? WitnessSilence.contradicts(reply.sentence)
        : .refuses(status: reply.status, reply.sentence)
    }
    guard let signed = try? SignedNote(parsing: note.text + "\n" + reply.body),
      (try? signed.verify(by: [witness.verifier])) != nil,
      let signature = signed.signatures.last(where: { $0.keyName == witness.verifier.name })
    else { throw WitnessSilence.badSignature }
    return signature
  }

  /// What a witness replied.
  private struct Answer {
    let status: Int
    let mediaType: String
    let body: String

    /// Its first line, cut short, for the log.
    var sentence: String { String(body.prefix { $0 != "\n" }.prefix(200)) }
  }

  /// The size that a witness says to know; nil where the reply does not say one.
  private func size(in reply: Answer) throws -> Int? {
    guard reply.status == 409, reply.mediaType.hasPrefix("text/x.tlog.size") else { return nil }
    guard let size = Int(reply.sentence), size >= 0 else {
      throw WitnessSilence.refuses(status: 409, reply.sentence)
    }
    return size
  }

  private func send(from oldSize: Int) async throws -> Answer {
    let hashes = oldSize > 0 && oldSize < size ? try await proof(oldSize) : []
    let body = AddCheckpoint(oldSize: oldSize, proof: hashes, checkpoint: note).description
    var request = HTTPClientRequest(url: "\(witness.url)/add-checkpoint")
    request.method = .POST
    request.body = .bytes(ByteBuffer(string: body))
    do {
      let response = try await HTTPClient.shared.execute(request, timeout: .seconds(Self.seconds))
      let bytes = try await response.body.collect(upTo: Self.limitBytes)
      return Answer(
        status: Int(response.status.code),
        mediaType: response.headers.first(name: "Content-Type") ?? "",
        body: String(buffer: bytes))
    } catch {
      throw WitnessSilence.unreachable("\(error)")
    }
  }
}

/// Why a witness did not cosign.
enum WitnessSilence: Error, CustomStringConvertible {
  case unreachable(String)
  case refuses(status: Int, String)
  /// It replied with no signature of its key under this checkpoint.
  case badSignature
  /// It signed a larger ledger: an older file was put back here, or there are two histories.
  case knowsMore(known: Int, size: Int)
  /// It signed another history.
  case contradicts(String)

  /// A sentence for the log.
  var description: String {
    switch self {
    case .unreachable(let error): "It does not answer: \(error)."
    case .refuses(let status, let text): "It replied with status \(status): \(text)"
    case .badSignature: "Its reply holds no signature by its key under this checkpoint."
    case .knowsMore(let known, let size):
      "It has signed \(known) entries, and this ledger has \(size): an older file was put back, or"
        + " there are two histories."
    case .contradicts(let text): "It has signed another history: \(text)"
    }
  }

  /// By this it is counted.
  var result: String {
    switch self {
    case .unreachable: "unreachable"
    case .refuses, .badSignature: "refused"
    case .knowsMore, .contradicts: "contradicted"
    }
  }
}
