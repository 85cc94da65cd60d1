import Inference
import Testing

@Suite struct TreeLessonTests {
  /// Family 1 with genera 2 (species 4, 5) and 3 (species 6); family 7.
  let tree: BeliefTree

  init() throws { tree = try BeliefTree(parents: [-1, 0, 1, 1, 2, 2, 3, 0]) }

  @Test func `the truth teaches each step up to the first wrong one`() {
    func lesson(_ said: Int32, _ truth: Int32) -> TreeLesson {
      TreeLesson(path: tree.path(to: said), truth: truth, in: tree)
    }
    #expect(lesson(4, 4).right == [1, 1, 1])
    #expect(lesson(4, 4).wrong == [0, 0, 0])
    #expect(lesson(4, 5).right == [1, 1, 0])
    #expect(lesson(4, 5).wrong == [0, 0, 1])
    #expect(lesson(4, 6).right == [1, 0])
    #expect(lesson(4, 6).wrong == [0, 1])
    #expect(lesson(4, 7).wrong == [1])
    #expect(lesson(1, 4).right == [1])
    #expect(lesson(0, 4).right.isEmpty)
  }

  @Test func `a coarse truth leaves the finer steps wrong`() {
    let lesson = TreeLesson(path: tree.path(to: 4), truth: 2, in: tree)
    #expect(lesson.right == [1, 1, 0])
    #expect(lesson.wrong == [0, 0, 1])
  }

  @Test func `a belief teaches in parts, and each step sums to the belief in the one before`() {
    let beliefs: [Int32: Double] = [1: 0.9, 2: 0.6, 4: 0.15]
    let lesson = TreeLesson(path: [1, 2, 4]) { beliefs[$0] ?? 0 }
    for (found, wanted) in zip(lesson.right, [0.9, 0.6, 0.15]) { #expect(agree(found, wanted)) }
    for (found, wanted) in zip(lesson.wrong, [0.1, 0.3, 0.45]) { #expect(agree(found, wanted)) }
  }

  @Test func `beliefs that rounding raised above their parent's are brought back`() {
    let beliefs: [Int32: Double] = [1: 0.5, 2: 0.5.nextUp, 4: -1e-18]
    let lesson = TreeLesson(path: [1, 2, 4]) { beliefs[$0] ?? 0 }
    #expect(lesson.right == [0.5, 0.5, 0])
    #expect(lesson.wrong == [0.5, 0, 0.5])
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func `what a belief teaches sums to the whole`(seed: UInt64) throws {
    let some = try RandomCase(seed: seed, nodes: 30, voters: 9)
    let posterior = try some.posterior()
    for vote in some.votes {
      let lesson = TreeLesson(path: vote.path) { posterior.probability(of: $0) }
      #expect(lesson.right.count == lesson.wrong.count)
      let last = lesson.right.last ?? 1
      #expect(agree(lesson.wrong.reduce(0, +) + last, 1), "\(some)")
      #expect(lesson.right.count <= vote.path.count)
    }
  }
}
