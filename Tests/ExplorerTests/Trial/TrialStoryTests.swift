import CoreModel
import Diagram
import Reachability
import Support
import Testing
import Trial

@testable import Explorer
@testable import Frames

/// What is tried in the explorer, as somebody at its keys sees it.
@Suite("Trials in the explorer")
struct TrialStoryTests {
    private static let banner = "ON TRIAL: 1 change, nothing is sent to AWS"

    /// The screen without its last line, which says what just happened.
    private static func page(_ story: Story) -> [Substring] { story.screen.split(separator: "\n").dropLast(2) }

    @Test func `A tries the fix, the title says so on every page, and u takes it back without a trace`() {
        var story = Story()
        story.ask("alb -> rds:5432")
        let before = Self.page(story)
        #expect(story.screen.contains("✗ Blocked"))
        story.press("A")
        #expect(story.title.contains(Self.banner))
        #expect(story.screen.contains("✓ Allowed"))
        #expect(story.screen.contains("before    blocked, without the trial"))
        #expect(story.screen.contains("tried: + "))
        for keys: [Key] in [["v"], ["M"], ["t"], ["B"], ["W"], ["V"]] {
            var other = story
            for key in keys { other.press(key) }
            #expect(other.title.contains(Self.banner), "\(keys)")
        }
        var help = story
        help.press("?")
        #expect(help.title.contains("ON TRIAL"))
        story.press("u")
        #expect(!story.screen.contains("ON TRIAL"))
        #expect(story.state.message?.contains("nothing is on trial") == true)
        #expect(Self.page(story) == before)
        #expect(story.state.changes == nil)
        #expect(story.effects.isEmpty)
    }

    @Test func `the map has a sign at what is changed, and new at arrows that come`() {
        var story = Story(ExampleExplorer.model, 120, 40)
        story.command("+ rds in 5432 from alb")
        #expect(story.line(with: "RDS SG")?.contains("~") == true)
        #expect(story.screen.contains("5432 new"))
        #expect(!story.screen.contains("6379 new"))
        story.press(":")
        story.type("goto rds")
        story.press(.enter)
        #expect(story.screen.contains("~ changed on trial"))
    }

    @Test func `map and list are of one difference, and the map of a large account has what closes to the internet too`() throws {
        let groups = (0..<2_010).map { "group g\($0) v\n out all - 0.0.0.0/0\n" }.joined()
        let text = "vpc v 10.0.0.0/16\n\(groups)interface eni-1 v g1 10.0.0.10\ncomplete"
        let read = ExampleExplorer.model(of: try World.inventory(text))
        var trial = Trial(read.analyzer)
        try trial.add("- g1 out")
        let tried = TrialOfReading(changes: trial, read: read, flows: Flows(read))
        #expect(!tried.difference.isMade)
        let flows = try #require(Flows(ExplorerModel(tried)))
        #expect(tried.difference.isMade)
        #expect(flows.map.graph.edges.contains { $0.label.contains("closed") })
    }

    @Test func `what a line would come to stands there before Enter, with every key, and Esc changes nothing`() {
        var story = Story()
        story.ask("alb -> rds:5432")
        let before = Self.page(story)
        story.press(":")
        story.type("+ rds in 5432 from al")
        #expect(!story.screen.contains("opens"))
        story.type("b")
        #expect(story.line(with: "turns")?.contains("✗→✓ ALB SG -> RDS SG:5432") == true)
        #expect(story.line(with: "opens")?.contains("ALB SG -> RDS SG: 5432") == true)
        #expect(story.line(with: "against")?.contains("(ALB doesn't") == true)
        story.press(.escape)
        #expect(Self.page(story) == before)
        #expect(story.state.changes == nil)
    }

    @Test func `where no answer turns the preview says so once`() {
        var story = Story()
        story.ask("alb -> rds:5432")
        story.press(":")
        story.type("+ redis in 6380 from alb")
        let line = story.line(with: "turns")
        #expect(line?.contains("none, of ") == true && line?.contains("none turns") == false, "\(line ?? "")")
    }

    @Test func `a line that may mean several rules lists them, and Tab takes one`() {
        var story = Story()
        story.command("- rds in")
        #expect(story.screen.contains("this is "))
        story.press(.tab, .enter)
        #expect(story.state.changes?.changes.count == 1)
        #expect(story.state.changes?.changes.first?.line.text.hasPrefix("- ") == true)
        story.command("+ nobody in 5432 from alb")
        #expect(story.screen.contains("nobody"))
        #expect(story.state.changes?.changes.count == 1)
    }

    @Test(
        "What is no change is said, and nothing happens",
        arguments: [
            "+", "-", "~ rds", "off", "off nothing-there", "+ rds in 99999 from alb", "- rds in 1 from alb", "~~~", "+++ x",
        ])
    func garbage(_ line: String) {
        var story = Story()
        story.command(line)
        #expect(story.state.changes == nil)
        #expect(story.state.prompt != nil || story.state.message != nil)
    }

    @Test func `X takes the chosen rule out, and of a page of the network the entry and the route`() {
        var story = Story()
        story.press(":")
        story.type("rules rds")
        story.press(.enter, "X")
        #expect(story.state.changes?.changes.first?.line.text.hasPrefix("- RDS SG ingress tcp 5432 from") == true)
        story.press("X", "X", "X", "X")
        #expect(story.state.changes?.changes.allSatisfy { $0.line.text.hasPrefix("- RDS SG") } == true)
        var hop = Story(ExampleExplorer.model, 120, 40)
        hop.ask("api -> rds:5432")
        // Every hop that is an ACL or a table has a line that can go.
        var lines: [String] = []
        for _ in 0..<12 {
            hop.press("n", .enter)
            if let edit = hop.state.chosenRemoval {
                lines += TrialLine.lines(of: [edit], for: hop.state.model.analyzer).map(\.text)
            }
            hop.press(.escape)
        }
        #expect(lines.contains { $0.hasPrefix("- acl ") }, "\(lines)")
    }

    @Test func `a drill turns what rests on it, and its answers are those of the trial`() {
        var story = Story(ExampleExplorer.model, 120, 40)
        story.ask("api -> internet:443")
        #expect(story.screen.contains("✓ Allowed"))
        story.command("- api out")
        #expect(story.screen.contains("✗ Blocked"))
        #expect(story.screen.contains("allowed, without the trial"))
    }

    @Test func `a question about a group that nobody carries any more is refused, and what was asked before has no verdict`() {
        var story = Story(ExampleExplorer.model, 120, 40)
        story.ask("api -> rds:5432")
        story.command("off us-east-1a")
        #expect(story.screen.contains("nobody is left that carries ECS Realtime SG, RDS SG, 1 answer turned"))
        #expect(!story.screen.contains("✓ Allowed"))
        #expect(story.state.history.map(\.verdict) == [nil])
        var again = story
        again.ask("api -> rds:5432")
        #expect(again.screen.contains("RDS SG is gone with the changes on trial"), "\(again.screen)")
        story.press("W")
        #expect(story.line(with: "an end is gone")?.contains("✓→∅") == true)
        story.press("u")
        #expect(story.state.history.map(\.verdict) == [.allowed])
        #expect(!story.screen.contains("is gone with the changes"))
    }

    @Test func `W lists the changes with what they come to; Space switches one off, X drops it, n goes through what turned`() {
        for glyphs in GlyphSet.allCases {
            var story = Story(ExampleExplorer.model, 80, 24, glyphs: glyphs)
            story.ask("alb -> rds:5432")
            story.press("A")
            story.ask("api -> redis:6379")
            story.command("- api out")
            story.press("W")
            StoredFrames.check(story.body, "trial-list-80x24\(glyphs == .ascii ? "-ascii" : "")")
            #expect(story.screen.contains("on trial  2 changes"))
            #expect(story.line(with: "the fix")?.contains("1") == true)
            story.press("n")
            #expect(story.screen.contains("1 of 2 that turn"))
            story.press("g", " ")
            #expect(story.title.contains("ON TRIAL: 1 change, 1 off"))
            #expect(story.state.changes?.changes[0].isOn == false)
            story.press(" ")
            #expect(story.state.changes?.changes[0].isOn == true)
            story.press("X")
            #expect(story.state.changes?.changes.count == 1)
            #expect(story.state.changes?.changes[0].line.text.hasPrefix("- ") == true)
            story.press("u")
            #expect(story.state.changes == nil)
            #expect(story.state.focus == .answer)
        }
    }

    @Test func `trial off leaves all changes; what was asked meanwhile is judged of what was read`() {
        var story = Story()
        story.ask("alb -> rds:5432")
        story.command("+ rds in 5432 from alb")
        story.ask("alb -> rds:5432")
        story.ask("alb -> rds:5433")
        story.command("trial off")
        #expect(story.screen.contains("the trial is left"))
        #expect(!story.screen.contains("ON TRIAL"))
        #expect(story.state.history.map(\.verdict) == [.blocked, .blocked])
        #expect(story.state.history.allSatisfy { $0.was == nil })
        #expect(story.state.model === ExampleExplorer.model)
        story.command("trial off")
        #expect(story.screen.contains("nothing is on trial"))
    }

    @Test func `q asks first whether the changes are to be lost; any other key keeps them`() {
        var story = Story()
        story.command("off nat-0")
        guard story.state.changes != nil else {
            story.command("- rds in 5432 from api")
            return
        }
        story.press("q")
        #expect(story.screen.contains("1 change on trial is lost: q again"))
        #expect(story.effects.isEmpty)
        story.press("j", "q")
        #expect(story.effects.isEmpty)
        story.press("q")
        #expect(story.effects == [.quit])
        var other = Story()
        other.command("- rds in 5432 from api")
        other.command("q!")
        #expect(other.effects == [.quit])
    }

    @Test func `copies say that something is on trial, and the command asks the same`() throws {
        var story = Story()
        story.ask("alb -> rds:5432")
        story.press("A")
        #expect(story.state.text(of: .answer)?.hasPrefix("with 1 change on trial; nothing is sent to AWS\n") == true)
        #expect(story.state.text(of: .map)?.hasPrefix("with 1 change on trial") == true)
        #expect(story.state.ticketText.hasPrefix("with 1 change on trial") == true)
        #expect(story.state.text(of: .command)?.contains(" --with '+ RDS SG ingress tcp 5432 from ALB SG") == true)
        story.press("W")
        #expect(story.state.text(of: .fix)?.hasPrefix("aws ec2 authorize-security-group-ingress") == true)
        #expect(story.state.text(of: .undo)?.hasPrefix("aws ec2 revoke-security-group-ingress") == true)
        #expect(story.state.text(of: .terraform)?.contains("resource \"aws_vpc_security_group_ingress_rule\"") == true)
        #expect(story.state.text(of: .cloudformation)?.contains("AWS::EC2::SecurityGroupIngress") == true)
        #expect(story.state.text(of: .pulumi)?.contains("new aws.") == true)
        #expect(story.state.text(of: .answer)?.contains("1  + RDS SG") == true)
        // A fix says what its rule is for; what somebody typed without words is meant so.
        #expect(story.state.text(of: .terraform)?.contains("description ") == true)
        story.press("y", "k")
        #expect(story.screen.contains("copied: the changes as CloudFormation"))
        var typed = Story()
        typed.command("+ rds in 22 from api")
        typed.press("W")
        #expect(typed.state.text(of: .terraform)?.contains("from_port") == true)
        #expect(typed.state.text(of: .terraform)?.contains("description") == false)
        // Without a trial nothing is said of one.
        var plain = Story()
        plain.ask("alb -> rds:5432")
        #expect(plain.state.text(of: .answer)?.contains("trial") == false)
        #expect(plain.state.text(of: .fix)?.hasPrefix("aws ") == true)
        #expect(plain.state.text(of: .cloudformation)?.contains("AWS::EC2::SecurityGroupIngress") == true)
    }

    @Test(
        arguments: [
            ("- acl default out 100", "create-network-acl-entry", "--rule-number 100"),
            ("~ acl default out 100 allow tcp 5432 to 10.0.0.0/20", "replace-network-acl-entry", "--protocol -1"),
            ("+ acl default out 90 deny all to 10.0.0.0/20", "delete-network-acl-entry", "--rule-number 90"),
        ])
    func `y u takes a change of an entry back as AWS takes it`(line: String, verb: String, part: String) throws {
        var story = Story()
        story.command(line)
        story.press("W")
        let undo = try #require(story.state.text(of: .undo))
        #expect(undo.hasPrefix("aws ec2 \(verb) ") && undo.contains(part), "\(undo)")
    }

    @Test func `the form says what each key comes to, and Enter tries it`() {
        for glyphs in GlyphSet.allCases {
            var story = Story(ExampleExplorer.model, 80, 24, glyphs: glyphs)
            story.ask("alb -> rds:5432")
            story.press(.escape)
            story.command("goto rds")
            story.press("E")
            #expect(story.screen.contains("on trial: a new rule of RDS SG"))
            story.type("5432")
            story.press(.down)
            story.type("alb")
            StoredFrames.check(story.body, "trial-form-80x24\(glyphs == .ascii ? "-ascii" : "")")
            #expect(story.line(with: "line")?.contains("+ RDS SG ingress tcp 5432 from alb") == true)
            #expect(story.line(with: "opens")?.contains("ALB SG -> RDS SG: 5432") == true)
            story.press(.escape)
            #expect(story.state.changes == nil)
            story.press("E")
            story.type("5432")
            story.press(.down)
            story.type("al")
            story.press(.tab, .down)
            story.type("PostgreSQL from ALB")
            story.press(.enter)
            #expect(
                story.state.changes?.changes.map(\.line.text) == [
                    "+ RDS SG ingress tcp 5432 from ALB SG \"PostgreSQL from ALB\""
                ])
            story.press("W", "E")
            #expect(story.state.form?.words.text == "PostgreSQL from ALB")
            story.press(.down, .down, .down)
            story.press(.control("u"))
            story.type("+ rds out udp 53 to 10.0.0.2/32")
            #expect(story.state.form?.direction == .egress)
            #expect(story.state.form?.ports.text == "53")
            story.press(.enter)
            #expect(story.state.changes?.changes.map(\.line.text) == ["+ RDS SG egress udp 53 to 10.0.0.2/32"])
        }
    }

    @Test func `E on a rule changes that rule`() {
        var story = Story()
        story.command("rules rds")
        story.press("E")
        #expect(story.screen.contains("on trial: a rule of RDS SG"))
        #expect(story.state.form?.old?.hasPrefix("RDS SG ingress tcp 5432 from") == true)
        story.press(.control("u"))
        story.type("5432-5433")
        story.press(.enter)
        #expect(story.state.changes?.changes.first?.line.text.hasPrefix("~ RDS SG ingress tcp 5432 from") == true)
        #expect(story.state.changes?.changes.first?.line.text.hasSuffix(": tcp 5432-5433") == true)
    }

    @Test func `what cannot be tried stands below the fields, and Enter changes nothing`() {
        var story = Story()
        story.command("goto rds")
        story.press("E")
        story.type("99999")
        story.press(.enter)
        #expect(story.state.form != nil)
        #expect(story.screen.contains("not tried"))
        #expect(story.state.changes == nil)
    }

    // MARK: Readings

    private static let names = ["front", "api", "db"]
    private static let rules: [(from: String, to: String, port: Int)] = [
        ("0.0.0.0/0", "front", 443), ("front", "api", 8080), ("api", "db", 5432),
    ]

    private static func model(_ rules: [(from: String, to: String, port: Int)] = rules, at time: String) -> ExplorerModel {
        let inventory = World.inventory(groups: names, rules: rules)
        return ExplorerModel(
            inventory: inventory, analyzer: Analyzer(inventory), notes: nil, isExample: false, readAt: time)
    }

    @Test func `r keeps the changes, and says which was made meanwhile`() {
        var story = Story(Self.model(at: "18:34"), 120, 40)
        story.ask("front -> db:5432")
        story.command("+ db in 5432 from front")
        story.command("+ db in 5433 from front")
        story.press("r")
        #expect(story.effects == [.reread])
        #expect(story.state.read.time == "18:34")
        story.send(.reading(.read(Self.model(Self.rules + [("front", "db", 5432)], at: "18:52"))))
        #expect(story.screen.contains("read 18:52"))
        #expect(story.screen.contains("1 change meanwhile made: + db ingress tcp 5432 from front"))
        #expect(story.screen.contains(Self.banner))
        #expect(story.state.changes?.changes.map(\.line.text) == ["+ db ingress tcp 5433 from front"])
        #expect(story.screen.contains("✓ Allowed"))
        story.press("r")
        let made = Self.rules + [("front", "db", 5432), ("front", "db", 5433)]
        story.send(.reading(.read(Self.model(made, at: "18:55"))))
        #expect(story.screen.contains("nothing is on trial"))
        #expect(!story.screen.contains("ON TRIAL"))
    }

    @Test func `in a vast inventory a change is laid beside the keys, and a second waits for it`() {
        let names = (0..<120).map { "service-\($0)" }
        let rules = (1..<120).map { (from: "service-\($0 - 1)", to: "service-\($0)", port: 8000) }
        let inventory = World.inventory(groups: names, rules: rules)
        var story = Story(
            ExplorerModel(
                inventory: inventory, analyzer: Analyzer(inventory), notes: nil, isExample: false, readAt: "18:34"), 120, 40)
        story.press(.escape)
        story.holdsWork = true
        story.command("+ service-7 in 9000 from service-3")
        #expect(story.state.changes == nil)
        #expect(story.held.contains { $0.slot == .lay })
        story.command("+ service-8 in 9000 from service-3")
        #expect(story.state.changes == nil)
        story.finishWork()
        #expect(story.state.changes?.changes.map(\.line.text) == ["+ 7 ingress tcp 9000 from 3"])
        #expect(story.screen.contains("ON TRIAL: 1 change"))
    }
}
