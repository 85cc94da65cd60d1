import Witan

/// What a form may bring: the names of its fields, and how much of each is read.
///
/// A field that the shape does not name is refused; an empty one counts as absent, as browsers send
/// all fields of a form.
struct FormShape: Sendable {
  /// Fields that may come once, under the names they have in JSON.
  let texts: [String]
  /// Fields that may be repeated, by the name of the list they become in JSON.
  let lists: [String: String]
  /// Fields that are `true` or `false`, under the names they have in JSON.
  let flags: [String]
  /// The field of files; nil where none is taken.
  let file: String?
  /// How many files at most, and how many bytes each may have.
  let fileCount: Int
  let fileLimitBytes: Int

  /// The most bytes of all fields and heads of a form.
  static let fieldsLimitBytes = 64 << 10
  /// The most parts of a form: every choice of a question, its files and its fields.
  static let partLimit = NewQuestion.optionLimit + NewQuestion.photoLimit + 16

  /// The most bytes of the form as a whole.
  var totalLimitBytes: Int { fileCount * fileLimitBytes + Self.fieldsLimitBytes }

  /// Takes the shape as it is.
  init(
    texts: [String], lists: [String: String] = [:], flags: [String] = [],
    file: String? = nil, fileCount: Int = 0,
    fileLimitBytes: Int = 0
  ) {
    self.texts = texts
    self.lists = lists
    self.flags = flags
    self.file = file
    self.fileCount = fileCount
    self.fileLimitBytes = fileLimitBytes
  }

  /// A question with photos; the same fields as `AskBody`.
  static let question = FormShape(
    texts: ["subject", "text", "place", "urgency", "known", "language", "spot", "seenAt"],
    lists: ["option": "options"], flags: ["keepOriginal"],
    file: "photo", fileCount: NewQuestion.photoLimit, fileLimitBytes: CleanPhoto.uploadLimitBytes)

  /// More photos of a question.
  static let photos = FormShape(
    texts: [], flags: ["keepOriginal"], file: "photo", fileCount: NewQuestion.photoLimit,
    fileLimitBytes: CleanPhoto.uploadLimitBytes)

  /// A subject with its taxonomy; the same fields as `SubjectBody`.
  static let subject = FormShape(
    texts: ["id", "title"], file: "taxonomy", fileCount: 1,
    fileLimitBytes: Taxonomy.fileLimitBytes)
}
