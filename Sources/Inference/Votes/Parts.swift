import Dispatch

/// Long loops cut into a fixed number of parts, which all cores share.
///
/// The cuts and the order in which partial sums are added depend on the data alone, so the result
/// is the same to the bit on one core and on many.
enum Parts {
  /// The number of parts: many enough for the cores of one machine, few enough to add up.
  static let count = 64
  /// Steps of work below which starting threads costs more than it saves.
  static let worthSharing = 1 << 16

  /// The elements of `part` among `total`.
  static func range(of part: Int, in total: Int) -> Range<Int> {
    (total * part / count)..<(total * (part + 1) / count)
  }

  /// Runs `body` once for each part of 0..<`total`; `steps` is about what all of it costs.
  /// What `body` writes must belong to its part alone.
  static func forEach(
    in total: Int, steps: Int, _ body: @Sendable (Int, Range<Int>) -> Void
  ) {
    if steps < worthSharing {
      for part in 0..<count { body(part, range(of: part, in: total)) }
    } else {
      DispatchQueue.concurrentPerform(iterations: count) { part in
        body(part, range(of: part, in: total))
      }
    }
  }

  /// So many copies of a value, written by all cores: the first touch of fresh memory is what they
  /// cost.
  static func copies<Value: Sendable>(of value: Value, count: Int) -> [Value] {
    [Value](unsafeUninitializedCapacity: count) { buffer, filled in
      if let base = buffer.baseAddress {
        GreatPages.ask(for: UnsafeMutableRawBufferPointer(buffer))
        let slots = Slots(base: base)
        forEach(in: count, steps: count) { _, range in
          (slots.base + range.lowerBound).initialize(repeating: value, count: range.count)
        }
      }
      filled = count
    }
  }

  /// An array of which `write` writes every element; nothing stands there before.
  static func written<Value: BitwiseCopyable>(
    count: Int, _ write: (Slots<Value>) -> Void
  ) -> [Value] {
    [Value](unsafeUninitializedCapacity: count) { buffer, filled in
      if let base = buffer.baseAddress {
        GreatPages.ask(for: UnsafeMutableRawBufferPointer(buffer))
        write(Slots(base: base))
      }
      filled = count
    }
  }

  /// What `value` makes of 0..<`count`, on all cores; each takes some dozens of steps.
  static func map<Value: Sendable>(
    _ count: Int, _ value: @Sendable (Int) -> Value
  ) -> [Value] {
    [Value](unsafeUninitializedCapacity: count) { buffer, filled in
      if let base = buffer.baseAddress {
        GreatPages.ask(for: UnsafeMutableRawBufferPointer(buffer))
        let slots = Slots(base: base)
        forEach(in: count, steps: count * 32) { _, range in
          for place in range { (slots.base + place).initialize(to: value(place)) }
        }
      }
      filled = count
    }
  }

  /// The sum of what the parts give, added in their order.
  static func sum(
    in total: Int, steps: Int, _ body: @Sendable (Range<Int>) -> Double
  ) -> Double {
    var sums = [Double](repeating: 0, count: count)
    Slots.write(to: &sums) { slots in
      forEach(in: total, steps: steps) { part, range in slots.base[part] = body(range) }
    }
    return sums.reduce(0, +)
  }
}

/// A flat array that the parts of a loop write side by side.
///
/// Proof that it may be sent: it lives only while `write` runs, which ends after all parts; each
/// part writes and reads only elements that no other part does, those of its own range or of places
/// that were dealt out to it alone; so no element has two users.
struct Slots<Value>: @unchecked Sendable {
  /// The first element.
  let base: UnsafeMutablePointer<Value>

  /// Lends the elements of `values` to `body`; an empty array is passed over.
  static func write(to values: inout [Value], _ body: (Slots) -> Void) {
    values.withUnsafeMutableBufferPointer { values in
      if let base = values.baseAddress { body(Slots(base: base)) }
    }
  }
}
