import Testing
import Witan

@Suite struct RefusalTests {
  static let all: [Refusal] =
    [
      .invalid(field: "text", reason: "it is empty"), .unknownTaxon("Kobra", near: ["Cobra"]),
      .unknownPlace("ZZ"), .taxonomyFault(line: 3, reason: "no name"),
      .photoUnreadable(reason: "no JPEG"), .tooLarge(field: "photo", limitBytes: 9), .notSignedIn,
      .notAllowed(reason: "This needs the role steward."), .ownQuestion,
      .notOffered(question: "q-1"),
      .notFound(kind: "question", name: "q-1"),
      .alreadyAnswered(at: Instant(milliseconds: 0)), .leaseLapsed(at: Instant(milliseconds: 0)),
      .questionClosed(phase: "settled"), .exists(kind: "handle", name: "ines"),
      .folderInUse(path: "/data"), .busy(reason: "Too much waits."),
      .unavailable(reason: "Not now."),
    ] + Obstacle.allCases.map { .conflict($0, reason: "It is still open.") }

  @Test func `each refusal has a code of its own and a sentence`() {
    let codes = Self.all.map(\.code)
    #expect(Set(codes).count == codes.count)
    for refusal in Self.all {
      #expect(refusal.code.utf8.allSatisfy { (97...122).contains($0) || $0 == 45 })
      #expect(refusal.sentence.hasSuffix(".") || refusal.sentence.hasSuffix("?"))
      #expect(refusal.sentence.first?.isLowercase == false || refusal.field != nil)
    }
  }
}
