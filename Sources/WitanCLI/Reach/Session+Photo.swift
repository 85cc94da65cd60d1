import Witan
import WitanHTTP

extension Session {
  /// A photo's name: as given, or found by its number, or the question's only one; nil where the
  /// question has none.
  func photoName(_ photo: String?, of id: String) async throws -> String? {
    if let photo, Int(photo) == nil { return photo }
    let sheet = try await value(QuestionSheet.self, Call(.get, PathName.question(id)))
    guard !sheet.photos.isEmpty else { return nil }
    let number = photo.flatMap { Int($0) } ?? (sheet.photos.count == 1 ? 1 : 0)
    guard sheet.photos.indices.contains(number - 1) else {
      throw Refusal.invalid(
        field: "photo",
        reason: "\(id) has \(Wording.count(sheet.photos.count, "photo")); say which by its number")
    }
    return sheet.photos[number - 1]
  }
}
