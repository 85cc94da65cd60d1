import Ledger
import Witan

/// A dossier as people read it; the templates `dossier`, `certificate` and `verify` show it.
struct DossierView {
  /// A photo, embedded.
  struct Photo { let source: String, number: Int, count: Int, name: String }

  /// A line of a table: a name and what it is.
  struct Fact { let name: String, value: String }

  /// A version of the consensus.
  struct Version { let version: Int, at: String, entry: Int, summary: String }

  let id: String
  let community: String
  let origin: String
  let madeAt: String
  let madeBy: String
  let program = Build.name
  let ledgerSize: Int
  let lastEntry: Int
  let root: String
  let key: String
  let isWhole: Bool
  let style: String
  let title: String
  let text: String?
  let askedAt: String
  let asker: String
  let place: String?
  let urgency: String
  let subject: String
  let photos: [Photo]
  let verdict: VerdictView?
  /// That the verdict was taken back, which is said before it.
  let recall: RecallView?
  let because: [String]
  let versions: [Version]
  let answers: [AnswerLine]
  let skills: [SkillLine]
  let skillsAsOf: Int?
  let ruleFacts: [Fact]
  let ruleVersion: String
  let people: [PersonLine]
  let history: [HistoryView.Line]
  let outcome: OutcomeSheet?
  /// An entry of the question and its leaf hash, for the example in the steps to verify it.
  let example: Example?
  let entryCount: Int
  /// What witnesses and time-stamp authorities said, a sentence each.
  let others: [String]
  /// The time stamps, by the files' names without their endings.
  let stamps: [String]
  let hasStamps: Bool
  let isCosigned: Bool

  /// One entry to try by hand.
  struct Example { let file: String, index: Int, leafHash: String }

  /// What a dossier says, with the style of its pages.
  init(_ dossier: Dossier, style: String) {
    let sheet = dossier.explanation.question
    id = dossier.question.text
    community = dossier.community.title
    origin = dossier.community.origin
    madeAt = dossier.madeAt.forPeople
    madeBy = dossier.madeBy.shown
    ledgerSize = dossier.ledgerSize
    lastEntry = dossier.ledgerSize - 1
    root = dossier.root
    key = dossier.keys.first ?? ""
    isWhole = dossier.isWhole
    self.style = style
    text = sheet.text
    let title = sheet.text ?? "The text of this question was erased."
    self.title = title.count > 90 ? "\(title.prefix(90))…" : title
    askedAt = sheet.askedAt.forPeople
    asker = sheet.asker ?? "not told while the question is open"
    place = sheet.placeName
    urgency = sheet.urgency.words
    subject = sheet.subject
    photos = dossier.photos.enumerated().map { place, photo in
      Photo(
        source: "data:\(photo.kind.mediaType);base64,\(Base64.encode(photo.bytes))",
        number: place + 1, count: dossier.photos.count, name: photo.name)
    }
    verdict = sheet.verdict.map { VerdictView($0, isOpen: sheet.phase.isOpen) }
    recall = sheet.recall.map { RecallView($0, isAsker: false) }
    because = dossier.explanation.because
    versions = dossier.explanation.versions.map {
      Version(version: $0.version, at: $0.at.forPeople, entry: $0.index, summary: $0.summary)
    }
    answers = AnswerLine.lines(dossier.explanation)
    skills = SkillLine.lines(dossier)
    skillsAsOf = dossier.versions.last?.entry
    ruleFacts = Self.facts(dossier.rule)
    ruleVersion = dossier.rule.version
    people = dossier.people.map(PersonLine.init)
    history = HistoryView(id: id, dossier.history).lines
    outcome = sheet.outcome
    example = dossier.history.first.map {
      let digits = String($0.index)
      let name = String(repeating: "0", count: max(0, 9 - digits.count)) + digits
      return Example(file: "entries/\(name).json", index: $0.index, leafHash: $0.leafHash)
    }
    entryCount = dossier.evidence.count { $0.name.hasPrefix("entries/") }
    others = dossier.others
    stamps = dossier.evidence.map(\.name).filter { $0.hasSuffix(".tsr") }
      .map { String($0.dropLast(".tsr".count)) }
    hasStamps = !stamps.isEmpty
    isCosigned = dossier.evidence.contains { $0.name == "witnesses/cosigned.checkpoint" }
  }

  /// The numbers of the rule that a reader asks about; all of them stand in the rule's own entry.
  private static func facts(_ rule: Rule) -> [Fact] {
    let actions = rule.actionNeedsPartsPerMillion.sorted { $0.key < $1.key }.map { name, needs in
      Fact(
        name: "to say “\(name)”",
        value: "\(forPeople(partsPerMillion: needs)) and \(rule.need(of: name).answers) answers")
    }
    let proof = rule.actionsNeedingProof.map {
      Fact(
        name: "“\($0)” also asks for",
        value: "a supporter proved in the region"
          + (rule.answersAgainstProof.map {
            ", and fewer than \($0) who name what is worse to miss"
          } ?? ""))
    }
    return actions + proof + [
      Fact(
        name: "to hold a taxon",
        value: forPeople(partsPerMillion: rule.taxonNeedsPartsPerMillion)
          + " and \(rule.answersForTaxon) people who name it or one below it"),
      Fact(
        name: "expected of an unknown expert, by rank",
        value: rule.noviceAccuracyPartsPerMillion.map(forPeople(partsPerMillion:))
          .joined(separator: ", ")),
      Fact(
        name: "how experts err together",
        value: "difficulty \(decimal(rule.errors.difficultyPartsPerMillion)), concentration of "
          + "wrong turns by rank "
          + rule.errors.echoPartsPerMillion.map(decimal).joined(separator: ", ")),
    ]
  }
}

/// Millionths with two decimals, `0.90`.
private func decimal(_ millionths: Int) -> String {
  let hundredths = String(millionths / 10_000 % 100)
  return "\(millionths / 1_000_000)." + (hundredths.count < 2 ? "0" : "") + hundredths
}

/// One answer in the dossier's table.
struct AnswerLine {
  let expert: String
  let handle: String
  let taxon: String
  let confidence: String
  let offeredAt: String
  let givenAt: String
  let saw: String
  let bits: String
  /// The bar's width in per cent of the heaviest.
  let width: Int
  let isAgainst: Bool
  let isLate: Bool
  /// The expert's remark; nil for none or after erasure.
  let note: String?

  /// The answers in the order in which they came.
  static func lines(_ explanation: Explanation) -> [AnswerLine] {
    let heaviest = max(0.001, explanation.answers.map { abs($0.bits) }.max() ?? 0)
    let notes = Dictionary(
      (explanation.question.answers ?? []).compactMap { each in each.note.map { (each.expert, $0) }
      },
      uniquingKeysWith: { $1 })
    return explanation.answers.map { given in
      AnswerLine(
        expert: given.expertName.isEmpty ? given.expert : given.expertName, handle: given.expert,
        taxon: given.taxon ?? "can’t tell", confidence: given.confidence.words,
        offeredAt: given.offeredAt.forPeople, givenAt: given.givenAt.forPeople,
        saw: "\(given.photosViewed) of \(given.seen.photos) photo(s)",
        bits: forPeople(bits: given.bits), width: Int((abs(given.bits) / heaviest * 100).rounded()),
        isAgainst: given.bits < 0, isLate: given.isLate, note: notes[given.expert])
    }
  }
}

/// One expert's skills as the last version used them.
struct SkillLine {
  let expert: String
  let judged: Int
  let here: Int
  let worth: String
  let home: String
  let expected: String

  /// The snapshots of the last version.
  static func lines(_ dossier: Dossier) -> [SkillLine] {
    guard let version = dossier.versions.last else { return [] }
    let rule = dossier.rule.learned(by: version.progress.calibration)
    let names = Dictionary(
      dossier.people.map { ($0.id, $0.name ?? $0.handle ?? $0.id) }, uniquingKeysWith: { $1 })
    return version.experts.map { each in
      let expected = (1...3).map { depth in
        let mean = each.skill.accuracy(
          branch: "", region: version.region, isHome: each.isHome, depth: depth, rule: rule
        ).mean
        return "\(Int((mean * 100).rounded())) %"
      }
      return SkillLine(
        expert: names[each.skill.expert.text] ?? each.skill.expert.text,
        judged: each.skill.worth.answers, here: each.skill.judged(in: version.region),
        worth: forPeople(bits: Double(each.skill.worth.milliBits) / 1000),
        home: each.isHome.map { $0 ? "yes" : "no" } ?? "not told",
        expected: expected.joined(separator: " · "))
    }
  }
}

/// One person in the dossier's list.
struct PersonLine {
  let id: String
  let handle: String
  let name: String
  let home: String
  let roles: String

  /// A person with what was not erased of them.
  init(_ person: Dossier.Person) {
    id = person.id
    handle = person.handle ?? "(erased)"
    name = person.name ?? "(erased)"
    home = person.home ?? "not told"
    roles = person.roles.joined(separator: ", ")
  }
}
