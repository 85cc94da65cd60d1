import ArgumentParser

/// Finds a misspelt command in a line and the nearest that exists; the argument parser does this
/// for options only.
enum NearName {
  /// A sentence naming the nearest command, or nil where no command is misspelt.
  static func advice(for words: [String]) -> String? {
    var command: any ParsableCommand.Type = WitanCommand.self
    var path = "witan"
    for word in words {
      let children = command.configuration.subcommands
      guard !children.isEmpty, !word.hasPrefix("-"),
        command.configuration.defaultSubcommand == nil
      else { return nil }
      if word == "help" && path == "witan" { return nil }
      guard let child = children.first(where: { name(of: $0) == word }) else {
        return sentence(word, path, among: children.map(name(of:)))
      }
      (command, path) = (child, "\(path) \(word)")
    }
    return nil
  }

  private static func sentence(_ word: String, _ path: String, among names: [String]) -> String {
    let near = names.map { (name: $0, distance: distance(word, $0)) }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }
    let start = "There is no command \"\(word)\""
    // A third of the letters wrong is a slip, more is another word.
    if let near, near.distance <= max(1, (near.name.count + 1) / 3) || near.name.hasPrefix(word) {
      return "\(start). Did you mean \"\(path) \(near.name)\"?"
    }
    return "\(start); \"\(path) --help\" lists them."
  }

  private static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? ""
  }

  /// How many letters must be added, dropped, changed or swapped with their neighbour (optimal
  /// string alignment; Damerau 1964, DOI 10.1145/363958.363994).
  static func distance(_ left: String, _ right: String) -> Int {
    let (left, right) = (Array(left.lowercased()), Array(right.lowercased()))
    var rows = [Array(0...right.count)]
    for row in 0..<left.count {
      var line = [row + 1]
      for column in 0..<right.count {
        let change = left[row] == right[column] ? 0 : 1
        var least = min(
          rows[row][column] + change, rows[row][column + 1] + 1, line[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          least = min(least, rows[row - 1][column - 1] + 1)
        }
        line.append(least)
      }
      rows.append(line)
    }
    return rows[left.count][right.count]
  }
}
