// What libFuzzer calls: one input for the parser that WITAN_FUZZ names (tools/fuzz).

@_exported import Foundation
@_exported import Ledger
@_exported import Witan

/// The parsers that are attacked, and what must hold of each besides that it ends.
enum Target: String {
  case form, json, csv, note, proof, tile, photo

  /// Tries one input; a demand that is not met ends the program.
  func attempt(_ input: [UInt8]) {
    switch self {
    case .form: FormTarget.attempt(input)
    case .json: JSONTarget.attempt(input)
    case .csv: CSVTarget.attempt(input)
    case .note: NoteTarget.attempt(input)
    case .proof: ProofTarget.attempt(input)
    case .tile: TileTarget.attempt(input)
    case .photo: PhotoTarget.attempt(input)
    }
  }

  /// The one that this process attacks.
  static let chosen: Target = {
    let name = ProcessInfo.processInfo.environment["WITAN_FUZZ"] ?? ""
    guard let target = Target(rawValue: name) else { fatalError("WITAN_FUZZ names no target") }
    return target
  }()
}

/// Ends the program, so that libFuzzer keeps the input, where something does not hold.
@inline(__always)
func demand(_ holds: Bool, _ sentence: @autoclosure () -> String) {
  if !holds { fatalError(sentence()) }
}

/// Called by libFuzzer with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  Target.chosen.attempt(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}
