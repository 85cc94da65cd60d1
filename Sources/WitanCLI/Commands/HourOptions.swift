import ArgumentParser

/// When and how often a member may be asked: the options of commands that set it.
struct HourOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Their time zone (IANA); a new member's is UTC.", valueName: "zone"))
  var zone: String?
  @Option(help: ArgumentHelp("Hours of their day not to be asked in.", valueName: "22:00-06:00"))
  var quiet: String?
  @Option(help: ArgumentHelp("Questions a day; a new member's are 40.", valueName: "number"))
  var budget: Int?
}
