import HTTPTypes
import Hummingbird
import Ledger
import Logging
import NIOCore
import Witan

/// Answers a witness's requests with the statuses that C2SP tlog-witness gives them.
struct WitnessFront: HTTPResponder {
  typealias Context = BasicRequestContext

  let cosign: WitnessServer.Cosign

  /// A checkpoint with a hundred signatures and a proof of 63 hashes are a tenth of it.
  static let limitBytes = 256 << 10

  /// Answers one request.
  func respond(to request: Request, context: Context) async throws -> Response {
    var reply: Reply
    switch (request.method, request.uri.path) {
    case (.post, "/add-checkpoint"): reply = await addCheckpoint(request, context)
    case (.get, "/healthz"), (.head, "/healthz"): reply = .text("ok\n")
    case (_, "/add-checkpoint"), (_, "/healthz"):
      reply = .text("Another method is needed.\n", status: 405)
    default: reply = .text("There is nothing here.\n", status: 404)
    }
    context.logger.info(
      "request",
      metadata: ["path": "\(request.uri.path)", "status": "\(reply.status)"])
    let response = Response(reply)
    return request.method == .head ? response.createHeadResponse() : response
  }

  private func addCheckpoint(_ request: Request, _ context: Context) async -> Reply {
    do {
      let signature = try await cosign(try await read(request))
      return .text(signature.line + "\n")
    } catch let fault as WitnessFault {
      if fault.isMisbehaviour {
        context.logger.warning("refused", metadata: ["why": "\(fault)"])
      }
      return fault.reply
    } catch let refusal as Refusal where refusal.sort == .tooLarge {
      return .text(refusal.sentence + "\n", status: 413)
    } catch {
      context.logger.error("a fault", metadata: ["error": "\(error)"])
      return .text("This witness cannot sign at present.\n", status: 503)
    }
  }

  private func read(_ request: Request) async throws -> AddCheckpoint {
    var bytes: [UInt8] = []
    for try await chunk in request.body {
      guard bytes.count + chunk.readableBytes <= Self.limitBytes else {
        throw Refusal.tooLarge(field: "body", limitBytes: Self.limitBytes)
      }
      bytes += chunk.readableBytesView
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw WitnessFault.malformed(.badRequest(reason: "is not UTF-8"))
    }
    do throws(NoteFault) {
      return try AddCheckpoint(parsing: text)
    } catch {
      throw WitnessFault.malformed(error)
    }
  }
}

extension WitnessFault {
  /// The answer that C2SP tlog-witness asks for.
  var reply: Reply {
    switch self {
    case .malformed, .shrinks: .text("\(self)\n", status: 400)
    case .unknownOrigin: .text("\(self)\n", status: 404)
    case .notSigned: .text("\(self)\n", status: 403)
    case .otherSize(let known): .text("\(known)\n", mediaType: "text/x.tlog.size", status: 409)
    case .forked: .text("\(self)\n", status: 409)
    case .unproved: .text("\(self)\n", status: 422)
    }
  }

  /// Whether the log's own key signed what cannot be, so that somebody should look.
  fileprivate var isMisbehaviour: Bool {
    switch self {
    case .forked, .unproved: true
    case .malformed, .shrinks, .unknownOrigin, .notSigned, .otherSize: false
    }
  }
}
