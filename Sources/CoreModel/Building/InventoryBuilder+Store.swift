/// The rules of one group, of both directions in any order.
struct StoredRules: Sendable {
    let group: GroupIndex
    /// The place among all contributions of the first that tells of the group: groups' rules stand in this order.
    let first: Int
    let rules: Source

    /// Where they stand until they are stored.
    enum Source: Sendable {
        /// Among the pending ones, which no other group has.
        case pending(Range<Int>)
        case own([Rule])
    }
}

extension InventoryBuilder {
    /// Puts the rules of all groups where they stay, each group's together, its ingress rules before its egress rules, in the order in which
    /// inputs tell of groups.
    ///
    /// Where each group is told by one list, as nearly always, they stay where they were read: a copy of a million costs as much as reading a
    /// fifth of them. Complexity: linear in rules; shared among cores.
    mutating func store(_ stored: [StoredRules]) {
        let lists = staying(stored) ?? gathered(stored)
        var middles: [Int] = []
        pendingRules.withUnsafeMutableBufferPointer { buffer in
            // Each group has places of its own.
            nonisolated(unsafe) let rules = buffer
            middles = Cores.map(lists.count, least: 500) { part in
                part.map { Self.divide(rules, lists[$0].rules, of: lists[$0].group) }
            }.flatMap { $0 }
        }
        for (own, middle) in zip(lists, middles) {
            inventory.groups[Int(own.group.number)].setRules(own.rules.lowerBound..<middle, .ingress)
            inventory.groups[Int(own.group.number)].setRules(middle..<own.rules.upperBound, .egress)
        }
        inventory.rules = pendingRules
        pendingRules = []
    }

    /// Where the rules of each group stand, where all stay where they were read; nil where some do not.
    private func staying(_ stored: [StoredRules]) -> [(group: GroupIndex, rules: Range<Int>)]? {
        var lists: [(group: GroupIndex, rules: Range<Int>)] = []
        lists.reserveCapacity(stored.count)
        for own in stored {
            guard case .pending(let range) = own.rules else { return nil }
            lists.append((own.group, range))
        }
        return lists.reduce(0) { $0 + $1.rules.count } == pendingRules.count ? lists : nil
    }

    /// Where the rules of each group stand once they are put one behind the other.
    private mutating func gathered(_ stored: [StoredRules]) -> [(group: GroupIndex, rules: Range<Int>)] {
        var rules: [Rule] = []
        rules.reserveCapacity(pendingRules.count)
        let order = stored.indices.sorted { (stored[$0].first, $0) < (stored[$1].first, $1) }
        let lists = order.map { stored[$0] }.map { own -> (group: GroupIndex, rules: Range<Int>) in
            let first = rules.count
            switch own.rules {
            case .pending(let range): rules += pendingRules[range]
            case .own(let all): rules += all
            }
            return (own.group, first..<rules.count)
        }
        pendingRules = rules
        return lists
    }

    /// Brings the ingress rules of a group before its egress rules, each in their order; returns where these begin.
    private static func divide(_ rules: UnsafeMutableBufferPointer<Rule>, _ own: Range<Int>, of group: GroupIndex) -> Int {
        var egress: [Rule] = []
        egress.reserveCapacity(own.count)
        var end = own.lowerBound
        for place in own {
            rules[place].group = group
            if rules[place].direction == .egress {
                egress.append(rules[place])
            } else {
                if end < place { rules[end] = rules[place] }
                end += 1
            }
        }
        for (offset, rule) in egress.enumerated() { rules[end + offset] = rule }
        return end
    }
}
