/// Who is there for a question.
struct Attendance {
  private(set) var (experts, awake, here) = (0, 0, 0)
  private(set) var (proved, provedAwake, provedHere) = (0, 0, 0)
  /// How many cannot be asked now and can be within `soonSeconds`.
  private(set) var soon = 0

  /// How far it looks ahead.
  static let soonSeconds = 3_600

  /// Looks at everybody of a roster but the asker. Awake are those who can be asked: whom language,
  /// household, leave, a spent budget or a steward keeps from the question are not there for it.
  init(_ need: Router.Need, _ roster: Roster, rule: Rule, now: Instant) {
    let region = need.question.place?.region ?? ""
    let (minutes, recent) = (roster.minutes(at: now), rule.reach.recent(at: now))
    let places = Places(need, roster)
    for (place, post) in roster.posts.enumerated()
    where roster.names[place] != need.question.asker {
      let minute = minutes[post.zone]
      let mark = places.mark(place, post)
      let isAwake = post.exclusion(mark: mark, at: now, minute: minute) == nil
      let isHere = isAwake && post.isHere(since: recent)
      let isProved =
        post.judged >= Skill.judgedToBeProved
        && roster.skills[place].isProved(in: region, depth: need.depth, rule: rule)
      experts += 1
      awake += isAwake ? 1 : 0
      here += isHere ? 1 : 0
      proved += isProved ? 1 : 0
      provedAwake += isProved && isAwake ? 1 : 0
      provedHere += isProved && isHere ? 1 : 0
      guard !isAwake, mark >= Places.pinned,
        let next = post.nextFree(from: now, minute: minute)
      else { continue }
      soon += next <= now.adding(seconds: Self.soonSeconds) ? 1 : 0
    }
  }
}
