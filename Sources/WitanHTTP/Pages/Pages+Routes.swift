import HTTPTypes
import Hummingbird
import Witan

extension Pages {
  /// The pages and what their forms do.
  var routes: [Route] {
    [
      asset("/style.css", "text/css", PackageResources.style_css),
      asset("/answer.js", "text/javascript", PackageResources.answer_js),
      asset("/icon.svg", "image/svg+xml", PackageResources.icon_svg),
      page(.get, "/", .anybody, home),
      page(.get, "/q/{id}", .member, question),
      page(.get, "/q/{id}/history", .roles([.auditor, .steward]), history),
      page(.get, "/q/{id}/photo", .member, photo),
      page(.get, "/q/{id}/erase", .member, eraseForm),
      page(.get, "/ledger", .roles([.auditor, .steward]), ledger),
      page(.get, "/ledger/{index}", .roles([.auditor, .steward]), ledgerEntry),
      page(.get, "/coverage", .roles([.auditor, .steward]), coverage),
      page(.get, "/coverage.svg", .roles([.auditor, .steward]), coveragePicture),
      page(.get, "/account", .member, account),
      page(.get, "/invitations", .roles([.steward]), invitations),
      page(.get, "/sign-in/{code}", .anybody, link),
      page(.get, "/join/{code}", .anybody, invitation),
      form("/sign-in", .anybody, signIn),
      page(.get, "/oidc", .anybody, beginOpenID),
      page(.get, "/oidc/bind", .member, beginBinding),
      page(.get, "/oidc/callback", .anybody, endOpenID),
      form("/account/mail", .member, setMail),
      form("/account/identities/remove", .member, removeIdentities),
      form("/send-link", .anybody, sendLink),
      form("/sign-in/{code}", .anybody, signInByLink),
      form("/join/{code}", .anybody, join),
      form("/sign-out", .anybody, signOut),
      form("/account/sessions/end", .member, endSession),
      form("/account/availability", .roles([.expert]), setAvailability),
      form("/account/tokens", .member, makeToken),
      form("/account/tokens/{id}/revoke", .member, revokeToken),
      form("/invitations", .roles([.steward]), invite),
      form("/invitations/{id}/withdraw", .roles([.steward]), withdraw),
      form("/ask", .roles([.asker, .steward]), ask),
      form("/ask/who", .roles([.asker, .steward]), whoIsThere),
      form("/queue/take", .roles([.expert]), takeNext),
      form("/q/{id}/take", .roles([.expert]), take),
      form("/q/{id}/answer", .roles([.expert]), answer),
      form("/q/{id}/pass", .roles([.expert]), pass),
      form("/q/{id}/extend", .roles([.expert]), extend),
      form("/q/{id}/hand-over", .roles([.expert]), handOver),
      form("/q/{id}/photos", .roles([.asker, .steward]), addPhotos),
      form("/q/{id}/original", .roles([.asker, .auditor, .steward]), original),
      form("/q/{id}/acknowledge", .member, acknowledge),
      form("/q/{id}/erase", .member, erase),
    ]
  }

  private func page(
    _ method: Call.Method, _ path: String, _ door: Endpoint.Door,
    _ handler: @escaping @Sendable (Visit) async throws -> Reply
  ) -> Route {
    Route(method, path, door, isPage: true) { .reply(try await handler($0)) }
  }

  /// A form's route; forms of other sites are refused before anything is read.
  private func form(
    _ path: String, _ door: Endpoint.Door,
    _ handler: @escaping @Sendable (Visit) async throws -> Reply
  ) -> Route {
    page(.post, path, door) { visit in
      guard visit.isFromOwnPage else { throw Problem.crossSite }
      return try await handler(visit)
    }
  }

  private func asset(_ path: String, _ type: String, _ bytes: [UInt8]) -> Route {
    Route(.get, path, .anybody) { _ in
      .reply(
        Reply(
          mediaType: "\(type); charset=utf-8", body: bytes,
          header: ["Cache-Control": "max-age=300"]))
    }
  }

  // MARK: Reading

  private func home(_ visit: Visit) async throws -> Reply {
    guard visit.credential.secret != nil else { return signIn(next: "/") }
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
    let view = PhotoView(sheet, for: caller.member, once: visit.desk.secret("wf"))
    return page("photo", view, title: "Add a photo", who: caller.member)
  }

  private func history(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    let id = visit.name("id")
    let lines = try await visit.desk.history(caller, ID(id))
    return page(
      "history", HistoryView(id: id, lines), title: "History of \(id)", who: caller.member)
  }

  // MARK: What forms do

  private func ask(_ visit: Visit) async throws -> Reply {
    let caller = try await visit.caller()
    let body = try await Intake.form(.questionPage).read(visit.request)
    let new = try AskBody(form: body.fields)
    let photos = body.files.map(\.content)
    return try await Self.once(visit, body) {
      try await visit.counting {
        let sheet = try await visit.desk.ask(
          caller, new.question, photos: photos, keepsOriginals: new.keepOriginal ?? false)
        return Self.redirect("/q/\(sheet.id)")
      }
    }
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
