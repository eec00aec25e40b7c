import Reachability
import CoreModel
import Text

/// Names of the ends of a question and of their parts, and sentences for sides that no rule decides.
struct EndText: Sendable {
    let inventory: Inventory
    let names: Names
    let question: Question

    /// An end by the side that is its own.
    func end(_ side: Direction) -> Endpoint { side == .egress ? question.source : question.destination }

    /// What the end of a side is called in sentences.
    func name(_ side: Direction) -> String { names.name(of: end(side)) }

    /// What one part of the end of a side is called; of many that are judged alike the first by name, with how many more there are.
    func name(_ part: EndPart, _ side: Direction) -> String { lead(part, side) + tail(part) }

    private func lead(_ part: EndPart, _ side: Direction) -> String {
        switch part.kind {
        case .whole: name(side)
        case .members(let group, _): names.name(of: group)
        case .carriers(let groups): list(groups)
        case .interface(let interface, _): names.name(of: interface)
        }
    }

    /// What sets a part apart from others with the same name.
    private func tail(_ part: EndPart) -> String {
        let more = part.alike == 1 ? "" : " and \(part.alike - 1) more like it"
        switch part.kind {
        case .members(_, let groups) where !groups.isEmpty, .interface(_, let groups) where !groups.isEmpty:
            return " with \(list(groups))\(more)"
        case .whole, .members, .carriers, .interface: return more
        }
    }

    /// What several parts of an end are called together: of a group "ops with rds or alone", else their names in a list.
    func name(_ parts: [EndPart], _ side: Direction) -> String {
        let all = parts.map { name($0, side) }.distinct()
        guard all.count > 1, let group = end(side).kind.group else { return TextList.sentence(all) }
        let tails = parts.map(tail).distinct()
        let kinds = tails.filter { !$0.isEmpty }.map { String($0.dropFirst()) }
        let shown = kinds.count > 3 ? kinds.prefix(2) + ["\(kinds.count - 2) other sets of groups"] : kinds
        let alone = tails.contains("") ? ["alone"] : []
        return "\(names.name(of: group)) \((shown + alone).joined(separator: " or "))"
    }

    /// Groups by name.
    func list(_ groups: [GroupIndex]) -> String { TextList.sentence(groups.map { names.name(of: $0) }.sorted()) }

    /// Why the side of what carries no groups passes.
    func withoutGroups(_ host: Check.Host) -> String {
        switch host {
        case .interface: "carries no security groups: its side is filtered by nothing"
        case .internet: "hosts without groups: their side is filtered by nothing"
        case .everyAddress: "as an end it means the internet: hosts without groups, filtered by nothing"
        case .address: "a host without groups (no interface has it): its side is filtered by nothing"
        case .addresses: "hosts without groups (no interface has an address in it): their side is filtered by nothing"
        }
    }

    /// Why the side of an address is not known.
    func unknownAddress(prefixList: Int?) -> String {
        if let prefixList, inventory.prefixLists[prefixList].entries == nil {
            return "the entries of \(inventory[inventory.prefixLists[prefixList].id]) are not loaded"
        }
        return "no complete interface listing is loaded, so the groups that it carries are not known"
    }

    /// Why the rules of a group in a direction are not known.
    func unloaded(_ group: GroupIndex, _ direction: Direction) -> String {
        let told = inventory.references.first { $0.group == group && !$0.account.isNone }.map { inventory[$0.account] }
        let account = inventory[group].knowledge == .absent ? told : nil
        return (account.map { "of account \($0): " } ?? "")
            + (UnlistedRules(inventory[group], direction) ?? .all).text
    }

    /// Why a service is reached whatever the rules say.
    func notFiltered(_ service: NotFiltered.Service) -> String {
        guard let vpc = inventory.vpcs.first(where: { $0.id == service.vpc }),
            let primary = vpc.networks.first(where: { $0.version == .v4 })
        else { return "not filtered: \(service.address) is \(service.kind.name)" }
        return "not filtered: \(primary) (\(names.name(ofVpc: vpc.id))), its base plus two, port 53"
    }

    /// Which part of what is asked reaches a service whatever the rules say: "tcp 80 is instance metadata, which security groups do
    /// not filter".
    func partNotFiltered(_ service: NotFiltered.Service) -> String {
        "\(TrafficText.sentence(asked(of: service).traffic)) is \(service.kind.name), which security groups do not filter"
    }

    /// What is asked of the traffic on which a service is not filtered.
    func asked(of service: NotFiltered.Service) -> TrafficSet {
        service.points.intersection(question.port.points(question.version))
    }
}

extension NotFiltered.Kind {
    var name: String {
        switch self {
        case .resolver: "the DNS resolver"
        case .instanceMetadata: "instance metadata"
        case .time: "the time service"
        case .taskMetadata: "ECS task metadata"
        case .windowsActivation: "Windows activation"
        }
    }
}
