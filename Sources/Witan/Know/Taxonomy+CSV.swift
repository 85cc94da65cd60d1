import Foundation

extension Taxonomy {
  /// The most bytes a taxonomy's file may have.
  public static let fileLimitBytes = 64 << 20
  /// The most steps from the root to a taxon: lessons hold two numbers for each.
  public static let depthLimit = 32
  /// The most action classes: every verdict holds the belief in each.
  public static let actionLimit = 32

  /// Reads a taxonomy from a CSV file with the header
  /// `taxon,rank,parent,action,countries,names,synonyms`.
  ///
  /// `action` and later columns may be absent. Countries are ISO codes with blanks between; names
  /// are `en:Cobra|hi:...`; synonyms have `|` between. Rows may come in any order. Refuses, with
  /// the line: an unknown or repeated column, a repeated or missing name, a parent that does not
  /// stand in the file, a cycle, no root or several, an unknown country, empty names, control
  /// characters, more levels or action classes than there may be.
  ///
  /// - Parameter ignoresOtherColumns: passes over columns that are not known.
  public init(csv bytes: [UInt8], ignoresOtherColumns: Bool = false) throws(Refusal) {
    let rows = try CSV.rows(bytes, limit: Self.fileLimitBytes)
    guard let header = rows.first else {
      throw .taxonomyFault(line: 1, reason: "the file is empty")
    }
    let columns = try TaxonomyColumns(header: header, ignoresOthers: ignoresOtherColumns)
    var taxa: [Taxon] = []
    var lines: [Int] = []
    var parentNames: [String] = []
    for row in rows.dropFirst() {
      guard row.fields.count == header.fields.count else {
        throw .taxonomyFault(
          line: row.line,
          reason: "\(row.fields.count) fields where the header has \(header.fields.count)")
      }
      taxa.append(try columns.taxon(row))
      parentNames.append(columns.text(row, "parent"))
      lines.append(row.line)
    }
    guard !taxa.isEmpty else { throw .taxonomyFault(line: 0, reason: "it has no taxa") }
    guard Set(taxa.compactMap(\.action)).count <= Self.actionLimit else {
      throw .taxonomyFault(line: 0, reason: "it has more than \(Self.actionLimit) action classes")
    }
    let order = try Self.parentsFirst(taxa, parentNames, lines)
    try self.init(taxa: order.map { taxa[$0.row] }, parents: order.map(\.parent))
  }

  /// Rows from the root downwards, each with its parent's new place.
  private static func parentsFirst(
    _ taxa: [Taxon], _ parentNames: [String], _ lines: [Int]
  ) throws(Refusal) -> [(row: Int, parent: Int32)] {
    var rowOf: [String: Int] = [:]
    for (row, taxon) in taxa.enumerated() {
      guard rowOf.updateValue(row, forKey: taxon.name) == nil else {
        throw .taxonomyFault(line: lines[row], reason: "\"\(taxon.name)\" stands twice")
      }
    }
    var children = [[Int]](repeating: [], count: taxa.count)
    var roots: [Int] = []
    for (row, parent) in parentNames.enumerated() {
      if parent.isEmpty {
        roots.append(row)
      } else if let parentRow = rowOf[parent] {
        children[parentRow].append(row)
      } else {
        throw .taxonomyFault(
          line: lines[row], reason: "its parent \"\(parent)\" stands nowhere in the file")
      }
    }
    guard roots.count <= 1 else {
      throw .taxonomyFault(line: lines[roots[1]], reason: "a second root; one taxon has no parent")
    }
    var order: [(row: Int, parent: Int32)] = roots.map { ($0, -1) }
    var depth = [Int](repeating: 0, count: taxa.count)
    var next = 0
    while next < order.count {
      let row = order[next].row
      guard depth[row] <= depthLimit else {
        throw .taxonomyFault(
          line: lines[row], reason: "it is more than \(depthLimit) steps below the root")
      }
      for child in children[row] {
        depth[child] = depth[row] + 1
        order.append((child, Int32(next)))
      }
      next += 1
    }
    guard order.count == taxa.count else {
      let reached = Set(order.map(\.row))
      let lost = taxa.indices.first { !reached.contains($0) } ?? 0
      throw .taxonomyFault(
        line: lines[lost], reason: "\"\(taxa[lost].name)\" is its own ancestor (a cycle)")
    }
    return order
  }
}

/// Where each column stands.
private struct TaxonomyColumns {
  private let place: [String: Int]

  init(header: CSV.Row, ignoresOthers: Bool) throws(Refusal) {
    let known = ["taxon", "rank", "parent", "action", "countries", "names", "synonyms"]
    var place: [String: Int] = [:]
    for (column, name) in header.fields.enumerated() {
      guard known.contains(name) else {
        if ignoresOthers { continue }
        throw .taxonomyFault(
          line: header.line,
          reason: "unknown column \"\(name)\"; known are \(known.joined(separator: ", "))")
      }
      guard place.updateValue(column, forKey: name) == nil else {
        throw .taxonomyFault(line: header.line, reason: "the column \"\(name)\" stands twice")
      }
    }
    for needed in known.prefix(3) where place[needed] == nil {
      throw .taxonomyFault(line: header.line, reason: "the column \"\(needed)\" is missing")
    }
    self.place = place
  }

  /// A field in NFC without surrounding blanks; empty where the column is absent.
  func text(_ row: CSV.Row, _ column: String) -> String {
    guard let place = place[column] else { return "" }
    return row.fields[place].precomposedStringWithCanonicalMapping
      .trimmingCharacters(in: .whitespaces)
  }

  func taxon(_ row: CSV.Row) throws(Refusal) -> Taxon {
    let name = text(row, "taxon")
    guard (1...200).contains(name.utf8.count) else {
      throw .taxonomyFault(line: row.line, reason: "a taxon needs a name of 1 to 200 bytes")
    }
    let (rank, action) = (text(row, "rank"), text(row, "action"))
    guard rank.utf8.count <= 64, action.utf8.count <= 64 else {
      throw .taxonomyFault(line: row.line, reason: "rank and action have at most 64 bytes")
    }
    guard row.fields.allSatisfy(\.isFreeOfControls) else {
      throw .taxonomyFault(line: row.line, reason: "it has control characters")
    }
    let countries = text(row, "countries").split(separator: " ").map(String.init)
    for country in countries where Place.regionOfCountry(country) == nil {
      throw .taxonomyFault(line: row.line, reason: "\"\(country)\" is no ISO country")
    }
    var names: [VernacularName] = []
    for part in text(row, "names").split(separator: "|") {
      guard let colon = part.firstIndex(of: ":") else {
        throw .taxonomyFault(line: row.line, reason: "\"\(part)\" is not of the form en:Name")
      }
      names.append(
        VernacularName(
          language: String(part[..<colon]), name: String(part[part.index(after: colon)...])))
    }
    let synonyms = text(row, "synonyms").split(separator: "|").map(String.init)
    guard !(names.map(\.name) + synonyms).contains(where: { Taxonomy.folded($0).isEmpty }) else {
      throw .taxonomyFault(line: row.line, reason: "a name or synonym is empty")
    }
    return Taxon(
      name: name, rank: rank, action: action.isEmpty ? nil : action,
      countries: Set(countries), names: names,
      synonyms: synonyms)
  }
}
