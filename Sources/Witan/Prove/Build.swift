/// The program as the record names it: the agent of everything that no member did.
public enum Build {
  /// The version of the program (semver.org).
  public static let version = "0.1.0"
  /// Its name with the version.
  public static let name = "witan \(version)"
}
