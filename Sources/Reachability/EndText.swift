import SecurityGroups
import Text

/// Words for the ends of a question and for sides that no rule decides.
struct EndText: Sendable {
    let analyzer: Analyzer
    let question: Question

    /// The end on the other side of a check.
    struct Other: Sendable {
        var name: String
        var isGroup: Bool
    }

    private var inventory: Inventory { analyzer.inventory }

    /// What an end is called in sentences.
    func name(of end: Endpoint) -> String {
        switch end.kind {
        case .group(let group): analyzer.names.name(of: group)
        case .internet: "internet"
        case .network(let network):
            network.prefixLength == network.version.bitWidth ? network.address.description : network.description
        case .interfaces(let interfaces):
            interfaces.count == 1 ? interfaceName(interfaces[0]) : sharedName(interfaces) ?? end.asked
        case .prefixList(let place): analyzer.names.name(of: .prefixList(UInt32(place)))
        }
    }

    /// Its id: a group's, an interface's or an instance's; the address or CIDR; nil where there is none.
    func id(of end: Endpoint) -> String? {
        switch end.kind {
        case .group(let group): inventory[inventory[group].id]
        case .internet: nil
        case .network(let network):
            network.prefixLength == network.version.bitWidth ? network.address.description : network.description
        case .interfaces(let interfaces):
            interfaces.count == 1 && interfaces.first.map { inventory[inventory[$0].instance] } != end.asked
                ? interfaces.first.map { inventory[inventory[$0].id] }
                : interfaces.first.map { inventory[inventory[$0].instance] }.flatMap { $0.isEmpty ? nil : $0 }
        case .prefixList(let place): inventory[inventory.prefixLists[place].id]
        }
    }

    func otherEnd(of side: Direction) -> Other {
        let end = side == .ingress ? question.source : question.destination
        if case .group = end.kind { return Other(name: name(of: end), isGroup: true) }
        return Other(name: name(of: end), isGroup: false)
    }

    /// The name of one part of an end; of many that are judged alike the first by name, with how many more there are.
    func name(of subject: Subject, _ direction: Direction) -> String {
        let name = nameOfOne(subject, direction)
        return subject.shownFor == 1 ? name : "\(name) and \(subject.shownFor - 1) more like it"
    }

    private func nameOfOne(_ subject: Subject, _ direction: Direction) -> String {
        let end = direction == .egress ? question.source : question.destination
        if case .group(let group) = end.kind { return memberName(of: subject, group) }
        if case .groups(let groups) = subject.carrier, groups.count == 1 {
            return analyzer.names.name(of: groups[0])
        }
        guard let only = subject.interfaces.first, subject.interfaces.count == 1 else {
            guard case .groups(let groups) = subject.carrier, !groups.isEmpty else { return name(of: end) }
            return TextList.sentence(groups.map { analyzer.names.name(of: $0) }.sorted())
        }
        guard case .groups(let groups) = subject.carrier, !groups.isEmpty else { return interfaceName(only) }
        return "\(interfaceName(only)) with \(TextList.sentence(groups.map { analyzer.names.name(of: $0) }.sorted()))"
    }

    /// What several parts of an end are called together: of a group "ops with rds or alone", else their names in a list.
    func name(ofParts names: [String], of end: Endpoint) -> String {
        guard names.count > 1, case .group(let group) = end.kind else { return TextList.sentence(names) }
        let name = analyzer.names.name(of: group)
        let kinds = names.filter { $0 != name }.map { $0.hasPrefix("\(name) ") ? String($0.dropFirst(name.count + 1)) : $0 }
        let shown = kinds.count > 3 ? kinds.prefix(2) + ["\(kinds.count - 2) other sets of groups"] : kinds
        return "\(name) \((shown + (names.contains(name) ? ["alone"] : [])).joined(separator: " or "))"
    }

    /// What some members of a group are called: by the group where they carry nothing else, else by themselves and what they carry too.
    private func memberName(of subject: Subject, _ group: GroupIndex) -> String {
        let name = analyzer.names.name(of: group)
        guard case .groups(let carried) = subject.carrier, carried.count > 1 else { return name }
        let also = TextList.sentence(carried.filter { $0 != group }.map { analyzer.names.name(of: $0) }.sorted())
        return "\(name) with \(also)"
    }

    /// Why the side of a host without groups passes.
    func withoutGroups(_ subject: Subject, _ direction: Direction) -> String {
        let end = direction == .egress ? question.source : question.destination
        if !subject.interfaces.isEmpty { return "carries no security groups: its side is filtered by nothing" }
        switch end.kind {
        case .internet: return "hosts without groups: their side is filtered by nothing"
        case .network(let network) where network.isEverything:
            return "as an end it means the internet: hosts without groups, filtered by nothing"
        case .network(let network) where network.prefixLength == network.version.bitWidth:
            return "a host without groups (no interface has it): its side is filtered by nothing"
        default: return "hosts without groups (no interface has an address in it): their side is filtered by nothing"
        }
    }

    /// Why the side of an address is not known.
    func unknownAddress(_ subject: Subject) -> String {
        if let place = subject.prefixList, inventory.prefixLists[place].entries == nil {
            return "the entries of \(inventory[inventory.prefixLists[place].id]) are not loaded"
        }
        return "no complete interface listing is loaded, so the groups that it carries are not known"
    }

    /// Why the rules of a group in a direction are not known.
    func unloaded(_ group: GroupIndex, _ direction: Direction) -> String {
        let told = inventory.references.first { $0.group == group && !$0.account.isNone }.map { inventory[$0.account] }
        let account = inventory[group].knowledge == .absent ? told : nil
        return (account.map { "of account \($0): " } ?? "")
            + (UnlistedRules.text(inventory[group], direction) ?? "its own rules are not in the input")
    }

    /// Why a service is reached whatever the rules say.
    func notFiltered(_ service: NotFiltered.Service, _ direction: Direction, _ subject: Subject) -> String {
        if direction == .ingress { return "not filtered: \(service.name) has no security groups" }
        guard let vpc = analyzer.index.vpc(service.vpc), let primary = vpc.networks.first(where: { $0.version == .v4 }) else {
            return "not filtered: \(service.address) is \(service.name)"
        }
        return "not filtered: \(primary) (\(analyzer.names.name(ofVpc: vpc.id))), its base plus two, port 53"
    }

    /// Which part of what is asked reaches a service whatever the rules say: "tcp 80 is instance metadata, which security groups do
    /// not filter".
    func partNotFiltered(_ service: NotFiltered.Service) -> String {
        "\(traffic(to: service)) is \(service.name), which security groups do not filter"
    }

    /// The same behind a condition, which may have named that traffic: "on tcp 80".
    func partNotFiltered(_ service: NotFiltered.Service, after condition: String) -> String {
        condition == "on \(traffic(to: service))"
            ? ": \(service.name), which security groups do not filter" : "; \(partNotFiltered(service))"
    }

    private func traffic(to service: NotFiltered.Service) -> String {
        let open = service.points.intersection(question.port.points(question.version))
        return TrafficText.sentence(TrafficText.traffic(open))
    }

    private func interfaceName(_ interface: InterfaceIndex) -> String { analyzer.names.name(of: interface) }

    private func sharedName(_ interfaces: [InterfaceIndex]) -> String? {
        let all = Set(interfaces.map { analyzer.names.name(of: $0) })
        return all.count == 1 ? all.first : nil
    }
}

extension Analyzer {
    /// What an end of a question is: its id, or nil where it has none, and what it is called.
    public func describe(_ end: Endpoint) -> (id: String?, name: String) {
        guard let question = try? Question(from: end, to: Endpoint(.internet, asked: "internet"), port: .all) else {
            return (nil, end.asked)
        }
        let text = EndText(analyzer: self, question: question)
        return (text.id(of: end), text.name(of: end))
    }
}
