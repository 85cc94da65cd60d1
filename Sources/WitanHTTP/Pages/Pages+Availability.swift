import Hummingbird
import Witan

/// When, how often and in which languages a member may be asked, as a form of their account.
struct AvailabilityView {
  let zone: String
  /// `22:30`; empty for no quiet hours.
  let quietFrom: String
  let quietTo: String
  let budget: Int
  /// The day of their own calendar on which a leave ends; empty for none.
  let awayUntil: String
  /// Whether they are on leave now.
  let isAway: Bool
  /// Tags with commas between; empty for all.
  let languages: String
  /// That it was kept.
  let isKept: Bool

  /// A member's own, at an instant.
  init(_ member: Member, now: Instant, isKept: Bool) {
    let availability = member.availability
    zone = availability.zone
    let quiet = (availability.quiet ?? "-").split(separator: "-").map(String.init)
    (quietFrom, quietTo) = quiet.count == 2 ? (quiet[0], quiet[1]) : ("", "")
    budget = availability.budgetPerDay
    let leave = availability.awayUntil.flatMap { now < $0 ? $0 : nil }
    isAway = leave != nil
    awayUntil = leave.map { availability.localDay(of: $0) } ?? ""
    languages = member.languages.joined(separator: ", ")
    self.isKept = isKept
  }
}

extension Pages {
  /// Keeps the form of `AvailabilityView`; an empty field is none, or what a new member has.
  func setAvailability(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    let names = ["zone", "quietFrom", "quietTo", "budget", "awayUntil", "languages"]
    let fields = try await Self.fields(names, visit).mapValues(\.trimmedBlanks)
    func given(_ name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }
    guard let budget = Int(given("budget") ?? "\(Availability.always.budgetPerDay)") else {
      throw Refusal.invalid(field: "budget", reason: "a whole number is needed")
    }
    var quiet: String?
    if given("quietFrom") != nil || given("quietTo") != nil {
      quiet = "\(given("quietFrom") ?? "")-\(given("quietTo") ?? "")"
    }
    var availability = Availability(
      zone: given("zone") ?? "UTC", quiet: quiet, budgetPerDay: budget)
    // The zone must be one before a day can be told in it.
    try availability.check()
    let before = caller.member.availability.awayUntil
    availability.awayUntil = try given("awayUntil").map { day throws(Refusal) in
      // The form knows days: one that was not changed keeps its hour.
      if let before, availability.localDay(of: before) == day { return before }
      guard let begin = availability.begin(ofLocalDay: day) else {
        throw .invalid(field: "awayUntil", reason: "\"\(day)\" is not of the form 2026-12-24")
      }
      return begin
    }
    let handle = caller.member.handle ?? ""
    let languages = (given("languages") ?? "").split { $0 == "," || $0.isWhitespace }
    _ = try await visit.desk.setLanguages(caller, handle: handle, languages.map(String.init))
    _ = try await visit.desk.setAvailability(caller, handle: handle, availability)
    return Self.redirect("/account?kept=yes#times")
  }
}
