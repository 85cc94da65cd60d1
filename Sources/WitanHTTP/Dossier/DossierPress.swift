import Ledger
import Mustache
import Witan

/// Prints dossiers: puts beside the evidence what people read (the page, the certificate to be
/// filled in, the steps to verify it), the second verifier, the sums of all files, and the seal
/// over the sums.
struct DossierPress: Sendable {
  private let library: MustacheLibrary

  /// Reads the templates; throws where one is malformed.
  init() throws {
    library = try MustacheLibrary(pages: Self.templates)
  }

  private static let templates: [(name: String, bytes: [UInt8])] = [
    ("dossier", PackageResources.dossier_mustache),
    ("certificate", PackageResources.certificate_mustache),
    ("verify", PackageResources.verify_mustache),
  ]

  /// The dossier as a zip file; the sums of all files come first.
  ///
  /// - Parameter seal: gives the signature over the sums; nil where nobody can sign here.
  func zip(_ dossier: Dossier, seal: (_ sums: [UInt8]) -> SignedNote?) throws -> [UInt8] {
    let files = files(dossier)
    let sums = Self.sums(files)
    var zip = ZipFile(at: dossier.madeAt)
    try zip.add("SHA256SUMS", sums)
    if let note = seal(sums) { try zip.add("SEAL", Array(note.description.utf8)) }
    for file in files { try zip.add(file.name, file.bytes) }
    return zip.bytes
  }

  /// What people read, and the evidence.
  func files(_ dossier: Dossier) -> [Dossier.File] {
    let view = DossierView(dossier, style: String(decoding: Self.style, as: UTF8.self))
    return [
      Dossier.File("VERIFY.md", text: render("verify", view)),
      Dossier.File("certificate.html", text: render("certificate", view)),
      Dossier.File("dossier.html", text: render("dossier", view)),
      Dossier.File("verify_dossier.py", PackageResources.verify_dossier_py),
    ] + dossier.evidence
  }

  private static var style: [UInt8] { PackageResources.dossier_css }

  private func render(_ template: String, _ view: DossierView) -> String {
    library.render(view, withTemplate: template) ?? ""
  }

  /// As `sha256sum -c` reads them.
  private static func sums(_ files: [Dossier.File]) -> [UInt8] {
    Array(files.map { "\(SHA.sha256($0.bytes).hex)  \($0.name)\n" }.joined().utf8)
  }
}
