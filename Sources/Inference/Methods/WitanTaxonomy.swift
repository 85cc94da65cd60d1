/// Witan's own method for votes over a taxonomy, and its default there.
///
/// Everybody takes, at each fork on the way down, the right child with an accuracy of his own; what
/// is common somewhere is expected there; and errors are shared (`SharedErrors`). Nobody is told a
/// truth: accuracies and what is common come from the votes, by expectation and maximisation.
///
/// 1. Each task's belief is `TreePosterior`: its prior from what was found in the other tasks
///    (`TaxonSightings`), its votes with their workers' accuracies (`TaxonSkills`).
/// 2. Each vote is judged by the belief of the task's other votes, if they come to a leaf with at
///    least even odds (`TreeLesson`); so nobody's own vote speaks for him, and tasks of which
///    nothing is known teach nothing.
/// 3. Accuracies are pooled partially: by worker, worker in the region, worker in the branch (the
///    taxon below the root); how strongly is chosen by the lessons themselves.
///
/// A round costs O(sum over the tasks of votes^2 x depth), for each vote is left out once; in tasks
/// of more than `mostLeftOut` votes, where one moves little, O(votes x depth). All cores share the
/// tasks. Beyond the votes it takes O(regions x nodes) of memory and as much time a round.
///
/// Sources: the taxonomic crowd model, Van Horn et al. 2018, DOI 10.1109/CVPR.2018.00287; its
/// estimation, Dawid & Skene 1979, DOI 10.2307/2346806; partial pooling, Efron & Morris 1975, DOI
/// 10.1080/01621459.1975.10479864.
public struct WitanTaxonomy: TaxonMethod {
  /// The belief in a leaf from which the other votes judge one.
  static let leastJudge = 0.5
  /// The belief from which a taxon is settled.
  static let settledAt = 0.95
  /// The most votes on a task of which each is left out once; measured on the snake study, whose
  /// tasks have up to 88, 30 and 200 give the same accuracies.
  static let mostLeftOut = 40

  /// How errors are shared.
  public let errors: SharedErrors
  /// When to stop.
  public var stopping: StoppingRule

  /// The method; the defaults are the rule.
  public init(
    errors: SharedErrors = .usual,
    stopping: StoppingRule = StoppingRule(limit: 12, tolerance: 1e-4)
  ) {
    self.errors = errors
    self.stopping = stopping
  }

  /// The method's usual name.
  public var name: String { "Witan, taxonomy" }

  /// Runs expectation-maximisation to rest or to the bound.
  public func infer(_ votes: TaxonVotes) -> TaxonResult {
    var round = TaxonRound(votes, errors)
    var iterations = 0
    var hasConverged = false
    while iterations < stopping.limit && !hasConverged {
      hasConverged = round.advance() <= stopping.tolerance
      iterations += 1
    }
    return round.result(iterations: iterations, hasConverged: hasConverged)
  }
}
