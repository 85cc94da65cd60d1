import ArgumentParser
import Witan
import WitanHTTP

/// `witan add-photo`: adds photos to an open question of one's own.
struct AddPhoto: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add-photo", abstract: "Add a photo to your open question.",
    usage: "witan add-photo <id> --photo <file> [options]",
    discussion: examples(
      "witan add-photo q-0c3k9xw5h2m4t --photo from-above.jpg",
      note: """
        Experts who passed the question on because the photo was too poor, or from
        the wrong side, are asked again. A question has at most 4 photos. With
        --keep-original the files are kept too, as they came: see witan ask.
        """))

  @Argument(help: "The question.")
  var id: String
  @Option(help: ArgumentHelp("A photo: JPEG, PNG, WebP or HEIC.", valueName: "file"))
  var photo: [String]
  @Flag(help: "Keep the photos as they left the telephone, too.")
  var keepOriginal = false
  @OptionGroup var reach: Reach

  /// One call.
  func run() async throws {
    let session = try reach.session()
    let files = try photo.map { UploadedFile(field: "photo", bytes: try LocalFile.photo($0)) }
    let body = keepOriginal ? ["keepOriginal": true] : [:]
    let call = try Call.post(PathName.question(id, "photos"), body, files: files)
    try await session.show(QuestionSheet.self, call) { sheet, page in
      page.add("\(sheet.id) has \(Wording.count(sheet.photos.count, "photo")) now.")
    }
  }
}
