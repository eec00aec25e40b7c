import CoreModel
import Diff
import Documentation
import Reachability

extension Trial {
    /// What was read, and what it is with the first change, the first two, ...: of those that are on.
    public var steps: [Analyzer] {
        var steps = [base]
        for change in changes where change.isOn { steps.append((steps.last ?? base).applying(change.line.edits)) }
        return steps
    }

    /// The same changes where everything has stand-ins; `steps` are those of the real ones, with stand-ins.
    ///
    /// A change is called by what differs, in the lines that say so and, for a drill, in words.
    public init(_ steps: [Analyzer], standingFor real: Trial) {
        guard let first = steps.first, let last = steps.last else {
            self = real
            return
        }
        let own = real.changes.filter(\.isOn)
        var changes: [Change] = []
        for (place, (before, after)) in zip(steps, steps.dropFirst()).enumerated() where own.indices.contains(place) {
            let found = InventoryDiff.edits(from: before, to: after)
            let lines = TrialLine.lines(of: found.edits, for: before).map(\.text)
            let drill = own[place].line.drill.flatMap { Self.drill($0, real.base, first) }
            let said = (drill == nil ? lines : []) + (drill == nil ? found.unsaid : [])
            let text = drill.map { Self.text($0, first) } ?? (said.isEmpty ? "a change" : said.joined(separator: "; "))
            changes.append(Change(line: TrialLine(text: text, edits: found.edits, drill: drill), origin: own[place].origin))
        }
        self.init(first, last, changes)
    }

    /// The same drill where everything has stand-ins, by the places of what it takes away; nil where these do not tell it.
    private static func drill(_ drill: TrialLine.Drill, _ real: Analyzer, _ shown: Analyzer) -> TrialLine.Drill? {
        let (real, shown) = (real.inventory, shown.inventory)
        switch drill {
        case .group(let id):
            guard let group = real.group(id: id), shown.groups.count == real.groups.count else { return nil }
            return .group(shown[shown[group].id])
        case .zone: return drill
        case .subnet(let id):
            guard let place = real.subnets.firstIndex(where: { real[$0.id] == id }), shown.subnets.count == real.subnets.count
            else { return nil }
            return .subnet(shown[shown.subnets[place].id])
        case .component(let id):
            let (all, own) = (FoundComponent.all(in: real), FoundComponent.all(in: shown))
            guard let place = all.firstIndex(where: { real[$0.id] == id }), own.count == all.count,
                own[place].kind == all[place].kind
            else { return nil }
            return .component(shown[own[place].id])
        case .interfaces(let ids):
            guard shown.interfaces.count == real.interfaces.count else { return nil }
            let places = real.interfaces.indices.filter { ids.contains(real[real.interfaces[$0].id]) }
            return places.count == ids.count ? .interfaces(places.map { shown[shown.interfaces[$0].id] }) : nil
        }
    }

    private static func text(_ drill: TrialLine.Drill, _ shown: Analyzer) -> String {
        let (inventory, writer) = (shown.inventory, TrialLineWriter(shown))
        switch drill {
        case .group(let id): return "off \(inventory.group(id: id).map { writer.name($0) } ?? TrialLine.named(id))"
        case .zone(let name): return "off \(TrialLine.named(name))"
        case .subnet(let id), .component(let id):
            let things = TrialThings(inventory: inventory)
            let all = things.subnets + things.all(Set(FoundComponent.all(in: inventory).map(\.kind)))
            let own = all.first { $0.id == id }
            return "off \(own.map { writer.name($0) } ?? TrialLine.named(id))"
        case .interfaces(let ids):
            // An instance, or what several belong to, is told by all of them.
            let names = inventory.interfaces.indices.filter { ids.contains(inventory[inventory.interfaces[$0].id]) }.map {
                writer.name(interface: InterfaceIndex($0))
            }
            return "off \(names.distinct().joined(separator: ", "))"
        }
    }
}
