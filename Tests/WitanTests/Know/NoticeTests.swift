import Testing

@testable import Witan

@Suite struct `A notice on its way` {
  private let start = Instant(milliseconds: 1_800_000_000_000)

  private func subscription() -> Subscription {
    Subscription(
      id: "w-1", member: ID("m-1"), target: .web(url: "https://a.example/", secret: "whsec_"),
      kinds: [.assignmentOffered], token: nil, madeAt: start, since: 5)
  }

  private func notice(until: Instant? = nil) -> QueuedNotice {
    QueuedNotice(
      Notice(
        kind: .assignmentOffered, at: start, entry: 7, member: ID("m-1"), data: NoticeData(),
        until: until), for: subscription(), now: start)
  }

  @Test func `is tried ever less often, and given up after a day`() {
    var notice = notice()
    var waits: [Int] = []
    var now = start
    while notice.putOff(now: now, chance: 128, retryAfterSeconds: nil) {
      waits.append((notice.dueAt.milliseconds - now.milliseconds) / 1_000)
      now = notice.dueAt
    }
    #expect(waits == [5, 30, 120, 600, 1_801, 7_205, 21_616, 21_616, 21_616])
    #expect(now < start.adding(seconds: QueuedNotice.lifeSeconds))
    #expect(notice.dueAt >= start.adding(seconds: QueuedNotice.lifeSeconds))
  }

  @Test func `waits a fifth shorter or longer by chance, and as long as the receiver asks`() {
    for (chance, milliseconds) in [(UInt8(0), 4_000), (255, 6_000)] {
      var notice = notice()
      let isKept = notice.putOff(now: start, chance: chance, retryAfterSeconds: nil)
      #expect(isKept)
      #expect(notice.dueAt.milliseconds - start.milliseconds == milliseconds)
    }
    for (asked, seconds) in [(90, 90), (99_999, 3_600), (-5, 4), (0, 4)] {
      var notice = notice()
      let isKept = notice.putOff(now: start, chance: 0, retryAfterSeconds: asked)
      #expect(isKept)
      #expect(notice.dueAt == start.adding(seconds: seconds))
    }
  }

  @Test func `of an offer is given up when the offer ends`() {
    var notice = notice(until: start.adding(seconds: 20))
    let isKept = notice.putOff(now: start, chance: 0, retryAfterSeconds: nil)
    #expect(isKept)
    let isGivenUp = !notice.putOff(now: notice.dueAt, chance: 0, retryAfterSeconds: nil)
    #expect(isGivenUp)
  }

  @Test func `says names of the record and numbers, in this order`() throws {
    var data = NoticeData()
    (data.question, data.assignment) = ("q-1", "a-1")
    data.endsAt = start.adding(seconds: 60)
    let notice = QueuedNotice(
      Notice(kind: .assignmentOffered, at: start, entry: 7, member: nil, data: data),
      for: subscription(), now: start)
    #expect(notice.id == "n7-w-1")
    #expect(
      String(decoding: try notice.body(), as: UTF8.self)
        == #"{"data":{"assignment":"a-1","endsAt":"2027-01-15T08:01:00.000Z","question":"q-1"},"#
        + #""timestamp":"2027-01-15T08:00:00.000Z","type":"assignment.offered"}"#)
  }

  @Test func `is wanted by whom it concerns, from their wish on`() {
    func wants(_ kind: NoticeKind, _ entry: Int, _ member: String?) -> Bool {
      subscription().wants(
        Notice(
          kind: kind, at: start, entry: entry, member: member.map { ID($0) }, data: NoticeData()))
    }
    #expect(wants(.assignmentOffered, 5, "m-1"))
    #expect(wants(.assignmentOffered, 5, nil))
    #expect(!wants(.assignmentOffered, 4, "m-1"))
    #expect(!wants(.assignmentOffered, 5, "m-2"))
    #expect(!wants(.verdictChanged, 5, "m-1"))
  }

  @Test func `a subscription is off after ten failures over three days, or at once when gone`() {
    var failing = subscription()
    for number in 0..<20 {
      failing.failed(.timeout, at: start.adding(seconds: number), isGone: false)
    }
    #expect(failing.disabledAt == nil)
    failing.failed(.timeout, at: start.adding(seconds: 3 * 86_400), isGone: false)
    #expect(failing.disabledAt == start.adding(seconds: 3 * 86_400))
    failing.delivered(at: start.adding(seconds: 4 * 86_400))
    #expect(failing.disabledAt == nil)
    var rare = subscription()
    rare.failed(.timeout, at: start, isGone: false)
    rare.failed(.timeout, at: start.adding(seconds: 5 * 86_400), isGone: false)
    #expect(rare.disabledAt == nil, "two failures are few")
    rare.failed(.gone, at: start.adding(seconds: 5 * 86_400), isGone: true)
    #expect(rare.disabledAt != nil)
  }
}
