import Foundation
public import Inference

/// Event: the skills of a subject were estimated anew from all answers to its latest closed
/// questions. It follows from the record before it.
public struct SkillsEstimated: Codable, Equatable, Sendable {
  public let subject: ID<Subject>
  /// Counts from 1.
  public let estimate: Int
  /// How many questions were read.
  public let questions: Int
  /// SHA-256 of the lessons' file, which is kept as attachment `estimates/<sha256>.json`.
  public let lessons: String
  public let calibration: Calibration
}

/// Estimates skills anew from closed questions: the early answers were judged by people of whom
/// little was known, and the later ones tell better who was right.
///
/// Some rounds of expectation and maximisation (Dawid & Skene 1979, DOI 10.2307/2346806): in each,
/// every question teaches by the skills of the round before, its own lessons taken out of what was
/// found in the region. Nothing depends on the order of the questions but their names.
public struct Estimation: Sendable {
  /// How many rounds are made.
  public static let rounds = 2

  /// One closed question with its answers.
  public struct Closed: Sendable {
    public let question: Question
    public let taxonomy: Taxonomy
    /// What was to be expected at the place before anything was seen.
    public let basePrior: TreePrior
    public let answers: [Case.Evidence]
    /// The taxon that was established, and by what.
    public let truth: (taxon: String, source: SkillsMoved.Source)?
    /// The action class that the verdict said.
    public let said: String?

    /// Takes the parts as they are; the evidence's skills are not read.
    public init(
      question: Question, taxonomy: Taxonomy, basePrior: TreePrior, answers: [Case.Evidence],
      truth: (taxon: String, source: SkillsMoved.Source)? = nil, said: String? = nil
    ) {
      self.question = question
      self.taxonomy = taxonomy
      self.basePrior = basePrior
      self.answers = answers
      self.truth = truth
      self.said = said
    }
  }

  /// What each question teaches now, in the order given, and how sure to be.
  ///
  /// - Parameters:
  ///   - closed: the questions.
  ///   - taught: what each of them taught before, nil for nothing.
  ///   - book: all that is known before; the questions' earlier lessons are part of it.
  public static func run(
    _ closed: [Closed], taught: [SkillsMoved?], book: SkillBook, rule: Rule
  ) throws(TreeFault) -> (lessons: [SkillsMoved], calibration: Calibration) {
    var (book, lessons) = (book, taught)
    let latest = closed.map(\.question.askedAt).max()
    var files: [Case] = []
    for _ in 0..<rounds {
      book.progress.calibration = book.calibration(closed, rule)
      var taught: [Taught] = []
      files = []
      var priors: [String: TreePrior] = [:]
      for (place, each) in closed.enumerated() {
        let file = book.file(each, own: lessons[place], rule: rule, &priors)
        taught.append(try file.taught(by: each.truth))
        files.append(file)
      }
      let (moved, copying) = taught.moved(rule)
      book.progress.calibration?.copyingPartsPerMillion = copying
      book.progress.calibration?.unfitPartsPerMillion = unfit(closed, moved, rule)
      let fresh = zip(closed, moved).map { each, moved in
        let freshness = rule.freshness(each, of: latest)
        return moved.faded { _ in freshness }
      }
      let next = Turning.apply(fresh, rule)
      for (place, each) in closed.enumerated() {
        let region = each.question.place?.region ?? ""
        if let earlier = lessons[place] { book.learn(earlier, region: region, sign: -1) }
        if let moved = next[place] { book.learn(moved, region: region, sign: 1) }
      }
      lessons = next
    }
    var calibration = try calibration(closed, files, rule)
    calibration.poolingStrengths = book.calibration(closed, rule).poolingStrengths
    calibration.copyingPartsPerMillion =
      book.progress.calibration?.copyingPartsPerMillion ?? rule.copyingPartsPerMillion
    calibration.unfitPartsPerMillion = book.progress.calibration?.unfitPartsPerMillion
    return (lessons.compactMap { $0 }, calibration)
  }

  /// How sure to be, by the questions whose truth is known.
  private static func calibration(
    _ closed: [Closed], _ files: [Case], _ rule: Rule
  ) throws(TreeFault) -> Calibration {
    var calibration = Calibration(rule)
    var (taxa, actions): ([Judgement], [Judgement]) = ([], [])
    for (each, file) in zip(closed, files) {
      guard let truth = each.truth, let node = each.taxonomy.node(accepted: truth.taxon) else {
        continue
      }
      let belief = try file.belief()
      if let leading = belief.topNodes(limit: 1).first, leading.probability > 0.5 {
        let logit = min(30, belief.logOdds(of: leading.node))
        taxa.append(Judgement(logit: logit, isRight: leading.node == node))
      }
      let right = each.taxonomy.action(of: node)
      let likeliest = zip(each.taxonomy.actions, belief.classProbabilities).max { $0.1 < $1.1 }
      if let likeliest, likeliest.1 > 0.5, let right {
        let bounded = min(1 - 1e-12, likeliest.1)
        actions.append(
          Judgement(logit: log(bounded / (1 - bounded)), isRight: likeliest.0 == right))
      }
      if let said = each.said, let right {
        calibration.actionsJudged[said, default: 0] += 1
        calibration.actionsWrong[said, default: 0] += said == right ? 0 : 1
      }
    }
    calibration.taxonSlopePartsPerMillion = Judgement.slope(
      taxa, assumed: rule.taxonSlopePartsPerMillion)
    calibration.actionSlopePartsPerMillion = Judgement.slope(
      actions, assumed: rule.actionSlopePartsPerMillion)
    return calibration
  }
}

extension SkillBook {
  /// The calibration so far, with the strengths that the spread of the skills asks for.
  fileprivate func calibration(_ closed: [Estimation.Closed], _ rule: Rule) -> Calibration {
    var homes: [ID<Member>: [String: Bool]] = [:]
    for each in closed {
      for given in each.answers {
        homes[given.answer.expert, default: [:]][each.question.place?.region ?? ""] = given.isHome
      }
    }
    var calibration = progress.calibration ?? Calibration(rule)
    calibration.poolingStrengths =
      SkillSpread(
        skills.values.sorted { $0.expert < $1.expert }, rule: rule,
        isHome: { homes[$0]?[$1] }
      ).strengths
    return calibration
  }

  /// The case of a closed question by what the book knows, but for what it found itself.
  ///
  /// - Parameter priors: the priors of this round by taxonomy and place, made when first needed.
  fileprivate func file(
    _ closed: Estimation.Closed, own: SkillsMoved?, rule: Rule, _ priors: inout [String: TreePrior]
  ) -> Case {
    let (question, taxonomy) = (closed.question, closed.taxonomy)
    let region = question.place?.region ?? ""
    let key = taxonomy.isFlat ? question.id.text : "\(question.place?.code ?? "")"
    let prior =
      priors[key]
      ?? taxonomy.learned(
        closed.basePrior, seen: seen(in: region, rule: rule), rule: rule)
    priors[key] = prior
    let found = sightings[region]?.share(of: own?.found ?? [], rule: rule) ?? []
    let others = taxonomy.isFlat ? prior : prior.forgetting(taxonomy.leaves(found))
    return Case(
      question: question, taxonomy: taxonomy, prior: others, rule: rule, progress: progress,
      evidence: closed.answers.map {
        Case.Evidence(
          answer: $0.answer, skill: skill($0.answer.expert), isHome: $0.isHome, group: $0.group)
      })
  }
}
