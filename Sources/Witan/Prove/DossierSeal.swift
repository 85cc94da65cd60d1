public import Ledger

/// The community's signature over a dossier: without it, whoever passes the dossier on could write
/// something else on its pages and make the sums anew.
///
/// A signed note (C2SP) by the ledger's key. Its text is no checkpoint's: that begins with the
/// ledger's name, and this with `head`, so neither can be taken for the other.
public struct DossierSeal: Sendable {
  /// The first line of the text.
  static let head = "witan-dossier-seal/1"

  /// Signs a text as the ledger of this origin; nil where the key with this verifier key is not at
  /// hand, as with a copy of the archive.
  public typealias Signer =
    @Sendable (
      _ text: String, _ origin: String, _ verifierKey: String
    ) -> SignedNote?

  /// What is signed: the ledger, the question, and the SHA-256 of the file of all sums, in
  /// hexadecimal, a line each.
  static func text(origin: String, question: ID<Question>, sums: [UInt8]) -> String {
    "\(head)\n\(origin)\n\(question.text)\n\(SHA.sha256(sums).hex)\n"
  }
}

extension Desk {
  /// The seal of a dossier whose files have these sums (`SHA256SUMS`); nil where the ledger's key
  /// is not at hand.
  public func seal(_ dossier: Dossier, sums: [UInt8]) -> SignedNote? {
    let origin = dossier.community.origin
    return sign(
      DossierSeal.text(origin: origin, question: dossier.question, sums: sums), origin,
      dossier.community.verifierKey)
  }
}
