import CoreModel

/// The members of an end that may stand in very many subnets, and some of them that stand for all.
struct AlikeMembers {
    let all: [WayMember]
    /// Two of each kind that nothing on a way tells apart, so that two of one subnet are among the pairs of both ends and two of different
    /// ones; and what is in the input by itself.
    private let some: [WayMember]
    /// The subnets in which these stand.
    let subnets: Set<TextID>
    /// Whether some of them are interfaces of the input.
    let hasInterfaces: Bool
    /// The others by their subnet.
    private let others: [TextID: [WayMember]]

    /// How many pairs of members of two ends are walked one by one, at most.
    static let pairLimit = 4_096

    /// Who a member is but for its subnet.
    private struct Kind: Hashable {
        var group: GroupIndex?
        var subnets: Int
        /// Between which cuts its address lies.
        var place: Int
    }

    /// Members whose addresses are told apart at some borders.
    ///
    /// Complexity: one look-up for each of them.
    init(_ all: [WayMember], _ borders: Borders, _ walker: Walker) {
        self.all = all
        var counts: [Kind: Int] = [:]
        var (some, subnets, others): ([WayMember], Set<TextID>, [TextID: [WayMember]]) = ([], [], [:])
        for member in all {
            let subnet = walker.index.subnet(of: member.end)
            if let subnet, let kind = Self.kind(member.end, subnet, borders, walker) {
                let count = counts[kind] ?? 0
                counts[kind] = count + 1
                if count > 1 {
                    others[subnet, default: []].append(member)
                    continue
                }
            }
            some.append(member)
            if let subnet { subnets.insert(subnet) }
        }
        (self.some, self.subnets, self.others) = (some, subnets, others)
        hasInterfaces = all.contains { $0.end.interface != nil }
    }

    /// One member alone.
    init(_ member: WayMember, _ walker: Walker) {
        (all, some, others) = ([member], [member], [:])
        subnets = Set([walker.index.subnet(of: member.end)].compactMap { $0 })
        hasInterfaces = member.end.interface != nil
    }

    /// Nil of what is in the input by itself.
    private static func kind(_ end: WayEnd, _ subnet: TextID, _ borders: Borders, _ walker: Walker) -> Kind? {
        let group: GroupIndex?
        switch end {
        case .unseen(let own, _, _): group = own
        case .host: group = nil
        case .interface, .outside: return nil
        }
        guard let number = walker.subnetClasses.value[subnet] else { return nil }
        return Kind(group: group, subnets: number, place: borders.cuts.value.firstPlace { $0 > end.address.bits })
    }

    /// Whether some stand for others.
    var isReduced: Bool { !others.isEmpty }

    /// Those that stand for all, with those in the subnets in which members of the other end do.
    func some(near subnets: Set<TextID>) -> [WayMember] {
        others.isEmpty ? some : some + subnets.sorted().flatMap { others[$0] ?? [] }
    }
}
