import SecurityGroups
import Text

/// Says what must hold where the verdict is depends, and how to find it out.
struct Conditions: Sendable {
    let analyzer: Analyzer
    let question: Question
    let judgement: Judgement
    let checks: [Check]
    /// How the members of the groups asked about differ, in words; empty where they do not.
    var memberDifferences: [String] = []

    private var inventory: Inventory { analyzer.inventory }
    private var ends: EndText { EndText(analyzer: analyzer, question: question) }
    private var asked: String { question.port.text(question.version) }

    /// The conditions with what to run or look up for each; each sentence once.
    func all() -> (conditions: [String], findOut: [String]) {
        var conditions = memberDifferences
        var findOut: [String] = []
        // Members of which each has a certain answer leave nothing open but which of them is meant.
        let isOpen = judgement.pairs.contains { $0.verdict == .depends }
        if !conditions.isEmpty, !isOpen { return (conditions, findOut) }
        for direction in [Direction.egress, .ingress] {
            for check in checks where check.side == direction && check.outcome == .depends {
                add(check, &conditions, &findOut)
            }
        }
        if conditions.isEmpty { conditions = unevenSides() }
        conditions += lackingFamily()
        return (Self.distinct(conditions), Self.distinct(findOut))
    }

    private func add(_ check: Check, _ conditions: inout [String], _ findOut: inout [String]) {
        let other = ends.otherEnd(of: check.side).name
        switch check.code {
        case .unknownGroup:
            if let group = check.component, inventory[group].knowledge(check.side) != .complete, check.rules.isEmpty {
                let id = inventory[inventory[group].id]
                let lacks = inventory[group].knowledge == .absent ? "" : ": \(ends.unloaded(group, check.side))"
                conditions.append("if \(analyzer.names.nameAndID(of: group)) lets \(asked) \(way(check.side)) \(other)\(lacks)")
                // What is not settled has no id that AWS knows.
                if !inventory[group].isUnknown {
                    findOut.append("aws ec2 describe-security-groups --group-ids \(ShellText.quoted(id))")
                }
            } else if let unknown = unknownGroup(check.rules) {
                conditions.append("if \(unknown) is a group of \(other)")
            } else {
                conditions.append("if \(other) belongs to \(groups(check.rules))")
                findOut += interfaceSearch(check.side)
            }
        case .unknownPrefixList:
            if check.rules.isEmpty {
                addUnloadedEnd(check, &conditions, &findOut)
            } else {
                addLists(check, other, &conditions, &findOut)
            }
        case .unknownAddress:
            if check.rules.isEmpty {
                let own = ends.name(of: check.side == .egress ? question.source : question.destination)
                conditions.append("if the groups that \(own) carries let \(asked) \(way(check.side)) \(other)")
                findOut += interfaceSearch(check.side.other)
            } else {
                conditions.append("if \(other) belongs to \(groups(check.rules))")
                findOut += interfaceSearch(check.side)
            }
        case .rule, .notFiltered, .noGroups, .noRules, .mismatch: addPart(check, &conditions, &findOut)
        }
    }

    /// What is not settled, where rules name a group that the input does not settle.
    private func unknownGroup(_ rules: [RuleIndex]) -> String? {
        let references = rules.compactMap { inventory.reference(of: inventory[$0].peer) }
        let unknown = references.first { $0.identity != .named }
        return unknown.map { inventory[inventory[$0.group].id] }
    }

    /// An end is a prefix list whose entries are not loaded.
    private func addUnloadedEnd(_ check: Check, _ conditions: inout [String], _ findOut: inout [String]) {
        conditions.append("the entries of \(check.name) decide, and they are not loaded")
        let end = check.side == .egress ? question.source : question.destination
        guard let id = ends.id(of: end) else { return }
        findOut.append(
            "aws ec2 get-managed-prefix-list-entries --prefix-list-id \(ShellText.quoted(id)) "
                + "> get-managed-prefix-list-entries.\(id).json, and read that file too (-i)")
    }

    private func addLists(_ check: Check, _ other: String, _ conditions: inout [String], _ findOut: inout [String]) {
        for rule in check.rules {
            guard let list = inventory.prefixList(of: inventory[rule].peer), list.entries == nil else { continue }
            let id = inventory[list.id]
            conditions.append(list.isLeftOut ? "if \(other) is among the \(id)" : "if \(id) contains \(other)")
            addPart(check, &conditions, &findOut, certainly: true)
            if list.isLeftOut {
                let group = inventory[inventory[inventory[rule].group].id]
                findOut.append("aws ec2 describe-security-groups --group-ids \(ShellText.quoted(group)), the whole output")
            }
            if list.isUnknown { continue }
            findOut.append(
                "aws ec2 get-managed-prefix-list-entries --prefix-list-id \(ShellText.quoted(id)) "
                    + "> get-managed-prefix-list-entries.\(id).json, and read that file too (-i)")
        }
    }

    /// A side that lets part of the addresses, or of the traffic, through.
    ///
    /// With `certainly`, only what is let through whatever the unknown facts are.
    private func addPart(
        _ check: Check, _ conditions: inout [String], _ findOut: inout [String], certainly: Bool = false
    ) {
        let own = judgement.pairs.filter { $0.outcome(check.side) != .pass || judgement.pairs.count > 1 }
        let doubts = check.rules.map { inventory[$0].doubt }
        conditions += doubts.compactMap(inventory.reason).map { "\($0) decides: \(check.decision)" }
        if doubts.contains(.copies) {
            conditions.append("if the copy of \(check.name) with this rule is the right one: \(check.decision)")
        }
        let parts = CoveredParts(own, check.side, question.port.points(question.version), isCertain: certainly)
        guard let sentence = parts.sentence({ Self.places($0, question.version) }, RuleText.preposition(check.side)) else {
            return
        }
        let service = check.side == .egress ? own.firstPartService.map { ends.partNotFiltered($0, after: sentence) } : nil
        conditions.append("\(certainly ? "certainly" : "only") \(sentence)\(service ?? "")")
        if parts.isByAddress, !certainly, check.side == .ingress, case .network = question.source.kind {
            findOut.append("the client's own address, on the client: ip -brief address")
        }
    }

    /// Where each side is certain for each interface, but they differ.
    private func unevenSides() -> [String] {
        let verdicts = Set(judgement.pairs.map(\.verdict))
        guard verdicts.count > 1 else { return [] }
        let parts = judgement.pairs.filter { $0.verdict == .allowed }.map { pair in
            let from = part(judgement.sources[pair.source], .egress)
            let to = part(judgement.destinations[pair.destination], .ingress)
            return [from, to].compactMap { $0 }.joined(separator: " ")
        }
        let named = Self.distinct(parts.filter { !$0.isEmpty })
        if named.isEmpty { return [] }
        let all = "allowed \(TextList.sentence(named, limit: 4))"
        return all.count <= 240 ? [all] : ["only between some of these addresses: ask about one address of each end"]
    }

    /// What one part of an end is called: by its addresses where the end is a CIDR, by its interface where it is several; nil where
    /// the end is in one piece.
    private func part(_ subject: Subject, _ side: Direction) -> String? {
        let preposition = side == .egress ? "from" : "to"
        let end = side == .egress ? question.source : question.destination
        let all = side == .egress ? judgement.sources : judgement.destinations
        guard all.count > 1 else { return nil }
        switch end.kind {
        case .network, .prefixList:
            let carried: String? =
                if case .groups(let groups) = subject.carrier, !groups.isEmpty {
                    TextList.sentence(groups.map { analyzer.names.name(of: $0) }.sorted())
                } else {
                    nil
                }
            let places = Self.places(subject.addresses, question.version)
            return "\(preposition) \(places) (\(carried ?? "hosts without groups"))"
        case .group, .interfaces, .internet: return "\(preposition) \(ends.name(of: subject, side))"
        }
    }

    /// Interfaces that cannot be met over the family asked.
    private func lackingFamily() -> [String] {
        judgement.lacking.map { "not for \(analyzer.names.name(of: $0)), which has no \(question.version.name) address" }
    }

    private func way(_ side: Direction) -> String { side == .ingress ? "in from" : "out to" }

    private func groups(_ rules: [RuleIndex]) -> String {
        let named = rules.compactMap { rule in
            inventory.reference(of: inventory[rule].peer).map { analyzer.names.nameAndID(of: $0.group) }
        }
        return named.isEmpty ? "a group that is let through" : TextList.sentence(Self.distinct(named), limit: .max, and: "or")
    }

    private func interfaceSearch(_ side: Direction) -> [String] {
        let end = side == .ingress ? question.source : question.destination
        guard case .network(let network) = end.kind, network.prefixLength == network.version.bitWidth else {
            return ["aws ec2 describe-network-interfaces > describe-network-interfaces.json, and read that file too (-i)"]
        }
        let filter = network.version == .v4 ? "addresses.private-ip-address" : "ipv6-addresses.ipv6-address"
        return ["aws ec2 describe-network-interfaces --filters Name=\(filter),Values=\(network.address)"]
    }

    private static func places(_ addresses: AddressSet, _ version: IPVersion) -> String {
        let networks = addresses.networks(version)
        if networks.count == 1, let only = networks.first, only.prefixLength < version.bitWidth {
            return "\(only) (\(only.bounds.first) to \(only.bounds.last))"
        }
        let shown = networks.map { $0.prefixLength == version.bitWidth ? $0.address.description : $0.description }
        return TextList.sentence(shown, limit: 4)
    }

    static func distinct(_ sentences: [String]) -> [String] {
        var seen = Set<String>()
        return sentences.filter { seen.insert($0).inserted }
    }
}
