import Foundation
import Witan
import WitanHTTP

/// Who and what a community begins with.
struct FoundingPlan {
  let title: String
  /// The first member, a steward; without subjects, as there are none yet.
  let steward: MemberBody
  let subjects: [PlannedSubject]
  /// The others, in order.
  let members: [MemberBody]
  /// What is said where nobody could be reached; nil for what is said at first.
  var emergencyText: String?

  /// A subject with its taxonomy's bytes, or for questions that bring their own options.
  struct PlannedSubject {
    let id: String
    let title: String
    let taxonomy: [UInt8]?
  }

  /// A steward and nothing else.
  init(title: String?, folder: String, steward: String, name: String?) {
    self.title = title ?? URL(fileURLWithPath: folder).lastPathComponent
    self.steward = MemberBody(
      handle: steward, name: name ?? steward, roles: [.steward], subjects: nil, home: nil,
      languages: nil, zone: nil, quiet: nil, budget: nil)
    (subjects, members) = ([], [])
  }

  /// What a folder's `community.json` describes; refuses one without a steward who is no expert.
  init(demo folder: String, title: String?) throws {
    let file: CommunityFile
    do {
      file = try JSONDecoder().decode(
        CommunityFile.self, from: Data(LocalFile.read("\(folder)/community.json")))
    } catch let error as DecodingError {
      throw Refusal.invalid(field: "\(folder)/community.json", reason: "\(error)")
    }
    let people = file.members.map(\.body)
    let first = people.firstIndex { $0.roles.contains(.steward) && !$0.roles.contains(.expert) }
    guard let first else {
      throw Refusal.invalid(field: "members", reason: "a steward who is no expert is needed")
    }
    self.title = title ?? file.name
    steward = people[first]
    emergencyText = file.emergencyText
    members = people.indices.filter { $0 != first }.map { people[$0] }
    subjects = try file.subjects.map { subject in
      PlannedSubject(
        id: subject.id, title: subject.title,
        taxonomy: try subject.taxonomy.map { try LocalFile.read("\(folder)/\($0)") })
    }
  }
}

/// The shape of `community.json`.
private struct CommunityFile: Decodable {
  let name: String
  let emergencyText: String?
  let subjects: [FiledSubject]
  let members: [Person]

  struct FiledSubject: Decodable {
    let id, title: String
    let taxonomy: String?
  }

  struct Person: Decodable {
    let handle, name: String
    let roles: [Role]
    let subjects, languages: [String]?
    let place, zone, quiet: String?
    let budget: Int?

    var body: MemberBody {
      MemberBody(
        handle: handle, name: name, roles: roles, subjects: subjects, home: place,
        languages: languages, zone: zone, quiet: quiet, budget: budget)
    }
  }
}
