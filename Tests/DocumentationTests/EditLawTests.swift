import CoreModel
import Support
import Testing

@testable import Diff

/// Differences of generated readings, laid over one of them as edits.
@Suite("Differences as edits")
struct EditLawTests {
    @Test("What differs between two readings, laid over one, gives the other's groups, rules and attachments", arguments: 0..<60)
    func differences(seed: UInt64) throws {
        var random = SeededRandom(seed: seed &+ 40_000)
        let text = DiffPropertyTests.World(&random)
        var changed = text
        changed.change(&random)
        let readings = (try Lab(text.text).inventory, try Lab(changed.text).inventory)
        for (before, after) in [readings, (readings.1, readings.0)] {
            let made = before.applying(GroupDifferences(before: before, after: after).edits)
            #expect(Contents(made, like: after) == Contents(after, like: before), "\(text.text)\n--\n\(changed.text)")
            #expect(GroupDifferences(before: made, after: after).edits.isEmpty)
            #expect(Contents(before.applying([]), like: after) == Contents(before, like: after))
        }
    }

    @Test("The readings differ by edits of every kind, each many times")
    func kinds() throws {
        var counts: [String: Int] = [:]
        for seed in UInt64(0)..<60 {
            let (before, after) = try Self.readings(seed)
            for edit in GroupDifferences(before: before, after: after).edits
                + GroupDifferences(before: after, after: before).edits
            {
                counts[Self.kind(edit), default: 0] += 1
            }
        }
        let wanted = ["add", "remove", "change", "addGroup", "removeGroup", "attach", "detach"]
        #expect(wanted.allSatisfy { counts[$0, default: 0] >= 5 }, "\(counts)")
    }

    @Test("Edits one after the other come to the same as all together", arguments: 0..<30)
    func inParts(seed: UInt64) throws {
        let (before, after) = try Self.readings(seed)
        let edits = GroupDifferences(before: before, after: after).edits
        let parts = edits.reduce(before) { $0.applying([$1]) }
        let whole = before.applying(edits)
        #expect(Contents(parts, like: after) == Contents(whole, like: after))
        #expect(GroupDifferences(before: parts, after: whole).edits.isEmpty)
    }

    private static func readings(_ seed: UInt64) throws -> (before: Inventory, after: Inventory) {
        var random = SeededRandom(seed: seed &+ 40_000)
        let text = DiffPropertyTests.World(&random)
        var changed = text
        changed.change(&random)
        return (try Lab(text.text).inventory, try Lab(changed.text).inventory)
    }

    private static func kind(_ edit: Edit) -> String {
        switch edit {
        case .add: "add"
        case .remove: "remove"
        case .change: "change"
        case .addGroup: "addGroup"
        case .removeGroup: "removeGroup"
        case .attach: "attach"
        case .detach: "detach"
        case .network: "network"
        }
    }

    /// What a reading says of loaded groups, and of the interfaces that another one has too.
    private struct Contents: Equatable {
        var rules: [String: Set<EditedRule>] = [:]
        var carried: [String: Set<String>] = [:]

        init(_ inventory: Inventory, like other: Inventory) {
            for group in inventory.loadedGroups {
                let id = inventory[inventory[group].id]
                let own = Direction.allCases.flatMap { inventory.rules(of: group, $0) }.map { inventory[$0] }
                rules[id] = Set(own.map { inventory.edited($0, of: id, as: inventory.identity(of: $0)) })
            }
            let shared = Set(other.interfaces.map { other[$0.id] })
            for interface in inventory.interfaces where shared.contains(inventory[interface.id]) {
                carried[inventory[interface.id]] = Set(interface.groups.map { inventory[inventory[$0].id] })
            }
        }
    }
}
