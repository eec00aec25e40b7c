import CoreModel
import Documentation
import Support
import Testing

@testable import Explorer

@Suite("The list of groups")
struct ListTests {
    private static let shop = made(listsInterfaces: false)

    private static func made(listsInterfaces: Bool) -> Inventory {
        let names = (0..<50).map { "service-\($0)" } + ["orders-db", "payments-db"]
        return World.inventory(
            groups: names,
            rules: [
                ("service-1", "orders-db", 5432), ("10.1.0.0/16", "payments-db", 5432), ("0.0.0.0/0", "service-7", 443),
                ("10.1.2.0/24", "service-9", 8080), ("service-7", "service-9", 8080),
            ], listsInterfaces: listsInterfaces)
    }

    @Test("Above 40 groups it opens on the list, with keys as keys and the overview beside it; 40 and fewer open on the map")
    func opening() {
        var story = Story(ExampleExplorer.model(of: Self.shop))
        #expect(story.screen.contains("▸ groups "))
        #expect(!story.screen.contains("groups /"))
        #expect(story.line(with: "q quit")?.contains("arrows hjkl move  / filter  Enter open") == true)
        story.press("j", "k", "?", "q", "/")
        #expect(story.screen.contains("groups /"))
        #expect(story.screen.contains("52 of 52"))
        #expect(story.screen.contains("open to the internet"))
        story.type("orders")
        #expect(story.screen.contains("1 of 52"))
        #expect(story.selected == "orders-db")
        story.press(.enter)
        #expect(story.screen.contains("ingress 1"))
        story.press(.escape)
        #expect(story.state.focus == .list)
        #expect(story.screen.contains("/orders"))
        story.press(.escape)
        #expect(story.screen.contains("52 of 52"))
        #expect(story.selected == "orders-db")
        story.press(.escape)
        #expect(story.effects.isEmpty)
        story.press("q")
        #expect(story.effects == [.quit])
        #expect(Story().state.list == nil)
    }

    @Test("< and > sort it by its columns, and :sort does; what it is sorted by is seen, and stays when it is closed")
    func sorting() {
        var story = Story(ExampleExplorer.model(of: Self.shop))
        story.press(">")
        #expect(story.state.list?.order == .init(.inbound))
        #expect(story.line(with: "interf.") == nil && story.line(with: "in▾  out") != nil, "\(story.screen)")
        let counts = story.state.list?.hits.map { story.state.model.inventory[$0.group].rules(.ingress).count } ?? []
        #expect(counts == counts.sorted(by: >) && Set(counts) == [0, 1, 2])
        #expect(
            story.state.list?.hits.first.map { story.state.model.inventory[story.state.model.inventory[$0.group].name] }
                == "service-9")
        story.press("v", "v")
        #expect(story.state.list?.order == .init(.inbound))
        story.type(":sort -name")
        story.press(.enter)
        #expect(story.state.list?.hits.first.map { story.state.model.name(.group($0.group)) } == "service-9")
        story.type(":sort open")
        story.press(.enter)
        #expect(story.state.list?.hits.first.map { story.state.model.name(.group($0.group)) } == "service-7")
        #expect(story.line(with: "open▾") != nil, "\(story.screen)")
        story.type(":sort colour")
        story.press(.enter)
        #expect(story.screen.contains("sort takes name, in, out, "))
        story.press("<", "<", "<", "<", "<", "<", "<")
        #expect(story.state.focus == .list)
    }

    @Test("At 80 columns a list that tells regions leaves room for the names")
    func namesBesidePlaces() {
        var story = Story()
        #expect(!story.state.model.inventory.interfaces.isEmpty && story.state.size.columns == 80)
        story.type(":sort region")
        story.press(.enter)
        #expect(story.line(with: "region▴") != nil && story.line(with: "interf.") == nil, "\(story.screen)")
        #expect(story.line(with: "ECS API SG  ") != nil, "\(story.screen)")
    }

    @Test("The help of :sort names every column that it takes")
    func sortableColumns() throws {
        let sort = try #require(Command.table.flatMap(\.words).first { $0.word == "sort" })
        #expect(sort.help == "sort the list: name, in, out, interfaces, !, open, unused, VPC, account, region")
        for column in GroupColumn.allCases { #expect(sort.help.contains(column.rawValue)) }
    }

    @Test("F lists what has !, what is open and what is unused, one after the other, beside what is typed")
    func marks() {
        var story = Story(ExampleExplorer.model(of: Self.made(listsInterfaces: true)))
        story.press("F", "F")
        #expect(story.state.list?.filter.text == "is:open")
        #expect(story.state.list?.hits.map { story.state.model.name(.group($0.group)) } == ["service-7"])
        story.press("F")
        story.finishWork()
        #expect(story.state.list?.filter.text == "is:unused")
        #expect(story.state.list?.hits.count == 52 - 2, "\(story.screen)")
        story.press("/")
        story.type(" 12")
        #expect(story.state.list?.hits.map { story.state.model.name(.group($0.group)) } == ["service-12"], "\(story.screen)")
        story.press(.enter, .escape, "F")
        #expect(story.state.list?.filter.text == "12")
    }

    @Test func `what is unused is not known where interfaces are not listed, and said to be`() {
        for listsInterfaces in [false, true] {
            let model = ExampleExplorer.model(of: Self.made(listsInterfaces: listsInterfaces))
            var story = Story(model)
            story.press("/")
            story.type("is:unused")
            #expect(Set(story.state.list?.hits.map(\.group) ?? []) == model.inventory.unusedGroups ?? [])
            #expect(story.state.list?.hits.isEmpty != listsInterfaces)
            let isSaid = story.state.message?.contains("which groups nothing uses is not known") == true
            #expect(isSaid != listsInterfaces, "\(story.state.message ?? "")")
        }
    }

    @Test(
        "The filter takes words, a port, and who is let in",
        arguments: [
            ("service 4", ["service-14", "service-24", "service-34", "service-4"]), ("SG-50", ["orders-db"]),
            ("description of payments", ["payments-db"]), (":8080", ["service-9"]), ("5432", ["orders-db", "payments-db"]),
            ("8080/tcp", ["service-9"]), ("port https", ["service-7"]), ("10.1.2.3:5432", ["orders-db", "payments-db"]),
            ("10.1.2.3 on 5432", ["orders-db", "payments-db"]),
            ("10.1.2.3", ["orders-db", "payments-db", "service-7", "service-9"]),
            ("10.1.0.0/16 8080", ["service-9"]), ("internet:443", ["service-7"]), ("from service-7 on 8080", ["service-9"]),
            ("10.1.2.3:22", []), ("in>=2", ["service-9"]),
            ("in=1 5432", ["orders-db", "payments-db"]), ("name=-db not:unused", []),
            ("nothing at all", []),
        ])
    func filters(_ text: String, _ names: [String]) {
        var story = Story(ExampleExplorer.model(of: Self.shop))
        story.press("/")
        story.type(text)
        let found = (story.state.list?.hits ?? []).map { story.state.model.names.name(of: $0.group) }
        #expect(text == "service 4" ? Set(found).isSuperset(of: names) : found == names)
        if names.isEmpty {
            let why = ["nothing is called so", "no group lets that in", "which groups nothing uses is not known"]
            #expect(why.contains(where: story.screen.contains))
        }
    }

    @Test("A group that lets an address in only if something unknown holds is marked")
    func depends() throws {
        var story = Story(ExampleExplorer.model(of: Self.shop))
        story.press("/")
        story.type("10.1.2.3:8080")
        // No interfaces are loaded: the address may belong to service-7, which a rule names; 10.1.2.0/24 lets it in anyway.
        #expect(story.state.list?.hits.map(\.outcome) == [.pass])
        story.press(.escape, "/")
        story.type("10.9.9.9:8080")
        #expect(story.state.list?.hits.map(\.outcome) == [.depends])
    }

    @Test("v opens the list beside the map and closes it; the map follows its cursor, and Tab goes to the map")
    func beside() {
        var story = Story(ExampleExplorer.model, 120, 40)
        story.press("v")
        #expect(story.screen.contains("groups"))
        #expect(story.screen.contains("6 of 6"))
        #expect(story.selected == "ALB SG")
        story.press("j", "j")
        #expect(story.selected == "ECS Realtime SG")
        #expect(story.screen.contains("▸ ECS Realtime SG"))
        story.press(.tab)
        #expect(story.state.focus == .map)
        story.press("v", "v")
        #expect(story.state.list == nil)
    }

    @Test("A pasted log line opens the question, also while a filter is typed; a pasted word filters")
    func pasting() {
        var story = Story(ExampleExplorer.model(of: Self.shop))
        story.press("/")
        story.send(.paste("orders"))
        #expect(story.selected == "orders-db")
        story.send(.paste("dial tcp 10.1.2.3:5432: i/o timeout"))
        #expect(story.state.question?.editor.text == "-> 10.1.2.3:5432")
    }
}
