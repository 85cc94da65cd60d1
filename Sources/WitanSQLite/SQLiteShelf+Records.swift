import Foundation
import GRDB
import Witan

extension SQLiteShelf {
  /// One prepared statement for each shape of filter.
  func records(_ kind: RecordKind, _ filter: RecordFilter) throws -> [StoredRecord] {
    guard let query = RecordQuery(kind, filter, community: community) else { return [] }
    let rows = try Row.fetchCursor(
      db.cachedStatement(sql: query.sql), arguments: StatementArguments(query.arguments))
    var records: [StoredRecord] = []
    while let row = try rows.next() {
      // Neither is ever NULL but on a damaged page.
      let (key, body): (Data?, Data?) = (row[0], row[1])
      records.append(StoredRecord(key: Self.text(key ?? Data()), body: Array(body ?? Data())))
    }
    return records
  }
}

/// A filter as SQL.
///
/// The text depends on the filter's shape alone, so that its statement is prepared once. The index
/// of a condition is named, so that the plan does not depend on statistics.
struct RecordQuery {
  private(set) var sql: String
  private(set) var arguments: [any DatabaseValueConvertible]

  /// Nil where the filter names a text that no record can hold, as it has a NUL.
  init?(_ kind: RecordKind, _ filter: RecordFilter, community: String) {
    var source = "\"\(kind.rawValue)\""
    var condition = ""
    arguments = [community]
    switch filter.condition {
    case .all: break
    case .equal(let field, let text):
      (source, condition) = Self.indexed(kind, field, "=")
      arguments.append(text)
    case .upTo(let field, let text):
      (source, condition) = Self.indexed(kind, field, "<=")
      arguments.append(text)
    }
    if let after = filter.after {
      condition += filter.isDescending ? " AND key < ?" : " AND key > ?"
      arguments.append(after)
    }
    guard !arguments.contains(where: { ($0 as? String)?.utf8.contains(0) ?? false }) else {
      return nil
    }
    sql =
      "SELECT key, body FROM \(source) WHERE community = ?\(condition)"
      + " ORDER BY key\(filter.isDescending ? " DESC" : "") LIMIT ?"
    arguments.append(max(0, filter.limit))
  }

  private static func indexed(
    _ kind: RecordKind, _ field: String, _ comparison: String
  ) -> (source: String, condition: String) {
    precondition(kind.indexes.contains(field), "\(kind.rawValue) is not listed by \(field)")
    return (
      "\"\(kind.rawValue)\" INDEXED BY \"\(SQLiteSchema.index(of: kind, field))\"",
      " AND \"\(field)\" \(comparison) ?"
    )
  }
}
