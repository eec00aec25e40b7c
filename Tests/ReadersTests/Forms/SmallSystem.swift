import CoreModel
import Diff
import Reachability
import Testing

/// Three groups with every kind of peer, as each form of input tells them: `Fixtures/forms`.
///
/// web: 443 from anywhere, all out; app: 8080 from web, ping from 192.0.2.0/24, udp 53-54 from a prefix list, 5432 to db and 443 out; db:
/// 5432 from app, 22 from two networks, out to nobody but itself. Its describe listings are the measure.
enum SmallSystem {
    static let listing = "forms/aws/describe-security-groups.json"

    static let questions: [Expected] = [
        Expected("internet -> web:443", .allowed), Expected("internet -> web:80", .blocked),
        Expected("web -> app:8080", .allowed), Expected("web -> app:8081", .blocked), Expected("app -> db:5432", .allowed),
        Expected("web -> db:5432", .blocked), Expected("192.0.2.9 -> db:22", .allowed), Expected("192.0.3.9 -> db:22", .blocked),
        Expected("198.51.100.1 -> db:22", .allowed), Expected("db -> 192.0.2.9:443", .blocked),
        Expected("app -> internet:443", .allowed), Expected("192.0.2.9 -> app:icmp/8", .allowed),
        Expected("11.9.9.9 -> app:icmp/8", .blocked), Expected("192.0.2.9 -> app:udp/53", .depends),
    ]

    /// The questions have their verdicts, and each group the rules of the listing.
    static func check(_ inventory: Inventory) throws {
        for question in questions { try question.check(inventory) }
        #expect(SeedSystem.rules(inventory) == SeedSystem.rules(try Fixtures.read(listing)))
    }

    /// Nothing differs from the listing that the inventory tells too: groups, rules, descriptions, attachments, flows.
    static func checkSame(_ inventory: Inventory, as listings: [String] = [listing]) throws {
        let diff = InventoryDiff(from: Analyzer(try Fixtures.read(listings)), to: Analyzer(inventory))
        #expect(diff.isEmpty, "\(diff)")
    }
}
