import Foundation
import Witan
import WitanChild

/// Submits messages by Debian's curl, in a process of its own: it speaks SMTP, STARTTLS and
/// authentication, and is looked after (decision 31).
struct Postman: Sendable {
  let server: MailServer
  let world: World

  /// Submits one message.
  func send(_ mail: Mail) async throws -> NoticeOutcome {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let id = world.name("n") + world.token("x")
    let message = mail.wire(from: server.sender, at: world.now(), id: id)
    try Data(message).write(to: folder.appending(path: "message"))
    let configuration = server.configuration(message: "message", to: mail.to)
    try Data(configuration.utf8).write(to: folder.appending(path: "config"))
    switch try await Self.curl(in: folder) {
    case 0: return .taken
    case 6: return .failed(.unresolved)
    case 7, 52, 55, 56: return .failed(.unreachable)
    case 28: return .failed(.timeout)
    case 35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91: return .failed(.tls)
    default: return .failed(.refused)
    }
  }

  /// A folder that nobody else can look into (mkdtemp makes it so).
  private static func folder() throws -> URL {
    let parent = FileManager.default.temporaryDirectory
    var template = Array(parent.appending(path: "witan-mail-XXXXXX").path.utf8CString)
    guard let name = mkdtemp(&template) else {
      throw Refusal.unavailable(reason: "No mail can be sent: no temporary folder.")
    }
    return URL(filePath: String(cString: name))
  }

  /// Runs curl to its end; gives its status. `-q` leaves the configuration of the machine's user
  /// alone.
  private static func curl(in folder: URL) async throws -> Int32 {
    try await ChildProcess.run(
      ["/usr/bin/timeout", "-s", "KILL", "90", "/usr/bin/curl", "-q", "--config", "config"],
      environment: ["HOME": folder.path, "LC_ALL": "C"], in: folder.path
    ).status
  }
}
