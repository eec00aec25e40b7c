import CoreModel
import Reachability
import Support
import Testing

@testable import Trial

/// Few edits that make all questions of a set as they are meant.
@Suite("Fixes of sets of questions")
struct FixSetTests {
    private static func meant(_ analyzer: Analyzer, _ texts: [String]) throws -> [MeantQuestion] {
        try texts.map { text in
            let parts = text.split(separator: "=").map { $0.trimmingCharacters }
            let question = try QuestionText(parsing: parts[0])
            return MeantQuestion(
                try analyzer.question(from: question.source, to: question.destination, port: question.port),
                meant: parts[1] == "allowed" ? .allowed : .blocked)
        }
    }

    private static let world = """
        vpc v 10.0.0.0/16
        subnet s v 10.0.0.0/24
        group a v
          out all - 0.0.0.0/0
        group b v
          out all - 0.0.0.0/0
        group c v
          in tcp 80 10.0.0.0/8
        interface eni-a v a 10.0.0.10 subnet=s
        interface eni-b v b 10.0.0.11 subnet=s
        interface eni-c v c 10.0.0.12 subnet=s
        complete
        """

    @Test(
        "As few changes as it takes",
        arguments: [
            (["a -> c:80 = allowed"], 0), (["a -> c:443 = allowed"], 1), (["a -> c:443 = allowed", "b -> c:443 = allowed"], 2),
            (["a -> c:80 = blocked"], 1), (["a -> c:80 = blocked", "b -> c:80 = allowed"], 1),
            (["a -> c:80 = allowed", "b -> c:80 = blocked", "a -> b:22 = blocked"], 1),
        ])
    func counts(texts: [String], count: Int) throws {
        let analyzer = Analyzer(try World.inventory(Self.world))
        let wanted = try Self.meant(analyzer, texts)
        let found = try analyzer.fixes(wanted)
        #expect(found.isSmallest)
        let tried = analyzer.applying(found.edits)
        for one in wanted {
            let question = try #require(analyzer.question(one.question, after: tried.inventory))
            #expect(tried.wholeVerdict(question) == one.meant, "\(one.question.source.asked) \(found.edits)")
        }
        #expect(found.edits.count == count, "\(found.edits)")
    }

    @Test("What cannot be is said: a question against another one, and one that nothing closes")
    func none() throws {
        let analyzer = Analyzer(try World.inventory(Self.world))
        let wanted = try Self.meant(analyzer, ["10.0.0.10 -> c:443 = allowed", "a -> c:443 = blocked"])
        do throws(NoFixSet) {
            let found = try analyzer.fixes(wanted)
            Issue.record("\(found.edits)")
        } catch {
            #expect(error.reasons.map(\.place) == [0])
            #expect(error.reasons.first?.reason == .against(1))
        }
    }

    @Test("Where no rule tells two interfaces apart, a group is taken off the interface that is asked about")
    func detaching() throws {
        let world = """
            vpc v 10.0.0.0/16
            subnet s v 10.0.0.0/24
            group base v
              out all - 0.0.0.0/0
            group a v
            group c v
              in tcp 80 10.0.0.0/8
            interface eni-a v a,base 10.0.0.10 subnet=s
            interface eni-b v a,base 10.0.0.11 subnet=s
            interface eni-c v c 10.0.0.12 subnet=s
            complete
            """
        let analyzer = Analyzer(try World.inventory(world))
        let wanted = try Self.meant(analyzer, ["10.0.0.10 -> c:80 = blocked", "10.0.0.11 -> c:80 = allowed"])
        let found = try analyzer.fixes(wanted)
        #expect(found.edits == [.detach(group: "base", interface: "eni-a")])
    }

    /// Every set of edits of one size out of a list.
    private static func subsets(_ edits: [Edit], _ size: Int) -> [[Edit]] {
        if size == 0 { return [[]] }
        return edits.indices.flatMap { place in subsets(Array(edits[(place + 1)...]), size - 1).map { [edits[place]] + $0 } }
    }

    @Test("On inventories of at most six groups no smaller set does it: every smaller one was tried", arguments: 0..<40)
    func exhaustion(seed: UInt64) throws {
        var random = SeededRandom(seed: seed &+ 70_000)
        func pick<Item>(_ items: [Item]) -> Item { items[Int.random(in: items.indices, using: &random)] }
        let groups = Array(["a", "b", "c", "d", "e", "f"].prefix(Int.random(in: 3...6, using: &random)))
        var text = "vpc v 10.0.0.0/16\nsubnet s v 10.0.0.0/24\n"
        for group in groups {
            text += "group sg-\(group)=\(group) v\n"
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                text += "  in tcp \(pick(["80", "443", "80-443"])) \(pick(groups + ["10.0.0.0/24"]))\n"
            }
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                text += "  out \(pick(["tcp 80", "all -"])) \(pick(groups + ["10.0.0.0/24"]))\n"
            }
        }
        for (place, group) in groups.enumerated() { text += "interface eni-\(place) v \(group) 10.0.0.\(10 + place) subnet=s\n" }
        let analyzer = Analyzer(try World.inventory(text + "complete\n"))
        let wanted = try Self.meant(
            analyzer,
            (0..<3).map { _ in
                let source = pick(groups)
                return
                    "\(source) -> \(pick(groups.filter { $0 != source })):\(pick(["80", "443"])) = \(pick(["allowed", "allowed", "blocked"]))"
            }.distinct())
        guard Set(wanted.map(\.question)).count == wanted.count, let found = try? analyzer.fixes(wanted) else { return }
        func isSolved(_ edits: [Edit]) -> Bool {
            let tried = analyzer.applying(edits)
            return wanted.allSatisfy { one in
                analyzer.question(one.question, after: tried.inventory).map { tried.wholeVerdict($0) == one.meant } ?? false
            }
        }
        #expect(isSolved(found.edits))
        guard found.edits.count <= 3, !found.edits.isEmpty else { return }
        // Rules of the questions' ends and ports may come, and every rule that there is may go.
        let inventory = analyzer.inventory
        var universe: [Edit] = wanted.flatMap { one -> [Edit] in
            guard let source = one.question.source.kind.group, let destination = one.question.destination.kind.group else {
                return []
            }
            let (from, to) = (inventory[inventory[source].id], inventory[inventory[destination].id])
            return one.question.port.traffic.flatMap { traffic -> [Edit] in
                [
                    .add(EditedRule(group: from, RuleIdentity(.egress, traffic, .group(to)))),
                    .add(EditedRule(group: to, RuleIdentity(.ingress, traffic, .group(from)))),
                ]
            }
        }
        universe += inventory.loadedGroups.flatMap { group in
            Direction.allCases.flatMap { inventory.rules(of: group, $0) }.map { place in
                .remove(
                    inventory.edited(
                        inventory[place], of: inventory[inventory[group].id], as: inventory.identity(of: inventory[place])))
            }
        }
        universe = universe.distinct()
        for size in 0..<found.edits.count {
            for smaller in Self.subsets(universe, size) where isSolved(smaller) {
                Issue.record("\(smaller) does what \(found.edits) does\n\(text)")
                return
            }
        }
    }
}

extension Substring {
    fileprivate var trimmingCharacters: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
