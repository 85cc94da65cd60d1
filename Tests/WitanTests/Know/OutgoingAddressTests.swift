import Testing
import Witan

@Suite struct `Addresses of requests on a member's word` {
  /// What a server must not be made to ask: itself, its network, its cloud, in every spelling.
  static let inside = [
    // This machine, and its network.
    "https://127.0.0.1/", "https://127.8.8.8/", "https://10.0.0.1/", "https://172.16.0.1/",
    "https://172.31.255.255/", "https://192.168.1.1/", "https://0.0.0.0/", "https://0.1.2.3/",
    "https://[::1]/", "https://[::]/", "https://[fd00::1]/", "https://[fc00::1]/",
    "https://localhost/", "https://a.localhost/", "https://printer.local/", "https://intranet/",
    "https://metadata.google.internal/", "https://router.home.arpa/",
    // Metadata of clouds, carriers, groups, what is reserved, what is for documentation.
    "https://169.254.169.254/latest/meta-data/", "https://[fd00:ec2::254]/", "https://[fe80::1]/",
    "https://100.64.0.1/", "https://100.127.255.255/", "https://192.0.0.8/", "https://192.0.2.1/",
    "https://198.51.100.1/", "https://203.0.113.1/", "https://198.18.0.1/", "https://224.0.0.1/",
    "https://240.0.0.1/", "https://255.255.255.255/", "https://192.88.99.1/",
    "https://[2001:db8::1]/", "https://[3fff::1]/", "https://[ff02::1]/", "https://[fec0::1]/",
    "https://[100::1]/", "https://[5f00::1]/",
    // IPv4 within IPv6: mapped, compatible, translated, 6to4, Teredo.
    "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[::ffff:8.8.8.8]/",
    "https://[::127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://[64:ff9b:1::a00:1]/",
    "https://[2002:7f00:1::]/", "https://[2001:0:7f00:1::]/", "https://[::ffff:0:7f00:1]/",
    // Other spellings of an address.
    "https://2130706433/", "https://0x7f000001/", "https://0x7f.1/", "https://017700000001/",
    "https://127.1/", "https://127.0.1/", "https://0177.0.0.1/", "https://127.0.0.01/",
    "https://0x7f.0.0.1/", "https://127.0.0.1./", "https://1.2.3/", "https://256.1.1.1/",
    "https://１２７.0.0.1/", "https://127。0。0。1/", "https://ⓛocalhost/", "https://[::1%25lo]/",
    "https://[fe80::1%lo]/", "https://127%2e0%2e0%2e1/",
    // What hides who is asked, or how.
    "https://good.example@127.0.0.1/", "https://user:word@good.example/",
    "https://good.example:22/",
    "https://good.example:0/", "https://good.example:65536/", "https://good.example:0443/",
    "https://good.example:/", "https://good.example:443:80/", "https://good.example\\@127.0.0.1/",
    "https://good.example#@127.0.0.1/", "https://good.example /", "https://good.example/\r\nA: b",
    "https:///path", "https://", "https:good.example", "//good.example/", "good.example",
    "http://good.example/", "ftp://good.example/", "file:///etc/passwd", "gopher://good.example/",
    "https://-good.example/", "https://good..example/", "https://good.example./",
    "https://.example/",
    "https://[::1", "https://[]/", "https://[::1]x/", "https://\u{0}/", "",
  ]

  @Test(arguments: inside) func `that lead inside, or hide where they lead, are refused`(
    text: String
  ) {
    #expect(throws: Refusal.self) { try OutgoingAddress(text, .publicOnly) }
  }

  @Test(arguments: [
    ("https://bot.example/witan?key=1", "https://bot.example/witan?key=1"),
    ("HTTPS://Bot.Example", "https://bot.example/"),
    ("https://bot.example:443/a", "https://bot.example/a"),
    ("https://bot.example:8443/a%20b", "https://bot.example:8443/a%20b"),
    ("https://bot.example?x", "https://bot.example/?x"),
    ("https://93.184.216.34/", "https://93.184.216.34/"),
    (
      "https://[2606:2800:220:1:248:1893:25c8:1946]/a",
      "https://[2606:2800:220:1:248:1893:25c8:1946]/a"
    ),
    ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
  ])
  func `of the internet are taken, and written anew`(text: String, written: String) throws {
    #expect(try OutgoingAddress(text, .publicOnly).text == written)
  }

  @Test func `of one's own network are taken only where an operator says so, metadata never`()
    throws
  {
    for text in [
      "http://127.0.0.1:8080/", "http://localhost/", "https://10.1.2.3:99/", "http://[::1]/",
    ] {
      #expect(try OutgoingAddress(text, .privateToo).text == text)
    }
    for text in [
      "http://169.254.169.254/", "http://[fd00:ec2::254]/", "http://0.0.0.0/", "http://[fe80::1]/",
      "http://[::ffff:127.0.0.1]/", "http://2130706433/", "http://224.0.0.1/",
      "http://[64:ff9b::1]/",
    ] {
      #expect(throws: Refusal.self) { try OutgoingAddress(text, .privateToo) }
    }
  }

  @Test func `every network's first and last address has its reach, and its neighbours another`()
    throws
  {
    let networks: [(String, String, NetworkAddress.Reach, String?, String?)] = [
      ("10.0.0.0", "10.255.255.255", .local, "9.255.255.255", "11.0.0.0"),
      ("127.0.0.0", "127.255.255.255", .local, "126.255.255.255", "128.0.0.0"),
      ("172.16.0.0", "172.31.255.255", .local, "172.15.255.255", "172.32.0.0"),
      ("192.168.0.0", "192.168.255.255", .local, "192.167.255.255", "192.169.0.0"),
      ("100.64.0.0", "100.127.255.255", .nobody, "100.63.255.255", "100.128.0.0"),
      ("169.254.0.0", "169.254.255.255", .nobody, "169.253.255.255", "169.255.0.0"),
      ("0.0.0.0", "0.255.255.255", .nobody, nil, "1.0.0.0"),
      ("224.0.0.0", "255.255.255.255", .nobody, "223.255.255.255", nil),
      ("198.18.0.0", "198.19.255.255", .nobody, "198.17.255.255", "198.20.0.0"),
      ("2001:200::", "2001:db7:ffff::", .everywhere, nil, nil),
      ("2001::", "2001:1ff:ffff::", .nobody, nil, "2001:200::"),
      ("2002::", "2002:ffff::", .nobody, nil, "2003::"),
      ("3fff::", "3fff:fff::", .nobody, "3ffe::", "3fff:1000::"),
      ("fc00::", "fdff::", .local, nil, nil), ("fe00::", "ffff::", .nobody, nil, nil),
      ("2400::", "2aff::", .everywhere, nil, nil),
    ]
    for (first, last, reach, before, after) in networks {
      for text in [first, last] {
        #expect(try #require(NetworkAddress(text)).reach == reach, "\(text)")
      }
      for text in [before, after].compactMap({ $0 }) {
        #expect(try #require(NetworkAddress(text)).reach == .everywhere, "\(text)")
      }
    }
  }
}
