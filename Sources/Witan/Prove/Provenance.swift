import Ledger

/// Where everything came from, as W3C PROV-JSON
/// (https://www.w3.org/submissions/2013/SUBM-prov-json-20130424/).
///
/// Entities are versions of questions, photos, answers, consensus, skill snapshots, outcomes,
/// lessons, estimates, what was erased, and the rule, which is the plan; activities are entries of
/// the ledger; agents are members, the program and the community. Nothing personal is in it:
/// members stand by the ledger's names, photos by their commitments.
struct Provenance {
  private let community: Community
  /// By section and name: the attributes.
  private var sections: [Section: [String: [String: JSON]]] = [:]
  private var relationCount = 0
  /// What was said to be made, and to come from something.
  private var generated: Set<String> = []
  private var derived: Set<String> = []

  /// The parts of a document that are used here.
  enum Section: String, CaseIterable {
    case activity, agent, entity
    case actedOnBehalfOf, used, wasAssociatedWith, wasAttributedTo, wasDerivedFrom, wasGeneratedBy
    case wasInvalidatedBy
  }

  /// An empty document about a community's record.
  init(of community: Community) {
    self.community = community
    add(.agent, "community.\(community.id.text)", type: "prov:Organization", [:])
    add(.agent, "build", type: "prov:SoftwareAgent", ["w:program": .string(Build.name)])
    relate(
      .actedOnBehalfOf,
      ["prov:delegate": "w:build", "prov:responsible": "w:community.\(community.id.text)"])
  }

  /// The prefix of all names, which is the ledger's own.
  private var prefix: JSON {
    get throws {
      try .sorted([("w", .string("urn:witan:\(community.origin):"))])
    }
  }

  /// Adds or completes a thing.
  mutating func add(
    _ section: Section, _ name: String, type: String, _ attributes: [String: JSON]
  ) {
    var all = sections[section]?["w:\(name)"] ?? [:]
    all.merge(attributes) { $1 }
    all["prov:type"] = Self.qualified(type)
    sections[section, default: [:]]["w:\(name)"] = all
  }

  /// Whether nothing said yet what made this; from now on something did.
  mutating func isNew(generation entity: String) -> Bool { generated.insert(entity).inserted }

  /// Whether nothing said yet where this came from; from now on something did.
  mutating func isNew(derivation entity: String) -> Bool { derived.insert(entity).inserted }

  /// Adds a relation between things named with their prefix; `isRevision` marks a derivation.
  mutating func relate(
    _ section: Section, _ ends: [String: String], isRevision: Bool = false
  ) {
    relationCount += 1
    var attributes = ends.mapValues { JSON.string($0) }
    if isRevision { attributes["prov:type"] = Self.qualified("prov:Revision") }
    sections[section, default: [:]]["_:r\(relationCount)"] = attributes
  }

  /// A qualified name as PROV-JSON writes one among attributes.
  private static func qualified(_ name: String) -> JSON {
    // Two names that differ cannot collide.
    (try? .sorted([("$", .string(name)), ("type", .string("prov:QUALIFIED_NAME"))])) ?? .null
  }

  /// The document, or the bundle of a larger one; canonical JSON.
  func bytes() throws -> [UInt8] {
    var parts: [(String, JSON)] = [("prefix", try prefix)]
    for section in Section.allCases {
      guard let things = sections[section] else { continue }
      parts.append(
        (section.rawValue, try .sorted(things.map { ($0, try .sorted($1.map { ($0, $1) })) })))
    }
    return try JSON.sorted(parts).canonicalBytes
  }

  /// A document with one bundle a question, made of what each question's document is.
  ///
  /// - Parameter next: gives the next question's name and document, nil after the last.
  /// - Throws: `tooLarge` beyond `limitBytes`, so that nobody makes the house hold more.
  static func bundles(
    of community: Community, limitBytes: Int, next: () throws -> (name: String, bytes: [UInt8])?
  ) throws -> [UInt8] {
    var bytes = Array("{\"bundle\":{".utf8)
    var names: [String] = []
    while let bundle = try next() {
      let name = "w:bundle.\(bundle.name)"
      bytes += Array((names.isEmpty ? "\"\(name)\":" : ",\"\(name)\":").utf8) + bundle.bytes
      names.append(name)
      guard bytes.count <= limitBytes else {
        throw Refusal.tooLarge(
          field: "provenance", limitBytes: limitBytes, instead: "Take a shorter period.")
      }
    }
    let entities = try JSON.sorted(
      names.map { ($0, try .sorted([("prov:type", qualified("prov:Bundle"))])) })
    let prefix = try Provenance(of: community).prefix
    return bytes + Array("},\"entity\":".utf8) + entities.canonicalBytes
      + Array(",\"prefix\":".utf8) + prefix.canonicalBytes + Array("}".utf8)
  }
}
