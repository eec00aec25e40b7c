import CoreModel
import Reachability
import Readers
import Support
import Testing

@testable import Words

@Suite("Ages and places in words")
struct DataAgeTextTests {
    private static let read = "2026-10-01T08:00:00Z"
    private static let seconds = 1_790_841_600

    private static func date(_ note: (inout InventoryBuilder) -> Void) -> DataDate? {
        var builder = InventoryBuilder(label: "test")
        note(&builder)
        return builder.finish().date
    }

    @Test(
        "Ages are told in the largest unit that says enough, from a day on with a mark",
        arguments: [
            (0, "files of 08:00Z, 0 seconds old", false), (119, "files of 08:00Z, 119 seconds old", false),
            (120, "files of 08:00Z, 2 minutes old", false), (3 * 3600, "files of 08:00Z, 3 hours old", false),
            (86_399, "files of 08:00Z, 23 hours old", false), (86_400, "! files of 10-01, 24 hours old", true),
            (57 * 86_400, "! files of 10-01, 57 days old", true), (400 * 86_400, "! files of 2026-10-01, 400 days old", true),
            (-5, "files of 2026-10-01 08:00Z", false),
        ])
    func files(_ age: Int, _ short: String, _ isOld: Bool) throws {
        let date = try #require(Self.date { $0.noteFile(changed: Self.seconds) })
        let text = DataAgeText(date, now: Self.seconds + age)
        #expect(text.short == short)
        #expect(text.isOld == isOld)
        #expect(text.line.hasPrefix("! ") == isOld)
        #expect(text.line.contains("files of 2026-10-01 08:00Z"))
    }

    @Test("What AWS was read at is told as the input writes it; without a clock nothing is said of the age")
    func reading() throws {
        let date = try #require(Self.date { $0.noteTime(Self.read) })
        #expect(DataAgeText(date, now: Self.seconds + 7200).line == "data of 2026-10-01T08:00:00Z, 2 hours old")
        #expect(DataAgeText(date, now: nil).short == "data of 2026-10-01 08:00Z")
        let odd = try #require(Self.date { $0.noteTime("last week") })
        #expect(DataAgeText(odd, now: Self.seconds).short == "data of last week")
    }

    /// Two groups of two accounts in two regions.
    private static func inventory(_ owners: [String], _ regions: [String]) throws -> Inventory {
        let groups = zip(owners, regions).enumerated().map { place, own in
            let (owner, region) = own
            return #"""
                {"GroupId": "sg-\#(place)", "GroupName": "g\#(place)", "OwnerId": "\#(owner)", "VpcId": "vpc-1",
                "SecurityGroupArn": "arn:aws:ec2:\#(region):\#(owner):security-group/sg-\#(place)", "IpPermissions": [],
                "IpPermissionsEgress": []}
                """#
        }
        let text = #"{"SecurityGroups": [\#(groups.joined(separator: ","))]}"#
        return try InputReader().read(documents: [("groups.json", Array(text.utf8))], label: "test")
    }

    @Test(
        "Accounts and regions are named where there are several, and nowhere else",
        arguments: [
            (["1", "1"], ["a-1", "a-1"], nil, nil, nil), (["1", "2"], ["a-1", "a-1"], "2 accounts, 1 region", "account", "1"),
            (["1", "1"], ["a-1", "b-1"], "1 account, 2 regions", "region", "a-1"),
            (["1", "2"], ["a-1", "b-1"], "2 accounts, 2 regions", "account", "1 a-1"),
        ] as [([String], [String], String?, String?, String?)])
    func scopes(_ owners: [String], _ regions: [String], _ count: String?, _ column: String?, _ name: String?) throws {
        let inventory = try Self.inventory(owners.map { "11112222333\($0)" }, regions)
        let text = ScopeText(inventory)
        let scope = inventory.scope(of: inventory.loadedGroups[0])
        #expect(text.count == count)
        #expect(text.column == column)
        #expect(text.place(scope) == (count == nil ? nil : "account 111122223331, \(regions[0])"))
        if let name { #expect(text.name(scope) == name.replacing(/^1/, with: "111122223331")) }
    }

    @Test("The commands of a fix stand below the account and the region that they are for, and an answer says whose its ends are")
    func fixes() throws {
        let inventory = try Self.inventory(["111122223333", "444455556666"], ["eu-west-1", "eu-west-1"])
        let world = Analyzer(inventory)
        let words = AnswerText(try world.answer("g0 -> g1:5432"), of: world)
        let comments = words.fixCommands.map { $0.text(\.aws).split(separator: "\n").first }
        #expect(comments == ["# account 111122223333, eu-west-1", "# account 444455556666, eu-west-1"])
        #expect(words.fixCommands.allSatisfy { $0.aws.hasPrefix("aws ec2 ") && $0.text(\.terraform).hasPrefix("# account ") })
        #expect(words.places == "g0 in 111122223333 -> g1 in 444455556666")
        let alone = try Self.inventory(["111122223333", "111122223333"], ["eu-west-1", "eu-west-1"])
        let plain = AnswerText(try Analyzer(alone).answer("g0 -> g1:5432"), of: Analyzer(alone))
        #expect(plain.fixCommands.allSatisfy { $0.place == nil } && plain.places == nil && !plain.fixCommands.isEmpty)
    }

    @Test("An address of a loaded VPC that no interface has is allowed for a plain host alone, and that is said first")
    func plainHost() throws {
        let world = try World(
            """
            vpc v 10.0.0.0/16
            subnet s v 10.0.1.0/24
            group web v
              out tcp 5432 0.0.0.0/0
            interface eni-1 v web 10.0.1.10
            complete
            """)
        let answer = try world.words("web -> 10.0.1.5:5432")
        #expect(answer.answer.verdict == .allowed)
        #expect(answer.summary.hasPrefix("Allowed if a plain host has it: no interface has 10.0.1.5 in this data"))
        #expect(answer.summary.count <= 160)
        #expect(try world.words("web -> 203.0.113.5:5432").summary.hasPrefix("Allowed: web lets"))
    }
}
