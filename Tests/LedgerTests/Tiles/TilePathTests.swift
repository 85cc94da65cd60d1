import Ledger
import Testing

/// Tiles have one address each, as C2SP tlog-tiles spells it.
struct TilePathTests {
  @Test(arguments: [
    ("000", 0, 256), ("067", 67, 256), ("999", 999, 256), ("x001/000", 1000, 256),
    ("x001/x234/067", 1_234_067, 256), ("067.p/8", 67, 8), ("x001/x234/067.p/255", 1_234_067, 255),
    ("000.p/1", 0, 1),
  ]) func `a span is read and written`(path: String, number: Int, width: Int) throws {
    let span = try #require(TileSpan(path: path))
    #expect(span.number == number && span.width == width)
    #expect(span.path == path)
    #expect(span.isFull == (width == 256))
    #expect(span.places == number * 256..<number * 256 + width)
    #expect(TileSpan(number: number, width: width) == span)
    #expect(Tile(path: "3/\(path)")?.path == "3/\(path)")
  }

  @Test(arguments: [
    "", "0", "00", "0000", "x000", "x000/000", "001/000", "x001", "x001/x000", "000/", "/000",
    "000.p", "000.p/", "000.p/0", "000.p/256", "000.p/01", "000.p/+1", "000.p/-1", "000.p/1/",
    "000.p/1.p/1", "x001.p/1/000", "000.P/1", "X001/000", "0a0", "٠٠٠", "-01", "+01", " 000",
    "000 ",
    "x001//000", "x000/x001/000", "000.p8", "000 .p/8",
    "x999/x999/x999/x999/x999/x999/x999/999", "x009/x223/x372/x036/x854/x775/807",
  ]) func `every other spelling of a span is refused`(path: String) {
    #expect(TileSpan(path: path) == nil)
    #expect(Tile(path: "0/\(path)") == nil)
  }

  @Test(arguments: ["64/000", "-1/000", "00/000", "/000", "000", "a/000", "entries/000", "0000"])
  func `a level that is none is refused`(path: String) {
    #expect(Tile(path: path) == nil)
  }

  @Test func `no number or width beyond the format can be written down`() {
    #expect(TileSpan(number: -1) == nil)
    #expect(TileSpan(number: Int.max / 256) == nil)
    #expect(TileSpan(number: Int.max / 256 - 1)?.places.upperBound != nil)
    #expect(TileSpan(number: 0, width: 0) == nil)
    #expect(TileSpan(number: 0, width: 257) == nil)
    #expect(TileSpan(number: 0).flatMap { Tile(level: 64, span: $0) } == nil)
  }
}
