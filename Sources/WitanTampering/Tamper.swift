import Foundation

/// What is done to a file.
///
/// Each case is an attack of its own; what it does stands in the extension that it is called from.
package enum Tamper: String, CaseIterable, Sendable {
  // The ledger.
  case entryByte, entryByteRehashed, leafByte, nodeByte, nodeLost, nodeAdded
  case entryLost, entryLostRenumbered, entryInserted, entryBeforeFirst, entriesExchanged
  case entriesExchangedRehashed, entriesReordered, backDated, entrySpelledOtherwise, tailCut
  case tailCutWithRecords, entryAppended, allEmptied
  // What follows from it.
  case recordByte, recordLost, recordAdded, recordRenamed, recordsExchanged, columnStrays
  case keyLooksAlike, keyHidesTail, verdictRecordAltered, reputationAltered, roleAltered
  case textAltered, tokenAdded, numberAltered
  // What stands outside.
  case payloadByte, payloadLost, payloadAdded, payloadsExchanged, payloadReplaced, payloadOtherSalt
  case payloadHidesTail, payloadLooksAlike
  case photoByte, photosSwapped, photoRenamed, photoReplaced, photoReplacedAndNamed, photoLost
  case photoAdded, photoSize, photoMode, photoHashHidesTail, photoTrailing
  // What was erased.
  case payloadPutBack, photoPutBack, erasureRemoved, erasedUnderHold, erasureForged
  // Checkpoint and keys.
  case noteByte, noteLost, noteOlder, noteByOtherKey, noteWithStranger, noteOfOther
  case keyReplacedInRecord, keyReplacedAndSigned
  // By an insider, who has the key: hashed, followed up and signed, but not what follows.
  case verdictForged, routeForged, lessonsForged, promiseForged, timeBackwards, indexForged
  case communityForged, spellingForged, ruleByOne, ruleByProposer, keyHandedByNobody, personForged
  case rolesForged, rolesByOne, kindUnknown, badgeForged, openingForged
  case answerForged, leaseForged, deadlineForged, occasionForged, answeredTwice, passedTwice
  case truthByAsker
  case badgeLeftOut, withdrawalLeftOut, lookLeftOut
  // The file itself.
  case guardDropped, indexDropped, indexEmptied, tableAdded, viewAdded, guardAdded, guardHidden
  case columnAdded, versionAltered, applicationAltered, archiveRenamed, everythingRenamed
  case foreignRow, secondArchive, fileByte, fileCut, tablesExchanged, leftInLog
  case schemaTableNamed

  /// Does it somewhere in the file.
  ///
  /// - Returns: a part of what a report should say; empty where anything will do. Nil where the
  ///   file has nothing of the kind, and stays as it was.
  func apply(_ attacker: Attacker) async throws -> String? {
    if let done = try attacker.ledger(self) { return done.place }
    if let done = try attacker.records(self) { return done.place }
    if let done = try attacker.outside(self) { return done.place }
    if let done = try attacker.notes(self) { return done.place }
    if let done = try attacker.file(self) { return done.place }
    if let done = try await attacker.erasure(self) { return done.place }
    if let done = try await attacker.badges(self) { return done.place }
    return try await attacker.insider(self)
  }

  /// What came of an attack; `place` is nil where there was nothing to attack.
  struct Done {
    let place: String?

    /// A place that the report should name.
    init(_ place: String?) { self.place = place }
  }
}
