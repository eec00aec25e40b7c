import Annotations
import CoreModel
import Example
import Notes
import NotesFile
import Reachability
import Readers
import Testing

@testable import Documentation

@Suite("What is found by what")
struct FinderTests {
    private static func finder(_ inventory: Inventory, _ notes: Notes? = nil) -> Finder {
        let annotations = Annotations(inventory, notes: notes)
        return Finder(annotations: annotations, analyzer: Analyzer(inventory, names: annotations.names))
    }

    private static let example: Finder = {
        do {
            let own = ExampleEnvironment.notes
            return finder(
                try InputReader().read(documents: ExampleEnvironment.documents, label: "example"),
                try NotesReader().read(own.bytes, from: own.name))
        } catch {
            preconditionFailure("\(error)")
        }
    }()
    private static let accounts = finder(TwoAccounts.inventory)

    /// What is found, each with how well it fits: "ECS API SG exact".
    private static func found(_ text: String, _ finder: Finder) -> [String] {
        let words = FoundText(finder, finder.annotations)
        return finder.found(text).map { "\(words.name(of: $0.thing)) \($0.rank.word)" }
    }

    private static func groups(_ text: String, _ finder: Finder) -> [String] {
        finder.listed(text).map { finder.annotations.names.name(of: $0.group) }
    }

    @Test(
        "In the example things are found by addresses, ids, names, ports, DNS names and words",
        arguments: [
            ("10.0.11.24", ["interface eni-1e659ae277f50a294 exact"]), ("eni-1e65", ["interface eni-1e659ae277f50a294 prefix"]),
            ("1e659ae", ["interface eni-1e659ae277f50a294 word"]), ("chat-dev-rds-0", ["RDS chat-dev-rds-0 exact"]),
            ("5432", ["RDS SG exact"]), ("5432/tcp", ["RDS SG exact"]), (":6379", ["Redis SG exact"]),
            ("postgres", ["RDS SG part"]),
            ("vpc-39", ["VPC chat-dev-vpc (vpc-39fe02a08398529e4) prefix"]),
            ("nat-0", ["NAT gateway nat-0 (nat-574e3700d76a79a01) exact"]),
            ("sg-e9ec91ed1f04d6569", ["RDS SG exact"]),
            ("chat-dev-rds-sg", ["RDS SG exact"]), ("ip-10-0-11-24.ec2.internal", ["ECS task chat-dev-api-1 exact"]),
            ("0.0.0.0/0", ["internet exact"]),
            ("nightmare", []), ("10.0.11.2400", []), ("443443", []), ("eni-1e65ffff", []),
            // The first label of somebody else's host name is no name of the input.
            ("alb.example.com", []), ("rds.amazonaws.com", []), ("https://alb.example.com/x", []),
        ])
    func example(_ text: String, _ things: [String]) {
        #expect(Self.found(text, Self.example) == things)
    }

    @Test(
        "Across two accounts with their networks likewise",
        arguments: [
            ("10.1.1.10", ["interface eni-0a1 exact"]), ("10.1.1.130", ["interface eni-0a2 exact"]),
            ("10.2.1.11", ["interface eni-0b1 exact"]),
            (
                "10.1.1.77",
                ["subnet shop-private (subnet-0a) part", "network 10.1.0.0/16 part", "VPC shop (vpc-0a) part"]
            ),
            ("10.3.0.1", []),
            (
                "10.1.1.0/24",
                [
                    "subnet shop-private (subnet-0a) exact", "interface eni-0a1 part", "interface eni-0a2 part",
                    "interface eni-0a3 part",
                ]
            ),
            ("198.51.100.0/24", ["network 198.51.100.0/24 exact"]),
            ("i-0b1", ["interface eni-0b1 exact"]), ("web-1", ["instance web-1 (i-0a1) exact"]),
            ("web", ["web (billing) exact", "web (shop) exact", "web-2-canary prefix", "instance web-1 (i-0a1) prefix"]),
            ("subnet-0b", ["subnet billing-private (subnet-0b) exact"]), ("to-nat", ["route table to-nat (rtb-0a) exact"]),
            ("rtb-0b", ["route table rtb-0b exact"]), ("strict", ["network ACL strict (acl-0b) exact"]),
            ("nat-0a", ["NAT gateway nat-0a exact"]), ("203.0.113.7", ["NAT gateway nat-0a exact"]),
            ("444455556666", ["account 444455556666 exact"]), ("4444", ["account 444455556666 prefix"]),
            ("vpc-0b", ["VPC billing (vpc-0b) exact"]), ("payments", ["web (shop) word"]), ("front door", ["web (shop) part"]),
            ("nightly", ["orders-db words"]), ("head office", ["web (billing) words"]), ("8080", ["ledger-service exact"]),
            ("shop/web", ["web (shop) exact"]), ("billing/web", ["web (billing) exact"]),
            ("export orders", ["orders-db words"]), ("service ledger", ["ledger-service part"]),
        ])
    func accounts(_ text: String, _ things: [String]) {
        #expect(Self.found(text, Self.accounts) == things)
    }

    @Test(
        "A name that was typed nearly right is found where nothing is called so",
        arguments: [
            ("ecsapi", ["ECS API SG fuzzy"]), ("reids", ["Redis SG fuzzy"]), ("abl", ["ALB SG fuzzy"]),
            ("realtmie", ["ECS Realtime SG fuzzy"]), ("wrkrs", ["ECS Workers SG fuzzy"]), ("realtme", ["ECS Realtime SG fuzzy"]),
        ])
    func nearly(_ text: String, _ things: [String]) {
        // The group comes before what carries it.
        #expect(Self.found(text, Self.example).first == things.first)
    }

    @Test(
        "What only looks like a name is not: too short, other digits, ids, addresses, ports, other words",
        arguments: [
            "ab", "rs", "acb", "elb", "web-3", "wbe-3", "web-22", "i-0a2", "sg-0aa9", "eni-0a9", "10.1.1.31", "10.1.1", "5433",
            "web.io", "wet",
            "weeb.example.com", "ledger-serviceee-x", "cashier", "orbits", "port 5433", "444455556667", "order-bd2", "vpc-0c",
        ])
    func nothing(_ text: String) {
        let found = Self.accounts.found(text).filter { $0.rank == .fuzzy }
        #expect(found.isEmpty, "\(found.map(\.text))")
    }

    @Test(
        "The list has the groups that carry what was found, then those that let it in",
        arguments: [
            ("10.1.1.10", ["base-egress", "web (shop)", "orders-db"]), ("i-0a1", ["web (shop)", "base-egress"]),
            ("subnet-0b", ["ledger-service"]), ("rtb-0a", ["web (shop)", "base-egress", "orders-db"]),
            ("acl-0b", ["ledger-service"]), ("nat-0a", []), ("eni-0a3", []),
            ("198.51.100.0/24", ["web (billing)", "web (shop)"]),
            ("111122223333", ["base-egress", "orders-db", "web (shop)"]), ("10.1.9.9:5432", ["orders-db"]),
            ("internet:443", ["web (billing)", "web (shop)"]),
            ("vpc-0b", ["ledger-service", "web (billing)", "web-2-canary"]), ("zzz", []),
        ])
    func listed(_ text: String, _ names: [String]) {
        #expect(Set(Self.groups(text, Self.accounts)) == Set(names))
    }

    @Test("Whoever carries an address comes before those who let it in; who only may let it in is said to depend")
    func admission() {
        let listed = Self.example.listed("10.0.11.24")
        #expect(
            listed.map { Self.example.annotations.names.name(of: $0.group) } == ["ECS API SG", "ALB SG", "RDS SG", "Redis SG"])
        #expect(listed.map(\.found?.field) == [.address, .admission, .admission, .admission])
        #expect(listed.map(\.outcome) == [nil, .pass, .pass, .pass])
    }

    @Test(
        "What was found is said with the group that it is found at, and what it is",
        arguments: [
            ("10.0.11.24", "ECS API SG, interface eni-1e659ae277f50a294"), ("5432", "RDS SG, lets in tcp 5432"),
            ("chat-dev-rds-0", "RDS SG, RDS chat-dev-rds-0"), ("rds", "RDS SG"), ("reids", "Redis SG, called nearly so"),
            ("sg-e9ec", "RDS SG, sg-e9ec91ed1f04d6569"),
            ("queries the database.", "RDS SG, notes \"The API queries the database.\""),
        ])
    func words(_ text: String, _ line: String) throws {
        let first = try #require(Self.example.found(text).first)
        let group = Self.example.groups(of: first.thing).first
        #expect(FoundText(Self.example, Self.example.annotations).line(first, on: group) == line)
    }

    @Test("An interface without groups, and an address that nobody has, are said to be so")
    func without() throws {
        let words = FoundText(Self.accounts, Self.accounts.annotations)
        let bare = try #require(Self.accounts.found("10.1.1.30").first)
        #expect(words.line(bare, on: nil) == "interface eni-0a3, which carries no group")
        let nobody = try #require(Self.accounts.found("10.1.1.77").first)
        #expect(words.line(nobody, on: nil) == "no interface has it; subnet shop-private (subnet-0a) holds it")
    }

    @Test("Completion offers what is an end by names, ids and addresses, and no words of rules")
    func completion() {
        #expect(Self.accounts.names("10.1.1.1", endsOnly: true).map(\.text) == ["10.1.1.10", "10.1.1.128/28"])
        #expect(Self.accounts.names("eni-0a", endsOnly: true).map(\.text) == ["eni-0a1", "eni-0a2", "eni-0a3"])
        #expect(Self.accounts.names("i-0", endsOnly: true).map(\.text).contains("i-0a1"))
        #expect(Self.accounts.names("subnet-0", endsOnly: true).isEmpty)
        #expect(Self.accounts.names("subnet-0", endsOnly: false).map(\.text) == ["subnet-0a", "subnet-0b"])
        #expect(Self.accounts.names("nightly", endsOnly: false).isEmpty)
        #expect(Self.accounts.names("ordres", endsOnly: true).map(\.text) == ["orders-db"])
    }
}
