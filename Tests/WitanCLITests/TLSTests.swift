import Foundation
import Testing

@Suite struct `TLS by the server itself` {
  /// A certificate for localhost, made here, and its key.
  private func certificate(in sandbox: Sandbox, _ name: String = "a") async throws -> [String] {
    let paths = ["certificate", "key"].map { sandbox.folder.appending(path: "\(name).\($0)").path }
    let status = try await Child.run(
      "openssl",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
        "-keyout", paths[1], "-out", paths[0], "-days", "2", "-subj", "/CN=localhost", "-addext",
        "subjectAltName=DNS:localhost,IP:127.0.0.1",
      ], environment: ["PATH": "/usr/bin:/bin"], in: sandbox.folder.path, output: "/dev/null",
      errors: "/dev/null")
    try #require(status == 0)
    return paths
  }

  private func options(_ paths: [String]) -> [String] {
    ["--tls-certificate", paths[0], "--tls-key", paths[1]]
  }

  @Test func `speaks HTTP/2 and HTTP/1.1 under its certificate`() async throws {
    let sandbox = try await Sandbox.founded()
    let paths = try await certificate(in: sandbox)
    let token = try #require(try await sandbox.tokens(["mehta"])["mehta"])
    try await sandbox.serving(options(paths)) { url in
      #expect(url.hasPrefix("https://"))
      let known = ["--cacert", paths[0], "-w", "\n%{http_version} %{http_code}"]
      for (option, version) in [("--http2", "2"), ("--http1.1", "1.1")] {
        let answer = try await sandbox.curl(known + [option, "-i", "\(url)/healthz"])
        #expect(answer.output.hasSuffix("\n\(version) 200"), "\(answer)")
        #expect(
          answer.output.lowercased().contains("strict-transport-security: max-age=31536000"))
      }
      let photo = Sandbox.root.appending(path: "fixtures/demo/photo.jpg").path
      let asked = try await sandbox.curl(
        known + [
          "--http2", "-H", "Authorization: Bearer \(token)", "-F", "subject=snakes", "-F",
          "text=?", "-F", "photo=@\(photo)", "\(url)/v1/questions",
        ])
      #expect(asked.output.hasSuffix("\n2 201"), "\(asked)")
      let id = try #require(asked.output.firstMatch(of: /"id":"(q-[0-9a-z]+)"/)).output.1
      // Events stream over HTTP/2 too; curl leaves after a while.
      let told = try await sandbox.curl(
        known + [
          "--http2", "--max-time", "3", "-H", "Authorization: Bearer \(token)",
          "\(url)/v1/questions/\(id)/events",
        ])
      #expect(told.output.contains("event: question\n"), "\(told)")
      // A cookie that is set here never goes over the wire in the clear.
      let signed = try await sandbox.curl(
        known + [
          "-i", "-H", "Sec-Fetch-Site: same-origin", "-F", "token=\(token)", "\(url)/sign-in",
        ])
      #expect(signed.output.contains("; Secure"), "\(signed)")
    }
  }

  @Test func `refuses what is no TLS, old TLS, and headers without end`() async throws {
    let sandbox = try await Sandbox.founded()
    let paths = try await certificate(in: sandbox)
    try await sandbox.serving(options(paths)) { url in
      let clear = url.replacing("https:", with: "http:")
      #expect(try await sandbox.curl(["\(clear)/healthz"]).status != 0)
      #expect(try await sandbox.curl(["\(url)/healthz"]).status == 60, "an unknown authority")
      let old = ["--cacert", paths[0], "--tls-max", "1.1", "--ciphers", "DEFAULT@SECLEVEL=0"]
      #expect(try await sandbox.curl(old + ["\(url)/healthz"]).status == 35)
      for option in ["--http2", "--http1.1"] {
        let long = try await sandbox.curl(
          [
            "--cacert", paths[0], option, "-H", "X: \(String(repeating: "a", count: 60_000))", "-o",
            "/dev/null", "-w", "%{http_code}", "\(url)/healthz",
          ])
        #expect(long.status != 0 || long.output.hasPrefix("4"), "\(option): \(long)")
      }
      let plain = ["--cacert", paths[0], "-w", "%{http_code}"]
      #expect(try await sandbox.curl(plain + ["\(url)/healthz"]).output == "ok\n200")
    }
  }

  @Test func `shakes hands as OpenSSL wants it`() async throws {
    let sandbox = try await Sandbox.founded()
    let paths = try await certificate(in: sandbox)
    try await sandbox.serving(options(paths)) { url in
      let place = url.replacing("https://", with: "")
      let file = sandbox.folder.appending(path: "client.txt").path
      let status = try await Child.run(
        "openssl",
        [
          "s_client", "-connect", place, "-CAfile", paths[0], "-alpn", "h2,http/1.1",
          "-verify_return_error",
        ], environment: ["PATH": "/usr/bin:/bin"], in: sandbox.folder.path, output: file,
        errors: "/dev/null")
      let text = try String(contentsOfFile: file, encoding: .utf8)
      #expect(status == 0, "\(text)")
      for word in ["ALPN protocol: h2", "TLSv1.3", "Verify return code: 0 (ok)"] {
        #expect(text.contains(word), "\(word)")
      }
    }
  }

  @Test func `says what is wrong with a certificate before it serves`() async throws {
    let sandbox = try await Sandbox.founded()
    let (one, other) = (try await certificate(in: sandbox), try await certificate(in: sandbox, "b"))
    let text = sandbox.folder.appending(path: "text.pem").path
    try "nothing".write(toFile: text, atomically: true, encoding: .utf8)
    for paths in [[one[0], other[1]], [text, one[1]], [one[0], text], ["/nowhere", one[1]]] {
      let run = try await sandbox.run(["serve", "--port", "0"] + options(paths))
      #expect(run.status == 65 && run.errors.hasSuffix("[invalid]\n"), "\(paths): \(run.errors)")
      #expect(run.errors.split(separator: "\n").count == 1)
    }
    #expect(try await sandbox.run(["serve", "--tls-key", one[1]]).status == 64)
  }
}
