import ArgumentParser
import Witan
import WitanHTTP

/// `witan route`: a steward's wish for whom a question is brought to.
struct RouteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "route", abstract: "Have somebody asked, or kept from a question (stewards).",
    usage: "witan route <id> <pin|bar> <handle> --ground <text> [options]",
    discussion: examples(
      "witan route q-0c3k9xw5h2m4t pin asha --ground \"She photographed it last week\"",
      "witan route q-0c3k9xw5h2m4t bar ravi --ground \"He treats the patient\"",
      note: """
        Who is pinned is asked in the next wave whatever their budget, if awake;
        who is barred is not asked, nor, from then on, is who steers the question.
        Wish and ground are recorded; the receipts show them (witan audit route).
        """))

  @Argument(help: "The question.")
  var id: String
  @Argument(help: ArgumentHelp("pin or bar.", valueName: "wish"))
  var wish: RouteWish
  @Argument(help: "An expert of the subject.")
  var handle: String
  @Option(help: ArgumentHelp("Why; it is recorded.", valueName: "text"))
  var ground: String
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let body = RouteWishBody(expert: handle, wish: wish, ground: ground)
    let call = try Call.post(PathName.question(id, "route"), body)
    try await session.show(QuestionSheet.self, call) { sheet, page in
      page.add(
        wish == .pin
          ? "\(handle) goes first in the next wave of \(sheet.id)."
          : "\(handle) is not asked about \(sheet.id).")
    }
  }
}
