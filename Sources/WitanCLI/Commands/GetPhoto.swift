import ArgumentParser
import Ledger
import Witan
import WitanHTTP

/// `witan photo`: writes a photo of a question into a file.
struct GetPhoto: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "photo", abstract: "Write a photo of a question into a file.",
    usage: "witan photo <id> -o <file> [options]",
    discussion: examples(
      "witan photo q-0c3k9xw5h2m4t -o snake.jpg --photo 2",
      "witan photo q-0c3k9xw5h2m4t -o snake.bin --original",
      "witan photo q-0c3k9xw5h2m4t -o snake.bin --original --ground \"Court order 12\" --as ines",
      note: """
        As experts see it: without place, time and device. With --original the file
        as it came, where its asker had it kept: for the asker, and for auditors
        who say what for. Who saw which photo is recorded. Nobody has looked into an
        original: open it where it can do no harm.
        """))

  @Argument(help: "The question.")
  var id: String
  @Option(name: .shortAndLong, help: ArgumentHelp("Write it there.", valueName: "file"))
  var output: String
  @Option(help: ArgumentHelp("Which photo, by name or number; needed where there are several."))
  var photo: String?
  @Flag(help: "The file as it left the telephone.")
  var original = false
  @Option(help: ArgumentHelp("What the original is for; it is recorded.", valueName: "text"))
  var ground: String?
  @OptionGroup var reach: Reach

  /// A reason goes with an original.
  func validate() throws {
    guard ground == nil || original else {
      throw ValidationError("--ground goes with --original.")
    }
  }

  /// One call, or two where the photo must be found.
  func run() async throws {
    let session = try reach.session()
    guard let name = try await session.photoName(photo, of: id) else {
      throw Refusal.notFound(kind: "photo of question", name: id)
    }
    let path = try PathName.question(id, "photos/\(PathName.checked(name, kind: "photo"))")
    let call =
      original
      ? try Call.post(path + "/original", OriginalBody(ground: ground)) : Call(.get, path)
    let reply = try await session.call(call)
    try LocalFile.write(reply.body, to: output)
    let sheet = PhotoFile(
      file: output, bytes: reply.body.count, sha256: SHA.sha256(reply.body).hex)
    try session.print(PhotoFile.self, Reply(body: try JSONText.bytes(sheet))) { sheet, page in
      page.add("Written to \(sheet.file): \(sheet.bytes) bytes.")
      page.add("SHA-256 \(sheet.sha256)")
    }
  }
}

/// A photo that was written.
struct PhotoFile: Codable {
  let file: String
  let bytes: Int
  /// What `sha256sum` says of it.
  let sha256: String
}
