import Foundation
import Inference

@testable import Witan

/// Small things that many tests need.
enum Sample {
  /// Two families, three genera, five species; vipers are dangerous, but one is harmless.
  static let csv = """
    taxon,rank,parent,action,countries,names,synonyms
    Serpentes,suborder,,,,en:Snakes,
    Viperidae,family,Serpentes,dangerous,,en:Vipers,
    Daboia,genus,Viperidae,,,,
    Daboia russelii,species,Daboia,,IN LK,en:Russell's Viper|hi:दबोइया,Vipera russelii
    Echis,genus,Viperidae,,,,
    Echis carinatus,species,Echis,,IN IR,en:Saw-scaled Viper,
    Echis mitis,species,Echis,harmless,EG,,
    Colubridae,family,Serpentes,harmless,,en:Colubrids,
    Lycodon,genus,Colubridae,,,,
    Lycodon aulicus,species,Lycodon,,IN,en:Wolf Snake,
    Lycodon striatus,species,Lycodon,,UZ,en:Northern Wolf Snake,

    """

  /// The taxonomy of `csv`.
  static func taxonomy() throws -> Taxonomy { try Taxonomy(csv: Array(csv.utf8)) }

  /// A file of `fixtures`.
  static func fixture(_ path: String) throws -> [UInt8] {
    let house = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return [UInt8](try Data(contentsOf: house.appending(path: "fixtures").appending(path: path)))
  }

  /// A fixed hour.
  static let noon = Instant(milliseconds: 1_767_268_800_000)

  /// A question as it stands.
  static func question(
    place: Place? = nil, options: [String] = [], phase: Phase = .gathering, version: Int = 0,
    urgency: Urgency = .emergency, wave: Int = 0, wavedAt: Instant? = nil
  ) -> Question {
    Question(
      id: ID("q-0"), subject: ID("snakes"), asker: ID("m-asker"), place: place, urgency: urgency,
      text: "What is it?", photos: [], options: options, known: nil, askedAt: noon,
      deadline: noon.adding(seconds: 110), phase: phase, wave: wave, wavedAt: wavedAt,
      isWaveEmpty: false,
      consensusVersion: version, wakeAt: noon)
  }

  /// Somebody's answer; the number tells both answer and expert.
  static func answer(
    _ number: Int, _ taxon: String?, _ confidence: Confidence = .think, isLate: Bool = false
  ) -> Answer {
    Answer(
      id: ID("r-0-\(number)"), question: ID("q-0"), expert: ID("m-\(number)"),
      assignment: ID("a-0-\(number)"), taxon: taxon, confidence: confidence, note: nil,
      givenAt: noon.adding(seconds: number), isLate: isLate,
      seen: Seen(photos: 0, options: 0, answers: 0))
  }

  /// A case from answers of newcomers.
  static func file(
    _ taxonomy: Taxonomy, _ answers: [Answer], question: Question = question(),
    rule: Rule = .first, skills: [Int: Skill] = [:], progress: Witan.Progress? = nil
  ) throws -> Case {
    Case(
      question: question, taxonomy: taxonomy,
      prior: try taxonomy.prior(at: question.place, rule: rule), rule: rule, progress: progress,
      evidence: answers.enumerated().map { place, answer in
        Case.Evidence(answer: answer, skill: skills[place])
      })
  }

  /// A case of one vote each.
  static func file(_ taxonomy: Taxonomy, votes: [String?], question: Question = question()) throws
    -> Case
  {
    try file(
      taxonomy, votes.enumerated().map { answer($0 + 1, $1) }, question: question)
  }

  /// A record of right and wrong answers in one cell.
  static func skill(
    right: [Int], wrong: [Int], branch: String = "", region: String = "", expert: String = "m-1"
  ) -> Skill {
    var skill = Skill(subject: ID("snakes"), expert: ID(expert))
    skill.learn(
      Lesson(
        expert: ID(expert), branch: branch, region: region, depth: right.count, right: right,
        wrong: wrong, milliBits: 0), sign: 1)
    return skill
  }

  /// Somebody who was judged so often in a region, and always right down to the species.
  static func proved(
    _ answers: Int = 12, branch: String = "Colubridae", region: String = "", expert: String = "m-1"
  ) -> Skill {
    var skill = Skill(subject: ID("snakes"), expert: ID(expert))
    for _ in 0..<answers {
      skill.learn(
        Lesson(
          expert: ID(expert), branch: branch, region: region, depth: 3,
          right: [1_000_000, 1_000_000, 1_000_000], wrong: [0, 0, 0], milliBits: 500), sign: 1)
    }
    return skill
  }
}

/// What a throwing expression throws, as a refusal.
func refusal(_ body: () throws -> Void) -> Refusal? {
  do {
    try body()
    return nil
  } catch { return error as? Refusal }
}

/// What an asynchronous deed throws, as a refusal.
func refusal(_ body: () async throws -> Void) async -> Refusal? {
  do {
    try await body()
    return nil
  } catch { return error as? Refusal }
}
