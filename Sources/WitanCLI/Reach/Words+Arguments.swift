public import ArgumentParser
public import Witan
public import WitanHTTP

// The trade's words as they are typed: `--role steward`, `--urgency today`, `--sure`.

extension Role: ExpressibleByArgument {}
extension NoticeKind: ExpressibleByArgument {}
extension Scope: ExpressibleByArgument {}
extension Urgency: ExpressibleByArgument {}
extension PassReason: ExpressibleByArgument {}
extension HandOverReason: ExpressibleByArgument {}
extension RouteWish: ExpressibleByArgument {}
extension ErasureBody.What: ExpressibleByArgument {}

extension Confidence: EnumerableFlag {
  /// What `--guess`, `--think` and `--sure` say.
  public static func help(for value: Confidence) -> ArgumentHelp? {
    switch value {
    case .guess: "You guess."
    case .think: "You think so."
    case .sure: "You are sure."
    }
  }
}
