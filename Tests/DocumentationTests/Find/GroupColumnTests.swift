import Annotations
import CoreModel
import Testing

@testable import Documentation

@Suite("Groups by the columns of their list")
struct GroupColumnTests {
    private static let annotations = Annotations(TwoAccounts.inventory, notes: nil)

    private static var facts: GroupFacts {
        var facts = GroupFacts(annotations)
        let groups = TwoAccounts.inventory.loadedGroups
        facts.unused = Set(groups.filter { facts.text(.interfaces, of: $0) == "0" })
        return facts
    }

    private static func ids(_ groups: [GroupIndex]) -> String {
        groups.map { TwoAccounts.inventory[TwoAccounts.inventory[$0].id] }.joined(separator: " ")
    }

    @Test(
        "Conditions let groups stand",
        arguments: [
            ("is:open", "sg-0aa1"), ("not:open in>0", "sg-0aa3 sg-0bb1 sg-0bb2"), ("IS:OPEN", "sg-0aa1"),
            ("in=0", "sg-0aa2 sg-0bb3"), ("in!=0 interfaces=0", "sg-0bb1"), ("interfaces>=1 in<1", "sg-0aa2"),
            ("account=4444", "sg-0bb1 sg-0bb2 sg-0bb3"), ("account!=4444", "sg-0aa1 sg-0aa2 sg-0aa3"),
            ("name=web", "sg-0aa1 sg-0bb1 sg-0bb3"), ("is:unused", "sg-0bb1 sg-0bb3"), ("out<=0 name=db", "sg-0aa3"),
        ])
    func conditions(text: String, wanted: String) {
        let conditions = GroupConditions(text)
        #expect(conditions.rest.isEmpty)
        let groups = TwoAccounts.inventory.loadedGroups.filter { conditions.hold($0, Self.facts) == true }
        #expect(Self.ids(groups.sorted { Self.ids([$0]) < Self.ids([$1]) }) == wanted)
    }

    @Test(
        "What is no condition is left for who looks for words",
        arguments: [
            ("web", "web", 0), ("is:blue web", "is:blue web", 0), ("a=b", "a=b", 0), ("in>many", "in>many", 0),
            ("web is:open db", "web db", 1), ("! web", "web", 1), ("10.0.0.0/8", "10.0.0.0/8", 0), ("is:in", "is:in", 0),
            ("in>", "in>", 0), ("open=1", "open=1", 0), ("name>a", "name>a", 0),
            ("in=99999999999999999999", "in=99999999999999999999", 0),
        ])
    func words(text: String, rest: String, count: Int) {
        let conditions = GroupConditions(text)
        #expect(conditions.rest == rest)
        #expect(conditions.columns.count == count)
    }

    @Test("What is not worked out yet lets no group stand for certain, and takes none away that other columns keep")
    func unknown() throws {
        let facts = GroupFacts(Self.annotations)
        let group = try #require(TwoAccounts.inventory.loadedGroups.first)
        #expect(GroupConditions("is:!").hold(group, facts) == nil)
        #expect(GroupConditions("is:! in>99").hold(group, facts) == false)
        #expect(facts.text(.marked, of: group) == "?")
    }

    @Test(
        "They are put in the order of a column, what is alike as it stood",
        arguments: [
            ("in", "sg-0aa1 sg-0aa3 sg-0bb1 sg-0bb2 sg-0aa2 sg-0bb3"), ("-in", "sg-0aa2 sg-0bb3 sg-0aa1 sg-0aa3 sg-0bb1 sg-0bb2"),
            ("account", "sg-0aa1 sg-0aa2 sg-0aa3 sg-0bb1 sg-0bb2 sg-0bb3"),
            ("-account", "sg-0bb1 sg-0bb2 sg-0bb3 sg-0aa1 sg-0aa2 sg-0aa3"),
            ("open", "sg-0aa1 sg-0aa2 sg-0aa3 sg-0bb1 sg-0bb2 sg-0bb3"),
            ("-open", "sg-0aa2 sg-0aa3 sg-0bb1 sg-0bb2 sg-0bb3 sg-0aa1"),
            ("name", "sg-0aa2 sg-0bb2 sg-0aa3 sg-0bb1 sg-0aa1 sg-0bb3"),
            ("unused", "sg-0bb1 sg-0bb3 sg-0aa1 sg-0aa2 sg-0aa3 sg-0bb2"),
        ])
    func order(word: String, wanted: String) throws {
        let order = try #require(GroupOrder(word: word))
        let groups = TwoAccounts.inventory.loadedGroups.sorted { Self.ids([$0]) < Self.ids([$1]) }
        #expect(Self.ids(order.sorted(groups, Self.facts) { $0 }) == wanted)
    }

    @Test("A word that is no column orders nothing", arguments: ["colour", "", "-", "in ", "--in"])
    func noOrder(word: String) { #expect(GroupOrder(word: word) == nil) }
}
