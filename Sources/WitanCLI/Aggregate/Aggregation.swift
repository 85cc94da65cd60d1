import Foundation
import Inference
import Witan

/// What one method made of a file of votes.
struct Aggregation {
  /// What it made, with what its numbers stand for.
  enum Outcome {
    case labels(VoteResult, NamedVoteTable)
    case taxa(TaxonResult, TaxonBallots)
  }

  /// What a method may hold beside the votes, in bytes.
  static let mostBytes = 4e9

  let name: String
  let outcome: Outcome
  /// Nil without truths.
  let scores: VoteScores?

  /// Runs one method; says so on stderr before and after. Refuses votes without a label where the
  /// method needs labels.
  init(
    _ name: String, _ method: MethodCatalogue.Method, on ballots: Ballots,
    truths: Truths?, terminal: Terminal
  ) throws {
    self.name = name
    switch (method, ballots.taxa, ballots.flat) {
    case (.taxa(let method), let taxa?, _):
      terminal.hint("\(name): \(Wording.count(taxa.votes.voteCount, "vote")) ...")
      let result = method.infer(taxa.votes)
      outcome = .taxa(result, taxa)
      scores = truths.flatMap {
        VoteScores(result, truth: taxa.truth($0), in: taxa.taxonomy.tree)
      }
    case (.labels(let method), _, let flat?):
      terminal.hint("\(name): \(Wording.count(flat.table.voteCount, "vote")) ...")
      let result = method.infer(flat.table)
      outcome = .labels(result, flat)
      scores = truths.flatMap { VoteScores(result, truth: flat.truth($0)) }
    default: throw Failure(.badInput, "There are no labels to choose from.", code: "invalid")
    }
    let rest = hasConverged ? "at rest" : "not at rest"
    terminal.hint("\(name): \(Wording.count(iterations, "round")), \(rest)")
  }

  /// Refuses a method that would hold more than `mostBytes` for these votes.
  static func admit(
    _ name: String, _ method: MethodCatalogue.Method, on ballots: Ballots
  ) throws {
    guard case .labels(let method) = method, let table = ballots.flat?.table else { return }
    let bytes = method.bytesNeeded(for: table)
    guard bytes > mostBytes else { return }
    let counts = [
      Wording.count(table.taskCount, "task"), Wording.count(table.labelCount, "label"),
    ]
    throw Failure(
      .badInput,
      "\(name) would hold some \(Int((bytes / 1e9).rounded(.up))) GB for "
        + "\(counts.joined(separator: " and ")); the most is \(Int(mostBytes / 1e9)) GB.",
      code: "too-large")
  }

  /// The rounds done.
  var iterations: Int {
    switch outcome {
    case .labels(let result, _): result.iterations
    case .taxa(let result, _): result.iterations
    }
  }

  /// Whether the method came to rest.
  var hasConverged: Bool {
    switch outcome {
    case .labels(let result, _): result.hasConverged
    case .taxa(let result, _): result.hasConverged
    }
  }
}
