import Testing
import WitanTesting

@testable import Witan

@Suite struct WorldTests {
  @Test func `names made in later seconds sort later`() {
    let told = ToldWorld(seed: 1)
    var last = told.world.name("q")
    for step in 1...3_000 {
      told.advance(seconds: step % 40 == 0 ? 86_400 * step : 1)
      let next = told.world.name("q")
      #expect(ID<Question>(last) < ID<Question>(next))
      last = next
    }
  }

  @Test func `a name is a letter, a hyphen and thirteen digits of base 32`() {
    let told = ToldWorld(seed: 2)
    for _ in 0..<200 {
      let name = told.world.name("m")
      #expect(name.utf8.count == 15)
      #expect(name.hasPrefix("m-"))
      #expect(name.dropFirst(2).allSatisfy { "0123456789abcdefghjkmnpqrstvwxyz".contains($0) })
    }
  }

  @Test func `known bytes give known names, tokens and seeds`() {
    let world = World(
      now: { Instant(milliseconds: 1_577_836_800_000 + 33_000) },
      secret: { (0..<$0).map { UInt8($0 + 1) } }, pause: { _ in })
    #expect(world.name("a") == "a-0000011" + "0g40r4")
    #expect(world.token() == "wt_" + "04106105" + "0r3gg28a" + "1c60t3gf" + "208h44rm")
    #expect(world.seed() == 0x0102_0304_0506_0708)
    #expect(World.real.secret(32).count == 32)
    #expect(World.real.token() != World.real.token())
  }
}
