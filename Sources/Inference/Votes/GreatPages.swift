#if canImport(Glibc)
  private import Glibc
#endif

/// Great pages for great tables.
///
/// The rows that an expectation adds lie all over a table of hundreds of megabytes. In pages of
/// 4 KiB nearly each row costs a walk through the page tables besides the wait for memory; in pages
/// of 2 MiB the processor knows them all. Linux gives them where a program asks.
/// Source: madvise(2), MADV_HUGEPAGE.
enum GreatPages {
  /// The size of a great page, in bytes.
  private static let size = 1 << 21
  /// Tables from this size on get them, in bytes: what the last page leaves empty is little.
  private static let worthAsking = 1 << 23

  /// Asks for them for memory that was not touched before. It is a hint: where there are none,
  /// nothing changes.
  static func ask(for memory: UnsafeMutableRawBufferPointer) {
    #if os(Linux) && canImport(Glibc)
      guard memory.count >= worthAsking, let base = memory.baseAddress else { return }
      let first = base.alignedUp(toMultipleOf: size)
      let last = (base + memory.count).alignedDown(toMultipleOf: size)
      if first < last { _ = madvise(first, last - first, MADV_HUGEPAGE) }
    #endif
  }
}
