import HTTPTypes
import Hummingbird
import Witan

extension Pages {
  /// The pages and what their forms do.
  var routes: [Route] {
    [
      Route(.get, "/style.css") { _ in Self.asset("text/css", PackageResources.style_css) },
      Route(.get, "/answer.js") { _ in
        Self.asset("text/javascript", PackageResources.answer_js)
      },
      Route(.get, "/icon.svg") { _ in Self.asset("image/svg+xml", PackageResources.icon_svg) },
      page(.get, "/", home),
      page(.get, "/q/{id}", question),
      page(.get, "/q/{id}/history", history),
      page(.get, "/q/{id}/photo", photo),
      page(.get, "/q/{id}/erase", eraseForm),
      page(.get, "/ledger", ledger),
      page(.get, "/ledger/{index}", ledgerEntry),
      page(.get, "/coverage", coverage),
      page(.get, "/coverage.svg", coveragePicture),
      form("/sign-in", signIn),
      form("/sign-out", signOut),
      form("/ask", ask),
      form("/ask/who", whoIsThere),
      form("/queue/take", takeNext),
      form("/q/{id}/take", take),
      form("/q/{id}/answer", answer),
      form("/q/{id}/pass", pass),
      form("/q/{id}/extend", extend),
      form("/q/{id}/hand-over", handOver),
      form("/q/{id}/photos", addPhotos),
      form("/q/{id}/acknowledge", acknowledge),
      form("/q/{id}/erase", erase),
    ]
  }

  private func page(
    _ method: Call.Method, _ path: String,
    _ handler: @escaping @Sendable (Visit) async throws -> Reply
  ) -> Route {
    Route(method, path, isPage: true) { Response(try await handler($0)) }
  }

  /// A form's route; forms of other sites are refused before anything is read.
  private func form(
    _ path: String, _ handler: @escaping @Sendable (Visit) async throws -> Reply
  ) -> Route {
    page(.post, path) { visit in
      guard visit.request.isFromOwnPage else { throw Problem.crossSite }
      return try await handler(visit)
    }
  }

  private static func asset(_ type: String, _ bytes: [UInt8]) -> Response {
    Response(
      Reply(
        mediaType: "\(type); charset=utf-8", body: bytes,
        header: ["Cache-Control": "public, max-age=300"]))
  }

  // MARK: Reading

  private func home(_ visit: Visit) async throws -> Reply {
    guard Credential(visit.request).isThere else { return signIn(next: "/") }
    let caller = try await visit.caller()
    let view = try await HomeView(caller, desk: visit.desk)
    return page("home", view, title: "Witan", who: caller.member)
  }

  private func question(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    let sheet = try await visit.desk.show(caller, ID(visit.name("id")))
    let view = QuestionView(sheet, for: caller.member)
    return page(
      "question", view, title: view.title, who: caller.member, refresh: view.refreshSeconds,
      hasScript: view.form != nil)
  }

  private func photo(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    let sheet = try await visit.desk.show(caller, ID(visit.name("id")))
    return page(
      "photo", PhotoView(sheet, for: caller.member), title: "Add a photo", who: caller.member)
  }

  private func history(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    let id = visit.name("id")
    let lines = try await visit.desk.history(caller, ID(id))
    return page(
      "history", HistoryView(id: id, lines), title: "History of \(id)", who: caller.member)
  }

  // MARK: Signing in and out

  private func signIn(_ visit: Visit) async throws -> Reply {
    let fields = try await Self.fields(["token", "next"], visit)
    let token = (fields["token"] ?? "").trimmedBlanks
    let next = Self.ownPath(fields["next"])
    guard (try? await visit.desk.caller(token: token)) != nil else {
      return signIn(
        next: next, message: "That token is not known here, or has ended.", status: 401)
    }
    return Self.redirect(next, cookie: Self.cookie(token, visit.request))
  }

  private func signOut(_ visit: Visit) async throws -> Reply {
    Self.redirect("/", cookie: Self.cookie(nil, visit.request))
  }

  // MARK: What forms do

  private func ask(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    let body = try await Intake.form(.questionPage).read(visit.request)
    let new = try AskBody(form: body.fields)
    let photos = body.files.map(\.bytes)
    let sheet = try await visit.desk.ask(caller, new.question, photos: photos)
    return Self.redirect("/q/\(sheet.id)")
  }

  private func takeNext(_ visit: Visit) async throws -> Reply {
    let sheet = try await visit.desk.take(try await visit.caller())
    return Self.redirect("/q/\(sheet.id)")
  }

  private func take(_ visit: Visit) async throws -> Reply {
    let sheet = try await visit.desk.take(try await visit.caller(), ID(visit.name("id")))
    return Self.redirect("/q/\(sheet.id)")
  }

  private func answer(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    let fields = try await Self.fields(
      ["taxon", "confidence", "note", "late", "cannotTell"], visit)
    let answer = try NewAnswer(form: fields)
    let sheet = try await visit.desk.answer(caller, ID(visit.name("id")), answer)
    return Self.redirect("/q/\(sheet.id)")
  }
}
