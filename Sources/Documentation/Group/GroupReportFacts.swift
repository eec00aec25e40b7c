import Notes
import Reachability
import CoreModel
import Text
import Words

extension GroupReport {
    var attached: ReportSection {
        let carriers = inventory.interfaces.indices.filter { inventory.interfaces[$0].groups.contains(group) }
        let rows = carriers.map { place -> ReportSection.Row in
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
        let isKnown = inventory.hasCompleteInterfaceListing
        return ReportSection(
            label: "attached", count: rows.isEmpty ? nil : rows.count, rows: rows, none: GroupText.noCarriers(isKnown: isKnown),
            isKnown ? .plain : .depends)
    }

    /// The rules of other groups that name it.
    var namedBy: ReportSection {
        let rows = references.rules(naming: group).map { index in
            let rule = inventory[index]
            return ReportSection.Row(
                ofGroupBehind: index, "\(rule.direction.name) \(TrafficText.named(rule.traffic))", inventory, names)
        }
        return ReportSection(
            label: "named by", count: rows.isEmpty ? nil : rows.count, rows: rows, none: "no rule of another group")
    }

    /// Where it belongs, who manages it, its tags.
    var about: ReportSection {
        let described = inventory[group]
        var rows: [ReportSection.Row] = []
        var scopeParts: [String] = []
        if !described.vpc.isNone {
            let (name, id) = (names.name(ofVpc: described.vpc), inventory[described.vpc])
            scopeParts.append(name == id ? id : "\(name) (\(id))")
        }
        if !described.owner.isNone { scopeParts.append("account \(inventory[described.owner])") }
        if !described.region.isNone { scopeParts.append(inventory[described.region]) }
        if !scopeParts.isEmpty { rows.append(.init([.init(scopeParts.joined(separator: ", "), .plain)])) }
        // Who would undo a change made by hand.
        if let manager = inventory.manager(of: group) { rows.append(.init([.init("managed by \(manager.text)", .plain)])) }
        let tags = described.tags.map { "\(inventory[$0.key])=\(inventory[$0.value])".glued }
        if !tags.isEmpty { rows.append(.init([.init("tags \(tags.joined(separator: ", "))", .dim)], hang: 5)) }
        return ReportSection(label: "about", rows: rows)
    }

    /// Its reasons from the notes: of its rules, then of the group.
    var why: ReportSection {
        guard let notes else { return ReportSection(label: "why", rows: []) }
        var rows: [ReportSection.Row] = []
        if let words = notes.inbound?.words { rows.append(.init([.init("documented in: \(words)", .plain)])) }
        if let words = notes.outbound?.words { rows.append(.init([.init("documented out: \(words)", .plain)])) }
        for rule in notes.rules {
            rows.append(.init([.init("\(rule.subject): \(rule.why)", .plain)], hang: 2))
            rows += rule.reasons.flatMap(reasonRows)
        }
        return ReportSection(label: "why", rows: rows + notes.reasons.flatMap(reasonRows))
    }

    private func reasonRows(_ reason: Reason) -> [ReportSection.Row] {
        [.init([.init(reason.why, .strong)], indent: 1)] + reason.points.flatMap { points($0, indent: 3) }
    }

    private func points(_ point: ReasonPoint, indent: Int) -> [ReportSection.Row] {
        [.init([.init("- \(point.line)", .plain)], indent: indent, hang: 2)]
            + point.points.flatMap { points($0, indent: indent + 2) }
    }
}
