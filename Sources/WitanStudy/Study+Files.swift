import Inference
import Witan

extension Study {
  /// Reads a study from its folder; refuses what does not fit, naming file and line.
  public init(folder: String) throws {
    let taxonomy = try Self.taxonomy(folder)
    var experts: [ID<Member>: Member] = [:]
    for row in try Table(folder, "experts.csv", ["expert", "home_region"]).rows {
      let id = ID<Member>(row["expert"])
      experts[id] = Member(
        recorded: id, subject: Self.subject, home: Self.place(row["home_region"]),
        at: Self.beginning)
    }
    var items: [Item] = []
    var places: [String: Int] = [:]
    for row in try Table(folder, "items.csv", ["item", "region", "truth"]).rows {
      guard let truth = taxonomy.node(accepted: row["truth"]), taxonomy.tree.isLeaf(truth) else {
        throw StudyFault(row, "the truth \"\(row["truth"])\" is no species of taxonomy.csv")
      }
      guard places.updateValue(items.count, forKey: row["item"]) == nil else {
        throw StudyFault(row, "item \(row["item"]) stands twice")
      }
      items.append(
        Item(
          id: ID("q-\(row["item"])"), place: Self.place(row["region"]), truth: row["truth"],
          answers: []))
    }
    let columns = ["item", "expert", "taxon", "first_sighting"]
    for row in try Table(folder, "answers.csv", columns).rows {
      guard let place = places[row["item"]] else {
        throw StudyFault(row, "there is no item \(row["item"])")
      }
      items[place].answers.append(try Self.answer(row, taxonomy, experts))
    }
    for place in items.indices { items[place].answers.sort { $0.expert < $1.expert } }
    self.init(taxonomy: taxonomy, items: items, experts: experts)
  }

  /// When everything in a study is said to have happened: its order is drawn, not told.
  static var beginning: Instant { Instant(milliseconds: 0) }

  private static func answer(
    _ row: Table.Row, _ taxonomy: Taxonomy, _ experts: [ID<Member>: Member]
  ) throws -> RecordedAnswer {
    let expert = ID<Member>(row["expert"])
    guard experts[expert] != nil else { throw StudyFault(row, "there is no expert \(expert)") }
    var taxon: String?
    if !row["taxon"].isEmpty {
      guard let node = taxonomy.node(accepted: row["taxon"]) else {
        throw StudyFault(row, "\"\(row["taxon"])\" is not in taxonomy.csv")
      }
      // To name the root is to say that one cannot tell.
      taxon = node == 0 ? nil : row["taxon"]
    }
    return RecordedAnswer(
      expert: expert, taxon: taxon, isFirstSighting: row["first_sighting"] == "1")
  }

  private static func taxonomy(_ folder: String) throws -> Taxonomy {
    let columns = ["taxon", "rank", "parent", "dangerous"]
    let rows = try Table(folder, "taxonomy.csv", columns).rows
    var nodes: [String: Int32] = [:]
    for (node, row) in rows.enumerated() { nodes[row["taxon"]] = Int32(node) }
    let parents = try rows.map { row -> Int32 in
      if row["parent"].isEmpty { return -1 }
      guard let parent = nodes[row["parent"]] else {
        throw StudyFault(row, "there is no taxon \(row["parent"])")
      }
      return parent
    }
    let taxa = rows.map { row in
      Taxon(
        name: row["taxon"], rank: row["rank"],
        action: ["yes": "dangerous", "no": "harmless"][row["dangerous"]], countries: [],
        names: [], synonyms: [])
    }
    return try Taxonomy(taxa: taxa, parents: parents)
  }

  /// The world regions of the study's files (UN M49).
  private static func place(_ region: String) -> Place? {
    let codes = [
      "Africa": "002", "Asia": "142", "Australasia/Oceania": "009", "Europe": "150",
      "North America": "003", "South America": "005",
    ]
    return codes[region].flatMap { try? Place($0) }
  }
}
