import CoreModel
import Support
import Testing

@testable import Reachability

/// A group put on an interface or taken off it keeps what is looked up by address and id: what is kept must be what would be made anew.
@Suite("Groups put on interfaces and taken off them")
struct CarriedGroupTests {
    @Test("Whoever carries a group, is unseen, or stands with others is the same as if it were read anew")
    func lookups() {
        var random = SeededRandom(seed: 7)
        var (emptied, filled) = (0, 0)
        for own in SurveyedNetworks.cases.prefix(40) {
            for _ in 0..<4 {
                let edits = Self.edits(own.inventory, &random)
                if edits.isEmpty { continue }
                let kept = own.analyzer.applying(edits)
                let anew = InventoryIndex(kept.inventory)
                #expect(kept.index.members == anew.members, "\(own.name): \(edits)")
                #expect(kept.index.kinds.ofInterface == anew.kinds.ofInterface, "\(own.name): \(edits)")
                #expect(
                    zip(kept.index.kinds.all, anew.kinds.all).allSatisfy { $0.isAlike($1) }, "\(own.name): \(edits)")
                #expect(kept.index.isUnseen == anew.isUnseen, "\(own.name): \(edits)")
                #expect(kept.index.unseen == anew.unseen, "\(own.name): \(edits)")
                #expect(kept.index.kindEnds == anew.kindEnds, "\(own.name): \(edits)")
                for place in own.inventory.groups.indices {
                    let (before, after) = (own.analyzer.index.members[place], anew.members[place])
                    if !before.isEmpty && after.isEmpty { emptied += 1 }
                    if before.isEmpty && !after.isEmpty { filled += 1 }
                }
            }
        }
        #expect(emptied > 10 && filled > 10, "\(emptied) \(filled)")
    }

    @Test("Answers are those of the inventory read anew, ways included")
    func answers() throws {
        let port = try PortQuery(parsing: "443")
        var random = SeededRandom(seed: 8)
        var turned = 0
        for own in SurveyedNetworks.cases.suffix(60) {
            let edits = Self.edits(own.inventory, &random)
            let kept = own.analyzer.applying(edits)
            let anew = Analyzer(kept.inventory)
            // The walker of what was read is made before the change is laid.
            _ = own.analyzer.walker.value
            for source in own.ends.prefix(6) {
                for destination in own.ends.prefix(6) {
                    guard let question = own.question(source, destination, port, .v4) else { continue }
                    let verdict = kept.wholeVerdict(question)
                    #expect(verdict == anew.wholeVerdict(question), "\(own.name): \(edits), \(source) -> \(destination)")
                    if verdict != own.why(question) { turned += 1 }
                }
            }
        }
        #expect(turned > 10, "\(turned)")
    }

    /// One to three groups put on interfaces or taken off them.
    private static func edits(_ inventory: Inventory, _ random: inout SeededRandom) -> [Edit] {
        let groups = inventory.loadedGroups.map { inventory[inventory[$0].id] }
        if groups.isEmpty || inventory.interfaces.isEmpty { return [] }
        return (0..<(1 + random.below(3))).map { _ in
            let interface = inventory.interfaces[random.below(inventory.interfaces.count)]
            let id = inventory[interface.id]
            if let own = interface.groups.first, random.below(2) == 0 {
                return .detach(group: inventory[inventory[own].id], interface: id)
            }
            return .attach(group: groups[random.below(groups.count)], interface: id)
        }
    }
}
