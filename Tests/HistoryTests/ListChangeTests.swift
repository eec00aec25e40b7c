import CoreModel
import Events
import History
import Reachability
import Support
import Testing
import Words

/// Entries of prefix lists, which change every rule that names the list.
@Suite("Changes of prefix lists")
struct ListChangeTests {
    private static func world(_ entries: String = "203.0.113.0/24") throws -> Inventory {
        try World.inventory("group sg-1=ops v\n in tcp 22 pl-1\nlist pl-1 office \(entries)")
    }

    private static func trail(_ members: String, _ name: String = "ModifyManagedPrefixList") -> Trail {
        Trail().adding(name, "{\"\(name)Request\": {\"PrefixListId\": \"pl-1\", \(members)}}", at: 10)
    }

    private static func analyzer(_ timeLine: TimeLine, at second: Int) -> Analyzer {
        Analyzer(timeLine.past(at: Trail.time(second)).inventory)
    }

    @Test(
        "A list's entries are taken back, and what no record tells is open",
        arguments: [
            ("\"AddEntry\": {\"Cidr\": \"203.0.113.0/24\", \"tag\": 1}", "203.0.113.0/24", .blocked, .allowed),
            ("\"RemoveEntry\": [{\"Cidr\": \"203.0.113.0/24\"}]", "10.0.0.0/8", .allowed, .blocked),
            ("\"AddEntry\": {\"Description\": \"office\"}", "203.0.113.0/24", .depends, .allowed),
        ] as [(String, String, Verdict, Verdict)])
    func past(_ members: String, _ entries: String, _ before: Verdict, _ after: Verdict) throws {
        let timeLine = try Self.trail(members).timeLine(try Self.world(entries))
        let verdicts = try [9, 10].map { try Self.analyzer(timeLine, at: $0).answer("203.0.113.5 -> ops:22").verdict }
        #expect(verdicts == [before, after])
        #expect(timeLine.changes(of: "pl-1").count == 1 && timeLine.other == 0)
        #expect(PastText(timeLine.past(at: Trail.time(9))).back == "1 change back")
    }

    @Test("A version that was restored leaves open what was before")
    func restored() throws {
        let timeLine = try Self.trail("\"PreviousVersion\": 1", "RestoreManagedPrefixListVersion").timeLine(try Self.world())
        #expect(try Self.analyzer(timeLine, at: 9).answer("203.0.113.5 -> ops:22").verdict == .depends)
    }

    @Test("An entry that gets another description was there before")
    func described() throws {
        let timeLine = try Self.trail("\"AddEntry\": {\"Cidr\": \"203.0.113.0/24\"}")
            .adding(
                "ModifyManagedPrefixList",
                "{\"PrefixListId\": \"pl-1\", \"AddEntry\": {\"Cidr\": \"203.0.113.0/24\", \"Description\": \"x\"}}", at: 20
            ).timeLine(try Self.world())
        #expect(try Self.analyzer(timeLine, at: 15).answer("203.0.113.5 -> ops:22").verdict == .allowed)
        #expect(timeLine.changes.last?.edits.map(\.operation) == [.change])
    }

    @Test("An answer says which entry turned it, and a list without entries is called so")
    func sentences() throws {
        let timeLine = try Self.trail("\"AddEntry\": {\"Cidr\": \"203.0.113.0/24\"}").timeLine(try Self.world())
        let analyzer = Analyzer(timeLine.inventory)
        let answer = try analyzer.answer("203.0.113.5 -> ops:22")
        let turning = try #require(timeLine.turning(of: answer, by: analyzer, .everything))
        let words = ChangeText(timeLine.inventory, analyzer.names)
        #expect(
            TurningText(turning, words).sentence { _ in "then" }
                == "since then: ann added 203.0.113.0/24 to list office (pl-1); blocked before")
        let past = Self.analyzer(timeLine, at: 9)
        let summary = AnswerText(try past.answer("203.0.113.5 -> ops:22"), of: past).summary
        #expect(summary.contains("office (pl-1), which has no entries"), "\(summary)")
    }

    @Test("What takes it back is a command with the entries")
    func undoing() throws {
        let members = "\"AddEntry\": {\"Cidr\": \"203.0.113.0/24\"}, \"RemoveEntry\": {\"Cidr\": \"10.0.0.0/8\"}"
        let timeLine = try Self.trail(members).timeLine(try Self.world())
        let change = try #require(timeLine.changes.first)
        let text = TakingBack(timeLine.inventory, Names(timeLine.inventory)).text(change) { _ in "then" }
        #expect(text.contains("\naws ec2 modify-managed-prefix-list --region us-east-1 --prefix-list-id pl-1 --current-version "))
        #expect(text.hasSuffix(" --add-entries Cidr=10.0.0.0/8 --remove-entries Cidr=203.0.113.0/24\n"))
    }

    @Test("Two readings tell which entries differ")
    func readings() throws {
        let before = try Self.world("203.0.113.0/24 10.0.0.0/8")
        let old = DatedInventory(time: Trail.time(0), source: .snapshot, before, isWhole: true)
        let timeLine = TimeLine(try Self.world("198.51.100.0/24 10.0.0.0/8"), EventRecords(), earlier: [old])
        let words = ChangeText(timeLine.inventory, Names(timeLine.inventory))
        #expect(
            timeLine.changes.flatMap(\.edits).map(words.line) == [
                "- office (pl-1) entry 203.0.113.0/24", "+ office (pl-1) entry 198.51.100.0/24",
            ])
    }
}
