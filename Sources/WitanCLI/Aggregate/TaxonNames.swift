import Inference
import Witan

/// Labels read as taxa: any name of the taxonomy; nothing, or the root, is "can't tell".
struct TaxonNames {
  let taxonomy: Taxonomy
  /// What was looked up before, for files say the same names again and again.
  private var known: [String: String] = [:]

  /// Reads the taxonomy's file.
  init(path: String) throws {
    do {
      taxonomy = try Taxonomy(
        csv: try LocalFile.read(path, limit: Taxonomy.fileLimitBytes), ignoresOtherColumns: true)
    } catch Refusal.taxonomyFault(let line, let reason) where line > 0 {
      throw Failure(.badInput, "\(path), line \(line): \(reason).", code: "taxonomy-fault")
    }
  }

  /// The accepted name of the root.
  var root: String { taxonomy[0].name }

  /// The accepted name of the taxon that a label means; refuses other labels, with near names.
  mutating func taxon(_ label: String, at fault: (String) -> Failure) throws -> String {
    if label.isEmpty { return root }
    if let name = known[label] { return name }
    do {
      let name = taxonomy[try taxonomy.node(named: label)].name
      known[label] = name
      return name
    } catch Refusal.unknownTaxon(_, let near) {
      let hint = near.isEmpty ? "" : "; near: \(near.joined(separator: ", "))"
      throw fault("\"\(label)\" is no taxon of the taxonomy\(hint)")
    }
  }
}
