import CoreModel
import Support
import Testing

@testable import Explorer

@Suite("Finding in the explorer")
struct FindingTests {
    private static let world: Inventory = {
        do {
            return try World.inventory(
                """
                vpc v 10.0.0.0/16
                subnet private v 10.0.1.0/24
                group web v the front door
                  in tcp 443 0.0.0.0/0 customers
                group db v
                  in tcp 5432 web nightly export
                interface eni-web v web 10.0.1.10 subnet=private instance=i-web
                interface eni-db v db 10.0.1.20 subnet=private rds=orders
                interface eni-bare v - 10.0.1.30 subnet=private
                complete
                """, idPrefix: "sg-")
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    @Test(
        "/ lands on the group that carries it, and says what it is",
        arguments: [
            ("10.0.1.10", "web", "/10.0.1.10  1 of 1: web, interface eni-web"), ("i-web", "web", "/i-web  1 of 1: web, "),
            ("5432", "db", "/5432  1 of 1: db, lets in tcp 5432"),
            ("nightly", "db", "/nightly  1 of 1: db, a rule says \"nightly export\""),
            ("orders", "db", "/orders  1 of 1: db, RDS orders"), ("we", "web", "/we  1 of 1: web"),
        ])
    func landing(_ text: String, _ group: String, _ said: String) {
        var story = Story(ExampleExplorer.model(of: Self.world), 100, 30)
        story.press("/")
        story.type(text)
        #expect(story.selected == group)
        story.press(.enter)
        #expect(story.selected == group)
        #expect(story.line(with: said) != nil, "\(story.screen)")
    }

    @Test("What no group carries leaves the selection where it was, and is said")
    func bare() {
        var story = Story(ExampleExplorer.model(of: Self.world), 100, 30)
        let before = story.selected
        story.press("/")
        story.type("10.0.1.30")
        story.press(.enter)
        #expect(story.line(with: "/10.0.1.30  1 of 1: interface eni-bare, which carries no group") != nil, "\(story.screen)")
        #expect(story.selected == before)
        story.press("/")
        story.type("10.9.9.9")
        story.press(.enter)
        #expect(story.line(with: "/10.9.9.9  no interface has it") != nil, "\(story.screen)")
    }

    @Test("A subnet, a table and a gateway are shown on the network map; Esc leads back to the groups")
    func network() {
        for (text, said) in [
            ("chat-dev-private-1", "subnet chat-dev-private-1"), ("nat-0", "NAT gateway nat-0"), ("rtb-", "route table"),
        ] {
            var story = Story(ExampleExplorer.model, 120, 40)
            story.press("/")
            story.type(text)
            #expect(story.state.network == nil)
            story.press(.enter)
            #expect(story.state.network?.selected != nil)
            #expect(story.line(with: said) != nil, "\(story.screen)")
            story.press(.escape)
            #expect(story.state.network == nil)
        }
    }

    @Test("n and N go through everything that was found, and the count stays")
    func stepping() {
        var story = Story()
        story.press("/")
        story.type("ecs")
        story.press(.enter)
        let first = story.selected
        #expect(story.line(with: "/ecs  1 of ") != nil)
        story.press("n")
        #expect(story.line(with: "/ecs  2 of ") != nil)
        story.press("N")
        #expect(story.selected == first)
    }

    @Test(":goto goes where / finds, also to a name that is nearly right, and completes what is no end")
    func goto() {
        var story = Story()
        func run(_ text: String) {
            story.press(":")
            story.type(text)
            story.press(.enter)
        }
        run("goto 10.0.11.24")
        #expect(story.selected == "ECS API SG")
        run("goto reids")
        #expect(story.selected == "Redis SG")
        run("goto nowhere")
        #expect(story.line(with: "nothing is called so") != nil)
        story.press(":")
        story.type("goto chat-dev-private-")
        #expect(story.screen.contains("chat-dev-private-0") && story.screen.contains("chat-dev-private-1"))
    }

    @Test("Tab completes an address of an interface in a question")
    func completing() {
        var story = Story()
        story.press("a")
        story.type("10.0.11.2")
        story.press(.tab)
        #expect(story.state.question?.editor.text.hasPrefix("10.0.11.24") == true, "\(story.screen)")
    }

    @Test("The words of the command line are known behind the colon, and an argument without use is said")
    func words() {
        var story = Story()
        func run(_ text: String) {
            story.press(":")
            story.type(text)
            story.press(.enter)
        }
        run("list 5432")
        #expect(story.state.list?.hits.count == 1)
        #expect(story.selected == "RDS SG")
        run("rules redis")
        #expect(story.selected == "Redis SG")
        #expect(story.state.details.isOpen)
        run("why alb rds 5432")
        #expect(story.state.answer?.text == "alb -> rds:5432")
        run("who rds 5432")
        #expect(story.line(with: "RDS SG on tcp 5432: ECS API SG, ECS Realtime SG, ECS Workers SG") != nil, "\(story.screen)")
        story.press(.escape)
        #expect(story.state.help == nil)
        run("audit")
        #expect(story.state.showsFindings)
        run("check")
        run("diff")
        #expect(story.state.prompt == nil)
        run("ids 5432")
        #expect(story.screen.contains("not used: 5432"), "\(story.screen)")
    }

    @Test("The list says by what each group was found, the group that carries an address first")
    func list() {
        var story = Story()
        story.press("v", "/")
        story.type("10.0.11.24")
        #expect(story.selected == "ECS API SG")
        #expect(story.state.list?.hits.map(\.found?.field) == [.address, .admission, .admission, .admission])
        #expect(story.line(with: "ALB SG  lets in") != nil, "\(story.screen)")
    }
}
