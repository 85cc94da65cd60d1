import ArgumentParser
import Witan

/// To whom a server makes requests on a member's word.
struct OutgoingOptions: ParsableArguments {
  @Flag(help: "Let webhooks be http, and of this machine and its network.")
  var privateWebhooks = false

  /// The rule.
  var rule: OutgoingRule { privateWebhooks ? .privateToo : .publicOnly }
}
