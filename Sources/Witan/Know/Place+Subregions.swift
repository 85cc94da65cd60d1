extension Place {
  /// The subregion of UN M49 (034 Southern Asia, 145 Western Asia) in which the country lies; the
  /// region where no country is told. Verdicts know regions alone: these are for reading.
  public var subregion: String {
    country.flatMap { Self.subregionsByCountry[$0] } ?? region
  }

  /// The region of skill to which a region or subregion belongs; nil for neither.
  static func region(of area: String) -> String? {
    subregions[area]?.region ?? (try? Place(area))?.region
  }

  /// The English name of a region or subregion; the code where it is neither.
  static func areaName(_ area: String) -> String {
    subregions[area]?.name ?? (try? Place(area))?.name ?? area
  }

  private static let subregionsByCountry: [String: String] = {
    var found: [String: String] = [:]
    for (code, subregion) in subregions {
      for country in subregion.countries.split(whereSeparator: \.isWhitespace) {
        found[String(country)] = code
      }
    }
    return found
  }()

  /// UN M49 (https://unstats.un.org/unsd/methodology/m49/); where it places a country in another
  /// region than skill is kept by (islands, Antarctica, Taiwan, Kosovo), the region's nearest.
  private static let subregions: [String: (name: String, region: String, countries: String)] = [
    "015": ("Northern Africa", "002", "DZ EG EH LY MA SD TN"),
    "014": (
      "Eastern Africa", "002",
      "BI DJ ER ET IO KE KM MG MU MW MZ RE RW SC SO SS TF TZ UG YT ZM ZW"
    ),
    "017": ("Middle Africa", "002", "AO CD CF CG CM GA GQ ST TD"),
    "018": ("Southern Africa", "002", "BW LS NA SZ ZA"),
    "011": (
      "Western Africa", "002", "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG"
    ),
    "021": ("Northern America", "003", "BM CA GL PM US"),
    "013": ("Central America", "003", "BZ CR GT HN MX NI PA SV"),
    "029": (
      "Caribbean", "003",
      "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC VG VI"
    ),
    "053": ("Australia and New Zealand", "009", "AQ AU CC CX HM NF NZ"),
    "054": ("Melanesia", "009", "FJ NC PG SB VU"),
    "057": ("Micronesia", "009", "FM GU KI MH MP NR PW UM"),
    "061": ("Polynesia", "009", "AS CK NU PF PN TK TO TV WF WS"),
    "143": ("Central Asia", "142", "KG KZ TJ TM UZ"),
    "030": ("Eastern Asia", "142", "CN HK JP KP KR MN MO TW"),
    "035": ("South-Eastern Asia", "142", "BN ID KH LA MM MY PH SG TH TL VN"),
    "034": ("Southern Asia", "142", "AF BD BT IN IR LK MV NP PK"),
    "145": (
      "Western Asia", "142", "AE AM AZ BH CY GE IL IQ JO KW LB OM PS QA SA SY TR YE"
    ),
    "151": ("Eastern Europe", "150", "BG BY CZ HU MD PL RO RU SK UA"),
    "154": (
      "Northern Europe", "150", "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ"
    ),
    "039": (
      "Southern Europe", "150", "AD AL BA ES GI GR HR IT ME MK MT PT RS SI SM VA XK"
    ),
    "155": ("Western Europe", "150", "AT BE CH DE FR LI LU MC NL"),
  ]
}
