import Foundation
import Testing

@testable import WitanNotify

@Suite struct `A webhook's signature` {
  /// The example of the specification (Standard Webhooks 1.0, libraries' tests).
  @Test func `is that of the specification's example`() {
    let field = Signature.field(
      secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
      timestamp: 1_614_265_330, body: Array(#"{"test": 2432232314}"#.utf8))
    #expect(field == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
  }

  @Test func `is none for what is no secret`() {
    #expect(Signature.field(secret: "MfKQ", id: "a", timestamp: 1, body: []) == nil)
    #expect(Signature.field(secret: "whsec_?", id: "a", timestamp: 1, body: []) == nil)
  }
}
