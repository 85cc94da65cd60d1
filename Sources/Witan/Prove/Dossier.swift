public import Ledger

/// All evidence of one question, as it is packed into one file that verifies offline.
///
/// The form is `docs/decisions/0015-dossier.md`; `tools/verify_dossier.py` checks it apart from
/// this program.
public struct Dossier: Sendable {
  public let question: ID<Question>
  /// The question as an auditor sees it, and why its verdict is what it is.
  public let explanation: Explanation
  /// Its entries of the ledger.
  public let history: [HistoryLine]
  public let community: Community
  /// The rule by which the last version was decided, or the one in force before the first.
  public let rule: Rule
  /// What each version of the consensus was decided on.
  public let versions: [VersionInputs]
  public let madeAt: Instant
  /// Who had it made.
  public let madeBy: Member
  /// The people in it: names in the ledger, and what people call them.
  public let people: [Person]
  /// The signed checkpoint, which all proofs lead to.
  public let checkpoint: SignedNote
  public let ledgerSize: Int
  /// The root in hexadecimal.
  public let root: String
  /// The keys that check the checkpoint (C2SP verifier keys).
  public let keys: [String]
  /// The photos by the name that the ledger committed to; nil after erasure.
  public let photos: [Photo]
  /// Whether all entries of the ledger are in it.
  public let isWhole: Bool
  /// What others said of the ledger, a sentence each: witnesses and time-stamp authorities.
  public let others: [String]
  /// What is bound to the ledger, in the order of the names.
  public let evidence: [File]

  /// One file.
  public struct File: Equatable, Sendable {
    public let name: String
    public let bytes: [UInt8]

    /// A file by its path within the dossier.
    public init(_ name: String, _ bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }

    /// A text as UTF-8.
    public init(_ name: String, text: String) { self.init(name, Array(text.utf8)) }
  }

  /// A photo of the question.
  public struct Photo: Sendable {
    /// `<sha256>.<extension>`.
    public let name: String
    public let kind: PhotoKind
    public let bytes: [UInt8]
  }

  /// A person in the dossier.
  public struct Person: Sendable {
    /// The ledger's name.
    public let id: String
    /// The handle and the name; nil after erasure.
    public let handle: String?
    public let name: String?
    public let home: String?
    public let roles: [String]
  }

  /// The most bytes of a dossier.
  public static let limitBytes = 64 << 20

  /// The refusal of a larger one, with the way to the same evidence that has no such bound.
  package static func tooLarge(
    isWhole: Bool, limitBytes: Int = Dossier.limitBytes
  ) -> Refusal {
    .tooLarge(
      field: "dossier", limitBytes: limitBytes,
      instead: (isWhole
        ? "Make it without the whole ledger (without --whole), and write that out by"
        : "Write the ledger out by")
        + " `witan audit verify --export DIR` and the archive, photos and all, by `witan backup`.")
  }
}
