import Foundation
import Support
import Testing

/// A screen of the explorer on an input, as the built program saves it.
struct ScreenPage: Sendable, CustomTestStringConvertible {
    let name: String
    /// What is read, from the folder of pages or from the example's files; none is the example itself.
    var inputs: [String] = []
    /// The words of a script; before the first stands the size of the screen.
    let script: [String]
    var ascii = false

    var testDescription: String { name }

    /// The example's files that these pages do not change.
    static let example = [
        "security-groups", "security-group-rules", "vpcs", "internet-gateways", "load-balancers", "listeners", "target-groups",
        "target-health.chat-dev-api", "target-health.chat-dev-realtime", "rules.443", "rules.80",
    ].map { "example:describe-\($0).json" }

    /// The example with an isolated tier, whose ACL is that of a folder.
    static func isolated(_ acl: String) -> [String] {
        example + ["example:describe-nat-gateways.json", acl]
            + ["subnets", "network-interfaces", "route-tables"].map { "isolated/describe-\($0).json" }
    }

    /// Two VPCs joined by a peering connection, whose tables are those of a folder.
    static func orders(_ tables: String) -> [String] {
        ["vpcs", "subnets", "vpc-peering-connections", "network-acls", "security-groups", "network-interfaces"].map {
            "orders/describe-\($0).json"
        } + ["\(tables)/describe-route-tables.json"]
    }

    /// The example whose NAT gateway was deleted.
    static let withoutNat =
        example + ["subnets", "network-interfaces", "network-acls"].map { "example:describe-\($0).json" } + ["nat-gone"]

    static func asking(_ question: String) -> [String] { ["press a", "type \(question)", "press Enter", "wait"] }

    static let all = [
        ScreenPage(
            name: "passes", inputs: isolated("isolated/describe-network-acls.json"), script: asking("api -> rds:5432")),
        ScreenPage(name: "reply-stopped", inputs: isolated("isolated-reply"), script: asking("api -> rds:5432")),
        ScreenPage(name: "nat-gone", inputs: withoutNat, script: asking("workers -> internet:443")),
        ScreenPage(name: "balancer", script: asking("internet -> alb:443")),
        ScreenPage(name: "no-route-back", inputs: orders("orders-no-return"), script: asking("orders -> reports-db:5432")),
        ScreenPage(name: "table-missing", inputs: orders("orders-one-side"), script: asking("orders -> reports-db:5432")),
        ScreenPage(name: "one-member-fails", inputs: orders("orders"), script: asking("orders -> reports-db:5432")),
        ScreenPage(
            name: "reply-stopped-ascii", inputs: isolated("isolated-reply"), script: asking("api -> rds:5432"), ascii: true),
        ScreenPage(name: "two-blockers", inputs: isolated("isolated-deny"), script: asking("alb -> rds:5432")),
        ScreenPage(name: "client-port", inputs: isolated("isolated-client"), script: asking("api -> rds:5432")),
        ScreenPage(
            name: "acl", inputs: isolated("isolated-reply"),
            script: asking("api -> rds:5432") + ["press 4", "press Enter", "wait"]),
        ScreenPage(
            name: "table", inputs: isolated("isolated-reply"),
            script: asking("api -> rds:5432") + ["press 3", "press Enter", "wait"]),
        ScreenPage(name: "interfaces", script: ["press I", "wait"]),
        ScreenPage(
            name: "interfaces-one-fails", inputs: orders("orders"),
            script: asking("orders -> reports-db:5432") + ["press I", "wait"]),
        ScreenPage(name: "network", script: ["press V", "wait"]),
        ScreenPage(name: "network-isolated", inputs: isolated("isolated-reply"), script: ["press V", "wait"]),
        ScreenPage(name: "find-address", script: ["press /", "type 10.0.11.24", "wait"]),
        ScreenPage(name: "find-kept", script: ["press /", "type chat-dev-rds", "press Enter", "wait"]),
        ScreenPage(name: "find-subnet", script: ["press /", "type chat-dev-private-1", "press Enter", "wait"]),
        ScreenPage(
            name: "find-across", inputs: orders("orders"), script: ["press /", "type pcx-", "press Enter", "wait"]),
        ScreenPage(name: "find-list", script: ["press v", "press /", "type 10.0.11.24", "wait"]),
        ScreenPage(name: "find-list-words", script: ["press v", "press /", "type database", "wait"]),
        ScreenPage(name: "who-page", script: ["press :", "type who rds 5432", "press Enter", "wait"]),
        ScreenPage(name: "network-lit", script: ["press V"] + asking("workers -> internet:443")),
    ]

    func words(_ folder: URL) -> String {
        let files = inputs.map { input -> URL in
            input.hasPrefix("example:")
                ? Places.notes.deletingLastPathComponent().appending(path: input.dropFirst(8))
                : folder.appending(path: input)
        }
        let reads = files.map { " -i '\($0.path)'" }.joined()
        let notes = inputs.isEmpty || inputs[0].hasPrefix("orders") ? "" : " --notes '\(Places.notes.path)'"
        return "sgscope explore\(ascii ? " --ascii" : "")\(reads)\(notes) --script s"
    }
}

@Suite("Screens of whole ways, as the program saves them")
struct PagesTests {
    private static let pages = Places.stored.appending(path: "pages")

    @Test("Each screen is the stored one", arguments: ScreenPage.all, ["80x24", "120x40"])
    func screens(page: ScreenPage, size: String) throws {
        let folder = try Scratch()
        try folder.write("s", (["resize \(size)"] + page.script + ["save screen.txt"]).joined(separator: "\n") + "\n")
        let run = try ProgramRun(line: page.words(Self.pages), in: folder.directory)
        #expect(run.status == 0, "\(run.errors)")
        let screen = try String(contentsOfFile: folder.path("screen.txt"), encoding: .utf8)
        if page.ascii { #expect(screen.utf8.allSatisfy { $0 < 128 }) }
        try Places.expect(StoredText.withoutTitle(screen), as: "pages/\(page.name)-\(size).txt")
    }

    /// What is said first of each question: it stands alone in a ticket.
    private static let sentences: [(inputs: [String], question: String, begins: String)] = [
        (ScreenPage.isolated("isolated-deny"), "alb rds 5432", "Blocked twice: network ACL isolated denies tcp 5432 in"),
        (
            ScreenPage.isolated("isolated-deny"), "workers rds 5432",
            "Blocked: network ACL isolated of chat-dev-isolated-0 denies tcp 5432 in from 10.0.11.78 (rule 90, before 100 allows it)"
        ),
        (
            ScreenPage.isolated("isolated-client"), "api rds 5432",
            "Depends on the client's port: network ACL isolated of chat-dev-isolated-0 lets answers out only on tcp 32768-60999"
        ),
        (
            ScreenPage.isolated("isolated-reply"), "api rds 5432",
            "Blocked on the way back: network ACL isolated lets only tcp 443 out to 10.0.0.0/20"
        ),
        (
            ScreenPage.withoutNat, "workers internet 443",
            "Blocked: table private sends 0.0.0.0/0 to nat-574e3700d76a79a01, which no longer exists (blackhole)"
        ),
        (
            ScreenPage.orders("orders-no-return"), "orders reports-db 5432",
            "Blocked on the way back: reports-db cannot answer, for table reporting-db has no route to 10.40.21.17"
        ),
        (ScreenPage.orders("orders-one-side"), "orders reports-db 5432", "Depends"),
    ]

    @Test("The first sentence says what decides, in at most 160 characters", arguments: 0..<Self.sentences.count)
    func sentence(number: Int) throws {
        let own = Self.sentences[number]
        let page = ScreenPage(name: own.question, inputs: own.inputs, script: [])
        let line = page.words(Self.pages).replacing("explore", with: "why").replacing(" --script s", with: "")
        let run = try ProgramRun(line: "\(line) --format json \(own.question)", in: Self.pages)
        let answer = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        let summary = try #require(answer?["summary"] as? String, "\(run.errors)")
        #expect(summary.hasPrefix(own.begins), "\(summary)")
        #expect(summary.count <= 160, "\(summary.count): \(summary)")
    }
}
