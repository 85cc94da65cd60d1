/// What a question says of those who may be asked about it: of single experts by their place in the
/// roster, of others by what they belong to and read.
struct Places {
  /// By place: the place of the reason why they may not be asked, `pinned`, or `unmarked`.
  private var marks: [UInt8]
  /// By `Post.group`: whether somebody of it asked, or was asked; none for nobody of any.
  private var isMet: [Bool] = []
  /// By `Post.tongue`: whether it lacks the language of the question; none where it names none.
  private var isForeign: [Bool] = []
  /// Whether somebody was asked who is held to copy.
  private let isCopyAsked: Bool

  /// A steward wants them asked.
  static let pinned: UInt8 = 254
  /// Nothing is said of them.
  static let unmarked: UInt8 = 255

  init(_ need: Router.Need, _ roster: Roster) {
    marks = [UInt8](repeating: Self.unmarked, count: roster.count)
    let question = need.question
    let asked = need.asked.compactMap(roster.known)
    isCopyAsked = asked.contains(where: roster.isSuspected)
    let ofAsker = need.asker?.group.flatMap { roster.groups[$0] }
    for group in asked.map({ roster.posts[$0].group }) + [ofAsker ?? -1] where group >= 0 {
      if isMet.isEmpty { isMet = [Bool](repeating: false, count: roster.groups.count) }
      isMet[group] = true
    }
    if let language = question.language {
      isForeign = [Bool](repeating: false, count: roster.tongues.count)
      for (languages, tongue) in roster.tongues {
        isForeign[tongue] = !Member.reads(language, of: languages)
      }
    }
    for expert in question.pinned { mark(roster.known(expert), Self.pinned) }
    for expert in question.keptFrom { mark(roster.known(expert), Exclusion.barred.mark) }
    for place in asked { mark(place, Exclusion.alreadyAsked.mark) }
    mark(roster.known(question.asker), Exclusion.asker.mark)
  }

  /// What is said of the expert at a place: the place of the reason why they may not be asked,
  /// `pinned`, or `unmarked`.
  func mark(_ place: Int, _ post: Post) -> UInt8 {
    let mark = marks[place]
    guard mark >= Self.pinned else { return mark }
    if !isForeign.isEmpty && isForeign[post.tongue] { return Exclusion.language.mark }
    if !isMet.isEmpty && post.group >= 0 && isMet[post.group] { return Exclusion.sameGroup.mark }
    return isCopyAsked && post.isSuspected && mark == Self.unmarked
      ? Exclusion.copies.mark : mark
  }

  private mutating func mark(_ place: Int?, _ mark: UInt8) {
    if let place { marks[place] = mark }
  }
}
