import Ledger
import Witan

extension ArchiveExercise {
  /// A body that throws leaves nothing behind, and its own error comes out.
  static func exerciseAtomicity(_ archive: any Archive) async throws -> [String] {
    let disclosure = try Disclosure(
      salt: [UInt8](repeating: 1, count: 16), name: "text", value: .string("gone"))
    try await archive.write { pen in
      try pen.append([1])
      try pen.put(.member, "a", json("1"))
      try pen.put(.member, "b", json("1"))
    }
    let found = await outcome {
      try await archive.write { pen in
        try pen.append([2])
        try pen.append([3])
        try pen.put(.member, "a", json("2"))
        try pen.put(.member, "c", json("2"))
        try pen.remove(.member, "b")
        try pen.keep(disclosure)
        try pen.attach("gone", [1, 2, 3])
        throw GaveUp(number: try pen.ledgerSize())
      }
    }
    var claims = Claims()
    if case .failure(let error) = found {
      claims.claim("the body's own error comes out", error as? GaveUp, is: GaveUp(number: 3))
    } else {
      claims.claim("a write whose body throws fails", false)
    }
    try await archive.write { try $0.append([4]) }
    return try await archive.read { [claims] shelf in
      var claims = claims
      claims.claim("its entries are gone", try shelf.entries(0..<9), is: [[1], [4]])
      claims.claim("its change is undone", try shelf.record(.member, "a"), is: json("1"))
      claims.claim("its removal is undone", try shelf.record(.member, "b"), is: json("1"))
      claims.claim("its record is gone", try shelf.record(.member, "c") == nil)
      claims.claim("its payload is gone", try shelf.payloadDigests(), is: [])
      claims.claim("its attachment is gone", try shelf.attachmentNames(), is: [])
      return claims.failures
    }
  }

  /// Of many concurrent writes those that throw leave nothing, and the others stand.
  static func exerciseSharedAtomicity(_ archive: any Archive) async throws -> [String] {
    let numbers = 0..<120
    let failed = await withTaskGroup(of: Int?.self) { group in
      for number in numbers {
        group.addTask {
          let found = await outcome {
            try await archive.write { pen in
              try pen.append(json("entry \(number)"))
              try pen.put(.load, "\(number)", json("{}"))
              if number % 3 == 0 { throw GaveUp(number: number) }
            }
          }
          guard case .failure(let error) = found else { return nil }
          return (error as? GaveUp)?.number
        }
      }
      return await group.reduce(into: Set<Int>()) { if let number = $1 { $0.insert(number) } }
    }
    return try await archive.read { shelf in
      var claims = Claims()
      claims.claim("each gets its own error", failed, is: Set(numbers.filter { $0 % 3 == 0 }))
      let wanted = numbers.filter { $0 % 3 != 0 }
      claims.claim(
        "the others' entries stand", Set(try shelf.entries(0..<999)),
        is: Set(wanted.map { json("entry \($0)") }))
      claims.claim("there is no gap", try shelf.ledgerSize(), is: wanted.count)
      claims.claim(
        "the others' records stand", Set(try shelf.records(.load, RecordFilter()).map(\.key)),
        is: Set(wanted.map(String.init)))
      var tree = MemoryTree()
      for entry in try shelf.entries(0..<999) { tree.append(entry: entry) }
      claims.claim("the tree is right", try rootOf(shelf), is: tree.root())
      return claims.failures
    }
  }

  /// A read sees one state from beginning to end: what is written together is seen together.
  static func exerciseIsolation(_ archive: any Archive) async throws -> [String] {
    let failures = try await withThrowingTaskGroup(of: [String].self) { group in
      for number in 0..<60 {
        group.addTask {
          try await archive.write { pen in
            try pen.append(json("first of \(number)"))
            try pen.put(.load, "\(number)", json("{}"))
            try pen.append(json("second of \(number)"))
          }
          return []
        }
        group.addTask {
          try await archive.read { shelf in
            let before = try shelf.ledgerSize()
            let records = try shelf.records(.load, RecordFilter())
            let entries = try shelf.entries(0..<999)
            let after = try shelf.ledgerSize()
            var claims = Claims()
            claims.claim("the size does not change within a read", after, is: before)
            claims.claim("entries are those of that state", entries.count, is: before)
            claims.claim("records are those of that state", records.count * 2, is: before)
            return claims.failures
          }
        }
      }
      return try await group.reduce(into: [String]()) { $0 += $1 }
    }
    return failures
  }

  /// 200 concurrent writes happen one after the other, each seeing all before it.
  static func exerciseSerialWrites(_ archive: any Archive) async throws -> [String] {
    let seen = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<200 {
        group.addTask {
          try await archive.write { pen in
            let size = try pen.ledgerSize()
            let last = try pen.record(.load, "counter").map { String(decoding: $0, as: UTF8.self) }
            guard last ?? "0" == String(size) else { throw GaveUp(number: size) }
            try pen.append(json("entry \(size)"))
            try pen.put(.load, "counter", json(String(size + 1)))
            return size
          }
        }
      }
      return try await group.reduce(into: [Int]()) { $0.append($1) }
    }
    return try await archive.read { shelf in
      var claims = Claims()
      claims.claim("each write comes after another", seen.sorted(), is: Array(0..<200))
      claims.claim(
        "entries stand in that order", try shelf.entries(0..<200),
        is: (0..<200).map { json("entry \($0)") })
      claims.claim("nothing was lost", try shelf.record(.load, "counter"), is: json("200"))
      return claims.failures
    }
  }

  /// Listeners hear of commits from when they began; a slow one hears the latest. The news is out
  /// before the writer goes on.
  static func exerciseNews(_ archive: any Archive) async throws -> [String] {
    var claims = Claims()
    try await archive.write { try $0.append([0]) }
    var early = archive.commits().makeAsyncIterator()
    for number in 1...5 { try await archive.write { try $0.append([UInt8(number)]) } }
    claims.claim("a slow listener hears the latest", await early.next(), is: 6)
    var late = archive.commits().makeAsyncIterator()
    _ = archive.commits()
    try await archive.write { try $0.append([6]) }
    claims.claim("a late listener hears what comes", await late.next(), is: 7)
    claims.claim("both hear it", await early.next(), is: 7)
    _ = await outcome { try await archive.write { _ in throw GaveUp(number: 0) } }
    try await archive.write { try $0.append([7]) }
    claims.claim("a failed write is no news", await early.next(), is: 8)
    return claims.failures
  }
}
