import Testing

@testable import Witan

@Suite struct `Holes` {
  private func hours(_ wanted: (Int) -> Bool) -> WeekHours {
    var hours = WeekHours()
    for hour in 0..<WeekHours.count where wanted(hour) { hours[hour] = true }
    return hours
  }

  private func phrases(_ hours: WeekHours) -> [String] {
    Coverage.Hole.pieces(of: hours).map { piece in
      Coverage.Hole.when(
        piece.starts.map { Weekday(hour: $0) }, startHour: piece.starts[0] % 24,
        hours: piece.length)
    }
  }

  @Test func `are said as people would`() {
    #expect(phrases(WeekHours()) == [])
    #expect(phrases(hours { _ in true }) == ["at any hour"])
    #expect(phrases(hours { (1..<5).contains($0 % 24) }) == ["between 01 and 05 UTC, every day"])
    #expect(phrases(hours { $0 % 24 >= 22 || $0 % 24 < 6 }) == ["between 22 and 06 UTC, every day"])
    #expect(phrases(hours { $0 == 167 || $0 == 0 }) == ["between 23 and 01 UTC, Sun"])
    #expect(
      phrases(hours { $0 / 24 < 5 && $0 % 24 == 3 }) == ["between 03 and 04 UTC, Mon to Fri"])
    #expect(
      phrases(hours { [0, 2, 6].contains($0 / 24) && (8..<10).contains($0 % 24) })
        == ["between 08 and 10 UTC, Mon, Wed and Sun"])
    #expect(
      phrases(hours { $0 / 24 > 4 || $0 / 24 < 1 ? $0 % 24 == 0 : false })
        == ["between 00 and 01 UTC, Sat to Mon"])
    #expect(phrases(hours { $0 >= 4 * 24 + 22 || $0 < 6 }) == ["from Fri 22 to Mon 06 UTC"])
    #expect(phrases(hours { $0 / 24 == 2 }) == ["on Wed (UTC)"])
    #expect(phrases(hours { $0 != 30 }) == ["from Tue 07 to Tue 06 UTC"])
    // Saturday and Sunday from 22 to 06: the second goes round the end of the week.
    let nights = hours {
      (142..<150).contains($0) || $0 >= 166 || $0 < 6
    }
    #expect(phrases(nights) == ["between 22 and 06 UTC, Sat and Sun"])
  }

  @Test func `cover the hours they are made of, however they lie`() {
    let seed: UInt64 = 17
    var chance = Chance(seed: seed)
    for round in 0..<300 {
      let share = 1 + chance.below(9)
      var wanted = WeekHours()
      for hour in 0..<WeekHours.count where chance.below(10) < share { wanted[hour] = true }
      var covered = WeekHours()
      var sum = 0
      for piece in Coverage.Hole.pieces(of: wanted) {
        for start in piece.starts {
          for hour in start..<start + piece.length { covered[hour % WeekHours.count] = true }
          sum += piece.length
        }
      }
      #expect(covered == wanted && sum == wanted.total, "seed \(seed), round \(round)")
      let first = chance.below(WeekHours.count)
      let runs = wanted.runs(from: first)
      #expect(runs.reduce(0) { $0 + $1.count } == wanted.total)
      for step in 0..<WeekHours.count {
        let isIn = runs.contains { $0.contains(step) }
        #expect(isIn == wanted[(first + step) % WeekHours.count])
      }
    }
  }

  @Test func `a day's strips are as many as its days differ`() {
    var proved = [Int](repeating: 2, count: 168)
    proved[3] = 0
    var able = [Int](repeating: 0, count: 168)
    able[3] = 1
    proved[30] = 40
    let strips = Coverage.strips(proved: proved, able: able)
    #expect(strips.map(\.days.phrase) == ["Mon", "Tue", "Wed to Sun"])
    #expect(strips[0].cells[3] == Coverage.Cell(proved: 0, isAble: true))
    #expect(strips[1].cells[6].proved == Coverage.Cell.mostShown)
  }
}
