/// Items dealt out to their keys, those of one key in the order in which they came: a stable
/// counting sort on all cores.
///
/// First the items go to lots of neighbouring keys, then those of each lot to their keys. Dealt out
/// at once, each of ten million items would be written to a page of its own; a lot fits the
/// processor's cache.
struct Dealing<Item: BitwiseCopyable & Sendable>: Sendable {
  /// An item on its way.
  private struct Dealt: BitwiseCopyable, Sendable {
    let key: Int32
    let item: Item
  }

  /// The most lots; few enough that each part writes to all of them at once.
  private static var lotLimit: Int { 256 }

  /// Where each key's items begin in `items`. Shape: [key + 1].
  let starts: [Int]
  /// The items by key.
  let items: [Item]

  /// Deals out `count` items, of which `dealt` gives the key, from 0 to less than `keys`, and the
  /// item itself; it is asked twice. O(count + keys).
  init(
    _ count: Int, keys: Int,
    _ dealt: @Sendable (Int) -> (key: Int32, item: Item)
  ) {
    let shift = Self.shift(keys: keys)
    let lots = ((max(1, keys) - 1) >> shift) + 1
    var sums = [Int](repeating: 0, count: Parts.count * lots)
    Slots.write(to: &sums) { sums in
      Parts.forEach(in: count, steps: count * 8) { part, range in
        let own = sums.base + part * lots
        for place in range { own[Int(dealt(place).key) >> shift] += 1 }
      }
    }
    let lotStarts = Self.place(&sums, lots: lots)
    let byLot: [Dealt] = Parts.written(count: count) { byLot in
      Slots.write(to: &sums) { next in
        Parts.forEach(in: count, steps: count * 8) { part, range in
          let own = next.base + part * lots
          for place in range {
            let (key, item) = dealt(place)
            let lot = Int(key) >> shift
            byLot.base[own[lot]] = Dealt(key: key, item: item)
            own[lot] += 1
          }
        }
      }
    }
    var starts = Parts.copies(of: count, count: keys + 1)
    items = Parts.written(count: count) { items in
      Slots.write(to: &starts) { starts in
        Parts.forEach(in: lots, steps: count * 8) { _, range in
          for lot in range {
            let keys = (lot << shift)..<min(keys, (lot + 1) << shift)
            Self.deal(
              byLot, lotStarts[lot]..<lotStarts[lot + 1], to: keys, starts: starts, into: items)
          }
        }
      }
    }
    self.starts = starts
  }

  /// The last bits of a key that do not choose its lot.
  private static func shift(keys: Int) -> Int {
    var shift = 0
    while (max(1, keys) - 1) >> shift >= lotLimit { shift += 1 }
    return shift
  }

  /// Turns the items of each part in each lot into the place where the part's first goes; gives
  /// where the lots begin. Shapes: [part x lot], [lot + 1].
  private static func place(_ sums: inout [Int], lots: Int) -> [Int] {
    var starts = [0]
    var next = 0
    for lot in 0..<lots {
      for part in 0..<Parts.count {
        let count = sums[part * lots + lot]
        sums[part * lots + lot] = next
        next += count
      }
      starts.append(next)
    }
    return starts
  }

  /// Deals out one lot: the items at `range` of `byLot`, to its keys.
  private static func deal(
    _ byLot: [Dealt], _ range: Range<Int>, to keys: Range<Int>, starts: Slots<Int>,
    into items: Slots<Item>
  ) {
    var next = [Int](repeating: 0, count: keys.count + 1)
    for place in range { next[Int(byLot[place].key) - keys.lowerBound + 1] += 1 }
    next[0] = range.lowerBound
    for key in keys.indices {
      next[key - keys.lowerBound + 1] += next[key - keys.lowerBound]
      starts.base[key] = next[key - keys.lowerBound]
    }
    for place in range {
      let key = Int(byLot[place].key) - keys.lowerBound
      items.base[next[key]] = byLot[place].item
      next[key] += 1
    }
  }
}
