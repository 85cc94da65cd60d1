public import Inference

extension Taxonomy {
  /// What may be expected before anybody answered: species that live in the place, then those of
  /// its world region, then all others; where the file lists no countries, all alike.
  ///
  /// Costs one pass over the taxonomy: keep the result for a place.
  public func prior(at place: Place?, rule: Rule) throws(TreeFault) -> TreePrior {
    var weights = [Double](repeating: 0, count: taxa.count)
    var regions: [String: String] = [:]
    for node in taxa.indices where tree.isLeaf(Int32(node)) {
      let countries = taxa[node].countries
      guard let place, !countries.isEmpty else {
        weights[node] = 1
        continue
      }
      let isInRegion = countries.contains { country in
        if regions[country] == nil { regions[country] = Place.regionOfCountry(country) ?? "" }
        return regions[country] == place.region
      }
      if place.country.map(countries.contains) ?? isInRegion {
        weights[node] = 1
      } else {
        let share =
          isInRegion ? rule.sameRegionPartsPerMillion : rule.elsewherePartsPerMillion
        weights[node] = Double(share) / 1e6
      }
    }
    // The options of a plain question are all there are; a taxonomy never lists everything.
    let openShare = isFlat ? 0 : Double(rule.openSharePartsPerMillion) / 1e6
    return try TreePrior(
      tree: tree, leafWeights: weights, leafClass: actionOfNode, classCount: actions.count,
      openShare: openShare)
  }
  /// A prior after what the record has seen.
  public func learned(_ prior: TreePrior, seen: [Sightings.Count], rule: Rule) -> TreePrior {
    guard !isFlat, !seen.isEmpty else { return prior }
    return prior.learned(leaves(seen), strength: Double(rule.priorStrength))
  }

  /// Counts by the leaf in place of its name; what the taxonomy does not list is passed over.
  func leaves(_ counts: [Sightings.Count]) -> [(leaf: Int32, count: Double)] {
    counts.compactMap { count in
      node(accepted: count.taxon).map { ($0, Double(count.partsPerMillion) / 1e6) }
    }
  }
}
