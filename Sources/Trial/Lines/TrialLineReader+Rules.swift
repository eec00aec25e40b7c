import CoreModel
import Reachability

/// Rules: `rds ingress tcp 5432 from alb "words"`, `sgr-94e7...`, `rds ingress 5432 from api : 5432-5433`.
extension TrialLineReader {
    /// A rule as it is typed: parts that are left out are nil.
    private struct TypedRule {
        var group: GroupIndex
        var direction: Direction
        var traffic: [Traffic]?
        var peer: EndIdentity?
        /// Whether `internet` is meant, which is everything of both families where rules are looked for.
        var isInternet = false
        var words: String?
    }

    func rule(_ sign: Character, _ tokens: [TrialToken]) throws(TrialFault) -> [Edit] {
        switch sign {
        case "+": return try added(tokens)
        case "-":
            let (rule, _) = try standing(tokens)
            return [.remove(rule)]
        default:
            guard let colon = tokens.firstIndex(where: { $0.isOne(of: [":"]) }) else { throw .lacks(.change, "") }
            let (old, group) = try standing(Array(tokens[..<colon]))
            return [.change(old, to: try changed(old, group, Array(tokens[(colon + 1)...])))]
        }
    }

    private func added(_ tokens: [TrialToken]) throws(TrialFault) -> [Edit] {
        let typed = try typed(tokens)
        guard let traffic = typed.traffic else { throw .lacks(.ports, "") }
        guard let peer = typed.peer else { throw .lacks(.peer, "") }
        let rules = traffic.map { one in
            EditedRule(
                group: id(typed.group), RuleIdentity(typed.direction, one, peer), description: typed.words ?? "")
        }
        for rule in rules where inventory.isMade(.add(rule)) { throw .standsAlready(writer.rule(rule)) }
        return rules.map { .add($0) }
    }

    /// What stands behind the colon: other ports, another end, other words.
    private func changed(
        _ old: EditedRule, _ group: GroupIndex, _ tokens: [TrialToken]
    ) throws(TrialFault) -> EditedRule {
        var new = old
        let place = tokens.firstIndex { $0.isOne(of: TrialWords.prepositions) }
        let ports = tokens[..<(place ?? tokens.firstIndex(where: \.isQuoted) ?? tokens.endIndex)]
        if let place {
            let (peer, words) = try peer(Array(tokens[(place + 1)...]))
            new.identity.peer = peer
            if let words { new.description = words }
        } else if let words = tokens.first(where: \.isQuoted) {
            new.description = words.text
        }
        if !ports.isEmpty {
            let traffic = try traffic(Array(ports), new.identity.peer.network?.version)
            guard traffic.count == 1 else { throw .lacks(.change, TrialToken.name(ports)) }
            new.identity.traffic = traffic[0]
        }
        if tokens.isEmpty { throw .lacks(.change, "") }
        if place == nil { try endsInWords(tokens) }
        new.isStale = false
        if new.identity != old.identity, inventory.isMade(.add(new)) { throw .standsAlready(writer.rule(new)) }
        return new
    }

    // MARK: Rules that stand

    private func standing(_ tokens: [TrialToken]) throws(TrialFault) -> (rule: EditedRule, group: GroupIndex) {
        if tokens.count == 1, let byID = rule(id: tokens[0].text) { return byID }
        let typed = try typed(tokens)
        let own = inventory.rules(of: typed.group, typed.direction).map { place in
            inventory.edited(inventory[place], of: id(typed.group), as: inventory.identity(of: inventory[place]))
        }
        let meant = own.filter { rule in
            let isTraffic = typed.traffic.map { $0.contains(rule.identity.traffic) } ?? true
            let isInternet = typed.isInternet && rule.identity.peer.network?.isEverything == true
            return isTraffic && (typed.peer == nil || isInternet || typed.peer == rule.identity.peer)
        }
        guard let first = meant.first else { throw .noRule(of: name(typed.group), candidates: own.map(writer.rule)) }
        let distinct = meant.map(\.identity).distinct()
        if distinct.count > 1 { throw .severalRules(meant.map(writer.rule)) }
        return (first, typed.group)
    }

    private func rule(id: String) -> (rule: EditedRule, group: GroupIndex)? {
        guard let wanted = inventory.texts.find(id), let rule = inventory.rules.first(where: { $0.id == wanted }) else {
            return nil
        }
        let edited = inventory.edited(rule, of: self.id(rule.group), as: inventory.identity(of: rule))
        return (edited, rule.group)
    }

    // MARK: Parts

    private func typed(_ tokens: [TrialToken]) throws(TrialFault) -> TypedRule {
        guard let place = tokens.firstIndex(where: { $0.isOne(of: TrialWords.directions) }) else {
            throw .lacks(.direction, tokens.count > 1 ? tokens[1].text : "")
        }
        let direction: Direction = tokens[place].isOne(of: TrialWords.ingress) ? .ingress : .egress
        var typed = TypedRule(group: try group(Array(tokens[..<place])), direction: direction)
        let rest = tokens[(place + 1)...]
        let behind = rest.firstIndex { $0.isOne(of: TrialWords.prepositions) }
        if let behind {
            // What comes in comes from somebody: the other word may mean the other direction.
            guard rest[behind].isOne(of: [direction == .ingress ? "from" : "to"]) else {
                throw .lacks(.preposition, rest[behind].text)
            }
            let far = Array(rest[(behind + 1)...])
            typed.isInternet = far.first.map { $0.isOne(of: ["internet"]) } ?? false
            (typed.peer, typed.words) = try peer(far)
        }
        let ports = rest[..<(behind ?? rest.endIndex)]
        // Words without an end before them are the rule's words, after which nothing stands.
        if behind == nil, ports.first?.isQuoted == false { try endsInWords(Array(ports)) }
        if let quoted = ports.first(where: \.isQuoted) { throw .lacks(.ports, quoted.text) }
        if !ports.isEmpty { typed.traffic = try traffic(Array(ports), typed.peer?.network?.version) }
        return typed
    }

    /// The other end of a rule, and the words behind it.
    private func peer(_ tokens: [TrialToken]) throws(TrialFault) -> (EndIdentity, words: String?) {
        guard let first = tokens.first else { throw .lacks(.peer, "") }
        let end = first.isQuoted ? 1 : tokens.firstIndex(where: \.isQuoted) ?? tokens.endIndex
        let words = tokens[end...].first(where: \.isQuoted)?.text
        if first.isQuoted, let stray = tokens[end...].first, !stray.isQuoted { throw .lacks(.peer, stray.text) }
        try endsInWords(Array(tokens[end...]))
        let text = TrialToken.name(tokens[..<end])
        return (try peer(text), words)
    }

    /// Throws where something stands behind the words in quotes.
    private func endsInWords(_ tokens: [TrialToken]) throws(TrialFault) {
        guard let words = tokens.firstIndex(where: \.isQuoted), words + 1 < tokens.count else { return }
        throw .stray(tokens[words + 1].text)
    }

    private func peer(_ text: String) throws(TrialFault) -> EndIdentity {
        if text.lowercased() == "internet" { return .network(.everything(.v4)) }
        if let list = prefixList(text) { return .prefixList(list) }
        let found = try end(text)
        switch found.kind {
        case .network(let network): return .network(network)
        case .group(let group): return .group(id(group))
        case .prefixList(let place): return .prefixList(inventory[inventory.prefixLists[place].id])
        case .internet: return .network(.everything(.v4))
        case .interfaces(let interfaces):
            let groups = interfaces.flatMap { inventory[$0].groups }.distinct().map(name)
            let addresses = interfaces.flatMap { inventory[$0].privateAddresses }.map(\.description)
            throw .noPeer(text, instead: Array((groups + addresses).prefix(6)))
        }
    }

    /// A prefix list by its id, whether or not the input has it, or by its name.
    private func prefixList(_ text: String) -> String? {
        if let place = inventory.prefixList(id: text) { return inventory[inventory.prefixLists[place].id] }
        let isID = text.hasPrefix("pl-") && text.count > 10 && text.dropFirst(3).allSatisfy(\.isHexDigit)
        if isID { return text }
        let named = inventory.prefixLists.filter { inventory[$0.name].lowercased() == text.lowercased() && !$0.isUnknown }
        return named.count == 1 ? inventory[named[0].id] : nil
    }
}
