/// That a photo is kept as it left the telephone too, as its asker said in so many words.
///
/// Nobody decodes it again and nobody is shown it but its asker, and auditors who say what for: it
/// says where exactly it was taken.
public struct KeptOriginal: Codable, Equatable, Sendable {
  /// The number in its question of the photo that was made of it, from 0.
  public let photo: Int
  /// The name under which it is kept, by its content; nil after erasure.
  public var name: String?
}

/// Event: an auditor was given a photo as it left the telephone, and said what for.
public struct OriginalViewed: Codable, Equatable, Sendable {
  public let question: ID<Question>
  /// The photo's number in its question, from 0.
  public let photo: Int
  public let ground: Commitment
  public let by: ID<Member>
}

extension KeptOriginal {
  /// The name under which its name is sealed.
  static let payloadName = "original"
  /// What its attachments' names begin with.
  static let folder = "originals/"
}

extension Question {
  /// The original of the photo of this name: of two alike, the first that has one; nil where none
  /// was ever kept.
  func original(ofPhoto name: String) -> KeptOriginal? {
    originals?.first { original in
      photos.indices.contains(original.photo) && photos[original.photo] == name
    }
  }

  /// The names of the photos whose originals are kept, in order.
  var photosWithOriginal: [String] {
    (originals ?? []).compactMap { original in
      guard original.name != nil, photos.indices.contains(original.photo) else { return nil }
      return photos[original.photo]
    }
  }

  /// The names of all attachments that it holds.
  var attachments: [String] {
    photos.compactMap { $0.map { "photos/\($0)" } }
      + (originals ?? []).compactMap { $0.name.map { KeptOriginal.folder + $0 } }
  }

  /// Notes the originals of photos that an entry brings; nil where they are not to be kept.
  ///
  /// - Parameter first: the number of the entry's first photo.
  mutating func keep(originals names: [String?]?, first: Int) {
    guard let names else { return }
    let kept = names.enumerated().map { KeptOriginal(photo: first + $0.offset, name: $0.element) }
    originals = (originals ?? []) + kept
  }
}
