import Foundation
import Testing
import WitanTesting

@testable import Witan

/// One session by the clock alone.
@Suite struct WebSessionTests {
  private let start = Sample.noon
  private var begun: WebSession {
    WebSession(id: "s-1", member: ID("m-1"), secret: "a", device: "", now: start)
  }

  private func at(_ seconds: Int) -> Instant { start.adding(seconds: seconds) }

  @Test func `ends a week after its last use, and after thirty days`() {
    var session = begun
    #expect(session.visit(by: "a", fresh: nil, now: at(WebSession.idleSeconds - 1)) == .entered)
    #expect(session.until == at(2 * WebSession.idleSeconds - 1))
    var idle = begun
    #expect(idle.visit(by: "a", fresh: nil, now: at(WebSession.idleSeconds)) == .ended)
    var day = 0
    while session.visit(by: "a", fresh: nil, now: at(day * 86_400)) == .entered { day += 1 }
    #expect(day == 30)
  }

  @Test func `its secret is replaced each hour, where the browser can be told`() {
    var session = begun
    #expect(session.visit(by: "a", fresh: "b", now: at(3_599)) == .entered)
    #expect(session.visit(by: "a", fresh: nil, now: at(3_600)) == .entered)
    #expect(session.visit(by: "a", fresh: "b", now: at(3_600)) == .renewed)
    #expect(session.secret == "b" && session.previous == "a")
    #expect(session.visit(by: "b", fresh: "c", now: at(7_199)) == .entered)
    #expect(session.visit(by: "b", fresh: "c", now: at(7_200)) == .renewed)
  }

  @Test func `what was on its way with the old secret enters, and gets no other`() {
    var session = begun
    _ = session.visit(by: "a", fresh: "b", now: at(3_600))
    #expect(session.visit(by: "a", fresh: "c", now: at(3_659)) == .entered)
    #expect(session.visit(by: "b", fresh: "c", now: at(3_659)) == .entered)
    #expect(session.visit(by: "a", fresh: "c", now: at(3_659)) == .entered)
    #expect(session.secret == "b")
  }

  @Test func `a browser that never got the new secret gets another`() {
    var session = begun
    _ = session.visit(by: "a", fresh: "b", now: at(3_600))
    #expect(session.visit(by: "a", fresh: nil, now: at(9_000)) == .entered)
    #expect(session.visit(by: "a", fresh: "c", now: at(9_000)) == .renewed)
    #expect(session.secret == "c" && session.previous == "a")
    #expect(session.visit(by: "a", fresh: "d", now: at(9_059)) == .entered)
    #expect(session.visit(by: "c", fresh: "d", now: at(9_060)) == .entered)
  }

  @Test func `an old secret that comes back after the new one was used ends the session`() {
    var session = begun
    _ = session.visit(by: "a", fresh: "b", now: at(3_600))
    _ = session.visit(by: "b", fresh: "c", now: at(3_700))
    #expect(session.visit(by: "a", fresh: "c", now: at(3_701)) == .ended)
  }

  @Test func `sessions in memory do what every keeper must`() async throws {
    try await SessionBookExercise(MemorySessionBook()).run()
  }

  @Test func `a link that was kept before links knew their token is read`() throws {
    let link = SignInLink(sha256: "ab", member: ID("m-1"), by: ID("m-2"), until: at(60))
    let kept = try JSONEncoder().encode(link)
    #expect(!String(decoding: kept, as: UTF8.self).contains("token"))
    #expect(try JSONDecoder().decode(SignInLink.self, from: kept) == link)
  }
}
