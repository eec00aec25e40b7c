import Notes
import Reachability
import CoreModel
import Text

extension GroupReport {
    /// The interfaces that carry the group.
    var attached: ReportSection {
        let carriers = inventory.interfaces.indices.filter { inventory.interfaces[$0].groups.contains(group) }
        var rows = carriers.map { place -> ReportSection.Row in
            let interface = inventory.interfaces[place]
            let addresses = interface.addressTexts
            let others = interface.groups.filter { $0 != group }.map { names.name(of: $0).glued }
            let id = inventory[interface.id]
            let name = names.name(of: InterfaceIndex(place))
            var last = name == id ? [] : [name.glued]
            if let subnet = inventory.subnets.first(where: { $0.id == interface.subnet }), !subnet.name.isNone {
                last.append(inventory[subnet.name])
            }
            if !others.isEmpty { last.append("also carries \(others.joined(separator: ", "))") }
            return .init([
                .init(addresses.isEmpty ? "no address known" : addresses.joined(separator: ", "), .plain), .init(id, .dim),
                .init(last.joined(separator: ", "), .plain),
            ])
        }
        if rows.isEmpty {
            let text =
                inventory.hasCompleteInterfaceListing
                ? "nothing: no interface carries it" : "not known: no listing of interfaces is in the input"
            rows = [.init([.init(text, inventory.hasCompleteInterfaceListing ? .plain : .depends)])]
        }
        return ReportSection(label: "attached", count: carriers.isEmpty ? nil : carriers.count, rows: rows)
    }

    /// The rules of other groups that name it.
    var namedBy: ReportSection {
        let naming = references.rules(naming: group)
        let rows = naming.map { index -> ReportSection.Row in
            let rule = inventory[index]
            return .init(
                [
                    .init(names.name(of: rule.group).glued, .plain),
                    .init("\(rule.direction.name) \(Self.traffic(rule.traffic))", .plain),
                    .init(inventory[rule.description], .dim),
                ], rule: index, target: .group(rule.group))
        }
        return ReportSection(
            label: "named by", count: naming.isEmpty ? nil : naming.count,
            rows: rows.isEmpty ? [.init([.init("no rule of another group", .plain)])] : rows)
    }

    /// Where it belongs, who manages it, its tags.
    var about: ReportSection {
        let described = inventory[group]
        var rows: [ReportSection.Row] = []
        var scopeParts: [String] = []
        if !described.vpc.isNone {
            let name = names.name(ofVpc: described.vpc)
            let id = inventory[described.vpc]
            scopeParts.append(name == id ? id : "\(name) (\(id))")
        }
        if !described.owner.isNone { scopeParts.append("account \(inventory[described.owner])") }
        if !described.region.isNone { scopeParts.append(inventory[described.region]) }
        if !scopeParts.isEmpty { rows.append(.init([.init(scopeParts.joined(separator: ", "), .plain)])) }
        if let managed { rows.append(.init([.init(managed, .plain)])) }
        let tags = described.tags.map { "\(inventory[$0.key])=\(inventory[$0.value])".glued }
        if !tags.isEmpty { rows.append(.init([.init("tags \(tags.joined(separator: ", "))", .dim)], hang: 5)) }
        return ReportSection(label: "about", count: nil, rows: rows)
    }

    /// Who would undo a change made by hand.
    private var managed: String? {
        inventory.manager(of: group).map { "managed by \($0.text)" }
    }

    /// Its reasons from the notes: of its rules, then of the group.
    var why: ReportSection {
        guard let notes else { return ReportSection(label: "why", count: nil, rows: []) }
        var rows: [ReportSection.Row] = []
        if let words = notes.inbound?.words { rows.append(.init([.init("documented in: \(words)", .plain)])) }
        if let words = notes.outbound?.words { rows.append(.init([.init("documented out: \(words)", .plain)])) }
        for rule in notes.rules {
            let end = rule.peer.map { " \(rule.direction.preposition) \($0)" } ?? ""
            let traffic = rule.traffic.map { " \($0)" } ?? ""
            rows.append(.init([.init("\(rule.direction.name)\(traffic)\(end): \(rule.why)", .plain)], hang: 2))
            for reason in rule.reasons { rows += reasonRows(reason) }
        }
        for reason in notes.reasons { rows += reasonRows(reason) }
        return ReportSection(label: "why", count: nil, rows: rows)
    }

    private func reasonRows(_ reason: Reason) -> [ReportSection.Row] {
        [.init([.init(reason.why, .strong)], indent: 1)] + reason.points.flatMap { points($0, indent: 3) }
    }

    private func points(_ point: ReasonPoint, indent: Int) -> [ReportSection.Row] {
        [.init([.init("- \(point.line)", .plain)], indent: indent, hang: 2)]
            + point.points.flatMap { points($0, indent: indent + 2) }
    }
}
