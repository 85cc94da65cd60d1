import ArgumentParser

/// `witan audit`: who said what, when, knowing what; and proof that nobody changed it since.
struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit", abstract: "Read, check and prove the record.",
    discussion: examples(
      "witan audit explain q-0c3k9xw5h2m4t",
      "witan audit checkpoint -o today.checkpoint",
      "witan audit verify --against today.checkpoint",
      "witan audit prove 17 -o entry-17.tlog-proof",
      "witan audit dossier q-0c3k9xw5h2m4t -o snake.zip",
      note: "Needs no server: the data folder is enough."),
    subcommands: [
      AuditHistory.self, AuditSearch.self, AuditExplain.self, AuditRoute.self, AuditVerify.self,
      AuditProve.self, AuditCheckpoint.self, AuditTimestamp.self, AuditCosign.self,
      AuditKeys.self, AuditRotateKey.self, AuditReplay.self, AuditWhatIf.self,
      AuditDossier.self, AuditProvenance.self, AuditSpot.self,
    ])
}
