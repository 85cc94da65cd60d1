/// Who is there for a question.
struct Attendance {
  private(set) var (experts, awake, here) = (0, 0, 0)
  private(set) var (proved, provedAwake, provedHere) = (0, 0, 0)

  /// Looks at everybody of a roster but the asker.
  init(_ need: Router.Need, _ roster: Roster, rule: Rule, now: Instant) {
    let region = need.question.place?.region ?? ""
    let (minutes, recent) = (roster.minutes(at: now), rule.reach.recent(at: now))
    for (place, post) in roster.posts.enumerated()
    where roster.names[place] != need.question.asker {
      let isAwake = post.isAwake(at: now, minute: minutes[post.zone])
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
    }
  }
}
