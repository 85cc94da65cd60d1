import Foundation
import Witan

extension Mail {
  /// The message as it goes over the wire (RFC 5322, MIME): UTF-8 in base64, so that no line of the
  /// text can be read as a field or as the message's end.
  func wire(from sender: MailAddress, at now: Instant, id: String) -> [UInt8] {
    let fields = [
      ("Date", Self.date(now)), ("From", "<\(sender.text)>"), ("To", "<\(to.text)>"),
      ("Subject", Self.encoded(subject)), ("Message-ID", "<\(id)@\(sender.domain)>"),
      // RFC 3834: no answers by programs, please.
      ("Auto-Submitted", "auto-generated"), ("MIME-Version", "1.0"),
      ("Content-Type", "text/plain; charset=utf-8"), ("Content-Transfer-Encoding", "base64"),
    ]
    let head = fields.map { "\($0.0): \($0.1)\r\n" }.joined()
    let body = Data(text.replacing("\n", with: "\r\n").utf8)
      .base64EncodedString(options: [
        .lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed,
      ])
    return Array((head + "\r\n" + body + "\r\n").utf8)
  }

  /// A text of a field: as it is where it is short printable ASCII, else in encoded words of at
  /// most 75 characters (RFC 2047 2).
  private static func encoded(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { (32...126).contains($0) } && !text.contains("=?")
    if isPlain, text.utf8.count <= 200 { return text }
    var words: [[UInt8]] = [[]]
    for scalar in text.unicodeScalars.prefix(200) {
      let bytes = Array(String(scalar).utf8)
      if words[words.count - 1].count + bytes.count > 42 { words.append([]) }
      words[words.count - 1] += bytes
    }
    return words.map { "=?utf-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\r\n ")
  }

  /// `Sun, 22 Nov 2026 08:00:00 +0000`.
  private static func date(_ now: Instant) -> String {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(secondsFromGMT: 0)
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss '+0000'"
    return format.string(from: Date(timeIntervalSince1970: Double(now.milliseconds / 1_000)))
  }
}
