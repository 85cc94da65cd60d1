extension Place {
  /// The region of skill of each country of ISO 3166-1 (2024), and of Kosovo by its usual code XK.
  ///
  /// A list of our own, as the system's grows with its updates and holds codes that have been
  /// retired for decades, while a verdict must follow from the record on any machine for ever.
  static let regionsByCountry: [String: String] = {
    var regions: [String: String] = [:]
    for (region, countries) in countriesByRegion {
      for country in countries.split(whereSeparator: \.isWhitespace) {
        regions[String(country)] = region
      }
    }
    return regions
  }()

  /// UN M49, with the Unicode CLDR's choices for islands and Antarctica.
  private static let countriesByRegion = [
    "002": """
    AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW IO KE KM LR LS LY MA MG
    ML MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA ZM ZW
    """,
    "003": """
    AG AI AW BB BL BM BQ BS BZ CA CR CU CW DM DO GD GL GP GT HN HT JM KN KY LC MF MQ MS MX NI PA
    PM PR SV SX TC TT US VC VG VI
    """,
    "005": """
    AR BO BR BV CL CO EC FK GF GS GY PE PY SR UY VE
    """,
    "009": """
    AQ AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF WS
    """,
    "142": """
    AE AF AM AZ BD BH BN BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN MO
    MV MY NP OM PH PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE
    """,
    "150": """
    AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU
    LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK
    """,
  ]
}
