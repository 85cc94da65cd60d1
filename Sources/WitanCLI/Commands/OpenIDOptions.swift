import ArgumentParser
import Foundation
import Witan
import WitanOpenID

/// By which issuer of OpenID Connect members of a served community sign in.
struct OpenIDOptions: ParsableArguments {
  @Option(help: ArgumentHelp("An OpenID Connect issuer: https://...", valueName: "url"))
  var openidIssuer: String?
  @Option(help: ArgumentHelp("The name by which it knows this server.", valueName: "name"))
  var openidClient: String?
  @Option(help: ArgumentHelp("A file that holds the secret it gave.", valueName: "file"))
  var openidSecretFile: String?

  /// Refuses one without the other.
  func validate() throws {
    let isWhole = (openidIssuer == nil) == (openidClient == nil)
    if !isWhole || (openidSecretFile != nil && openidIssuer == nil) {
      throw ValidationError("--openid-issuer and --openid-client go together.")
    }
  }

  /// The provider; nil for none. Refuses one where nobody said where people reach us, as it must
  /// send them back.
  func provider(publicURL: String?) throws -> OpenIDProvider? {
    guard let openidIssuer, let openidClient else { return nil }
    guard let publicURL else {
      throw Refusal.invalid(
        field: "openid-issuer", reason: "it sends people back: say --public-url https://... too")
    }
    let secret = try openidSecretFile.map { path in
      String(decoding: try LocalFile.read(path), as: UTF8.self)
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }
    return try OpenIDProvider(
      issuer: openidIssuer, client: openidClient, secret: secret, site: publicURL, world: .real)
  }
}
