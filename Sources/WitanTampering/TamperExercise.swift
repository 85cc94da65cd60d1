import Foundation
import GRDB
package import Witan
import WitanSQLite

/// Attacks files of made-up communities by seed, and asks the audit each time.
package struct TamperExercise: Sendable {
  /// What came of one kind of attack.
  package struct Tally: Sendable {
    /// So many changed something.
    package var changed = 0
    /// So many of those were found.
    package var found = 0
    /// Of so many the report named the very place.
    package var named = 0
    /// So many left what the file says as it was.
    package var unchanged = 0

    /// Nothing yet.
    package init() {}
  }

  /// An attack that was not found, or an alarm about nothing.
  package struct Miss: Sendable, CustomStringConvertible {
    /// Which, and by which seeds.
    package let description: String
  }

  /// What came of all.
  package private(set) var tallies: [Tamper: Tally] = [:]
  /// What the audit missed, or said wrongly.
  package private(set) var misses: [Miss] = []

  private let folder: String
  private let seed: UInt64
  private var chance: Chance
  private var communities: [MadeUpCommunity] = []
  private var contents: [String?] = []

  /// Makes so many communities to attack, in a folder of their own.
  package init(in folder: String, seed: UInt64, communities count: Int) async throws {
    (self.folder, self.seed, chance) = (folder, seed, Chance(seed: seed))
    for number in 0..<count {
      let made = try await MadeUpCommunity.make(
        in: "\(folder)/community-\(number)", seed: seed &+ UInt64(number), verbs: 36)
      communities.append(made)
      contents.append(FileContent.hash(of: made.path))
      if let fault = await MadeUpCommunity.fault(of: made.path) {
        misses.append(Miss(description: "before any attack, seed \(seed) + \(number): \(fault)"))
      }
    }
  }

  /// The kinds of events in the ledgers of all of them.
  package func kinds() async throws -> Set<String> {
    var kinds: Set<String> = []
    for community in communities { kinds.formUnion(try await community.kinds()) }
    return kinds
  }

  /// The kinds of records that any of them holds.
  package func recordKinds() async throws -> Set<RecordKind> {
    var kinds: Set<RecordKind> = []
    for community in communities { kinds.formUnion(try await community.recordKinds()) }
    return kinds
  }

  /// Attacks so many times: each kind in its turn, over and over.
  ///
  /// - Parameter progress: told how many were done.
  package mutating func attack(_ count: Int, progress: (Int) -> Void = { _ in }) async throws {
    let kinds = Tamper.allCases
    var (done, turn) = (0, 0)
    while done < count {
      // In turn, so that each kind comes as often; what a file has nothing of is left out.
      let tamper = kinds[turn % kinds.count]
      turn += 1
      guard turn < 4 * count + 8 * kinds.count else { break }
      let place = chance.below(communities.count)
      if try await attack(place, tamper, seed: chance.next()) { done += 1 }
      progress(done)
    }
  }

  /// One attack; whether it was one.
  private mutating func attack(
    _ place: Int, _ tamper: Tamper, seed: UInt64
  ) async throws -> Bool {
    let path = "\(folder)/attacked.sqlite"
    let attacker = try Attacker(communities[place], at: path, seed: seed)
    let told: String?
    do {
      told = try await tamper.apply(attacker)
    } catch {
      throw Refusal.unavailable(reason: "\(tamper), seed \(seed), community \(place): \(error)")
    }
    guard let told else { return false }
    let isSame = FileContent.hash(of: path).map { $0 == contents[place] } ?? false
    let fault = await MadeUpCommunity.fault(of: path)
    var tally = tallies[tamper] ?? Tally()
    defer { tallies[tamper] = tally }
    if isSame {
      tally.unchanged += 1
      // A changed byte that no program reads is no attack; an alarm for it would be a false one.
      if let fault {
        misses.append(Miss(description: "\(tamper), seed \(seed): said of nothing: \(fault)"))
      }
      return false
    }
    tally.changed += 1
    guard let fault else {
      misses.append(
        Miss(description: "\(tamper), seed \(seed), community \(place) (\(told)): not found"))
      return true
    }
    tally.found += 1
    if told.isEmpty || fault.places.contains(where: { $0.contains(told) }) { tally.named += 1 }
    return true
  }

  /// Attacks that leave a whole and rightly signed file, and are seen only beside a checkpoint that
  /// was kept elsewhere: an older file put back, a fork, a cut tail, other entries, another key.
  ///
  /// - Returns: how many were done, and how many of them the audit found without the checkpoint.
  package mutating func attackWhole() async throws -> (done: Int, foundAlone: Int) {
    var (done, foundAlone) = (0, 0)
    let path = "\(folder)/whole.sqlite"
    for (place, community) in communities.enumerated() {
      let other = communities[(place + 1) % communities.count]
      let files = try await community.wholeForgeries(
        at: path, other: other, seed: seed &+ UInt64(place))
      for (name, file, note) in files {
        done += 1
        if await MadeUpCommunity.fault(of: file) != nil { foundAlone += 1 }
        if await MadeUpCommunity.fault(of: file, against: note) == nil {
          misses.append(Miss(description: "\(name), community \(place): not found by --against"))
        }
        for suffix in ["", "-wal", "-shm", ".lock"] { unlink(file + suffix) }
      }
      for note in community.notes {
        if let fault = await MadeUpCommunity.fault(of: community.path, against: note) {
          misses.append(Miss(description: "an older checkpoint, community \(place): \(fault)"))
        }
      }
    }
    return (done, foundAlone)
  }

  /// Asks the audit about so many databases that nobody touched, or touched without changing what
  /// they say: packed otherwise, written anew, cut off from their writer.
  ///
  /// - Returns: how many were asked about.
  package mutating func leaveAlone(
    _ count: Int, progress: (Int) -> Void = { _ in }
  ) async throws -> Int {
    var asked = 0
    for number in 0..<count {
      let folder = "\(folder)/untouched"
      let seed = seed &+ 1_000_000 &+ UInt64(number)
      let made = try await MadeUpCommunity.make(
        in: folder, seed: seed, verbs: 18 + chance.below(40))
      let harmless = Harmless.allCases[number % Harmless.allCases.count]
      try harmless.apply(to: made.path, &chance)
      // Every other one on a scratch file, as a long ledger's is.
      let fault = await MadeUpCommunity.fault(
        of: made.path, scratchLimit: number % 2 == 0 ? 0 : SQLiteArchive.scratchLimit)
      if let fault {
        misses.append(Miss(description: "\(harmless), seed \(seed): a false alarm: \(fault)"))
      }
      asked += 1
      try FileManager.default.removeItem(atPath: folder)
      progress(asked)
    }
    return asked
  }
}
