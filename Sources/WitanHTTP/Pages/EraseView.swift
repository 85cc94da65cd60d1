import Witan

/// The form with which an asker, or a steward, erases a question's text and photos.
struct EraseView {
  /// Something that can go: the form's value, and words.
  struct Item { let value: String, words: String }

  let id: String
  let text: String
  let items: [Item]
  let hasItems: Bool

  /// What the value of an original begins with; the photo's name follows.
  static let originalMark = "original:"

  /// A question as a member may see it.
  init(_ sheet: QuestionSheet, for member: Member) {
    id = sheet.id
    text = sheet.text ?? "(This text was erased.)"
    let photos = sheet.photos.enumerated().map { place, name in
      Item(value: name, words: "Photo \(place + 1) of \(sheet.photos.count)")
    }
    let hasOriginal = sheet.originals != nil
    let words = hasOriginal ? "The text above, and the original files" : "The text above"
    let originals = sheet.photos.enumerated().compactMap { place, name -> Item? in
      guard sheet.originals?.contains(name) == true else { return nil }
      return Item(
        value: Self.originalMark + name, words: "The original file of photo \(place + 1) alone")
    }
    let own =
      (sheet.text == nil ? [] : [Item(value: "text", words: words)]) + photos + originals
    items = sheet.canErase(member) ? own : []
    hasItems = !items.isEmpty
  }
}

extension QuestionSheet {
  /// Whether a member may have the question's text and photos erased.
  func canErase(_ member: Member) -> Bool {
    member.isOne(of: .steward) || (asker != nil && asker == member.handle)
  }
}

extension Pages {
  /// The form.
  func eraseForm(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    let sheet = try await visit.desk.show(caller, ID(visit.name("id")))
    return page(
      "erase", EraseView(sheet, for: caller.member), title: "Erase", who: caller.member)
  }

  /// Erases what the form names.
  func erase(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    let fields = try await Self.fields(["what", "ground"], visit)
    let id = ID<Question>(visit.name("id"))
    guard let what = fields["what"] else {
      throw Refusal.invalid(field: "what", reason: "choose one of those given")
    }
    let mark = EraseView.originalMark
    let target: ErasureTarget =
      what == "text"
      ? .text(of: id)
      : what.hasPrefix(mark)
        ? .original(of: id, name: String(what.dropFirst(mark.count))) : .photo(of: id, name: what)
    _ = try await visit.desk.erase(caller, target, ground: fields["ground"] ?? "")
    return Self.redirect("/q/\(id)")
  }
}
