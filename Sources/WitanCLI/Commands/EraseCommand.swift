import ArgumentParser
import Witan
import WitanHTTP

/// `witan erase`: removes what is personal, for good.
struct EraseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase", abstract: "Erase what is personal, for good.",
    usage: "witan erase <member|photo|original|text|note|outcome> <id> --ground <text> [options]",
    discussion: examples(
      "witan erase photo q-0c3k9xw5h2m4t --ground \"A face is in it\"",
      "witan erase text q-0c3k9xw5h2m4t --ground \"It names the patient\"",
      "witan erase note r-0c3k9xw5h2m4t-2 --ground \"At the expert's wish\"",
      "witan erase member ravi --ground \"At his wish\"",
      note: """
        What is erased cannot be brought back: value and salt go, the file is
        written anew and its log emptied, and backups in the data folder that
        hold it are replaced by a new one. Copies elsewhere are yours to destroy.
        The record keeps that it was erased, by whom and why; proofs and verdicts
        stand, and "witan audit verify" counts it as erased.

        photo    A photo of a question; of every question that shows it, where a
                 steward erases it.
        original The file that a photo was made of, as it came; the photo stays.
        text     A question's text, its exact spot, and its original files.
        note     The note beside an answer.
        outcome  The grounds given for a question's outcome.
        member   Handle and name, and all that they wrote and showed. They leave.

        You erase what is your own; stewards erase anything. A legal hold
        (witan hold) stops both.
        """))

  @Argument(
    help: ArgumentHelp("member, photo, original, text, note or outcome.", valueName: "what"))
  var what: ErasureBody.What
  @Argument(help: "A handle, a question, or an answer.")
  var id: String
  @Option(help: ArgumentHelp("Which photo, by name or number; needed where there are several."))
  var photo: String?
  @Option(help: ArgumentHelp("Why; it is recorded.", valueName: "text"))
  var ground: String
  @Flag(help: "Leave older backups as they are, and name them.")
  var keepBackups = false
  @OptionGroup var reach: Reach

  /// One call, or two where the photo must be found.
  func run() async throws {
    let session = try reach.session()
    // Where no photo is left the call is made all the same: it finishes an erasure that broke off.
    let isOfPhoto = what == .photo || what == .original
    let name = isOfPhoto ? try await session.photoName(photo, of: id) : photo
    let body = ErasureBody(
      what: what, id: id, photo: name, ground: ground,
      backups: keepBackups ? .keep : .replace)
    try await session.show(ErasureSheet.self, .post("/v1/erasures", body)) { $1.add($0) }
  }
}
