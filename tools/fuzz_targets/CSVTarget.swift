/// The two readers of comma-separated files: that of taxonomies, and that of votes, which streams.
/// The first byte says where the stream is cut.
///
/// What the streaming one reads is the same wherever its bytes are cut, and the other one reads it
/// too; what is read and written is read again; a taxonomy is read twice alike.
enum CSVTarget {
  static func attempt(_ input: [UInt8]) {
    guard let first = input.first else { return }
    let file = Array(input.dropFirst())
    let scanned = scanned(file, cut: Int(first) * file.count / 256)
    // The whole reader has buffers of megabytes, which take longer than the reading: one in 32.
    let isStreamed = first.isMultiple(of: 32)
    let streamed = isStreamed ? streamed(file) : scanned
    let whole = rows(file)
    if !file.starts(with: [0x1F, 0x8B]) {
      demand(
        streamed == scanned, "cut: \(String(describing: streamed)), \(String(describing: scanned))")
      if let streamed {
        demand(streamed == whole, "two readers: \(streamed), \(String(describing: whole))")
      }
    }
    if let whole {
      let text = written(whole)
      demand(rows(text) == [["h"]] + whole, "written and read again")
      demand(!isStreamed || Self.streamed(text) == [["h"]] + whole, "written and streamed")
    }
    taxonomy(file)
  }

  /// What the reader of taxonomies gives; nil for what it refuses.
  private static func rows(_ file: [UInt8]) -> [[String]]? {
    guard let rows = try? CSV.rows(file, limit: 1 << 20) else { return nil }
    demand(zip(rows, rows.dropFirst()).allSatisfy { $0.line < $1.line }, "lines out of order")
    return rows.map(\.fields)
  }

  /// What the reader of votes gives of the file; nil for what it refuses.
  private static func streamed(_ file: [UInt8]) -> [[String]]? {
    guard let handle = fopen("/proc/self/fd/\(memory)", "wb") else { fatalError("no memory file") }
    fwrite(file, 1, file.count, handle)
    fclose(handle)
    var reader = RowReader(path: "/proc/self/fd/\(memory)")
    var rows: [[String]] = []
    do {
      try reader.forEachRow { rows.append($0.texts) }
      return rows
    } catch is Failure {
      return nil
    } catch {
      fatalError("no failure: \(error)")
    }
  }

  /// The same by the scanner alone, whose bytes come in two pieces.
  private static func scanned(_ file: [UInt8], cut: Int) -> [[String]]? {
    var scan = RowScan()
    var fields = RowFields()
    fields.bytes = file
    scan.skipMark(fields.bytes, upTo: file.count)
    var rows: [[String]] = []
    func keep() -> Bool {
      guard fields.isText else { return false }
      if fields.texts != [""] { rows.append(fields.texts) }
      fields.ranges.removeAll()
      scan.beginRow()
      return true
    }
    do {
      for limit in [cut, file.count] {
        while try scan.takeRow(from: &fields.bytes, upTo: limit, into: &fields.ranges) {
          guard keep() else { return nil }
        }
      }
      guard !scan.isQuoted else { return nil }
      guard scan.rowBytes > 0 else { return rows }
      try scan.endFile(&fields.ranges)
      return keep() ? rows : nil
    } catch {
      return nil
    }
  }

  /// A file of the rows, below a header.
  private static func written(_ rows: [[String]]) -> [UInt8] {
    var writer = RowWriter(["h"])
    for row in rows {
      for field in row { writer.add(field) }
      writer.end()
    }
    return writer.bytes
  }

  private static func taxonomy(_ file: [UInt8]) {
    guard let taxonomy = try? Taxonomy(csv: file, ignoresOtherColumns: true) else { return }
    let again = try? Taxonomy(csv: file, ignoresOtherColumns: true)
    demand(again?.taxa == taxonomy.taxa, "a taxonomy is read in two ways")
    for (node, taxon) in taxonomy.taxa.enumerated() {
      demand(taxonomy.node(accepted: taxon.name) == Int32(node), "a taxon is not found")
      // Near names are sought among all: a few searches are enough, and many take long.
      if node < 3 { _ = try? taxonomy.node(named: taxon.name + "x") }
    }
  }

  /// A file in memory, as the reader of votes opens paths.
  private static let memory: CInt = {
    var name = Array("/dev/shm/witan-fuzz-XXXXXX".utf8CString)
    let file = mkstemp(&name)
    demand(file >= 0 && unlink(name) == 0, "no memory file")
    return file
  }()
}
