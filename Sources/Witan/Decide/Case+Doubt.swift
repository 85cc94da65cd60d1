import Foundation
import Inference

/// What must be ruled out before somebody is told that a thing is harmless: that those who say so
/// all miss the danger together, because they agreed to or fell for the same.
extension Case {
  /// The action class of the taxon that an answer names.
  func action(namedBy each: Evidence) -> String? {
    each.answer.taxon.flatMap(taxonomy.node(accepted:)).flatMap(taxonomy.action(of:))
  }

  /// The belief in each action class; where the likeliest one needs proof, its supporters doubted.
  ///
  /// Either they answered as their skills let expect, or all of them named what is plausible at the
  /// place whatever they saw:
  ///
  ///     P(class) ~ P(class | all votes) + o P(class | the others' votes),
  ///     o = prod m / (1 - m)  prod mass(taxon)  P(the others' votes) / P(all votes)
  ///
  /// with m the rate at which each of them misses the costliest class (`Misses`) and the masses of
  /// the distinct taxa that they name. Two people who were often asked about dangerous ones and
  /// never missed any are believed as before; of two who have, it is held to be possible that they
  /// do so again, and more are asked. Shape: [action class]. O(answers x depth).
  ///
  /// Source: a mixture of dependence structures, as copiers are found among sources by Dong,
  /// Berti-Equille & Srivastava 2009, DOI 10.14778/1687627.1687690.
  func doubted(_ belief: TreePosterior) throws(TreeFault) -> [Double] {
    let shares = belief.classProbabilities
    let likeliest = zip(taxonomy.actions, shares).max { $0.1 < $1.1 }?.0
    guard let likeliest, rule.actionsNeedingProof.contains(likeliest) else { return shares }
    let isSupporter = zip(evidence, copies).map { !$1 && action(namedBy: $0) == likeliest }
    guard isSupporter.contains(true) else { return shares }
    let votes = try votes()
    var (others, logOdds, named): ([TreeVote], Double, Set<Int32>) = ([], 0, [])
    for (place, vote) in votes.enumerated() {
      guard isSupporter[place] else {
        others.append(vote)
        continue
      }
      let skill = evidence[place].skill
      let rate = min(0.95, max(1e-6, (skill?.misses ?? Misses()).rate(rule)))
      logOdds += log(rate / (1 - rate))
      if let node = vote.path.last { named.insert(node) }
    }
    for node in named.sorted() { logOdds += log(max(1e-12, prior.mass(node))) }
    let rest = try self.belief(others)
    let odds = exp(min(30, logOdds + rest.logEvidence - belief.logEvidence))
    return zip(shares, rest.classProbabilities).map { ($0 + odds * $1) / (1 + odds) }
  }
}
