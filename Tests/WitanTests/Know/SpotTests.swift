import Testing

@testable import Witan

@Suite struct `A spot` {
  @Test func `is read from degrees, and written the same`() throws {
    for (text, latitude, longitude, written) in [
      ("12.9716,77.5946", 12_971_600, 77_594_600, "12.971600,77.594600"),
      ("-33.8688, 151.2093", -33_868_800, 151_209_300, "-33.868800,151.209300"),
      ("0,0", 0, 0, "0.000000,0.000000"), ("-0.5,-0.000001", -500_000, -1, "-0.500000,-0.000001"),
      ("90,-180", 90_000_000, -180_000_000, "90.000000,-180.000000"),
    ] {
      let spot = try Spot(text, seenAt: nil)
      #expect(spot.latitudeMicrodegrees == latitude && spot.longitudeMicrodegrees == longitude)
      #expect(spot.text == written)
      #expect(Spot(sealed: written) == spot)
      let dated = try Spot(text, seenAt: Sample.noon)
      #expect(Spot(sealed: dated.text) == dated)
    }
  }

  @Test func `that is none is refused`() {
    for text in [
      "", ",", "12", "12,", ",77", "12.9716;77.5946", "12.97161234,77", "91,0", "0,181",
      "90.000001,0",
      "-90.000001,0", "0,-180.000001", "1e1,2", "+1,2", "1,2,3", " 1,2", "1 ,2", "--1,2", "1.,2",
      ".5,2",
      "NaN,0", "inf,0", "١,٢", "1,2 ", "1\u{0},2", "0001,2", "1,2\n",
    ] {
      #expect(throws: Refusal.self, "\(text.debugDescription)") { try Spot(text, seenAt: nil) }
    }
  }

  @Test func `lies in a cell of a fifth of a degree, whose centre is the same for all in it`()
    throws
  {
    func cell(_ text: String) throws -> String { try Spot(text, seenAt: Sample.noon).cell.text }
    #expect(try cell("12.9716,77.5946") == "12.900000,77.500000")
    #expect(try cell("12.8,77.4") == "12.900000,77.500000")
    #expect(try cell("12.999999,77.599999") == "12.900000,77.500000")
    #expect(try cell("13,77.6") == "13.100000,77.700000")
    #expect(try cell("-0.000001,0") == "-0.100000,0.100000")
    #expect(try cell("90,180") == "89.900000,179.900000")
    #expect(try cell("-90,-180") == "-89.900000,-179.900000")
    var seed: UInt64 = 7
    for _ in 0..<10_000 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let latitude = Int(seed >> 33) % 180_000_001 - 90_000_000
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let longitude = Int(seed >> 33) % 360_000_001 - 180_000_000
      let written = SpotSheet.degrees(latitude) + "," + SpotSheet.degrees(longitude)
      let spot = try Spot(written, seenAt: nil)
      let cell = spot.cell
      #expect(abs(cell.latitudeMicrodegrees - latitude) <= 100_000)
      #expect(abs(cell.longitudeMicrodegrees - longitude) <= 100_000)
      #expect(cell.cell == cell && cell.seenAt == nil)
    }
  }
}
