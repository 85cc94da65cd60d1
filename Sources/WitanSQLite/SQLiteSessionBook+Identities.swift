import Foundation
import GRDB
package import Witan

extension SQLiteSessionBook {
  /// Whose an account elsewhere is.
  package func member(of identity: Identity) async throws -> ID<Member>? {
    try await opened().read { db in
      try String.fetchOne(
        db, sql: "SELECT member FROM identity WHERE issuer = ? AND subject = ?",
        arguments: [identity.issuer, identity.subject]
      ).map { ID($0) }
    }
  }

  /// A member's accounts elsewhere.
  package func identities(of member: ID<Member>) async throws -> [Identity] {
    try await opened().read { db in
      try Row.fetchAll(
        db, sql: "SELECT issuer, subject FROM identity WHERE member = ? ORDER BY issuer, subject",
        arguments: [member.text]
      ).map { try Identity(issuer: $0[0], subject: $0[1]) }
    }
  }

  /// Makes these a member's accounts.
  package func keep(_ identities: [Identity], of member: ID<Member>) async throws -> Bool {
    try await opened().write { db in
      for each in identities {
        let owner = try String.fetchOne(
          db, sql: "SELECT member FROM identity WHERE issuer = ? AND subject = ?",
          arguments: [each.issuer, each.subject])
        guard owner == nil || owner == member.text else { return false }
      }
      try db.execute(sql: "DELETE FROM identity WHERE member = ?", arguments: [member.text])
      for each in identities {
        try db.execute(
          sql: "INSERT INTO identity (issuer, subject, member) VALUES (?, ?, ?)",
          arguments: [each.issuer, each.subject, member.text])
      }
      return true
    }
  }

  /// Removes all of a member and writes the file anew: what `secure_delete` overwrites may have
  /// moved within its page before.
  package func forget(_ member: ID<Member>) async throws {
    try await opened().write { db in
      for table in ["session", "identity"] {
        try db.execute(sql: "DELETE FROM \(table) WHERE member = ?", arguments: [member.text])
      }
      try Self.dropLinks(db) { $0.member == member || $0.by == member }
    }
    try await opened().writeWithoutTransaction { try $0.execute(sql: "VACUUM") }
  }
}
