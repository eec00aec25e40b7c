import CoreModel
import Diff
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

    /// A drill of a group: of everything else the ids have no place by which their stand-ins could be found.
    private static func drill(_ drill: TrialLine.Drill, _ real: Analyzer, _ shown: Analyzer) -> TrialLine.Drill? {
        guard case .group(let id) = drill, let group = real.inventory.group(id: id),
            shown.inventory.groups.count == real.inventory.groups.count
        else { return nil }
        return .group(shown.inventory[shown.inventory[group].id])
    }

    private static func text(_ drill: TrialLine.Drill, _ shown: Analyzer) -> String {
        guard case .group(let id) = drill, let group = shown.inventory.group(id: id) else { return "a drill" }
        return "off \(TrialLine.named(shown.names.name(of: group)))"
    }
}
