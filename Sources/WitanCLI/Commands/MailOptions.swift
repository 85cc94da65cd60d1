import ArgumentParser
import Foundation
import Witan
import WitanNotify

/// By which server a served community sends e-mail.
struct MailOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A mail server: smtp://host:587 or smtps://...", valueName: "url"))
  var mailURL: String?
  @Option(help: ArgumentHelp("From whom e-mail comes.", valueName: "address"))
  var mailFrom: String?
  @Option(help: ArgumentHelp("The name to sign in to it with.", valueName: "name"))
  var mailUser: String?
  @Option(help: ArgumentHelp("A file that holds the password.", valueName: "file"))
  var mailPasswordFile: String?

  /// Refuses one without the other.
  func validate() throws {
    if (mailURL == nil) != (mailFrom == nil) {
      throw ValidationError("--mail-url and --mail-from go together.")
    }
    if (mailUser == nil) != (mailPasswordFile == nil) || (mailUser != nil && mailURL == nil) {
      throw ValidationError("--mail-user and --mail-password-file go together, with --mail-url.")
    }
  }

  /// The server; nil for none. Refuses one where nobody said where people reach us: messages are of
  /// no use without links.
  func server(publicURL: String?) throws -> MailServer? {
    guard let mailURL, let mailFrom else { return nil }
    guard publicURL != nil else {
      throw Refusal.invalid(
        field: "mail-url", reason: "e-mail holds links: say --public-url https://... too")
    }
    let password = try mailPasswordFile.map { path in
      String(decoding: try LocalFile.read(path), as: UTF8.self)
        .trimmingCharacters(in: .newlines)
    }
    return try MailServer(url: mailURL, sender: mailFrom, user: mailUser, password: password)
  }
}
