import Foundation
import WitanHTTP

/// One command's work: calls through the door, and prints what comes back.
struct Session {
  let door: any Door
  let terminal: Terminal
  /// Where people reach the server, without a slash at the end; nil where nobody said.
  var address: String?

  /// A path of the server as a link; the path alone where the server's address is not known.
  func link(_ path: String) -> String { (address ?? "") + path }

  /// Says what to do where the address of the server is not known.
  func hintOfAddress() {
    guard address == nil else { return }
    terminal.hint("Set \"public-url\" in the configuration to have the whole address.")
  }

  /// Makes a call; throws the problem that came back, if one did.
  func call(_ call: Call) async throws -> Reply {
    let reply = try await door.call(call)
    guard reply.status < 400 else {
      guard let problem = try? JSONDecoder().decode(Problem.self, from: Data(reply.body)) else {
        throw Failure(
          reply.status < 500 ? .badInput : .unavailable,
          "The server replied with status \(reply.status).", code: "unavailable")
      }
      throw problem
    }
    return reply
  }

  /// Makes a call and reads the reply.
  func value<Value: Decodable>(_ type: Value.Type, _ call: Call) async throws -> Value {
    try read(type, try await self.call(call))
  }

  /// Reads a reply.
  func read<Value: Decodable>(_ type: Value.Type, _ reply: Reply) throws -> Value {
    try JSONDecoder().decode(type, from: Data(reply.body))
  }

  /// Makes a call and prints the reply: as JSON, or laid out for people.
  @discardableResult
  func show<Value: Decodable>(
    _ type: Value.Type, _ call: Call, _ layout: (Value, inout Page) -> Void
  ) async throws -> Value {
    try print(type, try await self.call(call), layout)
  }

  /// Prints a reply: as JSON, or laid out for people.
  @discardableResult
  func print<Value: Decodable>(
    _ type: Value.Type, _ reply: Reply, _ layout: (Value, inout Page) -> Void
  ) throws -> Value {
    let value = try read(type, reply)
    if terminal.isJSON {
      try terminal.print(json: reply.body)
    } else {
      var page = Page(terminal)
      layout(value, &page)
      try terminal.print(page)
    }
    return value
  }

  /// Prints a text that is to be kept as it is (a checkpoint, a proof), or writes it to a file.
  func keep(_ reply: Reply, as name: String, in file: String?) throws {
    if let file {
      try LocalFile.write(reply.body, to: file)
      terminal.hint("Written to \(file).")
    }
    if terminal.isJSON {
      let text = String(decoding: reply.body, as: UTF8.self)
      try terminal.print(json: try JSONText.bytes([name: text]))
    } else if file == nil {
      try terminal.print(String(decoding: reply.body, as: UTF8.self))
    }
  }
}
