import ArgumentParser
import Foundation
import Witan

/// Which witnesses a server asks to cosign its checkpoints.
struct WitnessOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A witness who is sent new checkpoints; may be repeated.", valueName: "url"))
  var witness: [String] = []
  @Option(
    help: ArgumentHelp("Its key, in the order of the witnesses.", valueName: "key"))
  var witnessKey: [String] = []

  /// Refuses one without the other.
  func validate() throws {
    guard witness.count == witnessKey.count else {
      throw ValidationError("Each --witness URL needs its --witness-key KEY, in the same order.")
    }
  }

  /// The witnesses that these options, the environment or the configuration file name.
  func witnesses() throws -> [Witness] {
    guard witness.isEmpty else {
      return try zip(witness, witnessKey).map { try Witness(url: $0, key: $1) }
    }
    return try Settings(environment: ProcessInfo.processInfo.environment).witnesses
      .map { try Witness(parsing: $0) }
  }
}
