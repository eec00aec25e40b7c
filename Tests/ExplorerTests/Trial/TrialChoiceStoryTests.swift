import CoreModel
import Reachability
import Readers
import Support
import Testing
import Trial

@testable import Explorer
@testable import Frames

/// Fixes of which one is chosen, and changes that are switched off and on, as somebody at the keys sees them.
@Suite("Choices of a trial in the explorer")
struct TrialChoiceStoryTests {
    /// `front` is let out, and the only interface of `db` carries `common` too: a rule in either lets it in.
    private static func story() throws -> Story {
        let groups = ["front", "db", "common"].map { name in
            """
            {"GroupId": "sg-\(name)", "GroupName": "\(name)", "Description": "of a", "VpcId": "vpc-1", "IpPermissions": [],
             "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]}
            """
        }
        let interfaces = [("front", "10.0.1.10", ["front"]), ("db", "10.0.1.20", ["db", "common"])].map { name, address, groups in
            let carried = groups.map { "{\"GroupId\": \"sg-\($0)\"}" }.joined(separator: ",")
            return """
                {"NetworkInterfaceId": "eni-\(name)", "VpcId": "vpc-1", "SubnetId": "subnet-1", "PrivateIpAddress": "\(address)",
                 "PrivateIpAddresses": [{"PrivateIpAddress": "\(address)", "Primary": true}], "Groups": [\(carried)]}
                """
        }
        let documents = [
            ("groups.json", "{\"SecurityGroups\": [\(groups.joined(separator: ","))]}"),
            ("interfaces.json", "{\"NetworkInterfaces\": [\(interfaces.joined(separator: ","))]}"),
        ]
        let inventory = try InputReader().read(documents: documents.map { ($0.0, Array($0.1.utf8)) }, label: "two fixes")
        return Story(ExampleExplorer.model(of: inventory), 120, 40)
    }

    private static func lines(_ story: Story) -> [String] { story.state.changes?.changes.map(\.line.text) ?? [] }

    private static func areOn(_ story: Story) -> [Bool] { story.state.changes?.changes.map(\.isOn) ?? [] }

    @Test func `of several fixes A lists each, j and k go from one to the other, and Enter tries the chosen one alone`() throws {
        var story = try Self.story()
        story.ask("front -> db:5432")
        story.press("A")
        #expect(story.screen.contains("2 fixes let it through:"))
        #expect(story.line(with: "▸ + db ingress tcp 5432 from front") != nil, "\(story.screen)")
        #expect(story.line(with: "+ common ingress tcp 5432 from front") != nil)
        #expect(story.state.changes == nil)
        var first = story
        first.press("k", .enter)
        #expect(Self.lines(first) == ["+ db ingress tcp 5432 from front"])
        story.press("j", "j")
        #expect(story.line(with: "▸ + common ingress tcp 5432 from front") != nil, "\(story.screen)")
        story.press(.enter)
        #expect(Self.lines(story) == ["+ common ingress tcp 5432 from front"])
        #expect(story.title.contains("ON TRIAL: 1 change"))
        #expect(story.screen.contains("✓ Allowed"))
        #expect(story.screen.contains("before    blocked, without the trial"))
        #expect(!story.screen.contains("fixes let it through"))
        // What is allowed by it has nothing to fix.
        story.press("A")
        #expect(story.screen.contains("there is nothing to fix"))
        story.press("u")
        #expect(story.state.changes == nil)
        #expect(story.screen.contains("✗ Blocked"))
    }

    @Test func `Esc leaves the fixes to choose from, and nothing is on trial`() throws {
        var story = try Self.story()
        story.ask("front -> db:5432")
        // Without the last lines, which say what keys do.
        func page(_ story: Story) -> [Substring] { story.body.split(separator: "\n").dropLast(2) }
        let before = page(story)
        story.press("A", "j", .escape)
        #expect(page(story) == before)
        #expect(story.state.changes == nil)
    }

    @Test func `a fix that is switched off and on takes its answer along`() throws {
        var story = try Self.story()
        story.ask("front -> db:5432")
        story.press("A", "j", .enter, "W", "g", " ")
        #expect(Self.areOn(story) == [false])
        #expect(story.title.contains("ON TRIAL: all changes off"))
        #expect(story.line(with: "+ common ingress")?.contains("the fix, off") == true)
        #expect(story.state.history.map(\.verdict) == [.blocked])
        story.press(" ")
        #expect(Self.areOn(story) == [true])
        #expect(story.state.history.map(\.verdict) == [.allowed])
        #expect(story.line(with: "+ common ingress")?.contains("off") == false)
    }

    @Test func `what is on again switches off what would leave an interface bare, and that stays off`() throws {
        var story = try Self.story()
        story.command("- eni-db carries db")
        story.press("W", "g", " ")
        story.command("- eni-db carries common")
        #expect(Self.areOn(story) == [false, true])
        story.press("g", " ")
        #expect(Self.areOn(story) == [true, false])
        let said = "off too, as an interface would be left without a group: - eni-db carries common"
        #expect(story.state.message?.contains(said) == true, "\(story.state.message ?? "")")
        story.press("j", " ")
        #expect(Self.areOn(story) == [true, false])
        #expect(story.screen.contains("it stays off: - eni-db carries common would leave an interface without a group"))
    }

    // MARK: Readings

    private static let rules: [(from: String, to: String, port: Int)] = [("front", "api", 8080), ("api", "db", 5432)]

    private static func model(_ names: [String], _ rules: [(from: String, to: String, port: Int)], at time: String)
        -> ExplorerModel
    {
        let inventory = World.inventory(groups: names, rules: rules)
        return ExplorerModel(
            inventory: inventory, analyzer: Analyzer(inventory), notes: nil, isExample: false, readAt: time)
    }

    @Test func `r keeps what is off switched off, drops what was made, and says what cannot be tried any more`() {
        let names = ["front", "api", "db"]
        var story = Story(Self.model(names, Self.rules, at: "18:34"), 120, 40)
        for line in ["+ db in 5433 from api", "+ db in 5434 from front", "+ db in 5435 from api"] { story.command(line) }
        story.press("W", "g", " ", "W", "r")
        #expect(story.effects == [.reread])
        // Somebody made the third.
        story.send(.reading(.read(Self.model(names, Self.rules + [("api", "db", 5435)], at: "18:52"))))
        #expect(story.screen.contains("1 change meanwhile made: + db ingress tcp 5435 from api"), "\(story.screen)")
        #expect(Self.lines(story) == ["+ db ingress tcp 5433 from api", "+ db ingress tcp 5434 from front"])
        #expect(Self.areOn(story) == [false, true])
        #expect(story.title.contains("ON TRIAL: 1 change, 1 off"))
        // Somebody took the group away that the second names.
        story.press("r")
        story.send(.reading(.read(Self.model(["api", "db"], [("api", "db", 5432), ("api", "db", 5435)], at: "18:55"))))
        #expect(story.screen.contains("no longer on trial: + db ingress tcp 5434 from front"), "\(story.screen)")
        #expect(Self.lines(story) == ["+ db ingress tcp 5433 from api"])
        #expect(Self.areOn(story) == [false])
    }
}
