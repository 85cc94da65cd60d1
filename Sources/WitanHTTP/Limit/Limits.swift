/// How much a server takes of whom; nil for no limit.
public struct Limits: Sendable {
  /// Requests from one address (of IPv6 one network of 64 bits).
  public var address: Quota?
  /// Requests under one account.
  public var account: Quota?
  /// Questions of one asker.
  public var questions: Quota?
  /// Open connections of one address (of IPv6 of one network of 64 bits); none of this machine.
  public var connectionsOfAddress: Int?

  /// Links by e-mail that may be asked for from one address in an hour.
  public static let linksAnHour = 20
  /// Open streams of events: of one account, and of all together.
  public static let streamsOfAccount = 8
  public static let streams = 1_000
  /// Open connections; more wait in the kernel's queue.
  public static let connections = 4_000
  /// The most bytes of one field of a header, and of all together; and the most fields.
  public static let fieldBytes = 16 << 10
  public static let headerBytes = 32 << 10
  public static let fieldCount = 100
  /// How long a connection may take to send a request's header, and its body.
  public static let headSeconds: Int64 = 30
  public static let bodySeconds: Int64 = 300
  /// How long and how much is read after a reply that came before its request's end. The bytes
  /// are more than the largest form has, so that whoever sends one reads why it was refused.
  public static let lingerSeconds: Int64 = 30
  public static let lingerBytes = 64 << 20
  /// How long a part of a reply may take to leave, and how fast the client must read beyond it.
  public static let writeSeconds: Int64 = 30
  public static let leastBytesPerSecond = 8 << 10

  /// So many in so many seconds: a bucket that holds all of them and refills evenly.
  public struct Quota: Equatable, Sendable {
    public let count: Int
    public let seconds: Int

    /// A quota; nil for a count of 0, which means no limit.
    public init?(_ count: Int, inSeconds seconds: Int) {
      guard count > 0, seconds > 0 else { return nil }
      (self.count, self.seconds) = (count, seconds)
    }
  }

  /// Takes the limits as they are.
  public init(
    address: Quota?, account: Quota?, questions: Quota?, connectionsOfAddress: Int? = nil
  ) {
    (self.address, self.account, self.questions) = (address, account, questions)
    self.connectionsOfAddress = connectionsOfAddress
  }

  /// No limits but those of memory: for tests and for drivers of one's own server.
  public static let none = Limits(address: nil, account: nil, questions: nil)
}
