import Frames
import Map
import Text
import Words

/// The first line of the screen: of what environment it is, and how large that is.
struct Title {
    /// What stands before the name of an environment whose owner calls it production.
    static let production = " PRODUCTION "

    private let state: ExplorerState
    private var model: ExplorerModel { state.model }

    init(_ state: ExplorerState) { self.state = state }

    /// What is shown in some columns: a name, and as many facts as there is room for.
    ///
    /// While something is on trial that is the first fact, and stands whatever else there is room for.
    func parts(width: Int) -> (name: String, facts: [String]) {
        let banners = model.trial.map { TrialWords.banners($0.changes) } ?? model.past?.banners ?? []
        if banners.isEmpty { return usual(width: width) }
        let shortest = names.map { TerminalText.width(TerminalText.safe($0)) }.min() ?? 0
        let banner = banners.first { $0.count + 3 + min(shortest, width / 3) <= width } ?? banners[banners.count - 1]
        let (name, facts) = usual(width: max(0, width - banner.count - 2))
        return (name, facts + [banner])
    }

    private func usual(width: Int) -> (name: String, facts: [String]) {
        var facts = facts
        let widths = names.map { TerminalText.width(TerminalText.safe($0)) }
        // The name gets shorter before it is left out of which accounts, and of what time, it is.
        let wanted = [trust, 1].map { TerminalText.width(facts.prefix($0).joined(separator: "  ")) + 3 }
        let fitting = wanted.lazy.compactMap { room in widths.firstIndex { $0 + room <= width } }.first
        let place = fitting ?? widths.firstIndex { $0 <= width } ?? names.count - 1
        let room = width - min(width, widths[place]) - 2
        while !facts.isEmpty, TerminalText.width(TerminalText.safe(facts.joined(separator: "  "))) + 1 > room {
            facts.removeLast()
        }
        return (names[place], facts)
    }

    /// The name from long to short; none of them lets the example pass for the user's own account.
    private var names: [String] {
        let environment = model.notes?.environment.title ?? ""
        if model.isExample {
            let name = environment.isEmpty ? "" : " \(environment)"
            return [
                "sgscope  EXAMPLE\(name), built in: not your account", "EXAMPLE\(name): not your account",
                "EXAMPLE: not your account",
            ]
        }
        let label = model.inventory.label
        let both = environment.isEmpty || environment == label ? label : "\(environment)  \(label)"
        return ["sgscope  \(both)", both, environment.isEmpty ? label : environment]
    }

    /// What is counted, the most wanted first.
    private var facts: [String] {
        let inventory = model.inventory
        if state.plan.traffic != nil, let page = state.traffic.page { return [page.report.heading] + ofTrust }
        var facts = [state.network?.fact ?? groups] + ofTrust
        if state.network == nil, let unasked = state.drawing.unasked, unasked == state.map.scope {
            facts.append("network: too many flows to ask")
        }
        if let oneSided { facts.append(oneSided) }
        facts.append(TextCount.of(model.size.rules, "rule"))
        if !inventory.vpcs.isEmpty { facts.append(TextCount.of(inventory.vpcs.count, "VPC")) }
        if !inventory.interfaces.isEmpty { facts.append(TextCount.of(inventory.interfaces.count, "interface")) }
        return facts
    }

    /// "8 groups, 2 unused": how many groups there are, and how many of them the map leaves out.
    private var groups: String {
        let all = TextCount.of(model.groupCount, "group")
        guard let map = state.plan.map == nil ? state.flows?.map : state.map.graph else { return all }
        if map.beyond > 0 { return "\(map.subjects.count { $0.group != nil }) of \(all) drawn" }
        if map.unused.isEmpty { return all }
        return "\(all), \(map.unused.count) \(model.inventory.hasCompleteInterfaceListing ? "unused" : "without flows")"
    }

    /// How many of the facts say what the data is worth.
    private var trust: Int { 1 + ofTrust.count }

    /// Of how many accounts it is, where of several, and how old.
    private var ofTrust: [String] {
        // Of an earlier time the data is as old as that, which the banner says.
        if model.past != nil { return [model.scopes.count].compactMap { $0 } }
        let date = model.inventory.date.map { DataAgeText($0, now: state.now).short } ?? model.readAt.map { "read \($0)" }
        return [model.scopes.count, date].compactMap { $0 }
    }

    /// The flows that the map of groups leaves out because one side alone allows them, with the key that shows them.
    private var oneSided: String? {
        guard state.network == nil, !state.drawing.shown.oneSided, let count = state.flows?.oneSidedCount, count > 0 else {
            return nil
        }
        return "\(TextCount.of(count, "one-sided flow")) not drawn: S"
    }
}

extension Screen {
    /// Draws the title over the first line.
    mutating func draw(_ title: Title) {
        let columns = state.size.columns
        frame.fill(Area(x: 0, y: 0, width: columns, height: 1), role: .bar)
        var start = 1
        if state.model.isProduction {
            // Reversed and underlined, and a word: it is seen without colours, too.
            frame.put(Title.production, x: 0, y: 0, role: .differs, limit: columns)
            start = Title.production.count + 1
        }
        let (name, facts) = title.parts(width: columns - start)
        let end = frame.put(fitted(name, to: columns - start), x: start, y: 0, role: .bar, limit: columns)
        frame.putRight(facts.joined(separator: "  ") + " ", after: end, y: 0, role: .bar, limit: columns)
    }
}
