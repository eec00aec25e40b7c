import Annotations
import CoreModel
import Reachability
import Support
import Testing
import Text

@testable import Documentation

@Suite("Who reaches an end, in words")
struct WhoReportTests {
    private static func world(_ further: String) -> String {
        """
        vpc v 10.0.0.0/16
        group web v
        group app v
          in tcp 8080 web
        group common-egress v
          out all - 0.0.0.0/0
        group proxy v
          in tcp 3128 app
          out tcp 8080 app
        interface web-7 v web,common-egress 10.0.0.7
        interface web-9 v web,common-egress 10.0.0.9
        interface app-1 v app 10.0.0.50 instance=i-app
        \(further)
        complete
        """
    }

    private static func lines(_ end: String, _ port: String, _ further: String = "") throws -> [String] {
        let world = try World(world(further))
        let analyzer = world.analyzer
        let (asked, query) = (try analyzer.resolver.resolve(end), try PortQuery(parsing: port))
        let who = analyzer.who(reaches: asked, port: query)
        let report = WhoReport(who, Annotations(world.inventory, notes: nil), analyzer)
        return report.lines(asked, query, .v4, width: 120).map(\.text)
    }

    private static let alone = "interface web-3 v web 10.0.0.3"

    @Test(
        "A group whose members go out by another group is said with them and with that group, whatever end is asked about",
        arguments: [
            ("app", "", "app on tcp 8080: web (all 2 members, by common-egress)"),
            ("app", alone, "app on tcp 8080: web (2 of 3 members: web-7, web-9, by common-egress)"),
            ("10.0.0.50", alone, "10.0.0.50 on tcp 8080: web (2 of 3 members: web-7, web-9, by common-egress)"),
            ("i-app", alone, "i-app on tcp 8080: web (2 of 3 members: web-7, web-9, by common-egress)"),
            ("app-1", "", "app-1 on tcp 8080: web (all 2 members, by common-egress)"),
            ("web", "", "web on tcp 8080: nobody can reach it"),
        ])
    func sentences(_ end: String, _ further: String, _ line: String) throws {
        let first = try #require(try Self.lines(end, "8080", further).first)
        let (head, group) = line.split(at: ": ")
        // Others that carry common-egress and web are named, too.
        #expect(first.hasPrefix(head) && first.hasSuffix(group), "\(first)")
    }

    @Test("A group that goes out by its own rules is said by its name alone")
    func own() throws {
        let further = """
            group batch v
              out tcp 8080 app
            interface batch-1 v batch,common-egress 10.0.0.80
            group app2 v
              in tcp 9090 batch
              in tcp 9090 common-egress
            interface app2-1 v app2 10.0.0.81
            """
        #expect(try Self.lines("app2", "9090", further).first?.contains("common-egress") == true)
        #expect(try Self.lines("app2", "9090", further).first?.hasPrefix("app2 on tcp 9090: ") == true)
    }
}

extension String {
    fileprivate func split(at separator: String) -> (head: String, rest: String) {
        guard let place = firstRange(of: separator) else { return (self, "") }
        return (String(self[..<place.upperBound]), String(self[place.upperBound...]))
    }
}
