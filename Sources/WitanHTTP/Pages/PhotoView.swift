import Witan

/// The form with which an asker adds photos to an open question.
struct PhotoView {
  let id: String
  let text: String
  /// The name under which the form is carried out once.
  let once: String
  let wishes: String?
  /// How many photos may still be added.
  let room: Int
  let hasRoom: Bool
  /// Said in the form's place where no photo can be added.
  let why: String

  /// A question as its asker sees it.
  init(_ sheet: QuestionSheet, for member: Member, once: String) {
    self.once = once
    id = sheet.id
    text = sheet.text ?? "(This text was erased.)"
    wishes = sheet.photoWishes.map(forPeople(wishes:))
    room = max(0, NewQuestion.photoLimit - sheet.photos.count)
    hasRoom = sheet.canAddPhoto(member)
    why =
      room == 0 && sheet.phase.isOpen
      ? "This question has its \(NewQuestion.photoLimit) photos. Ask anew with better ones."
      : "Photos are added by who asked, while the question is open."
  }
}

extension QuestionSheet {
  /// Whether a member may add a photo.
  func canAddPhoto(_ member: Member) -> Bool {
    phase.isOpen && asker != nil && asker == member.handle
      && photos.count < NewQuestion.photoLimit
  }
}
