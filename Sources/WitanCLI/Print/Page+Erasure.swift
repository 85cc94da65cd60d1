import Witan

extension Page {
  /// What was erased, and what is left to do.
  mutating func add(_ sheet: ErasureSheet) {
    let files = [
      sheet.photos > 0 ? Wording.count(sheet.photos, "photo") : nil,
      sheet.originals > 0 ? Wording.count(sheet.originals, "original file") : nil,
    ].compactMap { $0 }
    let photos = files.map { " and \($0)" }.joined()
    add(
      "Erased: \(Wording.count(sheet.payloads, "payload"))\(photos), of"
        + " \(Wording.count(sheet.entries.count, "entry", "entries")).", .bold)
    if sheet.hasLeft { add("The member has left; their tokens have ended.") }
    add(
      sheet.isOverwritten
        ? "The archive's file was written anew and its log emptied: nothing of what was erased is"
          + " left there."
        : "The archive's file is written anew once no process reads it as it was: by the server"
          + " within the hour, without one by the next command that writes.")
    if !sheet.elsewhere.isEmpty {
      add("The same photo still stands in these questions of yours; erase it there, too:", .danger)
      for id in sheet.elsewhere { add("- \(id)", indent: 2) }
    }
    if let new = sheet.backups.new {
      add(
        "\(Wording.count(sheet.backups.replaced.count, "backup")) that held it replaced by \(new)")
    }
    if !sheet.backups.remaining.isEmpty {
      add("These copies hold it still, or cannot be read:", .danger)
      for path in sheet.backups.remaining { add("- \(path)", indent: 2) }
    }
    space()
    add("Copies elsewhere are yours to destroy.")
  }

  /// A legal hold.
  mutating func add(_ sheet: HoldSheet) {
    fact("on", sheet.question ?? sheet.member)
    fact("ground", sheet.ground ?? "(erased)")
    fact("since", "\(Wording.time(sheet.placedAt)), by \(sheet.by)")
  }
}
