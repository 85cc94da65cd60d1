/// One message to one person.
public struct Mail: Equatable, Sendable {
  public let to: MailAddress
  /// In one line.
  public let subject: String
  public let text: String

  /// Takes the parts; what could end the subject's line becomes a blank.
  public init(to: MailAddress, subject: String, text: String) {
    self.to = to
    self.subject = String(
      String.UnicodeScalarView(subject.unicodeScalars.map { $0.value < 32 ? " " : $0 }))
    self.text = text
  }
}

/// What takes requests for links to sign in with, and says nothing of what becomes of them.
public protocol LinkRequests: Sendable {
  /// Asks that a link be sent to whoever is known under this address, if anybody is. Returns at
  /// once, whether or not anybody is.
  func request(_ address: MailAddress)
}
