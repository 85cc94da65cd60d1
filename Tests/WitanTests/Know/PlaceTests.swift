import Foundation
import Testing

@testable import Witan

@Suite struct PlaceTests {
  /// ISO 3166-1 alpha-2 as of 2024: 249 codes.
  static let countries = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS
    BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE
    EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM
    HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC
    LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
    NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
    SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO
    TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split { $0 == " " || $0 == "\n" }.map(String.init)

  @Test func `every ISO country is a place of one of six regions`() throws {
    #expect(Self.countries.count == 249)
    let regions: Set = ["002", "003", "005", "009", "142", "150"]
    for country in Self.countries {
      let place = try? Place(country)
      #expect(place?.country == country)
      #expect(regions.contains(place?.region ?? ""), "\(country) \(place?.region ?? "none")")
      #expect(place?.name.isEmpty == false)
    }
  }

  @Test(arguments: [
    ("IN", "142"), ("DE", "150"), ("ZA", "002"), ("AU", "009"), ("BR", "005"), ("US", "003"),
    ("MX", "003"), ("CR", "003"), ("CU", "003"), ("GL", "003"), ("CO", "005"), ("TR", "142"),
    ("EG", "002"), ("RU", "150"), ("ID", "142"), ("PG", "009"), ("IN-KA", "142"), ("GB-ENG", "150"),
    ("PT-11", "150"), ("TH-50", "142"), ("US-TX", "003"), ("XK", "150"),
  ])
  func `a place lies in its region`(code: String, region: String) throws {
    #expect(try Place(code).region == region)
  }

  @Test func `no two letters but a country's are a place`() {
    let letters = (UInt8(ascii: "A")...UInt8(ascii: "Z")).map { String(UnicodeScalar($0)) }
    let known = Set(Self.countries + ["XK"])
    for first in letters {
      for second in letters where !known.contains(first + second) {
        #expect(throws: Refusal.unknownPlace(first + second)) { try Place(first + second) }
      }
    }
  }

  @Test(arguments: [
    "", "-", "IN-", "-KA", "IN-KARN", "IN-K-A", "IN-K A", "INDIA", "IND", "I", "001", "019", "999",
    "142-KA", "QO", "ß", "ın", "ﬁ", "IN-ß", "IN KA", " IN", "IN\n", "I\u{301}N", "00", "12", "UK",
    "DD",
    "ZZ", "XX", "EU", "UN", "AP",
  ])
  func `what is no place is refused`(code: String) {
    #expect(throws: Refusal.unknownPlace(code)) { try Place(code) }
  }

  @Test func `small letters are read and written as capitals`() throws {
    let place = try Place("in-ka")
    #expect(place.code == "IN-KA")
    #expect(place.country == "IN")
    #expect(place.name == "India (IN-KA)")
    let read = try Canonical.value(Place.self, Canonical.bytes(place))
    #expect(read == place)
  }

  @Test(arguments: ["002", "003", "005", "009", "142", "150"])
  func `a world region is a place without a country`(code: String) throws {
    let place = try Place(code)
    #expect(place.country == nil)
    #expect(place.region == code)
    #expect(!place.name.isEmpty && place.name != code)
  }
}
