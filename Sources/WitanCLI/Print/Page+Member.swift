import Foundation
import Witan

extension Page {
  /// A member with what their answers were worth.
  mutating func add(_ member: MemberSheet) {
    add("\(member.name ?? "(erased)") (\(member.handle ?? member.id))", .bold)
    fact("kind", member.isProgram == true ? "a program" : nil)
    fact("roles", member.roles.map(\.rawValue).joined(separator: ", "))
    fact(
      "proposed",
      member.proposal.map { proposal in
        let roles = proposal.roles.map(\.rawValue).joined(separator: ", ")
        return "\(roles.isEmpty ? "no role" : roles), by \(proposal.by); waits for another steward"
      })
    fact("subjects", member.subjects.joined(separator: ", "))
    fact("home", member.home)
    fact("languages", member.languages.joined(separator: ", "))
    fact("group", member.group)
    let quiet = member.availability.quiet.map { ", quiet \($0)" } ?? ""
    let hours = "\(member.availability.zone)\(quiet)"
    fact("hours", "\(hours), \(member.isAwake ? "awake" : "asleep") now")
    if let leave = member.availability.awayUntil, !member.isAwake {
      fact("on leave", "until \(Wording.time(leave))")
    }
    fact("budget", "\(member.availability.budgetPerDay) questions a day")
    fact("joined", Wording.time(member.joinedAt))
    fact(
      "dissent",
      member.stoodAlone.map {
        "stood against a majority and was right \(Wording.count($0, "time", "times"))"
      })
    for badge in member.badges ?? [] where badge.withdrawnAt == nil {
      fact("badge", "proved in \(badge.words) (\(badge.id))")
    }
    guard !member.standings.isEmpty else { return }
    caption("What the answers were worth")
    table(
      ["subject", "branch", "region", "answers", "bits each (95 %)", "accuracy"],
      member.standings.map { standing in
        let worth = standing.reputation
        let interval = String(
          format: "%+.2f (%+.2f to %+.2f)", worth.bitsPerAnswer, worth.low, worth.high)
        return [
          standing.subject, standing.branch ?? "all", standing.region ?? "all",
          String(worth.answers), interval, percent(standing.accuracyPartsPerMillion),
        ]
      }, right: [3, 4, 5], flexible: 1, indent: 2)
  }

  /// Members, one a line.
  mutating func add(members: [MemberSheet]) {
    table(
      ["handle", "name", "roles", "subjects", "home", "now"],
      members.sorted { ($0.handle ?? "") < ($1.handle ?? "") }.map { member in
        [
          member.handle ?? member.id, member.name ?? "(erased)",
          member.roles.map(\.rawValue).joined(separator: ", "),
          member.subjects.joined(separator: ", "), member.home ?? "",
          member.isAwake ? "awake" : "asleep",
        ]
      }, flexible: 3)
  }

  /// New members with their tokens, which are shown this once.
  mutating func add(tokens: [FoundedMember]) {
    table(
      ["handle", "roles", "token"],
      tokens.map { [$0.handle, $0.roles.map(\.rawValue).joined(separator: ", "), $0.token] },
      flexible: 1)
  }
}
